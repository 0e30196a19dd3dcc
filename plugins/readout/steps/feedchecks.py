"""Polls that keep nothing: finding the feed behind an address, and checking feeds."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from readout.config import Settings
from readout.errors import HardError, ReadoutError, SoftError
from readout.rendering.words import counted
from readout.sources.feeds.autodiscovery import FeedLink, feed_links
from readout.sources.feeds.poll import Poll, poll_feed, utc
from readout.sources.feeds.state import FeedState
from readout.sources.http.answers import PAGE_TYPES, Asked
from readout.sources.http.fetch import Fetcher
from readout.sources.urls import absolute_url
from readout.steps.polling import fetcher_of

# Where feeds lie when a page does not name one.
_USUAL = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/feed.json")


@dataclass(frozen=True, slots=True)
class Found:
    """What one dry poll found. `interval_seconds`: how often it would be polled at first;
    `newest`: UTC without zone."""

    url: str
    title: str | None = None
    format: str | None = None
    entries: int = 0
    newest: datetime | None = None
    interval_seconds: int | None = None
    status: int | None = None
    home: str | None = None
    remark: str | None = None
    problem: ReadoutError | None = None


def _found(url: str, poll: Poll) -> Found:
    dates = [utc(entry.published) for entry in poll.entries]
    return Found(
        url=url,
        title=poll.state.title,
        format=poll.state.format,
        entries=len(poll.entries),
        newest=max((date for date in dates if date), default=None),
        interval_seconds=None if poll.seen.problem else poll.state.interval_seconds,
        status=poll.answer.status,
        remark=poll.seen.remark,
        problem=poll.seen.problem,
    )


async def check_feeds(settings: Settings, urls: Sequence[str]) -> list[Found]:
    """Poll each of `urls` once, in parallel as far as politeness allows; results in order."""
    async with fetcher_of(settings) as fetcher:
        return list(await asyncio.gather(*(_check(fetcher, url) for url in urls)))


async def _check(fetcher: Fetcher, url: str) -> Found:
    return _found(url, await poll_feed(fetcher, FeedState(feed_id="check", url=url), {}))


async def find_feeds(
    settings: Settings, url: str, *, every: bool = False
) -> tuple[list[Found], list[FeedLink]]:
    """The feed behind an address: itself, else what its page names, else a usual place.

    Args:
        url: a scheme may be missing, then https is tried, and http.
        every: all that the page names, not only the first that works.

    Returns:
        The feeds found, each read once, and those that the page names besides.

    Raises:
        SoftError: there is none. Or whatever kept the page from being read.
    """
    other_scheme = re.match(r"[A-Za-z][\w+.-]*:(?!\d)", url) and not absolute_url(url)
    start = None if other_scheme else absolute_url(url) or absolute_url(f"https://{url}")
    if start is None:
        raise HardError("The address is none", resource=url)
    async with fetcher_of(settings) as fetcher:
        itself = await _check(fetcher, start)
        if itself.problem is not None and itself.status is None and "://" not in url:
            start = f"http://{url}"
            itself = await _check(fetcher, start)
        if itself.problem is None:
            return [itself], []
        answer = await fetcher.get(Asked(start, PAGE_TYPES, robots="lenient", follow_refresh=True))
        if answer.problem is not None:
            raise answer.problem
        links = feed_links(answer.content, answer.content_type, answer.url)
        found: list[Found] = []
        used: set[str] = set()
        for link in links:
            one = await _check(fetcher, link.url)
            if one.problem is None:
                found.append(one)
                used.add(link.url)
                if not every:
                    break
        for place in _USUAL if not found else ():
            address = absolute_url(place, answer.url)
            one = await _check(fetcher, address) if address else itself
            if one.problem is None:
                found.append(one)
                break
    if not found:
        raise SoftError(
            "No feed was found",
            resource=start,
            why=f"the page names {counted(len(links), 'feed')}, and none could be read",
            mend="give the address of the feed itself",
        )
    return found, [link for link in links if link.url not in used]
