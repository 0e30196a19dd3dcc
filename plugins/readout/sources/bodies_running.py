"""The running text of a page, read without an extractor: the blocks that hold sentences,
side matter left out. It is what an extraction is checked against, filled up from, and
replaced by where it found far too little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml.html import HtmlElement

from readout.sources.bodies_layout import squash

_BLOCKS: Final = frozenset("p div table h1 h2 h3 ul ol article section blockquote center".split())
_TEXT_TAGS: Final = frozenset(("p", "h2", "h3", "h4", "li", "blockquote"))
_HEADINGS: Final = frozenset(("h2", "h3", "h4"))
_SIDE: Final = frozenset(
    ("nav", "aside", "footer", "form", "figure", "figcaption", "header", "menu", "button", "select")
)
_SIDE_CLASS: Final = re.compile(
    r"comment|related|recommend|newsletter|promo|footer|sidebar|share|cookie|consent|breadcrumb|"
    r"menu|byline|author|caption|advert|most-(?:read|popular)",
    re.IGNORECASE,
)
_SIDE_SHARE: Final = 0.4
_FIGURES: Final = re.compile(r"\d+")
_NO_LETTER: Final = re.compile(r"[\W_]+")
_MIN_WORDS: Final = 8
_MAX_LINKED: Final = 0.5
_END: Final = 30
_SENTENCE_END: Final = re.compile(r"[.!?…。][\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A block of running text. `place` is the path of tags and classes that leads to it,
    figures left out: the paragraphs of one article have few of them. `linked` is the share
    of its text that leads to another page."""

    text: str
    tag: str
    place: int
    linked: float = 0.0


@lru_cache(maxsize=4096)
def _without_figures(marks: str) -> str:
    return _FIGURES.sub("", marks)


def _running_length(element: HtmlElement) -> int:
    return sum(len(p.text_content()) for p in element.iter("p"))


class _Walk:
    """Depth first over the blocks of text of a page, side matter left out."""

    def __init__(self, root: HtmlElement) -> None:
        self._root = root
        self._whole = _running_length(root)
        self._places: dict[HtmlElement, int] = {root: 0}

    def _is_side(self, element: HtmlElement) -> bool:
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        named = element.tag in _SIDE or (len(marks) > 1 and _SIDE_CLASS.search(marks) is not None)
        if not named or element.tag in ("html", "main", "article"):
            return False
        # A theme may call the wrapper of everything “has-sidebar”, or keep the article in a
        # form: what holds much of the page's text is not beside it.
        return self._whole == 0 or _running_length(element) < _SIDE_SHARE * self._whole

    def _place(self, element: HtmlElement) -> int:
        """A number for the path from the root; a parent was numbered before its child."""
        place = self._places.get(element)
        if place is None:
            parent = element.getparent()
            above = self._places.get(parent, 0) if parent is not None else 0
            marks = _without_figures(element.get("class") or "")
            place = self._places[element] = hash((above, element.tag, marks))
        return place

    def leaves(self) -> Iterator[tuple[HtmlElement, int, bool]]:
        """Element, its place, and whether it stands within a link."""
        # An explicit stack: a page may be nested deeper than Python's recursion goes.
        stack = [(self._root, False)]
        while stack:
            current, in_link = stack.pop()
            if not isinstance(current.tag, str) or self._is_side(current):
                continue
            in_link = in_link or _leads_away(current)
            place = self._place(current)
            blocks = [c for c in current if isinstance(c.tag, str) and (c.tag in _BLOCKS or len(c))]
            if current.tag in _TEXT_TAGS or not blocks:
                yield current, place, in_link
            else:
                stack.extend((child, in_link) for child in reversed(current))


def _leads_away(element: HtmlElement) -> bool:
    # The headline of a post in a live blog leads to that post (“…#post-7”).
    return element.tag == "a" and "#" not in (element.get("href") or "#")


def leaves(tree: HtmlElement) -> list[Leaf]:
    """Running text of the whole page in reading order: headings, and blocks of at least
    eight words or that are links."""
    body = tree.find("body")
    found: list[Leaf] = []
    for element, place, in_link in _Walk(tree if body is None else body).leaves():
        text = squash(element.text_content())
        if not text:
            continue
        away = (
            len(text)
            if in_link
            else sum(len(a.text_content()) for a in element.iter("a") if _leads_away(a))
        )
        linked = min(1.0, away / len(text))
        if linked > 0.9 or element.tag in _HEADINGS or len(text.split()) >= _MIN_WORDS:
            found.append(Leaf(text, element.tag, place, linked))
    return found


def links(found: Iterable[Leaf]) -> set[str]:
    """Lines that are nothing but a link to another page: headlines of other stories
    between the paragraphs. A whole sentence may be linked to its source, and stays."""
    return {
        leaf.text
        for leaf in found
        if leaf.linked > 0.9 and len(leaf.text.split()) > 2 and not _SENTENCE_END.search(leaf.text)
    }


def paragraphs(found: Iterable[Leaf]) -> list[str]:
    """The lines of the fallback where extraction finds far too little (live blogs with one
    container per post, pages without any article container): each paragraph once, and a
    heading where a paragraph follows it."""
    lines: list[str] = []
    heading: str | None = None
    seen: set[str] = set()
    for leaf in found:
        if leaf.linked > _MAX_LINKED:
            continue
        if leaf.tag in _HEADINGS:
            heading = leaf.text
        elif leaf.text not in seen:
            if heading:
                lines.append(heading)
            heading = None
            lines.append(leaf.text)
            seen.add(leaf.text)
    return lines


def letters(text: str) -> str:
    """The letters and figures of a text, for finding it whatever happened to its blanks."""
    return _NO_LETTER.sub("", text).lower()


def _is_in(key: str, packed: str) -> bool:
    # Beginning or end is enough: extraction may have dropped a word in the middle.
    return key[:_END] in packed or key[-_END:] in packed


def fill(lines: list[str], found: Iterable[Leaf]) -> list[str]:
    """Put back paragraphs that extraction dropped from the midst of the text.

    A paragraph counts as one of the article when at least two of the same place are in the
    text (siblings, or posts of a live blog), and it comes after the first of the text. It
    is put behind the last line that comes before it on the page.
    """
    candidates = [leaf for leaf in found if leaf.tag == "p" and leaf.linked <= _MAX_LINKED]
    whole = "\n".join(lines)
    absent = {leaf.text for leaf in candidates if leaf.text not in whole}
    if absent:  # blanks differ where markup splits a word
        packed = letters(whole)
        absent = {text for text in absent if not _is_in(letters(text), packed)}
    if not absent:
        return lines
    places = Counter(leaf.place for leaf in candidates if leaf.text not in absent)
    position = {line: number for number, line in enumerate(lines)}
    after: dict[int, list[str]] = {}
    last: int | None = None
    for leaf in candidates:
        if leaf.text in position:
            last = position[leaf.text]
        elif last is not None and leaf.text in absent and places[leaf.place] >= 2:
            after.setdefault(last, []).append(leaf.text)
            absent.discard(leaf.text)
    if not after:
        return lines
    return [part for n, line in enumerate(lines) for part in (line, *after.get(n, ()))]
