"""Whom a name means: claims of many articles → canonical parties.

A claim is one participant of one mention, as stated. The result depends on the set of
claims alone, never on their order: each claim is judged by its own words, by the seeds, by
the claims of its own article and by the claims that share its name or family name. A match
that stays doubtful is not merged: it gets a party of its own article, with its candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from readout.model import ParticipantType
from readout.resolution.bodies import Body, read_body
from readout.resolution.edits import NO_EDITS, Edits
from readout.resolution.gazetteer import Gazetteer, Seed
from readout.resolution.idents import ident
from readout.resolution.names import Name, is_common_word, read_name
from readout.resolution.namesakes import Profile, part_namesakes, profile_of

# A bare name may be explained by a full one that was said with the same partner this near.
NEAR_DAYS = 30


@dataclass(frozen=True, slots=True)
class Claim:
    """One participant of one mention. `partners` are `partner_key`s of the others."""

    claim_id: str
    article_id: str
    name: str
    role: str | None
    type: ParticipantType
    day: date | None
    partners: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Party:
    """Who is meant. `firm` is False for a doubtful match; then `candidates` are the ids
    between which nothing decided. `generic` parties ("aides") don't identify an occasion.
    `country` is whom a person is known to act for; `how` says what decided."""

    party_id: str
    name: str
    type: ParticipantType
    firm: bool = True
    generic: bool = False
    country: str | None = None
    candidates: tuple[str, ...] = ()
    how: str = "full name"


def partner_key(name: str, type_: ParticipantType, gazetteer: Gazetteer) -> str:
    """What stands for a participant when only co-mentions are compared."""
    if type_ == "person":
        return read_name(name).key
    return read_body(name, type_, gazetteer).key


def resolve_parties(
    claims: Iterable[Claim], gazetteer: Gazetteer, edits: Edits = NO_EDITS
) -> dict[str, Party]:
    """Claim id → party, for every claim.

    Hand edits win over everything; see `edits`.
    """
    found: dict[str, Party] = {}
    full: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    bare: list[Claim] = []
    for claim in claims:
        name = read_name(claim.name)
        if fixed := fixed_party(claim, name, gazetteer, edits):
            found[claim.claim_id] = fixed
        elif name.bare:
            bare.append(claim)
        else:
            full[name.key, name.suffix].append(claim)
    families: dict[str, list[tuple[Claim, Party]]] = defaultdict(list)
    for (key, suffix), same in full.items():
        for claim, party in part_full_names(key, suffix, same, gazetteer):
            found[claim.claim_id] = party
            for word in family_words(read_name(claim.name), gazetteer):
                families[word].append((claim, party))
    for claim in bare:
        known = families.get(read_name(claim.name).last, ())
        found[claim.claim_id] = bare_party(claim, known, gazetteer)
    return {i: edits.applied(p) for i, p in found.items()}


def fixed_party(
    claim: Claim, name: Name, gazetteer: Gazetteer, edits: Edits = NO_EDITS
) -> Party | None:
    """The party of a claim where its own words and the seeds settle it; None for a name
    that other claims have a say in."""
    if by_hand := edits.aliased(claim.name):
        person_id, told = by_hand
        return Party(person_id, told, claim.type, how="by hand")
    if claim.type != "person":
        return _body_party(read_body(claim.name, claim.type, gazetteer))
    if is_common_word(name):
        return Party(
            ident("unclear", claim.article_id, name.key),
            claim.name.strip() or "(no name)",
            "person",
            firm=False,
            how="a common word" if name.words else "an empty name",
        )
    if known := gazetteer.phrases.get(" ".join(name.words)) if name.bare else None:
        if not gazetteer.by_family.get(name.last):
            return Party(known.party_id, known.name, known.type, how="seed")
    if not name.bare or name.regal:
        seed = _seed_by_name(claim, name, gazetteer)
        return _seed_party(seed, "seed") if seed else None
    return None


def _body_party(body: Body) -> Party:
    return Party(
        body.party_id,
        body.name,
        body.type,
        firm=bool(body.key),
        generic=body.generic,
        country=body.name if body.type == "country" else None,
        how="seed" if body.seeded else "full name",
    )


def _seed_party(seed: Seed, how: str) -> Party:
    return Party(seed.person_id, seed.name, "person", country=seed.country, how=how)


def _seed_by_name(claim: Claim, name: Name, gazetteer: Gazetteer) -> Seed | None:
    """The seed with this full name, unless role or sex speak for a namesake whom nobody
    known was with."""
    ids = gazetteer.by_name.get((name.key, name.suffix), ())
    if not ids and not name.suffix:
        ids = gazetteer.by_name.get((name.key, "jr"), ())
    if len(ids) != 1:
        return None
    seed = gazetteer.people[ids[0]]
    profile = profile_of(claim.role, name, gazetteer)
    own = Profile(seed.domain, "", seed.sex, seed.country)
    if not profile.clashes(own):
        return seed
    company = any((p, "") in gazetteer.by_name for p in claim.partners)
    return seed if company and profile.sex in ("", seed.sex) else None


def family_words(name: Name, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The words that may stand for this person alone."""
    first = name.words[0] if name.words else ""
    if first in gazetteer.family_first and len(name.words) in (2, 3):
        return (first, name.last) if first != name.last else (first,)
    return (name.last,)


