"""Decisions by hand about people: checked, kept, and taken in by the next resolution."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from readout.config import Settings
from readout.errors import ConfigError, did_you_mean
from readout.rendering.words import counted
from readout.resolution.edits import Edit, EditKind, read_edits
from readout.steps.auditing import change
from readout.steps.resolving import resolve_into, resolve_meetings
from readout.storage.loader import Load, loading

if TYPE_CHECKING:
    from readout.storage.results import PeopleFindRow, PeopleWeightRow
    from readout.storage.rows import PeopleEditsRow

STEP = "people_edits"


def decide(
    settings: Settings,
    kind: EditKind,
    subject: str,
    object_: str,
    *,
    note: str | None = None,
    by: str | None = None,
    dry_run: bool = False,
) -> list[str]:
    """Keep a decision and resolve again what it touches.

    Args:
        subject: a person, by id or by a name that only one bears.
        object_: a person (merge), a name (split, alias, rename) or nothing (undo).
        dry_run: only tell what would come of it; nothing is kept.

    Returns:
        What is worth telling: contradictions with earlier decisions, and what was done.

    Raises:
        ConfigError: nobody or several bear the name, or the decision says nothing.
    """
    told: list[str] = []
    with contextlib.suppress(_OnlyTold), loading(settings, STEP) as load:
        row, ids = _decision(load, kind, subject, object_, note, by)
        before = _edits(load)
        _, known = read_edits(before)
        _, now = read_edits([*before, Edit.of_row(row)])
        told = now[len(known) :]
        was = load.rows("people/weight", ids=ids)
        load.stage("people_edits", [row])
        done = change(
            *(f"person {kind}", row["subject"], row["object"]),
            by=by, way="command", note=note, at=load.now,
        )  # fmt: skip
        load.stage("audit", [done])
        load.merge(["people_edits", "audit"])
        if dry_run:
            counts = resolve_into(load, uuid.uuid4().hex).counts
            told += [f"now: {_weighed(r)}" for r in was]
            told += [f"then: {_weighed(r)}" for r in load.rows("people/weight", ids=ids)]
            told += [
                f"{m['old_meeting_id']} joins {m['meeting_id']} ({m['participants']})"
                for m in load.rows("people/joined")
            ]
            told.append(f"nothing was kept; it would be: {counts.line()}")
            raise _OnlyTold
    if dry_run:
        return told
    counts = resolve_meetings(settings)
    undone = "" if kind == "undo" else f" (to take it back: readout people undo {ids[-1]})"
    return [*told, f"done: {counts.line()}{undone}"]


class _OnlyTold(Exception):
    """Rolls a dry run back."""


def _decision(
    load: Load, kind: EditKind, subject: str, object_: str, note: str | None, by: str | None
) -> tuple[PeopleEditsRow, list[str]]:
    """The row of a decision, and the ids that it is about, who remains last."""
    who = find_one(load, subject)
    into = find_one(load, object_) if kind == "merge" else None
    what = into["person_id"] if into else object_.strip()
    if not what and kind != "undo":
        raise ConfigError("The name is empty", resource=f"readout people {kind}")
    if what == who["person_id"]:
        raise ConfigError(
            "A person can't be merged with himself",
            resource=who["name"],
            mend="readout people show NAME lists the ids",
        )
    remains = into or (who if kind == "alias" else None)
    row: PeopleEditsRow = {
        "edit_id": uuid.uuid4().hex,
        "kind": kind,
        "subject": who["person_id"],
        "object": what,
        "note": note,
        "made_by": by,
        "made_at": load.now,
        "shown_name": remains["name"] if remains else None,
        "shown_type": remains["type"] if remains else None,
    }
    return row, [who["person_id"], *([what] if into else [])]


def _weighed(row: PeopleWeightRow) -> str:
    meetings, mentions = counted(row["meetings"], "meeting"), counted(row["mentions"], "mention")
    return f"{row['name']} ({row['type']}), {meetings}, {mentions}"


def _edits(load: Load) -> list[Edit]:
    return [Edit.of_row(row) for row in load.rows("resolve/edits")]


def find_one(load: Load, asked: str) -> PeopleFindRow:
    """The person whose id or name this is.

    Raises:
        ConfigError: nobody's, or several persons' (their ids are in the message).
    """
    found = load.rows("people/find", asked=asked.strip())
    exact = [r for r in found if asked.strip() in (r["person_id"], r["name"])] or found
    if len(exact) == 1:
        return exact[0]
    if not exact:
        names = [row["name"] for row in load.rows("alerting/known_names")]
        raise nobody(asked, names)
    raise ConfigError(
        "Several people bear that name",
        resource=asked,
        why=_listed(exact),
        mend="give the id instead of the name",
    )


def nobody(asked: str, known: Sequence[str]) -> ConfigError:
    """What to say when nobody is called so."""
    return ConfigError(
        f"Nobody of that name is known{did_you_mean(asked, known)}",
        resource=asked,
        mend="readout people list PART",
    )


def _listed(rows: Sequence[PeopleFindRow]) -> str:
    return "; ".join(f"{r['person_id']} {r['name']} ({r['roles'] or 'no role'})" for r in rows[:6])
