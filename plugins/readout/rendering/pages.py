"""The screens as HTML: rows in, text out.

Templates are in `templates/pages/`; every value is escaped, a text of unknown direction
stands in `<bdi>` or `dir=auto`, so that a hostile headline can neither script nor turn
the line around it. Links are made below `frame.root`, wherever the app is mounted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from readout.rendering import words
from readout.rendering.exports import plain
from readout.rendering.feed_advice import advice
from readout.rendering.highlight import visible
from readout.rendering.mail_wording import value as value_words
from readout.rendering.tables import SHOWN

TEMPLATES = Path(__file__).parent / "templates" / "pages"
Row = Mapping[str, Any]

NAV = (
    ("meetings", "Meetings"),
    ("quotes", "Quotes"),
    ("articles", "Articles"),
    ("people", "People"),
    ("changes", "Changes"),
    ("alerts", "Alerts"),
    ("feeds", "Feeds"),
    ("problems", "Problems"),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows around itself.

    Attributes:
        root: the path under which the app is mounted, without a slash at its end.
        published: when the snapshot was made (naive UTC); None when there is none.
        counts: the row of `sql/pages/counts.sql`.
    """

    root: str
    now: datetime
    published: datetime | None = None
    counts: Row | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A stretch of a report's rows and the filters that were asked for.

    Attributes:
        filters: those that are set, as they were typed.
        problems: what was wrong with a filter, a sentence each.
    """

    name: str
    rows: Sequence[Row]
    total: int
    filters: Mapping[str, str] = field(default_factory=dict)
    problems: Sequence[str] = ()
    offset: int = 0
    limit: int = 50

    def typed(self, name: str) -> str:
        return self.filters.get(name, "")

    def query(self, offset: int = 0) -> str:
        """The filters as `?a=b&…`, or nothing."""
        asked = dict(self.filters) | ({"offset": str(offset)} if offset else {})
        return "?" + urlencode(asked) if asked else ""


def external(url: str | None) -> str | None:
    """`url` when it may be linked to: only http and https, never `javascript:`."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def said(column: str, value: Any) -> str:
    """A cell of a report without a layout of its own."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return words.moment_words(value)
    if isinstance(value, date):
        return words.when_words(value, value, "day")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if column == "kind":
        return words.change_words(str(value))
    if column in ("status", "old_value", "new_value"):
        return value_words("", str(value))
    if column.endswith("seconds") and isinstance(value, int | float):
        return f"{value:,.0f} s"
    if isinstance(value, float):
        return f"{value:.2f}"
    return str(plain(value))


def _shown(value: Any) -> Any:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.globals.update(
        {name: f for name, f in vars(words).items() if name.endswith("_words") or name == "counted"}
    )
    environment.globals.update(
        external=external,
        said=said,
        value_words=value_words,
        statuses=words.STATUS_WORDS,
        nav=NAV,
        here="",
    )
    return environment


def page(template: str, frame: Frame, **values: Any) -> str:
    """Fill `templates/pages/<template>`.

    A lone surrogate, which no page can hold, is replaced.
    """
    html = _environment().get_template(template).render(frame=frame, **values)
    return html.encode("utf-8", "replace").decode("utf-8")


def asset(name: str) -> str:
    """The text of `readout.css` or `page.js`."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def listing_page(frame: Frame, listing: Listing, outlets: Sequence[str]) -> str:
    """Meetings, quotes, articles or people: the reports with a layout of their own."""
    return page(f"{listing.name}.html", frame, here=listing.name, listing=listing, outlets=outlets)


def table_page(
    frame: Frame, listing: Listing, about: str, knows: set[str], outlets: Sequence[str]
) -> str:
    """Any other report.

    Args:
        about: what the report is, in a sentence or two.
        knows: the filters that it has.
    """
    have = list(listing.rows[0]) if listing.rows else []
    return page(
        "table.html",
        frame,
        here=listing.name,
        heading=dict(NAV).get(listing.name, listing.name.capitalize()),
        listing=listing,
        about=about,
        knows=knows,
        outlets=outlets,
        columns=[c for c in SHOWN.get(listing.name, have) if c in have],
        nothing=_NOTHING.get(listing.name, "They come when the Dags have run."),
    )


_NOTHING = {
    "problems": "That is how it should be.",
    "alerts": "They come when a watch in watches.yaml matches a change: "
    "`readout watch test FILE` shows what one would send.",
    "changes": "They come when resolve_meetings has run.",
}


def meeting_page(
    frame: Frame,
    meeting: Row,
    *,
    participants: Sequence[Row],
    history: Sequence[Row],
    mentions: Sequence[Row],
    quotes: Sequence[Row],
    merged: Sequence[Row],
) -> str:
    """One meeting: its history, both sides, what its participants say."""
    linked = [m for m in mentions if m["link"] == "linked"]
    return page(
        "meeting.html",
        frame,
        here="meetings",
        meeting=meeting,
        participants=participants,
        history=history,
        official=[m for m in linked if m["source_kind"] == "official"],
        press=[m for m in linked if m["source_kind"] != "official"],
        proposed=[m for m in mentions if m["link"] != "linked"],
        quotes=quotes,
        merged=merged,
    )


def person_page(
    frame: Frame,
    person: Row,
    *,
    aliases: Sequence[Row],
    roles: Sequence[Row],
    meetings: Sequence[Row],
    quotes: Sequence[Row],
) -> str:
    """One person, body or country: spellings, roles as claimed, meetings, quotes."""
    return page(
        "person.html",
        frame,
        here="people",
        person=person,
        aliases=aliases,
        roles=roles,
        meetings=meetings,
        quotes=quotes,
    )


def feed_page(frame: Frame, feed: Row, *, polls: Sequence[Row], entries: Sequence[Row]) -> str:
    """One feed: its health and what to do about it, its last polls, its newest entries."""
    return page(
        "feed.html",
        frame,
        here="feeds",
        feed=feed,
        advice=advice(feed, polls),
        polls=polls,
        entries=entries,
    )


def run_page(
    frame: Frame, dag: str, run: str, articles: Sequence[Row], meetings: Sequence[Row]
) -> str:
    """What one Airflow run read, or the meetings that it added to."""
    return page("run.html", frame, dag=dag, run=run, articles=articles, meetings=meetings)


def notice_page(frame: Frame, heading: str, lines: Sequence[str]) -> str:
    """A page that only says something: nothing there yet, not found, an error."""
    return page("notice.html", frame, heading=heading, lines=lines)


def stranger_page(heading: str, line: str, login: str | None) -> str:
    """For somebody who may not look; nothing of the data, not even when it was published.

    Args:
        login: address of the login, where that would help.
    """
    html = _environment().get_template("signin.html")
    return html.render(heading=heading, line=line, login=login)
