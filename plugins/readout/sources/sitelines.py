"""Lines that a site prints on page after page are not part of its articles.

Only a monitor can see this; a library that reads one page at a time can't. Lines are
kept as 64-bit hashes: a site's memory is small, and no text is kept twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import xxhash

from readout.errors import ReadoutError
from readout.model import Body
from readout.sources.metadata import site_of

MIN_PAGES: Final = 2
"""On how many pages of one site a line must stand to be the site's and not a story's."""

MAX_WORDS: Final = 60
"""Longer lines stay: a paragraph that two stories of one site share is background text
of the article, which a newsroom carries from one story to the next."""

MIN_KEPT: Final = 0.4
"""A page keeps at least this share of its characters, else it is left as it was: then the
"site" is two copies of one page (an AMP twin, a revision), and all its lines repeat."""


def line_hash(line: str) -> int:
    """Unsigned 64-bit hash of a line, blanks and case aside."""
    return xxhash.xxh3_64_intdigest(" ".join(line.split()).lower().encode("utf-8", "replace"))


def lines_of(text: str) -> frozenset[int]:
    """Hashes of the lines of one page that may turn out to be its site's."""
    return frozenset(
        line_hash(line) for line in text.split("\n") if 0 < len(line.split()) <= MAX_WORDS
    )


def _overlap(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def learn(pages: Iterable[str]) -> frozenset[int]:
    """The hashes of lines that stand on at least `MIN_PAGES` pages of a site.

    Args:
        pages: extracted bodies of *different* articles of one site. Twins (most of their
            lines in common) count as one page.
    """
    distinct: list[frozenset[int]] = []
    for page in pages:
        lines = lines_of(page)
        if not any(len(lines) > 3 and _overlap(lines, other) > 0.6 for other in distinct[-50:]):
            distinct.append(lines)
    counts = Counter(line for lines in distinct for line in lines)
    return frozenset(line for line, pages_with in counts.items() if pages_with >= MIN_PAGES)


def strip(text: str, repeated: frozenset[int]) -> str:
    """The text without the lines whose hashes are in `repeated`."""
    if not repeated:
        return text
    kept = "\n".join(line for line in text.split("\n") if line_hash(line) not in repeated)
    return kept if len(kept) >= MIN_KEPT * len(text) else text


def strip_site_lines(
    results: Sequence[tuple[str, str, Body | ReadoutError]],
) -> list[tuple[str, Body | ReadoutError]]:
    """Second pass over (id, url, result): lines that two pages of one site share are cut
    from both. Order is kept."""
    sites: dict[str, list[str]] = {}
    for _, url, result in results:
        if isinstance(result, Body) and result.text:
            sites.setdefault(site_of(url), []).append(result.text)
    repeated = {s: learn(texts) for s, texts in sites.items() if s and len(texts) > 1}
    return [
        (
            key,
            replace(result, text=strip(result.text, repeated.get(site_of(url), frozenset())))
            if isinstance(result, Body)
            else result,
        )
        for key, url, result in results
    ]
