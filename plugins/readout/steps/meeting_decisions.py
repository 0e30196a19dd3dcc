"""Decisions by hand about meetings: checked, kept, and taken in by the next resolution."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from readout.config import Settings
from readout.errors import ConfigError
from readout.lexicon.statuses import STATUSES
from readout.resolution.decisions import FIELDS, DecisionKind
from readout.steps.auditing import Way, change
from readout.steps.resolving import STEP as RESOLVING
from readout.steps.resolving import resolve_meetings
from readout.storage.loader import loading
from readout.storage.results import Asked
from readout.storage.staging import write_bundle

if TYPE_CHECKING:
    from readout.storage.results import MeetingsMentionsRow
    from readout.storage.rows import AuditRow, MeetingDecisionsRow

STEP = "meeting_decisions"


Pair = tuple[DecisionKind, str, str]


@dataclass(frozen=True, slots=True)
class Decided:
    """What one command or button decides: rows of kind, subject and object, and the score that
    the model had given the pair."""

    pairs: tuple[Pair, ...]
    score: float | None = None


def merge(settings: Settings, one: str, other: str, **by: str | None) -> str:
    """Both meetings are one from now on.

    Raises:
        ConfigError: an id is unknown, or both are one already.
    """
    return _at_once(
        settings, lambda ask: decided_on(ask, "merge", one, other), by, "merge", one, other
    )


def apart(settings: Settings, one: str, other: str, **by: str | None) -> str:
    """Both meetings are two: they are never joined, and no longer proposed.

    Raises:
        ConfigError: an id is unknown, or both are one (then `split`).
    """
    return _at_once(
        settings, lambda ask: decided_on(ask, "apart", one, other), by, "apart", one, other
    )


def split(settings: Settings, meeting: str, article: str, **by: str | None) -> str:
    """What an article says is no part of the meeting.

    Raises:
        ConfigError: an id is unknown, or the article says nothing of it, or all of it.
    """
    return _at_once(
        settings, lambda ask: _parted(ask, meeting, article), by, "split", meeting, article
    )


def fix(settings: Settings, meeting: str, field: str, value: str, **by: str | None) -> str:
    """A field of the meeting has this value, whatever articles say.

    Raises:
        ConfigError: the id is unknown, or the value is none of the field.
    """
    return _at_once(
        settings,
        lambda ask: _fixed(ask, meeting, field, value),
        *(by, "fix", meeting, f"{field}={value}"),
    )


def undo(settings: Settings, meeting: str, **by: str | None) -> str:
    """Take the last decision about the meeting back, all of it.

    Raises:
        ConfigError: the id is unknown, or nothing was decided about it.
    """
    return _at_once(settings, lambda ask: _undone(ask, meeting), by, "undo", meeting)


VERBS = ("merge", "apart", "split", "fix", "undo")


def wish(
    settings: Settings, ask: Asked, verb: str, meeting: str, what: str, value: str, **by: str | None
) -> None:
    """Keep a decision for the next resolution, without opening the warehouse: what a page does.

    Args:
        ask: reads the snapshot. what: the other meeting, the article or the field. value: of
            the field.

    Raises:
        ConfigError: as the command of this name, or there is no such verb.
    """
    if verb in ("merge", "apart"):
        decided = decided_on(ask, verb, meeting, what)  # type: ignore[arg-type]
    elif verb == "split":
        decided = _parted(ask, meeting, what)
    elif verb == "fix":
        decided = _fixed(ask, meeting, what, value)
    elif verb == "undo":
        decided = _undone(ask, meeting)
    else:
        raise ConfigError("No such decision", resource=verb, why=f"known: {', '.join(VERBS)}")
    now = datetime.now(UTC).replace(tzinfo=None)
    kept = {"meeting_decisions": _rows(decided, now, by)}
    audit = [_change(verb, meeting, f"{what}={value}" if value else what, now, "page", by)]
    write_bundle(settings.staging, RESOLVING, kept | {"audit": audit})


def _at_once(
    settings: Settings,
    decide: Callable[[Asked], Decided],
    by: Mapping[str, str | None],
    verb: str,
    meeting: str,
    what: str = "",
) -> str:
    with loading(settings, STEP) as load:
        load.stage("meeting_decisions", _rows(decide(load), load.now, by))
        load.stage("audit", [_change(verb, meeting, what, load.now, "command", by)])
        load.merge(["meeting_decisions", "audit"])
    return resolve_meetings(settings).line()


def decided_on(ask: Asked, kind: DecisionKind, one: str, other: str) -> Decided:
    """What `merge` or `apart` of two meetings decides.

    Raises:
        ConfigError: an id is unknown, or both are of one meeting.
    """
    first, second = _id(ask, one), _id(ask, other)
    if first == second:
        raise ConfigError(
            "Both ids are of one meeting already", resource=f"{one} {other}",
            mend="readout meetings split ID ARTICLE parts it",
        )  # fmt: skip
    scores = [
        r["score"]
        for r in ask.rows("meetings/proposals", most=100_000, meeting=first)
        if {r["meeting"], r["maybe"]} == {first, second}
    ]
    pair = (kind, _mentions(ask, first)[0]["mention_id"], _mentions(ask, second)[0]["mention_id"])
    return Decided((pair,), max(scores, default=None))


def _parted(ask: Asked, meeting: str, article: str) -> Decided:
    mentions = _mentions(ask, meeting)
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
    pairs: list[Pair] = [("apart", kept, m["mention_id"]) for m in leaving]
    # What stood together in the article stays together.
    pairs += [("merge", first, m["mention_id"]) for m in leaving[1:]]
    return Decided(tuple(pairs))


def _fixed(ask: Asked, meeting: str, field: str, value: str) -> Decided:
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
        if not value.strip():
            raise ValueError("it is empty")
    except ValueError as cause:
        raise ConfigError(
            f"That is no {field}", resource=value, why=cause, mend=f"write {FIELDS[field]}"
        ) from cause
    first = _mentions(ask, meeting)[0]["mention_id"]
    return Decided((("fix", first, f"{field}={value}"),))


def _undone(ask: Asked, meeting: str) -> Decided:
    mine = {m["mention_id"] for m in _mentions(ask, meeting)}
    rows = ask.rows("resolve/meeting_decisions")
    undone = {r["object"] for r in rows if r["kind"] == "undo"}
    standing = [r for r in rows if r["kind"] != "undo" and r["decision_id"] not in undone]
    about = [r for r in standing if mine & {r["subject"], r["object"]}]
    if not about:
        raise ConfigError("Nothing was decided about this meeting", resource=meeting)
    last = about[-1]["verdict"]
    taken = [r for r in standing if r["verdict"] == last]
    return Decided(tuple(("undo", r["subject"], r["decision_id"]) for r in taken))


def _id(ask: Asked, asked: str) -> str:
    found = ask.rows("meetings/find", asked=asked)
    if not found:
        raise ConfigError(
            "No meeting has this id", resource=asked, mend="readout report meetings --json"
        )
    return str(found[0]["meeting_id"])


def _mentions(ask: Asked, asked: str) -> list[MeetingsMentionsRow]:
    found = ask.rows("meetings/mentions", meeting_id=_id(ask, asked))
    if not found:
        raise ConfigError(
            "Nothing in force speaks of this meeting any more", resource=asked,
            mend="readout meetings show ID",
        )  # fmt: skip
    return found


def _change(
    verb: str, meeting: str, what: str, now: datetime, way: Way, by: Mapping[str, str | None]
) -> AuditRow:
    return change(
        f"meeting {verb}", meeting, what, by=by.get("by"), way=way, note=by.get("note"), at=now
    )


def _rows(
    decided: Decided, now: datetime, by: Mapping[str, str | None]
) -> list[MeetingDecisionsRow]:
    verdict = uuid.uuid4().hex
    return [
        {
            # Numbered, so that the rows of one command keep their order.
            "decision_id": f"{verdict}-{number:03}",
            "kind": kind,
            "subject": subject,
            "object": object_,
            "verdict": verdict,
            "score": decided.score,
            "note": by.get("note"),
            "made_by": by.get("by"),
            "made_at": now,
        }
        for number, (kind, subject, object_) in enumerate(decided.pairs)
    ]
