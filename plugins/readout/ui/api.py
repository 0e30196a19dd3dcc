"""The JSON API: what the pages show, for programs. It reads the snapshot by the pages' own
statements and writes nothing.

A token stands for the login, as `Authorization: Bearer TOKEN`: one of ours (`readout token add
NAME`), or one that Airflow gives to whoever may read the pages (`POST /auth/token`).
`docs/api.md` and `docs/openapi.json` are written from what stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from typing import Annotated, Any, Final, cast
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import RedirectResponse, Response
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, Field

from readout.errors import ConfigError, did_you_mean
from readout.rendering.exports import plain
from readout.steps.apitokens import bearer
from readout.storage.meanings import view_names
from readout.storage.reports import about, filters_of, report_names, run_report
from readout.storage.search import indexed_until, search
from readout.storage.snapshot import Snapshot, open_snapshot
from readout.ui.asking import Config, Page, asked, published_when, root_of
from readout.ui.roles import reader_of
from readout.ui.searching import FILTERS as _SEARCH_FILTERS
from readout.ui.searching import query_of
from readout.watching.meant import who_is_meant

VERSION: Final = "1"
MOST_ROWS: Final = 1_000
_PAGING: Final = frozenset({"limit", "offset"})
_ABOUT: Final = {
    "person": "Part of a name, or a person's id.",
    "outlet": "Its exact name.",
    "since": "A day, included, like 2023-06-19.",
    "until": "A day, included.",
}
_FILTERS: Final = [
    {
        "name": name,
        "in": "query",
        "required": False,
        "description": _ABOUT.get(name, "Where the report knows it (see /reports)."),
        "schema": {"type": "string"},
    }
    for name in sorted(set().union(*map(filters_of, report_names())))
]
Rows = list[dict[str, Any]]
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS, description="Most rows of one answer.")]
Offset = Annotated[int, Query(ge=0, description="How many rows to leave out.")]


class Told(BaseModel):
    """A stretch of rows; `next_offset` is where the next one begins, null at the end."""

    columns: list[str]
    total: int = Field(description="Rows that match, in all stretches together.")
    next_offset: int | None
    rows: Rows


class SearchTold(Told):
    """The matches, the best first; `totals` tells quotes and articles apart."""

    totals: dict[str, int]


class ReportAbout(BaseModel):
    name: str
    about: str
    filters: list[str]


class SnapshotTold(BaseModel):
    """What the answers rest on. Times are UTC."""

    published_at: str | None
    searched_until: str | None = Field(description="Changes up to here are in the search index.")
    counts: dict[str, int]
    versions: Rows


class Meeting(BaseModel):
    meeting: dict[str, Any]
    participants: Rows
    history: Rows
    mentions: Rows
    quotes: Rows
    merged: Rows


class Article(BaseModel):
    article: dict[str, Any]
    revision: dict[str, Any]
    revisions: Rows
    body: str
    quotes: Rows
    quote_spans: Rows
    mentions: Rows
    evidence: Rows
    participants: Rows


class Person(BaseModel):
    person: dict[str, Any]
    aliases: Rows
    roles: Rows
    meetings: Rows
    quotes: Rows


Given = Annotated[
    HTTPAuthorizationCredentials | None,
    Depends(HTTPBearer(auto_error=False, scheme_name="token")),
]


async def airflow_reader(given: Given) -> str | None:
    """The name of who bears a token of Airflow's and may read; None for any other token."""
    return await reader_of(given.credentials) if given else None


def may_read(
    settings: Config, given: Given, reader: Annotated[str | None, Depends(airflow_reader)]
) -> str:
    """The name of the token that asks, or of the person.

    Raises:
        HTTPException: 401, there is none, or it holds no more.
    """
    name = reader or (bearer(settings, given.credentials) if given else None)
    if name is None:
        raise HTTPException(
            401,
            "A token is needed: readout token add NAME, sent as “Authorization: Bearer TOKEN”.",
            {"WWW-Authenticate": "Bearer"},
        )
    return name


def reading(settings: Config) -> Iterator[Snapshot]:
    with open_snapshot(settings) as snapshot:
        yield snapshot


