"""Airflow's local executor, which lets the scheduler rest while nothing happens."""

from __future__ import annotations

import time

from airflow.executors.local_executor import LocalExecutor

# Between two links of a chain nothing runs for a moment, and the next must not wait.
AWAKE_SECONDS = 5.0
REST_SECONDS = 1.5


class RestingExecutor(LocalExecutor):
    """The scheduler's loop costs 15 ms and calls `sync` once each time. While tasks run, and some
    seconds after, it goes round as Airflow's settings say, three times a second; otherwise it
    rests here. What becomes due meanwhile, a poll by the clock or a run by hand, begins that
    much later.
    """

    _busy = float("-inf")

    def sync(self) -> None:
        super().sync()
        now = time.monotonic()
        if self.running or self.queued_tasks:
            self._busy = now
        elif now - self._busy > AWAKE_SECONDS:
            time.sleep(REST_SECONDS)
