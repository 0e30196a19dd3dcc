"""Groups of mentions around an anchor: the dated, the coarsely dated, the undated.

The best reported sign becomes an anchor; every other sign joins the anchor that it is most
like, if it is like one. Because likeness is always to the anchor, a group can't grow along
a chain A-B-C-…: whatever comes in lies within a day of the anchor and shares parties with
it. Nothing here depends on the order of the mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations

from readout.resolution.likeness import (
    SLACK_DAYS,
    Sign,
    formats_agree,
    gap_days,
    is_conference,
    is_vague_of,
    likeness_of_parties,
    meets_alike,
    sides_met,
    spots_clash,
    spots_same,
    stands_for,
)
from readout.resolution.readings import Reading, Spot
from readout.resolution.shifts import Shift, parted

# Undated mentions of the same parties are one rumour when published this near.
RUMOUR_DAYS = 2
_AHEAD = frozenset({"possible", "likely", "scheduled", "postponed", "cancelled", "denied"})


@dataclass(slots=True)
class Bundle:
    """All readings of one sign, and the revisions that they stand in."""

    sign: Sign
    readings: list[Reading]
    spot: Spot | None = None
    revisions: frozenset[str] = frozenset()
    first: tuple[datetime, str] = field(init=False)  # published and id of the first reading

    def __post_init__(self) -> None:
        self.first = min((r.published, r.mention_id) for r in self.readings)

    @property
    def support(self) -> int:
        return len({r.story for r in self.readings})


@dataclass(slots=True)
class Group:
    """An anchor and what joined it."""

    anchor: Bundle
    bundles: list[Bundle] = field(default_factory=list)
    by_revision: dict[str, list[Bundle]] = field(default_factory=lambda: defaultdict(list))
    torn: bool = False  # it could be part of several others
    joined: list[Bundle] = field(default_factory=list)  # without a day: never an anchor's measure

    def add(self, bundle: Bundle) -> None:
        self.bundles.append(bundle)
        for revision in bundle.revisions:
            self.by_revision[revision].append(bundle)

    def remove(self, bundle: Bundle) -> None:
        self.bundles.remove(bundle)
        for revision in bundle.revisions:
            self.by_revision[revision].remove(bundle)

    @property
    def readings(self) -> list[Reading]:
        return [r for b in self.bundles for r in b.readings]


def bundled(readings: Iterable[Reading], sign: dict[str, Sign]) -> list[Bundle]:
    """Readings by sign, best reported first."""
    same: dict[tuple[Sign, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        told = sign[reading.mention_id]
        # One party alone is no sign of one occasion; only copies of a story may agree in it.
        alone = len(told.everybody) < 2 or not told.parties
        same[told, reading.story if alone else ""].append(reading)
    made = [
        Bundle(s, rs, rs[0].spot, frozenset(r.revision_id for r in rs))
        for (s, _), rs in same.items()
    ]
    return sorted(made, key=_best_first)


def _best_first(bundle: Bundle) -> tuple[object, ...]:
    sign = bundle.sign
    # Who names a country for a person is no measure of who else was there, and who tells that
    # somebody comes for another knows both the company that was planned and the one that came.
    return (
        is_vague_of(sign),
        not sign.replaced,
        -bundle.support,
        -len(sign.everybody),
        _order(sign),
        bundle.first,
    )


def _order(sign: Sign) -> tuple[str, ...]:
    return tuple(
        str(x)
        for x in (
            sign.start,
            sign.end,
            sign.precision,
            sign.parties,
            sign.groups,
            sign.format,
            sign.place,
            sign.change,
            sign.planned,
            sign.active,
        )
    )


def told_apart(one: Bundle, group: Group) -> bool:
    """Whether some article speaks of this and of a member of the group as two occasions.

    Two mentions of one article were kept apart by whoever read it; only when they agree in
    parties, days and format are they the same words found twice.
    """
    few, many = one.revisions, group.by_revision
    if len(few) > len(many):
        revisions: Iterable[str] = (r for r in many if r in few)
    else:
        revisions = (r for r in few if r in many)
    # Live pages announce a meeting, then tell that it was held: one of both is enough.
    return any(
        not any(_in_one_hall(one, b, r) for b in many[r])
        and any(not _twice(one.sign, b.sign) for b in many[r])
        for r in revisions
    )


def _twice(one: Sign, other: Sign) -> bool:
    return _in_general(one, other) or (
        one.everybody == other.everybody
        and formats_agree(one.format, other.format)
        and one.fine == other.fine
        and gap_days(one, other) in (0, None)
        and (one.start is None) == (other.start is None)
    )


def _in_one_hall(one: Bundle, other: Bundle, revision: str) -> bool:
    """Whether, in one article, one tells without a day what the other tells with one: the same
    people in the same hall or house, both to come or both over. A town is not enough: there
    they met before."""
    if (one.sign.start is None) == (other.sign.start is None):
        return False
    if one.spot is None or other.spot is None or not (one.spot.venue and other.spot.venue):
        return False
    return (
        one.sign.everybody == other.sign.everybody
        and one.spot.same(other.spot)
        and formats_agree(one.sign.format, other.sign.format)
        and bool(_ahead_in(one, revision) & _ahead_in(other, revision))
    )


def _ahead_in(bundle: Bundle, revision: str) -> set[bool]:
    return {r.status in _AHEAD for r in bundle.readings if r.revision_id == revision}


def _in_general(one: Sign, other: Sign) -> bool:
    """Whether one tells in general what the other tells by name: talks with Chinese officials at
    the weekend, with Qin on Sunday; or the call of which both speak without a day."""
    if not formats_agree(one.format, other.format):
        return False
    for vague, told in ((one, other), (other, one)):
        if not stands_for(vague, told):
            continue
        if vague.start is None and told.start is None:
            return True
        if vague.fine and told.fine and _length(vague) > _length(told):
            return gap_days(vague, told) == 0
    return False


def _length(sign: Sign) -> int:
    return (sign.end - sign.start).days if sign.start and sign.end else 0


class Index:
    """Finds the groups that share a pair of parties (or one body) with a sign."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, ...], list[Group]] = defaultdict(list)

    def add(self, sign: Sign, group: Group) -> None:
        for key in keys_of(sign):
            self._groups[key].append(group)

    def near(self, sign: Sign) -> Iterator[Group]:
        seen: set[int] = set()
        for key in keys_of(sign):
            for group in self._groups.get(key, ()):
                if id(group) not in seen:
                    seen.add(id(group))
                    yield group


