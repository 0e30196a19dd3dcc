"""What a user asks for out of turn: a feed polled now, a page tried again now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from readout.config import Settings
from readout.errors import ConfigError, did_you_mean
from readout.sources.feeds.listfile import load_list
from readout.sources.urls import canonical_url
from readout.steps import fetching, polling
from readout.steps.batches import read_batch
from readout.storage.keys import key
from readout.storage.loader import loading
from readout.storage.publish import publish_if_due

if TYPE_CHECKING:
    from readout.storage.results import FetchingOutcomeRow, PagesFeedPollsRow, PagesFeedRow


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a wish: the feed and its newest poll, or the entries of a page."""

    feed: PagesFeedRow | None = None
    poll: PagesFeedPollsRow | None = None
    entries: Sequence[FetchingOutcomeRow] = field(default_factory=list)


def poll_now(settings: Settings, asked: str) -> Done:
    """Poll one feed of the list at once, due or not, and load what it showed. The time of its
    next poll is reckoned from now.

    Args:
        asked: its id (or the beginning), its address, or its title.

    Raises:
        ConfigError: no feed on the list, or several, are meant.
        WarehouseLocked: a load of the running product takes too long.
    """
    listed = load_list(settings.feeds, [])
    meant = [f for f in listed if asked in (f.url, f.title)]
    # A feed that moved is known by the address that is listed; its key is made of that.
    chosen = polling.choose_feeds(settings, asked=key(meant[0].url) if len(meant) == 1 else asked)
    if not chosen["feeds"]:
        known = [name for f in listed for name in (f.url, f.title) if name]
        raise ConfigError(
            f"No such feed on the list{did_you_mean(asked, known)}",
            resource=asked,
            mend="readout feeds list shows them with their ids",
        )
    (path,) = chosen.paths
    ident = next(read_batch(path))["feed_id"]
    polling.poll_batch(settings, path)
    polling.load_polls(settings)
    with loading(settings, polling.STEP) as load:
        (feed,) = load.rows("pages/feed", ident=ident)
        polls = load.rows("pages/feed_polls", ident=ident, limit=1)
    publish_if_due(settings)  # whoever asked looks at it next
    return Done(feed, polls[0] if polls else None)


def retry_now(settings: Settings, url: str) -> Done:
    """Try a page again at once, though it failed or was given up; an article that was read is
    looked at again. The address of a feed polls that feed.

    Raises:
        ConfigError: no feed and no entry has this address.
    """
    if any(url in (f.url, f.title) for f in load_list(settings.feeds, [])):
        return poll_now(settings, url)
    address = canonical_url(url) or url
    chosen = fetching.choose_pages(settings, url=address)
    if not chosen.paths:
        raise ConfigError(
            "No feed and no entry has this address",
            resource=url,
            mend="readout report problems --json shows the addresses of what failed",
        )
    for path in chosen.paths:
        fetching.fetch_batch(settings, path)
    fetching.load_pages(settings)
    with loading(settings, fetching.STEP) as load:
        done = Done(entries=load.rows("fetching/outcome", url=address))
    publish_if_due(settings)
    return done
