"""Preparing a page's tree for extraction.

Everything here changes the tree in place and works from what markup means, not from
what one site does.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

# Embedded posts of others, as their publishers' embed codes mark them.
_EMBED: Final = re.compile(
    r"\b(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|fb-post|bluesky-embed|"
    r"mastodon-embed|reddit-(?:card|embed-bq))\b"
)
# What trafilatura itself would discard, cut before its tree is copied and searched.
_NO_TEXT: Final = (
    *("head", "link", "meta", "button", "select", "textarea", "input", "dialog", "nav", "menu"),
    *("picture", "source", "img", "video", "audio", "map", "figure", "footer", "aside"),
)
_DEK: Final = re.compile(
    r"stand-?first|sub-?title|sub-?headline|strapline|"
    r"(?:^|[\s_-])(?:dek|deck|lede|summary|excerpt|intro)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SURE_DEK: Final = re.compile(
    r"stand-?first|strapline|(?:article|story|post|entry|headline|hed)[\w]*[-_]{1,2}"
    r"(?:sub-?title|dek|deck|excerpt|summary|lede)(?:$|[\s_-])",
    re.IGNORECASE,
)
_POINTER: Final = re.compile(
    r"\b(?:read (?:next|more)|related article|subscrib|sign up|minutes? read|updated:)",
    re.IGNORECASE,
)
_HEADINGS: Final = frozenset(("h2", "h3", "h4", "h5", "h6"))
_WORD: Final = re.compile(r"\w+")


def squash(text: str) -> str:
    return " ".join(text.split())


def _remove(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


@lru_cache(maxsize=4096)
def _may_be_dek(marks: str) -> bool:
    return _DEK.search(marks) is not None


def dek(tree: HtmlElement, description: str | None) -> str | None:
    """The printed summary under the headline, if the page marks one as such.

    It is part of the article (it is often the only place that names an office in full)
    but stands outside the body's container, where extractors don't look. Classes such as
    “intro” and “summary” also mark teasers of other stories, so the page's `description`
    must say about the same; only between the headline and the first paragraph is a class
    that can mean nothing else believed alone.
    """
    wanted = set(_WORD.findall((description or "").lower()))
    near = False
    for element in tree.iter("h1", "h2", "h3", "p", "div", "span", "section", "header"):
        marks = element.get("class") or ""
        if element.tag == "h1":
            near = True
        elif marks and _may_be_dek(marks):
            text = squash(element.text_content())
            words = _WORD.findall(text.lower())
            if 6 <= len(words) <= 80 and not _POINTER.search(text):
                alike = sum(w in wanted for w in words) >= 0.6 * len(words)
                if alike or (near and _SURE_DEK.search(marks) and element.find(".//a") is None):
                    return text
        elif near and element.tag == "p" and len((element.text or "").split()) >= 15:
            near = False
    return None


def prepare(tree: HtmlElement) -> None:
    """Cut what holds no text of the article, and undo layout by lists and tables."""
    etree.strip_elements(tree, *_NO_TEXT, with_tail=False)
    for element in list(tree.iter("blockquote", "div")):
        if (marks := element.get("class")) and _EMBED.search(marks):
            _remove(element)
    for element in list(tree.iter("ul", "ol")):
        _undo_list(element)
    for table in list(tree.iter("table")):
        _undo_table(table)


def _undo_list(element: HtmlElement) -> None:
    """Lists of links, with their heading, are a quarter of a news page's elements, and no
    extractor keeps them. A list of posts is no list of points: each would come out as one
    line, so it becomes `div`s."""
    if _is_link_list(element):
        before = element.getprevious()
        if before is not None and before.tag in _HEADINGS:
            _remove(before)
        _remove(element)
    elif any(_is_post(item) for item in element.iterchildren("li")):
        for part in (element, *element.iterchildren("li")):
            part.tag = "div"


def _undo_table(table: HtmlElement) -> None:
    """A table is layout when it holds another table or a cell with blocks or long text of
    its own: its parts become `div`s, else the page comes out as one row of a grid."""
    cells = [c for c in table.iter("td", "th") if len(c) or len(c.text or "") > 200][:400]
    if any(_is_layout(cell) for cell in cells):
        for part in [table, *table.iter("tbody", "thead", "tfoot", "tr", "td", "th")]:
            if part is table or next(part.iterancestors("table", "div"), None) is not None:
                part.tag = "div"


def _is_post(item: HtmlElement) -> bool:
    """Whether a list's item is a post of its own (of a live blog), not a point of a text."""
    return next(item.iter("article", "h2", "h3"), None) is not None or (
        sum(1 for p in item.iter("p") if len(p.text_content()) > 60) >= 2
    )


def _is_link_list(element: HtmlElement) -> bool:
    links = [len(a.text_content()) for a in element.iter("a")]
    return len(links) >= 5 and sum(links) > 0.85 * len(squash(element.text_content()))


def _is_layout(cell: HtmlElement) -> bool:
    if next(cell.iter("table", "h1", "article"), None) is not None:
        return True
    paragraphs = sum(1 for p in cell.iter("p") if len(p.text_content()) > 120)
    return paragraphs >= 2 or len(squash(cell.text_content())) > 600
