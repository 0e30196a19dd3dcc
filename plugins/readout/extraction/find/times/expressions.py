"""Find the time expressions of English news prose, unresolved.

`find_times` reads plain text and returns what it says, not yet which day is meant: that
needs the publication date and the tense, and is `when.resolve`'s work. The classes are
those of TIMEX3 (TimeML, Pustejovsky et al. 2003) that news uses for events: calendar
dates, months, years, weekdays, deictic days (today), deictic units (last week), counted
distances (two days ago), parts of the day, and openly vague ones (at a later date).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal

from readout.extraction.find.times.patterns import (
    DIGIT,
    MONTHS,
    NEEDS,
    NUMBERS,
    PATTERNS,
    WEEKDAYS,
)
from readout.extraction.syntax.rules import is_on
from readout.lexicon.quotes import speakers
from readout.lexicon.words import listed
from readout.model import Span

_IS_MONTH: Final = listed("times.expressions.is_month")

Kind = Literal[
    "date",
    "month",
    "year",
    "weekday",
    "day",
    "unit",
    "distance",
    "weekend",
    "season",
    "same_day",
    "vague",
]
Shift = Literal["last", "this", "next", ""]
Part = Literal["early", "mid", "late", "1", "2", "3", "4", "-1", ""]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """What a stretch of text says of time.

    `span` is in characters of the text that was read (plus the caller's offset). `last_day`
    is the end of a stated range of days. `count` is a signed distance in `unit`s: -2 days
    is "two days ago"; 0 with kind `distance` means a number that isn't said ("days ago").
    Of a weekday `unit` and `count` move it: "Friday of next week" (`shift`, week, 0), "a week
    from Friday" (weeks, 1), "Friday in two weeks" (near, 2), "the last Friday of May" (month,
    -1); of a date `unit` makes it a week, the one that it lies in (week) or that it begins (weeks).
    `either` is set where day and month may be the other way round ("5/6"). `anchored` is
    set when the expression counts from another event, not from the publication ("two days
    later"); `origin` is the day that it counts from, where that stands behind it ("a day after
    talks on Monday"). `last_weekday` ends "from Monday to Friday". `rule` names the pattern that
    found it.
    """

    kind: Kind
    span: Span
    day: int | None = None
    last_day: int | None = None
    month: int | None = None
    last_month: int | None = None
    year: int | None = None
    weekday: int | None = None
    count: int = 0
    unit: str = ""
    shift: Shift = ""
    part: Part = ""
    either: bool = False
    anchored: bool = False
    last_weekday: int | None = None
    origin: TimeExpression | None = None
    rule: str = ""


_MONTHS, _DAYS, _CENTURY = 12, 31, 100
_ORDINALS = {"fi": 1, "1s": 1, "se": 2, "2n": 2, "th": 3, "3r": 3, "fo": 4, "4t": 4, "la": -1}
_WEEKS_OF: Final[tuple[Part, ...]] = ("1", "2", "3", "4", "-1")
_NAMED_BY_DAYS: Final = speakers("media_words") | listed("times.expressions.named_by_days")
_FEASTS: Final = listed("times.expressions.feasts")
_TITLES_ON: Final = listed("times.expressions.titles_on")
_A_DIGIT: Final = re.compile(r"\d")
_NEXT_WORD: Final = re.compile(r"\s+([A-Z][A-Za-z]+)")
_TITLE_ON: Final = re.compile(r"([A-Z][a-z]+) on $")
_LEAD = 24  # characters before a month that may say that it is one

_FEAST: Final = "(?P<feast>" + "|".join(sorted(f[:-6] for f in _FEASTS)) + ")"
_MASTER = (
    ("feast", re.compile(rf"\b{_FEAST}\b(?:,?\s+(?P<y>(?:19|20)\d\d)\b)?")),
    *((name, re.compile(pattern)) for name, pattern in PATTERNS),
)

_PARTS: dict[str, Part] = {
    "early": "early",
    "earlier": "early",
    "beginning of": "early",
    "start of": "early",
    "mid": "mid",
    "middle of": "mid",
    "late": "late",
    "later": "late",
    "end of": "late",
    "end": "late",
}
_SHIFTS: dict[str, Shift] = {
    "last": "last",
    "past": "last",
    "this past": "last",
    "the past": "last",
    "previous": "last",
    "this": "this",
    "current": "this",
    "next": "next",
    "coming": "next",
    "this coming": "next",
    "the coming": "next",
    "the following": "next",
    "following": "next",
    "the previous": "last",
}
_DEICTIC = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "last evening": -1,
    "overnight": -1,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}


def month_number(word: str) -> int:
    """1–12 for an English month name or its abbreviation."""
    key = word.lower().rstrip(".")[:3]
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(key))


def _number(word: str | None) -> int:
    if not word:
        return 0
    return int(word) if word.isdecimal() else NUMBERS[word.lower()]


def _day(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _shift(word: str | None) -> Shift:
    return _SHIFTS.get(re.sub(r"\s+", " ", (word or "").lower()), "")


def find_times(text: str, offset: int = 0) -> list[TimeExpression]:
    """All time expressions of `text`, longest reading first where two overlap, in order.

    Args:
        text: a sentence or a paragraph. Linear time in its length.
        offset: added to every span.
    """
    taken: list[Span] = []
    found: list[TimeExpression] = []
    low = text.lower()
    digit = _A_DIGIT.search(text) is not None
    for name, pattern in _MASTER:
        needs = NEEDS.get(name)
        if needs and not any(digit if sign == DIGIT else sign in low for sign in needs):
            continue
        rule = f"time.{name}"
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            expression = _read(name, match, offset)
            if expression is not None and is_on(rule):
                taken.append((start, end))
                found.append(replace(expression, rule=rule))
    return sorted(found, key=lambda expression: expression.span)


Groups = dict[str, str | None]
Found = TimeExpression | None


def _read(name: str, match: re.Match[str], offset: int) -> Found:
    span = (match.start() + offset, match.end() + offset)
    return _READERS[name](match, match.groupdict(), span)


def _int(word: str | None) -> int | None:
    return int(word) if word else None


def _part(got: Groups) -> Part:
    return _PARTS.get((got.get("part") or "").lower(), "")


def _iso(match: re.Match[str], got: Groups, span: Span) -> Found:
    return TimeExpression(
        "date", span, day=_int(got["d"]), month=_int(got["m"]), year=_int(got["y"])
    )


def _numbered_week(match: re.Match[str], got: Groups, span: Span) -> Found:
    """The seven days that begin on a date, or the calendar week that it lies in: "the week of"."""
    day = _day(got["d"] or got["d2"] or "")
    month = month_number(got["mo"] or got["mo2"] or "")
    unit = "week" if (got["of"] or "").lower() == "of" else "weeks"
    return TimeExpression("date", span, day=day, month=month, year=_int(got["y"]), unit=unit)


def _month(match: re.Match[str], got: Groups, span: Span) -> Found:
    if not got.get("y") and not _is_month(match, got):
        return None
    return TimeExpression(
        "month",
        span,
        month=month_number(got["mo"] or ""),
        year=_int(got.get("y")),
        shift=_shift(got.get("shift") or got.get("shift2")),
        part=_part(got),
    )


def _week_of_month(match: re.Match[str], got: Groups, span: Span) -> Found:
    """ "The last week of April": the seven days, as part of the month."""
    nth = str(_ORDINALS[(got["nth"] or "")[:2].lower()])
    part: Part = next(p for p in _WEEKS_OF if p == nth)
    return TimeExpression(
        "month", span, month=month_number(got["mo"] or ""), year=_int(got["y"]), part=part
    )


def _feast(match: re.Match[str], got: Groups, span: Span) -> Found:
    """ "On Christmas Eve", "on New Year's Day 2023": a date by its name."""
    name = (got["feast"] or "").replace("’", "'")
    month, day = next(f for f in _FEASTS if f[:-6].replace("’", "'") == name)[-5:].split("-")
    return TimeExpression("date", span, day=int(day), month=int(month), year=_int(got["y"]))


def _nth_of_month(match: re.Match[str], got: Groups, span: Span) -> Found:
    """ "On the 14th", "on the 9th of this month"."""
    return TimeExpression("date", span, day=_day(got["d"] or ""), shift=_shift(got.get("shift2")))


def _deictic(match: re.Match[str], got: Groups, span: Span) -> Found:
    word = re.sub(r"\s+", " ", (got["word"] or "").lower())
    return TimeExpression("day", span, count=_DEICTIC.get(word, 0))


def _weekday(match: re.Match[str], got: Groups, span: Span) -> Found:
    if _of_a_paper(match):
        return None
    of_week = _shift(got.get("shift2")) or ("next" if got.get("week") else "")
    return TimeExpression(
        "weekday",
        span,
        weekday=_day_number(got),
        shift=of_week or _shift(got.get("shift")),
        unit="week" if of_week else "",
    )


def _of_a_paper(match: re.Match[str]) -> bool:
    """ "The Sunday Times", "the Monday Club", "the Mail on Sunday": a name, no day."""
    after = _NEXT_WORD.match(match.string, match.end())
    if after is not None and after[1].lower() in _NAMED_BY_DAYS:
        return True
    before = _TITLE_ON.search(match.string, max(0, match.start() - _LEAD), match.start())
    return before is not None and before[1].lower() in _TITLES_ON


def _day_number(got: Groups) -> int:
    return WEEKDAYS.index((got["wd"] or "").lower())


def _weeks(word: str | None, unit: str | None) -> int:
    return _number(word) * (2 if (unit or "").lower() == "fortnight" else 1)


def _ordinal_weekday(match: re.Match[str], got: Groups, span: Span) -> Found:
    """ "The last Friday of May", "the second Tuesday of next month"."""
    return TimeExpression(
        "weekday",
        span,
        weekday=_day_number(got),
        count=_ORDINALS[(got["nth"] or "")[:2].lower()],
        unit="month",
        month=month_number(got["mo"] or "") if got.get("mo") else None,
        year=_int(got.get("y")),
        shift=_shift(got.get("shift2")),
    )


def _weeks_from_weekday(match: re.Match[str], got: Groups, span: Span) -> Found:
    """ "A week from Friday", "a fortnight on Friday", "a week ago last Monday"."""
    count = _weeks(got["n"], got["unit"])
    if not count:
        return None
    back = bool(got.get("dir")) or match[0].split()[-2] == "before"
    shift = _shift(got.get("shift")) or ("last" if back else "next")
    return TimeExpression(
        "weekday",
        span,
        weekday=_day_number(got),
        count=-count if back else count,
        unit="weeks",
        shift=shift,
    )


def _weekday_in_weeks(match: re.Match[str], got: Groups, span: Span) -> Found:
    """ "Monday in two weeks", "Monday a week ago"."""
    count = _weeks(got["n"] or got["n2"], got["unit"] or got["unit2"])
    if not count:
        return None
    back = got.get("dir") == "ago"
    return TimeExpression(
        "weekday", span, weekday=_day_number(got), count=-count if back else count, unit="near"
    )


def _numeric(match: re.Match[str], got: Groups, span: Span) -> Found:
    """ "19/6/2023", "19.6.2023", "06/19/2023": dots set the day first; with other signs the
    larger of two numbers tells, and where neither does both orders stay open."""
    day, month = int(got["d"] or 0), int(got["m"] or 0)
    year = _int(got.get("y"))
    if year is not None and year < _CENTURY:
        year += 2000
    dotted = got.get("sep") == "."
    if not dotted and month > _MONTHS >= day:
        day, month = month, day
    if not (1 <= month <= _MONTHS and 1 <= day <= _DAYS):
        return None
    either = not dotted and day <= _MONTHS and day != month
    return TimeExpression("date", span, day=day, month=month, year=year, either=either)


def _weekend(match: re.Match[str], got: Groups, span: Span) -> Found:
    return TimeExpression("weekend", span, shift=_shift(got["shift"]))


def _unit(match: re.Match[str], got: Groups, span: Span) -> Found:
    unit = (got.get("unit") or "").lower()
    shift = _shift(got.get("shift")) or "this"
    return TimeExpression("unit", span, unit=unit, shift=shift, part=_part(got))


def _distance(match: re.Match[str], got: Groups, span: Span) -> Found:
    """ "Two days ago", "days later"."""
    direction = (got["dir"] or "").lower()
    back = direction in {"ago", "earlier", "before"}
    unit, size = (got["unit"] or "").lower(), 1
    if unit == "fortnight":
        unit, size = "week", 2
    return TimeExpression(
        "distance",
        span,
        count=(-size if back else size) * _number(got.get("n")),
        unit=unit,
        shift="last" if back else "next",
        anchored=direction not in {"ago", "from now"},
    )


def _next_day(match: re.Match[str], got: Groups, span: Span) -> Found:
    back = (got.get("dir") or "").lower() == "previous" or got.get("how") == "earlier"
    back = back or (got.get("beside") or "").lower() == "before"
    shift: Shift = "last" if back else "next"
    count = -1 if back else 1
    return TimeExpression("distance", span, count=count, unit="day", shift=shift, anchored=True)


def _within(match: re.Match[str], got: Groups, span: Span) -> Found:
    unit = (got["unit"] or "").lower()
    return TimeExpression("distance", span, count=_number(got.get("n")), unit=unit, shift="next")


def _past_units(match: re.Match[str], got: Groups, span: Span) -> Found:
    unit = (got["unit"] or "").lower()
    return TimeExpression("distance", span, unit=unit, shift=_shift(got["shift"]))


def _season(match: re.Match[str], got: Groups, span: Span) -> Found:
    season = (got["season"] or "").lower()
    return TimeExpression("season", span, unit=season, shift=_shift(got["shift"]), part=_part(got))


def _year(match: re.Match[str], got: Groups, span: Span) -> Found:
    return TimeExpression("year", span, year=_int(got["y"]))


def _same_day(match: re.Match[str], got: Groups, span: Span) -> Found:
    return TimeExpression("same_day", span)


def _vague(match: re.Match[str], got: Groups, span: Span) -> Found:
    return TimeExpression("vague", span)


def _calendar(match: re.Match[str], got: Groups, span: Span) -> Found:
    """A day and a month in either order, or two of them with a dash between."""
    month_word = got["mo"] or ""
    following = match.string[match.end("mo") : match.end("mo") + 1]
    if len(month_word) <= 4 and not month_word.endswith(".") and following.isalpha():
        return None
    day = _day(got["d"] or "")
    if not 1 <= day <= 31:
        return None
    months = [month_number(month_word)]
    if got.get("mo2"):
        months.append(month_number(got["mo2"] or ""))
        if match.start("mo") > match.start("d"):  # "28 May – 2 June" names the last month last
            months.reverse()
    return TimeExpression(
        "date",
        span,
        day=day,
        last_day=_day(got["d2"] or "") if got.get("d2") else None,
        month=months[0],
        last_month=months[1] if len(months) > 1 else None,
        year=_int(got["y"]),
    )


def _is_month(match: re.Match[str], got: Groups) -> bool:
    """ "May" and "March" are months only where a preposition, a modifier or a year says so:
    "Theresa May", "they may", "the March for Life" aren't."""
    word = got["mo"] or ""
    if word not in _AMBIGUOUS or any(got.get(name) for name in ("shift", "part", "shift2")):
        return True
    before = re.search(r"(\w+)\W*$", match.string[max(0, match.start() - _LEAD) : match.start()])
    cue = before.group(1).lower() if before else ""
    return cue not in _MISTERS if word in _GIVEN_NAMES else cue in _IS_MONTH


_GIVEN_NAMES = frozenset({"April", "June", "August"})
_AMBIGUOUS = _GIVEN_NAMES | {"May", "March"}
_MISTERS = frozenset({"mr", "ms", "mrs", "miss"})
_READERS: dict[str, Callable[[re.Match[str], Groups, Span], Found]] = {
    "feast": _feast,
    "iso": _iso,
    "year_first": _iso,
    "numeric": _numeric,
    "numeric_short": _numeric,
    "ordinal_weekday": _ordinal_weekday,
    "weeks_from_weekday": _weeks_from_weekday,
    "weekday_in_weeks": _weekday_in_weeks,
    "week_and_weekday": _weekday,
    "week_of_month": _week_of_month,
    "nth_of_month": _nth_of_month,
    "month_day_range": _calendar,
    "day_month_range": _calendar,
    "month_day": _calendar,
    "day_month": _calendar,
    "numbered_week": _numbered_week,
    "month_year": _month,
    "month": _month,
    "deictic_day": _deictic,
    "weekday": _weekday,
    "weekend": _weekend,
    "unit": _unit,
    "ago": _distance,
    "plain_ago": _distance,
    "next_day": _next_day,
    "within": _within,
    "past_units": _past_units,
    "season": _season,
    "year": _year,
    "bare_year": _year,
    "same_day": _same_day,
    "vague": _vague,
}
"""Name of a pattern → what its groups say."""
