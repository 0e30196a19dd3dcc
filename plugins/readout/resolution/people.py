"""Whom a name means: claims of many articles → canonical parties.

A claim is one participant of one mention, as stated. The result depends on the set of
claims alone, never on their order: each claim is judged by its own words, by the seeds, by
the claims of its own article and by the claims that share its name or family name. A match
that stays doubtful is not merged: it gets a party of its own article, with its candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from readout.lexicon.words import listed
from readout.model import ParticipantType
from readout.names.reading import Name, is_common_word, read_name
from readout.names.sounding import sound_of, spelled_alike
from readout.names.spelling import words_of
from readout.resolution.bodies import Body, read_body
from readout.resolution.edits import NO_EDITS, Edits
from readout.resolution.gazetteer import Gazetteer, Seed
from readout.resolution.idents import ident
from readout.resolution.namesakes import Profile, part_namesakes, profile_of
from readout.resolution.nations import stated_country
from readout.resolution.offices import Office, office_key, office_of

# A bare name may be explained by a full one that was said with the same partner this near.
NEAR_DAYS = 30
MOST_CANDIDATES = 10


@dataclass(frozen=True, slots=True)
class Claim:
    """One participant of one mention. `partners` are `partner_key`s of the others, `company`
    what is the same of them in every spelling and for a surname alone (`company_key`)."""

    claim_id: str
    article_id: str
    name: str
    role: str | None
    type: ParticipantType
    day: date | None
    partners: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()


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


def company_key(name: str, type_: ParticipantType, gazetteer: Gazetteer) -> str:
    """What stands for a participant when the company of somebody is compared whose name isn't
    told in full, or in another spelling."""
    body = None if type_ == "person" else read_body(name, type_, gazetteer)
    if body is None or (type_ != "country" and not body.seeded and name.strip().isalpha()):
        return sound_of(read_name(name).last)
    return body.key


def resolve_parties(
    claims: Iterable[Claim], gazetteer: Gazetteer, edits: Edits = NO_EDITS
) -> dict[str, Party]:
    """Claim id → party, for every claim.

    Hand edits win over everything; see `edits`.
    """
    found: dict[str, Party] = {}
    full: dict[str, list[Claim]] = defaultdict(list)
    waiting: list[Claim] = []
    told: list[tuple[Claim, Party]] = []
    for claim in claims:
        name = read_name(claim.name)
        if fixed := fixed_party(claim, name, gazetteer, edits):
            found[claim.claim_id] = fixed
            told.append((claim, fixed))
        elif is_full(claim):
            full[name.key].append(claim)
        else:
            waiting.append(claim)
    own = [pair for key, same in full.items() for pair in part_full_names(key, same, gazetteer)]
    sounds = Told(own, gazetteer)
    for claim, party in own:
        found[claim.claim_id] = respelled(claim, party, sounds.alike(claim), gazetteer)
    told += [(c, found[c.claim_id]) for c, _ in own]
    known = Told(told, gazetteer)
    for claim in waiting:
        found[claim.claim_id] = explained(claim, known, gazetteer)
    for claim in second_look(waiting, found, gazetteer):
        found[claim.claim_id] = explained(claim, known, gazetteer)
    return {i: edited(p, edits) for i, p in found.items()}


def is_full(claim: Claim) -> bool:
    """Whether a claim names a person in full; else others have to explain whom it means."""
    return claim.type == "person" and read_name(claim.name).whole


def second_look(
    waiting: Sequence[Claim], found: Mapping[str, Party], gazetteer: Gazetteer
) -> list[Claim]:
    """Offices that nothing explained, beside one that was: "talks between the Faroese fisheries
    minister and the leader of Orkney Islands Council". Each with that company added. Only once,
    so that nothing chains."""
    sounds: dict[str, set[str]] = defaultdict(set)
    for claim in waiting:
        if sound := bearer_sound(found[claim.claim_id]):
            sounds[claim.claim_id.rpartition("/")[0]].add(sound)
    return [
        replace(c, company=c.company | sounds[mention])
        for c in waiting
        for mention in [c.claim_id.rpartition("/")[0]]
        if mention in sounds
        and found[c.claim_id].how != "office"
        and c.type != "person"
        and office_of(c.name, gazetteer) is not None
    ]


def bearer_sound(party: Party) -> str:
    """The `company_key` of whoever was found to bear an office; "" for others."""
    return sound_of(read_name(party.name).last) if party.how == "office" else ""


class Told:
    """Claims whose parties are known, to be asked for those that may explain another."""

    def __init__(self, told: Iterable[tuple[Claim, Party]], gazetteer: Gazetteer) -> None:
        self._families: dict[str, list[tuple[Claim, Party]]] = defaultdict(list)
        self._sounds: dict[str, list[tuple[Claim, Party]]] = defaultdict(list)
        self._company: dict[str, list[tuple[Claim, Party]]] = defaultdict(list)
        self._offices: dict[str, list[tuple[Claim, Party]]] = defaultdict(list)
        for claim, party in told:
            if claim.type == "person" and (word := family_word(claim, gazetteer)):
                self._families[word].append((claim, party))
                self._sounds[sound_of(word)].append((claim, party))
            if claim.role and is_full(claim):
                for key in claim.company:
                    self._company[key].append((claim, party))
                if office := office_key(claim.role, gazetteer):
                    self._offices[office].append((claim, party))

    def of_family(self, claim: Claim) -> list[tuple[Claim, Party]]:
        return self._families.get(read_name(claim.name).last, [])

    def alike(self, claim: Claim) -> list[tuple[Claim, Party]]:
        """Those whose family name sounds like this one's, and who kept its company."""
        same = self._sounds.get(sound_of(read_name(claim.name).last), [])
        return [(c, p) for c, p in same if c.company & claim.company and _near(c.day, claim.day)]

    def in_company(self, claim: Claim) -> list[tuple[Claim, Party]]:
        """Bearers of roles who met one whom the claim's party met, about that time."""
        seen: dict[str, tuple[Claim, Party]] = {}
        for key in claim.company:
            for c, p in self._company.get(key, ()):
                if _near(c.day, claim.day):
                    seen[c.claim_id] = (c, p)
        return list(seen.values())

    def of_office(self, claim: Claim, gazetteer: Gazetteer) -> list[Party]:
        """Bearers, about that time, of an office that is known by itself."""
        same = self._offices.get(office_key(claim.name, gazetteer), ())
        return [p for c, p in same if _near(c.day, claim.day)]


