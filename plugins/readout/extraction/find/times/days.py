"""Which day a time expression means.

Relative times count from the publication date and follow the tense of their clause: a
past-tense Sunday is the last one, a Sunday with *will* the next. Weeks run from Monday
to Sunday (ISO 8601). Without a publication date a relative time stays `unknown`; the
publication date itself is never an answer.
"""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from readout.extraction.find.times.expressions import TimeExpression
from readout.model import When

Tense = Literal["past", "present", "future"]

# Newspaper stamps drift by a day, and events run over midnight; a dated event may lie this
# far on the wrong side of the publication date before another year is tried.
_SLACK = 7
_STEPS = {"last": -1, "this": 0, "next": 1}
_EARLY_MONTH, _MID_MONTH, _LATE_MONTH = (1, 14), (10, 20), (16, 31)
_EARLY_YEAR, _MID_YEAR, _LATE_YEAR = (1, 4), (5, 8), (9, 12)
# Meteorological seasons of the northern hemisphere: first month, number of months.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def resolve(
    expression: TimeExpression,
    published: date | None,
    tense: Tense = "past",
    anchor: date | None = None,
) -> When | None:
    """The interval of days that `expression` means.

    Args:
        expression: from `find_times`.
        published: the day relative times count from; None when it isn't known.
        tense: of the clause the expression stands in.
        anchor: the day of the event told just before, for "two days later", "the same day".

    Returns:
        None when the expression is openly vague ("at a later date"). A `When` with
        precision `unknown` and no days when it is relative and nothing anchors it.
    """
    try:
        return _resolve(expression, published, tense, anchor)
    except (ValueError, OverflowError):
        # 31 June, year 10000: the text says it, the calendar hasn't got it.
        return None


def _resolve(
    x: TimeExpression, published: date | None, tense: Tense, anchor: date | None
) -> When | None:
    if x.kind == "vague":
        return None
    if x.origin is not None:
        return _counted(x, x.origin, published, tense)
    if x.kind == "date" and x.month is None:
        return _nth_of_month(x, published, tense)
    if x.kind == "date" and x.either:
        return _of_two(x, published, tense)
    if x.kind == "date" and x.year is not None:
        return _dated(x, x.year)
    if x.kind == "month" and x.year is not None and x.month is not None:
        return _month(x, x.year, "explicit")
    if x.kind == "year" and x.year is not None:
        return When(date(x.year, 1, 1), date(x.year, 12, 31), "year", "explicit", x.span)
    if x.kind == "same_day" or x.anchored:
        # "Later in the day" of an article that names no day is the day of the article.
        return _from_anchor(x, anchor or (published if x.kind == "same_day" else None))
    if published is None:
        return When(None, None, "unknown", "relative", x.span)
    if x.kind == "date":
        return _dated(x, _year_of(x, published, tense))
    if x.kind == "month" and x.month is not None:
        return _month(x, _year_of_month(x, published, tense), "relative")
    if x.kind == "day":
        return _one_day(x, published + timedelta(days=x.count))
    if x.kind == "weekday" and x.weekday is not None:
        if x.unit == "month":
            return _one_day(x, _in_month(x, x.weekday, published, tense))
        return _weekdays(x, x.weekday, published, tense)
    if x.kind == "weekend":
        saturday = _weekend(x, published, tense)
        return When(saturday, saturday + timedelta(days=1), "day", "relative", x.span)
    if x.kind == "unit":
        return _unit(x, published)
    if x.kind == "distance":
        return _distance(x, published, "relative")
    if x.kind == "season":
        return _season(x, published, tense)
    return None


def _one_day(x: TimeExpression, day: date) -> When:
    return When(day, day, "day", "relative", x.span)


def _dated(x: TimeExpression, year: int) -> When:
    assert x.month is not None
    assert x.day is not None
    start = date(year, x.month, x.day)
    if x.unit in {"week", "weeks"}:
        begins = start - timedelta(days=start.weekday() if x.unit == "week" else 0)
        return When(begins, begins + timedelta(days=6), "week", "explicit", x.span)
    end = start
    if x.last_day is not None:
        last_month = x.last_month or x.month
        end = date(year + (last_month < x.month), last_month, x.last_day)
        if end < start:
            end = start
    return When(start, end, "day", "explicit", x.span)


def _year_of(x: TimeExpression, published: date, tense: Tense) -> int:
    """The year of a date without one: the nearest on the side the tense points to."""
    assert x.month is not None
    assert x.day is not None
    candidates = []
    for year in (published.year - 1, published.year, published.year + 1):
        day = min(x.day, calendar.monthrange(year, x.month)[1])
        candidates.append((year, (date(year, x.month, day) - published).days))
    if tense == "past":
        fitting = [c for c in candidates if c[1] <= _SLACK]
    elif tense == "future":
        fitting = [c for c in candidates if c[1] >= -_SLACK]
    else:
        fitting = candidates
    return min(fitting or candidates, key=lambda c: abs(c[1]))[0]


