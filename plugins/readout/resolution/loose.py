"""Resolving mentions that come as plain rows, without a warehouse: `readout resolve`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from readout.resolution.gazetteer import Gazetteer
from readout.resolution.meetings import resolve
from readout.resolution.people import Claim, Party, company_key, partner_key, resolve_parties
from readout.resolution.proposals import Proposal
from readout.resolution.readings import (
    Places,
    Reading,
    cast_of,
    ids_of_names,
    sensible_days,
)

_STATUSES = frozenset(
    {"possible", "likely", "scheduled", "under_way", "held", "postponed", "cancelled", "denied"}
)
_FORMATS = frozenset({"in_person", "call", "video", "mixed"})
_PRECISIONS = frozenset({"minute", "day", "week", "month", "year", "unknown"})
_CHANGES = frozenset({"moved", "postponed", "cancelled"})
_TYPES = frozenset({"person", "org", "country", "group"})


@dataclass(frozen=True, slots=True)
class LooseMention:
    """One mention as the contract of `readout resolve` gives it, checked."""

    mention_id: str
    article_id: str
    published: datetime
    outlet: str
    participants: tuple[tuple[str, str | None, str], ...]
    start: date | None
    end: date | None
    precision: str
    place: str | None
    status: str
    format: str
    change: str | None = None
    planned: date | None = None
    replaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The meeting of a mention, and the meetings that it may mean besides."""

    meeting_id: str
    proposed: tuple[Proposal, ...]
    parties: tuple[Party, ...]


def read_mention(row: Mapping[str, Any]) -> LooseMention:
    """Check one input row.

    Raises:
        KeyError: `mention_id`, `article_id` or `participants` is missing.
        ValueError: a value is of no known form; the sentence says which.
    """
    if not isinstance(row["participants"], list):
        raise ValueError("participants is no list")
    time_ = row.get("time") or {}
    if not isinstance(time_, Mapping):
        raise ValueError("time is neither null nor an object")
    start, end = _day(time_.get("start"), "time.start"), _day(time_.get("end"), "time.end")
    place = row.get("place")
    if isinstance(place, Mapping):
        place = place.get("name")
    status = row.get("status") or "possible"
    # The annotated corpora fold what is off into one word.
    status = "cancelled" if status == "denied_or_cancelled" else status
    return LooseMention(
        mention_id=str(row["mention_id"]),
        article_id=str(row["article_id"]),
        published=_moment(row.get("published")),
        outlet=str(row.get("outlet") or ""),
        participants=tuple(_participant(p) for p in row["participants"]),
        start=start,
        end=end,
        precision=_one_of(time_.get("precision") or ("day" if start else "unknown"), _PRECISIONS),
        place=str(place) if place else None,
        status=_one_of(status, _STATUSES),
        format=_one_of(row.get("format") or "in_person", _FORMATS),
        change=_one_of(row["change"], _CHANGES) if row.get("change") else None,
        planned=_planned(row.get("planned")),
        replaced=tuple(str(n) for n in row.get("replaced") or ()),
    )


def _participant(row: Any) -> tuple[str, str | None, str]:
    if not isinstance(row, Mapping):
        raise ValueError("a participant is no object")
    role = row.get("role")
    type_ = _one_of(row.get("type") or "person", _TYPES)
    return str(row.get("name") or ""), str(role) if role else None, type_


def _one_of(value: Any, known: frozenset[str]) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is none of {', '.join(sorted(known))}")
    return str(value)


def _day(value: Any, what: str) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as cause:
        raise ValueError(f"{what}: {value!r} is no date") from cause


def _planned(value: Any) -> date | None:
    """The day that had been planned: a day, or a time object as `readout extract` gives it."""
    if isinstance(value, Mapping):
        return (
            _day(value.get("start"), "planned.start") if value.get("precision") == "day" else None
        )
    return _day(value, "planned")


def _moment(value: Any) -> datetime:
    """UTC without zone; the beginning of time when unknown, so that it founds nothing late."""
    if value in (None, ""):
        return datetime(1900, 1, 1)
    text = str(value)
    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), time())
        found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError as cause:
        raise ValueError(f"published: {value!r} is no date") from cause
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found


def resolve_loose(mentions: Sequence[LooseMention], gazetteer: Gazetteer) -> dict[str, Answer]:
    """Resolve mentions all at once.

    Returns:
        Mention id → answer, the same for every order of `mentions`.
    """
    parties = _parties(mentions, gazetteer)
    resolved = resolve(readings_of(mentions, gazetteer, parties))
    return {
        r.mention_id: Answer(
            meeting.meeting_id,
            resolved.proposals.get(r.mention_id, ()),
            parties[r.mention_id],
        )
        for meeting in resolved.meetings
        for r in meeting.readings
    }


def readings_of(
    mentions: Sequence[LooseMention],
    gazetteer: Gazetteer,
    parties: Mapping[str, Sequence[Party]] | None = None,
) -> list[Reading]:
    """Mentions with their parties resolved and their places understood."""
    found = parties or _parties(mentions, gazetteer)
    places = Places(gazetteer)
    return [_reading(m, found[m.mention_id], gazetteer, places) for m in mentions]


def _parties(
    mentions: Sequence[LooseMention], gazetteer: Gazetteer
) -> dict[str, tuple[Party, ...]]:
    claims: list[Claim] = []
    for m in mentions:
        keys = [partner_key(name, type_, gazetteer) for name, _, type_ in m.participants]  # type: ignore[arg-type]
        sounds = [company_key(name, type_, gazetteer) for name, _, type_ in m.participants]  # type: ignore[arg-type]
        claims.extend(
            Claim(
                f"{m.mention_id}/{i}",
                m.article_id,
                name,
                role,
                type_,  # type: ignore[arg-type]
                m.published.date(),
                frozenset(k for j, k in enumerate(keys) if j != i and k),
                frozenset(k for j, k in enumerate(sounds) if j != i and k),
            )
            for i, (name, role, type_) in enumerate(m.participants)
        )
    found = resolve_parties(claims, gazetteer)
    return {
        m.mention_id: tuple(found[f"{m.mention_id}/{i}"] for i in range(len(m.participants)))
        for m in mentions
    }


def _reading(
    m: LooseMention, parties: Sequence[Party], gazetteer: Gazetteer, places: Places
) -> Reading:
    cast = cast_of(parties, gazetteer)
    start, end = sensible_days(m.start, m.end)
    return Reading(
        mention_id=m.mention_id,
        article_id=m.article_id,
        revision_id=m.article_id,
        story=m.article_id,
        published=m.published,
        parties=cast.parties,
        groups=cast.groups,
        maybe=cast.maybe,
        sides=cast.sides,
        acts=cast.acts,
        start=start,
        end=end,
        precision=m.precision if start else "unknown",  # type: ignore[arg-type]
        format=m.format,  # type: ignore[arg-type]
        status=m.status,  # type: ignore[arg-type]
        place=m.place,
        spot=places.read(m.place),
        outlet=m.outlet,
        change=m.change,  # type: ignore[arg-type]
        planned=m.planned,
        replaced=ids_of_names(m.replaced, gazetteer),
    )
