"""Decisions by hand about people: checked, kept, and taken in by the next resolution."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from readout.config import Settings
from readout.errors import ConfigError
from readout.resolution.edits import Edit, EditKind, read_edits
from readout.steps.resolving import resolve_meetings
from readout.storage.loader import Load, loading

Row = dict[str, Any]
STEP = "people_edits"


def decide(
    settings: Settings,
    kind: EditKind,
    subject: str,
    object_: str,
    *,
    note: str | None = None,
    by: str | None = None,
) -> list[str]:
    """Keep a decision and resolve again what it touches.

    Args:
        subject: a person, by id or by a name that only one bears.
        object_: a person (merge), a name (split, alias, rename) or nothing (undo).

    Returns:
        What is worth telling: contradictions with earlier decisions, and what was done.

    Raises:
        ConfigError: nobody or several bear the name, or the decision says nothing.
    """
    with loading(settings, STEP) as load:
        who = find_one(load, subject)
        what = find_one(load, object_)["person_id"] if kind == "merge" else object_.strip()
        if not what and kind != "undo":
            raise ConfigError("The name is empty", resource=f"readout people {kind}")
        if kind == "merge" and what == who["person_id"]:
            raise ConfigError(
                "A person can't be merged with himself",
                resource=who["name"],
                mend="readout people show NAME lists the ids",
            )
        before = _edits(load)
        _, known = read_edits(before)
        _, now = read_edits([*before, Edit(kind, who["person_id"], what)])
        load.stage(
            "people_edits",
            [
                {
                    "edit_id": uuid.uuid4().hex,
                    "kind": kind,
                    "subject": who["person_id"],
                    "object": what,
                    "note": note,
                    "made_by": by,
                    "made_at": load.now,
                }
            ],
        )
        load.merge(["people_edits"])
    counts = resolve_meetings(settings)
    return [*now[len(known) :], f"done: {counts.line()}"]


def _edits(load: Load) -> list[Edit]:
    return [Edit(r["kind"], r["subject"], r["object"]) for r in load.rows("resolve/edits")]


def find_one(load: Load, asked: str) -> Row:
    """The person whose id or name this is.

    Raises:
        ConfigError: nobody's, or several persons' (their ids are in the message).
    """
    found = load.rows("people/find", asked=asked.strip())
    exact = [r for r in found if asked.strip() in (r["person_id"], r["name"])] or found
    if len(exact) == 1:
        return exact[0]
    if not exact:
        raise ConfigError(
            "Nobody of that name is known", resource=asked, mend="readout people list PART"
        )
    raise ConfigError(
        "Several people bear that name",
        resource=asked,
        why=_listed(exact),
        mend="give the id instead of the name",
    )


def _listed(rows: Sequence[Row]) -> str:
    return "; ".join(f"{r['person_id']} {r['name']} ({r['roles'] or 'no role'})" for r in rows[:6])
