"""The scheduler rests while nothing happens, and at no other time."""

from __future__ import annotations

from typing import Any

import pytest


def test_it_rests_only_while_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    from readout.ui import executor

    slept: list[float] = []
    now = 100.0
    monkeypatch.setattr(executor.time, "monotonic", lambda: now)
    monkeypatch.setattr(executor.time, "sleep", slept.append)
    monkeypatch.setattr(executor.LocalExecutor, "sync", lambda self: None)
    made: Any = executor.RestingExecutor(parallelism=1)

    made.sync()
    assert slept == [executor.REST_SECONDS], "nothing has run yet"
    made.running.add("a task")
    made.sync()
    made.running.clear()
    now += executor.AWAKE_SECONDS - 1
    made.sync()
    assert len(slept) == 1, "the next link of the chain must not wait"
    now += 2
    made.sync()
    assert len(slept) == 2
