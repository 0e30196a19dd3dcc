"""Marks over a text: the text stays as it is, whatever the marks are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.rendering.article_page import marked_paragraphs
from readout.rendering.highlight import Mark, marked, paragraphs, visible

from tests.ui.sound_html import Page

TABLE = [
    # (text, [(start, end, kind)], html)
    ("abc", [], "abc"),
    ("abc", [(0, 3, "x")], '<span class="mark x">abc</span>'),
    ("a<b", [(1, 3, "x")], 'a<span class="mark x">&lt;b</span>'),
    # one inside another
    (
        "abcd",
        [(0, 4, "o"), (1, 3, "i")],
        '<span class="mark o">a<span class="mark i">bc</span>d</span>',
    ),
    # crossing: the inner one is closed and opened again
    (
        "abcd",
        [(0, 3, "o"), (2, 4, "i")],
        '<span class="mark o">ab<span class="mark i">c</span></span><span class="mark i">d</span>',
    ),
    # one after the other, without a gap
    (
        "ab",
        [(0, 1, "x"), (1, 2, "y")],
        '<span class="mark x">a</span><span class="mark y">b</span>',
    ),
    # empty and outside: nothing
    ("ab", [(1, 1, "x"), (2, 9, "y"), (-5, 0, "z")], "ab"),
    # reaching out: cut
    ("ab", [(-3, 9, "x")], '<span class="mark x">ab</span>'),
]


@pytest.mark.parametrize("text, spans, html", TABLE)
def test_marks(text: str, spans: list[tuple[int, int, str]], html: str) -> None:
    assert str(marked(text, [Mark(*span) for span in spans])) == html


texts = st.text(
    st.sampled_from("ab <>&\"'\n\u2028\u202e\x00😀é")
    | st.characters(exclude_categories=["Cs"], exclude_characters="\r"),
    max_size=60,
)
spans = st.lists(st.tuples(st.integers(-2, 62), st.integers(-2, 62)), max_size=8)


@given(texts, spans)
def test_the_text_is_kept_and_every_mark_is_whole(text: str, ends: list[tuple[int, int]]) -> None:
    marks = [Mark(s, e, f"k{i}", f"id{i}", "<t>") for i, (s, e) in enumerate(ends)]
    page = Page(str(marked(text, marks)))
    assert page.text == visible(text)
    assert len(visible(text)) == len(text)
    assert len(page.ids) == len(set(page.ids))
    for i, (start, end) in enumerate(ends):
        words = visible(text)[max(start, 0) : max(end, 0)]
        assert "".join(page.marked.get(f"k{i}", [])) == words
        assert (f"id{i}" in page.ids) == bool(words)


@given(texts, spans)
def test_paragraphs_hold_all_but_the_line_breaks(text: str, ends: list[tuple[int, int]]) -> None:
    marks = [Mark(s, e, "k", f"id{i}") for i, (s, e) in enumerate(ends)]
    pages = [Page(str(html)) for html in marked_paragraphs(text, marks)]
    assert [p.text for p in pages] == [visible(text[p.start : p.end]) for p in paragraphs(text)]
    given_out = [ident for page in pages for ident in page.ids]
    assert len(given_out) == len(set(given_out))


def test_a_mark_over_two_paragraphs_is_in_both_and_its_id_in_the_first() -> None:
    first, second = marked_paragraphs("ab\ncd", [Mark(1, 4, "content", "q-1")])
    assert str(first) == 'a<span class="mark content" id="q-1">b</span>'
    assert str(second) == '<span class="mark content">c</span>d'


def test_a_long_text_with_many_marks_takes_no_time() -> None:
    import time

    text = "word " * 40_000
    marks = [Mark(i * 20, i * 20 + 90, "k", f"i{i}") for i in range(5_000)]
    started = time.process_time()
    assert len(marked(text, marks)) > len(text)
    assert time.process_time() - started < 5
