"""A lake in the file's place: the same loader, migrations, readers, and what is a lake's own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from readout.config import ROOT, Settings
from readout.errors import ConfigError, WarehouseError, WarehouseLocked
from readout.storage.compact import compact
from readout.storage.frozen import content_hashes, freeze, verify
from readout.storage.loader import Load, load_bundles, loading
from readout.storage.moving import move
from readout.storage.publish import publish
from readout.storage.snapshot import open_snapshot, published_at
from readout.storage.staging import ready_bundles, write_bundle
from readout.storage.warehouse import open_for_loading, rows

from tests.storage.rows_for_tests import article
from tests.storage.test_loader import (  # noqa: F401  (the same promises, kept by a lake)
    test_a_reader_of_the_snapshot_never_blocks_the_loader,
    test_loading_twice_is_loading_once,
)


def _load(settings: Settings, *numbers: int) -> None:
    for number in numbers:
        write_bundle(settings.staging, "x", article(number))
    load_bundles(settings, "x")


def _articles(settings: Settings) -> int:
    with open_snapshot(settings) as snapshot:
        return int(rows(snapshot.connection, "SELECT count(*) AS n FROM articles")[0]["n"])


def test_it_moves_from_a_file_and_back_row_for_row(
    settings: Settings, empty_catalogue: str, tmp_path: Path
) -> None:
    settings = settings.changed(
        warehouse=f"ducklake:postgres:{empty_catalogue}", data=str(tmp_path / "new")
    )
    file = settings.changed(warehouse=None, data=None, home=tmp_path / "file")
    _load(file, 1, 2, 3)
    with open_for_loading(file) as con:
        before = content_hashes(con)
    told = move(file, settings)
    assert told["articles"] == 3
    assert _articles(settings) == 3
    with pytest.raises(ConfigError, match="has rows"):
        move(file, settings)
    _load(settings, 4)
    back = file.changed(home=tmp_path / "back")
    assert move(settings, back)["articles"] == 4
    with open_for_loading(back) as con:
        after = content_hashes(con)
        (one,) = rows(con, "SELECT count(*) AS n FROM quotes WHERE article_id <> 'a4'")
    assert set(after) == set(before)
    assert one["n"] == before["quotes"][0]
    # A snapshot is one file, and of equal rows the same one, whatever they lay in.
    publish(settings)
    frozen = freeze(settings)
    assert verify(settings, frozen["id"]) == []
    assert freeze(back)["content_hash"] == frozen["content_hash"]


def test_maintenance_keeps_the_rows_and_what_readers_see(settings: Settings) -> None:
    _load(settings, 1)
    publish(settings)
    _load(settings, 2)
    compact(settings)
    assert _articles(settings) == 1, "not yet published"
    publish(settings)
    assert _articles(settings) == 2


def test_a_second_loader_waits_and_is_told_who_loads(settings: Settings) -> None:
    with (
        loading(settings, "x"),
        pytest.raises(WarehouseLocked, match="backend"),
        open_for_loading(settings, wait_seconds=0.2),
    ):
        pass
    with open_for_loading(settings, wait_seconds=0.2):
        pass


def test_a_loader_that_lost_its_lock_commits_nothing(settings: Settings) -> None:
    """The session that holds the lock is ended, as by a restart of the server."""
    import psycopg

    _load(settings, 1)
    publish(settings)
    write_bundle(settings.staging, "x", article(2))
    assert settings.lake is not None
    with (
        psycopg.connect(settings.lake.catalogue, autocommit=True) as con,
        pytest.raises(WarehouseError, match="lock on the lake was lost"),
    ):
        load_bundles(
            settings,
            "x",
            then=lambda load: con.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' "
                "AND granted AND pid <> pg_backend_pid()"
            ),
        )
    assert len(ready_bundles(settings.staging, "x")) == 1, "the bundle must still wait"
    load_bundles(settings, "x")
    publish(settings)
    assert _articles(settings) == 2


KILLED = """
import os, signal, sys
from readout.config import load_settings
from readout.storage.loader import Load, load_bundles
old = Load.merge
def merge(self, relations):
    old(self, relations)
    print("merged", flush=True)
    signal.pause()
