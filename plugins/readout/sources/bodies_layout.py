"""Preparing a page's tree for extraction, and reading it without the extractor.

Everything here changes the tree in place and works from what markup means, not from
what one site does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree
from lxml.html import HtmlElement

# Embedded posts of others, as their publishers' embed codes mark them.
_EMBED: Final = re.compile(
    r"\b(?:twitter-tweet|twitter-video|instagram-media|tiktok-embed|fb-post|bluesky-embed|mastodon-embed|reddit-(?:card|embed-bq))\b"
)
# What trafilatura itself would discard, cut before its tree is copied and searched.
_NO_TEXT: Final = (
    *("head", "link", "meta", "button", "select", "textarea", "input", "dialog", "nav", "menu"),
    *("picture", "source", "img", "video", "audio", "map", "figure", "footer", "aside"),
)
_BLOCKS: Final = frozenset({"p", "div", "table", "h1", "h2", "h3", "ul", "ol", "article", "section", "blockquote", "center"})  # fmt: skip
_SIDE: Final = frozenset({"nav", "aside", "footer", "form", "figure", "figcaption", "header", "menu", "button", "select"})  # fmt: skip
_SIDE_CLASS: Final = re.compile(
    r"comment|related|recommend|newsletter|promo|footer|sidebar|share|cookie|consent|breadcrumb|menu|byline|author|caption|advert|most-(?:read|popular)",
    re.IGNORECASE,
)
_DEK: Final = re.compile(
    r"stand-?first|sub-?title|sub-?headline|strapline|(?:^|[\s_-])(?:dek|deck|lede|summary|excerpt|intro)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SURE_DEK: Final = re.compile(
    r"stand-?first|strapline|(?:article|story|post|entry|headline|hed)[\w]*[-_]{1,2}(?:sub-?title|dek|deck|excerpt|summary|lede)(?:$|[\s_-])",
    re.IGNORECASE,
)
_POINTER: Final = re.compile(
    r"\b(?:read (?:next|more)|related article|subscrib|sign up|minutes? read|updated:)",
    re.IGNORECASE,
)
_SPACE: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"\w+")
_MIN_PARAGRAPH_WORDS: Final = 8


def squash(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _remove(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


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
        elif len(marks) > 2 and _DEK.search(marks):
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
    """Cut what holds no text of the article, and undo layout by tables.

    A table is layout when it holds another table or a cell with blocks or long text of
    its own: its parts become `div`s, else the page comes out as one row of a grid.
    """
    etree.strip_elements(tree, *_NO_TEXT, with_tail=False)
    for element in list(tree.iter("blockquote", "div")):
        if _EMBED.search(element.get("class") or ""):
            _remove(element)
    for table in list(tree.iter("table")):
        cells = [c for c in table.iter("td", "th") if len(c) or len(c.text or "") > 200][:400]
        if any(_is_layout(cell) for cell in cells):
            for part in [table, *table.iter("tbody", "thead", "tfoot", "tr", "td", "th")]:
                if part is table or next(part.iterancestors("table", "div"), None) is not None:
                    part.tag = "div"


def _is_layout(cell: HtmlElement) -> bool:
    if next(cell.iter("table", "h1", "article"), None) is not None:
        return True
    paragraphs = sum(1 for p in cell.iter("p") if len(p.text_content()) > 120)
    return paragraphs >= 2 or len(squash(cell.text_content())) > 600


def _skipped(element: HtmlElement) -> bool:
    if element.tag in _SIDE:
        # A header that holds the page's only text is no side matter; one page in a
        # hundred does so, and then the fallback is not what saves it.
        return True
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(_SIDE_CLASS.search(marks)) and element.tag not in (
        "body",
        "html",
        "main",
        "article",
    )


def _leaves(element: HtmlElement) -> Iterator[HtmlElement]:
    # An explicit stack: a page may be nested deeper than Python's recursion goes.
    stack = [element]
    while stack:
        current = stack.pop()
        if not isinstance(current.tag, str) or _skipped(current):
            continue
        blocks = [c for c in current if isinstance(c.tag, str) and (c.tag in _BLOCKS or len(c))]
        if current.tag in ("p", "h2", "h3", "h4", "li", "blockquote") or not blocks:
            yield current
        else:
            stack.extend(reversed(current))


def paragraphs(tree: HtmlElement) -> list[str]:
    """Running text of the whole page in reading order, side matter left out: paragraphs
    of at least eight words with few links, and the headings between them.

    The fallback where extraction finds far too little: live blogs (one container per
    post) and pages without any article container.
    """
    lines: list[str] = []
    heading: str | None = None
    seen: set[str] = set()
    body = tree.find("body")
    for leaf in _leaves(tree if body is None else body):
        text = squash(leaf.text_content())
        if not text or text in seen:
            continue
        if leaf.tag in ("h2", "h3", "h4"):
            heading = text
            continue
        linked = sum(len(a.text_content()) for a in leaf.iter("a"))
        if len(text.split()) < _MIN_PARAGRAPH_WORDS or linked * 2 > len(text):
            continue
        if heading:
            lines.append(heading)
            heading = None
        lines.append(text)
        seen.add(text)
    return lines