Read = Annotated[Snapshot, Depends(reading)]
router = APIRouter(
    prefix=f"/api/v{VERSION}",
    route_class=Page,
    dependencies=[Depends(may_read)],
    responses={401: {"description": "No token, or one that holds no more."}},
    generate_unique_id_function=lambda route: route.name,
)
# What an answer says that has no rows to show.
_MISSING: Final[dict[int | str, dict[str, Any]]] = {404: {"description": "There is no such thing."}}
_WRONG: Final[dict[int | str, dict[str, Any]]] = {
    400: {"description": "A filter can't be read; the sentence says which."}
}


@router.get("/openapi.json", include_in_schema=False)
def description() -> dict[str, Any]:
    return openapi()


@router.get("/snapshot", summary="What the answers rest on")
def state(settings: Config, snapshot: Read) -> SnapshotTold:
    published, indexed = published_when(settings), indexed_until(settings)
    return SnapshotTold(
        published_at=plain(published),
        searched_until=plain(indexed),
        counts=cast("dict[str, int]", snapshot.rows("pages/counts")[0]),
        versions=[{**row} for row in snapshot.rows("frozen/versions")],
    )


@router.get("/reports", summary="The reports there are, with the filters of each")
def reports() -> list[ReportAbout]:
    return [
        ReportAbout(name=n, about=about(n), filters=sorted(filters_of(n))) for n in report_names()
    ]


@router.get(
    "/reports/{name}",
    summary="A report, by the statement and filters of its page",
    responses=_MISSING | _WRONG,
    openapi_extra={"parameters": _FILTERS},
)
def report(
    request: Request, snapshot: Read, name: str, limit: Limit = 100, offset: Offset = 0
) -> Told:
    if name not in report_names():
        raise HTTPException(404, f"There is no such report{did_you_mean(name, report_names())}")
    knows = filters_of(name)
    _no_strangers(request, knows)
    wanted = asked(request, knows, limit=limit)
    if wanted.problems:
        raise HTTPException(400, " ".join(wanted.problems))
    filters = who_is_meant(snapshot, name, wanted.filters)
    found = run_report(snapshot, name, filters)
    total = found.total
    if offset and not found.rows:  # beyond the last row a report can't count
        total = run_report(snapshot, name, replace(filters, limit=1, offset=0)).total
    return Told(
        columns=found.columns,
        total=total,
        next_offset=_next(offset, len(found.rows), found.total),
        rows=plain(found.rows),
    )


