"""Statements that a meeting is on another day than it was: "on Friday instead of Thursday", or
an edited article whose day is another one.

They keep two days apart that stamps alone would take for one (`groups`), and join two groups
of mentions as the former and the present day of one meeting (`successions`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from readout.resolution.likeness import Sign, likeness_of_parties
from readout.resolution.readings import Reading

_DONE = frozenset({"held", "under_way"})


@dataclass(frozen=True, slots=True)
class Shift:
    """That a meeting of these parties was to be on `old` and is now on `new`."""

    sign: Sign
    old: date
    new: date
    told: datetime

    def parts(self, one: Sign, other: Sign) -> bool:
        """Whether it says that these two days are two days of one meeting, the old and the
        new: then neither is a slip of the other."""
        if likeness_of_parties(self.sign, one) == 0.0:
            return False
        if likeness_of_parties(self.sign, other) == 0.0:
            return False
        return (on_day(one, self.old) and on_day(other, self.new)) or (
            on_day(one, self.new) and on_day(other, self.old)
        )


def on_day(sign: Sign, day: date) -> bool:
    return sign.start is not None and sign.end is not None and sign.start <= day <= sign.end


def told_shifts(readings: Iterable[Reading], sign: dict[str, Sign]) -> list[Shift]:
    """The shifts that mentions tell, and those that an edited article shows."""
    found = [
        Shift(sign[r.mention_id], r.planned, r.start, r.published)
        for r in readings
        if r.change == "moved" and r.planned and r.start and r.planned != r.start
    ]
    return sorted({*found, *_edited(readings, sign)}, key=lambda s: (s.told, s.old, s.new, s.sign))


def _edited(readings: Iterable[Reading], sign: dict[str, Sign]) -> list[Shift]:
    """Days that a newer revision of an article gives where an older one gave others: only
    where each speaks of one meeting of these parties to come."""
    plans: dict[tuple[object, ...], list[Reading]] = defaultdict(list)
    for r in readings:
        if r.status not in _DONE and sign[r.mention_id].fine:
            plans[r.article_id, r.parties, r.groups, r.format].append(r)
    found = []
    for same in plans.values():
        now = [r for r in same if r.active]
        was = [r for r in same if not r.active]
        if len(now) != 1 or len({r.revision_id for r in was}) != len(was):
            continue
        found += [
            Shift(sign[now[0].mention_id], r.start, now[0].start, now[0].published)
            for r in was
            if r.start and now[0].start and r.start != now[0].start
        ]
    return found


def parted(one: Sign, other: Sign, shifts: Sequence[Shift]) -> bool:
    """Whether somebody says that the one is the former day of the other."""
    return any(s.parts(one, other) for s in shifts)