Load.merge = merge
load_bundles(load_settings(), "x")
"""


def test_killed_inside_its_merge_nothing_is_lost_and_nothing_doubled(settings: Settings) -> None:
    _load(settings, 1)
    write_bundle(settings.staging, "x", article(2))
    assert settings.warehouse is not None
    env = {
        **os.environ,
        "READOUT_HOME": str(settings.home),
        "READOUT_WAREHOUSE": settings.warehouse.get_secret_value(),
        "READOUT_DATA": str(settings.data),
        "PYTHONPATH": str(ROOT),
    }
    process = subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, env=env)
    assert process.stdout is not None
    assert process.stdout.readline() == b"merged\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    started = time.monotonic()
    load_bundles(settings, "x")  # the lock went with the process
    assert time.monotonic() - started < 60
    publish(settings)
    with open_snapshot(settings) as snapshot:
        ids = [r["quote_id"] for r in rows(snapshot.connection, "SELECT quote_id FROM quotes")]
    assert len(ids) == len(set(ids))
    assert _articles(settings) == 2


def test_a_fork_loads_and_reads_what_its_parent_had_open(settings: Settings) -> None:
    """As a worker's children do: an instance that was open before the fork is left alone."""
    _load(settings, 1)
    publish(settings)
    assert _articles(settings) == 1
    child = multiprocessing.get_context("fork").Process(target=_goes_on, args=(settings,))
    child.start()
    child.join(120)
    assert child.exitcode == 0
    assert _articles(settings) == 2


def _goes_on(settings: Settings) -> None:
    _load(settings, 2)
    publish(settings)
    assert _articles(settings) == 2


def test_a_load_leaves_nothing_to_the_next_whether_it_failed_or_not(settings: Settings) -> None:
    _load(settings, 1)
    with pytest.raises(ZeroDivisionError), loading(settings, "x") as load:
        _leave(load, fail=True)
    assert not _left(settings)
    with loading(settings, "x") as load:
        _leave(load, fail=False)
    assert not _left(settings)
    _load(settings, 2)


def _leave(load: Load, *, fail: bool) -> None:
    load.connection.execute("CREATE TEMP TABLE left_over (n INTEGER)")
    if fail:
        raise ZeroDivisionError


def _left(settings: Settings) -> bool:
    asked = "SELECT 1 FROM duckdb_tables() WHERE table_name = 'left_over'"
    with loading(settings, "x") as load:
        return bool(rows(load.connection, asked))


def test_nothing_published_is_a_sentence(settings: Settings) -> None:
    assert published_at(settings) is None
    with pytest.raises(WarehouseError, match="nothing has been published"), open_snapshot(settings):
        pass


def test_a_database_that_is_away_is_a_sentence_without_its_password(settings: Settings) -> None:
    away = settings.changed(
        warehouse="ducklake:postgres:host=127.0.0.1 port=1 dbname=x password=hush"
    )
    with pytest.raises(Exception, match="doesn't answer") as told, open_snapshot(away):
        pass
    assert "hush" not in str(told.value)
    assert "hush" not in repr(away)


def test_commands_speak_of_the_lake(
    settings: Settings, empty_catalogue: str, tmp_path: Path
) -> None:
    """`move`, `doctor` and a report, as they are typed."""
    file = settings.changed(warehouse=None, data=None)
    _load(file, 1, 2)

    def typed(*words: str, **env: str) -> str:
        done = subprocess.run(
            [Path(sys.executable).with_name("readout"), *words],
            env={**os.environ, "READOUT_HOME": str(settings.home), **env},
            capture_output=True,
            text=True,
            check=False,
        )
        # 2 of `doctor`: something is to be mended (nothing runs here).
        assert done.returncode in (0, 2 if words == ("doctor",) else 0), done.stderr
        return done.stdout + done.stderr

    where = f"ducklake:postgres:{empty_catalogue}"
    told = typed("move", where, "--data", str(tmp_path / "new"))
    assert "counts and hashes agree" in told
    assert "2  articles" in told
    lake = {"READOUT_WAREHOUSE": where, "READOUT_DATA": str(tmp_path / "new")}
    assert "speaker" in typed("report", "quotes", "--csv", **lake)
    told = typed("doctor", **lake)
    for line in ("ducklake, postgres_scanner of DuckDB", "nobody loads it", "shared place"):
        assert line in told, told
    assert empty_catalogue.split("password=")[1] not in told
