"""The running text of a page, read without an extractor: the blocks that hold sentences,
side matter left out. It is what an extraction is checked against, filled up from, and
replaced by where it found far too little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from lxml.html import HtmlElement

from readout.sources.pages.layout import squash
from readout.sources.pages.tidying import unbulleted

_BLOCKS: Final = frozenset(
    (
        "p",
        "div",
        "table",
        "h1",
        "h2",
        "h3",
        "ul",
        "ol",
        "article",
        "section",
        "blockquote",
        "center",
    )
)
_TEXT_TAGS: Final = frozenset(("p", "h1", "h2", "h3", "h4", "li", "blockquote"))
HEADINGS: Final = frozenset(("h2", "h3", "h4"))
_SIDE: Final = frozenset(
    ("nav", "aside", "footer", "form", "figure", "figcaption", "header", "menu", "button", "select")
)
_NEVER_SIDE: Final = frozenset(("html", "main", "article"))
_SIDE_CLASS: Final = re.compile(
    r"comment|talkback|disqus|discussion|related|recommend|newsletter|promo|footer|sidebar|share|"
    r"cookie|consent|breadcrumb|menu|byline|author|caption|advert|most-(?:read|popular)",
    re.IGNORECASE,
)
_SIDE_SHARE: Final = 0.4
_EMPTY: Final = 40
_FIGURES: Final = re.compile(r"\d+")
_NO_LETTER: Final = re.compile(r"[\W_]+")
_MIN_WORDS: Final = 8
MOST_LINKED: Final = 0.5
_ALL: Final = 0.9
_STORY_WORDS: Final = 100
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
    linked: float
    element: HtmlElement = field(compare=False, repr=False)


@lru_cache(maxsize=4096)
def _without_figures(marks: str) -> str:
    return _FIGURES.sub("", marks)


@lru_cache(maxsize=4096)
def _says_side(classes: str, ident: str) -> bool:
    return _SIDE_CLASS.search(f"{classes} {ident}") is not None


def beside(element: HtmlElement) -> bool:
    """Whether an element's tag or class says that it stands beside the story."""
    return element.tag in _SIDE or _is_marked(element.get("class") or "", element.get("id") or "")


def _is_marked(classes: str, ident: str) -> bool:
    return (classes != "" or ident != "") and _says_side(classes, ident)


def _running_length(element: HtmlElement) -> int:
    return sum(len(p.text_content()) for p in element.iter("p"))


class _Walk:
    """Depth first over the blocks of text of a page, side matter left out."""

    def __init__(self, root: HtmlElement) -> None:
        self._root = root
        self._whole = _running_length(root)
        self.empty: list[HtmlElement] = []
        """Side matter without any running text, as it was come by."""

    def _is_side(self, element: HtmlElement) -> bool:
        """Whether what says that it stands beside the story does so."""
        # A theme may call the wrapper of everything “has-sidebar”, or keep the article in a
        # form: what holds much of the page's text is not beside it.
        running = _running_length(element)
        if running < _EMPTY:
            self.empty.append(element)
        return self._whole == 0 or running < _SIDE_SHARE * self._whole

    def leaves(self) -> Iterator[tuple[HtmlElement, str, int, bool]]:
        """Element, its tag, its place, and whether it stands within a link."""
        # An explicit stack: a page may be nested deeper than Python's recursion goes. What is
        # known of an element goes along, as asking lxml for it is most of the walk.
        stack: list[tuple[HtmlElement, int | None, bool]] = [(self._root, None, False)]
        while stack:
            current, above, in_link = stack.pop()
            tag = current.tag
            if not isinstance(tag, str):
                continue
            classes = current.get("class") or ""
            if (
                (tag in _SIDE or _is_marked(classes, current.get("id") or ""))
                and tag not in _NEVER_SIDE
                and self._is_side(current)
            ):
                continue
            in_link = in_link or (tag == "a" and _leads_away(current))
            place = 0 if above is None else hash((above, tag, _without_figures(classes)))
            if tag in _TEXT_TAGS:
                yield current, tag, place, in_link
                continue
            children = list(current)
            for child in children:
                if child.tag in _BLOCKS or len(child):
                    break
            else:
                yield current, tag, place, in_link
                continue
            children.reverse()
            stack.extend([(child, place, in_link) for child in children])


