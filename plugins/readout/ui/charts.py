"""Pictures: as a page with the table, and as SVG to be taken away."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from readout.config import Settings
from readout.rendering import graphs
from readout.rendering.chart_pages import CHARTS, Chart, chart_page
from readout.rendering.pages import Frame, Listing
from readout.storage.reports import filters_of, run_report
from readout.ui.asking import Config, Page, asked, reading
from readout.watching.meant import who_is_meant

_CHOICES = {"outlet": "pages/outlets", "country": "pages/countries"}
router = APIRouter(route_class=Page)


@router.get("/charts/{name}.svg")
def picture(request: Request, settings: Config, name: str) -> Response:
    """The picture alone."""
    chart = _chart(name)
    _, listing = _rows(request, settings, chart)
    return _svg(chart.draw(chart.rows(listing.rows)) if listing.rows else _EMPTY, name)


@router.get("/charts/{name}")
def chart(request: Request, settings: Config, name: str) -> Response:
    """The picture and its numbers."""
    frame, listing = _rows(request, settings, _chart(name))
    return HTMLResponse(chart_page(frame, name, listing))


@router.get("/meetings/{ident}/timeline.svg")
def timeline(request: Request, settings: Config, ident: str) -> Response:
    """A meeting's history as a picture."""
    with reading(request, settings) as (snapshot, _):
        history = snapshot.rows("pages/meeting_history", ident=ident)
    if not history:
        raise HTTPException(404, "There is no meeting with a history under this id.")
    return _svg(graphs.timeline(history), "timeline")


_EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'


def _chart(name: str) -> Chart:
    if name not in CHARTS:
        raise HTTPException(404, "There is no such picture.")
    return CHARTS[name]


def _rows(request: Request, settings: Settings, chart: Chart) -> tuple[Frame, Listing[Any]]:
    knows = filters_of(chart.report)
    wanted = asked(request, knows, limit=chart.most)
    with reading(request, settings) as (snapshot, frame):
        filters = who_is_meant(snapshot, chart.report, wanted.filters)
        report = run_report(snapshot, chart.report, filters)
        choices = {
            field: [row[field] for row in snapshot.rows(statement)]
            for field, statement in _CHOICES.items()
            if field in knows
        }
    total = max(report.total, len(report.rows))
    return frame, Listing(
        report.name, report.rows, total, wanted.typed, wanted.problems, 0, chart.most,
        frozenset(knows), choices,
    )  # fmt: skip


def _svg(drawn: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="readout-{name}.svg"'}
    return Response(drawn, media_type="image/svg+xml", headers=headers)
