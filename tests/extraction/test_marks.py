"""Quotation marks: pairs by type and paragraph, apostrophes, strays."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.extraction.syntax.marks import find_marked
from readout.text.paragraphs import paragraphs

TABLE = [
    ("curly", "“We go,” she said.", ["“We go,”"]),
    ("straight", '"We go," she said.', ['"We go,"']),
    ("guillemets", "«We go», she said.", ["«We go»"]),
    ("low-high", "„We go“, she said.", ["„We go“"]),
    ("doubled single", "''We go,'' she said.", ["''We go,''"]),
    ("tex", "``We go,'' she said.", ["``We go,''"]),
    ("single", "‘We go,’ she said.", ["‘We go,’"]),
    ("straight single", "'We go,' she said.", ["'We go,'"]),
    ("apostrophe", "The players’ bus wasn’t late.", []),
    (
        "plural possessive in marks",
        "'The players' bus is late,' he said.",
        ["'The players' bus is late,'"],
    ),
    ("clipped year", "It closed in the '90s for good.", []),
    ("rock 'n' roll", "They play rock 'n' roll all night.", []),
    ("inches", 'The 32" screen went dark.', []),
    ("number first", "'41,504 people came,' he said.", ["'41,504 people came,'"]),
    ("mixed close", '"We go,” she said.', ['"We go,”']),
    ("stray close", "The speech” ran long. “I left,” he said.", ["“I left,”"]),
    ("stray at the end", "“A,” he said, “.", ["“A,”"]),
    ("unclosed", "He said: “We go.\nThe rest is plain.", ["“We go."]),
    ("multi-paragraph", "He said: “We go.\n“We stay.”", ["“We go.", "“We stay.”"]),
    ("single multi-paragraph", "'We go.\n'We stay,' he said.", ["'We go.", "'We stay,'"]),
    ("nested", "“He told me, ‘Go,’ and I went,” she said.", ["“He told me, ‘Go,’ and I went,”"]),
    ("nested curly", "“He said, “Go,” and I went,” she said.", ["“He said, “Go,” and I went,”"]),
]


@pytest.mark.parametrize("name, text, expected", TABLE, ids=[row[0] for row in TABLE])
def test_outer_marks(name: str, text: str, expected: list[str]) -> None:
    outer = [m for m in find_marked(text, paragraphs(text)) if m.depth == 0]
    assert [text[m.start : m.end] for m in outer] == expected


@given(st.text(alphabet="ab .,\n“”‘’\"'«»„`?:-", max_size=120))
def test_pairs_are_well_formed(text: str) -> None:
    stretches = find_marked(text, paragraphs(text))
    for one in stretches:
        assert 0 <= one.start <= one.inner_start <= one.inner_end <= one.end <= len(text)
        assert any(c.isalnum() for c in text[one.inner_start : one.inner_end])
    outer = [m for m in stretches if m.depth == 0]
    assert all(a.end <= b.start for a, b in pairwise(outer))
