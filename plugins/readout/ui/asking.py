"""What a request asks for: filters from its query, and the frame around the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request
from fastapi.routing import APIRoute

from readout.config import Settings, load_settings
from readout.errors import ReadoutError
from readout.lexicon.subjects import SUBJECTS
from readout.rendering.pages import KIND_WORDS, Frame
from readout.rendering.words import STATUS_WORDS
from readout.storage.reports import Filters
from readout.storage.snapshot import Snapshot, open_snapshot, published_at
from readout.ui.roles import signed_in as signed_in  # where pages take it from

PAGE = 50
_CHOICES = {
    "status": tuple(STATUS_WORDS),
    "type": ("direct", "mixed", "indirect"),
    "kind": tuple(KIND_WORDS),
    "subject": tuple(SUBJECTS),
    "contradicted": ("yes", "no"),
}
_WORDS = ("person", "via", "outlet", "country")
_DAYS = ("since", "until")

Config = Annotated[Settings, Depends(load_settings)]


class Page(APIRoute):
    """A route that answers HEAD wherever it answers GET (RFC 9110, 9.1): programs ask so
    whether a link is alive. The server sends the headers and leaves the body out."""

    def __init__(self, *args: Any, methods: Iterable[str] | None = None, **kwargs: Any) -> None:
        told = set(methods or {"GET"})
        super().__init__(*args, methods=told | {"HEAD"} if "GET" in told else told, **kwargs)


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters ready for a report; `typed` is what was typed, `problems` what was wrong."""

    filters: Filters
    typed: dict[str, str]
    problems: list[str]


def asked(
    request: Request, knows: set[str], sorts: Sequence[str] = (), *, limit: int | None = PAGE
) -> Asked:
    """Read the filters of a query. One that can't be read is left out with a sentence why:
    a form answers with the page and the sentence, never with an error.

    Args:
        knows: the filters that the report has; others are left out silently, so that a
            filter survives going from one page to another.
        sorts: the columns by which the report can be sorted; any other order is left out.
    """
    typed: dict[str, str] = {}
    values: dict[str, str | date | bool] = {}
    problems: list[str] = []
    for name in (*_WORDS, *_DAYS, *_CHOICES):
        text = request.query_params.get(name, "").replace("\x00", "").strip()[:200]
        if not text or name not in knows:
            continue
        typed[name] = text
        if name in _DAYS:
            try:
                values[name] = date.fromisoformat(text)
            except ValueError:
                problems.append(f"“{text}” is no day; write it like 2023-06-19.")
        elif name in _CHOICES and text not in _CHOICES[name]:
            problems.append(f"There is no {name} “{text}”; one of: {', '.join(_CHOICES[name])}.")
        elif name == "contradicted":
            values[name] = text == "yes"
        else:
            values[name] = text
    since, until = values.get("since"), values.get("until")
    if isinstance(since, date) and isinstance(until, date) and since > until:
        problems.append("The first day is after the last, so nothing can match.")
    offset = request.query_params.get("offset", "")
    start = int(offset) if offset.isascii() and offset.isdigit() and len(offset) < 10 else 0
    order = request.query_params.get("sort", "")
    filters = Filters(
        **values,  # type: ignore[arg-type]
        limit=limit,
        offset=start if limit else 0,
        sort=order if order.removeprefix("-") in sorts else None,
    )
    return Asked(filters, typed, problems)


def published_when(settings: Settings) -> datetime | None:
    """When what the pages show was published (naive UTC); None where that can't be told."""
    try:
        found = published_at(settings)
    except ReadoutError:  # a lake's database is away: the page that says so must come
        return None
    return found.astimezone(UTC).replace(tzinfo=None) if found else None


def root_of(request: Request) -> str:
    """The path under which the app is mounted, with a reverse proxy's prefix before it."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def of_this_site(request: Request) -> None:
    """Refuse what another site's page sends in the name of who is signed in here: browsers say
    where a form comes from (Fetch Metadata, and Origin before it).

    Raises:
        HTTPException: 403, for a form of another site.
    """
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    host = request.headers.get("x-forwarded-host") or request.headers.get("host", "")
    # What a browser says of the site is enough (it says so to https and to this machine only).
    ours = site in ("same-origin", "none") if site else origin is None or (
        urlsplit(origin).netloc == host
    )  # fmt: skip
    if not ours:
        raise HTTPException(403, "This form came from another site.")


def bare_frame(request: Request, settings: Settings) -> Frame:
    """The frame without a snapshot's counts."""
    return Frame(
        root_of(request),
        datetime.now(UTC).replace(tzinfo=None),
        published_when(settings),
        base=settings.base_url.rstrip("/"),
        may_edit=getattr(request.state, "may_edit", True),
    )


@contextmanager
def reading(request: Request, settings: Settings) -> Iterator[tuple[Snapshot, Frame]]:
    """An open snapshot and the frame that tells of it; closed as soon as the rows are read,
    since an open connection would go on showing this snapshot after the next is published.

    Raises:
        WarehouseError: nothing was published, or the file can't be opened.
    """
    bare = bare_frame(request, settings)
    with open_snapshot(settings) as snapshot:
        counts = snapshot.rows("pages/counts")
        yield snapshot, replace(bare, counts=counts[0])
