"""Calendars and feeds of each watch, written as files after each change.

`<home>/feeds/<watch>/meetings.{ics,atom,json}`; the plugin serves the same under a signed
address. What a web server or a calendar should read can be pointed at the folder.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readout.config import Settings
from readout.rendering.atom_feed import atom_of, json_of
from readout.rendering.calendar_feed import calendar_of
from readout.rendering.mail import list_label
from readout.rendering.mail_links import Links, links
from readout.steps import Counts
from readout.storage.reports import Filters, filters_of, run_report
from readout.storage.snapshot import Snapshot, open_snapshot
from readout.watching.matching import Change, Matcher
from readout.watching.meant import who_is_meant
from readout.watching.outbox import kept_watches
from readout.watching.parties import Participant, aliases_of
from readout.watching.watches import Watch
from readout.watching.watchfiles import watches_in_force

if TYPE_CHECKING:
    from readout.storage.results import AlertingFeedMeetingsRow

MOST_LOOKED_AT, MOST_OF_A_WATCH = 20_000, 1_000
SLICE = 4_000
STAYS = timedelta(days=31)
KINDS = {"ics": "text/calendar", "atom": "application/atom+xml", "json": "application/json"}


@dataclass(frozen=True, slots=True)
class Written:
    """What the feeds were written from last.

    Each load changes few meetings, and only those are shown to the watches again. A watch that was
    not there or asked for something else begins with the latest `MOST_LOOKED_AT`, and once a day
    all of them look again, since a new spelling of a name changes no meeting.
    """

    day: str = ""
    """When all was looked at, ISO 8601, UTC."""
    seen: str | None = None
    """The latest change among the meetings, as the warehouse counts time."""
    asked: Mapping[str, str] = field(default_factory=dict)
    """A watch's name → a hash of what it asks for."""
    meetings: Mapping[str, list[str]] = field(default_factory=dict)
    """A watch's name → the ids in its feed, the latest changed first."""

    @classmethod
    def read(cls, settings: Settings) -> Written:
        """What was kept; nothing where the file is missing or damaged: all is looked at again."""
        try:
            return cls(**json.loads(_kept(settings).read_bytes()))
        except (OSError, ValueError, TypeError):
            return cls()

    def keep(self, settings: Settings) -> None:
        _write(_kept(settings), json.dumps(asdict(self)).encode())


def _kept(settings: Settings) -> Path:
    return settings.home / ".feeds.written"


def _asked(watch: Watch, aliases: Mapping[str, list[str]]) -> str:
    names = sorted({n for p in watch.parties() for n in (p.name, p.person, p.body) if n})
    told = [watch.model_dump_json(), [(name, sorted(aliases.get(name, ()))) for name in names]]
    return hashlib.blake2b(json.dumps(told).encode(), digest_size=10).hexdigest()


def write_feeds(settings: Settings) -> Counts:
    """Write the files of every watch from the published snapshot.

    Returns:
        `feeds` written (a file that would not change is left alone), `meetings` in them.
    """
    watches, _ = watches_in_force(settings.watches, kept_watches(settings), settings.own_watches)
    counts = Counts().add(feeds=0, meetings=0)
    with open_snapshot(settings) as snapshot:
        kept, now, rows = _look(settings, snapshot, watches)

        def stale(watch: Watch) -> bool:
            mine = now.meetings[watch.name]
            new = mine != kept.meetings.get(watch.name) or not rows.keys().isdisjoint(mine)
            return new or not _there(settings, watch)

        to_write = [watch for watch in watches if stale(watch)]
        shown = {m for watch in to_write for m in now.meetings[watch.name]}
        rows |= _rows(snapshot, limit=0, ids=sorted(shown - rows.keys()))
    made = links(settings)
    counts.add(meetings=sum(map(len, now.meetings.values())))
    for watch in to_write:
        mine = [rows[m] for m in now.meetings[watch.name] if m in rows]
        for kind in KINDS:
            path = _folder(settings, watch) / f"meetings.{kind}"
            if _write(path, content(kind, watch.name, mine, made)):
                counts.add(feeds=1)
    now.keep(settings)
    return counts


def _look(
    settings: Settings, snapshot: Snapshot, watches: Sequence[Watch]
) -> tuple[Written, Written, dict[str, AlertingFeedMeetingsRow]]:
    """What was written, what is to be written now, and the meetings that were looked at."""
    kept = Written.read(settings)
    aliases = aliases_of(snapshot, (p for w in watches for p in w.parties()))
    asked = {w.name: _asked(w, aliases) for w in watches}
    today = datetime.now(UTC).date().isoformat()
    whole = kept.day != today or not asked.items() <= kept.asked.items()
    before = kept.meetings
    meetings: dict[str, list[str]] = {}
    if whole:
        rows, found = _look_at_all(snapshot, watches, aliases, set(chain(*before.values())))
    else:
        rows = _rows(snapshot, limit=MOST_LOOKED_AT, since=kept.seen)
        found = meetings_of(watches, list(rows.values()), aliases)
    for watch, mine in zip(watches, found, strict=True):
        rest = [] if whole else [m for m in before[watch.name] if m not in rows]
        meetings[watch.name] = ([row["meeting_id"] for row in mine] + rest)[:MOST_OF_A_WATCH]
    seen = max((row["updated_at"].isoformat() for row in rows.values()), default=kept.seen)
    return kept, Written(today, seen, asked, meetings), rows


