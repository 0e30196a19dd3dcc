import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring
from readout.model import Entry
from readout.sources.pages import jsonld
from readout.sources.pages.dates import in_url, parse_moment, plausible
from readout.sources.pages.metadata import Metadata, clean_authors, read_metadata
from readout.sources.urls import same_site

URL = "https://www.outlet.test/world/2026-03-04-talks"


def read(head: str, body: str = "", *, ld: str = "", hint: Entry | None = None) -> Metadata:
    tree = document_fromstring(
        f"<html lang='en-GB'><head>{head}</head><body>{body}<p>x</p></body></html>"
    )
    return read_metadata(tree, [ld] if ld else [], url=URL, hint=hint)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2026-03-04T10:20:30Z", "2026-03-04T10:20:30+00:00"),
        ("2026-03-04T10:20:30.123+0200", "2026-03-04T10:20:30+02:00"),
        ("2026-03-04 10:20", "2026-03-04T10:20:00+00:00"),
        ("20260304", "2026-03-04T00:00:00+00:00"),
        ("2026-03-04", "2026-03-04T00:00:00+00:00"),
        ("Wed, 04 Mar 2026 10:20:30 -0500", "2026-03-04T10:20:30-05:00"),
        ("1772619630", "2026-03-04T10:20:30+00:00"),
        ("2026-13-40", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        ("9" * 500, None),
    ],
)
def test_moments(text: str | None, expected: str | None) -> None:
    moment = parse_moment(text)
    assert (moment.isoformat() if moment else None) == expected


@pytest.mark.parametrize(
    "url, day",
    [
        ("https://a.test/2024/02/28/story", (2024, 2, 28)),
        ("https://a.test/world/2024-02-28-story", (2024, 2, 28)),
        ("https://a.test/2024/02/31/story", None),
        ("https://a.test/story-123456", None),
    ],
)
def test_days_in_addresses(url: str, day: tuple[int, int, int] | None) -> None:
    assert in_url(url) == (datetime(*day, tzinfo=UTC) if day else None)


def test_impossible_times_are_not_plausible() -> None:
    assert not plausible(datetime(1970, 1, 1, tzinfo=UTC))
    assert not plausible(datetime(2150, 1, 1, tzinfo=UTC))
    assert plausible(datetime(2024, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "raw, expected",
    [
        (["By Ann Lee"], ("Ann Lee",)),
        (["Ann Lee and Bob Ray"], ("Ann Lee", "Bob Ray")),
        (["Ann Lee, Bob Ray"], ("Ann Lee", "Bob Ray")),
        (["Lee, Ann"], ("Lee, Ann",)),
        (["Ann Lee", "ann lee"], ("Ann Lee",)),
        (["https://outlet.test/ann", "@ann", "admin", ""], ()),
        (["von Ute Klein und Jan Groß"], ("Ute Klein", "Jan Groß")),
    ],
)
def test_authors(raw: list[str], expected: tuple[str, ...]) -> None:
    assert clean_authors(raw) == expected


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","headline":"Talks &amp; tea"}',
        '{"@graph":[{"@type":"WebSite"},{"@type":["Article"],"headline":"Talks & tea"}]}',
        '[{"@type":"https://schema.org/ReportageNewsArticle","headline":"Talks & tea",}]',
        '//<![CDATA[\n{"@type":"NewsArticle","headline":"Talks & tea"}\n//]]>',
        '{"@type":"WebPage","mainEntity":{"@type":"Article","headline":"Talks\n & tea"}}',
    ],
)
def test_articles_are_found_in_json_ld(script: str) -> None:
    node = jsonld.article(jsonld.nodes(jsonld.parse([script])))
    assert node is not None
    assert jsonld.text_of(node["headline"]) == "Talks & tea"


@pytest.mark.parametrize("script", ["", "{", "null", "[1, 2]", "[" * 100_000, '{"@type": 3}'])
def test_bad_json_ld_is_no_article(script: str) -> None:
    assert jsonld.article(jsonld.nodes(jsonld.parse([script]))) is None


