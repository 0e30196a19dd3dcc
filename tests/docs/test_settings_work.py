"""What a setting says it does, it does: those that no other room's tests set, and that each is."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import AuthResult
from readout.config import ROOT, Settings, load_settings, variable
from readout.delivery.smtp import Courier
from readout.steps.chain import mail_server
from readout.steps.maintaining import tidy

from tests.sources.serving import Page, Request, Server
from tests.steps.ingesting import article, feed, ingest, page, serving

NOW = datetime.now(UTC).replace(tzinfo=None)
PROGRAM = "from readout.cli import main; main()"


def at_once(server: Server, start: str) -> int:
    """Most requests that were answered at the same time, of those whose page came late."""
    late = [r for r in server.requests if r.path.startswith(start) and r.ended - r.at > 0.2]
    assert len(late) == 6
    return max(sum(r.at <= at.at < r.ended for r in late) for at in late)


def late(shown: Page, seconds: float) -> Page:
    async def send(request: Request, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)
        await shown(request, writer)

    return send


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


def test_each_is_set_by_a_test() -> None:
    told = set(
        re.findall(r"READOUT_[A-Z]+(?:_[A-Z]+)*\b(?!_)", (ROOT / "docs/settings.md").read_text())
    )
    fields = {variable(name): name for name in Settings.model_fields}
    texts = [
        path.read_text(encoding="utf-8")
        for path in (ROOT / "tests").rglob("*.py")
        if path.name != "test_config.py"  # only says what is refused
    ]
    unset = [
        name
        for name in sorted(told - {"READOUT_START"})  # the launcher's own, tests/launcher
        if not any(re.search(rf"{name}[\"'=]|\b{fields.get(name, name)}=", text) for text in texts)
    ]
    assert unset == []


@pytest.mark.parametrize("most", [1, 3])
def test_host_requests(settings: Settings, server: Server, most: int) -> None:
    run = ingest(settings.changed(host_requests=most), server)
    run.listed("/feed")
    links = [f"/{n}" for n in range(6)]
    server.pages["/feed"] = feed(*((link, server.base + link, link) for link in links))
    for n, link in enumerate(links):
        server.pages[link] = late(page(article(f"Story {n}", n)), 0.3)
    run.poll(NOW)
    assert run.fetch(NOW)["articles"] == 6
    assert at_once(server, "/") == most


@pytest.mark.parametrize("most", [1, 3])
def test_host_requests_of_polls(settings: Settings, server: Server, most: int) -> None:
    run = ingest(settings.changed(host_requests=most), server)
    paths = [f"/feed{n}" for n in range(6)]
    run.listed(*paths)
    for path in paths:
        server.pages[path] = late(feed((path, f"{server.base}{path}/1", path)), 0.3)
    assert run.poll(NOW)["new"] == 6
    assert at_once(server, "/feed") == most


@pytest.mark.parametrize("days, left", [(30, 2), (5, 1), (0, 0)])
def test_archive_days(settings: Settings, server: Server, days: int, left: int) -> None:
    """Pages of today and of ten days ago; with 0 none is kept in the first place."""
    run = ingest(settings.changed(archive_days=days), server)
    run.listed("/feed")
    server.pages["/feed"] = feed(("1", f"{server.base}/1", "One"))
    server.pages["/1"] = page(article("One", 1))
    old = (datetime.now(UTC) - timedelta(days=10)).strftime("pages-%Y-%m-%d-1-ab.warc.gz")
    settings.archive.mkdir(parents=True)
    (settings.archive / old).write_bytes(b"")
    run.poll(NOW)
    run.fetch(NOW)
    tidy(run.settings)
    assert len(list(settings.archive.iterdir())) == left


@pytest.mark.parametrize("megabytes, left", [(1, 1), (0, 0)])
def test_archive_megabytes(settings: Settings, megabytes: int, left: int) -> None:
    settings.archive.mkdir(parents=True)
    for day in (1, 2):
        name = (datetime.now(UTC) - timedelta(days=day)).strftime("pages-%Y-%m-%d-1-ab.warc.gz")
        (settings.archive / name).write_bytes(bytes(600_000))
    tidy(settings.changed(archive_megabytes=megabytes))
    assert len(list(settings.archive.iterdir())) == left


@pytest.mark.parametrize("password, told", [("right", "sent"), ("wrong", "refused the login desk")])
def test_smtp_login_and_password(monkeypatch: pytest.MonkeyPatch, password: str, told: str) -> None:
    kept: list[object] = []

    class Keep(Message):
        def handle_message(self, message: object) -> None:
            kept.append(message)

    def known(
        server: object, session: object, envelope: object, how: str, data: object
    ) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (b"desk", b"right"), handled=False)  # type: ignore[attr-defined]

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(
        Keep(),
        hostname="127.0.0.1",
        port=port,
        authenticator=known,
        auth_required=True,
        auth_require_tls=False,
    )
    controller.start()
    try:
        for name, value in (("HOST", "127.0.0.1"), ("PORT", str(port)), ("TLS", "none")):
            monkeypatch.setenv(f"READOUT_SMTP_{name}", value)
        monkeypatch.setenv("READOUT_SMTP_LOGIN", "desk")
        monkeypatch.setenv("READOUT_SMTP_PASSWORD", password)
        server = mail_server(load_settings())
        assert server is not None
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", "Hello"
        message.set_content("Hello.")
        with Courier(server) as courier:
            handed = courier.deliver(message, "c@d.example", lambda *_: None)
    finally:
        controller.stop()
    assert told in str(handed)
    assert password not in str(handed)
    assert len(kept) == (1 if password == "right" else 0)


def test_spacy_model(tmp_path: Path) -> None:
    """A package by its name, or a folder that holds one."""
    make = (
        "import spacy, sys; nlp = spacy.blank('en'); nlp.meta['name'] = 'tiny';"
        "nlp.meta['version'] = '1.2.3'; nlp.add_pipe('sentencizer'); nlp.to_disk(sys.argv[1])"
    )
    folder = tmp_path / "tiny"
    subprocess.run([sys.executable, "-c", make, str(folder)], check=True)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "doctor"],
        env={**os.environ, "READOUT_SPACY_MODEL": str(folder), "READOUT_HOME": str(tmp_path / "h")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"✓ language model: {folder} 1.2.3 (sentencizer" in done.stdout, done.stdout


def test_airflow_db(tmp_path: Path) -> None:
    """The database that `maintain` cleans with `airflow db clean`: a real one of Airflow's."""
    database = f"sqlite:///{tmp_path / 'airflow.db'}"
    env = {
        **os.environ,
        "AIRFLOW_HOME": str(tmp_path),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(tmp_path),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "dags"), str(ROOT / "plugins")]),
    }
    subprocess.run(
        [sys.executable, "-m", "airflow", "db", "migrate"],
        env=env | {"AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": database},
        check=True,
        capture_output=True,
    )
    with sqlite3.connect(tmp_path / "airflow.db") as con:
        for days in (1, 29, 31, 400):
            at = datetime.now(UTC) - timedelta(days=days)
            con.execute(
                "INSERT INTO log (dttm, event) VALUES (?, ?)",
                (at.strftime("%Y-%m-%d %H:%M:%S.%f"), f"{days} days ago"),
            )
    con.close()
    done = subprocess.run(
        [sys.executable, "-c", "import wiring; wiring.clean_airflow(days=30)"],
        env=env | {"READOUT_AIRFLOW_DB": database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    with sqlite3.connect(tmp_path / "airflow.db") as con:
        left = [event for (event,) in con.execute("SELECT event FROM log WHERE event LIKE '% ago'")]
    con.close()
    assert left == ["1 days ago", "29 days ago"]
