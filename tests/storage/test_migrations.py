"""Migrations: in order, whole or not at all, and never changed afterwards."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from readout.config import Settings
from readout.errors import MigrationError
from readout.steps.stories import assign_stories
from readout.storage.loader import load_bundles
from readout.storage.migrations import migrate, migration_files, pending
from readout.storage.staging import write_bundle
from readout.storage.warehouse import memory, open_for_loading, open_for_reading, rows


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.sql").write_text(text)
    return folder


def test_ours_apply_once_and_are_numbered_without_gaps() -> None:
    with memory() as con:
        applied = migrate(con)
        assert len(applied) == len(migration_files())
        assert migrate(con) == []
    assert [n for n, _ in migration_files()] == list(range(1, len(applied) + 1))


def test_a_bad_migration_is_rolled_back_whole(tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "0001_a.sql").write_text("CREATE TABLE a (x INTEGER);")
    (folder / "0002_b.sql").write_text("CREATE TABLE b (x INTEGER); SELECT no_such_column;")
    with memory() as con:
        with pytest.raises(MigrationError, match="0002_b"):
            migrate(con, folder)
        assert {r["name"] for r in rows(con, "SHOW TABLES")} == {"a", "schema_version"}
        (folder / "0002_b.sql").write_text("CREATE TABLE b (x INTEGER);")
        assert migrate(con, folder) == ["0002_b.sql"]


@pytest.mark.parametrize(
    "change, message",
    [
        (lambda f: (f / "0001_a.sql").write_text("CREATE TABLE a (y INTEGER);"), "changed after"),
        (lambda f: (f / "0001_a.sql").rename(f / "0009_a.sql"), "is gone"),
        (lambda f: (f / "0002_b.sql").unlink(), "newer than this code"),
        (lambda f: (f / "0002_c.sql").write_text("SELECT 1;"), "one number"),
    ],
)
def test_tampering_is_refused(tmp_path: Path, change: object, message: str) -> None:
    (tmp_path / "0001_a.sql").write_text("CREATE TABLE a (x INTEGER);")
    (tmp_path / "0002_b.sql").write_text("CREATE TABLE b (x INTEGER);")
    with memory() as con:
        migrate(con, tmp_path)
        change(tmp_path)  # type: ignore[operator]
        with pytest.raises(MigrationError, match=message):
            pending(con, tmp_path)


def test_no_constraint_and_no_index_in_any_migration() -> None:
    """They cost a third of the size and a tenth of the speed, and DuckLake refuses them."""
    import re

    for _, path in migration_files():
        code = re.sub(r"--.*", "", path.read_text()).upper()
        for word in ("PRIMARY KEY", "UNIQUE", "REFERENCES", "CREATE INDEX", "ENUM", "SEQUENCE"):
            assert word not in code, f"{path.name}: {word}"


NOON = datetime(2025, 3, 10, 12)


def page(
    key: str, *, at: datetime, kind: str = "article", told: datetime | None = None
) -> dict[str, list[dict[str, object]]]:
    """Rows of one page, as versions up to 19 staged them."""
    return {
        "articles": [
            {
                "article_id": key,
                "url": f"http://{key}.test/",
                "outlet": key,
                "source_kind": "press",
                "first_seen_at": at,
                "looks": 1,
            }
        ],
        "revisions": [
            {
                "revision_id": f"r-{key}",
                "article_id": key,
                "body": key,
                "text_hash": key,
                "page_kind": kind,
                "published_at": told,
                "fetched_at": at,
                "body_version": "1",
            }
        ],
        "shingles": [
            {"revision_id": f"r-{key}", "article_id": key, "hash": n}
            for n in range(2**63, 2**63 + 40)
        ],
    }


def until(number: int, folder: Path) -> Path:
    """The migrations up to one of them, as an older version had them."""
    folder.mkdir()
    for each, path in migration_files():
        if each <= number:
            shutil.copy(path, folder)
    return folder


def test_sketches_of_an_older_version_still_find_their_copies(
    tmp_path: Path, settings: Settings
) -> None:
    """A warehouse of before 0020, with a load that waited while the version changed."""
    pages = {
        "agency": page("agency", at=NOON, told=NOON - timedelta(days=1)),
        "front": page("front", at=NOON, kind="listing"),
        "old": page("old", at=NOON - timedelta(days=30)),
    }
    with open_for_loading(settings) as con:
        migrate(con, until(19, tmp_path / "former"))
        for relations in pages.values():
            (article,), (revision,) = relations["articles"], relations["revisions"]
            article["updated_at"] = revision["loaded_at"] = NOON
            revision["revision_no"] = 1
            for table, records in relations.items():
                for row in records:
                    con.execute(
                        f"INSERT INTO {table} ({', '.join(row)}) "
                        f"VALUES ({', '.join('?' * len(row))})",
                        list(row.values()),
                    )
        # A text whose revision was not kept: an older version left such rows for ever.
        con.execute("INSERT INTO shingles VALUES ('r-none', 'none', 1)")
    write_bundle(settings.staging, "fetch_articles", page("daily", at=NOON + timedelta(hours=2)))
    load_bundles(settings, "fetch_articles", then=assign_stories)
    with open_for_reading(settings.warehouse_file, settings) as con:
        stories = {r["article_id"]: r["story_id"] for r in rows(con, "FROM articles")}
        kept = rows(
            con,
            "SELECT article_id, told_at, day, count(*) AS hashes FROM shingles "
            "GROUP BY ALL ORDER BY day, article_id",
        )
    assert stories == {"agency": "agency", "daily": "agency", "front": None, "old": None}
    assert [tuple(row.values()) for row in kept] == [
        ("old", NOON - timedelta(days=30), date(2025, 2, 8), 40),
        ("agency", NOON - timedelta(days=1), date(2025, 3, 10), 40),
        ("daily", NOON + timedelta(hours=2), date(2025, 3, 10), 40),
    ]
