"""Reading pages in child processes, so that no page can take the run with it.

Plain `subprocess`, not `multiprocessing`: an Airflow task may run in a daemonic process,
which is not allowed to have multiprocessing children, and fork copies the parent's locks.
A child gets one page at a time; the parent watches the clock and kills.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import selectors
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Final

import psutil

from readout.errors import HardError, ReadoutError, TemporaryError
from readout.model import Body
from readout.sources.pages.item import PageItem
from readout.sources.pages.worker import LENGTH_BYTES

PAGE_SECONDS: Final = 10.0
"""CPU time a page may take; real pages take 0.02 s."""

PATIENCE: Final = 6
"""How many times that a page may take by the clock on the wall: a worker that a busy machine
leaves waiting is not to blame, and its page must not be lost for it."""

ADDRESS_SPACE: Final = 900_000_000
"""RLIMIT_AS, bytes. The interpreter with its libraries maps far more than it touches;
`bench/memory.py` reports the resident size, which is what the 400 MB are about."""

PAGES_PER_WORKER: Final = 500
"""Then the child is replaced: libxml2's allocator keeps the peak of the largest page."""

_START_SECONDS: Final = 60.0
_PACKAGE_PARENT: Final = str(Path(__file__).resolve().parents[2])


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    answers: IO[bytes]
    pages: IO[bytes]
    item: PageItem | None = None
    ticket: int = -1
    deadline: float = 0.0
    begun: float = 0.0
    cpu_before: float = 0.0
    done: int = 0
    ready: bool = False
    buffer: bytearray = field(default_factory=bytearray)
    outgoing: memoryview = field(default_factory=lambda: memoryview(b""))

    def begin(self, seconds: float) -> None:
        """Start the clock of what it does now."""
        self.begun = time.monotonic()
        self.deadline = self.begun + seconds
        self.cpu_before = self._cpu()

    def _cpu(self) -> float:
        try:
            spent = psutil.Process(self.process.pid).cpu_times()
        except psutil.Error:
            return 0.0
        return float(spent.user + spent.system)

    def waits(self, seconds: float) -> bool:
        """At its deadline: whether it was kept waiting rather than busy, and if so a later
        deadline was set."""
        left = seconds - (self._cpu() - self.cpu_before)
        if left <= 0 or time.monotonic() - self.begun >= PATIENCE * seconds:
            return False
        self.deadline = time.monotonic() + max(left, 0.1)
        return True

    def message(self) -> object | None:
        """The next whole message that has arrived, None if there is none yet."""
        if len(self.buffer) < LENGTH_BYTES:
            return None
        size = int.from_bytes(self.buffer[:LENGTH_BYTES], "big")
        if len(self.buffer) < LENGTH_BYTES + size:
            return None
        data = bytes(self.buffer[LENGTH_BYTES : LENGTH_BYTES + size])
        del self.buffer[: LENGTH_BYTES + size]
        answer: object = pickle.loads(data)
        return answer


