"""The story of a page whose markup leaves no doubt: nearly all that runs on the page stands in one
container, and that holds nothing but paragraphs, headings, lists and quotations. Such a page needs
no extractor, which is two fifths of its reading; any other gets none of this.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import Final

from lxml.html import HtmlElement

from readout.sources.pages.blocks import HEADINGS, MOST_LINKED, Leaf, beside
from readout.sources.pages.layout import hides, squash
from readout.sources.pages.stamps import is_stamp

ENOUGH: Final = 0.8
"""Share of the page's running words that the container must hold."""

_LEAST_WORDS: Final = 100
_PARAGRAPHS: Final = 3
_LINES: Final = frozenset(("p", "h2", "h3", "h4", "h5", "h6"))
_LISTS: Final = frozenset(("ul", "ol"))
_LEVELS: Final = 2
_LONG_WORD: Final = re.compile(r"\w{5,}")
_SAME: Final = 0.5
_ALL_SAME: Final = 0.9
_MOST_LEADS: Final = 3
_CONTAINERS: Final = frozenset(("div", "section", "article", "main", "td"))
_TOLD_BY_TAG: Final = frozenset(("li", *HEADINGS))
_BOXES: Final = frozenset(("div", "section", "article"))
_LINKED: Final = 0.7
_OTHER: Final = re.compile(
    r"(?:^|[\s_-])(?:ads?|google-ad|tags?|tag-list|social|image|img|photo|picture|gallery|media|video|"
    r"player|teasers?|read-more|widget|embed|code-block)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCKS: Final = ("p", "div", "ul", "ol", "table", "section", "article", "blockquote", "li", "dl")


def story(found: Sequence[Leaf]) -> list[str] | None:
    """The lines of the one container, in order; None where anything is doubtful."""
    words: Counter[HtmlElement] = Counter()
    paragraphs: Counter[HtmlElement] = Counter()
    whole = 0
    for leaf in found:
        if leaf.linked > MOST_LINKED or leaf.tag in HEADINGS:
            continue
        count = len(leaf.text.split())
        whole += count
        parent = leaf.element.getparent()
        if leaf.tag == "p" and parent is not None:
            words[parent] += count
            paragraphs[parent] += 1
    if not words:
        return None
    container, held = words.most_common(1)[0]
    counted = paragraphs[container]
    for _ in range(_LEVELS):
        above = container.getparent()
        if held >= ENOUGH * whole or above is None:
            break
        # The paragraphs are spread over several boxes of one: take that.
        container = above
        inner = [parent for parent in words if container in islice(parent.iterancestors(), _LEVELS)]
        held = words[container] + sum(words[parent] for parent in inner)
        counted = paragraphs[container] + sum(paragraphs[parent] for parent in inner)
    if held < max(_LEAST_WORDS, ENOUGH * whole) or counted < _PARAGRAPHS:
        return None
    if container.tag not in _CONTAINERS or _has_neighbours(container, found):
        return None
    lines: list[str] = []
    if not _read(container, lines, _LEVELS) or sum(len(line.split()) for line in lines) < held:
        return None
    return [*_leads(found, lines), *lines]


def _has_neighbours(container: HtmlElement, found: Sequence[Leaf]) -> bool:
    """Whether text that runs stands in the same box, right beside the container. When the story
    was printed is none."""
    around = container.getparent()
    return around is not None and any(
        leaf.linked <= MOST_LINKED
        and leaf.tag not in _TOLD_BY_TAG
        # A paragraph of `around` itself is a lead; one in a box of its own is not told from it.
        and (leaf.tag != "p" or leaf.element.getparent() is not around)
        and around in islice(leaf.element.iterancestors(), _LEVELS)
        and container not in leaf.element.iterancestors()
        and not is_stamp(leaf.text)
        for leaf in found
    )


def _leads(found: Sequence[Leaf], lines: Sequence[str]) -> list[str]:
    """Paragraphs above the container that speak of the same as it: a lead printed larger, not an
    invitation to log in."""
    inside = set(lines)
    above = takewhile(lambda leaf: leaf.text not in inside, found)
    told = set(_LONG_WORD.findall(" ".join(lines).lower()))
    leads = []
    for leaf in above:
        words = _LONG_WORD.findall(leaf.text.lower())
        same = sum(word in told for word in words)
        alike = same / max(1, len(words))
        if leaf.tag == "p" and leaf.linked <= MOST_LINKED and _SAME <= alike <= _ALL_SAME:
            leads.append(leaf.text)
    return leads if len(leads) <= _MOST_LEADS else []


def _read(container: HtmlElement, lines: list[str], levels: int) -> bool:
    """Add the lines of a container; False where it holds something else."""
    if _said(container.text):
        return False
    for child in container:
        if _said(child.tail) or not isinstance(child.tag, str):
            return False
        if child.tag in _LINES:
            if hides(child) or next(child.iter(*_BLOCKS[1:]), None) is not None:
                return False
            lines.extend(_broken(child))
        elif child.tag in _LISTS:
            for item in child:
                if item.tag != "li" or next(item.iterchildren(*_BLOCKS), None) is not None:
                    return False
                text = squash(item.text_content())
                if text:
                    lines.append(f"- {text}")
        elif child.tag == "blockquote":
            if not len(child):
                lines.extend(_broken(child))
            elif not _read(child, lines, levels):
                return False
        elif child.tag == "h1":
            if lines:  # the next story begins
                return False
        elif _is_beside(child):
            continue
        elif child.tag not in _BOXES or not _read_box(child, lines, levels):
            return False
    return True


def _read_box(box: HtmlElement, lines: list[str], levels: int) -> bool:
    if levels == 0 or next(box.iterchildren("p"), None) is None:
        return False
    return _read(box, lines, levels - 1)


def _is_beside(element: HtmlElement) -> bool:
    """A box that is not the story's: empty, a word that names it ("Advertisement"), marked as
    something else, or nothing but links."""
    text = squash(element.text_content())
    if " " not in text or beside(element) or hides(element):
        return True
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _OTHER.search(marks):
        return True
    linked = sum(len(squash(a.text_content())) for a in element.iter("a"))
    return linked > _LINKED * len(text)


def _broken(element: HtmlElement) -> Iterator[str]:
    """The text of a paragraph, a line for each that a `br` ends."""
    if next(element.iter("br"), None) is None:
        yield squash(element.text_content())
        return
    parts = [element.text or ""]
    for inner in element.iterdescendants():
        if inner.tag == "br":
            parts.append("\n")
        else:
            parts.append(inner.text or "")
        parts.append(inner.tail or "")
    yield from (line for part in "".join(parts).split("\n") if (line := squash(part)))


def _said(text: str | None) -> bool:
    return text is not None and not text.isspace() and text != ""