def _year_of_month(x: TimeExpression, published: date, tense: Tense) -> int:
    assert x.month is not None
    if x.shift == "last":
        return published.year - (x.month >= published.month)
    if x.shift == "next":
        return published.year + (x.month <= published.month)
    if x.shift == "this":
        return published.year
    if tense == "past":
        return published.year - (x.month > published.month)
    if tense == "future":
        return published.year + (x.month < published.month)
    return published.year


def _month(x: TimeExpression, year: int, basis: Literal["explicit", "relative"]) -> When:
    assert x.month is not None
    last = calendar.monthrange(year, x.month)[1]
    first = 1
    if x.part in _WEEK_OF_MONTH:
        first = last - 6 if x.part == "-1" else _WEEK_OF_MONTH[x.part]
        return When(
            date(year, x.month, first), date(year, x.month, first + 6), "week", basis, x.span
        )
    if x.part:
        first, stop = {"early": _EARLY_MONTH, "mid": _MID_MONTH, "late": _LATE_MONTH}[x.part]
        last = min(last, stop)
    return When(date(year, x.month, first), date(year, x.month, last), "month", basis, x.span)


_WEEK_OF_MONTH = {"1": 1, "2": 8, "3": 15, "4": 22, "-1": 25}


def _counted(
    x: TimeExpression, origin: TimeExpression, published: date | None, tense: Tense
) -> When | None:
    """ "A day after talks on Monday", "on the eve of Thursday's vote": of the days that the one
    counted from may mean, the one that brings the count nearest on the side of the tense."""
    found: list[date] = []
    for way in _EITHER_WAY:
        when = _resolve(origin, published, way, None)
        if when is not None and when.start is not None and when.precision == "day":
            found.append(when.start + timedelta(days=x.count))
    if not found or published is None:
        return _one_day(x, found[0]) if found else None
    if tense == "past":
        fitting = [day for day in found if day <= published]
    else:
        fitting = [day for day in found if day >= published]
    return _one_day(x, min(fitting or found, key=lambda day: abs((day - published).days)))


_EITHER_WAY: tuple[Tense, Tense] = ("past", "future")


def _nth_of_month(x: TimeExpression, published: date | None, tense: Tense) -> When | None:
    """ "On the 14th": of this month, else of the one before or behind it, as the tense asks."""
    if published is None:
        return When(None, None, "unknown", "relative", x.span)
    steps = (_STEPS[x.shift],) if x.shift else (0, -1 if tense == "past" else 1)
    found: list[date] = []
    for step in steps:
        year, month = divmod(published.year * 12 + published.month - 1 + step, 12)
        if (x.day or 0) <= calendar.monthrange(year, month + 1)[1]:
            found.append(date(year, month + 1, x.day or 1))
    fitting = [
        day
        for day in found
        if not (tense == "past" and day > published) and not (tense == "future" and day < published)
    ]
    found = fitting or found
    return _one_day(x, found[0]) if found else None


def _weekdays(x: TimeExpression, weekday: int, published: date, tense: Tense) -> When:
    """One weekday, or several on end: "from Monday to Wednesday"."""
    start = _weekday(x, weekday, published, tense)
    if x.last_weekday is None:
        return _one_day(x, start)
    end = start + timedelta(days=(x.last_weekday - weekday) % 7)
    return When(start, end, "day", "relative", x.span)


def _of_two(x: TimeExpression, published: date | None, tense: Tense) -> When:
    """ "5/6": the order that the tense of its clause allows; none where it allows both."""
    fitting: list[When] = []
    for one in (x, replace(x, day=x.month, month=x.day)):
        year = one.year
        if year is None and published is not None:
            year = _year_of(one, published, tense)
        when = _dated(one, year) if year is not None else None
        if when is None or when.start is None:
            continue
        away = (when.start - published).days if published is not None else 0
        if not (tense == "past" and away > 0) and not (tense == "future" and away < 0):
            fitting.append(when)
    return fitting[0] if len(fitting) == 1 else When(None, None, "unknown", "explicit", x.span)


def _in_month(x: TimeExpression, weekday: int, published: date, tense: Tense) -> date:
    """ "The last Friday of May", "the first Monday of next month"."""
    if x.month is not None:
        year, month = x.year or _year_of_month(replace(x, shift=""), published, tense), x.month
    else:
        step = {"last": -1, "next": 1}.get(x.shift, 0)
        year, month = divmod(published.year * 12 + published.month - 1 + step, 12)
        month += 1
    if x.count < 0:
        end = date(year, month, calendar.monthrange(year, month)[1])
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (x.count - 1))


