"""What waits for a person's judgement, and the verdicts: claims with the name of who made them.

The page `/readout/review`, the Dag `review_meetings` and `readout meetings judge` ask and answer
here. A verdict is kept as a bundle, like every decision of a page: the next resolution takes it in
(resolution/decisions.py says what each kind does). What waits there already is not asked again.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Literal, cast

from readout.config import Settings
from readout.errors import ConfigError
from readout.rendering.words import CLEAR
from readout.resolution.decisions import VERDICTS
from readout.steps.auditing import Way, change
from readout.steps.resolving import STEP as RESOLVING
from readout.storage.results import Asked
from readout.storage.staging import ready_rows, write_bundle

if TYPE_CHECKING:
    from readout.storage.results import MeetingsProposalsRow, ReviewMeetingsRow, ReviewMentionsRow

Queue = Literal["meetings", "links", "sample"]
QUEUES: tuple[Queue, ...] = ("meetings", "links", "sample")
LINKED: dict[str, Literal["merge", "apart"]] = {"same": "merge", "not_same": "apart"}
_PAIRS = frozenset(LINKED.values())
# How many rows of one verdict can be taken back by its name.
MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to judge.

    Attributes:
        meeting: the meeting; other: of a link, the one that may be the same.
        row: what is shown of it (sql/review/meetings.sql or sql/meetings/proposals.sql).
    """

    meeting: str
    other: str
    row: MeetingsProposalsRow | ReviewMeetingsRow


def waiting(settings: Settings, ask: Asked, queue: Queue, most: int) -> tuple[list[Item], int]:
    """What is to be judged, at most so many; and how many there are in all.

    Args:
        ask: reads the snapshot. queue: `meetings`, doubtful ones; `links`, pairs that may be one
            meeting; `sample`, a draw of those that were surely understood.
    """
    judged = {r["subject"] for r in _pending(settings) if r["kind"] in VERDICTS}
    pairs = [(r["subject"], r["object"]) for r in _pending(settings) if r["kind"] in _PAIRS]
    if queue == "links":
        known = {frozenset(_meeting_of(ask, m) for m in pair) for pair in pairs}
        rows = ask.rows("meetings/proposals", most=most + len(known), meeting=None)
        left = [r for r in rows if frozenset((r["meeting"], r["maybe"])) not in known]
        items = [Item(r["meeting"], r["maybe"], r) for r in left[:most]]
        return items, rows[0]["waiting"] - len(rows) + len(left) if rows else 0
    found = ask.rows(
        "review/meetings", most=most, sure=CLEAR, sample=queue == "sample",
        known=sorted({_meeting_of(ask, m) for m in judged}),
    )  # fmt: skip
    return [Item(r["meeting_id"], "", r) for r in found], found[0]["waiting"] if found else 0


def judge(
    settings: Settings, ask: Asked, meeting: str, verdict: str, right: str = "", **by: str | None
) -> str:
    """Keep what a person judged of a meeting, for the next resolution.

    Args:
        verdict: `right`, `no_meeting`, `wrong_who` or `wrong_day`. right: what would be, where
            known; a day (YYYY-MM-DD) of a wrong day is set by hand at once, which the same
            verdict's undoing takes back.
        by: `by`, the person's name; `note`; `way`, a page when not given (see auditing).

    Returns:
        The verdict's name, for `take_back`.

    Raises:
        ConfigError: no such verdict, meeting or day.
    """
    if verdict not in VERDICTS:
        raise ConfigError("No such verdict", resource=verdict, why=f"known: {', '.join(VERDICTS)}")
    found = ask.rows("meetings/find", asked=meeting)
    mentions = ask.rows("review/mentions", meeting_id=found[0]["meeting_id"]) if found else []
    if not mentions:
        raise ConfigError(
            "No meeting in force has this id", resource=meeting, mend="readout report meetings"
        )
    first = mentions[0]
    judged: list[tuple[str, ReviewMentionsRow, str]]
    judged = [(verdict, m, right) for m in (mentions if verdict == "no_meeting" else [first])]
    if verdict == "wrong_day" and right:
        try:
            judged.append(("fix", first, f"date={date.fromisoformat(right)}"))
        except ValueError as cause:
            raise ConfigError("That is no day", resource=right, mend="write YYYY-MM-DD") from cause
    return _keep(
        settings,
        (f"verdict {verdict}", meeting, right),
        [
            {
                "kind": kind,
                "subject": mention["mention_id"],
                "object": what,
                "score": first["confidence"],
                "extractor_version": mention["extractor_version"],
            }
            for kind, mention, what in judged[:MOST_ROWS]
        ],
        **by,
    )


