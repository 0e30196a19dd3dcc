"""The screens as HTML: rows in, text out.

Templates are in `templates/pages/`; every value is escaped, a text of unknown direction
stands in `<bdi>` or `dir=auto`, so that a hostile headline can neither script nor turn
the line around it. Links are made below `frame.root`, wherever the app is mounted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from readout.lexicon.subjects import SUBJECTS
from readout.rendering import graphs, words
from readout.rendering.exports import plain
from readout.rendering.feed_advice import advice
from readout.rendering.highlight import visible
from readout.rendering.mail_wording import value as value_words
from readout.rendering.tables import SHOWN

if TYPE_CHECKING:
    from readout.storage.results import (
        MeetingsProposalsRow,
        MeetingsStandingRow,
        PagesCountsRow,
        PagesFeedEntriesRow,
        PagesFeedPollsRow,
        PagesFeedRow,
        PagesMeetingHistoryRow,
        PagesMeetingMentionsRow,
        PagesMeetingParticipantsRow,
        PagesMeetingQuotesRow,
        PagesMeetingRow,
        PagesMergedIdsRow,
        PagesPersonAliasesRow,
        PagesPersonMeetingsRow,
        PagesPersonQuotesRow,
        PagesPersonRolesRow,
        PagesPersonRow,
        PagesRunArticlesRow,
        PagesRunMeetingsRow,
    )

TEMPLATES = Path(__file__).parent / "templates" / "pages"

# The menu: each room with the pages in it, the room's own first.
NAV = (
    (("", "Overview"),),
    (("ahead", "Ahead"),),
    (
        ("meetings", "Meetings"),
        ("changes", "Changes"),
        ("sides", "Where sides differ"),
        ("participants", "Who took part"),
    ),
    (("review", "Review"), ("precision", "Precision by month")),
    (("quotes", "Quotes"), ("utterances", "The same words across outlets")),
    (("people", "People"),),
    (("articles", "Articles"),),
    (("search", "Search"),),
    (
        ("charts/network", "Charts"),
        ("charts/attention", "Attention by day"),
        ("charts/anonymous", "Sources without a name"),
    ),
    (("alerts", "Alerts"), ("watches", "Watches")),
    (
        ("feeds", "Feeds"),
        ("problems", "Problems"),
        ("summary", "How much there is"),
        ("audit", "Changes by hand"),
    ),
)
_FIRST = {"charts/network": "Who met whom", "review": "Judge"}
LABELS = {key: label for room in NAV for key, label in room}
# Names of filters and columns as readers say them.
FIELD_WORDS = {
    "asserted_at": "When",
    "confidence": "Reading",
    "content": "What was said",
    "created_at": "When",
    "denied_by": "Denied by",
    "first_said_at": "First said",
    "first_seen_at": "First reported",
    "last_change_at": "Newest change",
    "last_day": "Last day",
    "mentions": "Meetings",
    "name": "Name",
    "new_7_days": "New in 7 days",
    "new_value": "Now",
    "official_outlets": "Official sources",
    "official_status": "Official sources say",
    "old_value": "Before",
    "outlet": "Outlet",
    "outlets": "Outlets",
    "participants": "Who",
    "place": "Where",
    "press_outlets": "Press",
    "press_status": "The press says",
    "published_at": "Published",
    "said_at": "When it was said",
    "seen_at": "When",
    "speaker_name": "Speaker",
    "start_day": "Day",
    "stories": "Independent stories",
    "wordings": "Wordings",
}
SUBJECT_WORDS = {key: name for key, (_, name) in SUBJECTS.items()}
KIND_WORDS = {
    "person": "person",
    "org": "body",
    "country": "country",
    "group": "group",
    "anonymous": "without a name",
    "unknown": "not known",
}


# Filters of a list that a watch can have too.
_WATCHED = ("person", "status", "country", "outlet")


def field_words(name: str) -> str:
    """The heading of a column."""
    return FIELD_WORDS.get(name, name.replace("_", " ").capitalize())


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page shows around itself.

    Attributes:
        root: the path under which the app is mounted, without a slash at its end.
        published: when the snapshot was made (naive UTC); None when there is none.
        counts: the row of `sql/pages/counts.sql`.
        base: the address of the interface as readers reach it, for links to be passed on.
        may_edit: whether the reader may use the forms; the server asks again when one is sent.
    """

    root: str
    now: datetime
    published: datetime | None = None
    counts: PagesCountsRow | None = None
    base: str = ""
    may_edit: bool = True


