"""Telling people of one name apart, by role and by the company they keep."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from readout.resolution.domains import domain_of, domains_clash
from readout.resolution.gazetteer import Gazetteer
from readout.resolution.names import Name, middles_clash


@dataclass(frozen=True, slots=True, order=True)
class Profile:
    """What a claim tells of its person besides the name; empty where it tells nothing."""

    domain: str | None
    initials: str
    sex: str
    nation: str | None

    def clashes(self, other: Profile) -> bool:
        """Whether both can hardly be one person."""
        return (
            domains_clash(self.domain, other.domain)
            or middles_clash(self.initials, other.initials)
            or bool(self.sex and other.sex and self.sex != other.sex)
            or bool(self.nation and other.nation and self.nation != other.nation)
        )

    @property
    def label(self) -> str:
        return "|".join((self.domain or "", self.initials, self.sex, self.nation or ""))


@dataclass(slots=True)
class Groups:
    """Claim id → label of its person, None where two namesakes fit; `first` is the label of
    whoever was named first."""

    of: dict[str, str | None] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    first: str = ""
    nations: dict[str, str] = field(default_factory=dict)


def profile_of(role: str | None, name: Name, gazetteer: Gazetteer) -> Profile:
    return Profile(domain_of(role), name.initials, name.sex, gazetteer.nation_of(role))


Known = tuple[str, date | None, Profile, frozenset[str]]


def part_namesakes(claims: Sequence[Known]) -> Groups:
    """Group claims (id, day, profile, partners) of one full name into persons.

    Profiles that clash are two persons, unless somebody was met under both: then one person
    has changed walks. A claim that fits several persons goes to the one with whom it shares
    a partner, and to nobody when that doesn't decide.
    """
    groups = Groups()
    partners: dict[Profile, set[str]] = defaultdict(set)
    counts: Counter[Profile] = Counter()
    for _, _, profile, company in claims:
        partners[profile] |= company
        counts[profile] += 1
    every = sorted(counts, key=lambda p: (p.label == "|||", -counts[p], _sortable(p)))
    people: list[list[Profile]] = []
    undecided: set[Profile] = set()
    if not any(a.clashes(b) for i, a in enumerate(every) for b in every[:i]):
        people = [every] if every else []
    else:
        for profile in every:
            fits = [
                g
                for g in people
                if all(
                    not profile.clashes(p) or (partners[profile] & partners[p]) for p in g
                )
            ]
            if len(fits) == 1:
                fits[0].append(profile)
            elif not fits:
                people.append([profile])
            else:
                undecided.add(profile)
    home = {p: g[0].label for g in people for p in g}
    company_of = {g[0].label: set().union(*(partners[p] for p in g)) for g in people}
    groups.labels = sorted(company_of)
    for g in people:
        told = sorted(p.nation for p in g if p.nation)
        if told:
            groups.nations[g[0].label] = told[0]
    for ident, _, profile, company in claims:
        if profile in undecided:
            near = [label for label in groups.labels if company & company_of[label]]
            groups.of[ident] = near[0] if len(near) == 1 else None
        else:
            groups.of[ident] = home[profile]
    dated = [
        (day or date.max, ident) for ident, day, _, _ in claims if groups.of[ident] is not None
    ]
    if dated:
        groups.first = groups.of[min(dated)[1]] or ""
    return groups


def _sortable(profile: Profile) -> str:
    return profile.label
