"""The feeds that a web page names (`<link rel="alternate">`, rssboard.org/rss-autodiscovery)."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from readout.sources.charsets import charset_of, decode_markup
from readout.sources.urls import absolute_url

_TYPES: Final = {
    "application/rss+xml": "RSS",
    "application/atom+xml": "Atom",
    "application/feed+json": "JSON Feed",
    "application/json": "JSON Feed",
    "application/rdf+xml": "RDF",
    "application/x-cdf": "CDF",
    "application/xml": "XML",
    "text/xml": "XML",
}
_MOST: Final = 50
_HEAD_CHARS: Final = 500_000


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names: absolute URL, title or None, format in words."""

    url: str
    title: str | None
    format: str


class _Links(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = url
        self.found: dict[str, FeedLink] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "base" and values.get("href"):
            self.base = absolute_url(values["href"], self.base) or self.base
        if tag != "link":
            return
        rel = values.get("rel", "").lower().split()
        kind = _TYPES.get(values.get("type", "").partition(";")[0].strip().lower())
        if "feed" in rel and "alternate" not in rel:
            kind = kind or "feed"
        elif "alternate" not in rel or kind is None:
            return
        # WordPress names its JSON API so too; that is no feed.
        href = absolute_url(values.get("href", ""), self.base)
        if href and kind and "/wp-json/" not in href and len(self.found) < _MOST:
            title = " ".join(values.get("title", "").split()) or None
            self.found.setdefault(href, FeedLink(href, title, kind))

    handle_startendtag = handle_starttag


def feed_links(page: bytes, content_type: str | None, url: str) -> list[FeedLink]:
    """The feeds that a page names, in its order; comment feeds last.

    Args:
        url: where the page came from, base of relative links.
    """
    text, _ = decode_markup(page[:_HEAD_CHARS], charset_of(content_type))
    parser = _Links(url)
    parser.feed(text)
    return sorted(
        parser.found.values(), key=lambda link: "comment" in f"{link.title} {link.url}".lower()
    )
