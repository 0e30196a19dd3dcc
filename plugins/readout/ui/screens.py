"""The pages and exports, one short function each. They run in Starlette's thread pool."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from readout.errors import ConfigError
from readout.rendering import article_page, exports, pages
from readout.rendering.ahead_page import ahead_page
from readout.rendering.front_page import front_page
from readout.rendering.mail_links import links
from readout.rendering.pages import Listing
from readout.rendering.revision_diff import cut_page, diff_page
from readout.resolution.decisions import FIELDS
from readout.steps.leftovers import cut_from_page
from readout.steps.meeting_decisions import wish
from readout.storage.reports import (
    Filters,
    Report,
    about,
    filters_of,
    report_names,
    run_report,
    sorts_of,
)
from readout.storage.snapshot import Snapshot
from readout.ui.asking import Asked, Config, Page, asked, of_this_site, reading, signed_in
from readout.ui.searching import asked_in_words, found_by
from readout.watching.meant import who_is_meant

# Reports with a template of their own; the rest share one.
_OWN_LAYOUT = ("meetings", "quotes", "articles", "people", "feeds")
# How much of a feed's past its page shows.
_POLLS, _ENTRIES = 50, 100
_PROPOSALS = 20
# Of the first page: rows of each list, days of the picture. Of the page Ahead: rows.
_BRIEF, _DAYS, _AHEAD = 6, 30, 200
_SEEN, _LOOK = "readout_seen", timedelta(minutes=30)
# Filters of which the snapshot knows the values, and the statement that lists them.
_CHOICES = {"outlet": "pages/outlets", "country": "pages/countries", "subject": "pages/subjects"}

router = APIRouter(route_class=Page)


@router.get("/")
def front(request: Request, settings: Config) -> Response:
    """What is new since the reader's last look, and what needs one.

    The browser keeps when that was: a look is over half an hour after its last page here.
    """
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    before, last = _looks(request.cookies.get(_SEEN, ""))
    if last and now - last > _LOOK:
        before = last
    since = before or now - timedelta(days=1)
    with reading(request, settings) as (snapshot, frame):
        coming = run_report(snapshot, "ahead", Filters(since=now.date(), limit=_BRIEF))
        daily = run_report(snapshot, "daily", Filters(limit=_DAYS))
        html = front_page(
            frame,
            since=before,
            fresh=snapshot.rows("pages/front_new", since=since)[0],
            changes=snapshot.rows("pages/front_changes", since=since, limit=_BRIEF),
            ahead=[row for row in coming.rows if row["dated"]],
            ahead_total=coming.total,
            contradicted=snapshot.rows("pages/front_contradicted", limit=_BRIEF),
            feeds=snapshot.rows("pages/front_feeds", limit=_BRIEF),
            days=daily.rows[::-1],
        )
    answer = HTMLResponse(html)
    seen = f"{before.isoformat() if before else ''}|{now.isoformat()}"
    answer.set_cookie(
        _SEEN, seen, max_age=365 * 86400, path=frame.root or "/", httponly=True, samesite="lax"
    )
    return answer


def _looks(cookie: str) -> tuple[datetime | None, datetime | None]:
    """The look before this one, and the last page of this one; None where not known."""
    moments: list[datetime | None] = []
    for text in cookie.split("|")[:2]:
        try:
            moments.append(datetime.fromisoformat(text).replace(tzinfo=None))
        except ValueError:
            moments.append(None)
    before, last = [*moments, None, None][:2]
    return before, last


@router.get("/ahead")
def ahead(request: Request, settings: Config) -> Response:
    """What is coming by day; with `since` in the past also what came of it."""
    knows, sorts = filters_of("ahead"), sorts_of("ahead")
    wanted = asked(request, knows, sorts, limit=_AHEAD)
    today = datetime.now(UTC).date()
    chosen = replace(wanted.filters, since=wanted.filters.since or today)
    with reading(request, settings) as (snapshot, frame):
        report = run_report(snapshot, "ahead", who_is_meant(snapshot, "ahead", chosen))
        listing = _listing(snapshot, report, wanted, knows, sorts)
    narrowed = {k: v for k, v in wanted.typed.items() if k not in ("since", "until")}
    calendar = links(settings).coming(narrowed)
    return HTMLResponse(ahead_page(frame, listing, today, chosen.since, calendar))


@router.get("/readout.css")
def style() -> Response:
    return Response(pages.asset("readout.css"), media_type="text/css")


@router.get("/page.js")
def behaviour() -> Response:
    return Response(pages.asset("page.js"), media_type="text/javascript")


@router.get("/meetings/{ident}")
def meeting(request: Request, settings: Config, ident: str) -> Response:
    """One meeting; an id that was merged away leads to the one it was merged into."""
    with reading(request, settings) as (snapshot, frame):
        found = snapshot.rows("pages/meeting", ident=ident)
        if not found:
            moved = snapshot.rows("pages/redirect", ident=ident)
            if not moved:
                raise HTTPException(404, "There is no meeting with this id.")
            return RedirectResponse(f"{frame.root}/meetings/{quote(moved[0]['meeting_id'])}", 308)
        html = pages.meeting_page(
            frame,
            found[0],
            participants=snapshot.rows("pages/meeting_participants", ident=ident),
            history=snapshot.rows("pages/meeting_history", ident=ident),
            mentions=snapshot.rows("pages/meeting_mentions", ident=ident),
            quotes=snapshot.rows("pages/meeting_quotes", ident=ident),
            merged=snapshot.rows("pages/merged_ids", ident=ident),
            proposals=snapshot.rows("meetings/proposals", meeting=ident, most=_PROPOSALS),
            standing=snapshot.rows("meetings/standing", meeting_id=ident),
            fields=FIELDS,
            kept="kept" in request.query_params,
        )
    return HTMLResponse(html)


@router.post("/meetings/{ident}/decide", dependencies=[Depends(of_this_site)])
def decide(
    request: Request,
    settings: Config,
    ident: str,
    by: Annotated[str, Depends(signed_in)],
    verb: Annotated[str, Form()] = "",
    what: Annotated[str, Form()] = "",
    value: Annotated[str, Form()] = "",
) -> Response:
    """A button of the meeting's page: what it decides is kept for the next resolution."""
    with reading(request, settings) as (snapshot, frame):
        try:
            wish(settings, snapshot, verb, ident, what.strip(), value.strip(), by=by)
        except ConfigError as error:
            why = f": {error.why}" if error.why else ""
            raise HTTPException(400, f"{error.what}{why}.") from error
    return RedirectResponse(f"{frame.root}/meetings/{quote(ident)}?kept=1#h-decide", 303)


