"""A word that is none is told, with the nearest that is; never an empty answer and exit code 0."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from readout.config import ROOT, Settings

from tests.ui.world import build

WATCHES = """
watches:
  - name: Harbour talks
    who: Ana Lima
    recipients: desk@readout.example
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("words")
    (folder / "watches.yaml").write_text(WATCHES)
    build(Settings(home=folder / "home", memory_limit="512MB"))
    return folder


def readout(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from readout.cli import main; main()", *arguments],
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith("READOUT_")},
            "READOUT_HOME": str(home / "home"),
            "READOUT_WATCHES": str(home / "watches.yaml"),
            "COLUMNS": "80",
            **more,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=ROOT,
    )


@pytest.mark.parametrize(
    "line, told",
    [
        ("report meetings --status helld", "did you mean “held”?"),
        ("report meetings --status 'under-wai'", "did you mean “under_way”?"),
        ("report quotes --type indirekt", "did you mean “indirect”?"),
        ("report meetings --outlet 'The Harbor Post'", "did you mean “The Harbour Post”?"),
        ("report meeting", "did you mean “meetings”?"),
        ("report meetings --since yesterday", "no day"),
        ("alerts list --state sentt", "did you mean “sent”?"),
        ("alerts list --watch 'Harbor talks'", "did you mean “Harbour talks”?"),
        ("alerts list --to dessk@readout.example", "did you mean “desk@readout.example”?"),
        ("alerts list --meeting nope", "no meeting with this id"),
        (
            "alerts mute desk@readout.example --watch 'Harbour talk'",
            "did you mean “Harbour talks”?",
        ),
        ("alerts mute dessk@readout.example", "did you mean “desk@readout.example”?"),
        ("alerts mute desk@readout.example --meeting nope", "no meeting with this id"),
        ("watch test --name 'Harbor talks'", "did you mean “Harbour talks”?"),
        ("people show 'Ana Lime'", "did you mean “Ana Lima”?"),
        ("people merge 'Ana Lime' 'Ana Lima'", "did you mean “Ana Lima”?"),
        ("gate --corpus artikles", "did you mean “articles”?"),
        ("meetings show nope", "No meeting has this id"),
        ("alerts show nope", "No alert has this id"),
        ("alerts resend nope", "No alert of this id"),
        (
            "report meetings --since 2024-02-01 --until 2024-01-31",
            "The first day is after the last",
        ),
        ("report quotes --since 2024-02-01 --until 2024-01-31", "The first day is after the last"),
        ("reextract --since 2024-02-01 --until 2024-01-31", "The first day is after the last"),
        ("people list --most 0", "greater than or equal to 1"),
        ("people doubtful --most -1", "greater than or equal to 1"),
        ("meetings proposals --most -1", "greater than or equal to 1"),
        ("reextract --since 2024-01-01 --until 2024-01-02 --most -1", "greater than or equal to 0"),
    ],
)
def test_a_word_that_is_none_is_told(home: Path, line: str, told: str) -> None:
    import shlex

    done = readout(home, *shlex.split(line))
    assert told in done.stderr, done.stderr + done.stdout
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "line",
    [
        "report meetings --status held",
        "report meetings --status 'Under Way'",
        "report meetings --outlet 'the harbour post'",
        "report quotes --type DIRECT",
        "alerts list --state sent",
        "alerts list --watch 'harbour talks'",
    ],
)
def test_a_word_that_is_one_is_taken(home: Path, line: str) -> None:
    import shlex

    done = readout(home, *shlex.split(line))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "line, told",
    [
        (
            "report meetings --person Limma",
            "nobody known is called “Limma”: did you mean “Lima”?",
        ),
        (
            "report meetings --country germany",
            "no country is called “germany”: did you mean “Germany”?",
        ),
        ("report meetings --country Xyzzy", "no country is called “Xyzzy”"),
        ("report quotes --via Nobdy", "nothing known came through “Nobdy”"),
    ],
)
def test_a_name_that_nobody_bears_is_told_beside_an_empty_answer(
    home: Path, line: str, told: str
) -> None:
    done = readout(home, *line.split(), "--json")
    assert (done.returncode, done.stdout.strip()) == (0, "[]")
    assert told in done.stderr


def test_a_search_for_nobody_says_so(home: Path) -> None:
    done = readout(home, "people", "list", "limma")
    assert (done.returncode, done.stdout) == (0, "")
    assert "nobody known is called “limma”" in done.stderr


def test_a_snapshot_of_an_older_version_is_a_sentence(home: Path, tmp_path: Path) -> None:
    """After `git pull` it lacks what new statements ask for, until it is published anew."""
    import shutil

    import duckdb

    (tmp_path / "home").mkdir()
    old = tmp_path / "home" / "readout.duckdb"
    shutil.copy(home / "home" / "readout.duckdb", old)
    with duckdb.connect(str(old)) as con:
        con.execute("DELETE FROM schema_version WHERE version > 9")
        con.execute("ALTER TABLE meetings DROP COLUMN place")
    for line in ("report meetings", "meetings proposals", "people list", "alerts list"):
        done = readout(tmp_path, *line.split(), READOUT_WATCHES=str(home / "watches.yaml"))
        assert done.returncode == 2, line
        assert "published by an older version" in done.stderr, done.stderr
        assert "readout run publishes it anew" in done.stderr


@pytest.mark.parametrize("width", [40, 60, 80])
def test_reports_break_no_word_in_a_narrow_terminal(home: Path, width: int) -> None:
    import json

    for name in ("meetings", "quotes", "sides", "feeds", "utterances", "people", "alerts"):
        text = readout(home, "report", name, COLUMNS=str(width)).stdout
        assert max((len(line.rstrip()) for line in text.splitlines()), default=0) <= width, name
        told = text.replace("│", " ").split()
        rows = json.loads(readout(home, "report", name, "--json").stdout)
        for row in rows:
            for column in ("participants", "speaker_name", "outlet", "status"):
                value = row.get(column)
                if isinstance(value, str) and column.replace("_", " ") in text:
                    assert all(w in told for w in value.replace("_", " ").split() if len(w) < 20)