@router.get(
    "/search",
    summary="Quotes and article texts in words",
    responses=_WRONG,
    openapi_extra={"parameters": [f for f in _FILTERS if f["name"] in _SEARCH_FILTERS]},
)
def find(
    request: Request,
    settings: Config,
    snapshot: Read,
    q: Annotated[str, Query(description='Words, "a phrase", -not, begin*, one OR other.')],
    kind: Annotated[str | None, Query(description="quote or article; else both.")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> SearchTold:
    knows = set(_SEARCH_FILTERS)
    _no_strangers(request, knows | {"q", "kind"})
    wanted = asked(request, knows, limit=limit)
    if wanted.problems or kind not in (None, "quote", "article"):
        told = [
            *wanted.problems,
            *([] if kind in (None, "quote", "article") else ["No such kind."]),
        ]
        raise HTTPException(400, " ".join(told))
    sought = query_of(q, kind, replace(wanted.filters, limit=limit, offset=offset))
    try:
        found = search(settings, snapshot, sought)
    except ConfigError as cause:
        raise HTTPException(400, str(cause)) from cause
    return SearchTold(
        columns=found.columns,
        total=found.total,
        totals=found.totals,
        next_offset=_next(offset, len(found.rows), found.total),
        rows=plain(found.rows),
    )


@router.get("/views", summary="The views of the snapshot (docs/tables.md)")
def views() -> list[str]:
    return sorted(view_names())


@router.get("/views/{name}", summary="Rows of a view, ordered by their columns", responses=_MISSING)
def view(
    request: Request, snapshot: Read, name: str, limit: Limit = 100, offset: Offset = 0
) -> Told:
    if name not in view_names():
        raise HTTPException(404, f"There is no such view{did_you_mean(name, view_names())}")
    _no_strangers(request, set())
    columns, total, rows = snapshot.view(name, limit=limit, offset=offset)
    return Told(
        columns=columns,
        total=total,
        next_offset=_next(offset, len(rows), total),
        rows=plain(rows),
    )


@router.get(
    "/meetings/{ident}",
    summary="One meeting with its history",
    response_model=Meeting,
    responses=_MISSING,
)
def meeting(request: Request, snapshot: Read, ident: str) -> Any:
    found = snapshot.rows("pages/meeting", ident=ident)
    if not found:
        moved = snapshot.rows("pages/redirect", ident=ident)
        if not moved:
            raise HTTPException(404, "There is no meeting with this id.")
        here = f"{root_of(request)}{router.prefix}/meetings/{quote(moved[0]['meeting_id'])}"
        return RedirectResponse(here, 308)
    parts = ("participants", "history", "mentions", "quotes")
    told = {part: snapshot.rows(f"pages/meeting_{part}", ident=ident) for part in parts}
    merged = snapshot.rows("pages/merged_ids", ident=ident)
    return plain({"meeting": found[0], **told, "merged": merged})


@router.get(
    "/articles/{ident}",
    summary="One article with its text and facts",
    response_model=Article,
    responses=_MISSING,
)
def article(snapshot: Read, ident: str, revision: str = "") -> Any:
    found = snapshot.rows("pages/article", ident=ident)
    revisions = snapshot.rows("pages/article_revisions", ident=ident)
    if not found or not revisions:
        raise HTTPException(404, "There is no article with this id.")
    read = [r for r in revisions if r["extractor_version"]] or revisions
    shown = next((r for r in revisions if r["revision_id"] == revision), read[-1])
    key = shown["revision_id"]
    parts = ("quotes", "quote_spans", "mentions", "evidence", "participants")
    return plain(
        {
            "article": found[0],
            "revision": shown,
            "revisions": revisions,
            "body": snapshot.rows("pages/revision_body", revision=key)[0]["body"],
            **{part: snapshot.rows(f"pages/revision_{part}", revision=key) for part in parts},
        }
    )


@router.get(
    "/people/{ident}",
    summary="One person, body or country; all quotes: /reports/quotes?person=ID",
    response_model=Person,
    responses=_MISSING,
)
def person(snapshot: Read, ident: str) -> Any:
    found = snapshot.rows("pages/person", ident=ident)
    if not found:
        raise HTTPException(404, "There is nobody with this id.")
    parts = ("aliases", "roles", "meetings", "quotes")
    told = {part: snapshot.rows(f"pages/person_{part}", ident=ident) for part in parts}
    return plain({"person": found[0], **told})


@router.get("/{path:path}", include_in_schema=False)
def nothing(path: str) -> Response:
    raise HTTPException(404, "There is no such address: see openapi.json.")


def _no_strangers(request: Request, knows: set[str]) -> None:
    """A misspelt filter would silently give everything."""
    known = knows | _PAGING
    if strange := sorted(set(request.query_params) - known):
        near = did_you_mean(strange[0], known)
        raise HTTPException(
            400, f"It can't be narrowed down by {strange[0]}{near}; by: {', '.join(sorted(known))}."
        )


def _next(offset: int, shown: int, total: int) -> int | None:
    return offset + shown if shown and offset + shown < total else None


def openapi() -> dict[str, Any]:
    """The description of the API (OpenAPI 3.1)."""
    routes = [copy(route) for route in router.routes if isinstance(route, APIRoute)]
    for route in routes:
        route.methods = {"GET"}  # HEAD is answered too, and says the same
    return get_openapi(
        title="Readout",
        version=VERSION,
        summary="Who met whom and who said what, each with its proof.",
        description=(
            "Reads the published snapshot. Every request needs a token (readout token add NAME, "
            "or of Airflow's POST /auth/token) as `Authorization: Bearer TOKEN`. "
            "Times are UTC, days are dates."
        ),
        routes=routes,
        servers=[{"url": "/readout"}],
    )
