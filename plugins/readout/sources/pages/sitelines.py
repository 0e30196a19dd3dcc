"""Lines that a site prints on page after page are not part of its articles.

Only a monitor can see this; a library that reads one page at a time can't. What must not
happen is the contrary: a newsroom carries background paragraphs from story to story, and
those are text, often the very meeting that a story is about. So a line that reads like a sentence
must stand on half of the site's pages, at their head or foot, where layout puts notices and a
story has no background; and one with a quotation is never the site's. Lines are kept as 64-bit
hashes: a site's memory is small, and no text is kept twice. What is cut is told with the text.
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
FACT_WORDS: Final = 5
"""A shorter sentence counts as one where it has a name or a figure: “They met on 12 June.”"""

SENTENCE_SHARE: Final = 0.5
SENTENCE_PAGES: Final = 5
HEAD_LINES: Final = 2
FOOT_LINES: Final = 4
CUT: Final = "site_lines"
"""The key of `Body.why` under which the lines stand that were cut."""

_QUOTE: Final = re.compile('[“”„«»"]')
_SENTENCE_END: Final = re.compile(r"[.!?…。][’)\]]*$")


def line_hash(line: str) -> int:
    """Unsigned 64-bit hash of a line, blanks and case aside."""
    return xxhash.xxh3_64_intdigest(" ".join(line.split()).lower().encode("utf-8", "replace"))


def is_sentence(line: str) -> bool:
    """Whether a line reads like a sentence of an article rather than a label."""
    if _SENTENCE_END.search(line) is None:
        return False
    words = line.split()
    if len(words) > SENTENCE_WORDS:
        return True
    return len(words) >= FACT_WORDS and any(
        word[0].isupper() or word[0].isdigit() for word in words[1:]
    )


def _at_edge(number: int, lines: int) -> bool:
    return number < HEAD_LINES or number >= lines - FOOT_LINES


def lines_of(text: str) -> dict[int, bool]:
    """The lines of one page that may turn out to be its site's: hash → is it a sentence.
    Sentences only from its head and foot."""
    lines = text.split("\n")
    return {
        line_hash(line): sentence
        for number, line in enumerate(lines)
        if 0 < len(line.split()) <= MAX_WORDS
        and not _QUOTE.search(line)
        and (not (sentence := is_sentence(line)) or _at_edge(number, len(lines)))
    }


def pages_needed(pages: int, *, sentence: bool) -> int:
    """On how many of a site's `pages` a line must stand to be the site's.

    A label: two of a handful, three of more. A sentence: half of them, and five at least.
    """
    if sentence:
        return max(SENTENCE_PAGES, math.ceil(SENTENCE_SHARE * pages))
    return 2 if pages <= 5 else 3


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


def split(text: str, repeated: frozenset[int]) -> tuple[str, list[str]]:
    """The text without the lines whose hashes are in `repeated`, and those lines; a sentence goes
    from the page's head or foot only."""
    if not repeated:
        return text, []
    lines = text.split("\n")
    kept: list[str] = []
    cut: list[str] = []
    for number, line in enumerate(lines):
        goes = line_hash(line) in repeated and (
            _at_edge(number, len(lines)) or not is_sentence(line)
        )
        (cut if goes else kept).append(line)
    left = "\n".join(kept)
    return (left, cut) if len(left) >= MIN_KEPT * len(text) else (text, [])


def strip(body: Body, repeated: frozenset[int]) -> Body:
    """The body without its site's lines; `why` keeps them."""
    text, cut = split(body.text, repeated)
    return replace(body, text=text, why={**body.why, CUT: "\n".join(cut)}) if cut else body


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
            result = strip(result, lines)
        found.append((key, result))
    return found
