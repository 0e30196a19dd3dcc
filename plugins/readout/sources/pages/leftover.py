"""What a page says beside the article's text: menus, teasers, and what was cut by mistake."""

from __future__ import annotations

from lxml import etree

from readout.sources.pages import parsing
from readout.sources.pages.layout import squash

# Elements that part the text of a page into lines of their own.
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "button", "caption", "dd", "div", "dl"}
    | {"dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"}
    | {"h6", "header", "hr", "label", "li", "main", "nav", "ol", "p", "pre", "section", "summary"}
    | {"table", "tbody", "td", "th", "thead", "tr", "ul", "br", "option"}
)
_UNSEEN = frozenset({"script", "style", "template", "head", "noscript", "svg", "iframe"})


def left_over(html: bytes, charset: str | None, body: str) -> list[str]:
    """The lines of a page that are not in the text that was read from it, in their order.

    Args:
        html: the decompressed page; charset: from the Content-Type header.
        body: the text, one paragraph a line.

    Raises:
        SoftError: nothing readable.
    """
    kept = {squash(line) for line in body.split("\n")}
    whole = " ".join(kept)
    found: dict[str, None] = {}
    for line in _lines(parsing.read(html, charset).tree):
        if line not in kept and line not in whole:
            found.setdefault(line)
    return list(found)


def _lines(tree: etree._Element) -> list[str]:
    lines: list[str] = []
    piece: list[str] = []

    def end() -> None:
        if text := squash("".join(piece)):
            lines.append(text)
        piece.clear()

    unseen: etree._Element | None = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        block = tag in _BLOCKS
        if event == "start":
            if unseen is None and (tag in _UNSEEN or not tag):
                unseen = element
            if block:
                end()
            if unseen is None and element.text:
                piece.append(element.text)
        else:
            if unseen is element:
                unseen = None
            if block:
                end()
            if unseen is None and element.tail:
                piece.append(element.tail)
    end()
    return lines
