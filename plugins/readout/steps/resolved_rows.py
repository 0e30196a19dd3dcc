"""Rows of the warehouse ↔ the values that `readout.resolution` works on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import combinations
from typing import TYPE_CHECKING, Any, cast

from readout.names.reading import read_name
from readout.resolution import resolver_version
from readout.resolution.bodies import read_body
from readout.resolution.current import Current
from readout.resolution.gazetteer import Gazetteer
from readout.resolution.groups import keys_of
from readout.resolution.likeness import sign_of
from readout.resolution.linking import days_meant
from readout.resolution.namesakes import profile_of
from readout.resolution.offices import office_key
from readout.resolution.people import (
    Claim,
    Party,
    bearer_sound,
    company_key,
    family_word,
    is_full,
    partner_key,
)
from readout.resolution.proposals import is_vague
from readout.resolution.readings import (
    MOST_PARTIES,
    Places,
    Reading,
    cast_of,
    sensible_days,
)
from readout.storage.rows import (
    AssertionPairsRow,
    AssertionPartiesRow,
    AssertionsRow,
    MeetingsRow,
    RoleClaimsRow,
)

if TYPE_CHECKING:
    from readout.model import ParticipantType
    from readout.storage.results import (
        ResolveAssertionsRow,
        ResolveAttendingRow,
        ResolveMentionsRow,
        ResolveParticipantsRow,
    )
    from readout.storage.rows import MeetingParticipantsRow


def claims_of(
    participants: Sequence[ResolveParticipantsRow],
    mention: ResolveMentionsRow,
    gazetteer: Gazetteer,
) -> list[Claim]:
    """The participants of one mention as claims."""
    kinds = [cast("ParticipantType", p["type"]) for p in participants]
    told = [(p["name"], kind) for p, kind in zip(participants, kinds, strict=True)]
    keys = [partner_key(name, kind, gazetteer) for name, kind in told]
    sounds = [company_key(name, kind, gazetteer) for name, kind in told]
    return [
        Claim(
            claim_id=f"{mention['mention_id']}/{p['position']}",
            article_id=mention["article_id"],
            name=p["name"],
            role=p["role"],
            type=kinds[i],
            day=as_day(mention["published_at"]),
            partners=frozenset(k for j, k in enumerate(keys) if j != i and k),
            company=frozenset(k for j, k in enumerate(sounds) if j != i and k),
        )
        for i, p in enumerate(participants)
    ]


def as_day(value: datetime | date | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value


def party_row(
    claim: Claim, party: Party, position: int, gazetteer: Gazetteer, open_: bool
) -> AssertionPartiesRow:
    """A row of `assertion_parties`."""
    person = claim.type == "person"
    name = read_name(claim.name)
    body_key = "" if person else read_body(claim.name, claim.type, gazetteer).key
    return {
        "mention_id": claim.claim_id.rpartition("/")[0],
        "article_id": claim.article_id,
        "position": position,
        "party_id": party.party_id,
        "party_name": party.name,
        "name": claim.name,
        "role": claim.role,
        "type": party.type,
        "stated": claim.type,
        "country": party.country,
        "firm": party.firm,
        "generic": party.generic,
        "how": party.how,
        "candidates": list(party.candidates),
        "name_key": name.key if person else body_key,
        "family": family_word(claim, gazetteer),
        "sound": company_key(claim.name, claim.type, gazetteer),
        "office": office_key(claim.role if is_full(claim) else claim.name, gazetteer),
        "bearer": bearer_sound(party),
        "profile": profile_of(claim.role, name, gazetteer).label if person else "",
        "bare": (person or open_) and not is_full(claim),
        "open": open_,
        "day": claim.day,
    }


def claim_of(row: Mapping[str, Any]) -> Claim:
    """The claim that a row of `assertion_parties`, with its `partners`, was made of."""
    return Claim(
        claim_id=f"{row['mention_id']}/{row['position']}",
        article_id=row["article_id"],
        name=row["name"],
        role=row["role"],
        type=row["stated"],
        day=row["day"],
        partners=frozenset(k for k in row["partners"] or () if k),
        company=frozenset(k for k in row["company"] or () if k),
    )


def role_rows(
    assertion: AssertionsRow, parties: Iterable[Mapping[str, Any]]
) -> Iterable[RoleClaimsRow]:
    """Rows of `role_claims`: the roles that a mention states, dated, with their sentence."""
    for row in parties:
        if row["role"] and row["firm"]:
            yield {
                "claim_id": f"{row['mention_id']}/{row['position']}",
                "person_id": row["party_id"],
                "role": row["role"],
                "mention_id": row["mention_id"],
                "article_id": row["article_id"],
                "outlet": assertion["outlet"],
                "asserted_at": assertion["published_at"],
                "evidence": assertion["evidence"],
                "resolver_version": resolver_version(),
            }


def party_of(row: Mapping[str, Any]) -> Party:
    """The party that a row of `assertion_parties` names."""
    return Party(
        party_id=row["party_id"],
        name=row["party_name"],
        type=row["type"],
        firm=row["firm"],
        generic=row["generic"],
        country=row["country"],
        candidates=tuple(row["candidates"] or ()),
        how=row["how"],
    )


def assertion_row(
    mention: ResolveMentionsRow | ResolveAssertionsRow,
    parties: Sequence[Party],
    gazetteer: Gazetteer,
    run_id: str | None,
    *,
    replaced: Iterable[str],
    asserted_at: datetime,
    active: bool = True,
) -> AssertionsRow:
    """A row of `assertions` for a row of `resolve/mentions`, or for one of `assertions` itself.

    Args:
        replaced: ids of those who were to come. asserted_at: never before the mention was loaded,
            whatever the clock did: it would stay pending for ever.
    """
    people = cast_of(parties, gazetteer)
    return {
        "mention_id": mention["mention_id"],
        "article_id": mention["article_id"],
        "revision_id": mention["revision_id"],
        "parties": sorted(people.parties),
        "groups": sorted(people.groups),
        "maybe": sorted(people.maybe),
        "sides": sorted(people.sides),
        "acts": [f"{party} {side}" for party, side in sorted(people.acts)],
        "status": mention["status"],
        "format": mention["format"],
        "start_day": mention["start_day"],
        "end_day": mention["end_day"],
        "time_precision": mention["time_precision"],
        "start_time": mention["start_time"],
        "utc_offset": mention["utc_offset"],
        "place": mention["place"],
        "duration_minutes": mention["duration_minutes"],
        "change": mention["change"],
        "planned_day": mention["planned_day"],
        "replaced": list(replaced),
        "topic": mention["topic"],
        "confidence": mention["confidence"],
        "evidence": mention["evidence"],
        "outlet": mention["outlet"],
        "source_kind": mention["source_kind"],
        "story_id": mention["story_id"],
        "published_at": mention["published_at"],
        "active": active,
        "extractor_version": mention["extractor_version"],
        "resolver_version": resolver_version(),
        "run_id": run_id,
        "asserted_at": asserted_at,
    }


def reading_of(row: Mapping[str, Any], places: Places) -> Reading:
    """A row of `assertions` as the grouping looks at it."""
    start, end = sensible_days(row["start_day"], row["end_day"])
    return Reading(
        mention_id=row["mention_id"],
        article_id=row["article_id"],
        revision_id=row["revision_id"],
        story=row["story_id"],
        published=row["published_at"],
        parties=frozenset(row["parties"]),
        groups=frozenset(row["groups"]),
        maybe=frozenset(row["maybe"]),
        sides=frozenset(row["sides"]),
        acts=frozenset((a.split(" ")[0], a.split(" ")[1]) for a in row["acts"] or ()),
        start=start,
        end=end,
        precision=row["time_precision"] if start else "unknown",
        at=row["start_time"] if start else None,
        offset=row["utc_offset"] if start else None,
        format=row["format"],
        status=row["status"],
        place=row["place"],
        spot=places.read(row["place"]),
        outlet=row["outlet"],
        source_kind=row["source_kind"],
        confidence=row["confidence"],
        duration_minutes=row["duration_minutes"],
        topic=row["topic"],
        evidence=row["evidence"],
        active=row["active"],
        change=row["change"],
        planned=row["planned_day"],
        replaced=frozenset(row["replaced"] or ()),
    )


def pair_rows(reading: Reading) -> Iterable[AssertionPairsRow]:
    """Rows of `assertion_pairs`: how a later mention finds this one."""
    firm = set(keys_of(sign_of(reading)))
    every = sorted(reading.everybody | reading.maybe)[:MOST_PARTIES]
    loose = set(combinations(every, 2)) - firm if reading.maybe else set()
    first, last = days_meant(reading) if reading.start is None else (None, None)
    for key in sorted(firm | loose):
        yield {
            "pair_key": pair_key(key),
            "mention_id": reading.mention_id,
            "start_day": reading.start,
            "end_day": reading.end,
            "said_day": reading.published.date(),
            "firm": key in firm,
            "vague": is_vague(reading),
            "put_off": reading.status == "postponed" or reading.change == "moved",
            "article_id": reading.article_id,
            "from_day": first,
            "to_day": last,
            # Looked for by who names that party alone; all others of a country are many.
            "part": len(key) == 1 < len(reading.everybody),
        }


def pair_key(parties: Iterable[str]) -> int:
    digest = hashlib.blake2b("\x1f".join(parties).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def meeting_row(
    current: Current, meeting_id: str, names: Sequence[str], run_id: str | None, now: datetime
) -> MeetingsRow:
    """A row of `meetings`."""
    return {
        "meeting_id": meeting_id,
        "participants": list(names),
        "status": current.status,
        "format": current.format,
        "start_day": current.start,
        "end_day": current.end,
        "time_precision": current.precision,
        "start_time": current.at,
        "utc_offset": current.offset,
        "place": current.place,
        "duration_minutes": current.duration_minutes,
        "topic": current.topic,
        "confidence": current.confidence,
        "contradicted": current.contradicted,
        "mentions": current.mentions,
        "outlets": current.outlets,
        "stories": current.stories,
        "first_outlet": current.first_outlet,
        "first_seen_at": current.first_seen,
        "evidence": current.evidence,
        "evidence_article": current.evidence_article,
        "resolver_version": resolver_version(),
        "updated_at": now,
        "official_outlets": current.official_outlets,
        "press_outlets": current.press_outlets,
        "official_status": current.official_status,
        "press_status": current.press_status,
        "denied_by": list(current.denied_by),
        "withdrawn": current.withdrawn,
        "run_id": run_id,
    }


def attendance(
    meeting_id: str, rows: Iterable[ResolveAttendingRow], stories: Mapping[str, str]
) -> list[MeetingParticipantsRow]:
    """The participants of a meeting, from the `assertion_parties` of its mentions: named by
    most independent stories first, each with the role that most of them state."""
    seen: dict[str, dict[str, Any]] = {}
    every = list(rows)
    firm = {r["party_id"] for r in every if r["firm"]}
    for row in every:
        if not row["firm"] and firm & set(row["candidates"] or ()):
            continue  # a doubtful name beside one whom it may mean
        face = seen.setdefault(
            row["party_id"], {"row": row, "stories": set(), "roles": {}, "position": 99}
        )
        story = stories[row["mention_id"]]
        face["stories"].add(story)
        face["position"] = min(face["position"], row["position"])
        if row["role"]:
            face["roles"].setdefault(row["role"], set()).add(story)
        if len(row["party_name"]) > len(face["row"]["party_name"]):
            face["row"] = row
    ranked = sorted(
        seen.values(), key=lambda f: (-len(f["stories"]), f["position"], f["row"]["party_id"])
    )
    return [
        {
            "meeting_id": meeting_id,
            "position": position,
            "person_id": face["row"]["party_id"],
            "name": face["row"]["party_name"],
            "type": face["row"]["type"],
            "role": _most(face["roles"]),
        }
        for position, face in enumerate(ranked)
    ]


def _most(roles: Mapping[str, set[str]]) -> str | None:
    return min(roles, key=lambda r: (-len(roles[r]), len(r), r)) if roles else None
