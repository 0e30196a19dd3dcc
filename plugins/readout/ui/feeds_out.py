"""What programs and mail clients read without logging in: calendars, feeds, unsubscribe.

These addresses bear a signed token instead of Airflow's login, because a calendar program
can't log in and RFC 8058 forbids asking a person to. A token opens one watch's meetings
for reading, or ends one recipient's mails; it opens nothing else. Tell nobody an address
that nobody should read.
"""

from __future__ import annotations

from html import escape

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from readout.errors import ReadoutError
from readout.rendering.mail_links import links
from readout.steps.publishing import KINDS, ahead_feed, feed
from readout.steps.wishes import grant
from readout.storage.snapshot import open_snapshot
from readout.ui.asking import Config, Page

router = APIRouter(prefix="/out", route_class=Page)
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
<title>{title}</title></head><body><main><h1>{title}</h1>{body}</main></body></html>"""


@router.get("/unsubscribe")
def ask(settings: Config, t: str = "") -> Response:
    """A page with one button. Nothing ends by a GET: mail scanners follow links."""
    claims = links(settings).read(t)
    if claims is None or "u" not in claims:
        return _page("This link is not valid", "<p>It may have been cut off in your mail.</p>", 404)
    recipient = escape(str(claims["u"]))
    watches = " and ".join(f"the watch “{escape(str(w))}”" for w in claims.get("w", ()))
    what = watches or "mails about this meeting"
    return _page(
        "No more mails?",
        f"<p>This ends {what} for {recipient}.</p>"
        f'<form method="post" action="?t={escape(t)}"><button>End it</button></form>',
    )


@router.post("/unsubscribe")
async def end(request: Request, settings: Config, t: str = "") -> Response:
    """One click (RFC 8058) or the page's button: the same. No cookie, no second question."""
    claims = links(settings).read(t)
    if claims is None or "u" not in claims:
        return _page("This link is not valid", "<p>It may have been cut off in your mail.</p>", 404)
    what, recipient = await run_in_threadpool(grant, settings, claims)
    return _page("Done", f"<p>{escape(str(recipient))} gets no more of {escape(what)}.</p>")


@router.get("/{token}/meetings.{kind}")
def meetings(settings: Config, token: str, kind: str) -> Response:
    """A watch's meetings, or what is ahead, as `ics`, `atom` or `json`."""
    claims = links(settings).read(token) or {}
    coming = claims.get("a")
    if not ("f" in claims or isinstance(coming, dict)) or kind not in KINDS:
        raise HTTPException(404, "There is no such feed.")
    try:
        with open_snapshot(settings) as snapshot:
            if isinstance(coming, dict):
                made: bytes | None = ahead_feed(settings, snapshot, coming, kind)
            else:
                made = feed(settings, snapshot, str(claims["f"]), kind)
    except ReadoutError as error:
        raise HTTPException(503, error.what) from error
    if made is None:
        raise HTTPException(410, "The watch of this feed is gone.")
    return Response(
        made,
        media_type=f"{KINDS[kind]}; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="meetings.{kind}"'},
    )


def _page(title: str, body: str, status: int = 200) -> Response:
    return HTMLResponse(_PAGE.format(title=title, body=body), status)
