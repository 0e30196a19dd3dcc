"""Where an entry of a feed leads: which of its links, and resolved against what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from readout.sources.feeds.plaintext import one_line
from readout.sources.feeds.redirectors import unwrapped
from readout.sources.urls import absolute_url, same_site

_SCHEME: Final = re.compile(r"[A-Za-z][\w+.-]*:")
_PAGES: Final = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Origin:
    """What the links of a document are relative to.

    Attributes:
        url: where the document came from, empty when unknown.
        base: what its entries' links are resolved against.
        language: of the document, two letters or None.
    """

    url: str
    base: str
    language: str | None = None


def origin_of(
    url: str, home: str | None, language: str | None = None, *, stated: bool = False
) -> Origin:
    """Links are relative to the document, unless a hub serves it: then to the page that the feed
    names as its own.

    Args:
        home: the link of the channel, as it stands.
        stated: the document says itself what its links are relative to (`xml:base`).
    """
    other = absolute_url(home or "")
    hub = bool(url and other and not stated and not same_site(url, other))
    code = (language or "").strip().lower()[:2]
    return Origin(url, other if hub and other else url, code or None)


def resolved(link: object, base: str) -> str | None:
    """Absolute; as it stands where nothing is known to resolve it against; None when it leads
    nowhere that can be fetched (`javascript:`, `mailto:`). Past redirectors that name their
    target."""
    text = one_line(link) if isinstance(link, str) else ""
    if not text:
        return None
    absolute = absolute_url(text, base or None)
    if absolute is None:
        return text if not base and not _SCHEME.match(text) else None
    if (target := unwrapped(absolute)) != absolute:
        return target
    # WHATWG's form adds a slash and escapes; a link that was fine stays as its author wrote it.
    return text if text.startswith(("http://", "https://")) and " " not in text else absolute


def chosen(links: Iterable[Mapping[str, Any]], language: str | None) -> str | None:
    """The address of the alternate that a reader of the feed wants: in its language, a page
    before data, else the first.

    Args:
        language: of the entry or its feed, as two letters.
    """
    best: tuple[tuple[int, int], str] | None = None
    for link in links:
        href = link.get("href")
        if not href or link.get("rel", "alternate") != "alternate":
            continue
        stated = str(link.get("hreflang") or "").lower()[:2]
        foreign = 0 if stated == (language or stated) else 1 if not stated else 2
        page = 0 if link.get("type", _PAGES[0]) in _PAGES else 1
        if best is None or (foreign, page) < best[0]:
            best = ((foreign, page), str(href))
    return best[1] if best else None
