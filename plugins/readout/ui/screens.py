"""The pages and exports, one short function each. They run in Starlette's thread pool."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from readout.rendering import article_page, exports, pages
from readout.rendering.pages import Listing
from readout.storage.reports import Report, about, filters_of, report_names, run_report
from readout.storage.snapshot import Snapshot
from readout.ui.asking import Config, Page, asked, reading, root_of
from readout.watching.meant import who_is_meant

# Reports with a template of their own; the rest share one.
_OWN_LAYOUT = ("meetings", "quotes", "articles", "people", "feeds")
# How much of a feed's past its page shows.
_POLLS, _ENTRIES = 50, 100

router = APIRouter(route_class=Page)


@router.get("/")
def front(request: Request) -> Response:
    """Straight to the meetings."""
    return RedirectResponse(f"{root_of(request)}/meetings", 307)


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
        )
    return HTMLResponse(html)


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
    """All rows of a report as CSV or JSON, by the same statement and filters as its screen.

    A filter that can't be read is an error here: nobody would see the sentence in a file.
    """
    if name not in report_names() or form not in ("csv", "json"):
        raise HTTPException(404, "There is no such export.")
    wanted = asked(request, filters_of(name), limit=None)
    if wanted.problems:
        raise HTTPException(400, " ".join(wanted.problems))
    with reading(request, settings) as (snapshot, _):
        report = run_report(snapshot, name, who_is_meant(snapshot, name, wanted.filters))
    text, kind = (
        (exports.as_csv(report.rows, report.columns), "text/csv; charset=utf-8")
        if form == "csv"
        else (exports.as_json(report.rows), "application/json")
    )
    headers = {"Content-Disposition": f'attachment; filename="readout-{name}.{form}"'}
    return Response(text, media_type=kind, headers=headers)


@router.get("/{name}")
def listing(request: Request, settings: Config, name: str) -> Response:
    """A report as a page."""
    if name not in report_names():
        raise HTTPException(404, "There is no such page.")
    knows = filters_of(name)
    wanted = asked(request, knows)
    with reading(request, settings) as (snapshot, frame):
        report = run_report(snapshot, name, who_is_meant(snapshot, name, wanted.filters))
        outlets = _outlets(snapshot) if "outlet" in knows else []
    shown = Listing(
        name,
        report.rows,
        _total(report, wanted.filters.offset),
        wanted.typed,
        wanted.problems,
        wanted.filters.offset,
        wanted.filters.limit or 0,
    )
    if name in _OWN_LAYOUT:
        return HTMLResponse(pages.listing_page(frame, shown, outlets))
    return HTMLResponse(pages.table_page(frame, shown, about(name), knows, outlets))


@router.get("/{path:path}")
def nothing(path: str) -> Response:
    """Any other path, so that even that one asks who you are."""
    raise HTTPException(404, "There is no such page.")


def _outlets(snapshot: Snapshot) -> list[str]:
    return [row["outlet"] for row in snapshot.rows("pages/outlets")]


def _total(report: Report, offset: int) -> int:
    return max(report.total, offset + len(report.rows)) if report.rows else report.total
