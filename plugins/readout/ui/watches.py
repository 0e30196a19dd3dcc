"""Watches on pages: from a filtered list to mails, tried out first; and mails that end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import ValidationError

from readout.config import Settings
from readout.errors import ConfigError, ReadoutError
from readout.lexicon.statuses import STATUSES, TAKEN_BACK
from readout.rendering.mail_wording import rehearsed
from readout.rendering.watch_pages import Would, muted_page, watch_page, watches_page
from readout.steps.auditing import change, keep_change
from readout.steps.watch_mails import send_test_mail
from readout.steps.wishes import mute
from readout.storage.snapshot import Snapshot
from readout.ui.asking import Config, Page, of_this_site, reading, root_of, signed_in
from readout.ui.mailing import server_of
from readout.watching import own_watches
from readout.watching.parties import aliases_of
from readout.watching.rehearsal import Rehearsal, rehearse
from readout.watching.watches import Watch
from readout.watching.watchfiles import load_watches

if TYPE_CHECKING:
    from readout.storage.results import AlertingPastChangesRow

DAYS = 30
_SHOWN = 12
# What a watch can ask for, of the filters of a list and of this form's own fields.
FIELDS = ("name", "person", "country", "with", "place", "status", "outlet", "recipients", "when")
router = APIRouter(route_class=Page)
_OURS = [Depends(of_this_site)]
Person = Annotated[str, Depends(signed_in)]


async def _fields(request: Request) -> dict[str, str]:
    form = await request.form(max_fields=20, max_part_size=10_000)
    return {k: v.replace("\x00", "").strip() for k, v in form.items() if isinstance(v, str)}


Form = Annotated[dict[str, str], Depends(_fields)]


@router.get("/watches")
def watches(request: Request, settings: Config, done: str = "") -> Response:
    """The watches in force, with what each would have told in the last month."""
    there, problem = _there(settings)
    own = {watch.name for watch in own_watches.kept(settings.own_watches)}
    with reading(request, settings) as (snapshot, frame):
        rows = _past(snapshot)
        tried = [_would(found, rows) for found in _tried(snapshot, there, rows)]
    return HTMLResponse(
        watches_page(frame, tried, own=own, days=DAYS, problem=problem, done=done[:300])
    )


@router.get("/watches/new")
def new(request: Request, settings: Config) -> Response:
    """A watch made of the filters of a list, and what it would have told."""
    typed = {k: request.query_params.get(k, "").replace("\x00", "").strip()[:200] for k in FIELDS}
    return _shown(request, settings, typed, "")


@router.post("/watches/new", dependencies=_OURS)
def make(request: Request, settings: Config, form: Form, person: Person) -> Response:
    """Try it out, send a test mail, or keep it."""
    typed = {field: form.get(field, "")[:1000] for field in FIELDS}
    if form.get("do") not in ("keep", "mail"):
        return _shown(request, settings, typed, "")
    watch, problems = watch_of(typed)
    if watch is None:
        return _shown(request, settings, typed, "", problems)
    if form["do"] == "mail":
        with reading(request, settings) as (snapshot, _):
            rows = _past(snapshot)
            would = _would(_tried(snapshot, (watch,), rows)[0], rows)
        told = send_test_mail(settings, server_of(settings), watch, would.subjects)
        sent = change("test mail", watch.name, told, by=person, way="page")
        keep_change(settings, sent)
        return _shown(request, settings, typed, f"Test mail: {told}.")
    there, _ = _there(settings)
    try:
        own_watches.keep(settings.own_watches, watch, there)
    except ConfigError as error:
        return _shown(request, settings, typed, "", [f"{error.what}: {error.mend}."])
    kept = change(*("watch kept", watch.name, ", ".join(watch.recipients)), by=person, way="page")
    keep_change(settings, kept)
    done = f"“{watch.name}” is in force from the next change on (made by {person})."
    return RedirectResponse(f"{root_of(request)}/watches?{urlencode({'done': done})}", 303)


@router.post("/watches/remove", dependencies=_OURS)
def remove(request: Request, settings: Config, form: Form, person: Person) -> Response:
    """Delete a watch that was made on a page."""
    name = form.get("name", "")
    if not own_watches.drop(settings.own_watches, name):
        raise HTTPException(404, "No watch of this name was made on a page.")
    keep_change(settings, change("watch deleted", name, by=person, way="page"))
    done = f"“{name}” is deleted (by {person})."
    return RedirectResponse(f"{root_of(request)}/watches?{urlencode({'done': done})}", 303)


@router.post("/mute", dependencies=_OURS)
def end(request: Request, settings: Config, form: Form, person: Person) -> Response:
    """Stop, or start again, mails to a recipient about one meeting or of one watch."""
    recipient, meeting, watch = (form.get(k, "")[:300] for k in ("recipient", "meeting", "watch"))
    if not recipient or not (meeting or watch):
        raise HTTPException(400, "Say to whom, and about which meeting or of which watch.")
    again = form.get("do") == "again"
    mute(
        settings,
        recipient,
        watches=(watch,) if watch else (),
        meeting=meeting or None,
        reason=f"muted by {person}",
        muted=not again,
        by=person,
        way="page",
    )
    what = f"the watch “{watch}”" if watch else "this meeting"
    done = f"{recipient} gets {'mails again' if again else 'no more mails'} about {what}, from the "
    done += "next sending on."
    query = urlencode({"done": done, "recipient": recipient, "meeting": meeting, "watch": watch})
    return RedirectResponse(f"{root_of(request)}/muted?{query}", 303)


@router.get("/muted")
def muted(
    request: Request,
    settings: Config,
    done: str = "",
    recipient: str = "",
    meeting: str = "",
    watch: str = "",
) -> Response:
    """What was muted, with a button that takes it back."""
    with reading(request, settings) as (_, frame):
        pass
    return HTMLResponse(muted_page(frame, done[:500], recipient[:300], meeting[:300], watch[:300]))


def watch_of(typed: Mapping[str, str]) -> tuple[Watch | None, list[str]]:
    """The watch that a form describes, or what is wrong with it, a sentence each."""
    who: list[dict[str, str]] = []
    if typed.get("person"):
        who.append({"name": typed["person"]})
    with_ = [{"name": name} for name in _listed(typed.get("with"))]
    if country := typed.get("country"):
        (with_ if who else who).append({"country": country})
    given: dict[str, Any] = {
        "name": typed.get("name", ""),
        "who": who,
        "with": with_,
        "where": _listed(typed.get("place")),
        "outlets": _listed(typed.get("outlet")),
        "recipients": _listed(typed.get("recipients")),
        "when": typed.get("when") or "immediate",
    }
    status = typed.get("status", "")
    if status in TAKEN_BACK:
        given["changes"] = ["denied", "withdrawn", "status"]
    elif status in STATUSES:
        given["status_at_least"] = status
    try:
        return Watch.model_validate(given), []
    except ValidationError as error:
        return None, [
            f"{_label(e['loc'])}: {str(e['msg']).removeprefix('Value error, ')}."
            for e in error.errors(include_url=False)
        ]


def _label(where: tuple[int | str, ...]) -> str:
    return str(where[0]).capitalize() if where else "The watch"


def _listed(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").replace(";", ",").split(",") if part.strip()]


def _shown(
    request: Request,
    settings: Settings,
    typed: dict[str, str],
    done: str,
    problems: list[str] | None = None,
) -> Response:
    asked = typed | {"name": typed["name"] or _named(typed)}
    trial, _ = watch_of(asked | {"recipients": asked["recipients"] or "you@example.org"})
    with reading(request, settings) as (snapshot, frame):
        rows = _past(snapshot) if trial else []
        would = _would(_tried(snapshot, (trial,), rows)[0], rows) if trial else None
    page = watch_page(frame, asked, would, days=DAYS, done=done, problems=problems or [])
    return HTMLResponse(page)


def _named(typed: Mapping[str, str]) -> str:
    parts = [typed[k] for k in ("person", "country", "with", "place", "outlet", "status")]
    return ", ".join(part for part in parts if part)[:100] or "Every meeting"


def _there(settings: Settings) -> tuple[tuple[Watch, ...], str]:
    """The watches of the user's file and of the pages, and what is wrong with them."""
    try:
        return load_watches(settings.watches, settings.own_watches), ""
    except ReadoutError as error:
        return own_watches.kept(settings.own_watches), str(error)