def keys_of(sign: Sign) -> list[tuple[str, ...]]:
    """What two signs must share to be compared: a pair of parties, or, where they name days, one
    body or country (`is_conference`) or a party that met some group (`meets_alike`). A mention of
    a single party is found by that."""
    every = sorted(sign.everybody)
    if len(every) == 1:
        return [(every[0],)]
    keys: list[tuple[str, ...]] = list(combinations(every, 2))
    if sign.fine:
        keys += [(p,) for p in sign.parties if p.startswith(("body", "country"))]
        keys += [(p, "a group") for p in sign.parties if sign.groups]
    # Who names a country for its minister is found by both.
    sides = {(min(p, c), max(p, c)) for p, met in sides_met(sign).items() for c in met}
    keys += sorted(sides - set(keys))
    # Who comes for somebody is found by those who met him, or were to.
    keys += [(min(p, gone), max(p, gone)) for gone in sign.replaced for p in every if p != gone]
    return keys


def group_dated(
    bundles: Sequence[Bundle], index: Index, shifts: Sequence[Shift] = ()
) -> list[Group]:
    """Group the signs that name days; `shifts` say which days were moved and are no slips."""
    groups: list[Group] = []
    for bundle in bundles:
        best: tuple[tuple[float, ...], Group] | None = None
        for group in index.near(bundle.sign):
            rank = _rank_dated(bundle, group, shifts)
            if rank is not None and (best is None or rank < best[0]):
                best = rank, group
        if best is None:
            group = Group(bundle)
            groups.append(group)
            index.add(bundle.sign, group)
        else:
            group = best[1]
        group.add(bundle)
    return [*groups, *_torn(groups, index, shifts)]


def _torn(groups: Sequence[Group], index: Index, shifts: Sequence[Shift]) -> list[Group]:
    """Take out of its group each sign that could as well be in another one: two of three
    parties that met twice that day may have been at either table.

    Returns:
        The signs taken out, a group each.
    """
    torn = [
        (bundle, group)
        for group in groups
        for bundle in group.bundles[1:]
        if bundle.sign.needed != group.anchor.sign.needed and _as_well(bundle, group, index, shifts)
    ]
    alone = []
    for bundle, group in torn:
        group.remove(bundle)
        alone.append(Group(bundle, torn=True))
        alone[-1].add(bundle)
    return alone


def _as_well(bundle: Bundle, group: Group, index: Index, shifts: Sequence[Shift]) -> bool:
    mine = _rank_dated(bundle, group, shifts, inside=True)
    ranks = (_rank_dated(bundle, g, shifts) for g in index.near(bundle.sign) if g is not group)
    return mine is None or any(rank is not None and rank[0] <= mine[0] for rank in ranks)


def _rank_dated(
    bundle: Bundle, group: Group, shifts: Sequence[Shift], *, inside: bool = False
) -> tuple[float, ...] | None:
    """How well a dated sign fits a group, lower is better; None when it doesn't."""
    sign, anchor = bundle.sign, group.anchor.sign
    gap = gap_days(sign, anchor)
    if gap is None or gap > SLACK_DAYS or not formats_agree(sign.format, anchor.format):
        return None
    if gap and shifts and parted(sign, anchor, shifts):
        return None
    if any(_elsewhere(bundle, b) for b in group.bundles):
        return None
    if (alike := likeness_of_parties(sign, anchor)) == 0.0:
        same_place = spots_same(bundle.spot, group.anchor.spot)
        named_for = gap == 0 and stands_for(sign, anchor)
        if not named_for and not (
            same_place and (is_conference(sign, anchor) or meets_alike(sign, anchor))
        ):
            return None
        alike = 0.5
    if not inside and told_apart(bundle, group):
        return None
    moved = 0 if (sign.start, sign.end) == (anchor.start, anchor.end) else 1
    return (gap, -alike, moved, 0 if spots_same(bundle.spot, group.anchor.spot) else 1)


