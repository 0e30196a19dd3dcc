"""What makes an entry the same entry the next time its feed is read.

The guid, else the canonical link, else a hash of what the entry says. Feeds break each of
these: some give all items one guid, some make up a new guid at every request, and a story
that is retitled must not become new. So a key is first made from the document alone, and
then matched with what the feed showed the last time.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from readout.model import Entry
from readout.sources.urls import canonical_url


def entry_key(
    guid: str | None,
    link: str | None,
    title: str | None,
    published: datetime | None,
    summary: str | None,
) -> str:
    """The key that an entry has by itself."""
    if guid:
        return guid
    if link:
        return canonical_url(link) or link
    # The title is left out where there is a date: it is what gets edited.
    parts = (published.astimezone(UTC).isoformat(),) if published else (title or "", summary or "")
    return "hash:" + hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def distinct_keys(entries: Iterable[Entry]) -> list[Entry]:
    """The entries with keys that are unique in the document: where several share one, each
    takes its link, else its title, to its key, and a true repetition its number."""
    listed = list(entries)
    shared = {key for key, count in Counter(e.key for e in listed).items() if count > 1}
    used: Counter[str] = Counter()
    kept = []
    for entry in listed:
        if entry.key in shared:
            other = entry.link and entry.link != entry.key
            own = (canonical_url(entry.link or "") or entry.link) if other else entry.title
            entry = replace(entry, key=f"{entry.key}|{own or ''}")
        used[entry.key] += 1
        number = used[entry.key]
        kept.append(replace(entry, key=f"{entry.key}|{number}") if number > 1 else entry)
    return kept


def match_known(entries: Iterable[Entry], known: Mapping[str, str | None]) -> list[Entry]:
    """The entries with the keys under which they are known already.

    Args:
        known: key -> canonical URL of the entries that the feed showed the last time.

    An entry keeps the known key of its guid, unless another known entry has its link; and
    an entry whose guid is unknown takes the key of the known entry with its link, unless
    that one is still in the document itself.
    """
    listed = list(entries)
    by_url = {page: key for key, url in known.items() if (page := _page(url))}
    by_guid = {_bare(key): key for key in known}
    claimed = {e.key for e in listed if e.key in known and _page(known[e.key]) == _page(e.link)}
    result = []
    for entry in listed:
        key = entry.key
        if key not in claimed:
            other = by_url.get(_page(entry.link) or "")
            if other and other not in claimed:
                key = other
            elif key in known:
                if other is None and known[key] and _shares_guid(entry, listed):
                    key = f"{key}|{canonical_url(entry.link or '')}"
            elif (same := by_guid.get(_bare(key))) and same not in claimed:
                key = same
        claimed.add(key)
        result.append(entry if key == entry.key else replace(entry, key=key))
    return result


def _bare(address: str) -> str:
    """An address without its scheme: a site that moves to https stays the same."""
    return re.sub(r"^https?://", "//", address)


def _page(link: str | None) -> str | None:
    """What two addresses of one page have in common, whatever scheme, “www.” and closing slash."""
    url = canonical_url(link) if link else None
    return re.sub(r"^https?://(?:www\.)?", "//", url).rstrip("/") if url else None


def _shares_guid(entry: Entry, listed: list[Entry]) -> bool:
    return sum(1 for other in listed if other.guid and other.guid == entry.guid) > 1