def _tried(
    snapshot: Snapshot, watches: tuple[Watch, ...], rows: Sequence[AlertingPastChangesRow]
) -> list[Rehearsal]:
    aliases = aliases_of(snapshot, [p for watch in watches for p in watch.parties()])
    return rehearse(watches, rows, aliases)


def _past(snapshot: Snapshot) -> Sequence[AlertingPastChangesRow]:
    """The changes of the last DAYS days, with what matching asks for."""
    until = datetime.now(UTC).replace(tzinfo=None)
    return snapshot.rows("alerting/past_changes", since=until - timedelta(days=DAYS), until=until)


def _would(found: Rehearsal, rows: Sequence[AlertingPastChangesRow]) -> Would:
    changes = {row["change_id"]: row for row in rows}
    told = list({a["change_id"]: a for a in found.told()}.values())
    subjects = []
    for alert in told[-_SHOWN:]:
        subjects.append(rehearsed(changes[alert["change_id"]], alert))
    held: dict[str, int] = {}
    for alert in found.alerts:
        if alert["state"] == "held" and (reason := alert.get("reason")):
            held[reason] = held.get(reason, 0) + 1
    day, most = found.busiest()
    return Would(
        watch=found.watch,
        changes=len(told),
        mails=sum(len(moments) for moments in found.mails.values()),
        busiest=day,
        most=most,
        too_many=found.too_many(),
        subjects=subjects,
        held=held,
    )
