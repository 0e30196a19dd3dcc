"""The PostgreSQL and the broker of a start, as its processes are known again."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import psutil
from readout.launcher import backing
from readout.launcher.environment import free_port
from readout.launcher.processes import MARK, Family, end_left_over, home_mark


def test_what_a_killed_start_left_is_ended_by_the_next() -> None:
    """Both servers bear the start's mark in their environment as long as they live."""
    # Not pytest's own folder: that is closed to the user that PostgreSQL runs as.
    home = Path(tempfile.mkdtemp(prefix="readout-scale-"))
    home.chmod(0o755)
    family = Family(home, {})
    made = backing.backing("a secret of the tests", free_port(0, ""), free_port(0, ""))
    try:
        backing.start(family, home, made)
        marked = {p.name() for p in psutil.process_iter() if _mark(p).startswith(home_mark(home))}
        assert {"postgres", Path(backing.broker_program()).name} <= marked
        assert end_left_over(home) >= 2
        assert not [p for p in psutil.process_iter() if _mark(p).startswith(home_mark(home))]
    finally:
        family.stop()
        shutil.rmtree(home, ignore_errors=True)


def _mark(process: psutil.Process) -> str:
    try:
        return process.environ().get(MARK, "")
    except (psutil.Error, OSError):
        return ""
