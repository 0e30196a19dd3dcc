"""Lines that a site prints on page after page are not part of its articles.

Only a monitor can see this; a library that reads one page at a time can't. What must not
happen is the contrary: a newsroom carries background paragraphs from story to story, and
those are text. So a line that reads like a sentence must stand on a good share of the
site's pages, and one with a quotation is never the site's. Lines are kept as 64-bit
hashes: a site's memory is small, and no text is kept twice.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import xxhash

from readout.errors import ReadoutError
from readout.model import Body
from readout.sources.urls import registered_domain

MAX_WORDS: Final = 60
"""Longer lines are paragraphs."""

MIN_KEPT: Final = 0.4
"""A page keeps at least this share of its characters, else it is left as it was: then the
"site" is two copies of one page (an AMP twin, a revision), and all its lines repeat."""

TWIN_SHARE: Final = 0.35
"""Two pages that share this much of the smaller one's words are one story (a twin, an
update at a new address) and count as one page. Boilerplate is a smaller part of a page."""

SENTENCE_WORDS: Final = 12
SENTENCE_SHARE: Final = 0.1

_QUOTE: Final = re.compile('[“”„«»"]')
_SENTENCE_END: Final = re.compile(r"[.!?…。][’)\]]*$")


def line_hash(line: str) -> int:
    """Unsigned 64-bit hash of a line, blanks and case aside."""
    return xxhash.xxh3_64_intdigest(" ".join(line.split()).lower().encode("utf-8", "replace"))


def is_sentence(line: str) -> bool:
    """Whether a line reads like a sentence of an article rather than a label."""
    return len(line.split()) > SENTENCE_WORDS and _SENTENCE_END.search(line) is not None


def lines_of(text: str) -> dict[int, bool]:
    """The lines of one page that may turn out to be its site's: hash → is it a sentence."""
    return {
        line_hash(line): is_sentence(line)
        for line in text.split("\n")
        if 0 < len(line.split()) <= MAX_WORDS and not _QUOTE.search(line)
    }


def pages_needed(pages: int, *, sentence: bool) -> int:
    """On how many of a site's `pages` a line must stand to be the site's.

    Two of a handful are enough, three of more; a sentence needs a tenth of the pages.
    """
    few = 2 if pages <= 5 else 3
    return max(few, math.ceil(SENTENCE_SHARE * pages)) if sentence else few


def site_of(url: str) -> str:
    """The registered domain of an address (an IP address with its port), or an empty text."""
    return registered_domain(url) or ""


def _weights(text: str) -> dict[int, int]:
    return {line_hash(line): len(line.split()) for line in text.split("\n") if line.strip()}


def _is_twin(a: Mapping[int, int], b: Mapping[int, int]) -> bool:
    smaller = min(sum(a.values()), sum(b.values()))
    shared = sum(a[line] for line in a.keys() & b.keys())
    # Of very short pages the boilerplate may be most.
    return shared > 40 and shared > TWIN_SHARE * smaller


def learn(pages: Iterable[str]) -> frozenset[int]:
    """The hashes of lines that are the site's.

    Args:
        pages: extracted bodies of one site. Twins count as one page.
    """
    distinct: list[tuple[dict[int, int], dict[int, bool]]] = []
    for page in pages:
        weights = _weights(page)
        if not any(_is_twin(weights, other) for other, _ in distinct[-50:]):
            distinct.append((weights, lines_of(page)))
    counts = Counter(line for _, lines in distinct for line in lines)
    sentences = {line: sentence for _, lines in distinct for line, sentence in lines.items()}
    return frozenset(
        line
        for line, found in counts.items()
        if found >= pages_needed(len(distinct), sentence=sentences[line])
    )


def strip(text: str, repeated: frozenset[int]) -> str:
    """The text without the lines whose hashes are in `repeated`."""
    if not repeated:
        return text
    kept = "\n".join(line for line in text.split("\n") if line_hash(line) not in repeated)
    return kept if len(kept) >= MIN_KEPT * len(text) else text


def learn_sites(
    results: Sequence[tuple[str, str, Body | ReadoutError]],
) -> dict[str, frozenset[int]]:
    """Site → lines that are the site's, as far as these (id, url, result) show it."""
    sites: dict[str, list[str]] = {}
    for _, url, result in results:
        if isinstance(result, Body) and result.text and (site := site_of(url)):
            sites.setdefault(site, []).append(result.text)
    return {site: learn(texts) for site, texts in sites.items()}


def strip_site_lines(
    results: Sequence[tuple[str, str, Body | ReadoutError]],
    known: Mapping[str, frozenset[int]] | None = None,
) -> list[tuple[str, Body | ReadoutError]]:
    """Second pass over (id, url, result): the lines of the site are cut.

    Args:
        known: site → hashes of lines known from earlier pages.

    Order is kept.
    """
    learnt = learn_sites(results)
    known = known or {}
    found: list[tuple[str, Body | ReadoutError]] = []
    for key, url, result in results:
        if isinstance(result, Body):
            site = site_of(url)
            lines = learnt.get(site, frozenset()) | known.get(site, frozenset())
            result = replace(result, text=strip(result.text, lines))
        found.append((key, result))
    return found
