"""What is coming, by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from readout.rendering.pages import Frame, Listing, page

if TYPE_CHECKING:
    from readout.storage.results import ReportsAheadRow

PAST = timedelta(days=7)


def by_day(rows: Sequence[ReportsAheadRow]) -> list[tuple[date, list[ReportsAheadRow]]]:
    """The rows that have a day, under the day on which they begin."""
    dated = [row for row in rows if row["dated"]]
    return [(day, list(group)) for day, group in groupby(dated, key=lambda r: r["start_day"])]


def ahead_page(
    frame: Frame, listing: Listing[ReportsAheadRow], today: date, since: date | None, calendar: str
) -> str:
    """The page.

    Args:
        since: the first day shown.
        calendar: the address of this list as a calendar, without login.
    """
    kept = {k: v for k, v in listing.filters.items() if k not in ("since", "until")}
    first = since or today
    earlier = kept | {
        "since": (first - PAST).isoformat(),
        "until": (first - timedelta(days=1)).isoformat(),
    }
    return page(
        "ahead.html",
        frame,
        here="ahead",
        listing=listing,
        days=by_day(listing.rows),
        undated=[row for row in listing.rows if not row["dated"]],
        today=today,
        since=first,
        now_query="?" + urlencode(kept) if kept else "",
        earlier_query="?" + urlencode(earlier),
        calendar=calendar,
    )
