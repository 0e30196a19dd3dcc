"""Preparing a page's tree for extraction.

Everything here changes the tree in place and works from what markup means, not from
what one site does.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
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
# A reference mark, not a power or “st”: [2], 12, a, †.
_NOTE: Final = re.compile(r"\[[\w*]{1,3}\]|\(\d{1,3}\)|\d{1,3}|[a-z]|[*†‡§¶#]{1,3}", re.ASCII)
_POWER: Final = re.compile(r"(?:\d|\b(?:[kcdm]?m|mi|ft|yd|in|s|CO|H))\s*$")
_HIDDEN: Final = etree.XPath("//@style/.. | //@hidden/.. | //@aria-hidden/..")
_INVISIBLE: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NO_STORY: Final = re.compile(
    r"modal|popup|overlay|dialog|newsletter|share|cookie|consent|menu|login|promo|related|comment|"
    r"tooltip|lightbox|gallery|advert|caption|author|bio",
    re.IGNORECASE,
)
_FAR: Final = 3
_STORY_WORDS: Final = 40
_CAPTION_WORDS: Final = 25
_PANELS: Final = etree.XPath("//@role[.='tabpanel']/..")
_CLOSING: Final = re.compile(
    r"\b(?:is|are) (?:a|an|the|also an?)\b.{0,60}\b(?:authors?|professors?|lecturers?|fellows?"
    r"|editors?|researchers?|reporters?|correspondents?|columnists?|writers?|director|analysts?"
    r"|historian)\b"
    r"|\bnewsletter\b",
    re.IGNORECASE,
)
_SENTENCE_WORDS: Final = 8
_TEASER_WORDS: Final = 60
_TERM_WORDS: Final = 8
_MOST_ARTICLES: Final = 400
_INLINE: Final = frozenset(
    (
        *("a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "ins", "mark", "q", "s"),
        *("small", "span", "strong", "sub", "sup", "time", "u", "wbr"),
    )
)
_BLOCKS: Final = ("p", "div", "ul", "ol", "section", "blockquote", "table", "h2", "h3", "article")
_MAY_BE_MIXED: Final = ("div", "section", "article", "main", "blockquote", "td")
_BESIDE_RUNS: Final = frozenset(
    ("p", "div", "ul", "ol", "section", "blockquote", "table", "dl"),
)
_RUNS: Final = frozenset(("a", "b", "em", "i", "span", "strong", "time", "small", "font"))
_HEADINGS: Final = frozenset(("h2", "h3", "h4", "h5", "h6"))
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WORD: Final = re.compile(r"\w+")


def squash(text: str) -> str:
    return " ".join(text.split())


def _storable(text: str) -> str:
    """What lxml takes back: a page's references may name characters that XML does not have."""
    return _NO_XML.sub("", text)


def remove(element: HtmlElement) -> None:
    """Take an element out of its page, once."""
    if element.getparent() is not None:
        element.drop_tree()


@lru_cache(maxsize=4096)
def _is_embed(marks: str) -> bool:
    return _EMBED.search(marks) is not None


@lru_cache(maxsize=4096)
def _may_be_dek(marks: str) -> bool:
    return _DEK.search(marks) is not None


def dek(tree: HtmlElement, description: str | None) -> str | None:
    """The printed summary under the headline, if the page marks one as such.

    It is part of the article (it is often the only place that names an office in full)
    but stands outside the body's container, where extractors don't look. Classes such as
    “intro” and “summary” also mark teasers of other stories, so the page's `description`
    must say about the same; only between the headline and the first paragraph is a class
    that can mean nothing else believed alone. Behind several paragraphs nothing is looked for.
    """
    wanted = set(_WORD.findall((description or "").lower()))
    near = headed = False
    paragraphs = 0
    for element in tree.iter("h1", "h2", "h3", "p", "div", "span", "section", "header"):
        marks = element.get("class") or ""
        tag = element.tag
        if tag == "h1":
            near = headed = True
        elif marks and _may_be_dek(marks):
            text = squash(element.text_content())
            # A container of the whole page may be marked so, too: it isn't read to its end.
            words = [found[0] for found in islice(_WORD.finditer(text.lower()), 81)]
            if 6 <= len(words) <= 80 and not _POINTER.search(text):
                alike = sum(w in wanted for w in words) >= 0.6 * len(words)
                if alike or (near and _SURE_DEK.search(marks) and element.find(".//a") is None):
                    return text
        elif headed and tag == "p" and len((element.text or "").split()) >= 15:
            near = False
            paragraphs += 1
            if paragraphs == _FAR:
                return None
    return None


