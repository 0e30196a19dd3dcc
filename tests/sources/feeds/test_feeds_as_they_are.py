"""What feed readers' users report: each kind with the case that was tried first and siblings.

A row is a document and what must come of it. The first row of a kind was found by trying, the
others were written before anything was mended.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from readout.model import Entry, FeedDocument
from readout.sources.feeds.entrykeys import entry_key, match_known
from readout.sources.feeds.parsing import parse_feed

URL = "https://www.paper.example/rss.xml"
HUB = "https://feeds.hub.example/paper"
SPACES = (
    "xmlns:media='http://search.yahoo.com/mrss/' xmlns:atom='http://www.w3.org/2005/Atom' "
    "xmlns:a10='http://www.w3.org/2005/Atom' xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' "
    "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
)


def rss(*items: str, channel: str = "<link>https://www.paper.example/news/</link>") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss version='2.0' {SPACES}><channel><title>P</title>{channel}{body}</channel></rss>"


def atom(*entries: str, head: str = "", lang: str = "en") -> str:
    body = "".join(f"<entry><id>e</id><title>T</title>{entry}</entry>" for entry in entries)
    return (
        f"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='{lang}'><title>P</title>{head}"
        f"{body}</feed>"
    )


def parse(document: str | bytes, url: str = URL, content_type: str | None = None) -> FeedDocument:
    content = document.encode() if isinstance(document, str) else document
    return parse_feed(content, content_type, url)


def only(document: str | bytes, url: str = URL, content_type: str | None = None) -> Entry:
    (entry,) = parse(document, url, content_type).entries
    return entry


# ------------------------------------------------------------------------------- dates

DATES = [
    # figures alone
    ("2023/06/21 09:00", "2023-06-21T09:00"),
    ("21-06-2023 09:00", "2023-06-21T09:00"),
    ("2023.06.21 09:00", "2023-06-21T09:00"),
    ("21/06/2023 09:00", "2023-06-21T09:00"),
    ("2023-6-21 9:00", "2023-06-21T09:00"),
    ("20230621T090000Z", "2023-06-21T09:00"),
    # zones by name
    ("Wed, 21 Jun 2023 09:00:00 JST", "2023-06-21T00:00"),
    ("Wed, 21 Jun 2023 09:00:00 CEST", "2023-06-21T07:00"),
    ("Wed, 21 Jun 2023 09:00:00 PDT", "2023-06-21T16:00"),
    ("21 Jun 2023 09:00 AEST", "2023-06-20T23:00"),
    ("Wed, 21 Jun 2023 09:00:00 IST", "2023-06-21T03:30"),
    ("Wed, 21 Jun 2023 09:00:00 MESZ", "2023-06-21T07:00"),
    ("June 21, 2023 - 09:00 PDT", "2023-06-21T16:00"),
    ("mié, 21 jun 2023 09:00:00 PST", "2023-06-21T17:00"),
    ("21 juin 2023 09:00 AEST", "2023-06-20T23:00"),
    # zones by distance
    ("2023-06-21 18:30:00 UTC", "2023-06-21T18:30"),
    ("2023-06-21 18:30:00 -0300", "2023-06-21T21:30"),
    ("2023-06-21T18:30:00+02", "2023-06-21T16:30"),
    ("Wed, 21 Jun 2023 09:00:00 GMT+2", "2023-06-21T07:00"),
    ("Wed, 21 Jun 2023 09:00:00 UTC+05:30", "2023-06-21T03:30"),
    ("Wed, 21 Jun 2023 09:00:00 +02:00", "2023-06-21T07:00"),
    ("2023-06-21 18:30:00.000 +0000 UTC", "2023-06-21T18:30"),
    # months of other languages
    ("21 июня 2023 09:00", "2023-06-21T09:00"),
    ("21 Haziran 2023 09:00", "2023-06-21T09:00"),
    ("2023年6月21日 09:00", "2023-06-21T09:00"),
    ("21. června 2023", "2023-06-21T00:00"),
    ("21. kesäkuuta 2023", "2023-06-21T00:00"),
    ("śr., 21 cze 2023 09:00:00 +0200", "2023-06-21T07:00"),
    # never invented
    ("June 2023", None),
    ("Wednesday 09:00", None),
    ("21 Jun", None),
    ("2023", None),
    ("yesterday", None),
    ("03/04/2023 10:00", None),
    ("21 Jun 2023 and 22 Jun 2023", None),
    ("2023-13-45", None),
    ("0001-01-01T00:00:00Z", None),
    ("0001-01-01T00:00:00+05:00", None),
    ("9999-12-31T23:59:59-12:00", None),
]


@pytest.mark.parametrize("text, expected", DATES)
def test_dates(text: str, expected: str | None) -> None:
    found = only(rss(f"<title>t</title><pubDate>{text}</pubDate>")).published
    assert found == (datetime.fromisoformat(expected).replace(tzinfo=UTC) if expected else None)


def test_a_date_of_two_readings_is_told() -> None:
    items = [f"<title>{d}</title><pubDate>{d}</pubDate>" for d in ("03/04/2023", "04/03/2023")]
    document = parse(rss(*items, "<title>x</title><pubDate>2023-06-21</pubDate>"))
    assert [e.published is None for e in document.entries] == [True, True, False]
    assert document.problem == "2 dates can be read in two ways and were left out: 03/04/2023"


def test_what_no_reader_knows_is_not_asked_of_every_entry() -> None:
    items = [
        f"<title>{n}</title><pubDate>Blurs {n} of 20{n % 90 + 10}</pubDate>" for n in range(3000)
    ]
    assert {e.published for e in parse(rss(*items)).entries} == {None}


# --------------------------------------------------------------------------- encodings

ENCODINGS = [
    # bytes, content type, declared
    ("utf-8", None, "utf-16"),
    ("utf-8", "text/xml; charset=utf-16", None),
    ("utf-8", None, "ucs-2"),
    ("utf-8", "text/xml; charset=utf-32", "utf-16"),
    ("windows-1252", None, "utf-16"),
    ("windows-1252", None, None),
    ("windows-1252", None, "utf-8"),
    ("windows-1252", "text/xml; charset=utf-8", "us-ascii"),
    ("utf-16-le", None, "utf-16"),
]


@pytest.mark.parametrize("blanks", ["", "\n"])  # half of all lengths are no UTF-16 at all
@pytest.mark.parametrize("sent, header, declared", ENCODINGS)
def test_encodings(sent: str, header: str | None, declared: str | None, blanks: str) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text = head + rss("<title>Café “Étoile” – naïve</title>") + blanks
    assert only(text.encode(sent), content_type=header).title == "Café “Étoile” – naïve"


@pytest.mark.parametrize(
    "raw",
    [
        "Café “Étoile”".encode() + b" d\xe9but \x93now\x94 " + "Łódź".encode(),
        "Łódź ".encode() * 20 + b"caf\xe9",
        b"\xe2\x80\x9cYes\xe2\x80\x9d \x96 " + "naïve".encode(),
    ],
)
def test_a_feed_glued_of_two_encodings(raw: bytes) -> None:
    title = only(
        b"<rss version='2.0'><channel><item><title>" + raw + b"</title></item></channel></rss>"
    ).title
    assert title is not None
    assert not set("\ufffdÃâÅ\x93\x96") & set(title)


# ------------------------------------------------------------------------------- links

GUID = "<guid>https://www.paper.example/k2.html</guid>"
LINKS = [
    # an empty link, and a guid that is one
    (rss(f"<title>t</title><link></link>{GUID}"), URL, "https://www.paper.example/k2.html"),
    (rss(f"<title>t</title><link/>{GUID}"), URL, "https://www.paper.example/k2.html"),
    (rss(f"<title>t</title>{GUID}<link><![CDATA[ ]]></link>"), URL, "https://www.paper.example/k2.html"),
    (rss("<title>t</title><link> </link><guid isPermaLink='false'>https://x.example/1</guid>"), URL, None),
    # a hub serves the feed
    (rss("<title>t</title><link>/2023/x.html</link>"), HUB, "https://www.paper.example/2023/x.html"),
    (rss("<title>t</title><link>x.html</link>"), HUB, "https://www.paper.example/news/x.html"),
    (atom("<link href='/x'/>", head="<link href='https://www.paper.example/'/>"), HUB, "https://www.paper.example/x"),
    (json.dumps({"version": "https://jsonfeed.org/version/1.1", "home_page_url": "https://www.paper.example/", "items": [{"id": "1", "url": "/x"}]}), HUB, "https://www.paper.example/x"),
    (rss("<title>t</title><link>x.html</link>", channel="<link>https://paper.example/news/</link>"), URL, "https://www.paper.example/x.html"),
    # several alternates
    (atom("<link rel='alternate' hreflang='en' href='https://p.example/en'/><link rel='alternate' hreflang='ar' href='https://p.example/ar'/>"), URL, "https://p.example/en"),
    (atom("<link rel='alternate' hreflang='ar' href='https://p.example/ar'/><link hreflang='en-GB' href='https://p.example/en'/>"), URL, "https://p.example/en"),
    (atom("<link type='application/json' href='https://p.example/j'/><link type='text/html' href='https://p.example/h'/>"), URL, "https://p.example/h"),
    (atom("<link type='text/html' href='https://p.example/1'/><link type='text/html' href='https://p.example/2'/>"), URL, "https://p.example/1"),
    (atom("<link hreflang='de' href='https://p.example/de'/><link hreflang='fr' href='https://p.example/fr'/>", lang="fr"), URL, "https://p.example/fr"),
    # atom's link in an item of RSS
    (rss("<title>t</title><link>https://p.example/1</link><atom:link href='https://p.example/feed'/>"), URL, "https://p.example/1"),
    (rss("<title>t</title><atom:link href='https://p.example/feed'/><link>https://p.example/1</link>"), URL, "https://p.example/1"),
    (rss("<title>t</title><link>https://p.example/1</link><a10:link rel='alternate' type='text/html' href='https://p.example/amp'></a10:link>"), URL, "https://p.example/1"),
    (rss("<title>t</title><atom:link href='https://p.example/1'/>"), URL, "https://p.example/1"),
    # the target stands in the address
    (rss("<title>t</title><link>https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://p.example/a%3Fid%3D1&amp;ct=ga&amp;cd=x</link>"), URL, "https://p.example/a?id=1"),
    (rss("<title>t</title><link>http://www.bing.com/news/apiclick.aspx?ref=FexRss&amp;aid=&amp;url=https%3a%2f%2fp.example%2fa&amp;c=1</link>"), URL, "https://p.example/a"),
    (rss("<title>t</title><link>https://news.google.com/rss/articles/CBMiE2h0dHBzOi8vcC5leGFtcGxlL2HSAQA?oc=5</link>"), URL, "https://p.example/a"),
    (rss("<title>t</title><link>https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fp.example%2Fa&amp;data=05</link>"), URL, "https://p.example/a"),
    (rss("<title>t</title><link>https://l.facebook.com/l.php?u=https%3A%2F%2Fp.example%2Fa&amp;h=x</link>"), URL, "https://p.example/a"),
    (rss("<title>t</title><link>https://www.google.com/search?q=url&amp;url=javascript:x</link>"), URL, "https://www.google.com/search?q=url&url=javascript:x"),
]  # fmt: skip


@pytest.mark.parametrize("document, url, expected", LINKS)
def test_links(document: str, url: str, expected: str | None) -> None:
    assert only(document, url).link == expected


KNOWN = {
    "http://p.example/?p=1": "http://p.example/a/1",
    "http://p.example/?p=2": "http://p.example/a/2",
    "tag:3": "https://www.p.example/a/3/",
}


@pytest.mark.parametrize(
    "guid, link, key",
    [
        ("https://p.example/?p=1", "https://p.example/a/1", "http://p.example/?p=1"),
        ("https://p.example/?p=2", "https://www.p.example/a/2/", "http://p.example/?p=2"),
        ("https://p.example/?p=2", "https://p.example/moved/2", "http://p.example/?p=2"),
        (None, "http://p.example/a/3", "tag:3"),
        ("https://p.example/?p=4", "https://p.example/a/4", "https://p.example/?p=4"),
    ],
)
def test_a_scheme_is_no_other_page(guid: str | None, link: str, key: str) -> None:
    entry = Entry(key=entry_key(guid, link, "T", None, None), guid=guid, link=link, title="T")
    other = replace(entry, key="x", guid="x", link="https://p.example/other")
    assert [e.key for e in match_known([entry, other], KNOWN)] == [key, "x"]


# --------------------------------------------------------------- authors and summaries


@pytest.mark.parametrize(
    "element, names",
    [
        ("<author>desk@paper.press (Ana Lopez)</author>", ("Ana Lopez",)),
        ("<author>desk@paper.media (Ana Lopez, Rome)</author>", ("Ana Lopez, Rome",)),
        ("<author>Ana Lopez &lt;ana@paper.london&gt;</author>", ("Ana Lopez",)),
        ("<author>(Ana Lopez) desk@paper.online</author>", ("Ana Lopez",)),
        ("<dc:creator>ana.lopez@paper.online (Ana Lopez)</dc:creator>", ("Ana Lopez",)),
        ("<dc:creator>Ana Lopez (Rome)</dc:creator>", ("Ana Lopez (Rome)",)),
        ("<dc:creator>Ana Lopez</dc:creator><dc:creator>Tom Birk</dc:creator>", ("Ana Lopez", "Tom Birk")),
    ],
)  # fmt: skip
def test_authors(element: str, names: tuple[str, ...]) -> None:
    assert only(rss(f"<title>t</title>{element}")).authors == names


@pytest.mark.parametrize(
    "parts, summary",
    [
        ("<media:content url='v.mp4'><media:description>vid</media:description></media:content><description>Real</description>", "Real"),
        ("<media:group><media:description type='plain'>vid</media:description></media:group><description>Real</description>", "Real"),
        ("<media:description>vid</media:description><content:encoded>All of it</content:encoded><description>Real</description>", "Real"),
        ("<description>Real</description><media:description>vid</media:description>", "Real"),
        ("<media:description>vid</media:description>", "vid"),
    ],
)  # fmt: skip
def test_summaries(parts: str, summary: str) -> None:
    assert only(rss(f"<title>t</title>{parts}")).summary == summary


# ------------------------------------------------------------------------------ damage


@pytest.mark.parametrize(
    "reference, shown",
    [
        ("&#55357;&#56832;", "a 😀 b"),
        ("&#xD83D;&#xDE00;", "a 😀 b"),
        ("&#xD800;", "a b"),
        ("&#99999999;", "a b"),
        ("&#x110000;", "a b"),
        ("&#55357;", "a b"),
        ("<![CDATA[&#55357;&#56832;]]>", "a 😀 b"),
        ("&#0;&#1;", "a b"),
    ],
)
def test_one_broken_sign_costs_no_feed(reference: str, shown: str) -> None:
    document = parse(rss(f"<title>a {reference} b</title>", "<title>c</title>"))
    assert [e.title for e in document.entries] == [shown, "c"]
    assert document.problem is None


@pytest.mark.parametrize(
    "bad", ["<title>a</title><xhtml:b", "<title>\ud800</title>", "<title>&#xD800</title><![x["]
)
def test_one_broken_entry_costs_no_other(bad: str) -> None:
    text = rss("<title>one</title>", bad, "<title>three</title>")
    titles = [e.title for e in parse(text.encode("utf-8", "surrogatepass")).entries]
    assert titles[0] == "one"
    assert "three" in titles
