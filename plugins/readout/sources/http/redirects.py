"""The way from the URL that was asked for to the one that answered.

Followed by hand, so that every hop is judged: only http and https, no loop, a limit on the
number. Cookies live as long as one trail: enough for the sites that redirect until their
cookie comes back, and nobody is tracked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import CookieError, SimpleCookie

from readout.errors import HardError, SoftError
from readout.sources.http.statuses import PERMANENT_REDIRECTS
from readout.sources.urls import absolute_url, origin, without_credentials

_MOST_COOKIES = 20
_DELAY = re.compile(
    r"""\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?([^"'>]{1,2000})""", re.IGNORECASE
)
_SMALL_PAGE = 4_000
_SOON = 10


@dataclass(slots=True)
class Trail:
    """The state of one fetch.

    Attributes:
        moved_to: the URL to which only permanent redirects have led so far, None if the
            first was not permanent.
        requests: made so far; redirects: followed so far.
    """

    url: str
    moved_to: str | None = None
    requests: int = 0
    redirects: int = 0
    status: int | None = None
    wire_bytes: int = 0
    seconds: float = 0.0
    _permanent: bool = True
    _jar: dict[str, dict[str, str]] = field(default_factory=dict)
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def visit(self, url: str) -> None:
        self.url = url
        self._seen.add((url, self.cookies()))

    @property
    def shown(self) -> str:
        """The URL as it may stand in a message: without a password."""
        return without_credentials(self.url)

    def cookies(self) -> str:
        """The `Cookie` header for the current URL, empty when there is none."""
        return "; ".join(f"{k}={v}" for k, v in self._jar.get(origin(self.url), {}).items())

    def redirected(self, status: int, target: str, set_cookies: Iterable[str]) -> None:
        """Go on to `target`.

        Raises:
            SoftError: the trail has been there before, with the same cookies.
        """
        jar = self._jar.setdefault(origin(self.url), {})
        for header in set_cookies:
            try:
                for name, morsel in SimpleCookie(header).items():
                    if len(jar) < _MOST_COOKIES:
                        jar[name] = morsel.coded_value
            except CookieError:
                continue
        self._permanent = self._permanent and status in PERMANENT_REDIRECTS
        self.redirects += 1
        self.url = target
        if self._permanent:
            self.moved_to = target
        if (target, self.cookies()) in self._seen:
            raise SoftError("The redirects go in a circle", resource=without_credentials(target))
        self.visit(target)


def next_hop(url: str, location: str | None) -> str:
    """The absolute target of a redirect.

    Raises:
        SoftError: there is none. HardError: it leads away from http and https.
    """
    if not location or not location.strip():
        raise SoftError("The redirect leads nowhere", resource=url, why="it has no Location")
    target = absolute_url(_latin(location), url)
    if target is None:
        raise HardError(
            "The redirect does not lead to http or https", resource=url, why=location[:200]
        )
    # A password that a redirect hands out is not ours to use.
    return without_credentials(target.partition("#")[0])


def _latin(location: str) -> str:
    # Raw UTF-8 in a header arrives as surrogates.
    return location.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def refresh_target(page: bytes, url: str) -> str | None:
    """Where a small page sends its reader by `<meta http-equiv=refresh>` within seconds;
    None when it doesn't, or only to itself (a page that keeps itself fresh)."""
    if len(page) > _SMALL_PAGE:
        return None
    finder = _Refresh()
    finder.feed(page.decode("utf-8", "replace"))
    found = _DELAY.match(finder.content or "")
    if found is None or int(found[1]) > _SOON:
        return None
    target = absolute_url(found[2], url)
    return target if target and target != url else None


class _Refresh(HTMLParser):
    """The first refresh that a page asks for, its attributes in whatever order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.content: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta" and values.get("http-equiv", "").strip().lower() == "refresh":
            self.content = self.content or values.get("content")
