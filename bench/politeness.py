"""Several workers fetch from the same hosts, and the hosts say whether anybody came too early.

    READOUT_WAREHOUSE=ducklake:postgres:… READOUT_DATA=/tmp/x python -m bench.politeness

Each worker is a process with a fetcher of its own, as on a machine of its own; what they share is
the lake's PostgreSQL. Hosts are ports of the loopback. A violation is a request that begins while
another is answered (`overlapping`), or before the gap since the last answer's begin is over
(`early`, by the server's clock, with a millisecond for its own timer).
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import web
from readout.config import Settings, load_settings
from readout.sources.http.answers import Asked
from readout.steps.polling import fetcher_of

_TIMER = 0.001


@dataclass
class _Host:
    busy: int = 0
    last: float = float("-inf")
    asked: int = 0
    robots: int = 0
    overlapping: int = 0
    early: int = 0
    gap: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def answer(self, request: web.Request) -> web.Response:
        now = time.monotonic()
        self.asked += 1
        self.robots += request.path == "/robots.txt"
        self.overlapping += self.busy > 0
        self.early += now - self.last < self.gap - _TIMER
        self.busy += 1
        await asyncio.sleep(0.002)
        self.busy -= 1
        self.last = time.monotonic()
        return web.Response(text="User-agent: *\nAllow: /\n")


@dataclass(frozen=True)
class Told:
    """What the hosts counted; `requests` without those for robots.txt."""

    requests: int
    robots: int
    overlapping: int
    early: int
    seconds: float


@contextmanager
def _serving(many: int, gap: float) -> Iterator[dict[int, _Host]]:
    hosts: dict[int, _Host] = {}
    ready, over = threading.Event(), threading.Event()

    async def serve() -> None:
        runners = []
        for _ in range(many):
            host = _Host(gap=gap)
            app = web.Application()
            app.router.add_get("/{tail:.*}", host.answer)
            runner = web.AppRunner(app)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            runners.append(runner)
            hosts[runner.addresses[0][1]] = host
        ready.set()
        while not over.is_set():
            await asyncio.sleep(0.05)
        for runner in runners:
            await runner.cleanup()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    ready.wait(30)
    try:
        yield hosts
    finally:
        over.set()
        thread.join()


def work(settings: Settings, ports: list[int], each: int) -> None:
    """One worker: asks every host `each` times, all hosts at once."""

    async def run() -> None:
        async with fetcher_of(settings) as fetcher, asyncio.TaskGroup() as tasks:
            for port in ports:
                tasks.create_task(ask(fetcher, port))

    async def ask(fetcher: object, port: int) -> None:
        for number in range(each):
            while True:
                answer = await fetcher.get(Asked(f"http://127.0.0.1:{port}/{number}"))  # type: ignore[attr-defined]
                if answer.problem is None:
                    break
                await asyncio.sleep(0.2)  # its turn was too long in coming

    asyncio.run(run())


def measure(
    settings: Settings,
    *,
    workers: int,
    hosts: int,
    requests: int,
    gap: float,
    kept: float | None = None,
) -> Told:
    """Let `workers` ask `hosts` hosts, `requests` times in all.

    Args:
        gap: seconds that the hosts want between requests. kept: what the workers keep; the same
            where it is None.
    """
    with _serving(hosts, gap) as served:
        given = settings.changed(
            host_gap_seconds=gap if kept is None else kept,
            allow_hosts=frozenset(f"127.0.0.1:{port}" for port in served),
        )
        started = time.monotonic()
        fresh = multiprocessing.get_context("spawn")
        each = requests // (workers * hosts)
        processes = [
            fresh.Process(target=work, args=(given, list(served), each)) for _ in range(workers)
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        counted = list(served.values())
        return Told(
            requests=sum(h.asked - h.robots for h in counted),
            robots=sum(h.robots for h in counted),
            overlapping=sum(h.overlapping for h in counted),
            early=sum(h.early for h in counted),
            seconds=time.monotonic() - started,
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.politeness")
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--hosts", type=int, default=20)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--gap", type=float, default=0.1)
    given = parser.parse_args()
    told = measure(
        load_settings(),
        workers=given.workers,
        hosts=given.hosts,
        requests=given.requests,
        gap=given.gap,
    )
    print(
        f"{told.requests:,} requests of {given.workers} workers at {given.hosts} hosts in "
        f"{told.seconds:.0f} s: {told.overlapping} overlapping, {told.early} early, "
        f"robots.txt asked {told.robots} times"
    )


if __name__ == "__main__":
    main()
