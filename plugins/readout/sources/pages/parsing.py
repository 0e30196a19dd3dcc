"""From the bytes of a page to one parsed tree and its JSON-LD.

The tree is parsed once, for metadata and body together. Scripts, styles and drawings
are cut out before parsing: they are most of a news page's bytes, nobody reads them
later, and libxml2 would build nodes for them. JSON-LD is a script too; its texts are
kept aside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.html import (
    HtmlComment,
    HtmlElement,
    HtmlEntity,
    HTMLParser,
    HtmlProcessingInstruction,
    document_fromstring,
)

from readout.errors import SoftError
from readout.sources.charsets import decode as decode_bytes

MAX_PAGE_BYTES: Final = 5_000_000
"""Longer pages are cut here: the article of a page that big stands in its beginning, and
the parser's memory grows with the markup (530 MB for 2.7 MB of tiny tags)."""

MAX_TAGS: Final = 30_000
"""Opening tags that are parsed; the rest is cut. The largest real page of 245 had 14,000."""

_META_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE
)
_XML_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_XML_CHARSET: Final = re.compile(
    rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE
)
# The first letter is looked at alone: with `IGNORECASE` each alternative is tried at each tag.
_OPENING: Final = re.compile(
    r"<(?=[sSnNiItTcCoO])"
    r"((?i:script|style|svg|noscript|iframe|template|canvas|object))\b([^>]*)>"
)
_DOCTYPE: Final = re.compile(r"<!doctype[^>]{0,500}>", re.IGNORECASE)
_JSON_LD_TYPE: Final = re.compile(r"application/(?:[\w.]+\+)?ld\+json", re.IGNORECASE)
# What XML 1.0 forbids; lxml refuses to store it and DuckDB refuses NUL.
_CONTROLS: Final = bytes(n for n in (*range(32), 127) if n not in b"\t\n\r")
_MARKUP: Final = re.compile(r"<[^<>]*>")
_STORY_WORDS: Final = 60
_TAG: Final = re.compile(r"<[A-Za-z]")

# lxml.html looks the class of every node up in Python, to give forms their own; nobody here
# wants forms, and a fixed class is a twentieth of the time per page.
_CLASSES: Final = etree.ElementDefaultClassLookup(
    element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
)


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page: its tree (root `html`), the texts of its JSON-LD scripts, whether it
    was cut at a limit, and whether it may have panels behind tabs."""

    tree: HtmlElement
    json_ld: tuple[str, ...]
    cut: bool
    tabs: bool


def decode(html: bytes, charset: str | None = None) -> str:
    """Decode a page: byte order mark, HTTP `charset`, XML declaration, `<meta>`, UTF-8, and at
    last windows-1252 (`charsets.decode`)."""
    declared = [charset]
    for pattern in (_XML_CHARSET, _META_CHARSET):
        if match := pattern.search(html[:8192]):
            declared.append(match.group(1).decode("ascii"))
    text, _ = decode_bytes(html, declared)
    return text


def _without_scripts(text: str) -> tuple[str, list[str]]:
    """The page without elements that hold no text, and its JSON-LD.

    A plain search for the closing tag: a lazy regular expression over a megabyte of
    script costs four times as much.
    """
    kept: list[str] = []
    json_ld: list[str] = []
    position = 0
    nowhere: set[str] = set()

    def closing(name: str, start: int) -> int:
        # What is not found once is not found later: without this a page of opening tags
        # that are never closed takes the square of its length.
        if name in nowhere:
            return -1
        found = text.find(f"</{name}", start)
        if found < 0:
            nowhere.add(name)
        return found

    while match := _OPENING.search(text, position):
        name = match.group(1)
        kept.append(text[position : match.start()])
        end = -1 if match.group(2).endswith("/") else closing(name, match.end())
        if end < 0 and name.islower():
            end = closing(name.upper(), match.end())
        if name.lower() == "script" and end > 0 and _JSON_LD_TYPE.search(match.group(2)):
            json_ld.append(text[match.end() : end])
        # Never closed: only the tag goes, as the page's rest may be the article.
        close = text.find(">", end) if end > 0 else -1
        if close > 0 and name.lower() == "noscript" and _holds_text(text[match.end() : end]):
            kept.append(f"<div>{text[match.end() : end]}</div>")
        position = close + 1 if close > 0 else match.end()
    kept.append(text[position:])
    return " ".join(kept), json_ld


def _holds_text(markup: str) -> bool:
    """Whether what is shown without scripts is a story, not a request to turn them on."""
    return len(markup) > 400 and len(_MARKUP.sub(" ", markup).split()) >= _STORY_WORDS


def _first_tags(text: str) -> str:
    """The page up to its `MAX_TAGS`-th opening tag."""
    if text.count("<") <= MAX_TAGS:
        return text
    for number, match in enumerate(_TAG.finditer(text)):
        if number == MAX_TAGS:
            return text[: match.start()]
    return text


def read(html: bytes, charset: str | None = None) -> Markup:
    """Parse a page.

    Args:
        html: the decompressed body of the response.
        charset: from the Content-Type header, if it had one.

    Raises:
        SoftError: there is no markup in it: empty, a PDF, an image, plain bytes.
    """
    head = html[:1024].lstrip()
    if not head:
        raise SoftError("The page is empty")
    if head.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04")):
        raise SoftError("The page is not HTML", why=f"it starts with {head[:4]!r}")
    cut = len(html) > MAX_PAGE_BYTES
    text = _XML_DECLARATION.sub("", decode(html[:MAX_PAGE_BYTES], charset), count=1)
    text, json_ld = _without_scripts(text)
    # Of the third that is left: what changes the text copies all of it.
    text = _DOCTYPE.sub("", text, count=1)
    if "<" not in text:
        raise SoftError("The page is not HTML", why="there is no tag in it")
    shorter = _first_tags(text)
    # A parser is not shared: its error log would keep the last page alive.
    parser = HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
    )
    parser.set_element_class_lookup(_CLASSES)
    try:
        data = shorter.encode("utf-8", "replace").translate(None, _CONTROLS)
        tree = document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError) as cause:
        raise SoftError("The page can't be parsed", why=cause) from cause
    return Markup(tree, tuple(json_ld), cut or len(shorter) < len(text), "tabpanel" in text)