def explained(claim: Claim, known: Told, gazetteer: Gazetteer) -> Party:
    """Whom a claim means that doesn't name its person in full."""
    if claim.type == "person":
        return bare_party(claim, known.of_family(claim), gazetteer)
    body = _body_party(read_body(claim.name, claim.type, gazetteer))
    if (office := office_of(claim.name, gazetteer)) is not None:
        met = office_party(claim, office, known.in_company(claim), gazetteer)
        alone = _fullest(p for p in known.of_office(claim, gazetteer) if p.firm)
        if met is None and len(alone) == 1:
            met = _as_bare(next(iter(alone.values())), "office")
        return met or body
    near = [(c, p) for c, p in known.of_family(claim) if c.company & claim.company]
    found = _fullest(p for c, p in near if p.firm and _near(c.day, claim.day))
    return _as_bare(next(iter(found.values())), "same company") if len(found) == 1 else body


def office_party(
    claim: Claim, office: Office, known: Iterable[tuple[Claim, Party]], gazetteer: Gazetteer
) -> Party | None:
    """The one person whose role fits an office and who met the same company within
    `NEAR_DAYS`; of several, those whose role says as much as the office does."""
    fitting = []
    for other, party in known:
        role = office_of(other.role, gazetteer) if party.firm else None
        if role is None or party.type != "person":
            continue
        nation = role.nation or party.country
        if office.fits(replace(role, nation=nation)):
            exact = bool(office.rest & role.rest) or (office.nation is not None)
            fitting.append((exact, party))
    best = [p for exact, p in fitting if exact] or [p for _, p in fitting]
    found = _fullest(best)
    return _as_bare(next(iter(found.values())), "office") if len(found) == 1 else None


def respelled(
    claim: Claim, party: Party, known: Iterable[tuple[Claim, Party]], gazetteer: Gazetteer
) -> Party:
    """The party of a full name, or that of the same name in another spelling, said with the
    same company within `NEAR_DAYS`: the first of all spellings in the alphabet."""
    name = read_name(claim.name)
    profile = profile_of(claim.role, name, gazetteer)
    if not party.firm:
        return party
    best = (name.key, party)
    for other, theirs in known:
        spelled = read_name(other.name)
        if spelled.key >= best[0] or not theirs.firm or not spelled_alike(name, spelled):
            continue
        if not profile.excludes(profile_of(other.role, spelled, gazetteer)):
            best = (spelled.key, theirs)
    if best[1].party_id == party.party_id:
        return party
    return replace(best[1], name=party.name, how="spelling")


