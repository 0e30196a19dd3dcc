"""`readout watch` and `readout alerts`, as typed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer
from readout.cli import alerts as alerts_cli
from readout.cli import watch as watch_cli
from readout.config import Settings
from readout.storage.publish import publish
from typer.testing import CliRunner, Result

from tests.alerting.rows_for_alerts import WATCHES, change, meeting, resolve

app = typer.Typer()
watch_cli.attach(app)
alerts_cli.attach(app)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "watches.yaml").write_text(WATCHES + "    mails_a_day: 4\n")
    for name, value in {
        "READOUT_HOME": tmp_path / "home",
        "READOUT_WATCHES": tmp_path / "watches.yaml",
        "READOUT_MEMORY_LIMIT": "512MB",
        "COLUMNS": 200,
    }.items():
        monkeypatch.setenv(name, str(value))
    made = Settings(home=tmp_path / "home", feeds=tmp_path, watches=tmp_path / "watches.yaml")
    now = datetime.now(UTC).replace(tzinfo=None)
    for number in range(6):
        at = now - timedelta(hours=2) + timedelta(minutes=number)
        row = change(f"c{number}", f"m{number}", evidence=f"Sentence {number}.", changed_at=at)
        resolve(made, [meeting(f"m{number}")], [row], at)
        if number == 2:
            publish(made)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_a_watch_is_tried_out_and_refused(home: Path) -> None:
    told = run("watch", "test")
    assert told.exit_code == 0, told.output
    assert "3 changes in 30 days" in told.output
    assert "Holm – Baird, Stornoway, Mon 19 Jun 2023: held (new)" in told.output
    made = Settings(home=home / "home", feeds=home, watches=home / "watches.yaml")
    publish(made)
    told = run("watch", "test", "--json", "--show", "1")
    assert told.exit_code == 1
    assert "would have sent 6 mails to one recipient" in told.stderr
    report = json.loads(told.stdout)
    assert report[0]["mails"] == 6
    assert len(report[0]["would_say"]) == 1


def test_check_names_strangers(home: Path) -> None:
    (home / "watches.yaml").write_text(WATCHES.replace("Marit Holm", "Marit Holmes"))
    told = run("watch", "check")
    assert told.exit_code == 0
    assert "nobody known as “Marit Holmes” so far; did you mean Marit Holm?" in told.output


def test_the_schema_is_printed(home: Path) -> None:
    assert json.loads(run("watch", "schema").stdout)["title"] == "Readout watches"


def test_alerts_are_listed_shown_sent_again_and_muted(home: Path) -> None:
    rows = json.loads(run("alerts", "list", "--json").stdout)
    assert len(rows) == 3
    assert "Marit Holm – Ewan Baird: first reported: held" in run("alerts", "list").stdout
    assert json.loads(run("alerts", "list", "--json", "--state", "sent").stdout) == []
    ident = rows[0]["alert_id"]
    assert ident in run("alerts", "show", ident[:8]).stdout
    assert run("alerts", "show", "nothing").exit_code == 1
    assert run("alerts", "resend", ident).exit_code == 1, "pending ones go anyway"
    told = run("alerts", "mute", "desk@readout.example", "--meeting", "m1")
    assert "muted, from the next run on" in told.stdout
