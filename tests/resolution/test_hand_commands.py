"""`readout people` and `readout reextract` as a user types them."""

from __future__ import annotations

import json

import pytest
import typer
from readout.cli import people, reextracting
from readout.config import Settings
from readout.errors import ConfigError
from readout.steps.resolving import resolve_meetings
from readout.storage.loader import load_bundles
from readout.storage.staging import write_bundle
from typer.testing import CliRunner

from tests.resolution.newsweek import load_week, relations

WEEK = {s.article: s for s in load_week()}


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Runs a command line against a resolved warehouse; gives back what it printed."""
    settings.watches.write_text("watches: []\n", encoding="utf-8")
    for article in ("q1", "m5", "m4", "c5"):
        write_bundle(settings.staging, "fill", relations(WEEK[article]))
    load_bundles(settings, "fill")
    resolve_meetings(settings)
    monkeypatch.setenv("READOUT_HOME", str(settings.home))
    monkeypatch.setenv("READOUT_WATCHES", str(settings.watches))
    monkeypatch.setenv("COLUMNS", "200")
    app = typer.Typer()
    people.attach(app)
    reextracting.attach(app)

    def line(*words: str) -> str:
        done = CliRunner().invoke(app, list(words), catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    return line


def test_listing_showing_deciding(run) -> None:  # type: ignore[no-untyped-def]
    kerrys = json.loads(run("people", "list", "kerry", "--json"))
    assert [(k["name"], k["meetings"]) for k in kerrys] == [("John Kerry", 1), ("John Kerry", 1)]
    shown = run("people", "show", "Marjun Dalsgaard")
    assert "Faroese fisheries minister" in shown
    assert "Marjun Dalsgaard" in shown
    assert "done" in run("people", "merge", "Livia Oprea", "Irena Vasko", "--note", "a test")
    assert json.loads(run("people", "list", "oprea", "--json"))[0]["name"] == "Irena Vasko"
    assert "merge" not in run("people", "show", "Irena Vasko")
    assert "done" in run("people", "rename", "Irena Vasko", "Irina Vasco")
    assert "rename" in run("people", "show", "Irina Vasco")
    with pytest.raises(ConfigError, match="Nobody"):
        run("people", "show", "Nobody Atall")


def test_reading_again_only_tells(run) -> None:  # type: ignore[no-untyped-def]
    told = run("reextract", "--since", "2023-06-12", "--until", "2023-06-13")
    assert "1 revision · 1 batch" in told
    assert "only told" in told
    assert "lost" in told
    again = run("reextract", "--since", "2024-01-01", "--until", "2024-01-02")
    assert "0 revisions" in again
