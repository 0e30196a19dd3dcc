"""Compacting keeps every row and gives space back."""

from __future__ import annotations

from readout.config import Settings
from readout.storage.compact import compact, is_worth_it
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


def test_it_is_rewritten_when_a_quarter_came_or_is_free(settings: Settings) -> None:
    write_bundle(settings.staging, "x", article(1))
    load_bundles(settings, "x")

    def fill(name: str, rows: int) -> None:
        with open_for_loading(settings) as con:
            con.execute(f"CREATE TABLE {name} AS SELECT hash(range) AS h FROM range({rows})")
            con.execute("CHECKPOINT wh")

    fill("ballast", 2_000_000)
    assert is_worth_it(settings)  # nobody knows what it was
    compact(settings)
    assert not is_worth_it(settings)
    fill("more", 700_000)
    assert is_worth_it(settings)
    compact(settings)
    fill("little", 50_000)
    assert not is_worth_it(settings)
    with open_for_loading(settings) as con:
        con.execute("DROP TABLE ballast")
        con.execute("CHECKPOINT wh")
    assert is_worth_it(settings)


def test_a_damaged_warehouse_is_restored_from_the_snapshot(settings: Settings) -> None:
    write_bundle(settings.staging, "x", article(1))
    load_bundles(settings, "x")
    publish(settings)
    settings.warehouse_file.write_bytes(b"rubbish" * 4000)
    aside = restore_from_snapshot(settings)
    assert aside.read_bytes().startswith(b"rubbish")
    assert _articles(settings) == 1
