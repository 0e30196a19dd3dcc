"""What the launcher tells its processes."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from readout.errors import ConfigError, ReadoutError
from readout.home import keep_environment, kept_environment
from readout.launcher.environment import (
    Ports,
    airflow_environment,
    free_port,
    load_secrets,
    port_for,
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


def test_a_user_without_a_name_gets_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Containers give user ids that the machine has no entry for; Airflow asks for a name."""

    def nobody(uid: int) -> None:
        raise KeyError(f"getpwuid(): uid not found: {uid}")

    for name in ("LOGNAME", "USER", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    env = airflow_environment(tmp_path, Ports(1, 2, 3), load_secrets(tmp_path), {})
    code = "import getpass, pathlib; print(getpass.getuser(), pathlib.Path.home())"
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["readout", str(tmp_path)]


def test_the_loopback_is_reached_past_a_proxy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "intranet.example")
    env = airflow_environment(tmp_path, Ports(1, 2, 3), load_secrets(tmp_path), {})
    assert env["no_proxy"] == env["NO_PROXY"] == "intranet.example,127.0.0.1,localhost"
    assert env["http_proxy"] == "http://proxy.example:3128"


def test_a_home_with_an_umlaut_in_the_plain_locale(tmp_path: Path) -> None:
    home = tmp_path / "übung"
    code = (
        "from pathlib import Path; from readout.config import load_settings;"
        "from readout.home import keep_environment\n"
        "here = load_settings(); here.home.mkdir()\n"
        "keep_environment(here.home, {'READOUT_FEEDS': str(here.home / 'größe.opml')})\n"
        "print(load_settings().feeds)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"LC_ALL": "C", "READOUT_HOME": str(home), "PATH": os.environ["PATH"]},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().strip() == str(home / "größe.opml")


def test_the_users_settings_are_kept_and_other_lines_stay(tmp_path: Path) -> None:
    (tmp_path / "settings.env").write_text("# mine\nREADOUT_SMTP_HOST=mail.example\n")
    keep_environment(tmp_path, {"READOUT_FEEDS": "/a b/c.opml"})
    keep_environment(tmp_path, {"READOUT_FEEDS": "/a 'b'/d.opml"})
    assert kept_environment(tmp_path) == {
        "READOUT_SMTP_HOST": "mail.example",
        "READOUT_FEEDS": "/a 'b'/d.opml",
    }
    assert "# mine" in (tmp_path / "settings.env").read_text()


def test_a_usual_port_gives_way_and_a_wanted_one_does_not() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        taken = holder.getsockname()[1]
        assert port_for(None, taken, "--port") != taken
        with pytest.raises(ConfigError, match="A port is taken"):
            port_for(taken, 8080, "--port")
