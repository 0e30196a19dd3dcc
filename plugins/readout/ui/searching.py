"""Searching in words: the page, and what it, its export and the API ask alike."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from readout.config import Settings
from readout.errors import ConfigError
from readout.rendering.pages import Listing
from readout.rendering.search_page import search_page
from readout.storage.reports import Filters
from readout.storage.search import COLUMNS, KINDS, Found, Kind, Query, search
from readout.storage.snapshot import Snapshot
from readout.ui.asking import PAGE, Asked, Config, Page, asked, reading

FILTERS: Final = frozenset({"person", "outlet", "since", "until"})
_MOST_CHARS: Final = 1_000
_KINDS: Final[dict[str, Kind]] = {kind: kind for kind in KINDS}

router = APIRouter(route_class=Page)


@router.get("/search")
def searched(request: Request, settings: Config) -> Response:
    """What matches, the best first; without words the form, with what may be typed."""
    wanted = asked_in_words(request)
    with reading(request, settings) as (snapshot, frame):
        outlets = [row["outlet"] for row in snapshot.rows("pages/outlets")]
        found = Found(COLUMNS, [])
        problems = list(wanted.problems)
        try:
            if "q" in wanted.typed:
                found = found_by(settings, snapshot, wanted)
        except ConfigError as error:
            problems.append(f"{error.what}{f': {error.why}' if error.why else ''}.")
    if "person" in wanted.typed and wanted.typed.get("kind") == "article":
        problems.append("Only quotes have a speaker: leave out the speaker to search articles.")
    listing = Listing(
        "search",
        found.rows,
        found.total,
        wanted.typed,
        problems,
        wanted.filters.offset,
        wanted.filters.limit or 0,
        FILTERS,
        {"outlet": outlets},
    )
    return HTMLResponse(search_page(frame, listing, found.totals))


def asked_in_words(request: Request, *, limit: int | None = PAGE) -> Asked:
    """The filters of a search; `typed` has its words as `q` and its `kind` too."""
    wanted = asked(request, set(FILTERS), limit=limit)
    for name, most in (("kind", 20), ("q", _MOST_CHARS)):
        text = request.query_params.get(name, "").replace("\x00", " ").strip()[:most]
        if text:
            wanted.typed[name] = text
    kind = wanted.typed.get("kind")
    if kind and kind not in KINDS:
        wanted.problems.append(f"There is no kind “{kind}”; one of: {', '.join(KINDS)}.")
    return wanted


def found_by(settings: Settings, snapshot: Snapshot, wanted: Asked) -> Found:
    """What `asked_in_words` asked for; a kind that there isn't is left out.

    Raises:
        ConfigError: there is no word in it, or only words that must not occur.
        WarehouseError: there is no index, or it is damaged.
    """
    typed = wanted.typed
    return search(
        settings, snapshot, query_of(typed.get("q", ""), typed.get("kind"), wanted.filters)
    )


def query_of(words: str, kind: str | None, filters: Filters) -> Query:
    """What is sought, by a request's words and filters."""
    return Query(
        words,
        kind=_KINDS.get(kind or ""),
        person=filters.person,
        outlet=filters.outlet,
        since=filters.since,
        until=filters.until,
        limit=filters.limit,
        offset=filters.offset,
    )
