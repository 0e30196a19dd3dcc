"""The pages that are written from the code are fresh: `make docs` would change nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from readout.config import ROOT

PAGES = ("architecture.md", "dags.md", "cli.md", "tables.md", "alerts.md", "settings.md")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    subprocess.run([sys.executable, ROOT / "docs" / "generate.py", folder], check=True, timeout=300)
    return folder


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_fresh(fresh: Path, page: str) -> None:
    written = (fresh / page).read_text(encoding="utf-8")
    kept = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert kept == written, f"docs/{page} is stale: run `make docs` and commit it"


def test_the_types_of_rows_are_fresh(fresh: Path) -> None:
    kept = (ROOT / "plugins" / "readout" / "storage" / "rows.py").read_text(encoding="utf-8")
    written = (fresh / "rows.py").read_text(encoding="utf-8")
    assert kept == written, "storage/rows.py is stale: run `make docs` and commit it"


def test_the_types_of_results_are_fresh(fresh: Path) -> None:
    kept = (ROOT / "plugins" / "readout" / "storage" / "results.pyi").read_text(encoding="utf-8")
    written = (fresh / "results.pyi").read_text(encoding="utf-8")
    assert kept == written, "storage/results.pyi is stale: run `make docs` and commit it"


def test_every_dag_file_has_a_section_and_a_docstring(fresh: Path) -> None:
    page = (fresh / "dags.md").read_text(encoding="utf-8")
    files = [p for p in (ROOT / "dags").glob("*.py") if "@dag" in p.read_text(encoding="utf-8")]
    assert len(files) >= 5
    for path in files:
        section = page.split(f"## {path.stem}\n", 1)[1].split("\n## ", 1)[0]
        assert len(section.split()) > 20, f"{path.name} says too little of itself"


def test_every_table_has_a_column(fresh: Path) -> None:
    page = (fresh / "tables.md").read_text(encoding="utf-8").split("# Reports")[0]
    sections = page.split("\n## ")[1:]
    assert len(sections) >= 15
    assert [s.split("\n")[0] for s in sections if s.count("\n| `") < 2] == []
