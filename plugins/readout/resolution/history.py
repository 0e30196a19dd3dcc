"""What changed between two states of a meeting, and which mention taught us."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from readout.resolution.current import Current
from readout.resolution.idents import ident
from readout.resolution.readings import Places, Reading


@dataclass(frozen=True, slots=True)
class Before:
    """A meeting as it stood; of None nothing was known yet."""

    status: str
    start: date | None
    end: date | None
    place: str | None
    duration_minutes: int | None
    contradicted: bool
    denied_by: frozenset[str]
    participants: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing learned, with the mention (and so sentence, outlet, time) that says so."""

    change_id: str
    kind: str
    old: str | None
    new: str | None
    source: Reading


@dataclass(slots=True)
class _Teller:
    meeting_id: str
    news: Sequence[Reading]
    every: Sequence[Reading]
    made: list[Change] = field(default_factory=list)

    def tell(
        self,
        kind: str,
        old: str | None,
        new: str | None,
        says_so: Callable[[Reading], bool],
    ) -> None:
        source = _source(self.news, says_so) or _source(self.every, says_so)
        source = source or _source(self.news or self.every, lambda r: True)
        if source is None:
            return
        change = ident("change", self.meeting_id, kind, old or "", new or "", source.mention_id)
        self.made.append(Change(change, kind, old, new, source))


def _source(readings: Sequence[Reading], says_so: Callable[[Reading], bool]) -> Reading | None:
    """The latest of the mentions that say so: it is the news."""
    fitting = [r for r in readings if says_so(r)]
    return max(fitting, key=lambda r: (r.active, r.published, r.mention_id)) if fitting else None


def days_text(start: date | None, end: date | None) -> str | None:
    """`2023-06-19`, or both ends of an interval with a slash (ISO 8601)."""
    if start is None:
        return None
    if end is None or end == start:
        return start.isoformat()
    return f"{start.isoformat()}/{end.isoformat()}"


def changes_of(
    before: Before | None,
    after: Current,
    names: Mapping[str, str],
    news: Sequence[Reading],
    gone: Sequence[Reading],
    every: Sequence[Reading],
    places: Places,
    known: Mapping[str, str] | None = None,
) -> list[Change]:
    """What is new about a meeting.

    Args:
        names: party id → name of its participants now.
        news: readings that came in since `before`; gone: those whose article took them back;
            every: all readings of the meeting. known: party id → name of all that they name.
    """
    teller = _Teller(after.meeting_id, news, every)
    if before is None:
        teller.tell("new", None, after.status, lambda r: r.status == after.status)
    else:
        _values(teller, before, after, places)
        away = before.participants - set(names)
        whom = sorted((known or {}).get(p, "") for r in every for p in r.replaced & away)
        for party in sorted(set(names) - before.participants, key=lambda p: names[p]):
            old = whom[0] if whom and whom[0] else None
            teller.tell("participant", old, names[party], lambda r, p=party: p in r.everybody)  # type: ignore[misc]
        for outlet in sorted(set(after.denied_by) - before.denied_by):
            teller.tell(
                "denied",
                None,
                outlet,
                lambda r, o=outlet: r.status == "denied" and r.outlet == o,  # type: ignore[misc]
            )
    if after.contradicted and not (before and before.contradicted):
        teller.tell(
            "contradicted", None, "; ".join(after.denied_by), lambda r: r.status == "denied"
        )
    for reading in _taken_back(gone, every):
        teller.tell("withdrawn", reading.status, None, lambda r, x=reading: r is x)  # type: ignore[misc]
    return teller.made


def _values(teller: _Teller, before: Before, after: Current, places: Places) -> None:
    denied = after.status == "denied" and bool(set(after.denied_by) - before.denied_by)
    if before.status != after.status and not denied:  # the denial is told as such
        teller.tell("status", before.status, after.status, lambda r: r.status == after.status)
    if (before.start, before.end) != (after.start, after.end) and after.start is not None:
        teller.tell(
            "date",
            days_text(before.start, before.end),
            days_text(after.start, after.end),
            lambda r: (r.start, r.end) == (after.start, after.end),
        )
    old, new = places.read(before.place), places.read(after.place)
    # A coarser word for the same place is no news; a finer one is.
    if new is not None and not (old is not None and (old.same(new) or old.within(new))):
        teller.tell("place", before.place, after.place, lambda r: r.place == after.place)
    if after.duration_minutes not in (None, before.duration_minutes):
        old_minutes = before.duration_minutes
        teller.tell(
            "duration",
            None if old_minutes is None else str(old_minutes),
            str(after.duration_minutes),
            lambda r: r.duration_minutes == after.duration_minutes,
        )


def _taken_back(gone: Sequence[Reading], every: Sequence[Reading]) -> list[Reading]:
    """One reading for each article that no longer says anything of the meeting."""
    still = {r.article_id for r in every if r.active}
    found: dict[str, Reading] = {}
    for r in sorted(gone, key=lambda r: (r.published, r.mention_id)):
        if r.article_id not in still:
            found[r.article_id] = r
    return [found[a] for a in sorted(found)]