def _weekday(x: TimeExpression, weekday: int, published: date, tense: Tense) -> date:
    ahead = (weekday - published.weekday()) % 7
    if x.unit == "week":
        # "Monday of last week", "Friday this week", "Monday week".
        monday = published - timedelta(days=published.weekday())
        return monday + timedelta(days=weekday + 7 * _STEPS[x.shift or "this"])
    if x.unit == "weeks":
        # "A week from Friday", "a week ago last Friday".
        if x.shift == "next":
            return published + timedelta(days=(ahead or 7) + 7 * x.count)
        from_here = _weekday(replace(x, unit="", count=0), weekday, published, tense)
        return from_here + timedelta(days=7 * x.count)
    if x.unit == "near":
        # "Monday in two weeks": the Monday nearest to that day.
        then = published + timedelta(days=7 * x.count)
        return then + timedelta(days=(weekday - then.weekday() + 3) % 7 - 3)
    if x.shift == "last":
        return published - timedelta(days=(7 - ahead))
    if x.shift == "next":
        # Told on a Tuesday, "next Thursday" is no "Thursday": it lies in the week that comes.
        return published + timedelta(days=ahead + 7 * (weekday >= published.weekday()))
    if tense == "past":
        return published - timedelta(days=(7 - ahead) % 7)
    return published + timedelta(days=ahead)


def _weekend(x: TimeExpression, published: date, tense: Tense) -> date:
    monday = published - timedelta(days=published.weekday())
    this = monday + timedelta(days=5)
    before = this - timedelta(days=7)
    if x.shift == "last":
        return before
    if x.shift == "next":
        return this if published.weekday() < 5 else this + timedelta(days=7)
    if tense == "past" and published.weekday() < 5:
        return before
    return this


def _unit(x: TimeExpression, published: date) -> When:
    step = _STEPS[x.shift or "this"]
    if x.unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(days=7 * step)
        sunday = monday + timedelta(days=6)
        if not step and x.part == "early":
            sunday = published
        elif not step and x.part == "late":
            monday = published
        return When(monday, sunday, "week", "relative", x.span)
    if x.unit == "month":
        index = published.year * 12 + published.month - 1 + step
        year, month = divmod(index, 12)
        month += 1
        first, last = 1, calendar.monthrange(year, month)[1]
        if x.part and step:
            first, stop = {"early": _EARLY_MONTH, "mid": _MID_MONTH, "late": _LATE_MONTH}[x.part]
            last = min(last, stop)
        elif x.part == "late":
            first = published.day
        elif x.part == "early":
            last = published.day
        return When(date(year, month, first), date(year, month, last), "month", "relative", x.span)
    year = published.year + step
    first_month, last_month = 1, 12
    if x.part and step:
        first_month, last_month = {"early": _EARLY_YEAR, "mid": _MID_YEAR, "late": _LATE_YEAR}[
            x.part
        ]
    start = date(year, first_month, 1)
    end = date(year, last_month, calendar.monthrange(year, last_month)[1])
    if not step and x.part == "late":
        start = published
    elif not step and x.part == "early":
        end = published
    return When(start, end, "year", "relative", x.span)


def _distance(
    x: TimeExpression, origin: date, basis: Literal["relative", "inferred"]
) -> When | None:
    backwards = x.shift == "last"
    if x.count == 0:
        # "days ago", "in the coming weeks": a side and a size, no day.
        size = {"day": 7, "week": 31, "month": 183, "year": 1461}[x.unit]
        lo, hi = (
            (origin - timedelta(days=size), origin)
            if backwards
            else (
                origin,
                origin + timedelta(days=size),
            )
        )
        return When(lo, hi, "unknown", basis, x.span)
    if x.unit == "day":
        day = origin + timedelta(days=x.count)
        return When(day, day, "day", basis, x.span)
    if x.unit == "week":
        day = origin + timedelta(days=7 * x.count)
        monday = day - timedelta(days=day.weekday())
        return When(monday, monday + timedelta(days=6), "week", basis, x.span)
    if x.unit == "month":
        year, month = divmod(origin.year * 12 + origin.month - 1 + x.count, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return When(date(year, month + 1, 1), date(year, month + 1, last), "month", basis, x.span)
    year = origin.year + x.count
    return When(date(year, 1, 1), date(year, 12, 31), "year", basis, x.span)


def _from_anchor(x: TimeExpression, anchor: date | None) -> When | None:
    if anchor is None:
        return When(None, None, "unknown", "relative", x.span)
    if x.kind == "same_day":
        return When(anchor, anchor, "day", "inferred", x.span)
    return _distance(x, anchor, "inferred")


def _season(x: TimeExpression, published: date, tense: Tense) -> When:
    first = _SEASONS[x.unit]
    year = published.year
    if x.shift == "last" or (x.shift != "next" and tense == "past"):
        if date(year, first, 1) > published:
            year -= 1
        if x.shift == "last" and date(year, first, 1) + timedelta(days=92) > published:
            year -= 1
    elif date(year, first, 1) + timedelta(days=92) < published or (
        x.shift == "next" and date(year, first, 1) <= published
    ):
        year += 1
    end_year, end_month = divmod(year * 12 + first - 1 + 2, 12)
    end = date(end_year, end_month + 1, calendar.monthrange(end_year, end_month + 1)[1])
    return When(date(year, first, 1), end, "month", "relative", x.span)
