"""No spelling of a private address is ever connected to; proxies by environment."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from readout.sources.http.answers import Asked
from readout.sources.http.fetch import Fetcher
from readout.sources.http.proxies import Proxies

from tests.sources.fetchers import LIMITS, fetcher
from tests.sources.serving import Server, answer, served


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    async with served() as one:
        yield one


SPELLINGS = (
    "127.0.0.1",
    "localhost",
    "127.1",
    "0x7f000001",
    "2130706433",
    "0177.0.0.1",
    "0.0.0.0",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "user:pw@127.0.0.1",
)


@pytest.mark.asyncio
@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("by", ["link", "redirect"])
async def test_no_spelling_reaches_a_private_address(
    tmp_path: Path, server: Server, spelling: str, by: str
) -> None:
    async with served({"/secret": answer(b"TOP SECRET")}) as canary:
        target = f"http://{spelling}:{canary.host.rpartition(':')[2]}/secret"
        server.pages["/x"] = answer(status=302, Location=target)
        start = target if by == "link" else server.base + "/x"
        for robots in ("ignore", "obey"):
            async with fetcher(tmp_path, server) as one:
                found = await one.get(Asked(start, robots=robots))
            assert found.problem is not None
            assert found.problem.kind == "hard"
            assert "not public" in str(found.problem)
            assert "pw@" not in str(found.problem)
        assert canary.requests == []


@pytest.mark.asyncio
async def test_a_listed_name_may_be_reached(tmp_path: Path, server: Server) -> None:
    server.pages["/x"] = answer(b"here")
    port = server.host.rpartition(":")[2]
    one = Fetcher(
        tmp_path, contact="x", allow_hosts=frozenset([f"localhost:{port}"]), gap=0.0, limits=LIMITS
    )
    async with one:
        found = await one.get(Asked(f"http://localhost:{port}/x", robots="ignore"))
    assert found.content == b"here"


@pytest.mark.asyncio
async def test_a_proxy_makes_the_connection_but_opens_no_private_address(
    tmp_path: Path, server: Server
) -> None:
    server.pages["http://news.example/x"] = answer(b"through the proxy")
    proxies = Proxies({"http": server.base})
    one = Fetcher(tmp_path, contact="x", gap=0.0, limits=LIMITS, proxies=proxies)
    async with one:
        found = await one.get(Asked("http://news.example/x", robots="ignore"))
        assert found.content == b"through the proxy"
        for url in ("http://169.254.169.254/latest", "http://10.0.0.1/", server.base + "/x"):
            refused = await one.get(Asked(url, robots="ignore"))
            assert refused.problem is not None
            assert "not public" in str(refused.problem)


def test_proxies_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert Proxies.of_environment().for_url("http://a.example/") is None
    monkeypatch.setenv("http_proxy", "proxy.example:3128")
    monkeypatch.setenv("no_proxy", "b.example,.inner.example")
    found = Proxies.of_environment()
    assert found.for_url("http://a.example/x") == "http://proxy.example:3128"
    assert found.for_url("https://a.example/x") is None
    assert found.for_url("http://b.example/x") is None
    assert found.for_url("http://www.inner.example/x") is None
    assert found.addresses() == ["proxy.example:3128"]
