"""Short texts of feeds: what is looked for quickly is what the slow forms find."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from readout.sources.feeds.plaintext import (
    as_text,
    may_be_broken,
    one_line,
    repaired_references,
)

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_CODES = st.integers(0, 0x12FFFF) | st.integers(0, 300) | st.integers(0xD700, 0xE100)
_REFERENCES = st.builds(
    "&#{}{}".format,
    _CODES.map(str)
    | st.builds("{}{:0{}x}".format, st.sampled_from("xX"), _CODES, st.integers(1, 8)),
    st.sampled_from([";", "", "x", " ;"]),
)


@given(st.lists(_REFERENCES | st.text("&#x;1dD ", max_size=6), max_size=5).map("".join))
@example("&#55357;&#56832;")
@example("&#xD83D;&#xDE00;")
@example("&#0;")
def test_a_document_without_a_doubtful_reference_has_nothing_to_repair(text: str) -> None:
    if not may_be_broken(text.encode()):
        assert repaired_references(text) == text


def test_the_references_that_feeds_have_leave_no_doubt() -> None:
    for usual in ("&#8217;", "&#39;", "&#038;", "&#x2019;", "&#xA0;", "&#x26;", "&#160;"):
        assert not may_be_broken(usual.encode())


@given(
    st.text(st.sampled_from("ab \t\r\n\x00\x0b\x0c\x1c\x1f\x7f\x85\xa0\u2028é\ud800"), max_size=20)
)
def test_one_line(text: str) -> None:
    assert one_line(text) == " ".join(_CONTROL.sub("", text).split())


@pytest.mark.parametrize("name", ["script", "STYLE", "Script", "\u017fcript"])
def test_scripts_go_with_their_text(name: str) -> None:
    assert as_text(f"<p>a</p> <span>b</span> <{name} x=''>c</{name}> d", markup=True) == "a b d"
