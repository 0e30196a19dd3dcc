"""Feeds of every format, encoding and kind of damage."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readout.model import FeedDocument
from readout.sources.feeds.autodiscovery import feed_links
from readout.sources.feeds.markuproot import is_feed
from readout.sources.feeds.parsing import MAX_ENTRIES, parse_feed

URL = "https://news.example/world/feed.xml"
DATE = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def rss(*items: str, channel: str = "", head: str = "") -> bytes:
    return (
        f"{head}<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
        "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>"
        f"<channel><title>News</title><link>/</link>{channel}"
        + "".join(f"<item>{item}</item>" for item in items)
        + "</channel></rss>"
    ).encode()


def parse(content: bytes, content_type: str | None = None) -> FeedDocument:
    return parse_feed(content, content_type, URL)


FORMATS = {
    "rss20": rss(
        "<title>One</title><link>/1</link><guid isPermaLink='false'>g1</guid>"
        "<pubDate>Sun, 01 Mar 2026 12:00:00 GMT</pubDate><dc:creator>Ada Writer</dc:creator>"
        "<description>What happened</description>"
    ),
    "atom10": b"""<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title><link href='/'/><entry>
<title type='html'>&lt;b&gt;One&lt;/b&gt;</title><link rel='alternate' href='/1'/><id>g1</id>
<published>2026-03-01T13:00:00+01:00</published><author><name>Ada Writer</name></author>
<summary>What happened</summary></entry></feed>""",
    "rss10": b"""<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'
xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>
<channel rdf:about='x'><title>News</title><link>/</link></channel>
<item rdf:about='g1'><title>One</title><link>/1</link><dc:date>2026-03-01T12:00:00Z</dc:date>
<dc:creator>Ada Writer</dc:creator><description>What happened</description></item></rdf:RDF>""",
    "json": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "News",
            "home_page_url": "/",
            "items": [
                {
                    "id": "g1",
                    "url": "/1",
                    "title": "One",
                    "date_published": "2026-03-01T12:00:00Z",
                    "authors": [{"name": "Ada Writer"}],
                    "content_html": "<p>What happened</p>",
                }
            ],
        }
    ).encode(),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_same(name: str) -> None:
    feed = parse(FORMATS[name])
    assert (feed.format, feed.title, feed.problem) == (name, "News", None)
    assert feed.link == "https://news.example/"
    (entry,) = feed.entries
    assert (entry.title, entry.link, entry.guid) == ("One", "https://news.example/1", "g1")
    assert (entry.published, entry.authors) == (DATE, ("Ada Writer",))
    assert entry.summary == "What happened"


def test_cdf() -> None:
    content = b"""<?xml version='1.0'?><CHANNEL HREF='http://a.example/'><TITLE>News</TITLE>
