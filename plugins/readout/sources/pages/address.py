"""Under which address a page is filed, so that its twins are one article.

A page names its own address (`rel=canonical`, RFC 6596; `og:url`), which is believed only
within its registered domain. An AMP or print twin that names none is folded by what its
address says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import ada_url
from lxml.html import HtmlElement

from readout.sources.urls import absolute_url, canonical_url, same_site

# Path segments and file endings that mark the twin of a page, never a page of its own.
_TWIN_ENDING: Final = re.compile(r"(?:/(?:amp|print|printable)/?|\.(?:amp|print))$", re.IGNORECASE)
_TWIN_FILE: Final = re.compile(r"[._-](?:amp|print)(\.\w{3,5})$", re.IGNORECASE)
_TWIN_PARAMETER: Final = re.compile(
    r"^(?:amp|print|printable|printpage|isprint|outputtype=(?:amp|print)|output=(?:amp|print)|"
    r"view=print|mode=print|layout=print|format=(?:amp|print)|(?:amp|print|printable)=(?:1|true|yes|y)?)$",
    re.IGNORECASE,
)


def page_address(tree: HtmlElement, url: str, og_url: str | None = None) -> tuple[str, str]:
    """The canonical address of a page and what named it: `canonical`, `meta` or `url`.

    Args:
        tree: the whole page.
        url: where it was fetched from, after redirects.
        og_url: what its `og:url` says.
    """
    for href, source in _named(tree, og_url):
        absolute = absolute_url(href, url)
        if absolute is None or not same_site(url, absolute):
            continue
        # A front page as the canonical address of every article is a template's slip.
        if _path(absolute) == "/" and _path(url) != "/":
            continue
        return canonical_url(absolute) or absolute, source
    return untwinned(url), "url"


def _named(tree: HtmlElement, og_url: str | None) -> Iterable[tuple[str, str]]:
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split():
            href = (element.get("href") or "").strip()
            if href:
                yield href, "canonical"
    if og_url:
        yield og_url, "meta"


def _path(url: str) -> str:
    return str(ada_url.URL(url).pathname) if absolute_url(url) else ""


def untwinned(url: str) -> str:
    """The canonical form of an address, without what marks an AMP or print twin; an
    address that can't be parsed as it is."""
    href = canonical_url(url)
    if href is None:
        return url
    parsed = ada_url.URL(href)
    if parsed.search:
        kept = [p for p in parsed.search[1:].split("&") if not _TWIN_PARAMETER.match(p)]
        parsed.search = "&".join(kept)
    path = _TWIN_FILE.sub(r"\1", _TWIN_ENDING.sub("", parsed.pathname))
    if path.strip("/"):
        parsed.pathname = path
    return str(parsed.href).removesuffix("?")
