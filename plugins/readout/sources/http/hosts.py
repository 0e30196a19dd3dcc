"""Turns at a host: how many requests at once, how far apart, and when it asked to be left alone.

Tasks run in processes of their own, so the state is on disk, one small file a host: its
lock is the turn, its modification time is the moment from which the host may be asked
again, and its content, if any, is the moment that a `Retry-After` named. A lock is gone
with its process, so a killed task blocks nobody.
"""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import re
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from readout.sources.urls import host_and_port

MOST_RETRY_AFTER: Final = 86_400.0
"""Seconds; a longer wish is cut to a day, so that a slip of theirs does not lose the feed."""

MOST_CRAWL_DELAY: Final = 60.0
"""Seconds. A page a minute is 1,440 a day; more than that would stop the service."""

_POLL_SECONDS: Final = 0.05


class HostBusy(Exception):
    """The host asked to be left alone, or its queue is longer than the caller's patience.

    Attributes:
        until: epoch seconds from which it may be asked; `asked` whether it said so itself.
    """

    def __init__(self, until: float, *, asked: bool) -> None:
        super().__init__(until)
        self.until = until
        self.asked = asked


R = TypeVar("R", bound=Mapping[str, Any])
"""A row with `url`."""


def host_key(url: str) -> str:
    """Whose turn a URL takes: the host, with its port where that is not 80 or 443."""
    host, port = host_and_port(url)
    return host if port in (80, 443) else f"{host}:{port}"


def shared_by_host(rows: Iterable[R], at_once: int) -> Iterator[Iterator[R]]:
    """For each host of the rows' `url` as many takers as may ask it at once: each is the same
    iterator, so that every row is taken by one of them, in order."""
    by_host: dict[str, list[R]] = {}
    for row in rows:
        by_host.setdefault(host_key(str(row["url"])), []).append(row)
    for same_host in by_host.values():
        yield from [iter(same_host)] * min(at_once, len(same_host))


@dataclass(slots=True)
class _Host:
    turns: asyncio.Semaphore
    files: list[Path]
    crawl_delay: float = 0.0


@dataclass(slots=True)
class Turn:
    """One turn that was taken. `answered()` when the response's headers are there: the gap
    counts from then, since only then is it sure that the host has seen the request."""

    host: str
    _clock: int
    _gap: float
    started: float = field(default_factory=time.time)

    def answered(self) -> None:
        _set_clock(self._clock, time.time() + self._gap)

    def postpone(self, until: float) -> None:
        """Let nobody ask this host before `until` (epoch seconds)."""
        until = min(until, time.time() + MOST_RETRY_AFTER)
        os.pwrite(self._clock, f"{until:.3f}\n".encode().ljust(24), 0)
        self.answered()  # writing has touched the modification time


class Hosts:
    """The turns at all hosts.

    Args:
        folder: where the files of the hosts lie; made when missing.
        gap: seconds from one answer to the next request at one host.
        at_once: requests at once to one host, over all processes.
    """

    def __init__(self, folder: Path, *, gap: float = 1.0, at_once: int = 1) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._gap = gap
        self._at_once = max(1, at_once)
        self._hosts: dict[str, _Host] = {}

    def _host(self, key: str) -> _Host:
        found = self._hosts.get(key)
        if found is None:
            name = re.sub(r"[^a-z0-9.@-]", "_", key.lower().replace(":", "@"))
            if len(name) > 150:
                name = hashlib.sha256(name.encode()).hexdigest()
            files = [self._folder / f"{name}.{n}" for n in range(self._at_once)]
            found = self._hosts[key] = _Host(asyncio.Semaphore(self._at_once), files)
        return found

    def set_crawl_delay(self, key: str, seconds: float | None) -> None:
        """What the host's robots.txt asks for; None or less than our own gap changes nothing."""
        self._host(key).crawl_delay = min(seconds or 0.0, MOST_CRAWL_DELAY)

    @asynccontextmanager
    async def turn(self, key: str, *, patience: float) -> AsyncIterator[Turn]:
        """Wait for a turn at the host `key`.

        Args:
            patience: seconds to wait for it; a wait that is known to be longer is refused
                at once.

        Raises:
            HostBusy: it would take longer.
        """
        host = self._host(key)
        deadline = time.time() + patience
        try:
            async with asyncio.timeout(patience):
                await host.turns.acquire()
        except TimeoutError:
            raise HostBusy(time.time(), asked=False) from None
        slot = -1
        clock = -1
        try:
            slot = await _lock_one(host.files, deadline)
            clock = os.open(host.files[0], os.O_RDWR | os.O_CREAT, 0o644)
            gap = max(self._gap, host.crawl_delay)
            await _wait(clock, gap, deadline)
            yield Turn(key, clock, gap)
        finally:
            for descriptor in (slot, clock):
                if descriptor >= 0:
                    os.close(descriptor)
            host.turns.release()


async def _lock_one(files: list[Path], deadline: float) -> int:
    """A descriptor that holds the lock of one of `files`; it ends when it is closed."""
    while True:
        for path in files:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return descriptor
            except BlockingIOError:
                os.close(descriptor)
        if time.time() > deadline:
            raise HostBusy(time.time(), asked=False)
        await asyncio.sleep(_POLL_SECONDS)


async def _wait(clock: int, gap: float, deadline: float) -> None:
    """Wait until the host may be asked, and set its clock on for whoever comes next."""
    while True:
        now = time.time()
        until, asked = _read_clock(clock, now, gap)
        if until <= now:
            _set_clock(clock, now + gap)
            return
        if until > deadline:
            raise HostBusy(until, asked=asked)
        await asyncio.sleep(until - now)


def _read_clock(clock: int, now: float, gap: float) -> tuple[float, bool]:
    state = os.fstat(clock)
    # A clock that was set back must not lock a host out for good.
    until = min(state.st_mtime, now + gap)
    if state.st_size:
        try:
            wish = float(os.pread(clock, 24, 0))
        except ValueError:
            wish = 0.0
        wish = min(wish, now + MOST_RETRY_AFTER)
        if wish > until:
            return wish, True
        if wish <= now:
            os.ftruncate(clock, 0)
            # Truncating touches the modification time.
            _set_clock(clock, until)
    return until, False


def _set_clock(clock: int, moment: float) -> None:
    os.utime(clock, (moment, moment))