def _elsewhere(one: Bundle, other: Bundle) -> bool:
    """Whether both can't be one occasion because of where they are. What an article no longer
    says, and where a meeting was before it was moved, keeps nothing apart."""
    if not (one.sign.active and other.sign.active):
        return False
    if "moved" in (one.sign.change, other.sign.change):
        return False
    return spots_clash(one.spot, other.spot)


def join_coarse(bundles: Sequence[Bundle], dated: Sequence[Group], index: Index) -> list[Group]:
    """Put signs of a week, month or year with the one dated group that they can mean, or
    with each other; the rest stay alone."""
    coarse = Index()
    groups: list[Group] = []
    waiting: list[tuple[Bundle, Group]] = []
    for bundle in bundles:
        fits = [g for g in index.near(bundle.sign) if _falls_into(bundle, g)]
        if len(fits) == 1 and not told_apart(bundle, fits[0]):
            # Joined after all are judged, so that no sign's fate hangs on another's.
            waiting.append((bundle, fits[0]))
            continue
        mate = next((g for g in coarse.near(bundle.sign) if _same_time(bundle, g)), None)
        if mate is None:
            mate = Group(bundle)
            groups.append(mate)
            coarse.add(bundle.sign, mate)
        mate.add(bundle)
    for bundle, group in waiting:
        if told_apart(bundle, group):
            group = Group(bundle)
            groups.append(group)
        group.add(bundle)
    return groups


def _falls_into(bundle: Bundle, group: Group) -> bool:
    sign, anchor = bundle.sign, group.anchor.sign
    if gap_days(sign, anchor) != 0 or not formats_agree(sign.format, anchor.format):
        return False
    if any(spots_clash(bundle.spot, b.spot) for b in group.bundles):
        return False
    if likeness_of_parties(sign, anchor) == 0.0:
        return False
    # In a month the same two meet more than once; then the place must speak too.
    return sign.precision == "week" or spots_same(bundle.spot, group.anchor.spot)


def _same_time(bundle: Bundle, group: Group) -> bool:
    sign, anchor = bundle.sign, group.anchor.sign
    if (sign.start, sign.end) != (anchor.start, anchor.end):
        return False
    if not formats_agree(sign.format, anchor.format) or likeness_of_parties(sign, anchor) < 1.0:
        return False
    if any(spots_clash(bundle.spot, b.spot) for b in group.bundles) or told_apart(bundle, group):
        return False
    if sign.precision == "week" or spots_same(bundle.spot, group.anchor.spot):
        return True
    return _at_one_time(bundle, group.anchor)


def _at_one_time(one: Bundle, other: Bundle) -> bool:
    return abs(one.first[0] - other.first[0]) <= timedelta(days=RUMOUR_DAYS)


def group_undated(readings: Sequence[Reading], sign: dict[str, Sign]) -> list[Group]:
    """Group mentions without a date: copies of one story, and one rumour told about the same
    time. Past meetings need the same stated place too: "they last met in Bali"."""
    same: dict[tuple[object, ...], list[Reading]] = defaultdict(list)
    for r in readings:
        s = sign[r.mention_id]
        same[s.parties, s.groups, s.format, s.place, r.status in _AHEAD, r.story].append(r)
    bundles = [
        Bundle(sign[rs[0].mention_id], rs, rs[0].spot, frozenset(r.revision_id for r in rs))
        for rs in same.values()
    ]
    bundles.sort(key=lambda b: (is_vague_of(b.sign), b.first))
    index, groups = Index(), []
    for bundle in bundles:
        mate = next((g for g in index.near(bundle.sign) if _same_rumour(bundle, g)), None)
        if mate is None:
            mate = Group(bundle)
            groups.append(mate)
            index.add(bundle.sign, mate)
        mate.add(bundle)
    return groups


def _same_rumour(bundle: Bundle, group: Group) -> bool:
    if not _at_one_time(bundle, group.anchor):
        return False
    one, other = bundle.readings[0], group.anchor.readings[0]
    if (one.status in _AHEAD) != (other.status in _AHEAD):
        return False
    if not formats_agree(one.format, other.format):
        return False
    if likeness_of_parties(bundle.sign, group.anchor.sign) < 1.0 and not (
        one.story == other.story and stands_for(bundle.sign, group.anchor.sign)
    ):
        return False
    if any(spots_clash(bundle.spot, b.spot) for b in group.bundles) or told_apart(bundle, group):
        return False
    told_so = one.story == other.story or spots_same(one.spot, other.spot)
    return one.status in _AHEAD or told_so
