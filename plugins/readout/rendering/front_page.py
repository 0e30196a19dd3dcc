"""The first page: what is new since the reader's last look, what is coming, what needs a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from readout.rendering.pages import Frame, page
from readout.rendering.words import counted

if TYPE_CHECKING:
    from readout.storage.results import (
        PagesFrontChangesRow,
        PagesFrontContradictedRow,
        PagesFrontFeedsRow,
        PagesFrontNewRow,
        ReportsAheadRow,
        ReportsDailyRow,
    )

# Pixels of the picture of days; wider than a phone it only grows.
WIDTH, HEIGHT, GAP = 640, 56, 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One day of one row of bars, in pixels of the picture."""

    x: float
    y: float
    width: float
    height: float
    told: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A row of bars, a day each, with what it says in words."""

    label: str
    most: int
    total: int
    bars: Sequence[Bar]


def bars(days: Sequence[ReportsDailyRow], column: Literal["meetings", "quotes"], one: str) -> Bars:
    """The bars of one count.

    Args:
        days: `day` and `column`, the earliest first, no day left out.
        one: what is counted, a single one.
    """
    most = max((row[column] for row in days), default=0)
    width = WIDTH / max(1, len(days))
    drawn = []
    for number, row in enumerate(days):
        high = row[column] / most * HEIGHT if most else 0.0
        day = row["day"]
        told = f"{day.day} {day:%b}: {counted(row[column], one)}" if day else ""
        drawn.append(
            Bar(round(number * width, 1), round(HEIGHT - high, 1), round(width - GAP, 1),
                round(high, 1), told)
        )  # fmt: skip
    return Bars(one + "s", most, sum(row[column] for row in days), drawn)


def front_page(
    frame: Frame,
    *,
    since: datetime | None,
    fresh: PagesFrontNewRow,
    changes: Sequence[PagesFrontChangesRow],
    ahead: Sequence[ReportsAheadRow],
    ahead_total: int,
    contradicted: Sequence[PagesFrontContradictedRow],
    feeds: Sequence[PagesFrontFeedsRow],
    days: Sequence[ReportsDailyRow],
) -> str:
    """The page.

    Args:
        since: the reader's last look (naive UTC); None at the first, when a day is shown.
        fresh: the row of `pages/front_new`.
        changes, contradicted, feeds: of their statements, each row with `total`.
        days: of the report `daily`, the earliest first.
    """
    return page(
        "front.html",
        frame,
        since=since,
        fresh=fresh,
        changes=changes,
        ahead=ahead,
        ahead_total=ahead_total,
        contradicted=contradicted,
        feeds=feeds,
        days=days,
        pictures=[bars(days, "meetings", "meeting"), bars(days, "quotes", "quote")],
        width=WIDTH,
        height=HEIGHT,
    )
