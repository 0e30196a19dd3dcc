"""The rooms import one way only, and what is hard to replace stands in one module."""

from __future__ import annotations

from pathlib import Path

import pytest
from readout.config import ROOT

from tests.architecture.imports import LIBRARY, imported, modules

BASE = {"model", "errors", "config", "home", "settingtypes", "fingerprint", "addresses", "places"}
INNER = BASE | {"text", "lexicon", "names"}
FINDERS = INNER | {"extraction", "resolution", "watching"}

# Room → the rooms it may import. `storage` appears beside a room only where it hands rows
# to a transaction that a step opened.
ALLOWED: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "addresses": set(),
    "fingerprint": set(),
    "config": {"errors", "home", "places", "settingtypes"},
    "places": {"errors"},
    "settingtypes": {"addresses", "places"},
    "home": {"errors"},
    "text": BASE | {"lexicon", "text"},
    "lexicon": BASE | {"lexicon"},
    "names": BASE | {"lexicon", "names"},
    "learned": BASE | {"learned"},
    "extraction": INNER | {"extraction", "learned"},
    "resolution": INNER | {"resolution"},
    "watching": INNER | {"watching", "resolution", "storage"},
    "rendering": FINDERS | {"rendering"},
    "sources": INNER | {"sources"},
    "storage": BASE | {"storage", "text"},
    "delivery": BASE | {"delivery"},
    "steps": FINDERS | {"learned", "rendering", "steps", "sources", "storage", "delivery"},
    "evaluation": FINDERS | {"evaluation"},
    # Weights are made here; nothing of the product imports it.
    "training": FINDERS | {"evaluation", "learned", "training"},
    "sample": INNER | {"sample", "sources"},
    # The launcher stands beside the CLI; its scheduler loads what the tasks need.
    "launcher": FINDERS | {"rendering", "storage", "steps", "launcher", "sample"},
    "ui": FINDERS | {"rendering", "storage", "steps", "ui"},
}
# Types of rows, no more: whoever handles a row may say which.
ROWS = ("readout.storage.results", "readout.storage.rows")
ONLY_IN = {
    "duckdb": {"storage/warehouse.py"},
    "psycopg": {"storage/postgres.py"},
    "feedparser": {"sources/feeds/parsing.py"},
    "trafilatura": {"sources/pages/bodies.py"},
}


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(LIBRARY)))
def test_imports_run_one_way(path: Path) -> None:
    room = path.relative_to(LIBRARY).parts[0].removesuffix(".py")
    if room in {"cli", "__init__"}:
        return
    rooms = {p.stem if p.suffix else p.name for p in LIBRARY.iterdir()}
    told = {
        name.split(".")[1]
        for name in imported(path)
        if name.startswith("readout.") and not name.startswith(ROWS)
    }
    assert told & rooms <= ALLOWED[room], f"{room} may import only {sorted(ALLOWED[room])}"


def test_rows_of_any_kind_are_named_where_any_may_come() -> None:
    """`Row` says nothing of what is in it: whoever knows the statement or the table says that.
    The CLI reads JSON of others, and `storage` gives what a name chosen at run time gives."""
    naming = {
        path.relative_to(LIBRARY).parts[0]
        for path in modules()
        if "readout.model.Row" in imported(path)
    }
    assert naming <= {"cli", "storage"}


def test_only_the_ui_knows_airflow() -> None:
    knowing = [
        str(path.relative_to(LIBRARY))
        for path in modules()
        if any(name.split(".")[0] == "airflow" for name in imported(path))
    ]
    assert all(name.startswith("ui/") for name in knowing), knowing


@pytest.mark.parametrize("package, homes", ONLY_IN.items())
def test_one_module_for_each_big_package(package: str, homes: set[str]) -> None:
    found = {
        str(path.relative_to(LIBRARY))
        for path in modules()
        if any(name.split(".")[0] == package for name in imported(path))
    }
    assert found == homes


def test_files_stay_small() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for folder in ("plugins", "dags", "tests", "bench")
        for path in (ROOT / folder).rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 600
    }
    assert long == {}