R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """A stretch of a report's rows and the filters that were asked for.

    Attributes:
        rows: of the report's type; a page that shows any report takes them as they are.
        filters: those that are set, as they were typed.
        problems: what was wrong with a filter, a sentence each.
        knows: the filters that the report has; `choices`: what those of few values can be.
        sort: the column asked for, with `-` from the greatest down; `sorts`: what there is.
    """

    name: str
    rows: Sequence[R]
    total: int
    filters: Mapping[str, str] = field(default_factory=dict)
    problems: Sequence[str] = ()
    offset: int = 0
    limit: int = 50
    knows: frozenset[str] = frozenset()
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = ""
    sorts: Sequence[str] = ()

    def typed(self, name: str) -> str:
        return self.filters.get(name, "")

    def query(self, offset: int = 0, sort: str | None = None) -> str:
        """The filters and the order as `?a=b&…`, or nothing."""
        asked = dict(self.filters)
        if order := self.sort if sort is None else sort:
            asked["sort"] = order
        if offset:
            asked["offset"] = str(offset)
        return "?" + urlencode(asked) if asked else ""

    def watch_query(self) -> str:
        """The filters that a watch can have."""
        kept = {k: v for k, v in self.filters.items() if k in _WATCHED}
        return "?" + urlencode(kept) if kept else ""

    def turned(self, column: str) -> str:
        """The order that a click on a column's heading gives: up, then down."""
        return f"-{column}" if self.sort == column else column

    def pages(self) -> list[int | None]:
        """Numbers of pages to offer, from 1; None where some are left out."""
        last = max(1, -(-self.total // (self.limit or 1)))
        here = self.page()
        near = {1, 2, last - 1, last, *range(here - 2, here + 3)}
        shown: list[int | None] = []
        for number in sorted(n for n in near if 1 <= n <= last):
            if shown and isinstance(shown[-1], int) and number > shown[-1] + 1:
                shown.append(None)
            shown.append(number)
        return shown

    def page(self) -> int:
        return self.offset // (self.limit or 1) + 1


def external(url: str | None) -> str | None:
    """`url` when it may be linked to: only http and https, never `javascript:`."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def moment(at: datetime | None) -> str:
    """A moment as an element that `page.js` says in the reader's time zone; UTC without it."""
    if at is None:
        return ""
    utc = at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at
    return Markup('<time class="moment" datetime="{}Z">{}</time>').format(
        utc.isoformat(timespec="minutes"), words.moment_words(at)
    )


_CODE = re.compile(r"`([^`]+)`")


def prose(text: str) -> str:
    """Words of ours in which backticks mark what is typed: that stands as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))


def said(column: str, value: Any) -> str:
    """A cell of a report without a layout of its own."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return words.when_words(value, value, "day")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if column == "kind":
        return words.change_words(str(value))
    if column == "type":
        return KIND_WORDS.get(str(value), str(value))
    if column in ("status", "old_value", "new_value", "official_status", "press_status"):
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
        {
            name: f
            for name, f in vars(words).items()
            if name.endswith("_words") or name in ("counted", "folded_roles")
        }
    )
    environment.filters.update(
        prose=prose,
        twice=lambda value: (value, value),
        headed=lambda column: (column, field_words(column), ""),
        list_of=lambda key, told: (key, told[key]),
    )
    environment.globals.update(
        external=external,
        said=said,
        moment_words=moment,
        moment_text=words.moment_words,
        field_words=field_words,
        kind_words=KIND_WORDS,
        labels=LABELS,
        zip=zip,
        subjects=SUBJECT_WORDS,
        value_words=value_words,
        statuses=words.STATUS_WORDS,
        nav=NAV,
        first_of=_FIRST,
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


def listing_page(frame: Frame, listing: Listing[Any]) -> str:
    """Meetings, quotes, articles or people: the reports with a layout of their own."""
    return page(f"{listing.name}.html", frame, here=listing.name, listing=listing)


def table_page(frame: Frame, listing: Listing[Any], about: str) -> str:
    """Any other report.

    Args:
        about: what the report is, in a sentence or two.
    """
    have = list(listing.rows[0]) if listing.rows else []
    return page(
        "table.html",
        frame,
        here=listing.name,
        heading=LABELS.get(listing.name, listing.name.capitalize()),
        listing=listing,
        about=_ABOUT.get(listing.name, about.split(". ")[0].rstrip(".") + "."),
        muting=listing.name == "alerts",
        columns=[c for c in SHOWN.get(listing.name, have) if c in have],
        nothing=_NOTHING.get(listing.name, "They come when the Dags have run."),
    )


# What the reports say of themselves is written for who reads SQL; these are for the rest.
_ABOUT = {
    "pairs": "Who met whom, the pair of most meetings first.",
    "anonymous": "How much each outlet leans on sources without a name.",
    "daily": "Meetings by the day of their first report, quotes by the day of the article.",
    "changes": "What changed in the meetings, newest first, each change with its sentence.",
    "alerts": "Who was told what, and what was held back and why.",
    "audit": "Who changed what by hand: verdicts, watches, mails, people, feeds, tokens.",
    "problems": "All that did not work, each with its reason.",
    "sides": "Meetings of which official sources and the press tell different things, or which "
    "somebody denies.",
    "participants": "One row for each who took part in a meeting, the newest meeting first.",
    "utterances": "What several articles quote: its longest form, who had it first, what others "
    "left out.",
    "precision": "How often what was read is right, as people judged it: by the month of the "
    "article and by what had read it. Doubtful sentences are judged more often than clear ones, so "
    "the two are told apart.",
    "summary": "How much there is of what, and when it last grew.",
}
_NOTHING = {
    "precision": "They come with verdicts: the page Review asks for some.",
    "problems": "That is how it should be.",
    "alerts": "They come when a watch in watches.yaml matches a change: "
    "`readout watch test FILE` shows what one would send.",
    "changes": "They come when resolve_meetings has run.",
}


def meeting_page(
    frame: Frame,
    meeting: PagesMeetingRow,
    *,
    participants: Sequence[PagesMeetingParticipantsRow],
    history: Sequence[PagesMeetingHistoryRow],
    mentions: Sequence[PagesMeetingMentionsRow],
    quotes: Sequence[PagesMeetingQuotesRow],
    merged: Sequence[PagesMergedIdsRow],
    proposals: Sequence[MeetingsProposalsRow],
    standing: Sequence[MeetingsStandingRow],
    fields: Mapping[str, str],
    kept: bool = False,
) -> str:
    """One meeting: its history, both sides, what its participants say, what may be one with it
    and what was decided by hand; `kept` tells that a decision just made was taken down."""
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
        proposals=proposals,
        standing=standing,
        kept=kept,
        fields=fields,
        articles=len({m["article_id"] for m in linked}),
        picture=graphs.inline(graphs.timeline(history), "The history along time")
        if len(history) > 1
        else None,
    )


def person_page(
    frame: Frame,
    person: PagesPersonRow,
    *,
    aliases: Sequence[PagesPersonAliasesRow],
    roles: Sequence[PagesPersonRolesRow],
    meetings: Sequence[PagesPersonMeetingsRow],
    quotes: Sequence[PagesPersonQuotesRow],
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


def feed_page(
    frame: Frame,
    feed: PagesFeedRow,
    *,
    polls: Sequence[PagesFeedPollsRow],
    entries: Sequence[PagesFeedEntriesRow],
) -> str:
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
    frame: Frame,
    dag: str,
    run: str,
    articles: Sequence[PagesRunArticlesRow],
    meetings: Sequence[PagesRunMeetingsRow],
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