<ITEM HREF='http://a.example/1' LASTMOD='2026-03-01T12:00'><TITLE>One</TITLE></ITEM></CHANNEL>"""
    feed = parse(content)
    assert (feed.format, feed.title) == ("cdf", "News")
    assert [(e.title, e.link) for e in feed.entries] == [("One", "http://a.example/1")]


# ----------------------------------------------------------------------------- encodings

WORDS = "Café – “naïve” président"


@pytest.mark.parametrize(
    "encoding, declared, header",
    [
        ("utf-8", None, None),
        ("utf-8", "utf-8", None),
        ("utf-8-sig", "utf-8", None),
        ("utf-16", "utf-16", None),
        ("windows-1252", "windows-1252", None),
        ("windows-1252", None, None),
        ("windows-1252", "utf-8", None),
        ("windows-1252", "windows-1252", "utf-8"),
        ("utf-8", "iso-8859-1", None),
        ("utf-8", "x-nonsense", "x-nonsense"),
        ("windows-1252", None, "iso-8859-1"),
    ],
)
def test_encodings(encoding: str, declared: str | None, header: str | None) -> None:
    head = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    text = head + rss(f"<title>{WORDS}</title>").decode()
    content_type = f"application/rss+xml; charset={header}" if header else None
    (entry,) = parse(text.encode(encoding), content_type).entries
    assert entry.title == WORDS


# -------------------------------------------------------------------------------- damage


@pytest.mark.parametrize(
    "content, entries, problem",
    [
        (rss("<title>a & b</title>", "<title>c<br></title>"), 2, "broken"),
        (rss("<title>a</title>", "<title>b</title>")[:-20], 2, "broken"),
        (b"\n\n  " + rss("<title>a</title>", head="<?xml version='1.0'?>"), 1, None),
        (rss("<media:thumbnail url='x'/><title>a</title>"), 1, "broken"),
        (rss("<title>a\x00\x0b\x1f b</title>"), 1, None),
        (rss(), 0, None),
        (b"", 0, "empty"),
        (b"   \n", 0, "empty"),
        (b"not a feed at all", 0, "no markup"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, 0, "no"),
        (b"<!DOCTYPE html><html><body>Hello</body></html>", 0, "web page"),
        (b"<?xml version='1.0'?><opml><body/></opml>", 0, "no feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1"', 0, "JSON is broken"),
        (b'{"items": {}}', 0, "no JSON Feed"),
        (b'{"items": [1, null, {"id": 7, "url": "/x"}]}', 1, None),
        (b"[" * 100_000, 0, "no"),
        (b'{"a":' * 100_000, 0, "broken"),
    ],
)
def test_damage(content: bytes, entries: int, problem: str | None) -> None:
    feed = parse(content)
    assert len(feed.entries) == entries
    assert (feed.problem is None) if problem is None else (problem in (feed.problem or ""))


def bomb(kind: str) -> bytes:
    laughs = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    declarations = {
        "laughs": f"<!ENTITY a0 'lol'>{laughs}",
        "quadratic": f"<!ENTITY a9 '{'A' * 100_000}'>",
        "file": "<!ENTITY a9 SYSTEM 'file:///etc/hostname'>",
        "parameter": "<!ENTITY % p SYSTEM 'http://127.0.0.1:9/x'> %p;",
    }[kind]
    uses = "&a9;" * (2000 if kind == "quadratic" else 1)
    return rss(
        f"<title>{uses}</title><link>/1</link>",
        head=f"<?xml version='1.0'?><!DOCTYPE z [{declarations}]>",
    )


@pytest.mark.parametrize("kind", ["laughs", "quadratic", "file", "parameter"])
def test_entities_are_never_resolved(kind: str) -> None:
    with open("/etc/hostname", encoding="utf-8") as file:
        secret = file.read().strip()
    started = time.process_time()
    feed = parse(bomb(kind))
    assert time.process_time() - started < 1.0
    (entry,) = feed.entries
    assert entry.link == "https://news.example/1"
    assert len(entry.title or "") <= 1000
    assert "lollol" not in (entry.title or "")
    assert not secret or secret not in (entry.title or "")


LONG = 400_000
HEAD = b"<rss version='2.0'><channel><title>x</title>"
SLOW = {
    "elements in elements": HEAD + b"<x>" * LONG,
    "angle brackets": b"<" * LONG * 3,
    "comments that never end": b"<!-- " * LONG,
    "instructions that never end": b"<?" * LONG,
    "quotes that never end": b"<!DOCTYPE x " + b"'" * LONG,
    "declarations in declarations": b"<!DOCTYPE [" * LONG,
    "ampersands": HEAD + b"<item><title>" + b"&" * LONG + b"</title></item></channel></rss>",
    "tags in a summary": HEAD
    + b"<item><description>"
    + b"&lt;a " * LONG
    + b"</description></item>",
    "a number as a date": HEAD + b"<item><pubDate>" + b"1 " * LONG + b"</pubDate></item>",
}


@pytest.mark.parametrize("name", SLOW)
def test_no_document_takes_long(name: str) -> None:
    started = time.process_time()
    parse(SLOW[name])
    assert time.process_time() - started < 4.0


def test_what_would_take_minutes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """feedparser's time grows with the square of a tag's attributes."""
    monkeypatch.setattr("readout.sources.feeds.parsing.PARSE_SECONDS", 0.5)
    attributes = b" ".join(b"a%d='x'" % n for n in range(60_000))
    started = time.process_time()
    feed = parse(HEAD + b"<item " + attributes + b"></item></channel></rss>")
    assert time.process_time() - started < 3.0
    assert feed.problem
    assert "took more than" in feed.problem


def test_more_entries_than_anybody_reads() -> None:
    items = [f"<title>{n}</title><guid>g{n}</guid>" for n in range(MAX_ENTRIES + 500)]
    feed = parse(rss(*items))
    assert len(feed.entries) == MAX_ENTRIES
    assert feed.problem
    assert "5,000" in feed.problem
    listed = {"items": [{"id": str(n)} for n in range(MAX_ENTRIES + 1)]}
    assert len(parse(json.dumps(listed).encode()).entries) == MAX_ENTRIES


@settings(max_examples=200)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: rss(t)))
def test_any_bytes_are_a_feed_or_a_problem(content: bytes) -> None:
    feed = parse(content)
    keys = [entry.key for entry in feed.entries]
    assert len(keys) == len(set(keys))


# --------------------------------------------------------------------------------- parts


@pytest.mark.parametrize(
    "link, expected",
    [
        ("/1", "https://news.example/1"),
        ("1?a=1&amp;b=2", "https://news.example/world/1?a=1&b=2"),
        ("//cdn.example/1", "https://cdn.example/1"),
        ("http://other.example", "http://other.example"),
        ("  https://x.example/a\n", "https://x.example/a"),
        ("javascript:alert(1)", None),
        ("mailto:a@x.example", None),
        ("data:text/html,x", None),
        ("", None),
    ],
)
def test_links(link: str, expected: str | None) -> None:
    (entry,) = parse(rss(f"<title>t</title><link>{link}</link>")).entries
    assert entry.link == expected


def test_xml_base_is_heeded() -> None:
    content = rss("<title>t</title><link>1</link>").replace(
        b"<item>", b"<item xml:base='https://b.example/x/'>"
    )
    (entry,) = parse(content).entries
    assert entry.link == "https://b.example/x/1"


@pytest.mark.parametrize(
    "title, expected",
    [
        ("AT&amp;amp;T buys", "AT&T buys"),
        ("Q&amp;A", "Q&A"),
        ("&lt;b&gt;Bold&lt;/b&gt; words", "Bold words"),
        # What is no tag of running text is text; whoever prints it escapes it.
        ("History of the &lt;blink&gt; tag", "History of the <blink> tag"),
        ("<![CDATA[5 < 6 & so on]]>", "5 < 6 & so on"),
        ("two\n  lines", "two lines"),
    ],
)
def test_titles(title: str, expected: str) -> None:
    (entry,) = parse(rss(f"<title>{title}</title>")).entries
    assert entry.title == expected


@pytest.mark.parametrize(
    "channel, minutes",
    [
        ("<ttl>60</ttl>", 60),
        ("<ttl>soon</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 30),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 1440),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            None,
        ),
        ("", None),
    ],
)
def test_what_the_feed_asks_for(channel: str, minutes: int | None) -> None:
    assert parse(rss(channel=channel)).ttl_minutes == minutes


@pytest.mark.parametrize(
    "content, expected",
    [
        *((FORMATS[name], True) for name in ("rss20", "atom10", "rss10")),
        (bomb("laughs"), True),
        (bomb("quadratic"), True),
        (
            rss("<title>t</title>", head="<?xml version='1.0'?><!-- > -->")
            .decode()
            .encode("utf-16"),
            True,
        ),
        (b"\xef\xbb\xbf \n" + rss(), True),
        (FORMATS["json"], False),
        (b"<!DOCTYPE html><html><body><rss></rss></body></html>", False),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><feed/></html>", False),
        (b"<!-- <rss> never ends", False),
        (b"plain", False),
        (b"", False),
    ],
)
def test_a_feed_is_known_by_its_root(content: bytes, expected: bool) -> None:
    assert is_feed(content) is expected


# -------------------------------------------------------------------------- autodiscovery


def test_a_page_names_its_feeds() -> None:
    page = b"""<html><head><base href="/en/">
<link rel="alternate" type="application/rss+xml" title="Comments" href="comments/feed">
<LINK REL='alternate stylesheet' type='text/css' href='x.css'>
<link rel=alternate type='application/atom+xml; charset=utf-8' title=' All  news ' href=atom.xml />
<link rel="alternate" type="application/json" href="https://x.example/wp-json/v2/posts/1">
<link rel="alternate" type="application/feed+json" href="//x.example/feed.json">
<link rel="feed" href="/plain"><link rel="alternate" hreflang="de" href="/de/">
</head></html>"""
    found = [
        (f.url, f.title, f.format) for f in feed_links(page, "text/html", "https://x.example/a")
    ]
    assert found == [
        ("https://x.example/en/atom.xml", "All news", "Atom"),
        ("https://x.example/feed.json", None, "JSON Feed"),
        ("https://x.example/plain", None, "feed"),
        ("https://x.example/en/comments/feed", "Comments", "RSS"),
    ]
