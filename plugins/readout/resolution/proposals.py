"""Links that are only likely: proposed with a score, never merged by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from readout.resolution.likeness import formats_agree, names_days, spots_same
from readout.resolution.linking import (
    AFTER_DAYS,
    BEFORE_DAYS,
    TALK_DAYS,
    Host,
    features_of,
    model,
)
from readout.resolution.readings import Reading

MOST = 3
_AHEAD = frozenset({"possible", "likely", "scheduled", "postponed", "cancelled"})


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """A meeting that a mention may mean; `score` between 0 and 1."""

    meeting_id: str
    score: float


@dataclass(slots=True)
class _Face:
    """What mentions are compared with: a meeting's parties, days and a mention of its time."""

    meeting_id: str
    everybody: frozenset[str]
    revisions: frozenset[str]
    days: tuple[date, date] | None
    sample: Reading
    host: Host


def is_vague(reading: Reading) -> bool:
    """Whether a mention lacks a day, a firm party or a partner: such get proposals."""
    return not names_days(reading) or bool(reading.maybe) or len(reading.everybody) < 2


def propose(
    subjects: Iterable[tuple[str, Reading]],
    meetings: Iterable[tuple[str, Sequence[Reading]]],
    doubtful: Collection[str] = (),
) -> dict[str, tuple[Proposal, ...]]:
    """What vague mentions may mean besides the meeting that they have.

    Args:
        subjects: (id of its own meeting, reading); those that aren't vague are left out,
            unless their meeting is `doubtful`.
        meetings: (id, readings).

    Returns:
        Mention id → proposals, best first; no entry where there are none.
    """
    asked = [(own, r) for own, r in subjects if own in doubtful or is_vague(r)]
    if not asked:
        return {}
    by_key: dict[tuple[str, ...], list[_Face]] = defaultdict(list)
    for meeting_id, readings in meetings:
        face = _face(meeting_id, readings)
        for key in _keys(face.everybody):
            by_key[key].append(face)
    found: dict[str, tuple[Proposal, ...]] = {}
    for own, reading in asked:
        near = {
            f.meeting_id: f
            for key in _keys(reading.everybody | reading.maybe)
            for f in by_key.get(key, ())
            if f.meeting_id != own and reading.revision_id not in f.revisions
        }
        scores = _scores(reading, near)
        scored = [Proposal(i, round(s, 3)) for i, s in scores.items() if s >= model().propose]
        if scored:
            scored.sort(key=lambda p: (-p.score, p.meeting_id))
            found[reading.mention_id] = tuple(scored[:MOST])
    return found


def _keys(everybody: frozenset[str]) -> list[tuple[str, ...]]:
    every = sorted(everybody)
    # Of nobody nothing follows: mentions without parties are compared with none.
    return list(combinations(every, 2)) if len(every) > 1 else [(one,) for one in every]


def _face(meeting_id: str, readings: Sequence[Reading]) -> _Face:
    # The latest days: those that hold after a postponement.
    fine = [r for r in readings if r.start is not None and names_days(r)]
    dated = fine or [r for r in readings if r.start is not None]
    last = max(dated, key=lambda r: (str(r.start), str(r.end)), default=None)
    days = (last.start, last.end) if last and last.start and last.end else None
    sample = min(
        readings, key=lambda r: (r.spot is None, r.start is None, r.published, r.mention_id)
    )
    return _Face(
        meeting_id,
        frozenset().union(*(r.everybody for r in readings)),
        frozenset(r.revision_id for r in readings),
        days,
        sample,
        Host.of([readings]),
    )


def _scores(reading: Reading, near: Mapping[str, _Face]) -> dict[str, float]:
    """Each meeting's score: the model's for what only lacks a day, else by a rule of thumb."""
    if reading.start is not None or reading.maybe or len(reading.everybody) < 2:
        return {i: _score(reading, face) for i, face in near.items()}
    fits = {i: f for i, f in near.items() if features_of(reading, f.host, 0) is not None}
    made = {}
    for ident, face in fits.items():
        features = features_of(reading, face.host, len(fits) - 1)
        made[ident] = model().score(features) if features is not None else 0.0
    return made


def _score(reading: Reading, face: _Face) -> float:
    """Parties × place × time. 1 would be certain; nothing here comes above 0.9."""
    near = _time(reading, face)
    if near == 0.0 or not formats_agree(reading.format, face.sample.format):
        return 0.0
    if reading.spot is not None and reading.spot.clashes(face.sample.spot):
        return 0.0
    every = reading.everybody | (reading.maybe & face.everybody)
    shared, union = len(every & face.everybody), len(every | face.everybody)
    if not shared or (shared < 2 and union > 1):
        return 0.0
    place = 1.0 if spots_same(reading.spot, face.sample.spot) else 0.85
    return 0.9 * shared / union * place * near


def _time(reading: Reading, face: _Face) -> float:
    said = reading.published.date()
    if face.days is None:
        apart = abs((said - face.sample.published.date()).days)
        return 0.65 if apart <= TALK_DAYS else 0.0
    if reading.start is not None and reading.end is not None:
        gap = max((reading.start - face.days[1]).days, (face.days[0] - reading.end).days)
        return 1.0 if gap <= 0 else 0.7 if gap <= 1 else 0.0
    ahead = (face.days[0] - said).days
    if reading.status in _AHEAD:
        return 1.0 - max(ahead, 0) / (2 * AFTER_DAYS) if -1 <= ahead <= AFTER_DAYS else 0.0
    return 1.0 - max(-ahead, 0) / (2 * BEFORE_DAYS) if -BEFORE_DAYS <= ahead <= 1 else 0.0
