"""The article that a page describes in its JSON-LD (schema.org, JSON-LD 1.1)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

Node = dict[str, Any]

_ARTICLE: Final = re.compile(
    r"(?:Article|BlogPosting|LiveBlogPosting|NewsStory|ReportageNews|SatiricalNews|OpinionNews)$"
)
_WRAPPER: Final = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*;?\s*$")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TRAILING_COMMA: Final = re.compile(r",\s*(?=[}\]])")
# Deep enough for @graph in a list in a mainEntity; a hostile page can't make us recurse.
_DEPTH: Final = 6
_CONTAINERS: Final = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")


def parse(scripts: Iterable[str]) -> list[Any]:
    """The values of JSON-LD scripts; one that can't be read is left out.

    Forgives what sites get wrong: CDATA and comment wrappers, raw line breaks in strings,
    trailing commas, text escaped as HTML.
    """
    values: list[Any] = []
    for script in scripts:
        text = script.strip()
        if not text.startswith(("{", "[")) or not text.endswith(("}", "]")):
            text = _WRAPPER.sub("", text).strip()
        for attempt in (
            lambda t: t,
            lambda t: _TRAILING_COMMA.sub("", t),
            html.unescape,
        ):
            try:
                values.append(json.loads(attempt(text), strict=False))
                break
            except (ValueError, RecursionError):
                continue
    return values


def types(node: Node) -> tuple[str, ...]:
    """The node's types without their namespace."""
    given = node.get("@type")
    return tuple(
        t.rsplit("/", 1)[-1]
        for t in (given if isinstance(given, list) else [given])
        if isinstance(t, str)
    )


def _walk(value: Any, depth: int) -> Iterator[Node]:
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for item in value[:500]:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in _CONTAINERS:
            if key in value:
                yield from _walk(value[key], depth + 1)


def nodes(values: Iterable[Any]) -> list[Node]:
    """Every object on the upper levels of the values, in order."""
    return [node for value in values for node in _walk(value, 0)]


def is_article(node: Node) -> bool:
    return any(_ARTICLE.search(t) for t in types(node))


def article(all_nodes: list[Node]) -> Node | None:
    """The node that describes this page's article: of those typed as one, the first that
    has most of headline, date, author and text. Teasers of other articles, in an item
    list, have less."""
    found = [n for n in all_nodes if is_article(n)]
    if not found:
        return None
    wanted = ("headline", "datePublished", "author", "articleBody", "mainEntityOfPage")
    return max(found, key=lambda n: sum(bool(n.get(k)) for k in wanted))


def text_of(value: Any) -> str | None:
    """A string of a JSON-LD value: itself, its @value or name, or the first of a list."""
    if isinstance(value, list):
        value = next((v for v in value if v), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
        return text_of(value) if isinstance(value, list) else text_of_plain(value)
    return text_of_plain(value)


def _writable(text: str) -> str:
    """Without what UTF-8 or the database refuses: JSON can escape half a surrogate pair
    (a title cut in the middle of an emoji) and NUL."""
    return _FORBIDDEN.sub("", text)


def text_of_plain(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(_writable(html.unescape(html.unescape(value))).split()) or None


def names(value: Any, by_id: dict[str, Node]) -> list[str]:
    """The names of an `author` value: text, object, reference by @id, or a list of them."""
    if isinstance(value, list):
        return [n for item in value[:50] for n in names(item, by_id)]
    if isinstance(value, dict):
        name = value.get("name")
        if name is None and isinstance(value.get("@id"), str):
            name = by_id.get(value["@id"], {}).get("name")
        if name is None and isinstance(value.get("givenName"), str):
            name = f"{value['givenName']} {value.get('familyName') or ''}"
        if isinstance(name, list):
            return [t for item in name[:50] if (t := text_of_plain(item))]
        value = name
    found = text_of_plain(value)
    return [found] if found else []


def identified(all_nodes: list[Node]) -> dict[str, Node]:
    """Nodes with a name by their @id, for the references of a graph."""
    return {n["@id"]: n for n in all_nodes if isinstance(n.get("@id"), str) and n.get("name")}


_TAG: Final = re.compile(r"<[^<>]{1,300}>")
_BREAK: Final = re.compile(r"<(?:/?p|br|/?div|/?li|/?h\d)\b[^<>]{0,300}>", re.IGNORECASE)


def body_lines(node: Node) -> list[str]:
    """The text that a page states as its article's: `articleBody`, or the posts of a live
    blog (headline and text of each `liveBlogUpdate`, as ordered there). Markup is undone;
    many sites put the whole text into one line."""
    parts: list[str] = []
    for post in (node, *_posts(node)):
        body = post.get("articleBody")
        if not isinstance(body, str) or not body.strip():
            continue
        headline = text_of(post.get("headline"))
        if post is not node and headline:
            parts.append(headline)
        parts += _BREAK.sub("\n", _writable(html.unescape(body))).split("\n")
    lines = (" ".join(_TAG.sub("", part).split()) for part in parts)
    return [line for line in lines if line]


def _posts(node: Node) -> list[Node]:
    given = node.get("liveBlogUpdate")
    return [p for p in given if isinstance(p, dict)] if isinstance(given, list) else []
