import subprocess
import sys

import pytest
from readout.config import ROOT

from bench.__main__ import bench_names, main, run_apart
from bench.figures import Figure, as_lines, from_json, to_json


@pytest.mark.parametrize(
    "value, target, better, met",
    [
        (51.0, 50.0, "more", True),
        (49.0, 50.0, "more", False),
        (390.0, 400.0, "less", True),
        (401.0, 400.0, "less", False),
        (1.0, None, "more", None),
    ],
)
def test_targets(value: float, target: float | None, better: str, met: bool | None) -> None:
    figure = Figure("f", value, "u", target, better)  # type: ignore[arg-type]
    assert figure.met is met
    assert from_json(to_json([figure])) == [figure]
    (line,) = as_lines([figure])
    assert ("MISSED" in line) is (met is False)


def test_benches_are_found_by_their_run() -> None:
    assert {"pages", "copies", "memory"} <= set(bench_names())
    assert "figures" not in bench_names()


def test_a_bench_that_fails_is_told_and_costs_only_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import os

    figures, failure = run_apart("no_such_bench", dict(os.environ))
    assert figures == []
    assert failure is not None
    assert "no_such_bench" in failure
    monkeypatch.setattr(sys, "argv", ["bench", "no_such_bench"])
    with pytest.raises(SystemExit):
        main()
    assert "there are: " in capsys.readouterr().err


def test_its_help_names_them() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "bench", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "copies" in told.stdout


def test_the_chain_is_compared_with_the_cheaper_run_of_the_peers() -> None:
    from bench.chain import figures

    runs = [
        ("bare", {"feeds": 1.0, "spaCy": 9.0, "read": 100}),
        ("rules", {"poll_feeds": 2.0, "extract_facts": 6.0, "read": 99}),
        ("bare", {"feeds": 1.0, "spaCy": 7.0, "read": 100}),
    ]
    told = {(figure.name, figure.unit): figure for figure in figures(runs, 100)}
    assert told["chain: bare libraries", "CPU-s"].value == 8.0
    assert told["chain: steps, rules", "CPU-s"].value == 8.0
    ratio = told["chain: steps, rules", "× bare libraries"]
    assert ratio.value == 1.0
    assert ratio.met
    assert told["chain: steps, rules", "CPU-s"].note.startswith("99 of 100 read; poll_feeds 2.0")
