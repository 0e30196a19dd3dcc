"""OPML in and out; a bad list says the line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.errors import ConfigError
from readout.sources.feeds.listfile import load_list, save_list
from readout.sources.feeds.opml import Listing, read_opml, write_opml

LIST = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<OPML version="1.1"><head><title>x</title></head><body>
<outline text="World"><outline text="Asia" >
  <outline type="rss" text="Caf\xe9" xmlUrl="http://one.example/feed" htmlUrl="http://one.example/"/>
</outline></outline>
<outline title="Two" text="ignored" xmlURL=" feed://two.example/rss " outlet="The Two" sourceKind="Official"/>
<outline text="again" xmlUrl="http://one.example/feed"/>
<outline text="three" xmlUrl="https://three.example/x?a=1&amp;b=2" category="/Sport"/>
<outline text="no feed" htmlUrl="http://nothing.example/"/>
</body></OPML>"""


def test_folders_become_sections() -> None:
    found = read_opml(LIST)
    assert [(f.url, f.title, f.section, f.outlet, f.source_kind) for f in found] == [
        ("http://one.example/feed", "Café", "World/Asia", "", "press"),
        ("https://two.example/rss", "Two", None, "The Two", "official"),
        ("https://three.example/x?a=1&b=2", "three", "Sport", "", "press"),
    ]


@pytest.mark.parametrize(
    "content, told",
    [
        (
            b"<opml>\n<body>\n<outline xmlUrl='ftp://x.example/'/>\n</body></opml>",
            "line 3.*ftp://x",
        ),
        (b"<opml>\n<body>\n\n<outline xmlUrl='no address'/></body></opml>", "line 4.*no address"),
        (b"<opml>\n<body>\n<outline text='a'>\n</body></opml>", "line 4.*<outline> of line 3"),
        (b"<opml>\n<body>\n<outline text='a & b'/></body></opml>", "line 3.*not well-formed"),
        (b"<rss>\n</rss>", "line 1.*root is <rss>"),
        (b"", "line 1.*no element found"),
        (b"<!DOCTYPE o [\n<!ENTITY a 'b'>]><opml/>", "line 2.*entities"),
        (b"\x89PNG\r\n", "line 1"),
    ],
)
def test_a_bad_list_says_the_line(content: bytes, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        read_opml(content, "my.opml")


def test_a_missing_list_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="readout feeds add"):
        load_list(tmp_path / "none.opml")


TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=20)
NAME = TEXT.map(lambda t: " ".join(t.split()))
FEEDS = st.lists(
    st.builds(
        Listing,
        url=st.integers(0, 10**6).map(lambda n: f"https://x{n}.example/feed?n={n}"),
        title=NAME.filter(bool),
        section=st.none() | NAME.map(lambda t: t.replace("/", " ").strip()).filter(bool),
        outlet=NAME,
        source_kind=st.sampled_from(["press", "official", "agency"]),
        poll_minutes=st.none() | st.integers(1, 43_200),
        language=st.sampled_from([None, "en", "de"]),
        paused=st.booleans(),
    ),
    unique_by=lambda listing: listing.url,
    max_size=8,
)


@given(FEEDS)
def test_what_is_written_is_read_again(listings: list[Listing]) -> None:
    found = read_opml(write_opml(listings))
    assert sorted((replace(f, line=0) for f in found), key=str) == sorted(listings, key=str)


def test_saving_replaces_the_file_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "feeds.opml"
    save_list(path, [Listing("https://a.example/feed", "A")])
    save_list(path, [Listing("https://b.example/feed", "B")])
    assert [f.url for f in load_list(path)] == ["https://b.example/feed"]
    assert [p.name for p in path.parent.iterdir()] == ["feeds.opml"]


# What stands in the outline, and the feed that comes in (None: none does).
MENDED = [
    ('xmlUrl="example.org/feed"', "https://example.org/feed"),
    ('xmlUrl="feed:example.org/feed"', "https://example.org/feed"),
    ('xmlUrl="feed:https://example.org/feed"', "https://example.org/feed"),
    ('xmlUrl="feed://example.org/feed"', "https://example.org/feed"),
    ('xmlUrl="FEED:http://example.org/feed"', "http://example.org/feed"),
    ('xmlUrl="//example.org/feed"', "https://example.org/feed"),
    ('xmlUrl="example.org:8080/rss"', "https://example.org:8080/rss"),
    ('xmlUrl="example.org?feed=rss"', "https://example.org/?feed=rss"),
    ('xmlUrl="news.bücher.example/feed"', "https://news.xn--bcher-kva.example/feed"),
    ('xmlUrl="no address"', None),
    ('xmlUrl="mailto:a@b.example"', None),
    ('xmlUrl="javascript:alert(1)"', None),
    ('xmlUrl="/feed.xml"', None),
]


@pytest.mark.parametrize("outline, url", MENDED)
def test_an_address_is_mended_or_told(outline: str, url: str | None) -> None:
    problems: list[str] = []
    content = f'<opml>\n<body>\n<outline {outline}/>\n<outline xmlUrl="https://x.example/"/></body></opml>'
    found = [f.url for f in read_opml(content.encode(), "my.opml", problems)]
    assert found == [*([url] if url else []), "https://x.example/"]
    assert [p.partition(": ")[0] for p in problems] == ([] if url else ["my.opml, line 3"])


WRONG_ATTRIBUTES = [
    ('pollMinutes="ten"', "no number of minutes"),
    ('pollMinutes="0"', "no number of minutes"),
    ('pollMinutes="²"', "no number of minutes"),
    ('pollMinutes="99999999999999"', "no number of minutes"),
    ('pollMinute="10"', "did you mean “pollMinutes”?"),
    ('pauzed="true"', "did you mean “paused”?"),
    ('paused="yes"', "true or false"),
    ('language="English"', "no code of a language"),
    ('sourceKind="offical"', "did you mean “official”?"),
]


@pytest.mark.parametrize("attribute, told", WRONG_ATTRIBUTES)
def test_a_wrong_attribute_is_told_and_its_feed_comes_in(attribute: str, told: str) -> None:
    problems: list[str] = []
    content = f'<opml><body>\n<outline {attribute} xmlUrl="https://x.example/"/></body></opml>'
    assert [f.url for f in read_opml(content.encode(), "my.opml", problems)]
    (problem,) = problems
    assert problem.startswith("my.opml, line 2: ")
    assert told in problem
    with pytest.raises(ConfigError, match="line 2"):
        read_opml(content.encode(), "my.opml")


def test_settings_of_a_feed() -> None:
    content = (
        b'<opml><body><outline xmlUrl="https://x.example/" pollMinutes="10" language="de-AT" '
        b'paused="TRUE" sourceKind="Official" icon="x"/></body></opml>'
    )
    (feed,) = read_opml(content)
    assert (feed.poll_minutes, feed.language, feed.paused) == (10, "de", True)
    assert feed.source_kind == "official"


@pytest.mark.parametrize(
    "title, read",
    [("AT&T", "AT&T"), ("A&nbsp;B", "A B"), ("A & B &amp; C", "A & B & C"), ("A\x0bB", "AB")],
)
def test_what_is_no_xml_for_want_of_an_escape_is_mended(title: str, read: str) -> None:
    problems: list[str] = []
    content = (
        f'<opml><body>\n<outline text="{title}" xmlUrl="https://x.example/?a=1&b=2"/></body></opml>'
    )
    (feed,) = read_opml(content.encode(), "my.opml", problems)
    assert (" ".join((feed.title or "").split()), feed.url) == (read, "https://x.example/?a=1&b=2")
    assert "line 2" in problems[0]
    assert len(problems) == 1