def prepare(tree: HtmlElement, *, tabs: bool = True) -> None:
    """Cut what holds no text of the article, show what a button would show, and undo layout by
    lists and tables.

    Args:
        tabs: whether the page's markup names a panel of tabs at all; nearly none does.
    """
    _drop_captions(tree)
    etree.strip_elements(tree, *_NO_TEXT, with_tail=False)
    if tabs:
        _drop_other_tabs(tree)
    for element in list(tree.iter("blockquote", "div")):
        if (marks := element.get("class")) and _is_embed(marks):
            remove(element)
    for mark in list(tree.iter("sup")):
        if _is_note(mark):
            remove(mark)
    _show_the_rest(tree)
    _drop_teasers(tree)
    _drop_closing_notes(tree)
    for element in list(tree.iter("dl")):
        _undo_definitions(element)
    for element in _mixed(tree):
        _wrap_runs(element)
    for element in list(tree.iter("ul", "ol")):
        _undo_list(element)
    for table in list(tree.iter("table")):
        _undo_table(table)


def _drop_captions(tree: HtmlElement) -> None:
    """What stands in italics below a picture of its own paragraph is its caption."""
    for image in list(tree.iter("img")):
        around = next(image.iterancestors("p"), None)
        if around is None:
            continue
        marked = [e for e in around.iter("em", "i", "small") if e.text_content().strip()]
        if len(marked) != 1:
            continue
        text = squash(marked[0].text_content())
        if len(text.split()) <= _CAPTION_WORDS and squash(around.text_content()) == text:
            remove(around)


def _drop_other_tabs(tree: HtmlElement) -> None:
    """Of panels behind tabs the one that is shown holds the story; a shorter one beside it
    (its summary, its audio) tells it again."""
    panels: dict[HtmlElement, list[HtmlElement]] = {}
    for panel in _PANELS(tree):
        if panel.getparent() is not None:
            panels.setdefault(panel.getparent(), []).append(panel)
    for beside in panels.values():
        shown = [p for p in beside if "active" in (p.get("class") or "").split()]
        if len(shown) != 1:
            continue
        told = _running_words(shown[0])
        for panel in beside:
            if panel is not shown[0] and told >= _STORY_WORDS and _running_words(panel) < told / 2:
                remove(panel)


def _drop_closing_notes(tree: HtmlElement) -> None:
    """A last paragraph all in italics that says who the author is, or offers a newsletter."""
    for mark in list(tree.iter("em", "i")):
        paragraph = mark.getparent()
        if paragraph is None or paragraph.tag != "p" or len(paragraph) != 1:
            continue
        text = squash(paragraph.text_content())
        if squash(mark.text_content()) != text or not _CLOSING.search(text):
            continue
        if not any(_tells(later) for later in paragraph.itersiblings()):
            remove(paragraph)


def _tells(element: HtmlElement) -> bool:
    """Whether an element is a paragraph of running text that is not all in italics."""
    if element.tag != "p" or len(element.text_content().split()) < _SENTENCE_WORDS:
        return False
    return not (len(element) == 1 and element[0].tag in {"em", "i"} and not element.text)


def _is_note(mark: HtmlElement) -> bool:
    """Whether a raised sign leads to a footnote: no power, no unit, no ordinal's ending."""
    text = squash(mark.text_content())
    if not _NOTE.fullmatch(text):
        return False
    before = mark.getprevious()
    parent = mark.getparent()
    ahead = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    if not text.isdigit():
        return True
    return not _POWER.search(ahead)


def _show_the_rest(tree: HtmlElement) -> None:
    """What “read more” would show is in the page already, hidden by a style. It belongs to the
    story when it is several sentences in paragraphs, and its parent has the beginning."""
    hidden: dict[HtmlElement, list[HtmlElement]] = {}
    for element in _HIDDEN(tree):
        parent = element.getparent()
        if parent is None or not hides(element):
            continue
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if not _NO_STORY.search(marks) and next(element.iter("form", "input"), None) is None:
            hidden.setdefault(parent, []).append(element)
    for parent, parts in hidden.items():
        rest = sum(_running_words(part) for part in parts)
        if rest >= _STORY_WORDS and _running_words(parent) - rest >= _STORY_WORDS:
            for part in parts:
                for name in ("style", "aria-hidden", "hidden"):
                    part.attrib.pop(name, None)


def hides(element: HtmlElement) -> bool:
    """Whether an element is marked as one that is not shown."""
    return (
        element.get("aria-hidden") == "true"
        or element.get("hidden") is not None
        or _INVISIBLE.search(element.get("style") or "") is not None
    )


