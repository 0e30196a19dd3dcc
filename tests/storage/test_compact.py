"""Compacting keeps every row and gives space back."""

from __future__ import annotations

from readout.config import Settings
from readout.storage.compact import compact
from readout.storage.loader import load_bundles
from readout.storage.publish import publish, restore_from_snapshot
from readout.storage.staging import write_bundle
from readout.storage.warehouse import open_for_loading, rows

from tests.storage.rows_for_tests import article


def _articles(settings: Settings) -> int:
    with open_for_loading(settings) as con:
        return int(rows(con, "SELECT count(*) AS n FROM articles")[0]["n"])


def test_compacting_keeps_the_rows_and_shrinks_the_file(settings: Settings) -> None:
    write_bundle(settings.staging, "x", article(1))
    load_bundles(settings, "x")
    with open_for_loading(settings) as con:
        con.execute("CREATE TABLE ballast AS SELECT hash(range) AS h FROM range(2_000_000)")
        con.execute("CHECKPOINT wh")
        # What comes behind keeps the file from being cut at its end.
        con.execute("CREATE TABLE behind AS SELECT hash(range + 1) AS h FROM range(300_000)")
        con.execute("CHECKPOINT wh")
        con.execute("DROP TABLE ballast")
    before, after = compact(settings)
    assert after < before / 2
    assert _articles(settings) == 1
    write_bundle(settings.staging, "x", article(2))
    load_bundles(settings, "x")
    assert _articles(settings) == 2


def test_a_damaged_warehouse_is_restored_from_the_snapshot(settings: Settings) -> None:
    write_bundle(settings.staging, "x", article(1))
    load_bundles(settings, "x")
    publish(settings)
    settings.warehouse_file.write_bytes(b"rubbish" * 4000)
    aside = restore_from_snapshot(settings)
    assert aside.read_bytes().startswith(b"rubbish")
    assert _articles(settings) == 1
