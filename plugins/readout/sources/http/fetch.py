"""The only HTTP client: polite, bounded in every direction, and blind to private addresses.

Peers and why it differs: every client that was tried took a gzip body cut in half for a
complete one, so bodies come raw and are decoded here; a server that drips bytes never
trips a read time-out, so there is a limit on the whole; redirects are followed by hand,
so each hop is judged anew (scheme, address, robots.txt) and takes its own turn.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from multidict import CIMultiDictProxy
from yarl import URL

from readout import __version__
from readout.errors import HardError, ReadoutError, SoftError, TemporaryError
from readout.sources.charsets import decode_markup
from readout.sources.http import decoding, statuses
from readout.sources.http.answers import Answer, Asked, Limits
from readout.sources.http.guard import AddressGuard
from readout.sources.http.hosts import HostBusy, Hosts, Turn, host_key
from readout.sources.http.proxies import Proxies
from readout.sources.http.redirects import Trail, next_hop, refresh_target
from readout.sources.http.robots import AGENT, MAX_BYTES, FolderShelf, RobotsCache, Rules
from readout.sources.http.shared import Shared, SharedHosts
from readout.sources.urls import absolute_url, host_and_port, origin, without_credentials

_ERROR_BYTES: Final = 16_384
# A turn that nobody gave back ends so many seconds after its request must have.
_LEASE_SLACK: Final = 15.0
"""Read of an answer whose content nobody wants, so that its connection can be used again."""


class _Resolver(AbstractResolver):
    """Name resolution that tells the guard which addresses a listed name stands for."""

    def __init__(self, guard: AddressGuard) -> None:
        self._inner = aiohttp.ThreadedResolver()
        self._guard = guard

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)  # type: ignore[arg-type]
        self._guard.resolved(host, port, (result["host"] for result in found))
        return found

    async def close(self) -> None:
        await self._inner.close()


@dataclass(slots=True)
class _Page:
    """One HTTP answer, before anybody judged it."""

    status: int
    headers: CIMultiDictProxy[str]
    body: bytes = b""


class Fetcher:
    """Fetches, as an async context manager.

    Args:
        folder: for the state of hosts and their robots.txt, shared by all processes.
        contact: URL or mail address for the user agent.
        allow_hosts: `host:port` pairs that may be reached though they are not public.
        gap, at_once: seconds between, and number of, requests at one host.
        shared: where several machines keep the state of hosts; then `folder` isn't used.
    """

    def __init__(
        self,
        folder: Path,
        *,
        contact: str,
        allow_hosts: frozenset[str] = frozenset(),
        gap: float = 1.0,
        at_once: int = 1,
        limits: Limits | None = None,
        proxies: Proxies | None = None,
        shared: Shared | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.agent = f"{AGENT}/{__version__} (+{contact})"
        self._proxies = proxies or Proxies.of_environment()
        self._guard = AddressGuard(allow_hosts, self._proxies.addresses())
        self._hosts: Hosts | SharedHosts
        if shared is None:
            self._hosts = Hosts(folder / "turns", gap=gap, at_once=at_once)
        else:
            lease = self.limits.total_seconds + _LEASE_SLACK
            self._hosts = SharedHosts(shared, gap=gap, at_once=at_once, lease=lease)
        self._robots = RobotsCache(shared or FolderShelf(folder / "robots"))
        self._robots_locks: dict[str, asyncio.Lock] = {}
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Fetcher:
        limits = self.limits
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=limits.connections,
                resolver=_Resolver(self._guard),
                socket_factory=self._guard.socket,
                ttl_dns_cache=300,
            ),
            headers={
                "User-Agent": self.agent,
                "Accept-Encoding": decoding.ACCEPT_ENCODING,
            },
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(
                total=None, sock_connect=limits.connect_seconds, sock_read=limits.idle_seconds
            ),
        )
        # aiohttp repeats a request at once when a kept connection turns out closed. Here
        # every request takes its turn; a failure is tried again by the schedule.
        self._session._retry_connection = False
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session:
            await self._session.close()

    async def get(self, asked: Asked) -> Answer:
        """Fetch one thing, redirects followed. Raises nothing but cancellation."""
        trail = Trail(asked.url)
        try:
            return await self._follow(asked, trail)
        except HostBusy as busy:
            problem = TemporaryError(
                "The host was not asked",
                resource=trail.shown,
                why="it asked to be left alone" if busy.asked else "its queue is too long",
            )
            return Answer(
                trail.url,
                problem=problem,
                retry_at=busy.until if busy.asked else None,
                asked=trail.requests > 0,
                seconds=trail.seconds,
            )
        except ReadoutError as problem:
            return self._failed(trail, problem)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as cause:
            if statuses.blocked(cause):
                # A name: judged when its address was known.
                why = getattr(cause, "os_error", cause)
                refusal = self._guard.refusal(trail.shown, *host_and_port(trail.url), str(why))
                return self._failed(trail, refusal)
            return self._failed(trail, statuses.error_of_exception(cause, trail.shown))

    def _failed(self, trail: Trail, problem: ReadoutError) -> Answer:
        return Answer(
            trail.url,
            status=trail.status,
            problem=problem,
            moved_to=trail.moved_to,
            asked=trail.requests > 0,
            wire_bytes=trail.wire_bytes,
            seconds=trail.seconds,
        )

    async def _follow(self, asked: Asked, trail: Trail) -> Answer:
        start = absolute_url(asked.url)
        if start is None:
            raise HardError("The address is none", resource=without_credentials(asked.url))
        trail.visit(start)
        while True:
            await self._permit(trail, asked.robots)
            page = await self._request(trail, asked)
            if page.status in statuses.REDIRECTS:
                target = next_hop(trail.url, page.headers.get("Location"))
                trail.redirected(page.status, target, page.headers.getall("Set-Cookie", ()))
                if trail.redirects > self.limits.redirects:
                    raise SoftError("Too many redirects", resource=without_credentials(asked.url))
                continue
            answer = self._judge(asked, trail, page)
            if asked.follow_refresh and answer.problem is None:
                refresh = refresh_target(answer.content, trail.url)
                if refresh and trail.redirects < self.limits.redirects:
                    trail.redirected(302, refresh, page.headers.getall("Set-Cookie", ()))
                    continue
            return answer

    async def _permit(self, trail: Trail, robots: str) -> None:
        """Raise HardError or TemporaryError when this URL must not be asked."""
        url = trail.url
        host, port = host_and_port(url)
        problem = self._guard.problem(host, port)
        if problem:
            raise self._guard.refusal(trail.shown, host, port, problem)
        if robots == "ignore":
            return
        rules = await self._rules(origin(url))
        self._hosts.set_crawl_delay(host_key(url), rules.crawl_delay)
        if not rules.reachable:
            if robots == "lenient":
                return
            raise TemporaryError(
                "The page was not asked for",
                resource=trail.shown,
                why="the host's robots.txt is out of reach",
            )
        if not rules.allows(url):
            raise HardError("robots.txt forbids it", resource=trail.shown)

    async def _rules(self, site: str) -> Rules:
        rules = self._robots.get(site)
        if rules is None:
            async with self._robots_locks.setdefault(site, asyncio.Lock()):
                rules = self._robots.get(site)
                if rules is None:
                    answer = await self.get(
                        Asked(f"{site}/robots.txt", accept="text/plain, */*;q=0.5", robots="ignore")
                    )
                    if not answer.asked and isinstance(answer.problem, TemporaryError):
                        raise answer.problem
                    if isinstance(answer.problem, HardError) and answer.status is None:
                        raise answer.problem  # a blocked address is no missing file
                    text, _ = decode_markup(answer.content[:MAX_BYTES])
                    rules = self._robots.put(
                        site, answer.status if not _broken(answer) else None, text
                    )
        return rules

    async def _request(self, trail: Trail, asked: Asked) -> _Page:
        """One request in its turn; the body is read only where it is wanted."""
        assert self._session is not None
        url = trail.url
        headers = {"Accept": asked.accept}
        if asked.etag:
            headers["If-None-Match"] = asked.etag
        if asked.last_modified:
            headers["If-Modified-Since"] = asked.last_modified
        if cookies := trail.cookies():
            headers["Cookie"] = cookies
        proxy = self._proxies.for_url(url)
        patience = self.limits.patience_seconds
        async with self._hosts.turn(host_key(url), patience=patience) as turn:
            started = time.monotonic()
            trail.requests += 1
            trail.status = None
            try:
                async with (
                    asyncio.timeout(self.limits.total_seconds),
                    self._session.get(
                        URL(url, encoded=True), headers=headers, allow_redirects=False, proxy=proxy
                    ) as response,
                ):
                    turn.answered()
                    trail.status = response.status
                    _obey_retry_after(response, turn)
                    wanted = response.status < 300 and response.status not in (204, 205)
                    body = await self._read(response, trail, wanted)
                    return _Page(response.status, response.headers, body)
            except TimeoutError as cause:
                if isinstance(cause, aiohttp.ServerTimeoutError):
                    raise
                limit = f"more than {self.limits.total_seconds:g} s in all"
                raise TemporaryError(
                    "The server took too long", resource=trail.shown, why=limit
                ) from cause
            finally:
                trail.seconds += time.monotonic() - started
                turn.answered()

    async def _read(self, response: aiohttp.ClientResponse, trail: Trail, wanted: bool) -> bytes:
        limit = self.limits.wire_bytes if wanted else _ERROR_BYTES
        announced = response.content_length
        parts: list[bytes] = []
        size = 0
        if announced is None or announced <= limit:
            async for part in response.content.iter_any():
                size += len(part)
                trail.wire_bytes += len(part)
                if size > limit:
                    break
                parts.append(part)
            else:
                return b"".join(parts) if wanted else b""
        response.close()
        if not wanted:
            return b""
        raise HardError(
            "The answer is too large", resource=trail.shown, why=f"more than {limit:,} bytes"
        )

    def _judge(self, asked: Asked, trail: Trail, page: _Page) -> Answer:
        headers = page.headers
        problem = statuses.error_of_status(page.status, trail.shown)
        content = b""
        if problem is None and page.status == statuses.NOT_MODIFIED:
            if not (asked.etag or asked.last_modified):
                problem = SoftError(
                    "The server says that nothing changed since never",
                    resource=trail.shown,
                    why="304 to a request without a condition",
                )
        elif problem is None:
            content, problem = self._decode(page, trail.shown)
        return Answer(
            url=trail.url,
            status=page.status,
            content=content,
            content_type=headers.get("Content-Type"),
            etag=headers.get("ETag"),
            last_modified=headers.get("Last-Modified"),
            moved_to=trail.moved_to,
            max_age=statuses.max_age(headers.get("Cache-Control")),
            retry_at=statuses.retry_after(headers.get("Retry-After")) if problem else None,
            problem=problem,
            wire_bytes=trail.wire_bytes,
            seconds=trail.seconds,
        )

    def _decode(self, page: _Page, url: str) -> tuple[bytes, ReadoutError | None]:
        coding = page.headers.get("Content-Encoding")
        try:
            return decoding.decode_body(page.body, coding, self.limits.decoded_bytes), None
        except decoding.BodyTooLarge as cause:
            return b"", HardError("The answer is too large", resource=url, why=cause)
        except decoding.BodyTruncated as cause:
            return b"", TemporaryError("The answer was cut short", resource=url, why=cause)
        except decoding.BodyDamaged as cause:
            return b"", SoftError("The answer can't be decompressed", resource=url, why=cause)


def _broken(answer: Answer) -> bool:
    return answer.status is None or (answer.problem is not None and answer.status < 300)


def _obey_retry_after(response: aiohttp.ClientResponse, turn: Turn) -> None:
    if response.status in (429, 503):
        until = statuses.retry_after(response.headers.get("Retry-After"))
        if until:
            turn.postpone(until)
