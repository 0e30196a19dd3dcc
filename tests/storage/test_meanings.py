"""Every table, view and column says what it is, in the documents and in the file itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from readout.config import Settings
from readout.storage.compact import compact
from readout.storage.meanings import INTERNAL, describe, relations, view_names
from readout.storage.migrations import migrate
from readout.storage.publish import publish
from readout.storage.snapshot import open_snapshot
from readout.storage.staging import schemas
from readout.storage.warehouse import memory, open_for_reading, rows

ASK = """
SELECT table_name AS name, column_name AS field, comment FROM duckdb_columns()
WHERE NOT internal AND database_name = current_database()
"""


@pytest.mark.parametrize("relation", relations(), ids=lambda r: r.name)
def test_nothing_is_without_a_meaning(relation) -> None:  # type: ignore[no-untyped-def]
    assert relation.about, "say in a head comment what it is, or in sql/columns.toml"
    without = [name for name, _, meaning in relation.columns if not meaning]
    assert without == [], "say what they mean in sql/columns.toml"


def test_the_published_file_says_it_and_keeps_it(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, memory_limit="512MB")
    publish(settings)
    told = {(r.name, c): m for r in relations() for c, _, m in r.columns}
    for _ in range(2):
        with open_snapshot(settings) as snapshot:
            found = rows(snapshot.connection, ASK)
            assert {(r["name"], r["field"]): r["comment"] for r in found} == told
            (log,) = snapshot.connection.execute(
                "SELECT comment FROM duckdb_tables() WHERE table_name = 'merge_log'"
            ).fetchall()
            assert log[0].startswith(INTERNAL)
            for view in view_names():
                assert snapshot.view(view, limit=1)[1] == 0
        compact(settings)  # what rewrites the file must not lose them
        publish(settings)


def test_it_is_written_once() -> None:
    with memory() as con:
        migrate(con)
        assert describe(con)
        assert not describe(con)


def test_views_are_no_tables_for_the_loader(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, memory_limit="512MB")
    publish(settings)
    assert not set(view_names()) & set(schemas())
    with open_for_reading(settings.snapshot, settings) as con:
        assert {r["name"] for r in rows(con, "SHOW TABLES")} == set(schemas()) | set(view_names())
