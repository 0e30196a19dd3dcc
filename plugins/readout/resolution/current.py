"""A meeting's current values, derived from what its mentions say by a stated rule.

Status: *held* once anybody says so; else *under way* unless it was called off later; else
the strongest of what was said in the last 24 hours up to the newest word on it; what was called off
or put off stays so until it is set up again. A denial
never ends a meeting: it is the status only while nobody asserts anything else, and otherwise
both sides are shown (`contradicted`, `denied_by`). Date, place and length: what most
independent stories say, of those that say it happened where some do. A wire copy counts as
an outlet, never as a story.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from readout.lexicon.statuses import rank
from readout.model import Format, Precision, Status
from readout.resolution.meetings import Meeting
from readout.resolution.readings import Reading, Spot

T = TypeVar("T")
FRESH = timedelta(hours=24)
_HAPPENED = frozenset({"held", "under_way"})
_OFF = frozenset({"postponed", "cancelled"})
_FINENESS: dict[str, int] = {"minute": 0, "day": 1, "week": 2, "month": 3, "year": 4, "unknown": 5}


@dataclass(frozen=True, slots=True)
class Hour:
    """A local time of day and its clock's minutes east of UTC."""

    at: time
    offset: int | None


@dataclass(frozen=True, slots=True)
class Current:
    """What is held true of a meeting now. Counts are of assertions in force; a meeting whose
    articles all took it back keeps its last values with `withdrawn`."""

    meeting_id: str
    status: Status
    format: Format
    start: date | None
    end: date | None
    precision: Precision
    at: time | None
    offset: int | None
    place: str | None
    duration_minutes: int | None
    topic: str | None
    confidence: float
    contradicted: bool
    denied_by: tuple[str, ...]
    mentions: int
    outlets: int
    stories: int
    official_outlets: int
    press_outlets: int
    official_status: Status | None
    press_status: Status | None
    first_outlet: str | None
    first_seen: datetime
    evidence: str
    evidence_article: str
    withdrawn: bool


def current_of(meeting: Meeting) -> Current:
    """Derive the current values of a meeting from its readings."""
    told = [r for r in meeting.readings if r.active]
    withdrawn = not told
    every = told or meeting.readings
    now = [r for r in meeting.current if r.active] or (meeting.current if withdrawn else [])
    now = now or every
    status = status_of(now)
    decisive = [r for r in now if r.status in _HAPPENED] or [
        r for r in now if r.status not in ("denied", *_OFF)
    ]
    decisive = decisive or list(now)
    first = min(meeting.readings, key=lambda r: (r.published, r.mention_id))
    proof = _best_evidence(now, status)
    days = _voted(_last_words(decisive), now, _days_of)
    hour = _hour(days[1] if days else None, _last_words(decisive), now)
    denied_by = tuple(sorted({r.outlet for r in every if r.status == "denied"}))
    official = [r for r in now if r.source_kind == "official"]
    press = [r for r in now if r.source_kind != "official"]
    return Current(
        meeting_id=meeting.meeting_id,
        status=status,
        format=_voted(decisive, now, lambda r: r.format) or "in_person",
        start=days[1] if days else None,
        end=days[2] if days else None,
        precision="minute" if hour else days[3] if days else "unknown",
        at=hour[0] if hour else None,
        offset=hour[1] if hour else None,
        place=_place(_moved_here(now), decisive, now, every),
        duration_minutes=_voted(decisive, every, lambda r: r.duration_minutes),
        topic=_voted(decisive, every, lambda r: r.topic),
        confidence=_confidence(now),
        contradicted=_contradicted(every),
        denied_by=denied_by,
        mentions=len(told),
        outlets=len({r.outlet for r in told}),
        stories=len({r.story for r in told}),
        official_outlets=len({r.outlet for r in told if r.source_kind == "official"}),
        press_outlets=len({r.outlet for r in told if r.source_kind != "official"}),
        official_status=status_of(official) if official else None,
        press_status=status_of(press) if press else None,
        first_outlet=first.outlet,
        first_seen=first.published,
        evidence=proof.evidence,
        evidence_article=proof.article_id,
        withdrawn=withdrawn,
    )


