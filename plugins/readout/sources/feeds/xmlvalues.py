"""Texts, attributes and addresses of a feed's elements as feedparser has them."""

from __future__ import annotations

import re
from html import escape
from typing import Any, Final
from urllib.parse import urljoin

from readout.sources.feeds.feednames import READ_ATTRIBUTES, XML

_C1: Final = re.compile(rb"\xc2[\x80-\x9f]")
_CP1252: Final = {
    code: text for code in range(0x80, 0xA0) if (text := bytes([code]).decode("cp1252", "ignore"))
}
_SLASHES: Final = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)/*")
# Joining changes nothing in these.
_ABSOLUTE: Final = re.compile(
    r"https?://[\w.:-]+(?:/[\w./,:~%@!$&'*+=-]*(?:\?[\w./,:~%@!$&'*+=-]+)?)?", re.ASCII
)
_MOST_ATTRIBUTES: Final = 200
_MAIL_AND_NAME: Final = re.compile(
    r"[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,4}(?: \((?P<name>[^()@<>]+)\))?"
)


class DoubtError(Exception):
    """What feedparser would make of it isn't known here."""


def fixed(text: str) -> str:
    """A text as feedparser stores it: what was encoded twice is decoded, and the characters that
    no charset has are those of windows-1252."""
    text = text.strip()
    if text.isascii():
        return text
    text = _decoded_once_more(text)
    # A byte is looked for ten times as fast as a range of characters.
    return text.translate(_CP1252) if _C1.search(text.encode()) else text


def _decoded_once_more(text: str) -> str:
    try:
        return text.encode("iso-8859-1").decode("utf-8")
    except UnicodeError:
        return text


def value_of(element: Any) -> str:
    """The text of an element that has nothing but text."""
    if len(element):
        raise DoubtError
    text = element.text
    return fixed(text) if text else ""


def items_of(element: Any) -> list[tuple[str, str]]:
    # lxml's time grows with their square.
    if len(element.attrib) > _MOST_ATTRIBUTES:
        raise DoubtError
    items: list[tuple[str, str]] = element.attrib.items()
    return items


def attributes_of(element: Any) -> dict[str, str]:
    """Names in small letters; those of a namespace, where they have none here, by their own."""
    found = {}
    for name, value in items_of(element):
        if name.startswith("{"):
            name = "xml:" + name[len(XML) :] if name.startswith(XML) else name.rpartition("}")[2]
            if name.lower() in READ_ATTRIBUTES:
                raise DoubtError
        name = name.lower()
        if name in found:
            raise DoubtError
        found[name] = value.lower() if name in ("rel", "type") else value
    return found


def no_cdf(element: Any) -> None:
    """The attributes of CDF, where an item's address and date are."""
    for name, _ in items_of(element):
        if name.lower() in ("lastmod", "href"):
            raise DoubtError


def escaped(text: str) -> str:
    return escape(text, quote=False)


def joined(base: str, address: str) -> str:
    """As feedparser joins them: without slashes that are too many, empty where it can't."""
    if ":///" in address:
        address = _SLASHES.sub(r"\1", address)
    if not base or _ABSOLUTE.fullmatch(address):
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def beside_mail(text: str) -> str | None:
    """The name that feedparser finds beside a mail address; None where that isn't plain."""
    found = _MAIL_AND_NAME.fullmatch(text)
    return (found["name"] or "").strip() if found else None
