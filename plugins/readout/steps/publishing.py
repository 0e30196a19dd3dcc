"""Calendars and feeds of each watch, written as files after each change.

`<home>/feeds/<watch>/meetings.{ics,atom,json}`; the plugin serves the same under a signed
address. What a web server or a calendar should read can be pointed at the folder.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from readout.config import Settings
from readout.rendering.atom_feed import atom_of, json_of
from readout.rendering.calendar_feed import calendar_of
from readout.rendering.mail import list_label
from readout.rendering.mail_links import Links, links
from readout.steps import Counts
from readout.storage.snapshot import Snapshot, open_snapshot
from readout.watching.matching import Change, Matcher
from readout.watching.outbox import kept_watches
from readout.watching.parties import Participant, aliases_of
from readout.watching.watches import Watch
from readout.watching.watchfiles import watches_in_force

MOST_MEETINGS = 20_000
KINDS = {"ics": "text/calendar", "atom": "application/atom+xml", "json": "application/json"}
Row = dict[str, Any]


def write_feeds(settings: Settings) -> Counts:
    """Write the files of every watch from the published snapshot.

    Returns:
        `feeds` written (a file that would not change is left alone), `meetings` in them.
    """
    found, _ = watches_in_force(settings.watches, kept_watches(settings))
    made = links(settings)
    counts = Counts().add(feeds=0, meetings=0)
    with open_snapshot(settings) as snapshot:
        rows = snapshot.rows("alerting/feed_meetings", limit=MOST_MEETINGS)
        aliases = aliases_of(snapshot, (p for w in found for p in w.parties()))
    for watch in found:
        mine = meetings_of(watch, rows, aliases)
        counts.add(meetings=len(mine))
        folder = settings.home / "feeds" / list_label([watch.name])
        for kind in KINDS:
            if _write(folder / f"meetings.{kind}", content(kind, watch, mine, made)):
                counts.add(feeds=1)
    return counts


def feed(settings: Settings, snapshot: Snapshot, name: str, kind: str) -> bytes | None:
    """One watch's feed, made now; None when there is no such watch any more."""
    found, _ = watches_in_force(settings.watches, kept_watches(settings))
    watch = next((w for w in found if w.name == name), None)
    if watch is None:
        return None
    rows = snapshot.rows("alerting/feed_meetings", limit=MOST_MEETINGS)
    mine = meetings_of(watch, rows, aliases_of(snapshot, watch.parties()))
    return content(kind, watch, mine, links(settings))


def meetings_of(watch: Watch, rows: Sequence[Row], aliases: dict[str, list[str]]) -> list[Row]:
    """The meetings that a watch is about and finds firm enough. Its kinds of change don't
    matter here: a calendar shows what is, not what changed."""
    everything = watch.model_copy(update={"enabled": True, "changes": ("new",), "language": ()})
    matcher = Matcher([everything], aliases)
    return [row for row in rows if any(m.held is None for m in matcher.match(_as_change(row)))]


def _as_change(row: Row) -> Change:
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


def content(kind: str, watch: Watch, meetings: Sequence[Row], made: Links) -> bytes:
    if kind == "ics":
        return calendar_of(meetings, made, name=watch.name, now=datetime.now(UTC))
    if kind == "atom":
        return atom_of(
            meetings,
            made,
            name=f"Readout: {watch.name}",
            address=made.feed(watch.name, "atom"),
            ident=hashlib.blake2b(
                watch.name.encode("utf-8", "replace"), digest_size=10
            ).hexdigest(),
        )
    return json_of(meetings, made, name=watch.name)


def _write(path: Path, text: bytes) -> bool:
    if path.is_file() and path.read_bytes() == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    working = path.with_name(f".{path.name}.{os.getpid()}")
    working.write_bytes(text)
    os.replace(working, path)
    return True
