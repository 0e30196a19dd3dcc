"""The page on which people judge: one doubtful meeting or link after the other, by keys."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from readout.errors import ConfigError
from readout.rendering.review_page import review_page
from readout.steps.reviewing import LINKED, QUEUES, judge, link, take_back, waiting
from readout.ui.asking import Config, Page, of_this_site, reading, signed_in

router = APIRouter(route_class=Page)
MOST_SKIPPED: Final = 500


@router.get("/review")
def review(
    request: Request, settings: Config, of: str = "meetings", skip: str = "", done: str = ""
) -> Response:
    """The next thing to judge of a queue; `skip` leaves out so many, `done` is the verdict just
    given, which can be taken back."""
    queue = next((q for q in QUEUES if q == of), QUEUES[0])
    left_out = min(int(skip), MOST_SKIPPED) if skip.isascii() and skip.isdigit() else 0
    with reading(request, settings) as (snapshot, frame):
        items, total = waiting(settings, snapshot, queue, left_out + 1)
        html = review_page(
            frame,
            queue=queue,
            item=items[left_out] if len(items) > left_out else None,
            skipped=left_out,
            left=max(total - left_out, 0),
            done=done if done.isalnum() else "",
        )
    return HTMLResponse(html)


@router.post("/review", dependencies=[Depends(of_this_site)])
def verdict(
    request: Request,
    settings: Config,
    by: Annotated[str, Depends(signed_in)],
    of: Annotated[str, Form()] = "meetings",
    skip: Annotated[int, Form(ge=0, le=MOST_SKIPPED)] = 0,
    verb: Annotated[str, Form()] = "",
    meeting: Annotated[str, Form()] = "",
    other: Annotated[str, Form()] = "",
    right: Annotated[str, Form()] = "",
    done: Annotated[str, Form()] = "",
) -> Response:
    """Keep a verdict, skip, or take the last one back; then the next one is shown."""
    queue = of if of in QUEUES else QUEUES[0]
    made = ""
    with reading(request, settings) as (snapshot, frame):
        try:
            if verb == "undo":
                take_back(settings, snapshot, done, by=by)
                made = "undone"
            elif verb == "skip":
                skip += 1
            elif verb in LINKED:
                made = link(settings, snapshot, meeting, other, verb, by=by)
            else:
                made = judge(settings, snapshot, meeting, verb, right.strip()[:200], by=by)
        except ConfigError as error:
            why = f": {error.why}" if error.why else ""
            raise HTTPException(400, f"{error.what}{why}.") from error
    return RedirectResponse(f"{frame.root}/review?of={queue}&skip={skip}&done={made}", 303)
