"""OPML in and out; a bad list says the line."""

from __future__ import annotations

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
    ),
    unique_by=lambda listing: listing.url,
    max_size=8,
)


@given(FEEDS)
def test_what_is_written_is_read_again(listings: list[Listing]) -> None:
    found = read_opml(write_opml(listings))
    plain = [(f.url, f.title, f.section, f.outlet, f.source_kind) for f in found]
    assert sorted(plain, key=str) == sorted(
        ((f.url, f.title, f.section, f.outlet, f.source_kind) for f in listings), key=str
    )


def test_saving_replaces_the_file_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "feeds.opml"
    save_list(path, [Listing("https://a.example/feed", "A")])
    save_list(path, [Listing("https://b.example/feed", "B")])
    assert [f.url for f in load_list(path)] == ["https://b.example/feed"]
    assert [p.name for p in path.parent.iterdir()] == ["feeds.opml"]
