"""Manners: turns at a host, Retry-After, Crawl-delay, robots.txt."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest
import pytest_asyncio
from readout.sources.http.answers import Asked, Limits
from readout.sources.http.fetch import Fetcher
from readout.sources.http.robots import FolderShelf, RobotsCache, rules_of

from tests.sources.serving import Server, answer, hang, raw, served

LIMITS = Limits(total_seconds=1.0, idle_seconds=0.6, patience_seconds=1.5)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    async with served({f"/{n}": answer(b"x") for n in range(20)}) as one:
        yield one


def fetcher(
    folder: Path, *servers: Server, gap: float = 0.0, at_once: int = 1, limits: Limits = LIMITS
) -> Fetcher:
    hosts = frozenset(one.host for one in servers)
    return Fetcher(folder, contact="x", allow_hosts=hosts, gap=gap, at_once=at_once, limits=limits)


def gaps(server: Server) -> list[float]:
    times = sorted(request.at for request in server.requests)
    return [later - earlier for earlier, later in pairwise(times)]


@pytest.mark.asyncio
async def test_one_request_at_a_time_and_a_gap_between_them(tmp_path: Path, server: Server) -> None:
    async with fetcher(tmp_path, server, gap=0.1) as one:
        await asyncio.gather(
            *(one.get(Asked(f"{server.base}/{n}", robots="ignore")) for n in range(6))
        )
    assert len(server.requests) == 6
    assert min(gaps(server)) >= 0.095
    assert server.most_at_once == 1


@pytest.mark.asyncio
async def test_two_fetchers_share_the_turns_of_a_host(tmp_path: Path, server: Server) -> None:
    """Two tasks are two processes; here they are two fetchers, which share nothing but the files."""
    async with fetcher(tmp_path, server, gap=0.1) as a, fetcher(tmp_path, server, gap=0.1) as b:
        await asyncio.gather(
            *(
                one.get(Asked(f"{server.base}/{n}", robots="ignore"))
                for n in range(4)
                for one in (a, b)
            )
        )
    assert len(server.requests) == 8
    assert min(gaps(server)) >= 0.095
    assert server.most_at_once == 1


@pytest.mark.asyncio
async def test_a_killed_process_leaves_no_turn_behind(tmp_path: Path, server: Server) -> None:
    server.pages["/slow"] = hang()
    program = f"""
import asyncio, sys
from pathlib import Path
from readout.sources.http.fetch import Asked, Fetcher
async def main():
    async with Fetcher(Path({str(tmp_path)!r}), contact="x", allow_hosts=frozenset([{server.host!r}]), gap=0.0) as one:
        await one.get(Asked({server.base + "/slow"!r}, robots="ignore"))