def _leads_away(element: HtmlElement) -> bool:
    # The headline of a post in a live blog leads to that post (“…#post-7”).
    return element.tag == "a" and "#" not in (element.get("href") or "#")


def leaves(tree: HtmlElement) -> list[Leaf]:
    """Running text of the page's first article in reading order: headings, and blocks of at
    least eight words or that are links."""
    return walked(tree)[0]


def walked(tree: HtmlElement) -> tuple[list[Leaf], list[HtmlElement]]:
    """`leaves`, and the side matter that nothing runs in (menus, buttons, lists of links): an
    extractor need not copy and search it."""
    body = tree.find("body")
    found: list[Leaf] = []
    teasers: set[HtmlElement] = set()
    words = 0
    walk = _Walk(tree if body is None else body)
    for element, tag, place, in_link in walk.leaves():
        text = squash(element.text_content())
        if not text:
            continue
        if tag == "h1":
            if words >= _STORY_WORDS:  # an endless page: here the next story begins
                break
            continue
        linked = 1.0 if in_link else _linked_share(element, len(text))
        count = len(text.split())
        if tag in HEADINGS:
            if linked > _ALL and _holds_teaser(element.getparent()):
                teasers.add(element.getparent())
        elif element.getparent() in teasers:
            linked = 1.0
        if linked > _ALL or tag in HEADINGS or count >= _MIN_WORDS:
            found.append(Leaf(text, tag, place, linked, element))
            words += count if linked <= MOST_LINKED else 0
    return found, walk.empty


def _linked_share(element: HtmlElement, length: int) -> float:
    away = sum(len(a.text_content()) for a in element.iter("a") if _leads_away(a))
    return min(1.0, away / length)


def _holds_teaser(parent: HtmlElement) -> bool:
    """Whether a linked headline and what stands beside it are the teaser of a story."""
    return sum(1 for child in parent if child.tag == "p") <= 2


def without_links(lines: list[str], found: Iterable[Leaf], tree: HtmlElement) -> list[str]:
    """The lines without those that are nothing but a link to another page: headlines of
    other stories between the paragraphs, and their teasers. A whole sentence may be linked
    to its source, and stays."""
    asked = {bare for line in lines if not _SENTENCE_END.search(bare := unbulleted(line))}
    if not asked:
        return lines
    # From the links, not from the leaves alone: a side column that extraction took for text
    # is no leaf.
    away = {
        text
        for a in tree.iter("a")
        if (text := squash(a.text_content())) in asked and _leads_away(a)
    }
    away |= {leaf.text for leaf in found if leaf.linked > _ALL and leaf.text in asked}
    return [line for line in lines if (bare := unbulleted(line)) not in away or bare.count(" ") < 2]


def paragraphs(found: Iterable[Leaf]) -> list[str]:
    """The lines of the fallback where extraction finds far too little (live blogs with one
    container per post, pages without any article container): each paragraph once, and a
    heading where a paragraph follows it."""
    lines: list[str] = []
    heading: str | None = None
    seen: set[str] = set()
    for leaf in found:
        if leaf.linked > MOST_LINKED:
            continue
        if leaf.tag in HEADINGS:
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
    text (siblings, or posts of a live blog). It is put behind the last line that comes
    before it on the page.
    """
    candidates = [leaf for leaf in found if leaf.tag == "p" and leaf.linked <= MOST_LINKED]
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
    last = -1
    for leaf in candidates:
        if leaf.text in position:
            last = position[leaf.text]
        elif leaf.text in absent and places[leaf.place] >= 2:
            after.setdefault(last, []).append(leaf.text)
            absent.discard(leaf.text)
    if not after:
        return lines
    return [
        *after.get(-1, ()),
        *(part for n, line in enumerate(lines) for part in (line, *after.get(n, ()))),
    ]
