"""From the bytes of a feed to its entries: RSS, RDF, Atom, CDF by feedparser, JSON Feed by us.

The only module that imports feedparser. Its sanitising and its URI resolution are off: they
take three quarters of its time, and are the business of whoever prints. What it is given is
decoded here (byte order mark → header → declaration → utf-8 → windows-1252) and has lost its
entity declarations, so no bomb and no external entity ever reaches a parser.
"""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import feedparser

from readout.model import Entry, FeedDocument
from readout.sources.feeds.cpulimit import CpuTimeUp, cpu_limit
from readout.sources.feeds.dates import read_date
from readout.sources.feeds.entrykeys import distinct_keys, entry_key
from readout.sources.feeds.jsonfeed import looks_like_json, parse_json_feed
from readout.sources.feeds.markuproot import root_start
from readout.sources.feeds.plaintext import as_text, one_line
from readout.sources.http.decoding import charset_of, decode_markup
from readout.sources.urls import absolute_url

MAX_ENTRIES: Final = 5_000
MAX_TAGS: Final = 300_000
"""Start and end tags; 5,000 entries of ten elements each have a third of it."""

PARSE_SECONDS: Final = 10.0
"""CPU time; 5,000 entries take two."""

_DOCTYPE: Final = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_ENTITY: Final = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)
_ITEM: Final = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MARKUP: Final = re.compile(r"\s*(?:<!DOCTYPE\s+html|<html[\s>])", re.IGNORECASE)
_CHANNEL: Final = re.compile(r"(?:<\?xml[^>]*\?>\s*)?<channel[\s>]", re.IGNORECASE)
_PERIODS: Final = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}


def parse_feed(content: bytes, content_type: str | None, url: str) -> FeedDocument:
    """Read a feed.

    Args:
        content: the decompressed body.
        content_type: the HTTP header, for its charset; what it says of the format is not
            believed.
        url: where the content came from in the end; base of relative links.

    Returns:
        At most `MAX_ENTRIES` entries in document order, with distinct keys. Never fails:
        what can't be read has no entries and a `problem`.
    """
    text, _ = decode_markup(content, charset_of(content_type))
    text = text.lstrip("\ufeff \t\r\n")
    if not text:
        return _nothing("the document is empty")
    if looks_like_json(text):
        return parse_json_feed(text, url, most=MAX_ENTRIES)
    if "<" not in text[:2000]:
        return _nothing("the document is no markup")
    if _MARKUP.match(text) and not _ITEM.search(text):
        return _nothing("the document is a web page, not a feed")
    try:
        with cpu_limit(PARSE_SECONDS):
            text, cut = _cut(_without_declarations(_CONTROL.sub("", text)))
            if text.count("<") > MAX_TAGS:
                return _nothing(f"the document has more than {MAX_TAGS:,} tags")
            return _document(_feedparser(text, url), text, url, cut=cut)
    except CpuTimeUp:
        return _nothing(f"reading the document took more than {PARSE_SECONDS:g} s")


def _nothing(problem: str) -> FeedDocument:
    return FeedDocument(format="unknown", title=None, link=None, entries=(), problem=problem)


def _without_declarations(text: str) -> str:
    """Take the document type, and with it every entity, out of the prologue."""
    head_end = root_start(text)
    head = text[:head_end]
    found = _DOCTYPE.search(head)
    if not found and not _ENTITY.search(head):
        return text
    declaration = re.match(r"\s*<\?xml[^>]*\?>", head)
    return (declaration[0] if declaration else "") + text[head_end:]


def _cut(text: str) -> tuple[str, bool]:
    """End the text behind its last allowed entry, so that a longer one is never parsed."""
    if len(text) < 50 * MAX_ENTRIES:
        return text, False
    for number, found in enumerate(_ITEM.finditer(text)):
        if number == MAX_ENTRIES:
            return text[: found.start()], True
    return text, False


def _feedparser(text: str, url: str) -> Any:
    # feedparser would open a str that looks like a path or a URL: it gets a stream.
    headers = {"content-type": "application/xml; charset=utf-8"}
    # Joining every element's base is a fifth of its work, and only xml:base changes one.
    if url and "xml:base" in text:
        headers["content-location"] = url
    return feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers=headers,
    )


