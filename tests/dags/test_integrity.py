"""Every Dag file is read by a real Airflow and follows the house's rules."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from readout.config import ROOT

DAGS = ROOT / "dags"

# Dag → (what wakes it, edges). The chain is the product's skeleton: a change here is meant.
EXPECTED_EDGES = {
    "poll_feeds": {("choose_feeds", "poll"), ("poll", "load_entries")},
    "fetch_articles": {("choose_pages", "fetch"), ("fetch", "load_articles")},
    "extract_facts": {("choose_revisions", "extract"), ("extract", "load_facts")},
    "resolve_meetings": set(),
    "send_alerts": {("claim_alerts", "send"), ("send", "load_deliveries")},
}
CHAIN = {
    "poll_feeds": (None, "entries"),
    "fetch_articles": ("entries", "articles"),
    "extract_facts": ("articles", "mentions"),
    "resolve_meetings": ("mentions", "meetings"),
    "send_alerts": ("meetings", None),
}

READER = """
import json, sys
from airflow.dag_processing.dagbag import DagBag
from airflow.serialization.serialized_objects import DagSerialization
bag = DagBag(dag_folder=sys.argv[1], bundle_path=None, bundle_name="test")
def names(asset):
    return [asset.name] if hasattr(asset, "name") else [n for a in asset.objects for n in names(a)]
told = {"errors": {k: str(v) for k, v in bag.import_errors.items()}, "dags": {}}
for name, dag in bag.dags.items():
    DagSerialization.to_dict(dag)
    tasks = {}
    for task in dag.tasks:
        operator = getattr(task, "partial_kwargs", None)
        get = (lambda n: operator.get(n)) if operator is not None else (lambda n: getattr(task, n))
        tasks[task.task_id] = {
            "owner": get("owner"), "retries": get("retries"), "pool": get("pool"),
            "at_once": get("max_active_tis_per_dag"),
            "policy": get("retry_policy") is not None,
            "mail": bool(get("on_failure_callback")),
            "defers": any(bool(getattr(task, n, False)) for n in ("deferrable", "start_from_trigger")),
            "outlets": [a.name for a in (get("outlets") or [])],
            "downstream": sorted(task.downstream_task_ids),
        }
    assets = getattr(dag.timetable, "asset_condition", None)
    told["dags"][name] = {
        "doc": dag.doc_md or "", "tags": sorted(dag.tags), "catchup": dag.catchup,
        "max_active_runs": dag.max_active_runs, "tasks": tasks,
        "woken_by": names(assets) if hasattr(assets, "objects") or hasattr(assets, "name") else [],
    }
print("\\n" + json.dumps(told))
"""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a real Airflow makes of the Dag folder, read in a process of its own."""
    return _read(tmp_path_factory.mktemp("airflow"), DAGS)


def _read(home: Path, dags: Path, **settings: str) -> dict[str, Any]:
    env = {
        **os.environ,
        **settings,
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "PYTHONPATH": os.pathsep.join([str(DAGS), str(ROOT / "plugins")]),
    }
    done = subprocess.run(
        [sys.executable, "-c", READER, str(dags)],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def test_no_import_errors_and_the_expected_dags(read: dict[str, Any]) -> None:
    assert read["errors"] == {}
    files = {path.stem for path in DAGS.glob("*.py")} - {"wiring"}
    assert set(read["dags"]) == files >= set(EXPECTED_EDGES)


def test_the_edges_of_the_chain(read: dict[str, Any]) -> None:
    for name, edges in EXPECTED_EDGES.items():
        tasks = read["dags"][name]["tasks"]
        found = {(task, after) for task, row in tasks.items() for after in row["downstream"]}
        assert found == edges, name


def test_assets_chain_the_dags(read: dict[str, Any]) -> None:
    for name, (woken_by, wakes) in CHAIN.items():
        dag = read["dags"][name]
        outlets = {asset for row in dag["tasks"].values() for asset in row["outlets"]}
        assert dag["woken_by"] == ([woken_by] if woken_by else []), name
        assert outlets == ({wakes} if wakes else set()), name


def test_people_are_asked_by_airflow_only_where_that_is_set(
    read: dict[str, Any], tmp_path: Path
) -> None:
    assert read["dags"]["review_meetings"]["woken_by"] == []
    asked = _read(tmp_path, DAGS / "review_meetings.py", READOUT_REVIEW_IN_AIRFLOW="yes")
    assert asked["dags"]["review_meetings"]["woken_by"] == ["meetings"]


def test_house_rules(read: dict[str, Any]) -> None:
    for name, dag in read["dags"].items():
        assert len(dag["doc"]) > 80, f"{name}: the docstring is the manual"
        assert "readout" in dag["tags"], name
        assert len(dag["tags"]) >= 2, name
        assert dag["catchup"] is False, name
        assert dag["max_active_runs"] == 1, name
        for task, row in dag["tasks"].items():
            assert row["owner"] == "readout", (name, task)
            assert row["retries"] >= 1, (name, task)
            assert row["policy"], (name, task)
            assert row["mail"], (name, task)
            # `readout up` starts no triggerer (launcher/processes.py).
            assert not row["defers"], (name, task)


def test_what_opens_the_warehouse_takes_the_pool(read: dict[str, Any]) -> None:
    """Choosing and loading open the file; mapped tasks never do."""
    for name, dag in read["dags"].items():
        for task, row in dag["tasks"].items():
            opens = task.startswith(("choose", "load", "claim", "resolve"))
            if opens:
                assert row["pool"] == "warehouse", (name, task)


@pytest.mark.parametrize("name, task", [("extract_facts", "extract"), ("reextract", "read")])
def test_one_machine_reads_as_many_batches_at_once_as_it_has_cores(
    name: str, task: str, read: dict[str, Any], tmp_path: Path
) -> None:
    """Each takes memory and a core of its own; Celery's workers know their own limits."""
    assert read["dags"][name]["tasks"][task]["at_once"] == len(os.sched_getaffinity(0))
    many = _read(tmp_path, DAGS / f"{name}.py", AIRFLOW__CORE__EXECUTOR="CeleryExecutor")
    assert many["dags"][name]["tasks"][task]["at_once"] is None


@pytest.mark.parametrize("path", sorted(DAGS.glob("*.py")), ids=lambda p: p.name)
def test_dag_files_are_thin(path: Path) -> None:
    if path.stem == "wiring":
        return
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 75, "a Dag file is wiring only"
    tree = ast.parse(source)
    assert ast.get_docstring(tree)
    # Heavy imports belong inside tasks: the dag-processor reads these files every minute.
    top = {
        name
        for node in tree.body
        if isinstance(node, ast.ImportFrom | ast.Import)
        for name in (
            [node.module] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    }
    light = {"airflow.sdk", "wiring", "__future__", "datetime"}
    light.add("airflow.providers.standard.operators.hitl")
    assert top <= light
