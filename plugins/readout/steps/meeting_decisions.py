"""Decisions by hand about meetings: checked, kept, and taken in by the next resolution."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from readout.config import Settings
from readout.errors import ConfigError
from readout.lexicon.statuses import STATUSES
from readout.model import Row
from readout.resolution.decisions import FIELDS, DecisionKind
from readout.steps.resolving import resolve_meetings
from readout.storage.loader import Load, loading

STEP = "meeting_decisions"


def merge(settings: Settings, one: str, other: str, **by: str | None) -> str:
    """Both meetings are one from now on.

    Raises:
        ConfigError: an id is unknown, or both are one already.
    """
    return _judge(settings, "merge", one, other, by)


def apart(settings: Settings, one: str, other: str, **by: str | None) -> str:
    """Both meetings are two: they are never joined, and no longer proposed.

    Raises:
        ConfigError: an id is unknown, or both are one (then `split`).
    """
    return _judge(settings, "apart", one, other, by)


def split(settings: Settings, meeting: str, article: str, **by: str | None) -> str:
    """What an article says is no part of the meeting.

    Raises:
        ConfigError: an id is unknown, or the article says nothing of it, or all of it.
    """
    with loading(settings, STEP) as load:
        mentions = _mentions(load, meeting)
        leaving = [m for m in mentions if article in (m["article_id"], m["url"])]
        staying = [m for m in mentions if m not in leaving]
        if not leaving or not staying:
            told = ", ".join(dict.fromkeys(m["article_id"] for m in mentions))
            raise ConfigError(
                "Nothing would be parted" if leaving else "The article says nothing of the meeting",
                resource=f"{meeting} {article}",
                why=f"its articles are {told}",
                mend="readout meetings show ID",
            )
        first, kept = leaving[0]["mention_id"], staying[0]["mention_id"]
        pairs = [("apart", kept, m["mention_id"]) for m in leaving]
        # What stood together in the article stays together.
        pairs += [("merge", first, m["mention_id"]) for m in leaving[1:]]
        _keep(load, pairs, None, by)
    return resolve_meetings(settings).line()


def fix(settings: Settings, meeting: str, field: str, value: str, **by: str | None) -> str:
    """A field of the meeting has this value, whatever articles say.

    Raises:
        ConfigError: the id is unknown, or the value is none of the field.
    """
    if field not in FIELDS:
        raise ConfigError(
            "No such field can be set", resource=field, why=f"known: {', '.join(FIELDS)}"
        )
    try:
        if field == "date":
            date.fromisoformat(value)
        if field == "duration":
            int(value)
        if field == "status" and value not in STATUSES:
            raise ValueError(f"known: {', '.join(STATUSES)}")
    except ValueError as cause:
        raise ConfigError(
            f"That is no {field}", resource=value, why=cause, mend=f"write {FIELDS[field]}"
        ) from cause
    with loading(settings, STEP) as load:
        first = _mentions(load, meeting)[0]["mention_id"]
        _keep(load, [("fix", first, f"{field}={value}")], None, by)
    return resolve_meetings(settings).line()


def undo(settings: Settings, meeting: str, **by: str | None) -> str:
    """Take the last decision about the meeting back, all of it.

    Raises:
        ConfigError: the id is unknown, or nothing was decided about it.
    """
    with loading(settings, STEP) as load:
        mine = {m["mention_id"] for m in _mentions(load, meeting)}
        rows = load.rows("resolve/meeting_decisions")
        undone = {r["object"] for r in rows if r["kind"] == "undo"}
        standing = [r for r in rows if r["kind"] != "undo" and r["decision_id"] not in undone]
        about = [r for r in standing if mine & {r["subject"], r["object"]}]
        if not about:
            raise ConfigError("Nothing was decided about this meeting", resource=meeting)
        last = about[-1]["verdict"]
        taken = [r for r in standing if r["verdict"] == last]
        _keep(load, [("undo", r["subject"], r["decision_id"]) for r in taken], None, by)
    return resolve_meetings(settings).line()


def _judge(
    settings: Settings, kind: DecisionKind, one: str, other: str, by: dict[str, str | None]
) -> str:
    with loading(settings, STEP) as load:
        first, second = _mentions(load, one), _mentions(load, other)
        if first[0]["mention_id"] == second[0]["mention_id"]:
            raise ConfigError(
                "Both ids are of one meeting already", resource=f"{one} {other}",
                mend="readout meetings split ID ARTICLE parts it",
            )  # fmt: skip
        scores = [
            r["score"]
            for r in load.rows("meetings/proposals", most=100_000)
            if {r["meeting"], r["maybe"]} == {_id(load, one), _id(load, other)}
        ]
        pair = (kind, first[0]["mention_id"], second[0]["mention_id"])
        _keep(load, [pair], max(scores, default=None), by)
    return resolve_meetings(settings).line()


def _id(load: Load, asked: str) -> str:
    found = load.rows("meetings/find", asked=asked)
    if not found:
        raise ConfigError(
            "No meeting has this id", resource=asked, mend="readout report meetings --json"
        )
    return str(found[0]["meeting_id"])


def _mentions(load: Load, asked: str) -> list[Row]:
    return load.rows("meetings/mentions", meeting_id=_id(load, asked))


def _keep(
    load: Load,
    pairs: Sequence[tuple[str, str, str]],
    score: float | None,
    by: dict[str, str | None],
) -> None:
    verdict = uuid.uuid4().hex
    load.stage(
        "meeting_decisions",
        [
            {
                # Numbered, so that the rows of one command keep their order.
                "decision_id": f"{verdict}-{number:03}",
                "kind": kind,
                "subject": subject,
                "object": object_,
                "verdict": verdict,
                "score": score,
                "note": by.get("note"),
                "made_by": by.get("by"),
                "made_at": load.now,
            }
            for number, (kind, subject, object_) in enumerate(pairs)
        ],
    )
    load.merge(["meeting_decisions"])
