"""A block that's given up, however its first interruption is lost."""

from __future__ import annotations

import contextlib
import signal
import time
import weakref
from collections.abc import Callable

import pytest
from readout.sources.feeds import cpulimit
from readout.sources.feeds.cpulimit import CpuTimeUp, cpu_limit

FOR = 0.05
LONG = 3.0
"""CPU seconds that each block would take without a limit."""


def busy(seconds: float) -> None:
    """Use CPU time in user mode, which is what the limit counts (asking for the time is not)."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        sum(range(10_000))


def in_the_block() -> None:
    busy(LONG)


def in_a_finaliser() -> None:
    class Slow:
        def __del__(self) -> None:
            busy(4 * FOR)

    Slow()
    busy(LONG)


def in_a_weak_reference() -> None:
    class Thing:
        pass

    thing = Thing()
    reference = weakref.ref(thing, lambda _: busy(4 * FOR))
    del thing
    assert reference() is None
    busy(LONG)


def where_everything_is_caught() -> None:
    with contextlib.suppress(BaseException):
        busy(4 * FOR)
    busy(LONG)


def in_a_generator_being_closed() -> None:
    def slow():  # type: ignore[no-untyped-def]
        try:
            yield
        finally:
            busy(4 * FOR)

    generator = slow()
    next(generator)
    del generator
    busy(LONG)


LOST = [
    in_the_block,
    in_a_finaliser,
    in_a_weak_reference,
    where_everything_is_caught,
    in_a_generator_being_closed,
]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("block", LOST, ids=lambda block: block.__name__)
def test_it_is_given_up(block: Callable[[], None]) -> None:
    with pytest.raises(CpuTimeUp), cpu_limit(FOR):
        block()


@pytest.mark.parametrize("block", LOST, ids=lambda block: block.__name__)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_nothing_goes_off_afterwards(block: Callable[[], None]) -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with pytest.raises(CpuTimeUp), cpu_limit(FOR):
        block()
    assert signal.getsignal(signal.SIGVTALRM) == before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    busy(2 * cpulimit.AGAIN_SECONDS)


def test_what_ends_in_time_is_left_alone() -> None:
    with cpu_limit(LONG):
        busy(FOR)
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
