"""`readout doctor`: what a monitor sees of a product that runs, fails, waits."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from readout.cli import health
from readout.cli.doctor import EXITS, attach, examine
from readout.config import Settings
from readout.delivery.keeping import Kept
from readout.launcher.holding import Holding
from readout.sample.mailbox import Mailbox
from readout.steps.overseeing import note_failure
from readout.storage.loader import loading
from readout.storage.publish import publish
from typer import Typer
from typer.testing import CliRunner

from tests.alerting.test_troubles import feeds


def told(settings: Settings, check: str) -> list[health.Finding]:
    return [f for f in examine(settings) if f.check.startswith(check)]


def test_a_feed_at_503_is_told_with_since_when_and_what_to_do(settings: Settings) -> None:
    at = datetime.now(UTC) - timedelta(hours=3)
    feeds(settings, at, good="ok", bad="ailing")
    publish(settings)
    (finding,) = told(settings, "feed bad")
    assert finding.state == "warning"
    assert "HTTP 503" in finding.told
    assert f"{at:%d %b %Y, %H:%M}" in finding.told
    assert finding.mend
    assert told(settings, "feed good") == []
    feeds(settings, at, good="down", bad="down")
    publish(settings)
    assert {f.state for f in told(settings, "feed ")} == {"failed"} | {
        f.state for f in told(settings, "feed list")
    }


def test_what_waits_is_counted(settings: Settings) -> None:
    at = datetime.now(UTC) - timedelta(hours=3)
    feeds(settings, at, good="ok")
    with loading(settings, "test") as load:
        load.connection.execute("UPDATE feeds SET next_poll_at = $at", {"at": at})
        load.stage("mutes", [])
    publish(settings)
    (finding,) = told(settings, "waiting")
    assert (finding.check, finding.state) == ("waiting: feeds to poll", "warning")
    assert "1, the oldest came 3 h ago" in finding.told


def test_running_or_not(settings: Settings) -> None:
    (before,) = told(settings, "running")
    assert (before.state, before.mend is not None) == ("warning", True)
    feeds(settings, datetime.now(UTC), a="ok")
    (stopped,) = told(settings, "running")
    assert stopped.state == "failed"
    with Holding(settings.home):
        (running,) = told(settings, "running")
        assert running.state == "ok"
        assert told(settings, "port") == [], "its own ports are no news"


def test_mail(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AIRFLOW_CONN_SMTP_DEFAULT", raising=False)
    (Kept(settings.home / "mail").folder).mkdir(parents=True)
    (settings.home / "mail" / "waiting-1.eml").write_text("x")
    (none,) = health.mail(settings)
    assert none.state == "warning"
    assert "1 mail waits in" in none.told
    with Mailbox(tmp_path / "box") as box:
        here = settings.changed(smtp_host="127.0.0.1", smtp_port=box.port, smtp_tls="none")
        (answers,) = health.mail(here)
        assert answers.state == "ok"
        (settings.home / "settings.env").write_text(
            f"AIRFLOW_CONN_SMTP_DEFAULT='smtp://127.0.0.1:{box.port}/?disable_ssl=true'\n"
        )
        (kept,) = health.mail(settings)
        assert kept.state == "ok"
        assert "AIRFLOW_CONN_SMTP_DEFAULT" in kept.told
    (gone,) = health.mail(settings)
    assert gone.state == "failed"


def test_the_samples_catcher_that_rests_with_it_is_no_fault(settings: Settings) -> None:
    settings.home.mkdir(parents=True)
    (settings.home / "settings.env").write_text(
        "AIRFLOW_CONN_SMTP_DEFAULT='smtp://127.0.0.1:9/?disable_ssl=true'\n"
    )
    rests = settings.changed(feeds=settings.home / "sample-feeds.opml")
    assert [f.state for f in health.mail(rests)] == ["ok"]
    assert [f.state for f in health.mail(settings)] == ["failed"]
    with Holding(settings.home):
        assert [f.state for f in health.mail(rests)] == ["failed"]


def test_a_fault_in_the_watches_is_told_once(settings: Settings) -> None:
    settings.watches.write_text("watches:\n- name: All\n  recipients: [desk@paper.example\n")
    assert [f.check for f in examine(settings) if "no YAML" in f.told] == ["watches"]


def test_before_the_first_publication_it_names_the_start_of_this_home(settings: Settings) -> None:
    (finding,) = told(settings, "snapshot")
    assert f"READOUT_HOME={settings.home} readout up" in (finding.mend or "")
    with Holding(settings.home):
        (finding,) = told(settings, "snapshot")
        assert finding.mend == "it comes with the first runs"


def test_a_failed_task_and_the_exit_code(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.home.mkdir(parents=True)
    note_failure(settings, "poll_feeds.poll", "OSError: no route", "http://127.0.0.1/log")
    (task,) = told(settings, "task")
    assert (task.state, task.mend) == ("failed", "its log: http://127.0.0.1/log")
    monkeypatch.setenv("READOUT_HOME", str(settings.home))
    app = Typer()
    app.callback()(lambda: None)
    attach(app)
    done = CliRunner().invoke(app, ["doctor", "--json"])
    found = json.loads(done.stdout)
    assert done.exit_code == EXITS["failed"] == 2
    assert found["state"] == "failed"
    assert {"check", "state", "told", "mend"} <= set(found["findings"][0])


def test_a_home_that_cannot_be_written_is_a_sentence(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.home.parent.mkdir(parents=True, exist_ok=True)
    settings.home.write_text("a file where the folder should be")
    (home,) = told(settings, "home")
    assert home.state == "failed"
    assert "READOUT_HOME" in (home.mend or "")
