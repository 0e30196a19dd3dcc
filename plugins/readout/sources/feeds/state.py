"""The state of a feed between two polls, as a pure function of the state before and the answer.

How often a feed is polled follows from how often it publishes, within bounds, and from what
its server asks for. What failed is tried again the later, the more often it failed and the
less a repetition promises (errors.py: temporary, soft, hard). Nothing here knows a clock.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, Final, Literal

from readout.errors import ReadoutError
from readout.sources.http.statuses import GONE

Outcome = Literal["new", "unchanged", "not_modified", "temporary", "soft", "hard"]

UNASKED_SECONDS: Final = 300
"""Until a feed is due again whose host could not be asked."""

MOST_WISHED: Final = 14_400
"""Seconds. `ttl` and Cache-Control are often left at a template's day or year: up to four
hours they are heeded, beyond that what the feed does counts more."""

MOVE_POLLS: Final = 3
"""Polls in a row that a permanent redirect must hold before the feed moves (RFC 9110,
15.4.2, lets us; a hotel's login page or a broken deployment redirects permanently too)."""

ASK_BY_DATE_EVERY: Final = 24
"""Quiet polls after which the ETag is left out once."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds between two polls of a feed that works. At most six hours: an office that
    publishes twice a year is polled for the day on which it does."""

    shortest: int = 300
    longest: int = 21_600

    def clamp(self, seconds: float) -> float:
        return max(min(self.shortest, self.longest), min(seconds, self.longest))


# First pause in seconds, its growth from failure to failure, and the longest one.
BACK_OFF: Final = {
    "temporary": (300, 2.0, 14_400),
    "soft": (1_800, 2.0, 86_400),
    "hard": (21_600, 2.0, 604_800),
}
# Failures in a row from which a feed is called down rather than ailing.
DOWN_AFTER: Final = {"temporary": 8, "soft": 5, "hard": 2}


@dataclass(frozen=True, slots=True)
class FeedState:
    """The columns of `feeds` that polling reads and writes. Times are UTC without zone, as
    stored; `failures` and `quiet_polls` count polls in a row; `poll_minutes` is the time
    between polls that the user fixed, None when it is learnt."""

    feed_id: str
    url: str
    title: str | None = None
    format: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    interval_seconds: int = 900
    next_poll_at: datetime | None = None
    last_polled_at: datetime | None = None
    last_success_at: datetime | None = None
    last_new_at: datetime | None = None
    failures: int = 0
    quiet_polls: int = 0
    moved_to: str | None = None
    moved_polls: int = 0
    health: str = "new"
    reason: str | None = None
    poll_minutes: int | None = None

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> FeedState:
        """From a row that may hold more; times as datetimes or ISO texts."""
        values = {name: row[name] for name in _COLUMNS if row.get(name) is not None}
        for name, value in values.items():
            if name.endswith("_at") and isinstance(value, str):
                values[name] = datetime.fromisoformat(value)
        return cls(**values)

    def as_row(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _COLUMNS}


_COLUMNS: Final = tuple(f.name for f in fields(FeedState))


@dataclass(frozen=True, slots=True)
class Seen:
    """What one poll saw.

    Attributes:
        outcome: see `Outcome`; the last three are failures and come with a `problem`.
        asked: False when the feed was not asked for: a host that wants to be left alone
            teaches nothing about it, an address that must not be asked does.
        published: times of the document's entries, for the rate of publication.
        wish_seconds: the longest of `ttl` and Cache-Control's max-age.
        retry_at: before which the host must not be asked.
    """

    outcome: Outcome
    status: int | None = None
    asked: bool = True
    problem: ReadoutError | None = None
    remark: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    title: str | None = None
    format: str | None = None
    published: tuple[datetime, ...] = ()
    wish_seconds: int = 0
    retry_at: datetime | None = None
    moved_to: str | None = None


def conditions(feed: FeedState) -> tuple[str | None, str | None]:
    """The ETag and the Last-Modified to poll with. Every so often, while nothing new comes,
    a date alone: a server whose ETag got stuck would say "not modified" for ever. Without a
    Last-Modified it is the time at which we got what we have (RFC 9110, 13.1.3)."""
    if feed.etag and feed.quiet_polls % ASK_BY_DATE_EVERY == ASK_BY_DATE_EVERY - 1:
        got = feed.last_new_at
        since = feed.last_modified or (
            format_datetime(got.replace(tzinfo=UTC), usegmt=True) if got else None
        )
        return (None if since else feed.etag), since
    return feed.etag, feed.last_modified


def after_poll(
    feed: FeedState, seen: Seen, now: datetime, bounds: Bounds | None = None
) -> FeedState:
    """The state after a poll at `now`."""
    bounds = bounds or Bounds()
    if seen.problem is not None:
        return _failed(feed, seen, now)
    feed = _moved(feed, seen)
    fresh = seen.outcome == "new"
    full = seen.outcome != "not_modified"
    state = replace(
        feed,
        title=seen.title or feed.title,
        format=seen.format or feed.format,
        # A 304 may leave out the validators; an answer in full replaces them.
        etag=seen.etag if full else seen.etag or feed.etag,
        last_modified=seen.last_modified if full else seen.last_modified or feed.last_modified,
        content_hash=seen.content_hash if full else feed.content_hash,
        last_polled_at=now,
        last_success_at=now,
        last_new_at=now if fresh else feed.last_new_at,
        failures=0,
        quiet_polls=0 if fresh else feed.quiet_polls + 1,
        health="ok",
        reason=seen.remark,
    )
    interval = next_interval(
        state, seen.published, now, fresh=fresh, wish=seen.wish_seconds, bounds=bounds
    )
    pause = timedelta(seconds=interval * _spread(feed.feed_id, now))
    return replace(state, interval_seconds=interval, next_poll_at=_no_sooner(now + pause, seen))


def _failed(feed: FeedState, seen: Seen, now: datetime) -> FeedState:
    assert seen.problem is not None
    if not seen.asked and seen.problem.kind == "temporary":
        later = now + timedelta(seconds=UNASKED_SECONDS)
        return replace(feed, last_polled_at=now, next_poll_at=_no_sooner(later, seen))
    failures = feed.failures + 1
    kind = seen.problem.kind if seen.problem.kind in BACK_OFF else "soft"
    if not seen.asked:
        # An address that we refuse costs nobody a request, and a setting mends it at any moment.
        kind = "temporary"
    told = seen.problem.what + (f": {seen.problem.why}" if seen.problem.why else "")
    if seen.status == GONE:
        health, reason = "retired", f"{told}; it is not polled any more"
    else:
        health = "down" if failures >= DOWN_AFTER[kind] else "ailing"
        reason = told if failures == 1 else f"{failures} failures in a row, the last: {told}"
    first, growth, most = BACK_OFF[kind]
    pause = min(first * growth ** min(failures - 1, 20), most) * _spread(feed.feed_id, now)
    return replace(
        feed,
        last_polled_at=now,
        failures=failures,
        health=health,
        reason=reason[:500],
        moved_to=None,
        moved_polls=0,
        next_poll_at=_no_sooner(now + timedelta(seconds=pause), seen),
    )


def _moved(feed: FeedState, seen: Seen) -> FeedState:
    """Count polls that were sent on for good, and move when there are enough of them."""
    if not seen.moved_to or seen.moved_to == feed.url:
        return replace(feed, moved_to=None, moved_polls=0) if feed.moved_to else feed
    polls = feed.moved_polls + 1 if seen.moved_to == feed.moved_to else 1
    if polls >= MOVE_POLLS:
        return replace(feed, url=seen.moved_to, moved_to=None, moved_polls=0)
    return replace(feed, moved_to=seen.moved_to, moved_polls=polls)


def next_interval(
    feed: FeedState,
    published: Iterable[datetime],
    now: datetime,
    *,
    fresh: bool,
    wish: int = 0,
    bounds: Bounds | None = None,
) -> int:
    """Seconds until the next poll.

    With dated entries: half the mean distance between the newest of them, growing with
    the silence since the last. Without: shorter after news, longer after none. Halfway
    from the interval before, so that one odd entry does not swing it. What the user fixed
    is taken as it is.
    """
    if feed.poll_minutes:
        return feed.poll_minutes * 60
    bounds = bounds or Bounds()
    before = feed.interval_seconds
    dates = sorted((d for d in published if d <= now), reverse=True)[:20]
    if len(dates) >= 3:
        distance = (dates[0] - dates[-1]).total_seconds() / (len(dates) - 1)
        silence = (now - dates[0]).total_seconds()
        wanted = max(distance / 2, silence / 8)
    elif fresh:
        wanted = before * 0.6
    else:
        since = feed.last_new_at
        silence = (now - since).total_seconds() if since else bounds.longest
        wanted = max(before, min(before * 1.5, silence / 4))
    wanted = (before + bounds.clamp(wanted)) / 2
    return round(bounds.clamp(max(wanted, min(wish, MOST_WISHED))))


def _spread(feed_id: str, now: datetime) -> float:
    """0.95 to 1.05, different from feed to feed and poll to poll: feeds that were added
    together shall not be polled together for ever."""
    return 0.95 + (zlib.crc32(f"{feed_id}{now.isoformat()}".encode()) % 1000) / 10_000


def _no_sooner(moment: datetime, seen: Seen) -> datetime:
    return max(moment, seen.retry_at) if seen.retry_at else moment
