"""What a page may do: who does it, and that it was this page that asked."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qsl, urlsplit

from airflow.api_fastapi.core_api.security import get_user
from fastapi import Depends, HTTPException, Request

MOST_BYTES = 64_000


def _name(user: Annotated[Any, Depends(get_user)]) -> str:
    return str(user.get_name())


# The name under which whoever asks is signed in to Airflow.
Person = Annotated[str, Depends(_name)]


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form that one of our own pages sent.

    Raises:
        HTTPException: another site sent it (403), or it is too long (413).
    """
    site = request.headers.get("sec-fetch-site")
    origin = urlsplit(request.headers.get("origin", "")).netloc
    ours = site == "same-origin" if site else origin == request.headers.get("host")
    if not ours:
        raise HTTPException(403, "This was not sent by a page of Readout.")
    body = await request.body()
    if len(body) > MOST_BYTES:
        raise HTTPException(413, "That is too long.")
    fields = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: value.replace("\x00", "").strip() for name, value in fields}


Form = Annotated[dict[str, str], Depends(_form)]
