"""Tables at 80 columns and fewer: no word in fragments."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.rendering.fitting import LONGEST_WORD, Column, Fitted
from rich.console import Console

COLUMNS = [Column(n) for n in ("who", "status", "evidence")] + [Column("outlets", numeric=True)]
ROWS = [
    ["Alasdair Rendall – Marjun Dalsgaard", "scheduled", "The fisheries ministers will meet.", "2"],
    ["Corvanian counterpart", "under way", "“We agreed on the half,” the chairwoman said.", "11"],
]


def printed(table: Fitted, width: int) -> str:
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(table)
    return out.getvalue()


@pytest.mark.parametrize("width", [20, 30, 40, 60, 79, 80, 81, 100, 140, 300])
def test_every_word_is_whole_at_any_width(width: int) -> None:
    text = printed(Fitted(COLUMNS, ROWS), width)
    told = set(text.replace("│", " ").split())
    for row in ROWS:
        for cell in row:
            assert set(cell.split()) <= told
    assert max(len(line.rstrip()) for line in text.splitlines()) <= max(width, 24)


def test_narrow_is_a_list_and_wide_a_table() -> None:
    assert "│" not in printed(Fitted(COLUMNS, ROWS), 40)
    assert "│" in printed(Fitted(COLUMNS, ROWS), 100)


def test_what_says_nothing_is_left_out_of_a_list() -> None:
    text = printed(Fitted(COLUMNS, [["A", "", "B", ""]]), 20)
    assert text.split() == ["who", "A", "evidence", "B"]


def test_an_address_may_be_broken_and_markup_is_text() -> None:
    url = "https://news.example.org/" + "a" * 200
    text = printed(Fitted([Column("url"), Column("x")], [[url, "[bold]b[/bold]"]]), 80)
    assert "[bold]b[/bold]" in text
    assert all(len(line) <= 80 for line in text.splitlines())


WORD = st.text(st.characters(categories=("Lu", "Ll", "Nd")), min_size=1, max_size=LONGEST_WORD)


@given(
    st.lists(st.lists(WORD, max_size=12).map(" ".join), min_size=3, max_size=3),
    st.integers(40, 160),
)
def test_no_word_is_lost_or_broken(cells: list[str], width: int) -> None:
    text = printed(Fitted([Column("a"), Column("b"), Column("c")], [cells]), width)
    told = text.replace("│", " ").split()
    assert all(word in told for cell in cells for word in cell.split())
