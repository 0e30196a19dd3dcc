"""The product as a newcomer starts it: one command, real Airflow, real mail, real file.

The launcher runs on free ports and a temporary home folder, does the main job on the sample
newsroom, and is started a second time: nothing may double.
"""

from __future__ import annotations

import email
import email.policy
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from readout.config import Settings
from readout.storage.snapshot import open_snapshot
from readout.storage.warehouse import rows

pytestmark = pytest.mark.e2e

READY = "Running. Ctrl-C ends it."
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Started:
    """One `readout up` and what it printed."""

    def __init__(self, home: Path, *extra: str) -> None:
        self.home = home
        self.log = home.parent / f"up-{len(list(home.parent.glob('up-*')))}.log"
        command = [sys.executable, "-c", "from readout.cli import main; main()", "up", "--sample"]
        command += ["--home", str(home), "--port", "0", "--newsroom-port", "0"]
        command += ["--mail-port", "0", "--timeout", "600", *extra]
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                command, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, "COLUMNS": "160"}
            )

    @property
    def text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_ready(self, seconds: float = 700) -> None:
        deadline = time.monotonic() + seconds
        while READY not in self.text:
            assert self.process.poll() is None, self.text[-3000:]
            assert time.monotonic() < deadline, self.text[-3000:]
            time.sleep(0.5)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(90)

    @property
    def url(self) -> str:
        found = re.search(r"Open (http://127\.0\.0\.1:\d+)/", self.text)
        assert found, self.text[-2000:]
        return found[1]


def counts(home: Path) -> dict[str, int]:
    tables = ("entries", "articles", "revisions", "quotes", "meeting_mentions", "meetings")
    tables += ("meeting_changes", "alerts")
    with open_snapshot(Settings(home=home, feeds=home, watches=home)) as snapshot:
        return {
            table: rows(snapshot.connection, f"SELECT count(*) AS n FROM {table}")[0]["n"]
            for table in tables
        }


def left_behind(home: Path) -> list[str]:
    """Processes that were told of this home folder and still live."""
    found = []
    for process in psutil.process_iter(["pid", "cmdline"]):
        try:
            if process.environ().get("READOUT_HOME") == str(home):
                found.append(f"{process.pid} {' '.join(process.info['cmdline'] or [])[:100]}")
        except psutil.Error:
            continue
    return found


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    home = tmp_path_factory.mktemp("product") / "var"
    started = Started(home)
    try:
        started.wait_ready()
        yield started
    finally:
        if started.process.poll() is None:
            started.stop()


def test_it_prints_what_was_found(first: Started) -> None:
    for words in ("Blinken", "Xi Jinping", "held", "Open", "Mail", "Data", "Next"):
        assert words in first.text


def test_the_tables_are_filled(first: Started) -> None:
    found = counts(first.home)
    assert found["articles"] == found["entries"] == 24
    assert found["quotes"] > 60
    assert found["meetings"] >= 12
    assert found["meetings"] < found["meeting_mentions"], "outlets must fold"


def test_a_mail_arrived_and_can_be_read(first: Started) -> None:
    mails = sorted((first.home / "mail").glob("*.eml"))
    assert mails
    parsed = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in mails
    ]
    # Failures of tasks go to the operator; there must be none.
    assert not [m["Subject"] for m in parsed if "failed" in m["Subject"]]
    about = [m for m in parsed if "Blinken" in m["Subject"]]
    assert about
    body = about[0].get_body(("plain",))
    assert body is not None
    assert "Blinken" in body.get_content()
    assert "why" in body.get_content().lower()


def test_anonymous_gets_401_and_nothing_listens_outside(first: Started) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        OPENER.open(first.url + "/readout/", timeout=20)
    assert refused.value.code == 401
    pids = {first.process.pid}
    pids |= {p.pid for p in psutil.Process(first.process.pid).children(recursive=True)}
    listening = [
        c for c in psutil.net_connections("inet") if c.status == "LISTEN" and c.pid in pids
    ]
    assert listening
    assert {c.laddr.ip for c in listening} == {"127.0.0.1"}


def test_a_second_start_doubles_nothing_and_leaves_no_process(first: Started) -> None:
    before = counts(first.home)
    mails = len(list((first.home / "mail").glob("*.eml")))
    assert first.stop() == 0
    assert left_behind(first.home) == []
    second = Started(first.home, "--once")
    assert second.process.wait(700) == 0, second.text[-3000:]
    assert left_behind(first.home) == []
    assert counts(first.home) == before
    assert len(list((first.home / "mail").glob("*.eml"))) == mails


def test_a_taken_port_is_a_sentence(tmp_path: Path) -> None:
    import socket

    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        command = [sys.executable, "-c", "from readout.cli import main; main()", "up", "--sample"]
        command += ["--home", str(tmp_path / "var"), "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "A port is taken" in done.stderr
    assert "--port" in done.stderr