def edited(party: Party, edits: Edits) -> Party:
    """The party after what was decided by hand: merges and renames. Who is merged into
    somebody is that somebody, with his name and type, and no longer in doubt."""
    last = edits.final(party.party_id)
    if last != party.party_id:
        face = edits.face(last, party.name, party.type)
        party = replace(
            party,
            party_id=last,
            name=face.name,
            type=face.type,
            firm=True,
            generic=face.type == "group" and party.generic,
            country=party.country if face.type == party.type else None,
            candidates=(),
        )
    return replace(party, name=edits.names.get(last, party.name))


def fixed_party(
    claim: Claim, name: Name, gazetteer: Gazetteer, edits: Edits = NO_EDITS
) -> Party | None:
    """The party of a claim where its own words and the seeds settle it; None for a name
    that other claims have a say in."""
    if by_hand := edits.aliased(claim.name):
        person_id, told = by_hand
        face = edits.face(person_id, told, claim.type)
        return Party(person_id, face.name, face.type, how="by hand")
    if claim.type != "person":
        body = read_body(claim.name, claim.type, gazetteer)
        if not body.seeded and name.whole and (seed := _seed_by_name(claim, name, gazetteer)):
            return _seed_party(seed, "seed")  # a person of the seeds, taken for a body
        return None if _may_mean_a_person(claim, body, gazetteer) else _body_party(body)
    if is_common_word(name):
        return Party(
            ident("unclear", claim.article_id, name.key),
            claim.name.strip() or "(no name)",
            "person",
            firm=False,
            how="a common word" if name.words else "an empty name",
        )
    if name.whole:
        seed = _seed_by_name(claim, name, gazetteer)
        return _seed_party(seed, "seed") if seed else None
    known = gazetteer.phrases.get(" ".join(name.words))
    if known and not gazetteer.by_family.get(name.last):
        return Party(known.party_id, known.name, known.type, country=known.name, how="seed")
    return None


def _may_mean_a_person(claim: Claim, body: Body, gazetteer: Gazetteer) -> bool:
    """Whether what is no person by its type may be somebody named elsewhere: an office ("the
    mayor of Rosario"), or one capitalised word taken for a firm."""
    if body.seeded or not body.key:
        return False
    word = claim.name.strip()
    if word.isalpha() and word[:1].isupper() and not word.isupper():
        return claim.type != "country"
    return claim.type == "group" and office_of(claim.name, gazetteer) is not None


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
    ids = gazetteer.by_name.get(name.key, ())
    if not ids and not name.suffix:
        ids = gazetteer.by_name.get(f"{name.key} jr", ())
    if not ids:
        return _seed_spelled_otherwise(claim, name, gazetteer)
    if len(ids) != 1:
        return None
    seed = gazetteer.people[ids[0]]
    profile = profile_of(claim.role, name, gazetteer)
    if not profile.clashes(Profile(seed.domain, "", seed.sex, seed.country)):
        return seed
    company = any(p in gazetteer.by_name for p in claim.partners)
    return seed if company and profile.sex in ("", seed.sex) else None


def _seed_spelled_otherwise(claim: Claim, name: Name, gazetteer: Gazetteer) -> Seed | None:
    """The one seed whose name may be spelled so and whose office the role tells."""
    role = office_of(claim.role, gazetteer)
    if role is None or role.nation is None:
        return None
    fitting = [
        gazetteer.people[i]
        for i in gazetteer.by_sound.get(sound_of(name.last), ())
        if gazetteer.people[i].country == role.nation
        and any(spelled_alike(name, read_name(n)) for n in gazetteer.people[i].names)
    ]
    held = [
        s for s in fitting if any(role.head in o.role and o.held_on(claim.day) for o in s.offices)
    ]
    return held[0] if len(held) == 1 else None


