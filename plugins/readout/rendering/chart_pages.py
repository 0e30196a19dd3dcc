"""Pages of pictures, each with the numbers that it draws beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from readout.rendering import graphs
from readout.rendering.pages import Frame, Listing, page
from readout.rendering.words import counted

if TYPE_CHECKING:
    from readout.storage.results import ReportsAnonymousRow, ReportsDailyRow


@dataclass(frozen=True, slots=True)
class Chart:
    """One kind of picture.

    Attributes:
        report: whose rows it draws, in the order of their statement (`backwards`: turned around).
        draw: rows to SVG; `told`: what it shows, for who doesn't see it.
        columns: of the table beside it.
        most: rows that are asked for.
    """

    heading: str
    about: str
    report: str
    draw: Callable[[Sequence[Any]], str]
    told: Callable[[Sequence[Any]], str]
    columns: tuple[str, ...]
    most: int
    backwards: bool = False

    def rows(self, found: Sequence[Any]) -> Sequence[Any]:
        return found[::-1] if self.backwards else found


def _days_told(rows: Sequence[ReportsDailyRow]) -> str:
    busiest = max(rows, key=lambda r: (r["meetings"] + r["quotes"], r["day"]))
    return (
        f"{counted(sum(r['meetings'] for r in rows), 'meeting')} and "
        f"{counted(sum(r['quotes'] for r in rows), 'quote')} by day; most on {busiest['day']}."
    )


def _shares_told(rows: Sequence[ReportsAnonymousRow]) -> str:
    first = rows[0]
    return f"Shares by outlet; the greatest is that of {first['outlet']}, {first['share']:.0%}."


CHARTS = {
    "network": Chart(
        "Who met whom",
        "A line is a pair that met or is to meet, the thicker the more often; a dot is the greater "
        "the more often somebody met the others here.",
        "pairs", graphs.network, graphs.network_told,
        ("one", "other", "meetings", "held", "last_day"), 200,
    ),
    "attention": Chart(
        "Attention by day",
        "Meetings by the day of their first report, quotes by the day of the article. With a name: "
        "meetings in which it takes part, and what it said.",
        "daily", graphs.by_day, _days_told, ("day", "meetings", "quotes"), 120, backwards=True,
    ),
    "anonymous": Chart(
        "Sources without a name",
        "How many of an outlet’s quotes are of somebody whom it doesn’t name.",
        "anonymous", graphs.shares, _shares_told,
        ("outlet", "quotes", "anonymous", "share"), 200,
    ),
}  # fmt: skip


def chart_page(frame: Frame, name: str, listing: Listing[Any]) -> str:
    """One picture with its table."""
    chart = CHARTS[name]
    rows = chart.rows(listing.rows)
    told = chart.told(rows) if rows else ""
    return page(
        "chart.html",
        frame,
        here=f"charts/{name}",
        name=name,
        chart=chart,
        listing=listing,
        picture=graphs.inline(chart.draw(rows), told) if rows else None,
        told=told,
        drawn={"network": graphs.MOST_EDGES, "anonymous": graphs.MOST_BARS}.get(name, chart.most),
    )
