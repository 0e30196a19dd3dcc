"""Bytes to text, whatever their label says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.sources.charsets import charset_of, decode_markup


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