def test_json_ld_wins_over_meta() -> None:
    found = read(
        '<meta property="og:title" content="Tea for you"><meta name="author" content="Desk">',
        ld='{"@type":"NewsArticle","headline":"Talks","author":{"@id":"#a"},'
        '"datePublished":"2026-03-04T08:00:00+01:00","@graph":[{"@id":"#a","@type":"Person","name":"Ann Lee"}]}',
    )
    assert (found.title, found.authors) == ("Talks", ("Ann Lee",))
    assert found.published is not None
    assert found.published.isoformat() == "2026-03-04T08:00:00+01:00"
    assert found.why == {
        "title": "json-ld",
        "authors": "json-ld",
        "published": "json-ld",
        "url": "url",
    }
    assert found.language == "en"


def test_a_printed_headline_that_three_agree_on_beats_the_search_title() -> None:
    found = read(
        '<meta property="og:title" content="Ministers’ talks | Outlet">',
        "<h1>Ministers' talks</h1>",
        ld='{"@type":"NewsArticle","headline":"Talks explained","name":"Ministers\' talks"}',
    )
    assert found.title == "Ministers' talks"


@pytest.mark.parametrize(
    "head, title",
    [
        ("<title>Talks held - Outlet</title>", "Talks held"),
        ("<title>Talks held - in Rome</title>", "Talks held - in Rome"),
        ('<meta property="og:title" content="Talks"><title>x</title>', "Talks"),
    ],
)
def test_titles_lose_only_the_site(head: str, title: str) -> None:
    assert read(head + '<meta property="og:site_name" content="Outlet">').title == title


def entry(day: int) -> Entry:
    return Entry("k", None, URL, "Feed title", published=datetime(2026, 3, day, 7, 5, tzinfo=UTC))


def test_the_feed_decides_between_two_days() -> None:
    stamps = '<meta property="article:published_time" content="2026-03-04T06:00:00Z">'
    ld = '{"@type":"NewsArticle","headline":"T","datePublished":"2026-03-09T06:00:00Z"}'
    assert str(read(stamps, ld=ld).published)[:10] == "2026-03-09"
    found = read(stamps, ld=ld, hint=entry(4))
    assert (str(found.published)[:10], found.why["published"]) == ("2026-03-04", "meta")


def test_a_bare_day_gives_way_to_the_feeds_moment() -> None:
    found = read('<meta name="date" content="2026-03-04">', hint=entry(4))
    assert found.published == datetime(2026, 3, 4, 7, 5, tzinfo=UTC)


def test_the_address_is_the_last_resort_for_the_day() -> None:
    assert read("").published == datetime(2026, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "href, url",
    [
        ("https://amp.outlet.test/a/1", "https://amp.outlet.test/a/1"),
        ("/a/1", "https://www.outlet.test/a/1"),
        ("https://evil.test/a/1", URL),
        ("https://www.outlet.test/", URL),
        ("javascript:alert(1)", URL),
        ("http://[", URL),
    ],
)
def test_canonical_addresses_stay_on_the_site(href: str, url: str) -> None:
    assert read(f'<link rel="canonical" href="{href}">').url == url


def test_same_site_knows_public_suffixes() -> None:
    assert same_site("https://a.co.uk/", "https://www.a.co.uk/")
    assert not same_site("https://a.co.uk/", "https://b.co.uk/")
    assert not same_site("http://127.0.0.1/", "http://127.0.0.2/")


@given(
    st.recursive(
        st.text(max_size=8) | st.sampled_from(["-->", "]]>;", "<!-- a", "// <![CDATA[", "}"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=6,
    ).filter(lambda value: isinstance(value, list | dict)),
    st.sampled_from(["", " \n", "<!--", "//<![CDATA[\n", "<![CDATA["]),
    st.sampled_from(["", "\n", "-->", "\n//]]>", "]]> ; "]),
)
def test_what_json_ld_is_wrapped_in_goes_and_what_it_says_stays(
    value: object, before: str, after: str
) -> None:
    assert jsonld.parse([f"{before}{json.dumps(value)}{after}"]) == [value]