def status_of(readings: Sequence[Reading]) -> Status:
    """The status rule of the module's head; `readings` must not be empty."""
    if any(r.status == "held" for r in readings):
        return "held"
    on = [r for r in readings if r.status == "under_way"]
    off = [r for r in readings if r.status in _OFF]
    if on and not (off and max(r.published for r in off) > max(r.published for r in on)):
        return "under_way"
    said = [r for r in readings if r.status != "denied" and r.status != "under_way"]
    if not said:
        return readings[0].status if all(r.status == "denied" for r in readings) else "under_way"
    if off:
        back = _set_up_again(said, off)
        said = back or [r for r in off if r.published >= max(o.published for o in off)]
    newest = max(r.published for r in said)
    fresh = [r for r in said if newest - r.published <= FRESH]
    return max(fresh, key=lambda r: (rank(r.status), r.published)).status


def _set_up_again(said: Sequence[Reading], off: Sequence[Reading]) -> list[Reading]:
    """What was said after a meeting was called off or put off and sets it up again: said so,
    by an official source, by an outlet that had told the end, or by two stories. One more
    outlet that repeats the old plan has only not heard of it."""
    last = max(r.published for r in off)
    after = [r for r in said if r.published > last and r.status not in _OFF]
    outlets = {r.outlet for r in off}
    sure = any(
        r.change == "moved" or r.source_kind == "official" or r.outlet in outlets for r in after
    )
    return after if sure or len({r.story for r in after}) > 1 else []


def _last_words(readings: Sequence[Reading]) -> list[Reading]:
    """Of what is still to come each outlet's last word: it takes back what it said before."""
    last: dict[str, Reading] = {}
    for r in sorted(readings, key=lambda r: (r.published, r.mention_id)):
        if r.status in _HAPPENED:
            return list(readings)
        if r.start is not None:
            last[r.outlet] = r
    kept = {r.mention_id for r in last.values()}
    return [r for r in readings if r.mention_id in kept] or list(readings)


def _moved_here(readings: Sequence[Reading]) -> list[Reading]:
    """The last mention that says of a place that the meeting was moved there."""
    moved = [r for r in readings if r.change == "moved" and r.spot is not None]
    return [max(moved, key=lambda r: (r.published, r.mention_id))] if moved else []


def _contradicted(readings: Sequence[Reading]) -> bool:
    """Whether another article asserts what one denies."""
    denying = {r.article_id for r in readings if r.status == "denied"}
    if not denying:
        return False
    asserting = {r.article_id for r in readings if r.status not in ("denied", *_OFF)}
    return bool(asserting - denying) or (len(asserting | denying) > 1 and bool(asserting))


def _voted(
    first: Iterable[Reading], then: Iterable[Reading], value: Callable[[Reading], T | None]
) -> T | None:
    """The value that most independent stories give, of `first` where any of them gives one;
    ties go to the value given by the earliest mention."""
    for readings in (first, then):
        stories: dict[T, set[str]] = defaultdict(set)
        earliest: dict[T, tuple[datetime, str]] = {}
        for r in readings:
            told = value(r)
            if told is None:
                continue
            stories[told].add(r.story)
            when = (r.published, r.mention_id)
            earliest[told] = min(earliest.get(told, when), when)
        if stories:
            return min(stories, key=lambda v: (_rank(v), -len(stories[v]), earliest[v]))
    return None


def _rank(value: object) -> int:
    """Finer times go before coarser ones, whatever the count."""
    return value[0] if isinstance(value, tuple) else 0


def _hour(
    day: date | None, first: Sequence[Reading], then: Sequence[Reading]
) -> tuple[time, int | None] | None:
    """The hour that most stories give of the day that holds."""
    if day is None:
        return None
    told = _voted(
        [r for r in first if r.start == day == r.end],
        [r for r in then if r.start == day == r.end],
        lambda r: Hour(r.at, r.offset) if r.at is not None else None,
    )
    return (told.at, told.offset) if told is not None else None