asyncio.run(main())
"""
    process = subprocess.Popen([sys.executable, "-c", program])
    for _ in range(400):
        if server.asked("/slow"):
            break
        await asyncio.sleep(0.05)
    async with fetcher(tmp_path, server) as one:
        waiting = asyncio.create_task(one.get(Asked(server.base + "/1", robots="ignore")))
        await asyncio.sleep(0.3)
        assert not server.asked("/1"), "the other process has the turn"
        process.kill()
        process.wait()
        assert (await waiting).content == b"x"


@pytest.mark.asyncio
async def test_a_slow_host_holds_nobody_else_up(tmp_path: Path, server: Server) -> None:
    async with served({"/hang": hang()}) as slow, fetcher(tmp_path, server, slow) as one:
        started = time.monotonic()
        late = asyncio.create_task(one.get(Asked(slow.base + "/hang", robots="ignore")))
        for n in range(5):
            await one.get(Asked(f"{server.base}/{n}", robots="ignore"))
        assert not late.done(), time.monotonic() - started
        assert (await late).problem is not None


@pytest.mark.asyncio
@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
async def test_retry_after_holds_for_the_host_and_over_processes(
    tmp_path: Path, server: Server, status: int, form: str
) -> None:
    until = datetime.now(UTC) + timedelta(seconds=3)
    wish = "3" if form == "seconds" else format_datetime(until, usegmt=True)
    server.pages["/busy"] = answer(b"", status, Retry_After=wish)
    async with fetcher(tmp_path, server) as one:
        found = await one.get(Asked(server.base + "/busy", robots="ignore"))
        assert found.problem is not None
        assert found.retry_at is not None
        assert found.retry_at - time.time() == pytest.approx(3, abs=1.2)
    async with served({"/": answer(b"y")}) as other, fetcher(tmp_path, server, other) as one:
        # 1.5 s of patience are less than the rest of the 3 s: it says so at once.
        found = await one.get(Asked(server.base + "/1", robots="ignore"))
        assert found.problem is not None
        assert not found.asked
        assert found.retry_at is not None
        assert (await one.get(Asked(other.base + "/", robots="ignore"))).content == b"y"
    patient = Limits(total_seconds=1.0, patience_seconds=6.0)
    async with fetcher(tmp_path, server, limits=patient) as one:
        assert (await one.get(Asked(server.base + "/1", robots="ignore"))).content == b"x"
    busy, after = server.asked("/busy")[0], server.asked("/1")
    assert len(after) == 1
    # An HTTP date has no fractions of a second.
    assert after[0].at - busy.at >= (2.9 if form == "seconds" else 1.9)


# -------------------------------------------------------------------------------- robots


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "text, path, allowed",
    [
        ("User-agent: *\nDisallow: /private/", "/private/1", False),
        ("User-agent: *\nDisallow: /private/", "/public", True),
        ("User-agent: *\nDisallow: /*/print$", "/1/print", False),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/1", True),
        ("User-agent: Readout\nDisallow: /\n\nUser-agent: *\nAllow: /", "/1", False),
        ("User-agent: otherbot\nDisallow: /", "/1", True),
        ("<!DOCTYPE html><p>Disallow: /</p>", "/1", True),
        ("\ufeffUser-agent: *\nDisallow: /", "/1", False),
    ],
)
async def test_robots_txt_is_obeyed(
    tmp_path: Path, server: Server, text: str, path: str, allowed: bool
) -> None:
    server.pages["/robots.txt"] = answer(text.encode())
    server.pages[path] = answer(b"x")
    async with fetcher(tmp_path, server) as one:
        found = await one.get(Asked(server.base + path))
    assert (found.problem is None) is allowed
    assert bool(server.asked(path)) is allowed
    if not allowed:
        assert found.problem is not None
        assert (found.problem.kind, found.asked) == ("hard", False)
    assert server.requests[0].path == "/robots.txt"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "page, obey, lenient",
    [
        (answer(b"", 404), True, True),
        (answer(b"", 403), True, True),
        (answer(b"", 410), True, True),
        (answer(b"", 500), False, True),
        (answer(b"", 429), False, True),
        (raw(b""), False, True),
        (hang(), False, True),
        (answer(b"User-agent: *\nDisallow: /", 500), False, True),
        (answer(b"", 301, Location="/moved.txt"), False, False),
    ],
    ids=["404", "403", "410", "500", "429", "nothing", "hangs", "500 with rules", "moved"],
)
async def test_a_robots_txt_that_is_not_there(
    tmp_path: Path, server: Server, page: object, obey: bool, lenient: bool
) -> None:
    """RFC 9309, 2.3.1: what is missing forbids nothing, what is out of reach everything."""
    server.pages["/robots.txt"] = page  # type: ignore[assignment]
    server.pages["/moved.txt"] = answer(b"User-agent: *\nDisallow: /")
    for how, allowed in (("obey", obey), ("lenient", lenient)):
        async with fetcher(tmp_path / how, server) as one:
            found = await one.get(Asked(server.base + "/1", robots=how))
        assert (found.problem is None) is allowed


@pytest.mark.asyncio
async def test_robots_txt_is_fetched_once_a_day_by_all(tmp_path: Path, server: Server) -> None:
    server.pages["/robots.txt"] = answer(b"User-agent: *\nAllow: /")
    for _ in range(2):
        async with fetcher(tmp_path, server) as one:
            await asyncio.gather(*(one.get(Asked(f"{server.base}/{n}")) for n in range(5)))
    assert len(server.asked("/robots.txt")) == 1
    assert len(server.requests) == 11


@pytest.mark.asyncio
async def test_a_redirect_is_judged_by_the_robots_txt_where_it_leads(
    tmp_path: Path, server: Server
) -> None:
    pages = {"/robots.txt": answer(b"User-agent: *\nDisallow: /"), "/there": answer(b"x")}
    async with served(pages) as other, fetcher(tmp_path, server, other) as one:
        server.pages["/go"] = answer(status=302, Location=other.base + "/there")
        found = await one.get(Asked(server.base + "/go"))
        assert found.problem is not None
        assert "robots.txt" in str(found.problem)
        assert not other.asked("/there")


@pytest.mark.asyncio
async def test_crawl_delay_is_kept(tmp_path: Path, server: Server) -> None:
    server.pages["/robots.txt"] = answer(b"User-agent: *\nCrawl-delay: 0.3")
    async with fetcher(tmp_path, server) as one:
        for n in range(3):
            await one.get(Asked(f"{server.base}/{n}"))
    assert min(gaps(server)[1:]) >= 0.29


def test_rules_are_forgotten_in_time(tmp_path: Path) -> None:
    cache = RobotsCache(FolderShelf(tmp_path))
    assert cache.put("http://a.example", 200, "User-agent: *\nDisallow: /x").until > time.time()
    again = RobotsCache(FolderShelf(tmp_path)).get("http://a.example")
    assert again is not None
    assert not again.allows("http://a.example/x")
    soon = cache.put("http://b.example", None, "")
    assert soon.until - time.time() < 3600, "a host that was out of reach is asked again soon"
    assert not rules_of(None, "", 0).allows("http://b.example/")
