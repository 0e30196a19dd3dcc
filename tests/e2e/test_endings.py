"""Whatever is killed, nothing is lost and nothing is left.

Killed with -9 are the scheduler in the middle of the chain (its tasks are then nobody's
children), the API server (everything else then talks to nobody) and `readout up` itself, which
then can end nobody; Ctrl-C comes in the middle of the chain.
"""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import psutil
import pytest
from readout.config import Settings

from tests.e2e.test_whole_product import Started, counts, left_behind

pytestmark = pytest.mark.e2e

IN_THE_CHAIN = "poll_feeds: done"


@pytest.fixture
def under_way(tmp_path: Path) -> Started:
    """A product in the middle of its first chain of runs."""
    started = Started(tmp_path / "var")
    deadline = time.monotonic() + 400
    while IN_THE_CHAIN not in started.text:
        assert started.process.poll() is None, started.text[-3000:]
        assert time.monotonic() < deadline, started.text[-3000:]
        time.sleep(0.2)
    return started


def published(home: Path) -> bool:
    """Whether a snapshot is there yet; what was under way when a service died ends later."""
    return Settings(home=home, feeds=home, watches=home).snapshot.is_file()


def service(started: Started, title: str) -> psutil.Process:
    """The descendant of `readout up` that bears this title. Of a command line only its beginning
    is looked at: behind it stand paths, which hold any word that a clone's folder is named for."""
    deadline = time.monotonic() + 60
    while True:
        for child in psutil.Process(started.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):  # a task may end at any moment
                if " ".join(child.cmdline()).startswith(title):
                    return child
        assert time.monotonic() < deadline, f"no {title}"
        time.sleep(0.2)


@pytest.mark.parametrize(
    ("name", "title"),
    [("scheduler", "airflow scheduler"), ("api-server", "airflow api_server")],
)
def test_a_killed_service_is_started_again_and_the_work_is_done(
    under_way: Started, name: str, title: str
) -> None:
    assert len(left_behind(under_way.home)) > 5, "the search must be able to find them"
    killed = service(under_way, title)
    killed.kill()
    try:
        under_way.wait_ready()
        told = f"{name} has ended by itself (exit code -9); it is started again"
        deadline = time.monotonic() + 60  # the end may be seen after the start has said its last
        while told not in under_way.text:
            assert time.monotonic() < deadline, under_way.text[-3000:]
            time.sleep(0.2)
        assert "Traceback" not in under_way.text
        assert service(under_way, title).pid != killed.pid
        deadline = time.monotonic() + 300
        while not published(under_way.home) or counts(under_way.home)["meetings"] < 12:
            assert time.monotonic() < deadline, under_way.text[-3000:]
            time.sleep(2)
    finally:
        assert under_way.stop() == 0
    assert left_behind(under_way.home) == []


def test_killed_itself_it_leaves_nothing_that_goes_on(under_way: Started) -> None:
    under_way.process.kill()
    under_way.process.wait(60)
    deadline = time.monotonic() + 60
    while left_behind(under_way.home):
        assert time.monotonic() < deadline, left_behind(under_way.home)
        time.sleep(0.5)


def test_ctrl_c_in_the_middle_of_the_chain(under_way: Started) -> None:
    assert under_way.stop() == 0
    assert "stopping" in under_way.text
    assert "Traceback" not in under_way.text
    assert left_behind(under_way.home) == []
