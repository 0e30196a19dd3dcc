"""What people decided by hand about people; re-resolution respects it.

Edits are rows, oldest first, never changed: `merge A B` (A is B), `split A NAME` (who is
called NAME is not A), `alias A NAME`, `rename A NAME`, `undo A` (the last one about A is taken
back). A later edit wins over an earlier one that it contradicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from readout.model import ParticipantType
from readout.names.spelling import words_of
from readout.resolution.idents import ident

EditKind = Literal["merge", "split", "alias", "rename", "undo"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One decision. `object` is a party id for `merge`, a name else, and empty for `undo`;
    `shown` is name and type of who remains of a merge or bears an alias, as they were then."""

    kind: EditKind
    subject: str
    object: str
    shown: Face | None = None

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Edit:
        """From a row of `people_edits`."""
        name: str | None = row.get("shown_name")
        type_: Any = row.get("shown_type")
        return cls(row["kind"], row["subject"], row["object"], Face(name, type_) if name else None)


@dataclass(frozen=True, slots=True)
class Face:
    """How a party shows itself: under which name, as what."""

    name: str
    type: ParticipantType


# What an id says of its bearer; `unclear` is a name of persons (readout.resolution.people).
_KINDS: dict[str, ParticipantType] = {
    "person": "person",
    "unclear": "person",
    "body": "org",
    "country": "country",
    "group": "group",
}


def spelled(name: str) -> str:
    return " ".join(words_of(name))


@dataclass(slots=True)
class Edits:
    """The decisions in force."""

    into: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, tuple[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    faces: dict[str, Face] = field(default_factory=dict)

    def aliased(self, name: str) -> tuple[str, str] | None:
        """Party id and name that a spelling was given by hand."""
        return self.aliases.get(spelled(name)) if self.aliases else None

    def final(self, party_id: str) -> str:
        """Follow merges to their end. `read_edits` lets no ring in, so this ends."""
        while party_id in self.into:
            party_id = self.into[party_id]
        return party_id

    def face(self, party_id: str, name: str, type_: ParticipantType) -> Face:
        """How somebody shows himself whom a decision made the bearer of a name: as he was
        when it was decided; before that was kept, as his id says."""
        return self.faces.get(party_id) or Face(name, _KINDS.get(party_id.partition("-")[0], type_))


NO_EDITS = Edits()


def read_edits(edits: Iterable[Edit]) -> tuple[Edits, list[str]]:
    """Put decisions in force, oldest first.

    Returns:
        The decisions, and one sentence for each that was left out because it contradicts
        itself or earlier ones (a merge of a party with itself, or back round in a ring:
        there the earlier merge is taken back, since the later word counts).
    """
    made = Edits()
    problems: list[str] = []
    for edit in _standing(edits, problems):
        if edit.kind == "merge":
            _merge(made, edit, problems)
        elif edit.kind == "split":
            new = ident("split", edit.subject, spelled(edit.object))
            made.aliases[spelled(edit.object)] = (new, edit.object)
        elif edit.kind == "alias":
            made.aliases[spelled(edit.object)] = (edit.subject, edit.object)
            if edit.shown:
                made.faces[edit.subject] = edit.shown
        else:
            made.names[edit.subject] = edit.object
    return made, problems


def _standing(edits: Iterable[Edit], problems: list[str]) -> list[Edit]:
    """The edits that no later `undo` took back."""
    standing: list[Edit] = []
    for edit in edits:
        if edit.kind != "undo":
            standing.append(edit)
            continue
        about = [e for e in standing if edit.subject in (e.subject, e.object)]
        if about:
            last = about[-1]
            standing = [e for e in standing if e is not last]
        else:
            problems.append(f"undo {edit.subject}: nothing was decided about it")
    return standing


def _merge(made: Edits, edit: Edit, problems: list[str]) -> None:
    if edit.subject == edit.object:
        problems.append(f"merge {edit.subject} with itself: left out")
        return
    seen = [edit.object]
    while seen[-1] in made.into:
        seen.append(made.into[seen[-1]])
        if seen[-1] == edit.subject:
            broken = seen[-2]
            del made.into[broken]
            problems.append(
                f"merge {edit.subject} into {edit.object} contradicts the earlier merge of "
                f"{broken} into {edit.subject}: the earlier one is taken back"
            )
            break
    made.into[edit.subject] = edit.object
    if edit.shown:
        made.faces[edit.object] = edit.shown
