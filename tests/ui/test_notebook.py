"""docs/notebook.ipynb answers its ten questions on the small world, each with a plot."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest
import vl_convert
from readout.config import ROOT, Settings


def test_ten_questions_are_answered_with_plots(
    world: Settings, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    notebook = json.loads((ROOT / "docs" / "notebook.ipynb").read_text(encoding="utf-8"))
    questions = [
        cell
        for cell in notebook["cells"]
        if cell["cell_type"] == "markdown" and "".join(cell["source"]).startswith("## ")
    ]
    assert len(questions) == 10
    monkeypatch.setenv("READOUT_SNAPSHOT", str(world.snapshot))
    names: dict[str, Any] = {}
    charts = []
    # An open connection would keep others from the file.
    request.addfinalizer(lambda: "con" in names and names["con"].close())
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        code = ast.parse("".join(cell["source"]))
        last = code.body.pop() if isinstance(code.body[-1], ast.Expr) else None
        exec(compile(code, "notebook", "exec"), names)
        if last is not None:
            charts.append(eval(compile(ast.Expression(last.value), "notebook", "eval"), names))
    assert len(charts) == 10
    for chart in charts:
        assert "<svg" in vl_convert.vegalite_to_svg(chart.to_json())
    assert names["edges"]
    assert names["anonymous"]
    assert names["quotes"]
    assert all(q["in_the_text"] == q["content"] for q in names["quotes"])