def _look_at_all(
    snapshot: Snapshot, watches: Sequence[Watch], aliases: dict[str, list[str]], ids: set[str]
) -> tuple[dict[str, AlertingFeedMeetingsRow], list[list[AlertingFeedMeetingsRow]]]:
    """The meetings of each watch among the latest and these, and by id the latest of all with those
    that a watch is about. Slice by slice: all at once take a hundred MB, and few are kept."""
    rows: dict[str, AlertingFeedMeetingsRow] = {}
    found: list[list[AlertingFeedMeetingsRow]] = [[] for _ in watches]

    def look(part: dict[str, AlertingFeedMeetingsRow]) -> None:
        for mine, more in zip(
            found, meetings_of(watches, list(part.values()), aliases), strict=True
        ):
            mine += more
            rows.update((row["meeting_id"], row) for row in more)
        ids.difference_update(part)

    for skip in range(0, MOST_LOOKED_AT, SLICE):
        part = _rows(snapshot, limit=min(SLICE, MOST_LOOKED_AT - skip), skip=skip)
        if skip == 0:
            rows.update(list(part.items())[:1])
        look(part)
        if len(part) < SLICE:
            break
    if ids:
        look(_rows(snapshot, limit=0, ids=sorted(ids)))
    return rows, found


def _rows(
    snapshot: Snapshot,
    *,
    limit: int,
    skip: int = 0,
    since: str | None = None,
    ids: Sequence[str] = (),
) -> dict[str, AlertingFeedMeetingsRow]:
    """Id → what feeds tell of a meeting; the latest changed first."""
    given = {"limit": limit, "skip": skip, "since": since, "ids": list(ids)}
    found = snapshot.rows("alerting/feed_meetings", **given)
    return {row["meeting_id"]: row for row in found}


def _folder(settings: Settings, watch: Watch) -> Path:
    return settings.home / "feeds" / list_label([watch.name])


def _there(settings: Settings, watch: Watch) -> bool:
    return all((_folder(settings, watch) / f"meetings.{kind}").is_file() for kind in KINDS)


def feed(settings: Settings, snapshot: Snapshot, name: str, kind: str) -> bytes | None:
    """One watch's feed, made now; None when there is no such watch any more."""
    watches, _ = watches_in_force(settings.watches, kept_watches(settings), settings.own_watches)
    watch = next((w for w in watches if w.name == name), None)
    if watch is None:
        return None
    _, now, rows = _look(settings, snapshot, [watch])
    rows |= _rows(snapshot, limit=0, ids=sorted(set(now.meetings[name]) - rows.keys()))
    return content(kind, name, [rows[m] for m in now.meetings[name] if m in rows], links(settings))


def ahead_feed(
    settings: Settings, snapshot: Snapshot, filters: Mapping[str, Any], kind: str
) -> bytes:
    """What is ahead, as a feed, narrowed down by the report's filters; those that it doesn't
    know (any more) are left out. Meetings stay in it for a month after their day."""
    known = filters_of("ahead") - {"since", "until"}
    given = {k: str(v) for k, v in filters.items() if k in known and v}
    since = datetime.now(UTC).date() - STAYS
    wanted = Filters(**given, since=since)  # type: ignore[arg-type]
    report = run_report(snapshot, "ahead", who_is_meant(snapshot, "ahead", wanted))
    ids = {row["meeting_id"] for row in report.rows}
    name = ", ".join(["Ahead", *given.values()])
    rows = _rows(snapshot, limit=0, ids=sorted(ids))
    return content(kind, name, list(rows.values()), links(settings))


def meetings_of(
    watches: Sequence[Watch],
    rows: Sequence[AlertingFeedMeetingsRow],
    aliases: dict[str, list[str]],
) -> list[list[AlertingFeedMeetingsRow]]:
    """The meetings that each watch is about and finds firm enough. Its kinds of change don't
    matter here: a calendar shows what is, not what changed.

    Each meeting is looked at once, however many watches there are.
    """
    shown = {"enabled": True, "changes": ("new",), "language": ()}
    everything = [watch.model_copy(update=shown) for watch in watches]
    matcher = Matcher(everything, aliases)
    found: dict[int, list[AlertingFeedMeetingsRow]] = {}
    for row in rows:
        for match in matcher.match(_as_change(row)):
            if match.held is None:
                found.setdefault(id(match.watch), []).append(row)
    return [found.get(id(watch), []) for watch in everything]


def _as_change(row: AlertingFeedMeetingsRow) -> Change:
    return Change(
        change_id=row["meeting_id"],
        meeting_id=row["meeting_id"],
        kind="new",
        old_value=None,
        new_value=row["status"],
        status=row["status"],
        confidence=row["confidence"],
        participants=tuple(Participant(p["name"], p["role"], p["type"]) for p in row["parties"]),
        place=row["place"],
        topic=row["topic"],
        evidence=row["evidence"],
        outlets=tuple(row["outlet_names"] or ()),
    )


def content(
    kind: str, name: str, meetings: Sequence[AlertingFeedMeetingsRow], made: Links
) -> bytes:
    if kind == "ics":
        return calendar_of(meetings, made, name=name, now=datetime.now(UTC))
    if kind == "atom":
        return atom_of(
            meetings,
            made,
            name=f"Readout: {name}",
            address=made.feed(name, "atom"),
            ident=hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=10).hexdigest(),
        )
    return json_of(meetings, made, name=name)


def _write(path: Path, text: bytes) -> bool:
    if path.is_file() and path.read_bytes() == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    working = path.with_name(f".{path.name}.{os.getpid()}")
    working.write_bytes(text)
    os.replace(working, path)
    return True
