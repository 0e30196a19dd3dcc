"""What the page of a revision said beside its text, from the archive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from readout.config import Settings
from readout.errors import SoftError
from readout.sources.archive import read_archive
from readout.sources.pages.leftover import left_over


def cut_from_page(
    settings: Settings, article: Mapping[str, Any], revision: Mapping[str, Any], body: str
) -> list[str] | None:
    """The lines that were left out of a revision; None when its page is no longer kept
    (`READOUT_ARCHIVE_DAYS`) or can't be read.

    The archive is by day and has no index: reading it takes as long as that day's pages are many.
    """
    fetched: datetime = revision["fetched_at"]
    wanted = {url for url in (article["url"], article["fetch_url"], revision["source_url"]) if url}
    best = None
    for page in read_archive(settings.archive, since=fetched.date(), until=fetched.date()):
        if page.url not in wanted:
            continue
        away = abs(page.fetched_at.replace(tzinfo=None) - fetched)
        if best is None or away < best[0]:
            best = (away, page)
    if best is None:
        return None
    try:
        return left_over(best[1].html, best[1].charset, body)
    except SoftError:
        return None
