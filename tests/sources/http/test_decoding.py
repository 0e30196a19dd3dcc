"""Content codings, without a network."""

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
    decode_body,
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
