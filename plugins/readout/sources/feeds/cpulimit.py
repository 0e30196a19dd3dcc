"""A limit on the CPU time of a piece of Python code, without a process of its own.

For parsers that are ours to call but not to mend: a feed with 100,000 attributes in one tag
kept feedparser busy for minutes. A timer of the process's own CPU time interrupts them; that
works in the main thread only, where tasks and commands run, and elsewhere there is no limit.

The timer goes off again and again until the block has ended: Python prints and drops what is
raised inside a finaliser or a weak reference's callback ("Exception ignored in"), and code that
catches everything does the same in silence, so a single interruption may be lost.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN_SECONDS = 0.1
"""CPU seconds between one interruption and the next, long enough to leave the block."""


class CpuTimeUp(BaseException):
    """Not an Exception: nothing that is being interrupted may take it for its own."""


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Let the block use `seconds` of CPU time (user mode).

    Args:
        seconds: of CPU time; after them it's interrupted every AGAIN_SECONDS until it ends.

    Raises:
        CpuTimeUp: it used them up.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_: int, __: FrameType | None) -> None:
        raise CpuTimeUp

    before = signal.signal(signal.SIGVTALRM, interrupt)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN_SECONDS)
    try:
        try:
            yield
        finally:
            # May itself be interrupted, once: the next one is AGAIN_SECONDS away.
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
