"""Content codings and charsets, without a network."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from readout.sources.http.decoding import (
    BodyDamaged,
    BodyTooLarge,
    BodyTruncated,
    charset_of,
    decode_body,
    decode_markup,
)

LIMIT = 1_000_000
CODINGS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


@given(st.binary(max_size=5000), st.sampled_from(list(CODINGS)))
def test_what_was_coded_comes_back(body: bytes, coding: str) -> None:
    if body.startswith(b"\x1f\x8b"):
        return
    assert decode_body(CODINGS[coding](body), coding, LIMIT) == body


@pytest.mark.parametrize("coding", CODINGS)
def test_every_cut_is_noticed(coding: str) -> None:
    coded = CODINGS[coding](b"".join(b"line %d of the page\n" % n for n in range(200)))
    for length in range(12, len(coded)):
        with pytest.raises((BodyTruncated, BodyDamaged)):
            decode_body(coded[:length], coding, LIMIT)


@pytest.mark.parametrize("coding", CODINGS)
def test_a_bomb_stops_at_the_limit(coding: str) -> None:
    with pytest.raises(BodyTooLarge):
        decode_body(CODINGS[coding](b" " * 30_000_000), coding, LIMIT)


def test_codings_are_undone_from_the_right() -> None:
    twice = gzip.compress(brotli.compress(b"news"))
    assert decode_body(twice, "br, gzip", LIMIT) == b"news"
    assert decode_body(b"news", "identity", LIMIT) == b"news"
    assert decode_body(b"", "gzip", LIMIT) == b""
    with pytest.raises(BodyDamaged):
        decode_body(b"news", "rot13", LIMIT)


@pytest.mark.parametrize("rest", [b"\0" * 40, b"rubbish"])
def test_padding_behind_a_whole_member_is_no_damage(rest: bytes) -> None:
    assert decode_body(gzip.compress(b"news") + rest, "gzip", LIMIT) == b"news"


@pytest.mark.parametrize(
    "header, charset",
    [
        ("text/html; charset=UTF-8", "UTF-8"),
        ('text/html;charset="iso-8859-1"; x=y', "iso-8859-1"),
        ("text/html; Charset = koi8-r", "koi8-r"),
        ("text/html", None),
        (None, None),
    ],
)
def test_charset_of(header: str | None, charset: str | None) -> None:
    assert charset_of(header) == charset


@pytest.mark.parametrize(
    "content, charset, text",
    [
        ("Café".encode(), None, "Café"),
        ("Café".encode("cp1252"), None, "Café"),
        ("Café".encode("cp1252"), "utf-8", "Café"),
        ("Café".encode(), "iso-8859-1", "Café"),
        ("“Café”".encode("cp1252"), "iso-8859-1", "“Café”"),
        ("Привет".encode("koi8-r"), "koi8-r", "Привет"),
        ("Привет".encode("cp1251"), "windows-1251", "Привет"),
        ("こんにちは".encode("cp932"), "shift_jis", "こんにちは"),
        ("Café".encode("utf-8-sig"), "iso-8859-1", "Café"),
        ("<a>Café</a>".encode("utf-16-le"), None, "<a>Café</a>"),
        ("Café".encode(), "rot13", "Café"),
        ("Café".encode(), "x-nonsense", "Café"),
    ],
)
def test_decode_markup(content: bytes, charset: str | None, text: str) -> None:
    assert decode_markup(content, charset)[0] == text


@given(st.binary(max_size=200), st.none() | st.text(max_size=12))
def test_any_bytes_decode(content: bytes, charset: str | None) -> None:
    text, _ = decode_markup(content, charset)
    assert isinstance(text, str)
