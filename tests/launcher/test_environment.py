"""What the launcher tells its processes."""

from __future__ import annotations

import json
import os
import stat
import sys
import time
from pathlib import Path

import psutil
import pytest
from readout.errors import ConfigError, ReadoutError
from readout.launcher.environment import (
    Ports,
    airflow_environment,
    free_port,
    load_secrets,
)
from readout.launcher.processes import Family


def test_secrets_are_made_once_and_are_the_owners_only(tmp_path: Path) -> None:
    first = load_secrets(tmp_path)
    assert load_secrets(tmp_path) == first
    assert len(first.jwt_secret) >= 64, "PyJWT wants 64 bytes for HS512"
    mode = stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode)
    assert mode == 0o600


def test_a_damaged_secrets_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "secrets.json").write_text("{", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"rm .*secrets\.json"):
        load_secrets(tmp_path)


def test_everything_binds_to_the_loopback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW__API__HOST", "0.0.0.0")
    monkeypatch.setenv("AIRFLOW__CORE__PARALLELISM", "2")
    made = load_secrets(tmp_path)
    env = airflow_environment(tmp_path, Ports(1, 2, 3), made, {"READOUT_FEEDS": "x"})
    assert env["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert env["AIRFLOW__CORE__PARALLELISM"] == "2", "the user's own choice stands"
    assert env["READOUT_FEEDS"] == "x"
    passwords = tmp_path / "airflow" / "passwords.json"
    assert json.loads(passwords.read_text()) == {"admin": made.admin_password}
    assert stat.S_IMODE(passwords.stat().st_mode) == 0o600


def test_any_free_port_for_zero() -> None:
    assert free_port(0, "--port") > 1023


def test_stopping_ends_grandchildren_that_ignore_sigterm(tmp_path: Path) -> None:
    """Airflow's idle workers do just that when their scheduler was killed."""
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    parent = (
        "import subprocess, sys, time;"
        f"p = subprocess.Popen([sys.executable, '-c', {stubborn!r}]);"
        "print(p.pid, flush=True); time.sleep(60)"
    )
    family = Family(tmp_path, dict(os.environ))
    family.start("parent", [sys.executable, "-c", parent])
    log = tmp_path / "logs" / "parent.log"
    while not log.read_text().strip():
        time.sleep(0.05)
    child = int(log.read_text())
    assert psutil.pid_exists(child)
    family.stop()
    gone = not psutil.pid_exists(child) or psutil.Process(child).status() == "zombie"
    assert gone


def test_stopping_finds_the_tasks_of_a_killed_scheduler(tmp_path: Path) -> None:
    """They lead sessions of their own, have a new name, and their parent is gone."""
    task = "import setproctitle, time; setproctitle.setproctitle('t' * 2000); time.sleep(60)"
    parent = (
        "import subprocess, sys, time;"
        f"p = subprocess.Popen([sys.executable, '-c', {task!r}], start_new_session=True);"
        "time.sleep(1); print(p.pid, flush=True); time.sleep(60)"
    )
    family = Family(tmp_path, dict(os.environ))
    family.start("parent", [sys.executable, "-c", parent])
    log = tmp_path / "logs" / "parent.log"
    while not log.read_text().strip():
        time.sleep(0.05)
    task_process = psutil.Process(int(log.read_text()))
    family.children["parent"].kill()
    family.children["parent"].wait()
    assert task_process.status() != "zombie"
    family.stop()
    gone = not task_process.is_running() or task_process.status() == "zombie"
    assert gone


def test_a_process_that_ends_by_itself_is_told_with_its_last_words(tmp_path: Path) -> None:
    family = Family(tmp_path, dict(os.environ))
    family.start("short", [sys.executable, "-c", "print('out of luck'); raise SystemExit(3)"])
    family.children["short"].wait()
    with pytest.raises(ReadoutError, match="out of luck"):
        family.check()
    family.stop()
