"""The body of a page: the text of the article, and what is known of it.

trafilatura does the reading (the only module that imports it); this module feeds it a
tree that is parsed once and pruned, decides when its answer is too little, and cleans
the lines it returns.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from configparser import ConfigParser
from typing import Final

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import DEFAULT_CONFIG, Extractor

from readout.errors import ReadoutError, SoftError
from readout.model import Body, Entry
from readout.sources.pages import blocks, container, jsonld, layout, parsing, tidying
from readout.sources.pages.item import PageItem
from readout.sources.pages.kind import SHORT_WORDS, page_kind
from readout.sources.pages.metadata import Metadata, read_metadata
from readout.sources.pages.sitelines import strip_site_lines
from readout.text.language import language_of

# It logs a warning for every page without text; our errors say that already.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

TOO_LITTLE: Final = 0.5
"""Extraction with less than this share of the page's running text is not believed."""

_MIN_FALLBACK_WORDS: Final = 60
_PARAGRAPH_WORDS: Final = 12
_BARE: Final = 150
"""A page that shows fewer words may be one that a script fills in."""

MAX_TEXT_CHARS: Final = 300_000
"""Ten times the longest live blog of 245 pages; what is longer is no news text, and the
language pipeline behind us has a limit of its own."""


MOST_HOLES: Final = 0.01
"""Share of replacement characters that a text may have; names have holes by then."""


def _options(*, fast: bool) -> Extractor:
    config = ConfigParser()
    config.read_dict({"DEFAULT": dict(DEFAULT_CONFIG["DEFAULT"])})
    # Elements of the result, not of the page: beyond this a page is a list, not a text.
    config["DEFAULT"]["MAX_TREE_SIZE"] = "20000"
    return Extractor(config=config, comments=False, tables=True, fast=fast)


# Read once: from its settings trafilatura would make them anew for every page.
_FAST: Final = _options(fast=True)
_FULL: Final = _options(fast=False)


def _extract(tree: HtmlElement, options: Extractor) -> str:
    """trafilatura on a tree, which it copies. In doubt it answers with nothing."""
    try:
        found = trafilatura.extract(tree, options=options)
    except Exception:  # a bug in an extractor costs one text, not the batch
        return ""
    return found or ""


