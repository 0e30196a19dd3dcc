"""When two mentions may speak of one occasion.

Every rule here is a pair rule: it looks at two things and nothing else. `meetings` applies
them against the anchor of a group, so that likeness never chains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from readout.lexicon.meetings import party_words
from readout.model import Format
from readout.resolution.readings import Reading, Spot

# Stamps of outlets drift by a day against the day that they report (4 of 79 articles).
SLACK_DAYS = 1
# Longer intervals are no days of an occasion but a time it falls into.
MOST_DAYS = 7
_REMOTE = frozenset({"call", "video"})


@dataclass(frozen=True, slots=True, order=True)
class Sign:
    """All that tells occasions apart; mentions that agree in it are judged as one.

    `core` are the parties without the countries and bodies for which one of the persons
    acts: one outlet says "Blinken and Qin", another "Blinken, Qin and the United States".
    """

    parties: tuple[str, ...]
    core: tuple[str, ...]
    groups: tuple[str, ...]
    start: date | None
    end: date | None
    fine: bool
    precision: str
    format: Format
    place: tuple[str, ...]
    change: str = ""
    planned: date | None = None
    active: bool = True
    acts: tuple[tuple[str, str], ...] = ()
    replaced: tuple[str, ...] = ()

    @property
    def everybody(self) -> frozenset[str]:
        return frozenset(self.parties) | frozenset(self.groups)

    @property
    def needed(self) -> frozenset[str]:
        return frozenset(self.core) | frozenset(self.groups)


def names_days(reading: Reading) -> bool:
    """Whether a mention tells the days of an occasion, and no time that it falls into."""
    if reading.start is None or reading.end is None or reading.precision not in ("minute", "day"):
        return False
    return (reading.end - reading.start).days < MOST_DAYS


# A mention's sign is asked for a dozen times while its meetings are put together.
@lru_cache(maxsize=8192)
def sign_of(reading: Reading) -> Sign:
    fine = names_days(reading)
    spot = reading.spot
    core = reading.parties - reading.sides
    return Sign(
        parties=tuple(sorted(reading.parties)),
        core=tuple(sorted(core if len(core | reading.groups) >= 2 else reading.parties)),
        groups=tuple(sorted(reading.groups)),
        start=reading.start,
        end=reading.end,
        fine=fine,
        precision="day" if fine else reading.precision,
        format=reading.format,
        place=tuple(sorted(spot.words)) if spot else (),
        change=reading.change or "",
        planned=reading.planned,
        active=reading.active,
        acts=tuple(sorted(reading.acts)),
        replaced=tuple(sorted(reading.replaced)),
    )


def gap_days(one: Sign, other: Sign) -> int | None:
    """Days between two intervals, 0 when they overlap; None when one has none."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return None
    if one.start > other.end:
        return (one.start - other.end).days
    if other.start > one.end:
        return (other.start - one.end).days
    return 0


def formats_agree(one: Format, other: Format) -> bool:
    """A call is no face-to-face meeting; a video call is reported as a call."""
    return one == other or "mixed" in (one, other) or {one, other} <= _REMOTE


def likeness_of_parties(one: Sign, other: Sign) -> float:
    """1 for the same parties, less for a part of them, 0 when they may be two occasions.

    A part joins the whole when it has two parties in it, at least one of them named; two
    lists of which neither holds the other are one occasion when they share two and at least
    half (outlets list whom their readers know). One party alone says nothing; see
    `is_conference`.
    """
    a, b = one.everybody, other.everybody
    core_a, core_b = one.needed, other.needed
    if core_a == core_b or a == b:
        return 1.0 if len(a) >= 2 and one.parties else 0.0
    shared = a & b
    if one.replaced or other.replaced:
        swap = one if one.replaced else other
        if _as_planned(swap, other if swap is one else one):
            return 1.0
    if len(shared) < 2 or not shared & set(one.parties) & set(other.parties):
        return 0.0
    if core_a <= b or core_b <= a:
        return 0.5 + len(shared) / len(a | b) / 2
    both = core_a & core_b
    share = len(both) / len(core_a | core_b)
    return share if len(both) >= 2 and share >= 0.5 else 0.0


def _as_planned(swap: Sign, planned: Sign) -> bool:
    """Whether a sign in which somebody takes another's place tells of the meeting that had been
    planned with him: he and all others of it are there, or are told of."""
    gone, named = set(swap.replaced), planned.needed
    stay = named - gone
    return bool(gone & named) and bool(stay) and stay <= swap.everybody


