"""Dates of feeds that RFC 822 and ISO 8601 parsers give up on: month names of other languages,
no zone, no comma, American order, seconds since 1970.

Nothing is guessed: a date that could be read in two ways (03/04/2026) is none.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

# First letters of month names, accents gone: English, German, French, Spanish, Italian,
# Portuguese, Dutch, Scandinavian, Polish.
_MONTHS: Final = {
    1: "jan ene gen sty",
    2: "feb fev lut",
    3: "mar maa mrt",
    4: "apr abr avr kwi",
    5: "may mai mag mei maj",
    6: "jun juin giu cze",
    7: "jul juil lug lip",
    8: "aug ago aou sie",
    9: "sep set wrz",
    10: "oct okt ott out paz",
    11: "nov lis",
    12: "dec dez dic des gru",
}
_MONTH_OF: Final = {start: number for number, starts in _MONTHS.items() for start in starts.split()}

# Hours from UTC of the zone names that feeds use (RFC 822, and Europe's).
_ZONES: Final = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet"), 0.0),
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "bst": 1,
    "ist": 5.5,
    "cet": 1,
    "cest": 2,
    "mez": 1,
    "mesz": 2,
    "eet": 2,
    "eest": 3,
    "msk": 3,
    "jst": 9,
    "kst": 9,
    "hkt": 8,
    "sgt": 8,
    "aest": 10,
    "aedt": 11,
    "nzst": 12,
}

_TIME: Final = re.compile(
    r"(?<!\d)(\d{1,2})[:h.](\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?(?:m\b\.?)?", re.IGNORECASE
)
_OFFSET: Final = re.compile(r"(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})\b")
_WORD: Final = re.compile(r"[a-z]+")
_DAY_MONTH: Final = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|º|er|\.)?[\s-]+(?:de\s+)?([a-z]{3,})\.?[\s,-]+(?:de\s+)?(\d{4}|\d{2})(?!\d)"
)
_MONTH_DAY: Final = re.compile(r"\b([a-z]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)")
_DOTTED: Final = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_SLASHED: Final = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_EPOCH: Final = re.compile(r"\d{10}(?:\d{3})?")


def read_date(text: object) -> datetime | None:
    """A date as UTC, None when it can't be read for sure. Without a zone it counts as UTC;
    without a time as midnight."""
    if not isinstance(text, str) or not text.strip() or len(text) > 100:
        return None
    if _EPOCH.fullmatch(text.strip()):
        return datetime.fromtimestamp(int(text.strip()[:10]), UTC)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    day = _day(plain)
    if day is None:
        return None
    year, month, number, rest = day
    hours, offset = _hours(rest)
    try:
        return (datetime(year, month, number, tzinfo=timezone(offset)) + hours).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _day(text: str) -> tuple[int, int, int, str] | None:
    """Year, month, day, and the text without them."""
    for pattern, order in ((_DAY_MONTH, (2, 1, 0)), (_MONTH_DAY, (2, 0, 1))):
        for found in pattern.finditer(text):
            parts = [found[n + 1] for n in order]
            month = _MONTH_OF.get(parts[1][:4]) or _MONTH_OF.get(parts[1][:3])
            if month:
                year = int(parts[0]) + (2000 if len(parts[0]) == 2 else 0)
                return year, month, int(parts[2]), text[: found.start()] + text[found.end() :]
    for pattern in (_YEAR_FIRST, _DOTTED, _SLASHED):
        date = pattern.search(text)
        if not date:
            continue
        a, b, c = (int(part) for part in date.groups())
        rest = text[: date.start()] + " " + text[date.end() :]
        if pattern is _YEAR_FIRST:
            return a, b, c, rest
        if pattern is _DOTTED or a > 12 or a == b:
            return c, b, a, rest
        if b > 12:
            return c, a, b, rest
    return None


def _hours(text: str) -> tuple[timedelta, timedelta]:
    """Time of day and the zone's distance from UTC."""
    found = _TIME.search(text)
    if not found:
        return timedelta(), timedelta()
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        hour = hour % 12 + (12 if found[4] == "p" else 0)
    rest = text[found.end() :]
    offset = _OFFSET.search(rest)
    if offset:
        zone = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        zone = -zone if offset[1] == "-" else zone
    else:
        names = (_ZONES[word] for word in _WORD.findall(rest) if word in _ZONES)
        zone = timedelta(hours=next(names, 0.0))
    return timedelta(hours=hour, minutes=minute, seconds=second), zone
