"""The FastAPI application: who may ask, what every answer carries, how errors are told.

Airflow mounts a plugin's app without any check of its own, so every page depends on
Airflow's: an anonymous request gets 401. Only what is for programs, which can't log in, is
outside: the calendar and feed addresses of `feeds_out` bear a token each, and `api` asks for one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module
from importlib.util import find_spec
from urllib.parse import quote

from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException as StarletteHTTPException

from readout.config import load_settings
from readout.errors import ReadoutError, WarehouseError
from readout.rendering.pages import notice_page, stranger_page
from readout.ui import api, charts, review, screens, searching, watches
from readout.ui.asking import bare_frame, root_of
from readout.ui.roles import may_look as may_look

_HEADERS = {
    # Nothing from elsewhere, no inline script: what an article smuggles in can't run.
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": a form of ours would then be sent with `Origin: null`, and refused.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
_HEADINGS = {
    400: "That can't be answered",
    401: "Please sign in",
    403: "You may not do this",
    404: "Not found",
}


def make_app() -> FastAPI:
    """The application, ready to be mounted."""
    # No OpenAPI pages: FastAPI would serve them outside the dependency.
    app = FastAPI(title="Readout", docs_url=None, redoc_url=None, openapi_url=None)
    if find_spec("readout.ui.feeds_out"):
        app.include_router(import_module("readout.ui.feeds_out").router)
    app.include_router(api.router)
    app.include_router(watches.router, dependencies=[Depends(may_look)])
    app.include_router(review.router, dependencies=[Depends(may_look)])
    app.include_router(charts.router, dependencies=[Depends(may_look)])
    app.include_router(searching.router, dependencies=[Depends(may_look)])
    app.include_router(screens.router, dependencies=[Depends(may_look)])
    app.middleware("http")(_with_headers)
    app.add_exception_handler(StarletteHTTPException, _told_http)
    app.add_exception_handler(WarehouseError, _told_warehouse)
    return app


async def _with_headers(
    request: Request, answer: Callable[[Request], Awaitable[Response]]
) -> Response:
    response = await answer(request)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _wants_html(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


async def _told_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)
    status, detail = error.status_code, str(error.detail)
    if not _wants_html(request):
        return JSONResponse({"detail": detail}, status, error.headers)
    heading = _HEADINGS.get(status, "That did not work")
    if status in (401, 403) or request.url.path.startswith(f"{root_of(request)}/out/"):
        html = stranger_page(heading, detail, _login(request) if status == 401 else None)
    else:
        html = notice_page(bare_frame(request, load_settings()), heading, [detail])
    return HTMLResponse(html, status, error.headers)


def _login(request: Request) -> str:
    """Airflow's login, which leads back here."""
    airflow = root_of(request).removesuffix("/readout")
    return f"{airflow}/api/v2/auth/login?next={quote(str(request.url), safe='')}"


async def _told_warehouse(request: Request, error: Exception) -> Response:
    assert isinstance(error, ReadoutError)
    if not _wants_html(request):
        return JSONResponse({"detail": str(error)}, 503)
    lines = [error.why or "", f"To mend it: {error.mend}" if error.mend else ""]
    frame = bare_frame(request, load_settings())
    html = notice_page(frame, error.what, [line for line in lines if line])
    return HTMLResponse(html, 503)


app = make_app()
