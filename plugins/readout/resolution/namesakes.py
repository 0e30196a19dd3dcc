"""Telling people of one name apart, by role and by the company they keep."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from readout.names.reading import Name, middles_clash
from readout.resolution.domains import domain_of, domains_clash
from readout.resolution.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True, order=True)
class Profile:
    """What a claim tells of its person besides the name; empty where it tells nothing."""

    domain: str | None
    initials: str
    sex: str
    nation: str | None

    def clashes(self, other: Profile) -> bool:
        """Whether both can hardly be one person."""
        return self.excludes(other) or domains_clash(self.domain, other.domain)

    def excludes(self, other: Profile) -> bool:
        """Whether both can't be one person, whomever they were met with: a walk of life
        may change, but not sex, middle name and, hardly, the country one acts for."""
        return (
            middles_clash(self.initials, other.initials)
            or bool(self.sex and other.sex and self.sex != other.sex)
            or bool(self.nation and other.nation and self.nation != other.nation)
        )

    @property
    def label(self) -> str:
        return "|".join((self.domain or "", self.initials, self.sex, self.nation or ""))

    @property
    def telling(self) -> int:
        return sum(bool(v) for v in (self.domain, self.initials, self.sex, self.nation))

    @classmethod
    def of_label(cls, label: str) -> Profile:
        domain, initials, sex, nation = label.split("|")
        return cls(domain or None, initials, sex, nation or None)


def any_clash(profiles: Iterable[Profile]) -> bool:
    """Whether these can't all be one person."""
    every = sorted(set(profiles), key=lambda p: p.label)
    return any(a.clashes(b) for i, a in enumerate(every) for b in every[:i])


@dataclass(slots=True)
class Groups:
    """Claim id → its person, None where two namesakes fit. A person is known here by the id
    of the claim that named him first; `first` is whoever was named first of all."""

    of: dict[str, str | None] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    first: str = ""


def profile_of(role: str | None, name: Name, gazetteer: Gazetteer) -> Profile:
    return Profile(domain_of(role), name.initials, name.sex, gazetteer.nation_of(role))


Known = tuple[str, date | None, Profile, frozenset[str]]


def part_namesakes(claims: Sequence[Known]) -> Groups:
    """Group claims (id, day, profile, partners) of one full name into persons.

    Profiles that clash are two persons, unless only the walk of life differs and somebody was
    met under both: then one person has changed walks. A claim that fits several persons goes
    to the one with whom it shares a partner, and to nobody when that doesn't decide.
    """
    partners: dict[Profile, set[str]] = defaultdict(set)
    counts: Counter[Profile] = Counter()
    for _, _, profile, company in claims:
        partners[profile] |= company
        counts[profile] += 1
    # The most telling first, so that a profile that says nothing founds no person.
    every = sorted(counts, key=lambda p: (-p.telling, -counts[p], p.label))
    people, undecided = _part(every, partners)
    home = {p: n for n, group in enumerate(people) for p in group}
    company_of = [set().union(*(partners[p] for p in group)) for group in people]
    member: dict[str, int | None] = {}
    for claim, _, profile, company in claims:
        if profile in undecided:
            near = [n for n, known in enumerate(company_of) if company & known]
            member[claim] = near[0] if len(near) == 1 else None
        else:
            member[claim] = home[profile]
    return _founded(claims, member, people)


def _agree(one: Profile, other: Profile, partners: Mapping[Profile, set[str]]) -> bool:
    if not one.clashes(other):
        return True
    return not one.excludes(other) and bool(partners[one] & partners[other])


def _part(
    every: Sequence[Profile], partners: Mapping[Profile, set[str]]
) -> tuple[list[list[Profile]], set[Profile]]:
    if not any_clash(every):
        return [list(every)], set()
    people: list[list[Profile]] = []
    undecided: set[Profile] = set()
    for profile in every:
        fits = [group for group in people if all(_agree(profile, p, partners) for p in group)]
        if len(fits) == 1:
            fits[0].append(profile)
        elif fits:
            undecided.add(profile)
        else:
            people.append([profile])
    return people, undecided


def _founded(
    claims: Sequence[Known], member: Mapping[str, int | None], people: Sequence[Sequence[Profile]]
) -> Groups:
    groups = Groups()
    first: dict[int, tuple[date, str]] = {}
    for claim, day, _, _ in claims:
        n = member[claim]
        if n is not None:
            when = (day or date.max, claim)
            first[n] = min(first.get(n, when), when)
    names = {n: claim for n, (_, claim) in first.items()}
    groups.of = {c: names.get(n) if n is not None else None for c, n in member.items()}
    groups.people = sorted(names.values())
    groups.first = min(first.values())[1] if first else ""
    return groups