class BodyWorkers:
    """A pool of child processes that read pages.

    Args:
        workers: how many; one is right inside an Airflow task, which is parallel already.
        seconds: CPU time per page before its worker is killed; of wall time `PATIENCE` times
            as much.
        address_space: RLIMIT_AS of a worker, bytes.
        pages_per_worker: pages after which a worker is replaced.

    Use it as a context manager: no child outlives it.
    """

    def __init__(
        self,
        workers: int = 1,
        *,
        seconds: float = PAGE_SECONDS,
        address_space: int = ADDRESS_SPACE,
        pages_per_worker: int = PAGES_PER_WORKER,
    ) -> None:
        if workers < 1:
            raise ValueError("a pool has at least one worker")
        self._size = workers
        self._seconds = seconds
        self._address_space = address_space
        self._pages_per_worker = pages_per_worker
        self._pool: list[_Worker] = []
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> BodyWorkers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in list(self._pool):
            self._end(worker)
        self._selector.close()

    @property
    def pids(self) -> list[int]:
        """The process ids of the children that live now."""
        return [w.process.pid for w in self._pool]

    def extract_all(self, items: Iterable[PageItem]) -> Iterator[tuple[str, Body | ReadoutError]]:
        """Read pages; yields (item id, result) in the order of the items.

        A page that kills its worker, or that takes too long, yields a HardError with the
        reason, and the next page gets a new worker. A worker that cannot even start
        yields TemporaryError for the page it was meant for.
        """
        source = enumerate(items)
        waiting: deque[tuple[int, PageItem]] = deque()
        finished: dict[int, tuple[str, Body | ReadoutError]] = {}
        next_out, exhausted = 0, False
        while True:
            # Never far ahead of the slowest page: results wait in memory.
            while not exhausted and not waiting and len(finished) < 4 * self._size + 16:
                try:
                    waiting.append(next(source))
                except StopIteration:
                    exhausted = True
                    break
                if not self._assign(waiting, finished):
                    break
            self._assign(waiting, finished)
            while next_out in finished:
                yield finished.pop(next_out)
                next_out += 1
            if exhausted and not waiting and not any(w.item for w in self._pool):
                return
            self._turn(finished)

    def _assign(
        self,
        waiting: deque[tuple[int, PageItem]],
        finished: dict[int, tuple[str, Body | ReadoutError]],
    ) -> bool:
        """Give waiting pages to free workers, starting some if there is room."""
        while waiting:
            worker = next((w for w in self._pool if w.item is None), None)
            if worker is None and len(self._pool) < self._size:
                try:
                    worker = self._start()
                except OSError as cause:
                    ticket, item = waiting.popleft()
                    finished[ticket] = (
                        item.id,
                        TemporaryError("No worker could be started", resource=item.url, why=cause),
                    )
                    continue
            if worker is None:
                return False
            worker.ticket, worker.item = waiting.popleft()
            data = pickle.dumps(worker.item, protocol=pickle.HIGHEST_PROTOCOL)
            worker.outgoing = memoryview(len(data).to_bytes(LENGTH_BYTES, "big") + data)
            worker.begin(self._seconds if worker.ready else _START_SECONDS)
            self._selector.register(worker.pages, selectors.EVENT_WRITE, worker)
        return True

    def _start(self) -> _Worker:
        environment = dict(os.environ)
        paths = [_PACKAGE_PARENT, environment.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(p for p in paths if p)
        # One thread: numpy's BLAS would map 2 GB of stacks that count against the limit.
        environment |= {
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "MALLOC_ARENA_MAX": "1",
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "readout.sources.pages.worker", str(self._address_space)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            bufsize=0,
        )
        assert process.stdin
        assert process.stdout
        worker = _Worker(process, process.stdout, process.stdin)
        # A page can be larger than a pipe holds: writing must never block the clock.
        os.set_blocking(worker.pages.fileno(), False)
        self._selector.register(worker.answers, selectors.EVENT_READ, worker)
        self._pool.append(worker)
        return worker

    def _turn(self, finished: dict[int, tuple[str, Body | ReadoutError]]) -> None:
        """Wait for something to happen: an answer, room in a pipe, an end, a deadline."""
        busy = [w for w in self._pool if w.item]
        if not busy:
            return
        patience = max(0.0, min(w.deadline for w in busy) - time.monotonic())
        for key, _ in self._selector.select(patience):
            worker: _Worker = key.data
            if worker not in self._pool:
                continue
            if key.fileobj is worker.pages:
                self._send(worker)
            else:
                self._receive(worker, finished)
        now = time.monotonic()
        for worker in [w for w in self._pool if w.item and w.deadline <= now]:
            if worker.ready and worker.waits(self._seconds):
                continue
            if worker.ready:
                reason = f"it took more than {self._seconds:g} s"
                self._fail(worker, HardError, "The page was given up", reason, finished)
            else:
                reason = f"not ready after {_START_SECONDS:g} s"
                self._fail(worker, TemporaryError, "No worker could be started", reason, finished)

    def _send(self, worker: _Worker) -> None:
        try:
            written = os.write(worker.pages.fileno(), worker.outgoing[:65536])
            worker.outgoing = worker.outgoing[written:]
        except BlockingIOError:
            return
        except OSError:  # it died; its closed output says so next
            worker.outgoing = memoryview(b"")
        if not worker.outgoing:
            self._selector.unregister(worker.pages)

    def _receive(
        self, worker: _Worker, finished: dict[int, tuple[str, Body | ReadoutError]]
    ) -> None:
        data = os.read(worker.answers.fileno(), 1 << 20)
        if not data:
            code = worker.process.wait()
            cause = f"signal {-code}" if code < 0 else f"exit {code}"
            if worker.ready:
                self._fail(worker, HardError, "The page killed its worker", cause, finished)
            else:
                self._fail(worker, TemporaryError, "A worker died at its start", cause, finished)
            return
        worker.buffer += data
        while (answer := worker.message()) is not None:
            if answer == "ready":
                worker.ready = True
                worker.begin(self._seconds)
            elif worker.item and isinstance(answer, (Body, ReadoutError)):
                finished[worker.ticket] = (worker.item.id, answer)
                worker.item = None
                worker.done += 1
                if worker.done >= self._pages_per_worker:
                    self._end(worker)

    def _fail(
        self,
        worker: _Worker,
        kind: type[ReadoutError],
        what: str,
        why: str,
        finished: dict[int, tuple[str, Body | ReadoutError]],
    ) -> None:
        if worker.item:
            finished[worker.ticket] = (
                worker.item.id,
                kind(what, resource=worker.item.url, why=why),
            )
            worker.item = None
        self._end(worker)

    def _end(self, worker: _Worker) -> None:
        """Kill and bury one child; it holds nothing that is worth a polite end."""
        if worker in self._pool:
            self._pool.remove(worker)
        for pipe in (worker.pages, worker.answers):
            with contextlib.suppress(KeyError, ValueError):
                self._selector.unregister(pipe)
            pipe.close()
        worker.process.kill()
        worker.process.wait()
