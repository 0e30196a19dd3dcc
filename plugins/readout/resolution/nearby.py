"""How far a new mention reaches: which known ones must be judged anew, and which only be there.

A pair that the news names every few days is one chain of likeness without end; whoever followed it
would put the same months together again for each new report. What a mention means is decided near
it, though, so that a resolution looks at what lies within a few *steps* of the touched mentions
(the *roots*: new, changed or gone). A step leads to all that share parties and time by any rule
(sql/resolve/reach.sql), and to the whole meetings of these. What lies within `JUDGED` steps is
judged anew; what lies within `SEEN` steps is only there for that, as known meetings, and keeps
its meeting whatever comes of it here.

Why that is what resolving everything tells, as long as `unsettled` finds nothing:

1. Dated mentions gather round anchors one by one, best reported first, each at the best of the
   groups so far that are near it (`groups.group_dated`; those without a day alike). Leave out
   whole groups, and each of the others finds its own among those that are left, and it is still
   the best of them. So known meetings, taken as wholes, come out as they were.
2. A group changes only if it takes in or loses a mention, or one near it changes. If every group
   that changes lies within one step of a root, those near it lie within two, and all that these
   look at is there.
3. What has no day of its own is judged twice and no more (`meetings._join_vague`). First by the
   dated groups near it: those that may judge otherwise lie within two steps of a root, and what
   they may join within three. Then by these with what joined them first: for that, whoever may
   have joined them needs its own dated groups, within four. Who joins in the second round
   changes nothing for others.
4. So if one without a day joins another meeting than before, those near that meeting, two steps
   from it, must be judged: it must be a root itself. Such ones, and dated groups that change
   further away, are what `unsettled` gives; with them as roots all is looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from readout.resolution.likeness import names_days
from readout.resolution.meetings import Meeting, founder, meeting_ident
from readout.resolution.readings import Reading

JUDGED, SEEN = 2, 4
# How many steps from a root a mention may be that joins another meeting than before.
_DATED_MOVES, _VAGUE_MOVES = 1, 0


def there(readings: Iterable[Reading], steps: Mapping[str, int]) -> list[Reading]:
    """The readings to be put together; at the rim only those with a day, which others may join."""
    return [r for r in readings if steps[r.mention_id] < SEEN or names_days(r)]


def unsettled(
    meetings: Iterable[Meeting],
    links: Mapping[str, str],
    steps: Mapping[str, int],
    roots: Collection[str],
) -> set[str]:
    """The mentions that must become roots too: they joined another meeting than they had, further
    from the roots than what is near them there was looked at.

    Args:
        meetings: what came of all that is there. links: mention id → id of its meeting before.
        steps: mention id → steps from the nearest root. roots: the mentions touched so far.
    """
    found: set[str] = set()
    before: dict[str, _Sides] = defaultdict(_Sides)
    now = []
    for meeting in meetings:
        sides = _Sides()
        for reading in meeting.readings:
            mention, fine = reading.mention_id, names_days(reading)
            was = links.get(mention)
            known = was is not None and mention not in roots
            sides.add(mention, fine, known=known)
            if was is not None:
                before[was].add(mention, fine, known=known)
        now.append(sides)
    for sides in now:
        for mention in sides.dated:
            if steps[mention] > _DATED_MOVES and before[links[mention]].dated != sides.dated:
                found.add(mention)
        for mention in sides.vague:
            far = _VAGUE_MOVES < steps[mention] <= JUDGED
            if far and before[links[mention]].meant != sides.meant:
                found.add(mention)
    return found


class _Sides:
    """The known mentions of a meeting, those with a day of their own and those without, and
    whether a root with a day is in it."""

    def __init__(self) -> None:
        self.dated: set[str] = set()
        self.vague: set[str] = set()
        self.root_day = False

    def add(self, mention: str, fine: bool, *, known: bool) -> None:
        if known:
            (self.dated if fine else self.vague).add(mention)
        else:
            self.root_day |= fine

    @property
    def meant(self) -> tuple[bool, frozenset[str]]:
        """What one without a day joined: those with one, else others like it."""
        if self.dated:
            return False, frozenset(self.dated)
        return self.root_day, frozenset(self.vague)


def judged(meetings: Iterable[Meeting], steps: Mapping[str, int]) -> list[Meeting]:
    """The meetings of what was judged anew, without what was only there."""
    made = []
    for meeting in meetings:
        if all(steps[r.mention_id] <= JUDGED for r in meeting.readings):
            made.append(meeting)
            continue
        phases = [[r for r in phase if steps[r.mention_id] <= JUDGED] for phase in meeting.phases]
        phases = [phase for phase in phases if phase]
        if phases:
            first = founder(r for phase in phases for r in phase)
            made.append(Meeting(meeting_ident(first.mention_id), phases, meeting.doubtful))
    return sorted(made, key=lambda m: m.meeting_id)
