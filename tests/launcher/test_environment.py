"""What the launcher tells its processes."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from readout.config import ROOT
from readout.errors import ConfigError, ReadoutError
from readout.home import keep_environment, kept_environment
from readout.launcher.backing import backing
from readout.launcher.environment import (
    Ports,
    _on_workers,
    airflow_environment,
    free_port,
    load_secrets,
    port_for,
)
from readout.launcher.processes import Family

from tests.launcher.test_processes import is_gone, until


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


def told_pid(home: Path) -> int:
    """The process id that the child named `parent` has printed."""
    log = home / "logs" / "parent.log"
    assert until(lambda: log.read_text().endswith("\n"))
    return int(log.read_text())


def test_stopping_ends_grandchildren_that_ignore_sigterm(tmp_path: Path) -> None:
    """Airflow's idle workers do just that when their scheduler was killed."""
    stubborn = (
        "import os, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print(os.getpid(), flush=True); time.sleep(300)"
    )
    parent = (
        "import subprocess, sys, time;"
        f"subprocess.Popen([sys.executable, '-c', {stubborn!r}]); time.sleep(300)"
    )
    family = Family(tmp_path, dict(os.environ))
    family.start("parent", [sys.executable, "-c", parent])
    child = told_pid(tmp_path)
    assert not is_gone(child)
    family.stop()
    assert is_gone(child)


def test_stopping_finds_the_tasks_of_a_killed_scheduler(tmp_path: Path) -> None:
    """They lead sessions of their own, have a new name, and their parent is gone."""
    task = (
        "import os, setproctitle, time; setproctitle.setproctitle('t' * 2000);"
        "print(os.getpid(), flush=True); time.sleep(300)"
    )
    parent = (
        "import subprocess, sys, time;"
        f"subprocess.Popen([sys.executable, '-c', {task!r}], start_new_session=True);"
        "time.sleep(300)"
    )
    family = Family(tmp_path, dict(os.environ))
    family.start("parent", [sys.executable, "-c", parent])
    child = told_pid(tmp_path)
    family.children["parent"].kill()
    family.children["parent"].wait()
    assert not is_gone(child)
    family.stop()
    assert is_gone(child)


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


def test_what_workers_are_told_stands_where_a_newsroom_with_its_own_servers_looks() -> None:
    """docs/scale.md names every variable by which `up --scale` makes Celery run the tasks."""
    text = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    told = _on_workers(backing("a secret", 1, 2))
    assert len(told) > 5
    assert [name for name in told if f"{name}=" not in text] == []
