"""The loader: all or nothing, twice is once, nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from readout.config import ROOT, Settings
from readout.errors import CheckFailed, WarehouseError, WarehouseLocked
from readout.storage.loader import load_bundles, loading
from readout.storage.publish import publish
from readout.storage.snapshot import open_snapshot
from readout.storage.staging import ready_bundles, write_bundle
from readout.storage.warehouse import open_for_loading, rows

from tests.storage.rows_for_tests import article

TABLES = ("articles", "revisions", "quotes", "quote_spans", "meeting_mentions")


def sizes(settings: Settings) -> dict[str, int]:
    with open_for_loading(settings) as con:
        return {t: rows(con, f"SELECT count(*) AS n FROM {t}")[0]["n"] for t in TABLES}


def test_loading_twice_is_loading_once(settings: Settings) -> None:
    for _ in range(2):
        write_bundle(settings.staging, "extract", article())
    load_bundles(settings, "extract")
    first = sizes(settings)
    write_bundle(settings.staging, "extract", article())
    load_bundles(settings, "extract")
    assert sizes(settings) == first == dict.fromkeys(TABLES, 1)
    assert ready_bundles(settings.staging, "extract") == []


def test_a_wrong_span_refuses_the_whole_load(settings: Settings) -> None:
    rows_of_it = article()
    rows_of_it["quote_spans"][0]["start_char"] += 1
    write_bundle(settings.staging, "extract", rows_of_it)
    with pytest.raises(CheckFailed, match="quote_spans_match_body"):
        load_bundles(settings, "extract")
    assert sizes(settings) == dict.fromkeys(TABLES, 0)
    assert len(ready_bundles(settings.staging, "extract")) == 1, "the bundle must still wait"


def test_new_text_is_a_new_revision_and_the_old_one_stays(settings: Settings) -> None:
    write_bundle(settings.staging, "fetch", article())
    load_bundles(settings, "fetch")
    second = article()
    second["revisions"][0] |= {"revision_id": "r1b", "body": "Changed.", "text_hash": "h1b"}
    write_bundle(settings.staging, "fetch", {"revisions": second["revisions"]})
    load_bundles(settings, "fetch")
    with open_for_loading(settings) as con:
        found = rows(con, "SELECT revision_id, revision_no FROM revisions ORDER BY revision_no")
    assert [(r["revision_id"], r["revision_no"]) for r in found] == [("r1", 1), ("r1b", 2)]


def test_unknown_column_is_an_error_not_a_loss(settings: Settings) -> None:
    with pytest.raises(KeyError, match="no column"):
        write_bundle(settings.staging, "x", {"articles": [{"article_id": "a", "oops": 1}]})


def test_a_second_writer_is_told_who_holds_it(settings: Settings) -> None:
    with loading(settings, "x"):
        code = (
            "import dataclasses,sys;from pathlib import Path;"
            "from readout.config import load_settings;"
            "from readout.storage.warehouse import open_for_loading as o\n"
            f"s=load_settings().changed(home=Path({str(settings.home)!r}))\n"
            "try:\n with o(s,wait_seconds=0.3): print('opened')\n"
            "except Exception as e: print(type(e).__name__, e)"
        )
        said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert WarehouseLocked.__name__ in said.stdout
    assert str(os.getpid()) in said.stdout
    assert "ps -fp" in said.stdout


def test_a_reader_of_the_snapshot_never_blocks_the_loader(settings: Settings) -> None:
    write_bundle(settings.staging, "extract", article(1))
    load_bundles(settings, "extract")
    publish(settings)
    with open_snapshot(settings) as snapshot:
        write_bundle(settings.staging, "extract", article(2))
        load_bundles(settings, "extract")
        publish(settings)
        old = rows(snapshot.connection, "SELECT count(*) AS n FROM articles")[0]["n"]
        assert old == 1, "an open reader keeps what it opened"
    with open_snapshot(settings) as snapshot:
        assert rows(snapshot.connection, "SELECT count(*) AS n FROM articles")[0]["n"] == 2


def test_a_corrupt_file_is_a_sentence(settings: Settings) -> None:
    settings.warehouse_file.parent.mkdir(parents=True)
    settings.warehouse_file.write_bytes(b"this is not a database" * 1000)
    with pytest.raises(WarehouseError, match="can't be opened.*To mend it"), loading(settings, "x"):
        pass


WRITER = """
import dataclasses, sys
from pathlib import Path
from readout.config import load_settings
from readout.storage.loader import load_bundles
from readout.storage.staging import write_bundle
from tests.storage.rows_for_tests import article
settings = load_settings().changed(home=Path(sys.argv[1]))
for number in range(int(sys.argv[2]), 10_000):
    write_bundle(settings.staging, "extract", article(number))
    load_bundles(settings, "extract")
    print(number, flush=True)
"""


def test_kill_in_the_middle_loses_nothing_acknowledged(settings: Settings) -> None:
    """kill -9 at random moments; whatever was printed as loaded must be there, once."""
    acknowledged: set[int] = set()
    dice = random.Random(7)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    for round_no in range(4):
        start = round_no * 1000
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(settings.home), str(start)],
            stdout=subprocess.PIPE,
            text=True,
            env=env,
        )
        assert process.stdout is not None
        acknowledged.add(int(process.stdout.readline()))
        time.sleep(dice.uniform(0.05, 0.6))
        process.send_signal(signal.SIGKILL)
        acknowledged.update(int(line) for line in process.stdout.read().split())
        process.wait()
    # Whatever the last kill left staged is loaded by the next run.
    load_bundles(settings, "extract")
    with open_for_loading(settings) as con:
        there = [r["article_id"] for r in rows(con, "SELECT article_id FROM quotes")]
        torn = rows(
            con,
            "FROM quotes ANTI JOIN quote_spans ON quotes.quote_id = quote_spans.quote_id",
        )
    assert {f"a{n}" for n in acknowledged} <= set(there)
    assert len(there) == len(set(there))
    assert torn == []


def test_the_copy_is_not_made_by_this_process() -> None:
    """Reading the open file here would drop DuckDB's lock (docs/decisions/0002)."""
    source = (Path(ROOT) / "plugins/readout/storage/publish.py").read_text()
    assert "shutil" not in source
    assert "read_bytes" not in source
