"""How long one article may take, so that one page never costs the others of its batch theirs."""

from __future__ import annotations

from time import thread_time


class OutOfTime(Exception):
    """An article took more CPU than it may."""


class Clock:
    """Counts the CPU seconds of this thread from when it was made."""

    def __init__(self, seconds: float) -> None:
        self._end = thread_time() + seconds

    def check(self) -> None:
        """Raise `OutOfTime` when the time is up."""
        if thread_time() > self._end:
            raise OutOfTime
