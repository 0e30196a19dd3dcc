"""Mentions → meetings: a pure function of the set of readings.

The rules in words are in docs/resolution.md. Steps: dated mentions gather round anchors;
what was moved or put off goes on at its new day (`successions`); coarsely dated ones join the only
meeting they can mean, undated ones the one that the model says (`linking`), else they gather as
rumours; what is only likely is proposed, not merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from readout.resolution.decisions import NO_DECISIONS, Decisions, regrouped
from readout.resolution.groups import (
    Group,
    Index,
    bundled,
    group_dated,
    group_undated,
    join_coarse,
    keys_of,
    told_apart,
)
from readout.resolution.idents import ident
from readout.resolution.likeness import Sign, sign_of
from readout.resolution.linking import Host, decided
from readout.resolution.proposals import Proposal, propose
from readout.resolution.readings import Reading
from readout.resolution.shifts import told_shifts
from readout.resolution.successions import chains_of


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


def group_meetings(
    readings: Iterable[Reading], decisions: Decisions = NO_DECISIONS
) -> tuple[Meeting, ...]:
    """Group readings into meetings; what was decided by hand has the last word.

    Returns:
        Meetings sorted by id; each reading is in exactly one. The id is a hash of the
        mention that was published first, so order of arrival has no part in it.
    """
    every = sorted(readings, key=lambda r: r.mention_id)
    sign = {r.mention_id: sign_of(r) for r in every}
    meetings = [_meeting(chain) for chain in _meetings(every, sign)]
    if decisions.pairs:
        meetings = _by_hand(meetings, decisions)
    meetings.sort(key=lambda m: m.meeting_id)
    return tuple(meetings)


def _meetings(every: Sequence[Reading], sign: dict[str, Sign]) -> list[list[Group]]:
    """The groups of each meeting, its former days before its present one."""
    fine = [r for r in every if sign[r.mention_id].fine]
    coarse = [r for r in every if r.start is not None and not sign[r.mention_id].fine]
    shifts = told_shifts(every, sign)
    index = Index()
    dated = group_dated(bundled(fine, sign), index, shifts)
    rough = join_coarse(bundled(coarse, sign), dated, index)
    vague = group_undated([r for r in every if r.start is None], sign)
    chains = chains_of(dated, shifts)
    return [*chains, *_join_vague([*rough, *vague], chains)]


def _join_vague(vague: Sequence[Group], chains: Sequence[list[Group]]) -> list[list[Group]]:
    """Put each group without a day of its own to the meeting that it means, where that can be
    told; all are judged before any is joined, so that no one's fate hangs on another's.

    Returns:
        Those that stay apart, a chain each.
    """
    apart = _join_round(vague, chains)
    # What joined tells the next ones more of the meeting, and a week or month that stayed apart is
    # a meeting that they can mean. Once more and no further, so that nothing chains.
    coarse = [g for g in apart if g.anchor.sign.start is not None]
    left = _join_round(
        [g for g in apart if g.anchor.sign.start is None], [*chains, *([g] for g in coarse)]
    )
    return [[g] for g in (*coarse, *left)]


def _join_round(vague: Sequence[Group], chains: Sequence[list[Group]]) -> list[Group]:
    """One round of joining; the groups that stay apart."""
    found = _Chains(chains)
    placed = [(group, found.meant_by(group)) for group in vague]
    # Two of them that one article keeps apart can't both be this meeting; which is, is open.
    told: dict[tuple[int, str], list[Group]] = defaultdict(list)
    for group, chain in placed:
        for revision in group.by_revision if chain is not None else ():
            told[id(chain), revision].append(group)
    twice = {
        id(group)
        for same in told.values()
        for group in same
        if any(told_apart(b, other) for other in same if other is not group for b in group.bundles)
    }
    apart: list[Group] = []
    for group, chain in placed:
        if chain is None or id(group) in twice:
            apart.append(group)
            continue
        said = min(r.published for r in group.readings)
        # It speaks of the day that held when it was said.
        phase = next(
            (g for g in reversed(chain) if min(r.published for r in g.readings) <= said), chain[0]
        )
        phase.joined.extend(group.bundles)
    return apart


def _by_hand(meetings: list[Meeting], decisions: Decisions) -> list[Meeting]:
    """The meetings after what people put together and took apart."""
    phase_of = {
        r.mention_id: (number, place)
        for number, m in enumerate(meetings)
        for place, phase in enumerate(m.phases)
        for r in phase
    }
    reading = {r.mention_id: r for m in meetings for r in m.readings}
    groups = [[r.mention_id for r in m.readings] for m in meetings]
    made = []
    for mentions in regrouped(groups, decisions):
        parts: dict[tuple[int, int], list[Reading]] = defaultdict(list)
        for mention in mentions:
            parts[phase_of[mention]].append(reading[mention])
        # What has a day of its own is where the meeting stands now, the newest last.
        phases = sorted(
            parts.values(),
            key=lambda p: (any(r.start for r in p), min(r.published for r in p), p[0].mention_id),
        )
        doubtful = len(parts) == 1 and meetings[next(iter(parts))[0]].doubtful
        first = founder(r for p in phases for r in p)
        made.append(Meeting(meeting_ident(first.mention_id), phases, doubtful))
    return made


class _Chains:
    """Meetings by their parties, to be compared with what names no day."""

    def __init__(self, chains: Sequence[list[Group]]) -> None:
        self._chains = chains
        self._with_joined = [[g for phase in c for g in _whole(phase)] for c in chains]
        self._by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._hosts: dict[int, Host] = {}
        for number, chain in enumerate(chains):
            keys = {k for g in chain for k in keys_of(g.anchor.sign)}
            for key in sorted(keys):
                self._by_key[key].append(number)

    def meant_by(self, group: Group) -> list[Group] | None:
        near = {n for k in keys_of(group.anchor.sign) for n in self._by_key.get(k, ())}
        near = {
            n
            for n in near
            if not any(told_apart(b, g) for b in group.bundles for g in self._with_joined[n])
        }
        if not near or len(group.anchor.sign.everybody) < 2:
            return None
        hosts = {id(self._host(n)): n for n in sorted(near)}
        meant: set[int] = set()
        for bundle in group.bundles:
            host = decided(bundle.readings[0], [self._host(n) for n in sorted(near)])
            if host is not None:
                meant.add(hosts[id(host)])
        return self._chains[meant.pop()] if len(meant) == 1 else None

    def _host(self, number: int) -> Host:
        if number not in self._hosts:
            chain = self._chains[number]
            phases = [[r for part in _whole(g) for r in part.readings] for g in chain]
            self._hosts[number] = Host.of(phases, chain[-1].anchor.sign)
        return self._hosts[number]


def _whole(group: Group) -> list[Group]:
    """A group, and what joined it as one more."""
    if not group.joined:
        return [group]
    joined = Group(group.joined[0])
    for bundle in group.joined:
        joined.add(bundle)
    return [group, joined]


def founder(readings: Iterable[Reading]) -> Reading:
    """The mention that was published first; ties go by id."""
    return min(readings, key=lambda r: (r.published, r.mention_id))


def meeting_ident(mention_id: str) -> str:
    return ident("meeting", mention_id)


def _meeting(chain: list[Group]) -> Meeting:
    phases = [[*g.readings, *(r for b in g.joined for r in b.readings)] for g in chain]
    first = founder(r for phase in phases for r in phase)
    return Meeting(meeting_ident(first.mention_id), phases, any(g.torn for g in chain))