def family_word(claim: Claim, gazetteer: Gazetteer) -> str:
    """The word that may stand for this person alone, or what may be one; "" for others."""
    if claim.type == "country" or (claim.type != "person" and not claim.name.strip().isalpha()):
        return ""
    name = read_name(claim.name)
    if not name.bare and name.words[0] in gazetteer.family_first:
        return name.words[0]
    return name.last


def part_full_names(
    key: str, claims: Sequence[Claim], gazetteer: Gazetteer
) -> list[tuple[Claim, Party]]:
    """Claims of one full name → persons: one, unless roles and company tell namesakes apart."""
    groups = part_namesakes(
        [
            (c.claim_id, c.day, profile_of(c.role, read_name(c.name), gazetteer), c.partners)
            for c in claims
        ]
    )
    ids = {
        p: person_id(key, p, first=p == groups.first, gazetteer=gazetteer) for p in groups.people
    }
    made = []
    for claim in claims:
        who = groups.of[claim.claim_id]
        if who is None:
            party = Party(
                ident("unclear", claim.article_id, key),
                claim.name.strip(),
                "person",
                firm=False,
                candidates=tuple(sorted(ids.values())),
                how="namesakes",
            )
        else:
            # What else is known of the person is left to `people`: a party here depends on
            # as little of the other claims as can be, so that little is read again.
            nation = stated_country(claim.role, gazetteer)
            party = Party(ids[who], claim.name.strip(), "person", country=nation)
        made.append((claim, party))
    return made


def person_id(key: str, first_claim: str, *, first: bool, gazetteer: Gazetteer) -> str:
    """Of namesakes, whoever was named first bears the id of the name alone, unless that is
    a seed's; the others bear one made of their first claim."""
    plain = ident("person", key)
    return plain if first and plain not in gazetteer.people else ident(plain, first_claim)


def bare_party(claim: Claim, known: Iterable[tuple[Claim, Party]], gazetteer: Gazetteer) -> Party:
    """Whom a bare name means: the full name of its own article, a seed whose office or
    renown fits, a full name said with the same partner within `NEAR_DAYS`; else nobody."""
    name = read_name(claim.name)
    firm = [(c, p) for c, p in known if p.firm]
    if here := _fullest(p for c, p in firm if c.article_id == claim.article_id):
        if len(here) == 1:
            return _as_bare(next(iter(here.values())), "same article")
        return _unclear(claim, name, tuple(sorted(here)))
    seeds = seeds_for(claim, name, gazetteer)
    if len(seeds) == 1:
        return _seed_party(seeds[0], "office or renown")
    near = _fullest(p for c, p in firm if c.company & claim.company and _near(c.day, claim.day))
    if len(near) == 1:
        return _as_bare(next(iter(near.values())), "same company")
    every = set(near) or set(gazetteer.by_family.get(name.last, ()))
    return _unclear(claim, name, tuple(sorted(every)))


def _fullest(parties: Iterable[Party]) -> dict[str, Party]:
    """Party id → the party under its longest name, of equals the first in the alphabet."""
    found: dict[str, Party] = {}
    for party in sorted(parties, key=lambda p: (-len(p.name), p.name)):
        found.setdefault(party.party_id, party)
    return found


def _as_bare(party: Party, how: str) -> Party:
    return Party(party.party_id, party.name, party.type, how=how)


def _unclear(claim: Claim, name: Name, candidates: tuple[str, ...]) -> Party:
    return Party(
        ident("unclear", claim.article_id, name.key),
        claim.name.strip(),
        "person",
        firm=False,
        candidates=candidates[:MOST_CANDIDATES],
        how="a bare name",
    )


def _near(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and abs((one - other).days) <= NEAR_DAYS


def seeds_for(claim: Claim, name: Name, gazetteer: Gazetteer) -> list[Seed]:
    """Seeds whom this bare name can mean, best evidence only: an office that title or role
    name; else, unless the name is common, the head in office; else the only bearer."""
    every = [gazetteer.people[i] for i in gazetteer.by_family.get(name.last, ())]
    every = [s for s in every if not name.sex or s.sex == name.sex]
    profile = profile_of(claim.role, name, gazetteer)
    every = [s for s in every if profile.nation in (None, s.country)]
    said = set(name.titles) | set(words_of(claim.role or ""))
    fitting = [
        s
        for s in every
        if any(
            (o.role <= said or o.role & said & _TELLING) and o.held_on(claim.day) for o in s.offices
        )
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
_TELLING = listed("resolution.people.telling")
