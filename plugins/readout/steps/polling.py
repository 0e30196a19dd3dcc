"""`poll_feeds`: feeds → entries."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from readout.config import Settings
from readout.errors import ConfigError
from readout.places import place
from readout.sources.feeds.listfile import load_list
from readout.sources.feeds.opml import Listing
from readout.sources.feeds.poll import Poll, poll_feed, poll_row, utc
from readout.sources.feeds.state import Bounds, FeedState
from readout.sources.http.answers import Limits
from readout.sources.http.fetch import Fetcher
from readout.sources.http.hosts import host_key, shared_by_host
from readout.sources.urls import canonical_url
from readout.steps import Counts
from readout.steps.batches import read_batch, write_groups
from readout.steps.journal import Journal, JournalBusy, Made, left_over
from readout.steps.revisions import offset_of
from readout.storage.keys import key
from readout.storage.loader import Load, load_bundles, loading
from readout.storage.staging import ready_bundles, write_bundle
from readout.storage.turns import Turns

if TYPE_CHECKING:
    from readout.storage.results import PollingDueRow

    class Task(PollingDueRow):
        """A feed to poll, as its batch has it: with known entries: key to address."""

        known: dict[str, str | None]


STEP = "poll_feeds"
# A mapped task costs 0.2 CPU-seconds before it has done anything, a poll a thousandth.
GROUP = 25

log = logging.getLogger("readout.polling")


def choose_feeds(
    settings: Settings,
    *,
    now: datetime | None = None,
    limit: int = 20_000,
    asked: str | None = None,
) -> Counts:
    """Bring the feed list into the warehouse and write batch files of the feeds that are due.

    Args:
        now: UTC without zone; for which moment they are due. The clock's when None.
        asked: only this feed, due or not, paused or retired: its id, address or title. Its
            failures are forgotten, so that the back-off begins anew.

    Returns:
        `feeds` due, `batches`; `paths` are the batch files.

    Raises:
        ConfigError: the feed list can't be read. A wrong line of it is logged, and the other
            lines are taken.
    """
    at = now or datetime.now(UTC).replace(tzinfo=None)
    problems: list[str] = []
    listings = load_list(settings.feeds, problems)
    for problem in problems:
        log.warning("%s", problem)
    if problems and not listings:  # a broken file must not take every feed off the list
        raise ConfigError(
            "No line of the feed list can be read",
            resource=str(settings.feeds),
            why="; ".join(problems[:5]),
            mend="correct the file; readout feeds list reads it again",
        )
    _salvage(settings)
    if ready_bundles(settings.staging, STEP):
        load_bundles(settings, STEP)
    with loading(settings, STEP) as load:
        load.stage("feed_listings", (listing_row(listing, at) for listing in listings))
        load.merge(["feed_listings"])
        rows: Sequence[PollingDueRow] = (
            _chosen(load, asked) if asked else load.rows("polling/due", at=at, limit=limit)
        )
        known = _known(load, [row["feed_id"] for row in rows])
    tasks: list[Task] = [{**row, "known": known.get(row["feed_id"], {})} for row in rows]
    paths = write_groups(settings, STEP, grouped(tasks))
    return Counts(paths=paths).add(feeds=len(rows), batches=len(paths))


def _chosen(load: Load, asked: str) -> list[PollingDueRow]:
    found = load.rows("polling/asked", asked=asked)
    if len(found) > 1:
        told = "; ".join(f"{row['feed_id'][:8]} {row['title'] or row['url']}" for row in found[:5])
        raise ConfigError("Several feeds are meant", resource=asked, why=told, mend="give the id")
    return [{**row, "failures": 0, "health": "new", "reason": None} for row in found]


def listing_row(listing: Listing, at: datetime) -> dict[str, object]:
    """The row of `feeds` for one line of the list. The key is of the URL as listed, so a
    feed that moves keeps it."""
    return {
        "feed_id": key(listing.url),
        "url": listing.url,
        "section": listing.section,
        "outlet": listing.publisher(),
        "source_kind": listing.source_kind,
        "name": listing.title if listing.title != listing.url else None,
        "poll_minutes": listing.poll_minutes,
        "language": listing.language,
        "paused": listing.paused,
        "added_at": at,
    }


def _known(load: Load, feeds: list[str]) -> dict[str, dict[str, str | None]]:
    found: dict[str, dict[str, str | None]] = {}
    for row in load.rows("polling/known", feeds=feeds) if feeds else ():
        found.setdefault(row["feed_id"], {})[row["entry_key"]] = row["url"]
    return found


def grouped(rows: Iterable[Task]) -> list[list[Task]]:
    """Groups of about `GROUP` rows in which the feeds of one host stand together: two tasks
    at one host would only wait for each other."""
    groups: list[list[Task]] = []
    ordered = sorted(rows, key=lambda row: host_key(row["url"]))
    for _, same_host in groupby(ordered, key=lambda row: host_key(row["url"])):
        feeds = sorted(same_host, key=lambda row: int(row["failures"]))
        if not groups or len(groups[-1]) + len(feeds) > GROUP:
            groups.append([])
        groups[-1].extend(feeds)
    return groups


def fetcher_of(settings: Settings) -> Fetcher:
    """The fetcher for these settings."""
    return Fetcher(
        settings.home / "hosts",
        contact=settings.contact,
        allow_hosts=settings.allow_hosts,
        gap=settings.host_gap_seconds,
        at_once=settings.host_requests,
        limits=Limits(total_seconds=settings.fetch_seconds),
        shared=Turns(settings.lake) if settings.lake else None,
    )


def poll_batch(settings: Settings, path: str | Path, *, now: datetime | None = None) -> Counts:
    """Poll the feeds of one batch file and stage what they showed. Run again after it was
    killed, it goes on with the feeds that it had not polled.

    Returns:
        `feeds`, `entries`, `unchanged`, `failed` by kind.
    """
    batch = place(str(path))
    with Journal(batch) as journal:
        rows = [row for row in read_batch(batch) if row["feed_id"] not in journal.done]
        counts = Counts().add(feeds=len(rows) + len(journal.done))
        asyncio.run(_poll_all(settings, rows, journal, counts, now))
        write_bundle(settings.staging, STEP, journal.relations())
        journal.finish()
    return counts


async def _poll_all(
    settings: Settings, rows: list[Task], journal: Journal, counts: Counts, now: datetime | None
) -> None:
    async def poll_host(feeds: Iterator[Task]) -> None:
        for row in feeds:
            poll = await poll_feed(fetcher, FeedState.of_row(row), row["known"], now, bounds)
            log.info("%s", poll.line())
            _count(counts, poll)
            journal.record(row["feed_id"], rows_of(poll))

    bounds = Bounds(settings.poll_shortest_seconds, settings.poll_longest_seconds)
    async with fetcher_of(settings) as fetcher, asyncio.TaskGroup() as tasks:
        for feeds in shared_by_host(rows, settings.host_requests):
            tasks.create_task(poll_host(feeds))


def _count(counts: Counts, poll: Poll) -> None:
    if poll.seen.problem:
        counts.add(**{f"failed__{poll.seen.outcome}": 1})
    elif poll.entries:
        counts.add(entries=len(poll.entries), new=poll.new)
    else:
        counts.add(unchanged=1)


def rows_of(poll: Poll) -> Made:
    """What one poll leaves for the loader, by relation."""
    feed_id = poll.state.feed_id
    return {
        "feed_states": [poll.state.as_row()],
        "polls": [poll_row(poll, key(feed_id, "poll", poll.at.isoformat()))],
        "entries": [
            {
                "entry_id": key(feed_id, entry.key),
                "feed_id": feed_id,
                "entry_key": entry.key,
                "guid": entry.guid,
                "url": (canonical_url(entry.link) if entry.link else None),
                "title": entry.title,
                "summary": entry.summary,
                "authors": list(entry.authors),
                "published_at": utc(entry.published),
                "published_offset": offset_of(entry.published),
                "first_seen_at": poll.at,
                "last_seen_at": poll.at,
                "state": "pending" if entry.link else "failed",
                "problem_kind": None if entry.link else "hard",
                "problem": None if entry.link else "the entry has no link that can be fetched",
            }
            for entry in poll.entries
        ],
    }


def _salvage(settings: Settings) -> None:
    """Stage what killed tasks had recorded, so that it is neither lost nor asked for again."""
    for batch in left_over(settings, STEP):
        try:
            with Journal(batch) as journal:
                write_bundle(settings.staging, STEP, journal.relations())
                journal.finish()
        except JournalBusy:
            continue


def load_polls(settings: Settings) -> Counts:
    """Load every staged poll.

    Returns:
        `polls`, and `new`: entries that no feed had shown before.
    """
    gained = load_bundles(settings, STEP)
    return Counts().add(polls=gained.get("polls", 0), new=gained.get("entries", 0))