def _words(lines: Iterable[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _read_text(tree: HtmlElement) -> tuple[list[str], str]:
    """The lines of the text and which reader gave them: `trafilatura`, the same `full`
    (with its comparison of several extractors), either `filled` with paragraphs that it
    had dropped, or `paragraphs` (ours alone)."""
    found, empty = blocks.walked(tree)
    running = blocks.paragraphs(found)
    expected = _words(running)
    if (lines := container.story(found)) is not None:
        return blocks.without_links(tidying.tidy("\n".join(lines)), found, tree), "container"
    for element in empty:
        layout.remove(element)
    text = _extract(tree, _FAST)
    words, reader = len(text.split()), "trafilatura"
    # The comparison costs as much again and changes nothing on a page where the first
    # answer already holds what runs on the page.
    if words < 50 or words < 0.8 * expected:
        full = _extract(tree, _FULL)
        if full and len(full.split()) >= words:
            text, words, reader = full, len(full.split()), "trafilatura full"
    lines = tidying.tidy(text)
    filled = blocks.fill(lines, found)
    if len(filled) > len(lines):
        lines, words, reader = filled, _words(filled), f"{reader}, filled"
    if expected >= _MIN_FALLBACK_WORDS and words < TOO_LITTLE * expected:
        lines, reader = tidying.tidy("\n".join(running)), "paragraphs"
    return blocks.without_links(lines, found, tree), reader


def extract_body(
    html: bytes, *, url: str, charset: str | None = None, feed_hint: Entry | None = None
) -> Body:
    """Read one page. Pure: no network, no clock but for the check of impossible dates.

    Args:
        html: the decompressed page; beyond 5 MB or 30,000 tags it is cut (`why["cut"]`).
        url: where it was fetched from; base of relative addresses.
        charset: from the Content-Type header.
        feed_hint: the feed entry, a further vote for title, authors and time.

    Returns: a Body whose text has one paragraph a line. `published` and `modified` keep
    the zone stated on the page. A page that is no article has a `page_kind` that says so;
    its text is then what the page showed (a paywall's teaser, say), or empty.

    Raises:
        SoftError: nothing readable: empty, not HTML, unparsable, characters lost.
    """
    try:
        markup = parsing.read(html, charset)
    except SoftError as error:
        raise SoftError(error.what, resource=url, why=error.why) from error
    tree = markup.tree
    meta = read_metadata(tree, markup.json_ld, url=url, hint=feed_hint)
    # Only of a page that doesn't call itself an article is it asked.
    links = 0 if meta.is_article else sum(1 for _ in tree.iter("a"))
    layout.prepare(tree, tabs=markup.tabs)
    summary = layout.dek(tree, meta.description)
    lines, reader = _read_text(tree)
    # What the page shows counts: a live blog states more posts than it shows. But where a
    # script would first have to fill the page in, the text stated for search engines is all.
    if meta.free is not False and (shown := _words(lines)) < _BARE:
        stated = jsonld.body_lines(meta.node)
        if shown < TOO_LITTLE * _words(stated):
            lines, reader = tidying.tidy("\n".join(stated)), "json-ld"
    ending = "\n".join(lines[-3:])
    lines = tidying.clean(
        lines,
        titles=(meta.title or "", *meta.headings),
        authors=meta.authors,
    )
    holes = sum(line.count("\ufffd") for line in lines)
    if holes > MOST_HOLES * sum(map(len, lines)):
        raise SoftError(
            "The page's characters can't be made out",
            resource=url,
            why=f"{holes:,} of them are lost; its encoding is not the one it names",
        )
    page_text = ""
    counts = [len(line.split()) for line in lines]
    if sum(counts) < SHORT_WORDS:  # what a page says beside a long text is not asked
        body = tree.find("body")
        page_text = layout.squash((tree if body is None else body).text_content())
    kind = page_kind(
        "\n".join(lines),
        ending=ending,
        title=meta.title,
        page_text=page_text,
        free=meta.free,
        is_article=meta.is_article,
        links=links,
        paragraphs=sum(count >= _PARAGRAPH_WORDS for count in counts),
    )
    if kind == "article":
        lines = _with_dek(lines, summary)
    elif kind in ("consent", "error", "empty"):
        lines = []
    return _body(lines, meta, kind, reader, cut=markup.cut)


def _with_dek(lines: list[str], summary: str | None) -> list[str]:
    """Put the printed summary first, unless the body has its words already."""
    if not summary or not lines:
        return lines
    low = tidying.plain(summary)
    if any(low in (other := tidying.plain(line)) or other in low for line in lines[:12]):
        return lines
    return [summary, *lines]


def _body(lines: list[str], meta: Metadata, kind: str, reader: str, *, cut: bool) -> Body:
    text = "\n".join(lines)
    if len(text) > MAX_TEXT_CHARS:
        text, cut = text[:MAX_TEXT_CHARS].rstrip(), True
    why = {**meta.why, "text": reader}
    if cut:
        why["cut"] = "the page is longer than we read"
    language = language_of(text, meta.language)
    return Body(
        text=text,
        title=meta.title,
        authors=meta.authors,
        published=meta.published,
        modified=meta.modified,
        language=language,
        url=meta.url,
        page_kind=kind,
        why=why,
    )


def read_page(item: PageItem) -> Body | ReadoutError:
    """`extract_body` with the error as a value."""
    try:
        return extract_body(item.html, url=item.url, charset=item.charset, feed_hint=item.hint)
    except ReadoutError as error:
        return error


def extract_batch(items: Iterable[PageItem]) -> list[tuple[str, Body | ReadoutError]]:
    """Read pages in this process, then cut what pages of one site have in common.

    For trusted input and tests; `workers.BodyWorkers` reads pages that may be hostile.
    Order is kept; a page that can't be read has its error in its place.
    """
    return strip_site_lines([(item.id, item.url, read_page(item)) for item in items])
