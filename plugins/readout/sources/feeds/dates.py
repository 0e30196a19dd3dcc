"""Dates of feeds: the two standards by a strict form, everything else by dateparser on a leash.

RFC 822 and ISO 8601, with the zones that feeds name, are nearly all there is and are read here.
For the rest (months of other languages, zones of other continents, twelve hours) there is
dateparser, whose strict mode still guesses: the order of day and month, an hour from a figure
behind the date. So it is asked in both orders, and every figure of the text must stand in what
it answers.

Nothing is invented: a date without its day, month or year, or one of two readings (03/04/2026),
is none.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Final

_MONTHS: Final = {
    name[:length]: number
    for number, name in enumerate(
        (
            *("january", "february", "march", "april", "may", "june", "july"),
            *("august", "september", "october", "november", "december"),
        ),
        1,
    )
    for length in {3, 4, len(name)}
}

# Minutes from UTC of the zone names that feeds use. One name may be of several countries: what is
# read here is what feeds mean by it (RFC 822; India before Israel).
_ZONES: Final = {
    name: round(60 * hours)
    for names, hours in (
        ("z ut utc gmt wet", 0),
        ("bst cet mez west", 1),
        ("cest mesz eet sast", 2),
        ("eest msk", 3),
        ("ist", 5.5),
        ("hkt sgt awst", 8),
        ("jst kst", 9),
        ("aest", 10),
        ("aedt", 11),
        ("nzst", 12),
        ("nzdt", 13),
        ("brt art", -3),
        ("edt", -4),
        ("est cdt", -5),
        ("cst mdt", -6),
        ("mst pdt", -7),
        ("pst akdt", -8),
        ("akst", -9),
        ("hst", -10),
    )
    for name in names.split()
}

_CLOCK: Final = (
    r"(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    # A zone by name, by distance, or a distance and then its name (“+0000 UTC”).
    r"(?:\s*(?:(?P<name>[a-z]{1,5})?(?P<sign>[+-])(?P<off_hour>\d{1,2})(?::?(?P<off_minute>\d{2}))?"
    r"(?:\s*\(?[a-z]{1,5}\)?)?|(?P<zone>[a-z]{1,5})))?"
)
_ISO: Final = re.compile(
    rf"(?P<year>\d{{4}})(?P<mark>[-/.]?)(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})"
    rf"(?:(?:\s*T\s*|\s+){_CLOCK})?",
    re.IGNORECASE,
)
_RFC822: Final = re.compile(
    r"(?:[a-z]{2,9}\.?,?\s+)?(?P<day>\d{1,2})[\s-]+(?P<month>[a-z]{3,9})\.?[\s-]+"
    rf"(?P<year>\d{{4}}|\d{{2}})(?:,?\s+{_CLOCK})?",
    re.IGNORECASE,
)
_AT_CLOCK: Final = re.compile(
    rf"(?P<words>.*?\w),?\s(?:[-–]\s)?(?=\d\d?:\d){_CLOCK}", re.IGNORECASE
)
# How nearly all of them are written, without a choice: a fifth of the time of the forms above.
_PLAIN_822: Final = re.compile(
    r"[A-Z][a-z]{2}, (\d\d?) ([A-Z][a-z]{2}) (\d{4}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d) "
    r"(GMT|[+-](?:0\d|1[0-4])[0-5]\d)",
    re.ASCII,
)
_PLAIN_ISO: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.\d{1,9})?"
    r"(Z|[+-](?:0\d|1[0-4]):[0-5]\d)",
    re.ASCII,
)
# What C's ctime writes: the year comes last, behind the zone.
_CTIME: Final = re.compile(
    r"[a-z]{3},? (?P<month>[a-z]{3}) (?P<day>\d{1,2}) (?P<hour>\d{1,2}):(?P<minute>\d{2}):"
    r"(?P<second>\d{2})(?: (?P<zone>[a-z]{1,5})|(?P<name> )(?P<sign>[+-])(?P<off_hour>\d{2})"
    r"(?P<off_minute>\d{2}))? (?P<year>\d{4})",
    re.IGNORECASE,
)
_NUMERIC: Final = re.compile(
    rf"(?P<a>\d{{1,2}})(?P<mark>[-/.])\s?(?P<b>\d{{1,2}})(?P=mark)\s?(?P<year>\d{{4}})"
    rf"(?:[\s,]+{_CLOCK})?",
    re.IGNORECASE,
)
_EPOCH: Final = re.compile(r"[1-9]\d{9}(?:\d{3})?", re.ASCII)
_FIGURES: Final = re.compile(r"\d+", re.ASCII)
_TIME_OF_DAY: Final = re.compile(
    r"(?<!\d)\d{1,2}(?:[:h]\d{2}|\.\d{2}(?!\.?\d))(?:[:.]\d{2})?(?:[.,]\d{3,9})?"
    r"(?:\s*[ap]\.?m\.?)?|(?:[+-]|\b[A-Za-z]{3}[+-])\d{1,2}:?(?:\d{2})?(?!\d)|(?<!\d)\d{1,2}\s?[ap]m\b",
    re.ASCII | re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20|')?\d{2}(?!\d)", re.ASCII)
_NO_DATE: Final = re.compile(r"[^\w\s.,:;/()+’'º°|–—-]|[^\W\d_]{20}")
# The languages of newspapers, so that a word of none of them is not looked up in two hundred.
_LANGUAGES: Final = [
    *("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "is", "pl"),
    *("cs", "sk", "hu", "ro", "bg", "ru", "uk", "sr", "hr", "sl", "et", "lv", "lt"),
    *("el", "tr", "ca", "ar", "he", "fa", "hi", "id", "vi", "th", "ja", "ko", "zh"),
]
_BLANKS: Final = re.compile(r"\s+")

EARLIEST: Final = 1900
LATEST: Final = 2200
"""Years. Programs write the beginning or the end of their calendar where they know no date."""

_MOST_CHARS: Final = 100
_MOST_TRIES: Final = 25


class TwoReadings(ValueError):
    """A date that means one day or another, as day or month comes first."""


@dataclass(slots=True)
class DateReader:
    """Reads the dates of one document, and keeps count of what it could not read.

    Attributes:
        ambiguous: the texts that have two readings, each once.
        left: texts that may still be tried with dateparser in vain: it takes a hundredth of a
            second for each that it does not know, and a feed may have five thousand.
    """

    ambiguous: dict[str, None] = field(default_factory=dict)
    left: int = _MOST_TRIES

    def read(self, text: object) -> datetime | None:
        """A date in the zone it states; None when it can't be read for sure. Without a zone it
        counts as UTC, without a time as midnight."""
        if not isinstance(text, str) or len(text) > _MOST_CHARS:
            return None
        plain = " ".join(text.split())
        try:
            found, known = _plainly(plain) or _by_form(plain)
            if not known and self.left > 0:
                found = _by_language(plain)
                self.left -= found is None
        except TwoReadings:
            self.ambiguous[plain] = None
            return None
        return found if found and EARLIEST <= found.year < LATEST else None

    def remark(self) -> str | None:
        """What was left out, in words."""
        if not self.ambiguous:
            return None
        count, first = len(self.ambiguous), next(iter(self.ambiguous))
        told = "a date" if count == 1 else f"{count} dates"
        verbs = (
            "can be read in two ways and was" if count == 1 else "can be read in two ways and were"
        )
        return f"{told} {verbs} left out: {first}"


def read_date(text: object) -> datetime | None:
    """One date by itself, as `DateReader.read` reads it."""
    return DateReader().read(text)


def _plainly(text: str) -> tuple[datetime | None, bool] | None:
    """The date when it is written as nearly all are, else None."""
    if match := _PLAIN_822.fullmatch(text):
        day, name, year, hour, minute, second, zone = match.groups()
        month = _MONTHS.get(name.lower())
        if month is None:
            return None
    elif match := _PLAIN_ISO.fullmatch(text):
        year, numeral, day, hour, minute, second, zone = match.groups()
        month = int(numeral)
    else:
        return None
    try:
        return datetime(
            int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=_zone(zone)
        ), True
    except ValueError:
        return None, True


@lru_cache(maxsize=256)
def _zone(text: str) -> timezone:
    """`GMT`, `Z`, `+0100`, `+01:00`."""
    if text in ("GMT", "Z"):
        return UTC
    distance = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-distance if text[0] == "-" else distance)


def _by_form(text: str) -> tuple[datetime | None, bool]:
    """The date, and whether the text has a form that is known here (it may be no date still).

    Raises:
        TwoReadings: day and month may be exchanged.
    """
    if not text:
        return None, True
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC), True
    if match := _ISO.fullmatch(text):
        return _moment(match, int(match["month"]), int(match["day"]))
    if match := _RFC822.fullmatch(text):
        month = _MONTHS.get(match["month"].lower())
        return (None, False) if month is None else _moment(match, month, int(match["day"]))
    if match := _CTIME.fullmatch(text):
        month = _MONTHS.get(match["month"].lower())
        return (None, False) if month is None else _moment(match, month, int(match["day"]))
    if match := _NUMERIC.fullmatch(text):
        a, b = int(match["a"]), int(match["b"])
        # With dots the day comes first everywhere.
        if match["mark"] == "." or a > 12 or a == b:
            return _moment(match, b, a)
        if b > 12:
            return _moment(match, a, b)
        raise TwoReadings(text)
    return None, False


def _moment(
    match: re.Match[str], month: int, day: int, year: int = 0
) -> tuple[datetime | None, bool]:
    parts = match.groupdict()
    if not year:
        year = int(match["year"])
        if len(match["year"]) == 2:
            year += 2000 if year < 70 else 1900
    zone = _offset(parts)
    if zone is None:
        return None, False
    hours = timedelta(
        hours=int(parts["hour"] or 0),
        minutes=int(parts["minute"] or 0),
        seconds=int(parts["second"] or 0),
    )
    if hours > timedelta(days=1) or int(parts["minute"] or 0) > 59:
        return None, True
    try:
        start = datetime(year, month, day, tzinfo=timezone(timedelta(minutes=zone)))
        return start + hours, True
    except (ValueError, OverflowError):
        return None, True


def _offset(parts: dict[str, str | None]) -> int | None:
    """Minutes from UTC; None for a name that is not in the table."""
    if parts["sign"]:
        base = _ZONES.get((parts["name"] or "").strip().lower() or "utc")
        minutes = 60 * int(parts["off_hour"] or 0) + int(parts["off_minute"] or 0)
        return None if base is None else base + (-minutes if parts["sign"] == "-" else minutes)
    return _ZONES.get((parts["zone"] or "utc").lower())


def _by_language(text: str) -> datetime | None:
    """A date in words that are not known here. Its clock is read here: the entries of a feed are
    of few days, so that dateparser is asked a few times and not for every minute.

    Raises:
        TwoReadings: day and month may be exchanged.
    """
    if match := _AT_CLOCK.fullmatch(text):
        day = _by_dateparser(match["words"])
        if day is not None and (day.hour, day.minute) == (0, 0):
            found, known = _moment(match, day.month, day.day, day.year)
            if known:
                return found
    return _by_dateparser(text)


@lru_cache(maxsize=4096)
def _by_dateparser(text: str) -> datetime | None:
    figures = [int(figure) for figure in _FIGURES.findall(text)]
    # A day and a year at least; a month may be a word.
    if not 2 <= len(figures) <= 9 or _NO_DATE.search(text) or not _YEAR.search(text):
        return None
    readings = [_ask(text, order) for order in ("DMY", "MDY")]
    first, second = readings
    if first is None or second is None:
        return None
    if first != second:
        raise TwoReadings(text)
    try:
        return first if _accounted(text, first.astimezone(UTC)) else None
    except OverflowError:  # at the ends of the calendar
        return None


@lru_cache(maxsize=2)
def _parser(order: str) -> Any:
    # It takes a quarter of a second to load, and most feeds never need it.
    from dateparser.date import DateDataParser

    settings = {
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "DATE_ORDER": order,
        "PREFER_LOCALE_DATE_ORDER": False,
        "TIMEZONE": "UTC",
        "RETURN_AS_TIMEZONE_AWARE": True,
    }
    return DateDataParser(languages=_LANGUAGES, settings=settings)


def _ask(text: str, order: str) -> datetime | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found: datetime | None = _parser(order).get_date_data(text).date_obj
            return found
    except Exception:  # a bug in a parser costs one date
        return None


def _accounted(text: str, found: datetime) -> bool:
    """Whether the day and the year of `found` stand in the text, and no figure is left over but
    the month's: else the date was put together from what does not belong together. `found` is
    UTC; a zone may have moved it by a day."""
    figures = [int(figure) for figure in _FIGURES.findall(_TIME_OF_DAY.sub(" ", text))]
    return any(sorted(figures) in _ways(found + timedelta(days=shift)) for shift in (0, -1, 1))


def _ways(day: datetime) -> list[list[int]]:
    """The figures, sorted, with which a date is written."""
    return [
        sorted([day.day, year, *month])
        for year in (day.year, day.year % 100)
        for month in ([], [day.month])
    ]
