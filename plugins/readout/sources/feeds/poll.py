"""One poll of one feed: the request, what its answer means, and the rows it makes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import xxhash

from readout.errors import ReadoutError, SoftError
from readout.model import Entry, FeedDocument
from readout.sources.feeds.autodiscovery import feed_links
from readout.sources.feeds.entrykeys import match_known
from readout.sources.feeds.parsing import parse_feed
from readout.sources.feeds.plaintext import one_line
from readout.sources.feeds.state import Bounds, FeedState, Outcome, Seen, after_poll, conditions
from readout.sources.http.answers import FEED_TYPES, Answer, Asked
from readout.sources.http.fetch import Fetcher
from readout.sources.urls import without_credentials

# A feed's clock may be wrong by a time zone; a date further ahead, or from before there
# were feeds, is no date of publication.
_FUTURE: Final = timedelta(hours=26)
_EARLIEST: Final = datetime(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll and what it changed.

    Attributes:
        state: of the feed afterwards.
        entries: of the document, under the keys by which they are known; none when it was
            not modified.
        new: how many of them the feed did not show the last time.
        answer: of the server; seen: what it meant.
    """

    state: FeedState
    seen: Seen
    answer: Answer
    at: datetime
    entries: tuple[Entry, ...] = ()
    new: int = 0
    seconds: float = 0.0

    def line(self) -> str:
        """The poll as one line of a log."""
        told = f"{self.seen.outcome.replace('_', ' ')}"
        if self.entries:
            noun = "entry" if len(self.entries) == 1 else "entries"
            told = f"{len(self.entries)} {noun} · {self.new} new"
        if self.seen.problem:
            told = f"failed ({self.seen.problem.kind}): {self.seen.problem.what}" + (
                f": {self.seen.problem.why}" if self.seen.problem.why else ""
            )
        name = (self.state.title or without_credentials(self.state.url))[:80]
        wait = (self.state.next_poll_at - self.at) if self.state.next_poll_at else timedelta()
        return one_line(f"{name} · {told} · next in {round(wait.total_seconds() / 60):,} min")


async def poll_feed(
    fetcher: Fetcher,
    feed: FeedState,
    known: Mapping[str, str | None],
    now: datetime | None = None,
    bounds: Bounds | None = None,
) -> Poll:
    """Poll a feed. Never fails: what went wrong is in the poll.

    Args:
        known: key -> URL of the entries that the feed showed when it last changed.
        now: UTC without zone; the clock's when None.
        bounds: of the time until the next poll.
    """
    etag, last_modified = conditions(feed)
    started = time.monotonic()
    asked = Asked(feed.url, FEED_TYPES, etag, last_modified, robots="lenient")
    answer = await fetcher.get(asked)
    at = now or datetime.now(UTC).replace(tzinfo=None)
    try:
        seen, entries, new = _read(feed, answer, known, at)
    except Exception as cause:  # a bug of ours at one feed costs the others nothing
        problem = SoftError("The feed broke its reader", resource=feed.url, why=repr(cause)[:300])
        seen, entries, new = _failure(answer, problem), (), 0
    state = after_poll(feed, seen, at, bounds)
    return Poll(state, seen, answer, at, entries, new, time.monotonic() - started)


def _read(
    feed: FeedState, answer: Answer, known: Mapping[str, str | None], at: datetime
) -> tuple[Seen, tuple[Entry, ...], int]:
    if answer.problem is not None:
        return _failure(answer, answer.problem), (), 0
    if answer.not_modified:
        return _success(answer, "not_modified", feed.content_hash), (), 0
    digest = xxhash.xxh3_128_hexdigest(answer.content)
    if digest == feed.content_hash and not feed.failures:
        return _success(answer, "unchanged", digest, remark=feed.reason), (), 0
    document = parse_feed(answer.content, answer.content_type, answer.url)
    if document.format == "unknown" and not document.entries:
        return _failure(answer, _no_feed(answer, document)), (), 0
    entries = tuple(_sane(e, at) for e in match_known(document.entries, known))
    new = sum(1 for entry in entries if entry.key not in known)
    seen = _success(answer, "new" if new else "unchanged", digest, remark=document.problem)
    wish = max(seen.wish_seconds, 60 * (document.ttl_minutes or 0))
    dates = tuple(naive for e in entries if (naive := utc(e.published)) is not None)
    seen = replace(
        seen, title=document.title, format=document.format, published=dates, wish_seconds=wish
    )
    return seen, entries, new


def _failure(answer: Answer, problem: ReadoutError) -> Seen:
    kind = problem.kind
    outcome: Outcome = "hard" if kind == "hard" else "temporary" if kind == "temporary" else "soft"
    return Seen(
        outcome,
        status=answer.status,
        asked=answer.asked,
        problem=problem,
        retry_at=_moment(answer.retry_at),
    )


def _success(
    answer: Answer, outcome: Outcome, digest: str | None, *, remark: str | None = None
) -> Seen:
    return Seen(
        outcome,
        status=answer.status,
        remark=remark,
        etag=answer.etag,
        last_modified=answer.last_modified,
        content_hash=digest,
        wish_seconds=answer.max_age or 0,
        moved_to=answer.moved_to,
    )


def _no_feed(answer: Answer, document: FeedDocument) -> SoftError:
    """Say what came instead, and where the page says that its feed is."""
    links = [link.url for link in feed_links(answer.content, answer.content_type, answer.url)]
    return SoftError(
        "There is no feed",
        resource=answer.url,
        why=(document.problem or "it is empty") + (f"; it names {links[0]}" if links else ""),
        mend=f"readout feeds add {links[0]}" if links else None,
    )


def _sane(entry: Entry, at: datetime) -> Entry:
    published = entry.published
    if published is None:
        return entry
    naive = published.astimezone(UTC).replace(tzinfo=None)
    return entry if _EARLIEST <= naive <= at + _FUTURE else replace(entry, published=None)


def _moment(epoch: float | None) -> datetime | None:
    return datetime.fromtimestamp(epoch, UTC).replace(tzinfo=None) if epoch else None


def utc(moment: datetime | None) -> datetime | None:
    """As stored: UTC without zone."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment else None


def poll_row(poll: Poll, ident: str) -> dict[str, Any]:
    """The row of `polls`; `new_entries` is counted by the loader."""
    problem = poll.seen.problem
    return {
        "poll_id": ident,
        "feed_id": poll.state.feed_id,
        "polled_at": poll.at,
        "outcome": poll.seen.outcome,
        "http_status": poll.answer.status,
        "bytes": poll.answer.wire_bytes,
        "entries": len(poll.entries),
        "new_entries": poll.new,
        "problem": str(problem)[:1000] if problem else poll.seen.remark,
        "seconds": round(poll.answer.seconds, 4),
    }
