"""The quick reader gives what feedparser gives, or nothing."""

from __future__ import annotations

import random

import feedparser
import pytest
from readout.sources.feeds import parsing
from readout.sources.feeds.feednames import MEANT
from readout.sources.feeds.wellformed import read_wellformed

from bench.feed_damage import ELEMENTS, damaged
from bench.feeds import by_feedparser
from tests.sources.feeds import test_feeds_as_they_are as as_they_are
from tests.sources.feeds import test_parsing as plain

URL = "https://news.example/world/feed.xml"

FEEDS = [
    *(plain.FORMATS[name].decode() for name in ("rss20", "atom10", "rss10")),
    *(document for document, _, _ in as_they_are.LINKS if document.startswith("<")),
    *(as_they_are.rss(f"<title>t</title>{one}") for one in ELEMENTS),
    *(as_they_are.atom(one) for one in ELEMENTS),
    *(as_they_are.rss("<title>t</title>", channel=one) for one in ELEMENTS),
    *(as_they_are.atom("<title>t</title>", head=one) for one in ELEMENTS),
]


def quickly(text: str, url: str) -> bool:
    return read_wellformed(text, url, parsing._looks_like_html) is not None


def test_it_knows_every_element_that_has_a_meaning_for_feedparser() -> None:
    handled = {
        name.partition("_")[2].partition("_")[2].lower()
        for name in dir(feedparser.mixin._FeedParserMixin)
        if name.startswith(("_start_", "_end_"))
    }
    assert handled - {"geom"} <= MEANT


@pytest.mark.parametrize("url", [URL, ""])
def test_whole_feeds(url: str) -> None:
    read = 0
    for text in FEEDS:
        read += quickly(text, url)
        content = text.encode()
        assert parsing.parse_feed(content, None, url) == by_feedparser(content, None, url), text
    assert read > len(FEEDS) / 2


def test_an_element_stored_where_a_text_is_meant_breaks_nothing() -> None:
    for name in ("links", "authors", "author_detail", "title_detail", "id", "language", "date"):
        for one in (f"<{name}>A</{name}>", f"<{name} x='y'/>", f"<{name} x='y'>A</{name}>"):
            # What `links` holds is no list then, and the next link is stored as it is.
            more = "<link href='http://a.example/1' rel='self'/><title>t</title>"
            for text in (
                as_they_are.atom(one + more, head=one + more),
                as_they_are.rss(one + more, channel=one + more),
            ):
                feed = parsing.parse_feed(text.encode(), None, URL)
                assert len(feed.entries) == 1, text
                assert feed == by_feedparser(text.encode(), None, URL), text


def test_the_bytes_of_a_feed_are_read_as_its_text_is() -> None:
    for text in FEEDS[:60]:
        content = text.encode()
        marked = parsing.parse_feed(b"\xef\xbb\xbf" + content, None, URL)
        assert parsing.parse_feed(content, None, URL) == marked, text
    for broken in (b"caf\xe9 \xc3\xa9 \xc3\xa9", b"\xf0\x9f\x98", b"\xed\xa0\x80"):
        content = as_they_are.rss("<title>t~</title>").encode().replace(b"~", broken)
        assert parsing.parse_feed(content, None, URL) == by_feedparser(content, None, URL)


@pytest.mark.parametrize("seed", range(4))
def test_damaged_feeds(seed: int) -> None:
    chance = random.Random(seed)
    read = 0
    for _ in range(300):
        text = damaged(chance.choice(FEEDS), chance)
        if quickly(text, URL):
            read += 1
            content = text.encode("utf-8", "replace")
            assert parsing.parse_feed(content, None, URL) == by_feedparser(content, None, URL), text
    assert read > 30


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel><item><title>a",
        "<rss><channel><item><title>a <b>c</b></title></item></channel></rss>",
        "<rss><channel><x:y/></channel></rss>",
        "<html><body/></html>",
        "<rss><channel><item><title>&nbsp;</title></item></channel></rss>",
    ],
)
def test_a_doubt_is_left_to_feedparser(text: str) -> None:
    assert not quickly(text, URL)
