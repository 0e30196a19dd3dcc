"""What changed between two states of a meeting, and which mention taught us.

A new version of Readout may read known reports otherwise. No outlet reported that, so a meeting
has two states until one does: the present one, and the *reported* one, which readers know. What
an outlet reports is told as a change of the latter.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Final

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

    def text(self) -> str:
        """As JSON; `read_state` reads it."""
        values = asdict(self)
        for name in ("denied_by", "participants"):
            values[name] = sorted(values[name])
        return json.dumps(values, default=date.isoformat)


NOTHING = "{}"
"""The text of the reported state of a meeting that no outlet has reported as such yet."""


def read_state(text: str) -> Before | None:
    """The state that `Before.text` wrote; None for NOTHING."""
    values: dict[str, Any] = json.loads(text)
    if not values:
        return None
    for name in ("start", "end"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    for name in ("denied_by", "participants"):
        values[name] = frozenset(values[name])
    return Before(**values)


@dataclass(frozen=True, slots=True)
class Versions:
    """By which versions reports were read, and by which they now are."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing learned, with the mention (and so sentence, outlet, time) that says so."""

    change_id: str
    kind: str
    old: str | None
    new: str | None
    source: Reading
    versions: Versions | None = None  # nobody reported it: a new version reads it so


@dataclass(slots=True)
class _Teller:
    meeting_id: str
    news: Sequence[Reading]
    every: Sequence[Reading]
    versions: Versions | None = None
    made: list[Change] = field(default_factory=list)

    def tell(
        self,
        kind: str,
        old: str | None,
        new: str | None,
        says_so: Callable[[Reading], bool],
        *,
        unreported: bool = False,
    ) -> None:
        """Add a change; of a value that nobody has reported yet only by a mention that
        reports it now."""
        source = _source(self.news, says_so)
        if source is None and not unreported:
            source = _source(self.every, says_so)
            source = source or _source(self.news or self.every, lambda r: True)
        if source is None:
            return
        told = ["change", self.meeting_id, kind, old or "", new or "", source.mention_id]
        if self.versions:
            told += [self.versions.old, self.versions.new]
        self.made.append(Change(ident(*told), kind, old, new, source, self.versions))


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
    *,
    unreported: Before | None = None,
    versions: Versions | None = None,
) -> list[Change]:
    """What is new about a meeting.

    Args:
        unreported: the state that a new version made of `before`, if one did and nobody has
            reported it yet. versions: which versions make these changes, where no outlet does.
        names: party id → name of its participants now.
        news: readings that came in since `before`; gone: those whose article took them back;
            every: all readings of the meeting. known: party id → name of all that they name.
    """
    teller = _Teller(after.meeting_id, news, every, versions)
    silent = unreported or before
    if before is None:
        teller.tell("new", None, after.status, lambda r: r.status == after.status)
    else:
        assert silent is not None
        _values(teller, before, after, places, silent)
        away = before.participants - set(names)
        whom = sorted((known or {}).get(p, "") for r in every for p in r.replaced & away)
        for party in sorted(set(names) - before.participants, key=lambda p: names[p]):
            old = whom[0] if whom and whom[0] else None
            teller.tell(
                "participant",
                old,
                names[party],
                lambda r, p=party: p in r.everybody,  # type: ignore[misc]
                unreported=party in silent.participants,
            )
        for outlet in sorted(set(after.denied_by) - before.denied_by):
            teller.tell(
                "denied",
                None,
                outlet,
                lambda r, o=outlet: r.status == "denied" and r.outlet == o,  # type: ignore[misc]
                unreported=outlet in silent.denied_by,
            )
    if after.contradicted and not (before and before.contradicted):
        teller.tell(
            "contradicted",
            None,
            "; ".join(after.denied_by),
            lambda r: r.status == "denied",
            unreported=bool(before and silent and silent.contradicted),
        )
    for reading in _taken_back(gone, every):
        teller.tell("withdrawn", reading.status, None, lambda r, x=reading: r is x)  # type: ignore[misc]
    return teller.made


_FIELDS: Final = {
    "status": ("status",),
    "date": ("start", "end"),
    "place": ("place",),
    "duration": ("duration_minutes",),
}
"""Kind of change → what of a state, of a meeting and of a reading it is about."""
Values = tuple[Any, ...]


def _of(one: Before | Current | Reading, kind: str) -> Values:
    return tuple(getattr(one, name) for name in _FIELDS[kind])


def _values(
    teller: _Teller, before: Before, after: Current, places: Places, silent: Before
) -> None:
    denied = after.status == "denied" and bool(set(after.denied_by) - before.denied_by)
    for kind in _FIELDS:
        was, new, made = _of(before, kind), _of(after, kind), _of(silent, kind)
        # As it was reported; but what a report brings back there comes from what the version
        # had made of it.
        old = made if new == was else was
        if old == new or (kind == "status" and denied):  # the denial is told as such
            continue
        if kind != "status" and new[0] is None:
            continue
        if kind == "place" and not _other_place(places, old[0], new[0]):
            continue
        teller.tell(
            kind,
            _text(kind, old),
            _text(kind, new),
            lambda r, k=kind, v=new: _of(r, k) == v,  # type: ignore[misc]
            unreported=new == made != was,
        )


def _text(kind: str, values: Values) -> str | None:
    if kind == "date":
        return days_text(*values)
    return None if values[0] is None else str(values[0])


def _other_place(places: Places, before: str | None, after: str | None) -> bool:
    """A coarser word for the same place is no news; a finer one is."""
    old, new = places.read(before), places.read(after)
    return new is not None and not (old is not None and (old.same(new) or old.within(new)))


def reported_after(before: Before, after: Before, silent: Before, told: Sequence[Change]) -> Before:
    """The state that outlets have reported after these changes: what a new version made of a
    meeting is not reported as long as no change tells it."""
    kinds = {c.kind for c in told}
    if "denied" in kinds and after.status == "denied":
        kinds.add("status")
    kept: dict[str, Any] = {}
    for kind, names in (*_FIELDS.items(), ("contradicted", ("contradicted",))):
        if kind not in kinds and all(getattr(after, n) == getattr(silent, n) for n in names):
            kept |= {n: getattr(before, n) for n in names}
    if "denied" not in kinds:
        kept["denied_by"] = after.denied_by - (silent.denied_by - before.denied_by)
    if "participant" not in kinds:
        kept["participants"] = after.participants - (silent.participants - before.participants)
    return replace(after, **kept)


def _taken_back(gone: Sequence[Reading], every: Sequence[Reading]) -> list[Reading]:
    """One reading for each article that no longer says anything of the meeting."""
    still = {r.article_id for r in every if r.active}
    found: dict[str, Reading] = {}
    for r in sorted(gone, key=lambda r: (r.published, r.mention_id)):
        if r.article_id not in still:
            found[r.article_id] = r
    return [found[a] for a in sorted(found)]