def sides_met(sign: Sign) -> dict[str, frozenset[str]]:
    """Each person of a sign, and the countries on whose behalf the others are there: as countries,
    as groups of its people, or as persons who act for them."""
    if len(sign.everybody) < 2:
        return {}
    acts = dict(sign.acts)
    stated = {p for p in sign.parties if p.startswith("country")}
    found = {}
    for person in sign.parties:
        if person.startswith(("country", "body")):
            continue
        others = {c for p, c in sign.acts if p != person} | stated
        if met := frozenset(others - {acts.get(person, "")}):
            found[person] = met
    return found


def is_vague_of(sign: Sign) -> bool:
    """Whether a sign names persons of one side only, the other being countries or groups of
    their people: "Qin urged Washington", "Blinken met senior Chinese officials"."""
    acts = dict(sign.acts)
    rest = [p for p in sign.everybody if p in sign.groups or p.startswith("country")]
    return (
        0 < len(rest) < len(sign.everybody)
        and not any(p.startswith("body") for p in sign.parties)
        and all(p.startswith("country") or p in acts for p in rest)
    )


def stands_for(vague: Sign, told: Sign) -> bool:
    """Whether a country, or a group of its people, stands in one sign for the person whom the
    other names: {Qin, United States} for {Qin, Blinken}, {Blinken, Chinese officials} for the
    same. Whom both name must be there for another side."""
    if not is_vague_of(vague):
        return False
    acts, theirs = dict(vague.acts), dict(told.acts)
    rest = {p for p in vague.everybody if p in vague.groups or p.startswith("country")}
    persons = vague.everybody - rest
    if not persons <= set(told.parties):
        return False
    own = {acts.get(p) or theirs.get(p) for p in persons}
    named = {theirs.get(p) for p in set(told.parties) - persons}
    sides = {p if p.startswith("country") else acts[p] for p in rest}
    return not sides & own and sides <= named


def stand_ins(readings: Sequence[Reading]) -> frozenset[str]:
    """Who of the parties of one meeting's mentions takes no part: the countries and groups that,
    wherever they are named, stand for a person whom another mention names, and whoever is told to
    have been replaced."""
    signs = {sign_of(r) for r in readings}
    gone = {p for r in readings for p in r.replaced if _stays_away(p, readings)}
    vague = {s for s in signs if is_vague_of(s) and any(stands_for(s, o) for o in signs)}
    named = {p for s in signs - vague for p in s.everybody}
    return frozenset(gone | ({p for s in vague for p in s.everybody} - named))


def _stays_away(party: str, readings: Sequence[Reading]) -> bool:
    """Whether the last word on somebody is that another comes for him."""
    replaced = max(r.published for r in readings if party in r.replaced)
    return all(r.published <= replaced for r in readings if party in r.everybody)


def is_conference(one: Sign, other: Sign) -> bool:
    """Whether one names only a body or country, whose meeting the other shows with more
    parties: "NATO summit" and "Biden at NATO". Day and place must be stated and the same."""
    small, large = sorted((one, other), key=lambda s: len(s.everybody))
    if len(small.everybody) != 1 or not small.parties:
        return False
    party = small.parties[0]
    return (
        party.startswith(("body", "country"))
        and party in large.parties
        and small.fine
        and large.fine
        and (small.start, small.end) == (large.start, large.end)
    )


def meets_alike(one: Sign, other: Sign) -> bool:
    """Whether somebody meets, on the same days, a group that both describe alike: "law
    enforcement and local officials", "law enforcement and other community leaders". The
    place must be stated and the same, which the caller sees to."""
    if not (one.fine and other.fine and (one.start, one.end) == (other.start, other.end)):
        return False
    if not one.core or one.core != other.core:
        return False
    return any(_kin(a, b) for a in one.groups for b in other.groups)


def _kin(one: str, other: str) -> bool:
    """Whether two descriptions share most words, those that every group bears left out."""
    a, b = _telling(one), _telling(other)
    return bool(a and b) and len(a & b) / min(len(a), len(b)) > 0.5


@cache
def _telling(group: str) -> frozenset[str]:
    return frozenset(group.split("-")[1:]) - party_words("people") - {"other", "and", "of", "local"}


def spots_clash(one: Spot | None, other: Spot | None) -> bool:
    return one is not None and one.clashes(other)


def spots_same(one: Spot | None, other: Spot | None) -> bool:
    return one is not None and one.same(other)
