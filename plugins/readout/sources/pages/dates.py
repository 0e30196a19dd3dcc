"""Moments as web pages write them (ISO 8601, RFC 5322, and the usual variants)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

_ISO: Final = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?",
    re.IGNORECASE,
)
_IN_PATH: Final = re.compile(
    r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/\-_.]|$)|[/\-_]((?:20)\d{2})-(\d{2})-(\d{2})(?=[/\-_.]|$)"
)
_EPOCH: Final = re.compile(r"\d{10}(?:\d{3})?$")

EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
"""No news page is older than the web."""


def parse_moment(text: str | None) -> datetime | None:
    """Read a moment; the zone it states is kept, a missing one is taken for UTC.

    Returns: an aware datetime, at midnight when only a day is stated; None when the text
    is no date or an impossible one.
    """
    if not text or len(text) > 80:
        return None
    text = text.strip()
    if _EPOCH.match(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    if match := _ISO.match(text):
        year, month, day, hour, minute, second, _, zone = match.groups()
        stated = f"{year}-{month}-{day}T{int(hour or 0):02}:{minute or '00'}:{second or '00'}"
        zone = (zone or "").upper()
        if zone in ("", "Z", "UTC", "GMT"):
            zone = "+00:00"
        elif len(zone) == 3:
            zone += ":00"
        try:
            return datetime.fromisoformat(stated + zone)
        except ValueError:
            return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def in_url(url: str) -> datetime | None:
    """The day in an address such as /2024/02/28/…; None if it has none."""
    if not (match := _IN_PATH.search(url)):
        return None
    year, month, day = (int(g) for g in match.groups() if g)
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def plausible(moment: datetime | None) -> bool:
    """Whether a page can have been published then: after 1990, and not further ahead of
    now than a zone's difference and a sloppy clock explain (two days)."""
    if moment is None:
        return False
    try:
        return EARLIEST <= moment <= datetime.now(UTC) + timedelta(days=2)
    except OverflowError:
        return False
