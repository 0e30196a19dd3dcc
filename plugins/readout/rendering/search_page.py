"""What a search found, its words lit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from readout.rendering.pages import Frame, Listing, page


def pieces(text: str, lit: Sequence[Sequence[int]]) -> list[tuple[str, bool]]:
    """A text cut where a `[start, end)` stretch of it begins and ends; True: it is lit."""
    cut: list[tuple[str, bool]] = []
    done = 0
    for start, end in lit:
        cut += [(text[done:start], False), (text[start:end], True)]
        done = end
    cut.append((text[done:], False))
    return [(part, light) for part, light in cut if part]


def search_page(frame: Frame, listing: Listing[Any], totals: Mapping[str, int]) -> str:
    """The page.

    Args:
        listing: its filters hold the words as `q`, and the `kind`.
        totals: kind → how many match in all.
    """
    return page(
        "search.html",
        frame,
        here="search",
        listing=listing,
        totals=totals,
        hits=[(row, pieces(row["snippet"], row["lit"])) for row in listing.rows],
    )
