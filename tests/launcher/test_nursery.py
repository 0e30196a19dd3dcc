"""Airflow's processes are forks of one that has loaded it; each ends, and is told of, by itself."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator

import psutil
import pytest
from readout.errors import ReadoutError
from readout.launcher.environment import Ports, airflow_environment, load_secrets
from readout.launcher.nursery import Forked
from readout.launcher.processes import Family, Service


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Family]:
    home = tmp_path_factory.mktemp("home")
    env = airflow_environment(home, Ports(1, 2, 3), load_secrets(home), {})
    made = Family(home, {**os.environ, **env})
    yield made
    made.stop()


def nursery_of(child: Forked) -> psutil.Process:
    parent = psutil.Process(child.pid).parent()
    assert parent is not None
    return parent


def test_a_command_runs_to_its_end(family: Family) -> None:
    family.run("version", "version")
    assert family.log_end("version")[0].isdigit()
    with pytest.raises(ReadoutError, match="invalid choice"):
        family.run("nonsense", "nonsense")


def test_a_fork_leads_a_session_bears_the_mark_and_is_started_again(family: Family) -> None:
    # A command that waits: it asks for a database that is not there before each look.
    waiting = Service(("db", "check", "--retry", "999", "--retry-delay", "1"))
    env = dict(family.env)
    env["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = "sqlite:////nowhere/at/all.db"
    apart = Family(family.home / "apart", env)
    try:
        apart.serve("check", waiting)
        child = apart.children["check"]
        assert isinstance(child, Forked)
        parent = nursery_of(child)
        # The fork's own title comes after its session; before, it shows the nursery's command.
        deadline = time.monotonic() + 60
        while " ".join(psutil.Process(child.pid).cmdline()).strip() != "airflow check":
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert os.getsid(child.pid) == child.pid
        assert psutil.Process(child.pid).environ()["READOUT_START"] == apart.mark
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(0.1)

        child.kill()
        assert child.wait(60) == -9
        assert any("exit code -9" in line for line in apart.revive())
        again = apart.children["check"]
        assert again.pid != child.pid
        assert nursery_of(again).pid == parent.pid

        # With the nursery its forks end; both come back.
        parent.kill()
        assert again.wait(60) == -15
        told: list[str] = []
        deadline = time.monotonic() + 60
        while apart.children["check"] is again and time.monotonic() < deadline:
            told += apart.revive()
            time.sleep(0.2)
        assert told
        assert nursery_of(apart.children["check"]).pid != parent.pid
    finally:
        apart.stop()
    assert not psutil.pid_exists(parent.pid)
