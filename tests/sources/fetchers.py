"""Fetchers for tests: quick to give up, and allowed to reach the servers of the test only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from readout.sources.http.answers import Answer, Asked, Limits
from readout.sources.http.fetch import Fetcher
from readout.sources.http.proxies import Proxies

from tests.sources.serving import Server

LIMITS = Limits(
    total_seconds=1.0,
    connect_seconds=0.5,
    idle_seconds=0.6,
    wire_bytes=200_000,
    decoded_bytes=500_000,
    patience_seconds=5.0,
)


def fetcher(folder: Path, *servers: Server, **more: Any) -> Fetcher:
    hosts = frozenset(server.host for server in servers)
    options: dict[str, Any] = {"gap": 0.0, "limits": LIMITS, "proxies": Proxies()}
    return Fetcher(folder, contact="https://us.example/", allow_hosts=hosts, **(options | more))


async def get(folder: Path, server: Server, path: str, **more: Any) -> Answer:
    more.setdefault("robots", "ignore")
    async with fetcher(folder, server) as one:
        return await one.get(Asked(server.base + path, **more))