@router.get("/articles/{ident}")
def article(request: Request, settings: Config, ident: str, revision: str = "") -> Response:
    """One article in the revision that was chosen, else the newest that was read."""
    with reading(request, settings) as (snapshot, frame):
        found = snapshot.rows("pages/article", ident=ident)
        revisions = snapshot.rows("pages/article_revisions", ident=ident)
        if not found or not revisions:
            raise HTTPException(404, "There is no article with this id.")
        read = [r for r in revisions if r["extractor_version"]] or revisions
        shown = next((r for r in revisions if r["revision_id"] == revision), read[-1])
        key = shown["revision_id"]
        html = article_page.article_page(
            frame,
            article=found[0],
            revision=shown,
            revisions=revisions,
            body=snapshot.rows("pages/revision_body", revision=key)[0]["body"],
            quotes=snapshot.rows("pages/revision_quotes", revision=key),
            quote_spans=snapshot.rows("pages/revision_quote_spans", revision=key),
            mentions=snapshot.rows("pages/revision_mentions", revision=key),
            evidence=snapshot.rows("pages/revision_evidence", revision=key),
            participants=snapshot.rows("pages/revision_participants", revision=key),
        )
    return HTMLResponse(html)


@router.get("/articles/{ident}/diff")
def diff(request: Request, settings: Config, ident: str, old: str = "", new: str = "") -> Response:
    """Two revisions of an article compared; without a choice the last two."""
    with reading(request, settings) as (snapshot, frame):
        article = snapshot.rows("pages/article", ident=ident)
        revisions = snapshot.rows("pages/article_revisions", ident=ident)
        if not article or len(revisions) < 2:
            raise HTTPException(404, "There are no two revisions of an article with this id.")
        by_id = {row["revision_id"]: row for row in revisions}
        pair = by_id.get(old, revisions[-2]), by_id.get(new, revisions[-1])
        texts = [
            snapshot.rows("pages/revision_body", revision=row["revision_id"])[0]["body"]
            for row in pair
        ]
    return HTMLResponse(diff_page(frame, article[0], *pair, (texts[0], texts[1])))


@router.get("/articles/{ident}/cut")
def cut(request: Request, settings: Config, ident: str, revision: str = "") -> Response:
    """What the page said beside the text that was read."""
    with reading(request, settings) as (snapshot, frame):
        article = snapshot.rows("pages/article", ident=ident)
        revisions = snapshot.rows("pages/article_revisions", ident=ident)
        if not article or not revisions:
            raise HTTPException(404, "There is no article with this id.")
        shown = next((r for r in revisions if r["revision_id"] == revision), revisions[-1])
        body = snapshot.rows("pages/revision_body", revision=shown["revision_id"])[0]["body"]
    lines = cut_from_page(settings, article[0], shown, body or "")
    return HTMLResponse(cut_page(frame, article[0], shown, lines))


@router.get("/people/{ident}")
def person(request: Request, settings: Config, ident: str) -> Response:
    """One person, body or country."""
    with reading(request, settings) as (snapshot, frame):
        found = snapshot.rows("pages/person", ident=ident)
        if not found:
            raise HTTPException(404, "There is nobody with this id.")
        html = pages.person_page(
            frame,
            found[0],
            aliases=snapshot.rows("pages/person_aliases", ident=ident),
            roles=snapshot.rows("pages/person_roles", ident=ident),
            meetings=snapshot.rows("pages/person_meetings", ident=ident),
            quotes=snapshot.rows("pages/person_quotes", ident=ident),
        )
    return HTMLResponse(html)


