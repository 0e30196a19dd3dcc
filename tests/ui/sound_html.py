"""Reading a page as a browser would, and failing where it is not sound."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

_VOID = frozenset({"meta", "link", "input", "br"})


class _Element(NamedTuple):
    tag: str
    classes: str
    ident: str
    start: int


class Page(HTMLParser):
    """Elements must be closed in order; collects text, scripts, ids and marked stretches.

    `marked` maps the classes of a `span.mark` to the texts of its pieces, in order.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[_Element] = []
        self.text = ""
        self.scripts: list[str | None] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.handlers: list[str] = []
        self.marked: dict[str, list[str]] = {}
        self.by_id: dict[str, str] = {}
        self.feed(html)
        self.close()
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.handlers += [name for name in given if name.startswith("on")]
        if tag == "script":
            self.scripts.append(given.get("src"))
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if given.get("id"):
            self.ids.append(given["id"])
        if tag not in _VOID:
            element = _Element(tag, given.get("class", ""), given.get("id", ""), len(self.text))
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        element = self.open.pop()
        assert element.tag == tag, f"</{tag}> closes <{element.tag}>"
        words = self.text[element.start :]
        if element.ident:
            self.by_id[element.ident] = words
        if element.classes.startswith("mark "):
            self.marked.setdefault(element.classes.removeprefix("mark "), []).append(words)

    def handle_data(self, data: str) -> None:
        self.text += data