def _document(found: Any, text: str, url: str, *, cut: bool) -> FeedDocument:
    feed = found.get("feed") or {}
    items = list(found.get("entries") or ())[:MAX_ENTRIES]
    version = found.get("version") or ("cdf" if items and _CHANNEL.match(text) else "")
    entries = distinct_keys(_entry(item, url) for item in items)
    problem = None
    if cut:
        problem = f"only the first {MAX_ENTRIES:,} entries were read"
    elif found.get("bozo") and (told := found.get("bozo_exception")) and not _harmless(told):
        problem = f"the markup is broken: {one_line(str(told))[:200]}"
    if not version and not entries:
        web = re.search(r"<(?:html|body|head)[\s>]", text[:5000], re.IGNORECASE)
        problem = "the document is a web page, not a feed" if web else "the document is no feed"
    return FeedDocument(
        format=version or "unknown",
        title=_title(feed),
        link=_link(feed.get("link"), url),
        entries=tuple(entries),
        language=feed.get("language") or None,
        ttl_minutes=_ttl(feed),
        problem=problem,
    )


def _harmless(told: object) -> bool:
    return type(told).__name__ in ("CharacterEncodingOverride", "NonXMLContentType")


def _title(node: Mapping[str, Any]) -> str | None:
    detail = node.get("title_detail") or {}
    return as_text(
        node.get("title"), markup=detail.get("type") not in (None, "text/plain"), most=500
    )


def _entry(item: Any, url: str) -> Entry:
    guid = one_line(item.get("id") or "") or None
    link = _link(item.get("link"), url)
    title = _title(item)
    published = _moment(item, "published") or _moment(item, "created") or _moment(item, "updated")
    summary = as_text(item.get("summary"), markup=True, most=4000)
    return Entry(
        key=entry_key(guid, link, title, published, summary),
        guid=guid,
        link=link,
        title=title,
        published=published,
        updated=_moment(item, "updated"),
        authors=_authors(item),
        summary=summary,
    )


def _link(link: object, url: str) -> str | None:
    """Absolute; as it stands where nothing is known to resolve it against; None when it
    leads nowhere that can be fetched (`javascript:`, `mailto:`)."""
    text = one_line(str(link)) if link else ""
    if not text:
        return None
    absolute = absolute_url(text, url or None)
    if absolute is None:
        return text if not url and not re.match(r"[A-Za-z][\w+.-]*:", text) else None
    # WHATWG's form adds a slash and escapes; a link that was fine stays as its author wrote it.
    return text if text.startswith(("http://", "https://")) and " " not in text else absolute


def _moment(item: Any, name: str) -> datetime | None:
    # `.get("updated")` of feedparser falls back to `published`; the raw key does not.
    value = dict.get(item, f"{name}_parsed")
    # A bare number of seconds is read by feedparser as a year of the Middle Ages.
    if not value or value[0] < 1900:
        found = read_date(dict.get(item, name))
        if found or not value:
            return found
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=calendar.timegm(value))
    except (ValueError, OverflowError, TypeError):
        return None


def _authors(item: Any) -> tuple[str, ...]:
    details = item.get("authors") or ([item["author_detail"]] if item.get("author_detail") else [])
    names = [one_line(d.get("name") or "") for d in details if isinstance(d, Mapping)]
    if not any(names):
        names = [one_line(item.get("author") or "")]
    return tuple(dict.fromkeys(name for name in names if name))


def _ttl(feed: Mapping[str, Any]) -> int | None:
    """Minutes that the feed asks between two polls: `ttl`, else the syndication module."""
    try:
        if feed.get("ttl"):
            return max(0, int(float(feed["ttl"])))
        period = str(feed.get("sy_updateperiod") or "").strip().lower()
        if period in _PERIODS:
            frequency = float(feed.get("sy_updatefrequency") or 1)
            return int(_PERIODS[period] / frequency) if frequency >= 1 else None
    except (ValueError, TypeError, OverflowError):
        pass
    return None
