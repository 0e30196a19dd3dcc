"""A limit on the CPU time of a piece of Python code, without a process of its own.

For parsers that are ours to call but not to mend: a feed with 100,000 attributes in one tag
kept feedparser busy for minutes. A timer of the process's own CPU time interrupts them; that
works in the main thread only, where tasks and commands run, and elsewhere there is no limit.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class CpuTimeUp(BaseException):
    """Not an Exception: nothing that is being interrupted may take it for its own."""


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """Let the block use `seconds` of CPU time (user mode).

    Raises:
        CpuTimeUp: it used them up.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_: int, __: FrameType | None) -> None:
        raise CpuTimeUp

    before = signal.signal(signal.SIGVTALRM, interrupt)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
