"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1); feedparser finds nothing in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from readout.model import Entry, FeedDocument
from readout.sources.feeds.dates import DateReader
from readout.sources.feeds.entrykeys import distinct_keys, entry_key
from readout.sources.feeds.links import Origin, origin_of, resolved
from readout.sources.feeds.plaintext import as_text, one_line
from readout.sources.urls import absolute_url


def looks_like_json(text: str) -> bool:
    """`text` without leading blanks."""
    return text.startswith("{")


def parse_json_feed(text: str, url: str, *, most: int) -> FeedDocument:
    """Read a JSON Feed; never fails, a `problem` says what is wrong.

    Args:
        url: where it came from; base of relative links.
        most: how many entries are read.
    """
    try:
        # Control characters inside strings are forbidden and frequent.
        feed = json.loads(text, strict=False)
    except (ValueError, RecursionError) as cause:
        return _document({}, (), url, problem=f"the JSON is broken: {one_line(str(cause))[:200]}")
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return _document({}, (), url, problem="the document is JSON, but no JSON Feed")
    items = [item for item in feed["items"] if isinstance(item, dict)]
    home = feed.get("home_page_url")
    origin = origin_of(url, home if isinstance(home, str) else None)
    dates = DateReader()
    entries = distinct_keys(_entry(item, origin, dates) for item in items[:most])
    problem = dates.remark()
    if len(items) > most:
        problem = f"only the first {most:,} entries were read"
    return _document(feed, tuple(entries), url, problem=problem)


def _document(
    feed: Mapping[str, Any], entries: tuple[Entry, ...], url: str, *, problem: str | None
) -> FeedDocument:
    home = feed.get("home_page_url")
    return FeedDocument(
        format="json" if feed else "unknown",
        title=as_text(feed.get("title"), markup=False),
        link=absolute_url(home, url or None) if isinstance(home, str) else None,
        entries=entries,
        language=feed["language"] if isinstance(feed.get("language"), str) else None,
        problem=problem,
    )


def _entry(item: Mapping[str, Any], origin: Origin, dates: DateReader) -> Entry:
    guid = item.get("id")
    # The standard wants a string and says that readers must take a number.
    ident = one_line(str(guid)) if isinstance(guid, str | int | float) else None
    link = _link(item.get("url"), origin) or _link(item.get("external_url"), origin)
    if link is None and ident and ident.startswith(("http://", "https://")):
        link = absolute_url(ident)
    title = as_text(item.get("title"), markup=False)
    published = dates.read(item.get("date_published"))
    updated = dates.read(item.get("date_modified"))
    summary = as_text(item.get("summary") or item.get("content_text"), markup=False, most=4000)
    if summary is None:
        summary = as_text(item.get("content_html"), markup=True, most=4000)
    return Entry(
        key=entry_key(ident or None, link, title, published, summary),
        guid=ident or None,
        link=link,
        title=title,
        published=published or updated,
        updated=updated,
        authors=tuple(dict.fromkeys(_authors(item))),
        summary=summary,
    )


def _link(value: object, origin: Origin) -> str | None:
    return resolved(value, origin.base) if isinstance(value, str) else None


def _authors(item: Mapping[str, Any]) -> Iterator[str]:
    listed = item.get("authors")
    # Version 1.0 had one `author`.
    for author in listed if isinstance(listed, list) else [item.get("author")]:
        if isinstance(author, dict) and isinstance(author.get("name"), str):
            name = one_line(author["name"])
            if name:
                yield name
