"""What an HTTP answer, or its absence, means for the one who asked.

Every outcome that is no success becomes one of our three fetch errors (see
`readout.errors`): temporary, soft or hard. Header fields as in RFC 9110 and RFC 9111.
"""

from __future__ import annotations

import re
import ssl
import time
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

import aiohttp

from readout.errors import HardError, ReadoutError, SoftError, TemporaryError
from readout.sources.http.guard import BlockedAddress

NOT_MODIFIED: Final = 304
GONE: Final = 410
REDIRECTS: Final = frozenset((301, 302, 303, 307, 308))
PERMANENT_REDIRECTS: Final = frozenset((301, 308))

# 509 and 520 to 530 are Cloudflare's and other proxies' own: the site behind is out of order.
_TEMPORARY: Final = frozenset((408, 421, 425, 429, 500, 502, 503, 504, 507, 509, *range(520, 531)))
_HARD: Final = frozenset((410, 451))
_WORDS: Final = {
    400: "the server did not understand the request",
    401: "a login is needed",
    402: "payment is needed",
    403: "the server forbids it",
    404: "there is no such page",
    406: "the server has no form of it that we take",
    410: "it is gone for good",
    418: "the server refuses us",
    429: "we were told to slow down",
    451: "withheld for legal reasons",
    500: "the server broke",
    502: "the server behind the gateway does not answer",
    503: "the service is unavailable",
    504: "the server behind the gateway does not answer",
}
_SECONDS: Final = re.compile(r"\s*(\d{1,9})(\.\d*)?\s*")
_MAX_AGE: Final = re.compile(r"(?<![\w-])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)


def error_of_status(status: int, url: str) -> ReadoutError | None:
    """The error that a status means; None for 200 to 203 and 226, which bring content, and
    for 304."""
    if status in (200, 201, 202, 203, 226, NOT_MODIFIED):
        return None
    what = f"The server answered {status}"
    why = _WORDS.get(status)
    if status in (204, 205):
        return SoftError(what, resource=url, why="that is: no content")
    if status == 206:
        return SoftError(what, resource=url, why="a part was sent that nobody asked for")
    if status in _HARD:
        return HardError(what, resource=url, why=why)
    if status in _TEMPORARY or status > 599:
        return TemporaryError(what, resource=url, why=why)
    return SoftError(what, resource=url, why=why)


def error_of_exception(cause: BaseException, url: str) -> ReadoutError:
    """The error that a failure of the client means."""
    if isinstance(cause, ReadoutError):
        return cause
    if isinstance(cause, TimeoutError):
        return TemporaryError("The server took too long", resource=url, why=str(cause) or None)
    if isinstance(cause, aiohttp.ClientConnectorDNSError):
        return TemporaryError("The host name was not found", resource=url, why=cause.os_error)
    if isinstance(cause, aiohttp.ClientSSLError | ssl.SSLError):
        return SoftError("The encrypted connection failed", resource=url, why=cause)
    if isinstance(cause, aiohttp.ClientConnectorError):
        return TemporaryError("The server can't be reached", resource=url, why=cause.os_error)
    if isinstance(cause, aiohttp.ClientPayloadError):
        return TemporaryError("The answer was cut short", resource=url, why=cause)
    if isinstance(cause, aiohttp.InvalidURL | ValueError):
        return HardError("The address is none", resource=url, why=cause)
    if isinstance(cause, aiohttp.ClientResponseError):
        return SoftError("The answer is no HTTP", resource=url, why=" ".join(cause.message.split()))
    why = str(cause) or type(cause).__name__
    return TemporaryError("The connection broke", resource=url, why=why)


def blocked(cause: BaseException) -> bool:
    """Whether a failure of the client was the address guard's doing."""
    seen: BaseException | None = cause
    while seen is not None:
        if isinstance(seen, BlockedAddress):
            return True
        # With several addresses the client joins their errors into one text.
        if isinstance(seen, OSError) and "is not a public address" in str(seen):
            return True
        nested = getattr(seen, "os_error", None)
        seen = nested if isinstance(nested, BaseException) else seen.__cause__
    return False


def retry_after(value: str | None) -> float | None:
    """`Retry-After` as epoch seconds: a number of seconds or an HTTP date."""
    if not value:
        return None
    number = _SECONDS.fullmatch(value)
    if number:
        return time.time() + float(number[1])
    return http_date(value)


def http_date(value: str | None) -> float | None:
    """An HTTP date as epoch seconds, None when it is none."""
    if not value:
        return None
    try:
        found = parsedate_to_datetime(value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None


def max_age(cache_control: str | None) -> int | None:
    """Seconds for which an answer says it is fresh, None when it says nothing (or that it
    must not be kept)."""
    if not cache_control:
        return None
    found = _MAX_AGE.search(cache_control)
    return int(found[1]) if found and "no-store" not in cache_control.lower() else None