@router.get("/feeds/{ident}")
def feed(request: Request, settings: Config, ident: str) -> Response:
    """One feed with its polls, its entries and what to do about it."""
    with reading(request, settings) as (snapshot, frame):
        found = snapshot.rows("pages/feed", ident=ident)
        if not found:
            raise HTTPException(404, "There is no feed with this id.")
        html = pages.feed_page(
            frame,
            found[0],
            polls=snapshot.rows("pages/feed_polls", ident=ident, limit=_POLLS),
            entries=snapshot.rows("pages/feed_entries", ident=ident, limit=_ENTRIES),
        )
    return HTMLResponse(html)


@router.get("/mentions/{ident}")
def mention(request: Request, settings: Config, ident: str) -> Response:
    """To the sentence that proves a meeting mention, in the revision where it stands."""
    return _to_place(request, settings, "pages/mention_place", ident, f"m-{ident}")


@router.get("/quotes/{ident}")
def quotation(request: Request, settings: Config, ident: str) -> Response:
    """To the words of a quote, in the revision where they stand."""
    return _to_place(request, settings, "pages/quote_place", ident, f"q-{ident}")


def _to_place(
    request: Request, settings: Config, statement: str, ident: str, anchor: str
) -> Response:
    with reading(request, settings) as (snapshot, frame):
        found = snapshot.rows(statement, ident=ident)
    if not found:
        raise HTTPException(
            404, "This passage is gone: its article was read again since the link was made."
        )
    place = found[0]
    return RedirectResponse(
        f"{frame.root}/articles/{quote(place['article_id'])}"
        f"?revision={quote(place['revision_id'])}#{quote(anchor)}",
        307,
    )


@router.get("/run")
def run(request: Request, settings: Config, dag_id: str = "", run_id: str = "") -> Response:
    """The tab of a Dag run: what that run read, or the meetings that it added to."""
    with reading(request, settings) as (snapshot, frame):
        articles = snapshot.rows("pages/run_articles", run=run_id)
        meetings = snapshot.rows("pages/run_meetings", run=run_id)
    return HTMLResponse(pages.run_page(frame, dag_id, run_id, articles, meetings))


@router.get("/export/{name}.{form}")
def export(request: Request, settings: Config, name: str, form: str) -> Response:
    """All rows of a report or of a search as CSV, JSON, Parquet or XLSX, by the same statement and
    filters as its screen.

    A filter that can't be read is an error here: nobody would see the sentence in a file.
    """
    in_words = name == "search"
    if not (in_words or name in report_names()) or form not in exports.FORMS:
        raise HTTPException(404, "There is no such export.")
    wanted = (
        asked_in_words(request, limit=None)
        if in_words
        else asked(request, filters_of(name), sorts_of(name), limit=None)
    )
    if wanted.problems:
        raise HTTPException(400, " ".join(wanted.problems))
    with reading(request, settings) as (snapshot, _):
        if in_words:
            try:
                found = found_by(settings, snapshot, wanted)
            except ConfigError as error:
                raise HTTPException(400, str(error)) from error
            made = exports.exported(form, found.rows, found.columns)
        else:
            report = run_report(snapshot, name, who_is_meant(snapshot, name, wanted.filters))
            made = exports.exported(form, report.rows, report.columns, report.types)
    headers = {"Content-Disposition": f'attachment; filename="readout-{name}.{form}"'}
    return Response(made, media_type=exports.FORMS[form], headers=headers)


@router.get("/{name}")
def listing(request: Request, settings: Config, name: str) -> Response:
    """A report as a page."""
    if name not in report_names():
        raise HTTPException(404, "There is no such page.")
    knows, sorts = filters_of(name), sorts_of(name)
    wanted = asked(request, knows, sorts)
    with reading(request, settings) as (snapshot, frame):
        report = run_report(snapshot, name, who_is_meant(snapshot, name, wanted.filters))
        shown = _listing(snapshot, report, wanted, knows, sorts)
    if name in _OWN_LAYOUT:
        return HTMLResponse(pages.listing_page(frame, shown))
    return HTMLResponse(pages.table_page(frame, shown, about(name)))


@router.get("/{path:path}")
def nothing(path: str) -> Response:
    """Any other path, so that even that one asks who you are."""
    raise HTTPException(404, "There is no such page.")


def _listing(
    snapshot: Snapshot, report: Report[Any], wanted: Asked, knows: set[str], sorts: tuple[str, ...]
) -> Listing[Any]:
    choices = {
        field: [row[field] for row in snapshot.rows(statement)]
        for field, statement in _CHOICES.items()
        if field in knows
    }
    return Listing(
        report.name,
        report.rows,
        _total(report, wanted.filters.offset),
        wanted.typed,
        wanted.problems,
        wanted.filters.offset,
        wanted.filters.limit or 0,
        frozenset(knows),
        choices,
        wanted.filters.sort or "",
        sorts,
    )


def _total(report: Report[Any], offset: int) -> int:
    return max(report.total, offset + len(report.rows)) if report.rows else report.total
