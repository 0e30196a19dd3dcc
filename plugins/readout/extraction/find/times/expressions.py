"""Find the time expressions of English news prose, unresolved.

`find_times` reads plain text and returns what it says, not yet which day is meant: that
needs the publication date and the tense, and is `when.resolve`'s work. The classes are
those of TIMEX3 (TimeML, Pustejovsky et al. 2003) that news uses for events: calendar
dates, months, years, weekdays, deictic days (today), deictic units (last week), counted
distances (two days ago), parts of the day, and openly vague ones (at a later date).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from readout.extraction.find.times.patterns import MONTHS, NUMBERS, PATTERNS, WEEKDAYS
from readout.extraction.syntax.rules import is_on
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
Part = Literal["early", "mid", "late", ""]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """What a stretch of text says of time.

    `span` is in characters of the text that was read (plus the caller's offset). `last_day`
    is the end of a stated range of days. `count` is a signed distance in `unit`s: -2 days
    is "two days ago"; 0 with kind `distance` means a number that isn't said ("days ago").
    `exact` is False for "within days" and the like. `anchored` is set when the expression
    counts from another event, not from the publication ("two days later"). `rule` names the
    pattern that found it.
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
    anchored: bool = False
    rule: str = ""


_LEAD = 24  # characters before a month that may say that it is one

_MASTER = tuple((name, re.compile(pattern)) for name, pattern in PATTERNS)

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
    "following": "next",
    "last week": "last",
    "next week": "next",
    "week": "next",
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
    for name, pattern in _MASTER:
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


def _read(name: str, match: re.Match[str], offset: int) -> TimeExpression | None:
    got = match.groupdict()
    span = (match.start() + offset, match.end() + offset)
    part = _PARTS.get((got.get("part") or got.get("part2") or "").lower(), "")
    if name == "iso":
        return TimeExpression(
            "date", span, day=int(got["d"] or 0), month=int(got["m"] or 0), year=int(got["y"] or 0)
        )
    if name in {"month_day_range", "day_month_range", "month_day", "day_month"}:
        return _calendar(name, match, got, span)
    if name == "numbered_week":
        return TimeExpression(
            "date", span, day=_day(got["d"]), month=month_number(got["mo"]), unit="week"
        )
    if name in {"month", "month_year"}:
        if not _is_month(match, got, name):
            return None
        return TimeExpression(
            "month",
            span,
            month=month_number(got["mo"]),
            year=int(got["y"] or 0) if got.get("y") else None,
            shift=_shift(got.get("shift") or got.get("shift2")),
            part=part,
        )
    if name == "deictic_day":
        word = re.sub(r"\s+", " ", got["word"].lower())
        return TimeExpression("day", span, count=_DEICTIC.get(word, 0))
    if name == "weekday":
        return TimeExpression(
            "weekday",
            span,
            weekday=WEEKDAYS.index(got["wd"].lower()),
            shift=_shift(got.get("shift") or got.get("shift2")),
            unit="week" if got.get("shift2") else "",
        )
    if name == "weekend":
        return TimeExpression("weekend", span, shift=_shift(got["shift"]))
    if name in {"unit", "part_of_unit"}:
        unit = (got.get("unit") or got.get("unit2") or "").lower()
        return TimeExpression(
            "unit", span, unit=unit, shift=_shift(got.get("shift")) or "this", part=part
        )
    if name in {"ago", "plain_ago"}:
        direction = got["dir"].lower()
        sign = -1 if direction in {"ago", "earlier", "before"} else 1
        return TimeExpression(
            "distance",
            span,
            count=sign * _number(got.get("n")),
            unit=got["unit"].lower(),
            shift="last" if sign < 0 else "next",
            anchored=direction not in {"ago", "from now"},
        )
    if name == "next_day":
        back = (got.get("dir") or "").lower() == "previous" or got.get("how") == "earlier"
        shift: Shift = "last" if back else "next"
        step = -1 if back else 1
        return TimeExpression("distance", span, count=step, unit="day", shift=shift, anchored=True)
    if name == "within":
        return TimeExpression(
            "distance", span, count=_number(got.get("n")), unit=got["unit"].lower(), shift="next"
        )
    if name == "past_units":
        shift = _shift(got["shift"])
        return TimeExpression("distance", span, unit=got["unit"].lower(), shift=shift)
    if name == "season":
        return TimeExpression(
            "season", span, unit=got["season"].lower(), shift=_shift(got["shift"]), part=part
        )
    if name in {"year", "bare_year"}:
        return TimeExpression("year", span, year=int(got["y"] or 0))
    if name == "same_day":
        return TimeExpression("same_day", span)
    return TimeExpression("vague", span)


def _calendar(
    name: str, match: re.Match[str], got: dict[str, str | None], span: Span
) -> TimeExpression | None:
    month_word, day_word = got["mo"] or "", got["d"] or ""
    following = match.string[match.end("mo") : match.end("mo") + 1]
    if len(month_word) <= 4 and not month_word.endswith(".") and following.isalpha():
        return None
    day = _day(day_word)
    if not 1 <= day <= 31:
        return None
    month = month_number(month_word)
    second = got.get("mo2")
    last_month = None
    if second:
        other = month_number(second)
        month, last_month = (month, other) if name == "month_day_range" else (other, month)
    last_day = _day(got["d2"] or "") if got.get("d2") else None
    return TimeExpression(
        "date",
        span,
        day=day,
        last_day=last_day,
        month=month,
        last_month=last_month,
        year=int(got["y"] or 0) if got.get("y") else None,
    )


def _is_month(match: re.Match[str], got: dict[str, str | None], name: str) -> bool:
    """ "May" and "March" are months only where a preposition, a modifier or a year says so:
    "Theresa May", "they may", "the March for Life" aren't."""
    word = got["mo"] or ""
    if name == "month_year" or word not in {"May", "March", "April", "June", "August"}:
        return True
    if got.get("shift") or got.get("part") or got.get("shift2"):
        return True
    before = re.search(r"(\w+)\W*$", match.string[max(0, match.start() - _LEAD) : match.start()])
    cue = before.group(1).lower() if before else ""
    if word in {"April", "June", "August"}:
        return cue not in {"mr", "ms", "mrs", "miss"}
    return cue in _IS_MONTH
