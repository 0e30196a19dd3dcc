"""What a running start does beside waiting: ended processes, full logs, a clock that was ahead."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from readout.errors import ReadoutError, TemporaryError, WarehouseError
from readout.launcher.airflow_api import AirflowApi
from readout.launcher.processes import Family

T = TypeVar("T")
ROTATE_SECONDS = 60.0
CLOCK_SECONDS = 300.0
PATIENCE_SECONDS = 600.0
# Runs by the clock begin when they are due, not this much before.
AHEAD = timedelta(minutes=10)


@dataclass
class Upkeep:
    """Call `round` every few seconds; it never raises what a running product can live with.

    Args:
        say: gets a sentence for whatever had to be done.
    """

    api: AirflowApi
    family: Family
    say: Callable[[str], None]
    _rotated: float = field(default_factory=time.monotonic)
    _clock: float = float("-inf")

    def round(self) -> None:
        """One look at everything that is due to be looked at."""
        now = time.monotonic()
        for told in self.family.revive():
            self.say(f"{datetime.now():%H:%M:%S}  {told}")
        if now - self._rotated > ROTATE_SECONDS:
            self._rotated = now
            self._tried(self.family.rotate)
        if now - self._clock > CLOCK_SECONDS:
            self._clock = now
            self._tried(self._forget_the_future)

    def _tried(self, work: Callable[[], object]) -> None:
        try:
            work()
        except (OSError, ReadoutError) as cause:
            self.say(f"{datetime.now():%H:%M:%S}  {cause}")

    def _forget_the_future(self) -> None:
        """Delete runs from a time that has not come: the clock was ahead when they were made.

        Airflow makes a Dag's next run after its last one, so with a last run in a month it
        makes none for a month, and says nothing.
        """
        for dag, run in future_runs(self.api, datetime.now(UTC)):
            self.api.delete(f"/dags/{dag}/dagRuns/{run}")
            self.say(f"{dag}: a run of the future is deleted ({run}); the clock was ahead")


def patiently(work: Callable[[], T], upkeep: Upkeep, *, once: bool) -> T:
    """What `work` gives. Of a product that goes on running a server that is away for a while ends
    nothing: it is started again, and the work tried again, for `PATIENCE_SECONDS`.

    Args:
        once: the product is to end with this work, so whatever fails is told at once.

    Raises:
        TemporaryError, WarehouseError: it still failed when the time was up.
    """
    deadline, told = time.monotonic() + PATIENCE_SECONDS, ""
    while True:
        try:
            return work()
        except (TemporaryError, WarehouseError) as cause:
            if once or time.monotonic() > deadline:
                raise
            if str(cause) != told:
                told = str(cause)
                upkeep.say(f"{datetime.now():%H:%M:%S}  {told}")
        upkeep.round()
        time.sleep(1.0)


def future_runs(api: AirflowApi, now: datetime) -> list[tuple[str, str]]:
    """(Dag, run) of all runs that are to begin later than they can have been made."""
    limit = (now + AHEAD).strftime("%Y-%m-%dT%H:%M:%SZ")
    found = api.get(f"/dags/~/dagRuns?run_after_gte={limit}&limit=100")["dag_runs"]
    return [(row["dag_id"], row["dag_run_id"]) for row in found]
