"""Mentions → meetings: a pure function of the set of readings.

The rules in words are in docs/resolution.md. Steps: dated mentions gather round anchors;
coarsely dated ones join the only meeting they can mean; undated ones gather as rumours;
a postponed meeting goes on at its new date; what is only likely is proposed, not merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from readout.resolution.groups import (
    Bundle,
    Group,
    Index,
    bundled,
    group_dated,
    group_undated,
    join_coarse,
)
from readout.resolution.idents import ident
from readout.resolution.likeness import (
    Sign,
    formats_agree,
    likeness_of_parties,
    sign_of,
    spots_clash,
)
from readout.resolution.proposals import Proposal, propose
from readout.resolution.readings import Reading

# How long after a postponed date the new date may lie, and how often one may be moved.
MOVED_DAYS = 60
MOST_MOVES = 4


@dataclass(slots=True)
class Meeting:
    """One occasion. `phases` are its dates in order of time, the last is the current one
    (more than one only after a postponement); each holds readings."""

    meeting_id: str
    phases: list[list[Reading]] = field(default_factory=list)
    doubtful: bool = False  # may be part of another meeting, but of which?

    @property
    def readings(self) -> list[Reading]:
        return [r for phase in self.phases for r in phase]

    @property
    def current(self) -> list[Reading]:
        return self.phases[-1]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Every mention's meeting, and what each may mean besides."""

    meetings: tuple[Meeting, ...]
    proposals: dict[str, tuple[Proposal, ...]]


def resolve(readings: Iterable[Reading]) -> Resolved:
    """Group readings into meetings and propose what is only likely."""
    meetings = group_meetings(readings)
    return Resolved(
        meetings,
        propose(
            ((m.meeting_id, r) for m in meetings for r in m.readings),
            ((m.meeting_id, m.readings) for m in meetings),
            {m.meeting_id for m in meetings if m.doubtful},
        ),
    )


def group_meetings(readings: Iterable[Reading]) -> tuple[Meeting, ...]:
    """Group readings into meetings.

    Returns:
        Meetings sorted by id; each reading is in exactly one. The id is a hash of the
        mention that was published first, so order of arrival has no part in it.
    """
    every = sorted(readings, key=lambda r: r.mention_id)
    sign = {r.mention_id: sign_of(r) for r in every}
    groups = _groups(every, sign)
    chains = _moved(groups)
    meetings = [_meeting(chain) for chain in chains]
    meetings.sort(key=lambda m: m.meeting_id)
    return tuple(meetings)


def _groups(every: Sequence[Reading], sign: dict[str, Sign]) -> list[Group]:
    fine = [r for r in every if sign[r.mention_id].fine]
    coarse = [r for r in every if r.start is not None and not sign[r.mention_id].fine]
    index = Index()
    dated = group_dated(bundled(fine, sign), index)
    rough = join_coarse(bundled(coarse, sign), dated, index)
    vague = group_undated([r for r in every if r.start is None], sign)
    return [*dated, *rough, *vague]


def founder(readings: Iterable[Reading]) -> Reading:
    """The mention that was published first; ties go by id."""
    return min(readings, key=lambda r: (r.published, r.mention_id))


def meeting_ident(mention_id: str) -> str:
    return ident("meeting", mention_id)


def _meeting(chain: list[Group]) -> Meeting:
    phases = [g.readings for g in chain]
    first = founder(r for phase in phases for r in phase)
    return Meeting(meeting_ident(first.mention_id), phases, any(g.torn for g in chain))


def _moved(groups: list[Group]) -> list[list[Group]]:
    """Chains of groups that are one meeting at a new date.

    A group goes on in a later one when it was said to be postponed, nobody says it was held,
    and the later one has the same parties, format and no other place, was first reported
    after (or with) the postponement, and is the nearest such. Each step needs a postponement
    of its own and a group is gone on from and to once, so that chains end.
    """
    dated = [g for g in groups if g.anchor.sign.start is not None and g.anchor.sign.fine]
    by_parties: dict[frozenset[str], list[Group]] = defaultdict(list)
    for group in dated:
        by_parties[group.anchor.sign.needed].append(group)
    follows: dict[int, Group] = {}
    taken: set[int] = set()
    for same in by_parties.values():
        if len(same) < 2:
            continue
        same.sort(key=lambda g: (g.anchor.sign.start, g.anchor.sign.end, g.anchor.sign))
        for i, old in enumerate(same):
            if (new := _next_date(old, same[i + 1 :])) is not None and id(new) not in taken:
                follows[id(old)] = new
                taken.add(id(new))
    chains: list[list[Group]] = []
    for group in groups:
        if id(group) in taken:
            continue
        chain = [group]
        while (later := follows.get(id(chain[-1]))) is not None:
            chain.append(later)
        # Moved too often, it is no longer believed to be one meeting.
        most = MOST_MOVES + 1
        chains.extend(chain[n : n + most] for n in range(0, len(chain), most))
    return chains


def _next_date(old: Group, later: Sequence[Group]) -> Group | None:
    off = [r.published for r in old.readings if r.status == "postponed"]
    if not off or any(r.status in ("held", "under_way") for r in old.readings):
        return None
    anchor = old.anchor.sign
    for new in later:
        sign = new.anchor.sign
        if sign.start is None or anchor.end is None:
            continue
        if (sign.start - anchor.end).days > MOVED_DAYS:
            return None
        if sign.start <= anchor.end or likeness_of_parties(anchor, sign) < 1.0:
            continue
        if not formats_agree(anchor.format, sign.format):
            continue
        if _clash(old.bundles, new.bundles):
            continue
        if min(r.published for r in new.readings) >= min(off):
            return new
    return None


def _clash(some: Sequence[Bundle], others: Sequence[Bundle]) -> bool:
    return any(spots_clash(a.spot, b.spot) for a in some for b in others)
