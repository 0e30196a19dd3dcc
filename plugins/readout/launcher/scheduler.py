"""Airflow's scheduler, with what its tasks need loaded before it forks them.

    python -m readout.launcher.scheduler [options of `airflow scheduler`]

Every task runs in a fork of the scheduler. The language model and its libraries take 1.2
CPU-seconds to load, more than reading an article takes, so with one article in a run most
of the reading was loading. Loaded once here, they cost a task nothing, and the forks share
their memory.
"""

from __future__ import annotations

import gc
import runpy
import sys
from datetime import UTC, datetime

from readout.model import Article

# Read once, so that the lexicon and the patterns that are made at first use are made.
WARM_UP = Article(
    id="warm-up",
    text="The minister met the president in Vienna on Monday. “We agreed,” the minister said.",
    published=datetime(2023, 6, 19, tzinfo=UTC),
)


def preload() -> None:
    """Import the steps and read one small text.

    What fails here is told and left to the task that needs it: there it is that task's
    failure, with a mail, while a scheduler that does not start tells nobody.
    """
    try:
        from readout.extraction import extract
        from readout.steps import alerting, fetching, polling, resolving  # noqa: F401

        extract(WARM_UP)
    except Exception as cause:
        print(f"not loaded in advance: {type(cause).__name__}: {cause}", file=sys.stderr)


def freeze() -> None:
    """Leave what is loaded out of garbage collection for good.

    A collection writes into every object that it looks at, and a page that is written to is
    shared no more. Airflow freezes while it forks its workers and thaws afterwards: the
    scheduler's own next collection then copied all of it.
    """
    gc.collect()
    gc.freeze()
    # What was loaded before the forks lives as long as we do.
    gc.unfreeze = lambda: None


if __name__ == "__main__":
    preload()
    freeze()
    sys.argv = ["airflow", "scheduler", *sys.argv[1:]]
    runpy.run_module("airflow", run_name="__main__", alter_sys=True)
