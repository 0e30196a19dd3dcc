"""The days that one meeting had one after the other: moved, put off and set again, corrected.

Nothing here depends on the order of the mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from readout.resolution.groups import Bundle, Group
from readout.resolution.likeness import formats_agree, likeness_of_parties, spots_clash
from readout.resolution.shifts import Shift, on_day

# How long after a postponed day the new one may lie, and how often a meeting may be moved.
MOVED_DAYS = 60
MOST_MOVES = 4
# A day that was just over when somebody told that the meeting had been moved from it.
_JUST_OVER = timedelta(days=2)
_DONE = frozenset({"held", "under_way"})


@dataclass(frozen=True, slots=True, order=True)
class _Step:
    """A group goes on in another: the surest first, of equals the nearest in time."""

    unsure: int
    told: datetime
    days: int
    old: int
    new: int


def chains_of(groups: Sequence[Group], shifts: Sequence[Shift]) -> list[list[Group]]:
    """Groups that are one meeting, its former days before its present one.

    A group goes on in another of the same parties and format when somebody tells the shift
    between their days; when it was put off and the other is the nearest later day that was
    first reported with or after that; or when somebody says of the other that it was moved,
    and this is the only one to come that he can mean. What was held is not moved. A group is
    gone on from and to once, and no more than `MOST_MOVES` times in a row.
    """
    dated = [g for g in groups if g.anchor.sign.start is not None and g.anchor.sign.fine]
    by_parties: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(dated):
        for party in group.anchor.sign.everybody:
            by_parties[party].append(number)
    steps: set[_Step] = set()
    for number, group in enumerate(dated):
        near = {n for p in group.anchor.sign.everybody for n in by_parties[p]} - {number}
        if near:
            steps |= set(_steps_from(number, sorted(near), dated, shifts))
    follows: dict[int, int] = {}
    before: dict[int, int] = {}
    for step in sorted(steps):
        if step.old in follows or step.new in before or _round(step, follows):
            continue
        follows[step.old], before[step.new] = step.new, step.old
    index = {id(g): n for n, g in enumerate(dated)}
    chains: list[list[Group]] = []
    for group in groups:
        at = index.get(id(group))
        if at is None:
            chains.append([group])
            continue
        if at in before:
            continue
        chain = [at]
        while chain[-1] in follows:
            chain.append(follows[chain[-1]])
        most = MOST_MOVES + 1
        made = [dated[n] for n in chain]
        # Moved too often, it is no longer believed to be one meeting.
        chains.extend(made[n : n + most] for n in range(0, len(made), most))
    return chains


def _round(step: _Step, follows: dict[int, int]) -> bool:
    """Whether a step would lead back to where it starts: moved there and back again."""
    at = step.new
    while at in follows:
        at = follows[at]
        if at == step.old:
            return True
    return step.new == step.old


def _steps_from(
    number: int, near: Sequence[int], dated: Sequence[Group], shifts: Sequence[Shift]
) -> Iterable[_Step]:
    """Where a group may go on."""
    old = dated[number]
    if any(r.status in _DONE and r.active for r in old.readings):
        return
    others = [n for n in near if _may_follow(old, dated[n])]
    for n in others:
        told = [s.told for s in shifts if _leads(s, old, dated[n])]
        if told:
            yield _Step(0, max(told), _days(old, dated[n]), number, n)
    off = [r.published for r in old.readings if r.status == "postponed"]
    if off:
        later = [n for n in others if _is_next_day(old, dated[n], min(off))]
        if later:
            n = min(later, key=lambda n: (_days(old, dated[n]), dated[n].anchor.sign))
            yield _Step(1, min(off), _days(old, dated[n]), number, n)
    for n in others:
        moved = _said_moved(dated[n])
        if moved is None or not _was_to_come(old, moved):
            continue
        rivals = [
            m
            for m in near
            if m != n and _may_follow(dated[m], dated[n]) and _was_to_come(dated[m], moved)
        ]
        if not rivals:
            yield _Step(2, moved, _days(old, dated[n]), number, n)


def _may_follow(old: Group, new: Group) -> bool:
    one, other = old.anchor.sign, new.anchor.sign
    return likeness_of_parties(one, other) >= 0.5 and formats_agree(one.format, other.format)


def _leads(shift: Shift, old: Group, new: Group) -> bool:
    return (
        on_day(old.anchor.sign, shift.old)
        and on_day(new.anchor.sign, shift.new)
        and likeness_of_parties(shift.sign, old.anchor.sign) > 0.0
        and likeness_of_parties(shift.sign, new.anchor.sign) > 0.0
    )


def _is_next_day(old: Group, new: Group, off: datetime) -> bool:
    one, other = old.anchor.sign, new.anchor.sign
    if one.end is None or other.start is None or likeness_of_parties(one, other) < 1.0:
        return False
    if not 0 < (other.start - one.end).days <= MOVED_DAYS or _clash(old.bundles, new.bundles):
        return False
    return min(r.published for r in new.readings) >= off


def _said_moved(group: Group) -> datetime | None:
    """When somebody said of a day that it is another one than was planned, without the old."""
    told = [r.published for r in group.readings if r.change == "moved" and r.planned is None]
    return min(told, default=None)


def _was_to_come(group: Group, said: datetime) -> bool:
    """Whether a group was known and still to come, or just over, when something was said."""
    start = group.anchor.sign.start
    if start is None or any(r.status in _DONE for r in group.readings):
        return False
    if min(r.published for r in group.readings) >= said:
        return False
    put_off = any(r.status == "postponed" for r in group.readings)
    soon = start >= (said - _JUST_OVER).date() and start <= (said + timedelta(MOVED_DAYS)).date()
    return soon or (put_off and start >= (said - timedelta(MOVED_DAYS)).date())


def _days(old: Group, new: Group) -> int:
    one, other = old.anchor.sign.start, new.anchor.sign.start
    return abs((other - one).days) if one and other else MOVED_DAYS


def _clash(some: Sequence[Bundle], others: Sequence[Bundle]) -> bool:
    return any(spots_clash(a.spot, b.spot) for a in some for b in others)
