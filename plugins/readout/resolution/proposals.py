"""Links that are only likely: proposed with a score, never merged by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from readout.resolution.likeness import Sign, formats_agree, spots_same
from readout.resolution.readings import Reading

if TYPE_CHECKING:
    from readout.resolution.meetings import Meeting

# An undated mention is compared with meetings from this long before to this long after.
BEFORE_DAYS, AFTER_DAYS = 30, 45
LEAST_SCORE = 0.3
MOST = 3
_AHEAD = frozenset({"possible", "likely", "scheduled", "postponed", "cancelled"})


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """A meeting that a mention may mean; `score` between 0 and 1."""

    meeting_id: str
    score: float


@dataclass(slots=True)
class _Face:
    """What a mention is compared with: the agreeing readings of a meeting, once."""

    meeting_id: str
    everybody: frozenset[str]
    sides: frozenset[str]
    days: tuple[date, date] | None
    sample: Reading


def propose(
    meetings: Sequence[Meeting], sign: dict[str, Sign]
) -> dict[str, tuple[Proposal, ...]]:
    """Mention id → proposals, best first, for mentions that lack a date or a firm party.

    Other mentions of the same meeting get no proposals: they have their place.
    """
    faces = [_face(m) for m in meetings]
    by_party: dict[str, list[_Face]] = defaultdict(list)
    by_pair: dict[tuple[str, str], list[_Face]] = defaultdict(list)
    for face in faces:
        for party in face.everybody | face.sides:
            by_party[party].append(face)
        for pair in combinations(sorted(face.everybody), 2):
            by_pair[pair].append(face)
    found: dict[str, tuple[Proposal, ...]] = {}
    cache: dict[tuple[object, ...], tuple[Proposal, ...]] = {}
    for meeting in meetings:
        for reading in meeting.readings:
            told = sign[reading.mention_id]
            if told.fine and not reading.maybe and len(reading.parties) > 1:
                continue
            key = (
                meeting.meeting_id, told, reading.published.date(), reading.maybe,
                reading.status in _AHEAD,
            )
            if key not in cache:
                near = _near(reading, by_pair, by_party)
                cache[key] = _best(reading, told, meeting.meeting_id, near)
            if cache[key]:
                found[reading.mention_id] = cache[key]
    return found


def _face(meeting: Meeting) -> _Face:
    readings = meeting.current
    dated = [r for r in readings if r.start is not None and r.end is not None]
    days = None
    if dated:
        fine = min(dated, key=lambda r: ((r.end - r.start), r.published, r.mention_id))  # type: ignore[operator]
        if fine.start and fine.end:
            days = (fine.start, fine.end)
    sample = min(readings, key=lambda r: (r.start is None, r.published, r.mention_id))
    placed = [r for r in readings if r.spot is not None]
    if placed and sample.spot is None:
        sample = min(placed, key=lambda r: (r.start is None, r.published, r.mention_id))
    return _Face(
        meeting.meeting_id,
        frozenset().union(*(r.everybody for r in readings)),
        frozenset().union(*(r.sides for r in readings)),
        days,
        sample,
    )


def _near(
    reading: Reading,
    by_pair: dict[tuple[str, str], list[_Face]],
    by_party: dict[str, list[_Face]],
) -> list[_Face]:
    """Meetings that share two parties, a doubtful one counting as any of its candidates."""
    found: dict[str, _Face] = {}
    every = sorted(reading.everybody | reading.maybe)
    for pair in combinations(every, 2):
        for face in by_pair.get(pair, ()):
            found[face.meeting_id] = face
    if len(reading.everybody) == 1:
        for face in by_party.get(next(iter(reading.everybody)), ()):
            found[face.meeting_id] = face
    return [found[i] for i in sorted(found)]


def _best(
    reading: Reading, told: Sign, own: str, faces: Sequence[_Face]
) -> tuple[Proposal, ...]:
    scored = []
    for face in faces:
        if face.meeting_id != own and (score := _score(reading, told, face)) >= LEAST_SCORE:
            scored.append(Proposal(face.meeting_id, round(score, 3)))
    scored.sort(key=lambda p: (-p.score, p.meeting_id))
    return tuple(scored[:MOST])


def _score(reading: Reading, told: Sign, face: _Face) -> float:
    """Parties × time × place. 1 would be certain; nothing undated comes above 0.9."""
    if not formats_agree(reading.format, face.sample.format):
        return 0.0
    if reading.spot is not None and reading.spot.clashes(face.sample.spot):
        return 0.0
    every = reading.everybody | (reading.maybe & face.everybody)
    shared = len(every & face.everybody)
    union = len(every | face.everybody)
    parties = shared / union if shared > 1 or union == 1 else 0.4 * shared / union
    place = 1.0 if spots_same(reading.spot, face.sample.spot) else 0.85
    return 0.9 * parties * place * _time(reading, told, face)


def _time(reading: Reading, told: Sign, face: _Face) -> float:
    if told.start is not None and told.end is not None:
        if face.days is None:
            return 0.6
        if told.start > face.days[1] or face.days[0] > told.end:
            gap = min(abs((told.start - face.days[1]).days), abs((face.days[0] - told.end).days))
            return 0.7 if gap <= 1 else 0.0
        return 1.0 if told.fine else 0.9
    said = reading.published.date()
    if face.days is None:
        far = abs((said - face.sample.published.date()).days)
        return 0.7 if far <= 14 else 0.0
    ahead = (face.days[0] - said).days
    if reading.status in _AHEAD:
        if not -1 <= ahead <= AFTER_DAYS:
            return 0.0
        return 1.0 - max(ahead, 0) / (2 * AFTER_DAYS)
    if not -BEFORE_DAYS <= ahead <= 1:
        return 0.5 if ahead < 0 and spots_same(reading.spot, face.sample.spot) else 0.0
    return 1.0 - max(-ahead, 0) / (2 * BEFORE_DAYS)