def link(
    settings: Settings, ask: Asked, meeting: str, other: str, verdict: str, **by: str | None
) -> str:
    """Keep what a person judged of two meetings: `same` or `not_same`.

    Returns:
        The verdict's name, for `take_back`.

    Raises:
        ConfigError: no such verdict or meeting, or both are one already.
    """
    from readout.steps.meeting_decisions import decided_on

    if verdict not in LINKED:
        raise ConfigError("No such verdict", resource=verdict, why=f"known: {', '.join(LINKED)}")
    made = decided_on(ask, LINKED[verdict], meeting, other)
    rows = [{"kind": k, "subject": s, "object": o, "score": made.score} for k, s, o in made.pairs]
    return _keep(settings, (f"verdict {verdict}", meeting, other), rows, **by)


def take_back(settings: Settings, ask: Asked, verdict: str, **by: str | None) -> None:
    """Undo a verdict, all of it, whether it was taken in already or not.

    Raises:
        ConfigError: there is no such verdict, or it was taken back.
    """
    pending = [r for r in _pending(settings, undone=True) if r["verdict"] == verdict]
    rows = [r for r in pending if r["kind"] != "undo"] or ask.rows(
        "review/verdict", verdict=verdict
    )
    undone = {r["object"] for r in _pending(settings, undone=True) if r["kind"] == "undo"}
    standing = [r for r in rows if r["decision_id"] not in undone]
    if not standing:
        raise ConfigError("There is no such verdict to take back", resource=verdict)
    made = [{"kind": "undo", "subject": r["subject"], "object": r["decision_id"]} for r in standing]
    _keep(settings, ("verdict undone", standing[0]["subject"], verdict), made, **by)


def _keep(
    settings: Settings,
    told: tuple[str, str, str],
    rows: Sequence[Mapping[str, Any]],
    **by: str | None,
) -> str:
    verdict = uuid.uuid4().hex
    now = datetime.now(UTC).replace(tzinfo=None)
    made = [
        {
            **row,
            "decision_id": f"{verdict}-{number:03}",
            "verdict": verdict,
            "note": by.get("note"),
            "made_by": by.get("by"),
            "made_at": now,
        }
        for number, row in enumerate(rows)
    ]
    way = cast(Way, by.get("way") or "page")
    audit = [change(*told, by=by.get("by"), way=way, note=by.get("note"), at=now)]
    write_bundle(settings.staging, RESOLVING, {"meeting_decisions": made, "audit": audit})
    return verdict


def _pending(settings: Settings, *, undone: bool = False) -> list[dict[str, Any]]:
    """Decisions that wait for a resolution; without `undone` those in force."""
    rows = ready_rows(settings.staging, RESOLVING, "meeting_decisions")
    gone: Collection[str] = {r["object"] for r in rows if r["kind"] == "undo"}
    if undone:
        return rows
    return [r for r in rows if r["kind"] != "undo" and r["decision_id"] not in gone]


def _meeting_of(ask: Asked, mention: str) -> str:
    found = ask.rows("review/meeting_of", mention_id=mention)
    return str(found[0]["meeting_id"]) if found else ""
