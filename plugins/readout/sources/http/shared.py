"""Turns at a host, and robots.txt files, for workers on several machines.

The same promises as `hosts` makes on one machine; what there is a lock on a file is here a row
that runs out. Times are of the store's clock alone, so workers whose clocks differ don't matter.
A worker that is killed keeps its host for the rest of its lease, which is the longest that a
request may take.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final, Protocol

from readout.sources.http.hosts import (
    MOST_CRAWL_DELAY,
    MOST_RETRY_AFTER,
    HostBusy,
    Turn,
)
from readout.sources.http.robots import Shelf

# A host whose turn another worker has is asked for so often.
_SHORTEST_WAIT: Final = 0.02
_LONGEST_WAIT: Final = 0.5


class Shared(Shelf, Protocol):
    """Where turns and robots.txt files are kept. Calls block; each is one short transaction."""

    def take(
        self, host: str, *, slots: int, gap: float, lease: float
    ) -> tuple[int | None, float | None, bool | None]:
        """The slot taken; or None, how many seconds to wait (0: till a slot is given back) and
        whether the host itself asked for that."""

    def give_back(self, host: str, slot: int, *, gap: float, wish: float | None) -> None:
        """`wish`: seconds from now in which nobody may ask."""


@dataclass(slots=True)
class SharedTurn(Turn):
    """A turn whose end is told to the store when it is left."""

    wish: float | None = None

    def answered(self) -> None:
        """The gap counts from when the turn is left, a moment after the last byte."""

    def postpone(self, until: float) -> None:
        self.wish = min(max(until - time.time(), 0.0), MOST_RETRY_AFTER)


@dataclass(slots=True)
class _Host:
    turns: asyncio.Semaphore
    crawl_delay: float = 0.0


@dataclass(slots=True)
class SharedHosts:
    """The turns at all hosts, kept in `store`.

    Args:
        gap: seconds from one answer to the next request at one host.
        at_once: requests at once to one host, over all workers.
        lease: seconds after which a turn is over though nobody gave it back.
    """

    store: Shared
    gap: float = 1.0
    at_once: int = 1
    lease: float = 60.0
    _known: dict[str, _Host] = field(default_factory=dict)

    def _of(self, key: str) -> _Host:
        if key not in self._known:
            self._known[key] = _Host(asyncio.Semaphore(max(1, self.at_once)))
        return self._known[key]

    def set_crawl_delay(self, key: str, seconds: float | None) -> None:
        self._of(key).crawl_delay = min(seconds or 0.0, MOST_CRAWL_DELAY)

    @asynccontextmanager
    async def turn(self, key: str, *, patience: float) -> AsyncIterator[Turn]:
        host = self._of(key)
        deadline = time.monotonic() + patience
        try:
            async with asyncio.timeout(patience):
                await host.turns.acquire()
        except TimeoutError:
            raise HostBusy(time.time(), asked=False) from None
        gap = max(self.gap, host.crawl_delay)
        slot = None
        turn = SharedTurn(key, -1, gap)
        try:
            slot = await self._take(key, gap, deadline)
            yield turn
        finally:
            if slot is not None:
                # Shielded: a task that is cancelled must not keep the host for a whole lease.
                await asyncio.shield(
                    asyncio.to_thread(self.store.give_back, key, slot, gap=gap, wish=turn.wish)
                )
            host.turns.release()

    async def _take(self, key: str, gap: float, deadline: float) -> int:
        pause = _SHORTEST_WAIT
        while True:
            slot, told, asked = await asyncio.to_thread(
                self.store.take, key, slots=max(1, self.at_once), gap=gap, lease=self.lease
            )
            if slot is not None:
                return slot
            wait = told or pause
            if time.monotonic() + wait > deadline:
                raise HostBusy(time.time() + wait, asked=bool(asked))
            await asyncio.sleep(wait)
            pause = min(pause * 1.5, _LONGEST_WAIT)
