"""Calendars and feeds of each watch, written as files after each change.

`<home>/feeds/<watch>/meetings.{ics,atom,json}`; the plugin serves the same under a signed
address. What a web server or a calendar should read can be pointed at the folder.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
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

MOST_MEETINGS = 20_000
STAYS = timedelta(days=31)
KINDS = {"ics": "text/calendar", "atom": "application/atom+xml", "json": "application/json"}


def write_feeds(settings: Settings) -> Counts:
    """Write the files of every watch from the published snapshot.

    Returns:
        `feeds` written (a file that would not change is left alone), `meetings` in them.
    """
    found, _ = watches_in_force(settings.watches, kept_watches(settings), settings.own_watches)
    made = links(settings)
    counts = Counts().add(feeds=0, meetings=0)
    with open_snapshot(settings) as snapshot:
        rows = snapshot.rows("alerting/feed_meetings", limit=MOST_MEETINGS)
        aliases = aliases_of(snapshot, (p for w in found for p in w.parties()))
    for watch, mine in zip(found, meetings_of(found, rows, aliases), strict=True):
        counts.add(meetings=len(mine))
        folder = settings.home / "feeds" / list_label([watch.name])
        for kind in KINDS:
            if _write(folder / f"meetings.{kind}", content(kind, watch.name, mine, made)):
                counts.add(feeds=1)
    return counts


def feed(settings: Settings, snapshot: Snapshot, name: str, kind: str) -> bytes | None:
    """One watch's feed, made now; None when there is no such watch any more."""
    found, _ = watches_in_force(settings.watches, kept_watches(settings), settings.own_watches)
    watch = next((w for w in found if w.name == name), None)
    if watch is None:
        return None
    rows = snapshot.rows("alerting/feed_meetings", limit=MOST_MEETINGS)
    (mine,) = meetings_of([watch], rows, aliases_of(snapshot, watch.parties()))
    return content(kind, watch.name, mine, links(settings))


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
    rows = snapshot.rows("alerting/feed_meetings", limit=MOST_MEETINGS)
    name = ", ".join(["Ahead", *given.values()])
    return content(kind, name, [row for row in rows if row["meeting_id"] in ids], links(settings))


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
