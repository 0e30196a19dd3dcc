"""`readout report`: the same rows as the screen, for a terminal, a spreadsheet, a program."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from readout.cli import app as cli_app
from readout.cli import reports
from readout.config import Settings
from readout.errors import ConfigError, WarehouseError
from readout.rendering.exports import as_csv, as_json
from readout.rendering.tables import meetings_table, quotes_table
from readout.storage.reports import Filters, about, filters_of, report_names, run_report
from readout.storage.snapshot import open_snapshot
from readout.storage.statements import SQL
from rich.console import Console
from typer.testing import CliRunner

from tests.ui.world import HELD


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, world: Settings):
    """Arguments -> what `readout report` printed."""
    if "report" not in {command.name for command in cli_app.registered_commands}:
        reports.attach(cli_app)
    monkeypatch.setenv("READOUT_HOME", str(world.home))
    monkeypatch.setenv("COLUMNS", "160")

    def ran(*arguments: str) -> str:
        result = CliRunner().invoke(cli_app, ["report", *arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.stdout

    return ran


@pytest.mark.parametrize("name", report_names())
def test_every_report_in_three_forms(run, name: str) -> None:
    rows = json.loads(run(name, "--json"))
    lines = list(csv.DictReader(io.StringIO(run(name, "--csv"))))
    assert len(rows) == len(lines) > 0
    assert f"{len(rows)} " in run(name)


@pytest.mark.parametrize("name", report_names())
def test_every_report_is_documented_and_pages(name: str) -> None:
    assert len(about(name)) > 30
    text = (SQL / "reports" / f"{name}.sql").read_text(encoding="utf-8")
    assert text.startswith("--")
    # A statement that has a filter also pages, or the screen would show everything.
    assert not filters_of(name) or ("$limit" in text and "total" in text)


def test_a_report_is_what_the_screen_shows(run, client) -> None:
    for query, options in [
        ("", []),
        ("?person=lima", ["--person", "lima"]),
        ("?since=2023-06-15&until=2023-06-17", ["--since", "2023-06-15", "--until", "2023-06-17"]),
    ]:
        screen = client.get(f"/readout/export/meetings.json{query}").json()
        assert json.loads(run("meetings", "--json", *options)) == screen


def test_limit(run) -> None:
    assert len(json.loads(run("quotes", "--json", "--limit", "2"))) == 2
    assert "2 of 7 quotes" in run("quotes", "--limit", "2")


def test_without_a_name_the_reports_are_listed(run) -> None:
    printed = run()
    assert all(re.search(rf"^ *{name}\b", printed, re.M) for name in report_names())
    assert {row["name"] for row in json.loads(run("--json"))} == set(report_names())


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["meting"], "There is no such report"),
        (["../checks/keys_are_unique"], "There is no such report"),
        (["meetings", "--since", "June"], "write it like 2023-06-19"),
        (["meetings", "--via", "CCTV"], "can't be narrowed down by via"),
        (["meetings", "--json", "--csv"], "Only one of"),
    ],
)
def test_a_wrong_call_is_told_with_what_mends_it(run, arguments: list[str], sentence: str) -> None:
    with pytest.raises(ConfigError, match=sentence):
        run(*arguments)


def test_before_anything_is_published(run, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("READOUT_HOME", str(tmp_path))
    with pytest.raises(WarehouseError, match="There is no data yet"):
        run("meetings")


def test_the_command_ends_with_two_and_a_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from readout.cli import main; main()", "report", "meetings"],
        env={"READOUT_HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("readout: There is no data yet")
    assert "Traceback" not in done.stderr


def printed(table: object) -> str:
    console = Console(file=io.StringIO(), width=220, color_system=None)
    console.print(table)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_tables_say_it_in_words_and_take_no_markup(world: Settings) -> None:
    with open_snapshot(world) as snapshot:
        meetings = run_report(snapshot, "meetings", Filters()).rows
        quotes = run_report(snapshot, "quotes", Filters()).rows
    text = printed(meetings_table(meetings))
    assert HELD[:30] in text
    assert "Tarvos, 3 h" in text
    assert "contradicted" in text
    text = printed(quotes_table([*quotes, quotes[0] | {"content": "[bold]x[/bold]\x1b[31m"}]))
    assert "[bold]x[/bold]" in text
    assert "\x1b" not in text
    assert "via Norpress" in text


def test_cells_of_a_spreadsheet_never_begin_a_formula() -> None:
    rows = [
        {"a": "=HYPERLINK(1)", "b": -3, "c": ["+x", "y"], "d": None, "e": 'x,\n"y"'},
        {"a": "fine", "b": 2.5, "c": [], "d": True, "e": "\u2028"},
    ]
    read = list(csv.reader(io.StringIO(as_csv(rows), newline="")))
    assert read == [
        ["a", "b", "c", "d", "e"],
        ["'=HYPERLINK(1)", "-3", "'+x; y", "", 'x, "y"'],
        ["fine", "2.5", "", "true", " "],
    ]


def test_json_keeps_times_lists_and_odd_characters() -> None:
    rows = [{"t": datetime(2023, 6, 19, 4, 5), "d": date(2023, 6, 19), "l": ["é"], "s": "\ud800"}]
    assert json.loads(as_json(rows)) == [
        {"t": "2023-06-19T04:05:00Z", "d": "2023-06-19", "l": ["é"], "s": "\ud800"}
    ]
    as_json(rows).encode("utf-8")
