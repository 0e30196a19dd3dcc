"""`readout gate` as a user types it: what it prints, when its exit code is 1, what --pin writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from readout.cli.gate import run_gate
from readout.errors import ConfigError

SOURCE = """\
## direct
{c “We will wait,”} {q said} {s Anna Kovar}.
q: Anna Kovar

## nothing
The road meets the river at Lund.
"""
NAMES = ["quotes_sentences"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tuned" / "source").mkdir(parents=True)
    (tmp_path / "tuned" / "source" / "quotes_sentences.txt").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def _pin(folder: Path, reason: str | None = None) -> int:
    return run_gate(NAMES, folder, "none", True, reason, False)


def _check(folder: Path) -> int:
    return run_gate(NAMES, folder, "regex", False, None, True)


def test_shut_until_pinned_then_open(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _check(folder) == 1
    assert "never pinned" in capsys.readouterr().out
    assert _pin(folder) == 0
    assert _check(folder) == 0
    told = capsys.readouterr().out
    assert "open: no figure lies under its floor" in told
    assert "regex" in told
    assert "direct" in told


def test_a_floor_above_the_run_shuts_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _pin(folder)
    path = folder / "pinned.json"
    pinned = json.loads(path.read_text(encoding="utf-8"))
    pinned["corpora"]["quotes_sentences"]["floors"]["quotes.exact_f1"] = 1.5
    path.write_text(json.dumps(pinned), encoding="utf-8")
    assert _check(folder) == 1
    assert "its floor 1.500" in capsys.readouterr().out
    assert _pin(folder) == 1, "a floor is not lowered silently"
    assert "not lowered without --reason" in capsys.readouterr().err
    assert _check(folder) == 1
    assert _pin(folder, "the floor was a slip") == 0
    assert _check(folder) == 0


def test_a_changed_corpus_shuts_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _pin(folder)
    path = folder / "tuned" / "source" / "quotes_sentences.txt"
    path.write_text(SOURCE.replace("Lund", "Malmo"), encoding="utf-8")
    assert _check(folder) == 1
    assert "the corpus changed" in capsys.readouterr().out
    assert _pin(folder) == 1
    assert _pin(folder, "another town") == 0
    assert _check(folder) == 0


def test_unknown_names_are_said(folder: Path) -> None:
    with pytest.raises(ConfigError, match="--peer knows no"):
        run_gate(NAMES, folder, "oracle", False, None, False)
    with pytest.raises(Exception, match="--corpus knows no"):
        run_gate(["novels"], folder, "none", False, None, False)


def test_the_chart_is_a_picture(folder: Path) -> None:
    _pin(folder)
    path = folder / "reliability.png"
    assert run_gate(NAMES, folder, "none", False, None, False, path) == 0
    assert path.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