def _days_of(r: Reading) -> tuple[int, date, date, Precision] | None:
    if r.start is None or r.end is None:
        return None
    # A stated minute and a stated day are one kind of date; the hour is looked at apart.
    precision: Precision = "day" if r.precision == "minute" else r.precision
    return _FINENESS[precision], r.start, r.end, precision


def _place(*ranked: Sequence[Reading]) -> str | None:
    """The place of most stories, of the first of these groups of mentions that tells one; a
    venue within it, where somebody names one, wins."""
    for readings in ranked:
        placed = [r for r in readings if r.place and r.spot is not None]
        if not placed:
            continue
        votes = {
            r.mention_id: len({o.story for o in placed if r.spot.same(o.spot)})  # type: ignore[union-attr]
            for r in {(_r.place, _r.spot): _r for _r in placed}.values()
        }
        by_id = {r.mention_id: r for r in placed}
        best = min(
            votes,
            key=lambda i: (-votes[i], -len(by_id[i].spot.words), by_id[i].published, i),  # type: ignore[union-attr]
        )
        return _finest(by_id[best], ranked[-1], ranked[-2])
    return None


def _finest(told: Reading, every: Sequence[Reading], now: Sequence[Reading]) -> str | None:
    """A place, or a finer one within it that somebody names: "Uganda" never replaces "State
    House in Entebbe", and of "Beijing" and "Great Hall of the People" both are told."""
    spot = told.spot
    if spot is None:
        return told.place
    # Where it was to be before it was moved is no finer word for where it is now.
    still = [r for r in now if r.published >= told.published] if told.change == "moved" else now
    kept = {r.mention_id for r in still}
    finer = [
        (-len(r.spot.words), r.published, r.mention_id, r)
        for r in every
        if r.spot is not None
        and r.spot.within(spot)
        and (r.mention_id in kept or spot.words < r.spot.words or not r.spot.venue)
    ]
    best = min(finer)[3] if finer else told
    if best.place is None or best.spot is None or not best.spot.venue or best.spot.city:
        return best.place
    if _NAMES_TOWN.search(best.place):
        return best.place
    # A town told beside the hall: in the votes, else by anybody, else before it had this day.
    order = sorted(every, key=lambda r: (r.mention_id not in kept, r.published, r.mention_id))
    town = next((r for r in [told, *order] if _is_town_of(r, best.spot)), None)
    if town is None or (told.change == "moved" and town.mention_id not in kept):
        return best.place
    name = town.place or ""
    return f"{best.place}, {name.title() if name.isupper() else name}"


# "Customs House in Halvik", "Town Hall, Sarvas": which town it is, though the seeds don't have it.
_NAMES_TOWN = re.compile(r"(?:\b(?:in|at)|,)\s+(?:the\s+)?[A-Z]")


def _is_town_of(reading: Reading, venue: Spot) -> bool:
    """Whether a place is a town, as far as one can know, in which a hall may stand."""
    spot = reading.spot
    return (
        spot is not None
        and not spot.venue
        and bool(reading.place and reading.place[:1].isupper())
        and (spot.city is not None or spot.country is None)
        and venue.within(spot)
        and not spot.words <= venue.words
    )


def _best_evidence(readings: Sequence[Reading], status: Status) -> Reading:
    """The surest sentence for the current status; the earliest of equals."""
    return min(
        readings, key=lambda r: (r.status != status, -r.confidence, r.published, r.mention_id)
    )


def _confidence(readings: Sequence[Reading]) -> float:
    """Chance that not every independent story is mistaken, at most 0.99."""
    best: dict[str, float] = {}
    for r in readings:
        best[r.story] = max(best.get(r.story, 0.0), r.confidence)
    doubt = 1.0
    for story in sorted(best):
        doubt *= 1.0 - min(best[story], 0.99)
    return round(min(1.0 - doubt, 0.99), 4)
