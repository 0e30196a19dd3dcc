"""Addresses of pages: absolute, canonical, and whose they are."""

from __future__ import annotations

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.sources import urls
from readout.sources.urls import (
    absolute_url,
    canonical_url,
    host_and_port,
    origin,
    registered_domain,
    same_site,
    without_credentials,
)


@pytest.mark.parametrize(
    "link, base, expected",
    [
        ("/a?b=1", "https://x.example/c/d", "https://x.example/a?b=1"),
        ("a/../b", "https://x.example/c/d", "https://x.example/c/b"),
        ("//y.example/a", "https://x.example/", "https://y.example/a"),
        ("HTTP:\\\\X.Example\\a", None, "http://x.example/a"),
        ("http://0x7f.1/", None, "http://127.0.0.1/"),
        ("https://münchen.example/", None, "https://xn--mnchen-3ya.example/"),
        (" https://x.example/a b\n", None, "https://x.example/a%20b"),
        ("javascript:alert(1)", "https://x.example/", None),
        ("ftp://x.example/", None, None),
        ("mailto:a@x.example", None, None),
        ("https://", None, None),
        ("/a", None, None),
        ("", "https://x.example/", None),
    ],
)
def test_absolute(link: str, base: str | None, expected: str | None) -> None:
    assert absolute_url(link, base) == expected


@pytest.mark.parametrize(
    "link, expected",
    [
        ("https://x.example/a?utm_source=rss&id=7&fbclid=z#top", "https://x.example/a?id=7"),
        ("https://x.example/a?utm_source=rss", "https://x.example/a"),
        ("https://x.example/a?ref=rss", "https://x.example/a"),
        ("https://x.example/a?ref=chapter-2", "https://x.example/a?ref=chapter-2"),
        ("https://x.example/a?b=2&a=1", "https://x.example/a?b=2&a=1"),
        ("https://u:p@x.example/a", "https://x.example/a"),
        ("https://x.example:443/a", "https://x.example/a"),
        ("https://x.example/a#b", "https://x.example/a"),
    ],
)
def test_canonical(link: str, expected: str) -> None:
    assert canonical_url(link) == expected
    assert canonical_url(expected) == expected


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_none(text: str) -> None:
    found = canonical_url("https://x.example/" + text)
    assert found is None or canonical_url(found) == found
    absolute_url(text)
    without_credentials(text)


@given(
    st.from_regex(urls._NORMAL, fullmatch=True)
    | st.builds(
        "https://{}.example{}".format,
        st.sampled_from(["a", "xn--a", "xn--mnchen-3ya", "a_b", "1.2", "a-"]),
        st.text("/.%2eE?&;=a", max_size=20),
    )
)
def test_what_is_taken_as_it_stands_is_so_for_the_parser(text: str) -> None:
    try:
        parsed = ada_url.URL(text).href
    except ValueError:
        parsed = None
    assert absolute_url(text) == parsed


@pytest.mark.parametrize(
    "url, domain",
    [
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("https://edition.cnn.com/", "cnn.com"),
        ("http://127.0.0.1:8800/a", "127.0.0.1:8800"),
        ("http://localhost/a", "localhost"),
        ("nothing", None),
    ],
)
def test_registered_domain(url: str, domain: str | None) -> None:
    assert registered_domain(url) == domain


def test_sites_and_parts() -> None:
    assert same_site("https://www.bbc.co.uk/a", "http://amp.bbc.co.uk/b")
    assert not same_site("https://a.github.io/", "https://b.github.com/")
    assert host_and_port("https://x.example/a") == ("x.example", 443)
    assert host_and_port("http://[::1]:81/") == ("::1", 81)
    assert origin("https://x.example:8443/a") == "https://x.example:8443"


@pytest.mark.parametrize(
    "url, shown",
    [
        ("https://u:secret@x.example/a", "https://x.example/a"),
        ("https://u@x.example/", "https://x.example/"),
        ("https://x.example/a@b", "https://x.example/a@b"),
        ("not an address", "not an address"),
    ],
)
def test_no_password_in_a_message(url: str, shown: str) -> None:
    assert without_credentials(url) == shown
