"""`readout run`: the whole chain in one process, without Airflow, on the sample newsroom."""

from __future__ import annotations

import email
from collections.abc import Iterator
from pathlib import Path

import pytest
from readout.config import ROOT, Settings
from readout.delivery.smtp import SmtpServer
from readout.sample.mailbox import Mailbox
from readout.sample.newsroom import serving, write_opml
from readout.steps.chain import run_chain
from readout.storage.snapshot import open_snapshot
from readout.storage.warehouse import rows


@pytest.fixture(scope="module")
def newsroom() -> Iterator[str]:
    with serving() as address:
        yield address


def sizes(settings: Settings) -> dict[str, int]:
    with open_snapshot(settings) as snapshot:
        return {
            table: rows(snapshot.connection, f"SELECT count(*) AS n FROM {table}")[0]["n"]
            for table in (
                "articles",
                "revisions",
                "quotes",
                "meetings",
                "meeting_changes",
                "alerts",
            )
        }


def test_twice_is_once(newsroom: str, settings: Settings, tmp_path: Path) -> None:
    write_opml(settings.feeds, newsroom)
    here = settings.changed(
        watches=ROOT / "seeds" / "watches.yaml",
        allow_hosts=frozenset({newsroom.removeprefix("http://")}),
    )
    with Mailbox(tmp_path / "mail") as mailbox:
        server = SmtpServer(host="127.0.0.1", port=mailbox.port)
        told = dict(run_chain(here, server))
        assert "24 new" in told["fetch_articles.load"]
        first = sizes(here)
        assert first["articles"] == 24
        assert first["quotes"] > 60
        assert first["meetings"] >= 12
        assert first["alerts"] >= 4
        mails = len(mailbox.kept)
        assert mails >= 3
        list(run_chain(here, server))
        assert sizes(here) == first
        assert len(mailbox.kept) == mails


def test_without_a_mail_server_mails_wait_and_go_out_once_there_is_one(
    newsroom: str, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("READOUT_SMTP_HOST", raising=False)
    write_opml(settings.feeds, newsroom)
    here = settings.changed(
        watches=ROOT / "seeds" / "watches.yaml",
        allow_hosts=frozenset({newsroom.removeprefix("http://")}),
    )
    told = dict(run_chain(here))
    waiting = sorted((here.home / "mail").glob("*.eml"))
    assert len(waiting) >= 3
    assert told["send_alerts"] == f"{len(waiting)} mails · 0 sent · {len(waiting)} waiting"
    ids = {email.message_from_bytes(p.read_bytes())["Message-ID"] for p in waiting}
    with open_snapshot(here) as snapshot:
        states = rows(
            snapshot.connection, "SELECT state, reason FROM alerts WHERE message_id <> ''"
        )
    assert states
    assert {r["state"] for r in states} == {"pending"}
    assert all("no mail server is set" in r["reason"] for r in states)
    assert "0 mails" in dict(run_chain(here))["send_alerts.choose"], "worded once, not each time"
    with Mailbox(tmp_path / "mail") as mailbox:
        list(run_chain(here, SmtpServer(host="127.0.0.1", port=mailbox.port)))
        sent = [email.message_from_bytes(k.path.read_bytes())["Message-ID"] for k in mailbox.kept]
        list(run_chain(here, SmtpServer(host="127.0.0.1", port=mailbox.port)))
        assert len(mailbox.kept) == len(sent)
    assert sorted(sent) == sorted(ids), "what was worded, once each"
    assert list((here.home / "mail").glob("*")) == []
