"""What to do about a feed that doesn't deliver: sentences, each with the command that helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from readout.rendering.words import counted, moment_words

if TYPE_CHECKING:
    from readout.storage.results import OperatingFailingFeedsRow, PagesFeedPollsRow, PagesFeedRow

_MEND = "To mend it: "
# A refusal that the site means: asking oftener changes nothing.
_REFUSED = frozenset({401, 402, 403, 406, 451})


def advice(
    feed: PagesFeedRow | OperatingFailingFeedsRow,
    polls: Sequence[PagesFeedPollsRow | OperatingFailingFeedsRow],
) -> list[str]:
    """What the state of a feed asks of its operator; nothing when all is well.

    Args:
        feed: a row of `sql/pages/feed.sql`.
        polls: rows of `sql/pages/feed_polls.sql`, newest first.
    """
    told = [*_of_the_state(feed, polls)]
    if feed["given_up"]:
        told.append(
            f"{counted(feed['given_up'], 'page')} of it {_was(feed['given_up'])} given up. To try "
            "one again: readout feeds retry PAGE-ADDRESS"
        )
    return told


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _of_the_state(
    feed: PagesFeedRow | OperatingFailingFeedsRow,
    polls: Sequence[PagesFeedPollsRow | OperatingFailingFeedsRow],
) -> list[str]:
    url, health = feed["url"], feed["shown_health"]
    site = "{0.scheme}://{0.netloc}/".format(urlsplit(url))
    last = polls[0] if polls else None
    if health == "paused":
        return [f"It is paused in the list. To go on: readout feeds set {url} --no-paused"]
    if health == "new" or last is None:
        return ["It was not polled yet. To poll it now: " + f"readout feeds poll {url}"]
    if health == "retired":
        return [
            "The server says that it is gone for good, so it is not asked any more. To look for "
            f"what took its place: readout feeds add {site}",
            f"To ask once more: readout feeds retry {url}; to take it off: readout feeds remove "
            f"{url}",
        ]
    if health == "ok":
        return [] if feed.get("entries") else ["It works and has shown no entry so far."]
    problem, status = str(last["problem"] or ""), last["http_status"]
    again = f"It is asked again at {moment_words(feed['next_poll_at'])} UTC by itself."
    if _MEND in problem:
        return [problem.split(_MEND, 1)[1], again]
    if status in (404, 405):
        return [f"Its address may have changed: readout feeds add {site} finds the present one."]
    if status in _REFUSED:
        return [
            "The site refuses it. See whether a browser may read it; READOUT_CONTACT tells the "
            f"site whom to write to. Then: readout feeds poll {url}"
        ]
    if status == 429:
        return [f"The site is asked too often: readout feeds set {url} --every 60", again]
    if status is not None and status >= 500:
        return [f"The fault is the server's ({status}).", again]
    if status is None:
        return [
            f"It can't be reached. See whether the name is right: readout feeds check {url}",
            again,
        ]
    return [f"What it answers is no feed: readout feeds add {site} looks for one.", again]
