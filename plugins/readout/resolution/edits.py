"""What people decided by hand about people; re-resolution respects it.

Edits are rows, oldest first, never changed: `merge A B` (A is B), `split A NAME` (who is
called NAME is not A), `alias A NAME`, `rename A NAME`, `undo A` (the last one about A is taken
back). A later edit wins over an earlier one that it contradicts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from readout.resolution.idents import ident
from readout.resolution.names import words_of

EditKind = Literal["merge", "split", "alias", "rename", "undo"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One decision. `object` is a party id for `merge`, a name else, and empty for `undo`."""

    kind: EditKind
    subject: str
    object: str


def spelled(name: str) -> str:
    return " ".join(words_of(name))


@dataclass(slots=True)
class Edits:
    """The decisions in force."""

    into: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, tuple[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def aliased(self, name: str) -> tuple[str, str] | None:
        """Party id and name that a spelling was given by hand."""
        return self.aliases.get(spelled(name)) if self.aliases else None

    def final(self, party_id: str) -> str:
        """Follow merges to their end. `read_edits` lets no ring in, so this ends."""
        while party_id in self.into:
            party_id = self.into[party_id]
        return party_id

    def applied(self, party_id: str, name: str) -> tuple[str, str]:
        """Id and name of a party after merges and renames."""
        last = self.final(party_id)
        return last, self.names.get(last, name)


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