def _running_words(element: HtmlElement) -> int:
    return sum(
        count
        for p in element.iter("p")
        if (count := len(p.text_content().split())) >= _SENTENCE_WORDS
    )


def _drop_teasers(tree: HtmlElement) -> None:
    """Other stories stand beside, or in, the one that the page is of, as `article`s of their own:
    a headline and a sentence. Not the posts of a live blog, which together are its text."""
    articles = list(tree.iter("article"))[:_MOST_ARTICLES]
    if len(articles) < 2:
        return
    words = {article: len(article.text_content().split()) for article in articles}
    for article in reversed(articles):  # what stands within counts for itself
        outer = next(article.iterancestors("article"), None)
        if outer in words:
            words[outer] -= len(article.text_content().split())
            # Taken off once: an article two levels up has lost it with the one between.
    main = max(words, key=lambda article: (article.find(".//h1") is not None, words[article]))
    others = [article for article in articles if article is not main]
    small = [a for a in others if words[a] <= min(_TEASER_WORDS, words[main] / 2)]
    if words[main] < 2 * _STORY_WORDS or sum(words[a] for a in small) > words[main]:
        return
    for article in small:
        if main not in article.iterdescendants("article"):
            remove(article)


def _undo_definitions(element: HtmlElement) -> None:
    """A list of terms as a list of points: an hour and what is done then are one line."""
    term = ""
    for part in list(element):
        if part.tag == "dt":
            term = squash(f"{term} {part.text_content()}")
            element.remove(part)
        elif part.tag == "dd":
            part.tag = "li"
            if term and len(term.split()) <= _TERM_WORDS:
                part.text = _storable(f"{term}: {part.text or ''}")
            elif term:
                before = etree.SubElement(element, "li")
                before.text = _storable(term)
                part.addprevious(before)
            term = ""
    element.tag = "ul"


def _mixed(tree: HtmlElement) -> list[HtmlElement]:
    """Containers with blocks and, beside them, text or inline marks. (An XPath that asks each
    element for all of that takes twice as long.)"""
    found = []
    for element in tree.iter(*_MAY_BE_MIXED):
        text = element.text
        runs, blocks = bool(text and text.strip(" \t\r\n")), False
        for child in element:
            tag = child.tag
            if tag in _BESIDE_RUNS:
                blocks = True
            elif tag in _RUNS:
                runs = True
                if tag == "span" and not blocks:
                    blocks = next(child.iterchildren("p", "div"), None) is not None
            if not runs:
                tail = child.tail
                runs = bool(tail and tail.strip(" \t\r\n"))
            if runs and blocks:
                found.append(element)
                break
    return found


def _wrap_runs(element: HtmlElement) -> None:
    """Text and inline marks that stand beside blocks become blocks: a block begins a line, and
    extractors join what precedes it with its first word, or lose it. A line break ends a run."""
    text, inline = element.text or "", list[HtmlElement]()
    for child in [*element, None]:
        if child is not None and child.tag in _INLINE and next(child.iter(*_BLOCKS), None) is None:
            inline.append(child)
            continue
        if text.strip() or any(part.text_content().strip() for part in inline):
            wrapped = _wrapped(text, inline)
            if child is None:
                element.append(wrapped)
            else:
                child.addprevious(wrapped)
            if text is element.text:
                element.text = None
        if child is not None:
            text, inline, child.tail = child.tail or "", [], None


def _wrapped(text: str, inline: list[HtmlElement]) -> HtmlElement:
    words = len(text.split()) + sum(
        len(part.text_content().split()) + len((part.tail or "").split()) for part in inline
    )
    wrapped: HtmlElement = etree.Element("p" if words >= _SENTENCE_WORDS else "div")
    wrapped.text = _storable(text)
    wrapped.extend(inline)
    return wrapped


def _undo_list(element: HtmlElement) -> None:
    """Lists of links, with their heading, are a quarter of a news page's elements, and no
    extractor keeps them. A list of posts is no list of points: each would come out as one
    line, so it becomes `div`s."""
    if _is_link_list(element):
        before = element.getprevious()
        if before is not None and before.tag in _HEADINGS:
            remove(before)
        remove(element)
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
    links = list(element.iter("a"))
    if len(links) < 5:
        return False
    linked = sum(len(a.text_content()) for a in links)
    return linked > 0.85 * len(squash(element.text_content()))


def _is_layout(cell: HtmlElement) -> bool:
    if next(cell.iter("table", "h1", "article"), None) is not None:
        return True
    paragraphs = sum(1 for p in cell.iter("p") if len(p.text_content()) > 120)
    return paragraphs >= 2 or len(squash(cell.text_content())) > 600