def part_full_names(
    key: str, suffix: str, claims: Sequence[Claim], gazetteer: Gazetteer
) -> list[tuple[Claim, Party]]:
    """Claims of one full name → persons: one, unless roles and company tell namesakes apart."""
    profiles = [profile_of(c.role, read_name(c.name), gazetteer) for c in claims]
    groups = part_namesakes(
        [(c.claim_id, c.day, p, c.partners) for c, p in zip(claims, profiles, strict=True)]
    )
    plain = ident("person", key, suffix)
    # A seed that the claims' own words spoke against keeps the plain id.
    taken = plain in gazetteer.people
    names = _display_names(claims, groups.of)
    made = []
    for claim in claims:
        label = groups.of[claim.claim_id]
        if label is None:
            candidates = tuple(
                sorted(_person_id(plain, x, groups.first, taken) for x in groups.labels)
            )
            party_id = ident("unclear", claim.article_id, key, suffix)
            party = Party(
                party_id, claim.name, "person", False, candidates=candidates, how="namesakes"
            )
        else:
            party = Party(
                _person_id(plain, label, groups.first, taken), names[label], "person",
                country=groups.nations.get(label),
            )
        made.append((claim, party))
    return made


def _person_id(plain: str, label: str, first: str, taken: bool) -> str:
    """Namesakes: the one who was named first keeps the plain id."""
    return plain if label == first and not taken else ident(plain, label)


def _display_names(claims: Sequence[Claim], label_of: Mapping[str, str | None]) -> dict[str, str]:
    """The spelling used most; then the longest, then the first in the alphabet."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for claim in claims:
        label = label_of[claim.claim_id]
        if label is not None:
            counts[label][claim.name.strip()] += 1
    return {
        label: min(told, key=lambda n: (-told[n], -len(n), n)) for label, told in counts.items()
    }


def bare_party(
    claim: Claim, known: Sequence[tuple[Claim, Party]], gazetteer: Gazetteer
) -> Party:
    """Whom a bare name means: the full name of its own article, a seed whose office or
    renown fits, a full name said with the same partner within `NEAR_DAYS`; else nobody."""
    name = read_name(claim.name)
    firm = [(c, p) for c, p in known if p.firm]
    if here := {p.party_id: p for c, p in firm if c.article_id == claim.article_id}:
        if len(here) == 1:
            return _as_bare(next(iter(here.values())), "same article")
        return _unclear(claim, name, tuple(sorted(here)))
    seeds = _seeds_for(claim, name, gazetteer)
    if len(seeds) == 1:
        return _seed_party(seeds[0], "office or renown")
    near = {
        p.party_id: p for c, p in firm if c.partners & claim.partners and _near(c.day, claim.day)
    }
    if len(near) == 1 and not seeds:
        return _as_bare(next(iter(near.values())), "same company")
    every = {s.person_id for s in seeds} | set(near)
    every |= set(gazetteer.by_family.get(name.last, ())) if not every else set()
    every |= {p.party_id for _, p in firm} if not every else set()
    return _unclear(claim, name, tuple(sorted(every))[:10])


def _as_bare(party: Party, how: str) -> Party:
    return Party(party.party_id, party.name, party.type, country=party.country, how=how)


def _unclear(claim: Claim, name: Name, candidates: tuple[str, ...]) -> Party:
    return Party(
        ident("unclear", claim.article_id, name.key),
        claim.name.strip(),
        "person",
        firm=False,
        candidates=candidates,
        how="a bare name",
    )


def _near(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and abs((one - other).days) <= NEAR_DAYS


def _seeds_for(claim: Claim, name: Name, gazetteer: Gazetteer) -> list[Seed]:
    """Seeds whom this bare name can mean, best evidence only: an office that title or role
    name; else, unless the name is common, the head in office; else the only bearer."""
    every = [gazetteer.people[i] for i in gazetteer.by_family.get(name.last, ())]
    every = [s for s in every if not name.sex or s.sex == name.sex]
    profile = profile_of(claim.role, name, gazetteer)
    every = [s for s in every if profile.nation in (None, s.country)]
    said = set(name.titles) | set(_role_words(claim.role))
    fitting = [
        s
        for s in every
        if any(o.role <= said and o.held_on(claim.day) for o in s.offices)
        or any(o.role & said & _TELLING and o.held_on(claim.day) for o in s.offices)
    ]
    if len(fitting) == 1:
        return fitting
    if name.last in gazetteer.common or profile.domain not in (None, "state"):
        return []
    heads = [s for s in every if any(o.head and o.held_on(claim.day) for o in s.offices)]
    if len(heads) == 1:
        return heads
    return every if len(every) == 1 else []


# Words of an office that hardly anybody else bears.
_TELLING = frozenset({"president", "premier", "chancellor", "king", "queen", "pope", "taoiseach"})


def _role_words(role: str | None) -> tuple[str, ...]:
    from readout.resolution.names import words_of

    return words_of(role or "")
