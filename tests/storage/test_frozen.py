"""Frozen snapshots: a name, versions and hashes that hold; and what differs between two."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from readout.config import Settings
from readout.errors import ConfigError, WarehouseError
from readout.storage.frozen import content_hashes, diff, find, freeze, frozen, sha256, verify
from readout.storage.loader import loading
from readout.storage.publish import publish
from readout.storage.reports import Filters, report_names, run_report
from readout.storage.snapshot import open_snapshot

from tests.ui.world import build


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(home=tmp_path_factory.mktemp("home"), memory_limit="512MB")
    build(settings)
    return settings


def changed(settings: Settings, *sql: str) -> None:
    with loading(settings, "test") as load:
        for one in sql:
            load.connection.execute(one)
    publish(settings)


def test_a_frozen_snapshot_says_what_it_is_and_is_checked(world: Settings) -> None:
    made = freeze(world, note="for a paper")
    path = Path(made["path"])
    assert path.stat().st_mode & 0o222 == 0
    assert made["id"] in made["cite"]
    assert made["sha256"] == sha256(path)
    assert made["sha256"] in made["cite"]
    assert json.loads(path.with_suffix(".json").read_text())["note"] == "for a paper"
    assert {v["part"] for v in made["versions"]} >= {"body extractor", "fact extractor", "schema"}
    assert made["tables"]["quotes"] == made["quotes"] > 0
    assert verify(world, made["id"]) == []
    with open_snapshot(world, path) as snapshot:
        (told,) = snapshot.connection.execute("SELECT manifest FROM frozen").fetchall()
    assert json.loads(told[0])["id"] == made["id"]
    assert freeze(world)["made_at"] == made["made_at"]  # nothing came: it is the same
    assert [m["id"] for m in frozen(world)] == [made["id"]]
    assert find(world, made["id"][8:20]) == find(world, made["id"]) == path


def test_what_was_tampered_with_is_told(world: Settings, tmp_path: Path) -> None:
    made = freeze(world, folder=tmp_path)
    path = Path(made["path"])
    path.chmod(0o644)
    with path.open("r+b") as file:
        file.seek(path.stat().st_size - 10)
        file.write(b"tampered")
    assert any("sha256" in line for line in verify(world, str(path)))


def test_the_content_hash_is_of_the_rows_alone(tmp_path: Path) -> None:
    told = []
    for name, order in (("a", "ASC"), ("b", "DESC")):
        settings = Settings(home=tmp_path / name, memory_limit="512MB")
        build(settings)
        changed(
            settings,
            f"CREATE TEMP TABLE q AS FROM quotes ORDER BY quote_id {order}",
            "DELETE FROM quotes",
            "INSERT INTO quotes FROM temp.q",
        )
        with open_snapshot(settings) as snapshot:
            told.append(content_hashes(snapshot.connection)["quotes"])
    assert told[0] == told[1]
    changed(settings, "UPDATE quotes SET confidence = 0.123 WHERE quote_id = 'q-talksr1-0'")
    with open_snapshot(settings) as snapshot:
        assert content_hashes(snapshot.connection)["quotes"] != told[0]


def test_a_diff_names_what_changed(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", memory_limit="512MB")
    build(settings)
    first = freeze(settings)
    assert diff(settings, first["id"], "now") == []
    changed(
        settings,
        "UPDATE meetings SET status = 'cancelled', place = NULL WHERE meeting_id = 'meet-1'",
        "DELETE FROM quotes WHERE quote_id = 'q-talksr1-0'",
        "UPDATE people SET name = 'Ana Maria Lima' WHERE person_id = 'p-Ana'",
        "UPDATE articles SET withdrawn_at = TIMESTAMP '2023-06-20' WHERE article_id = 'talks'",
    )
    rows = diff(settings, first["id"], "now")
    found = {(r["what"], r["kind"], r["id"], r["field"], r["after"]) for r in rows}
    assert found == {
        ("meeting", "changed", "meet-1", "status", "cancelled"),
        ("meeting", "changed", "meet-1", "place", None),
        ("quote", "gone", "q-talksr1-0", None, None),
        ("person", "changed", "p-Ana", "name", "Ana Maria Lima"),
        ("article", "changed", "talks", "withdrawn_at", "2023-06-20 00:00:00"),
    }
    back = diff(settings, "now", first["id"])
    assert {(r["what"], r["kind"]) for r in back} == {
        (what, "new" if kind == "gone" else kind) for what, kind, *_ in found
    }


def test_a_merged_meeting_tells_into_which(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", memory_limit="512MB")
    build(settings)
    first = freeze(settings)
    changed(
        settings,
        "DELETE FROM meetings WHERE meeting_id = 'meet-1'",
        "INSERT INTO meeting_redirects VALUES ('meet-1', 'meet-2', TIMESTAMP '2023-06-20')",
    )
    (row,) = (r for r in diff(settings, first["id"], "now") if r["id"] == "meet-1")
    assert (row["kind"], row["after"]) == ("merged", "meet-2")


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with pytest.raises(WarehouseError, match="There is no data yet"):
        freeze(settings)
    with pytest.raises(ConfigError, match="readout snapshot --list"):
        find(settings, "readout-20200101")


@pytest.fixture(scope="module")
def aged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, dict[int, str]]:
    """A home of today, and files frozen before migrations 14 and 15, and after one
    that is yet to come."""
    settings = Settings(home=tmp_path_factory.mktemp("aged"), memory_limit="512MB")
    build(settings)
    today = settings.snapshot.read_bytes()
    later = {
        15: ["quotes.speaker_id", "quotes.speaker_sex", "quotes.speaker_version"],
        14: ["extractions.subject", "extractions.subject_share"],
    }
    found = {}
    for before in (15, 14):
        with duckdb.connect(str(settings.snapshot)) as con:
            for column in later[before]:
                table, name = column.split(".")
                con.execute(f"ALTER TABLE {table} DROP COLUMN {name}")
            con.execute(f"DELETE FROM schema_version WHERE version >= {before}")
        found[before] = freeze(settings)["path"]
    settings.snapshot.write_bytes(today)
    with duckdb.connect(str(settings.snapshot)) as con:
        con.execute("INSERT INTO schema_version VALUES (99, '0099_x', 'h', TIMESTAMP '2030-01-01')")
    found[99] = freeze(settings)["path"]
    settings.snapshot.write_bytes(today)
    return settings, found


@pytest.mark.parametrize("before", [14, 15, 99])
def test_a_frozen_file_of_another_schema_answers_what_it_can(
    aged: tuple[Settings, dict[int, str]], before: int
) -> None:
    settings, files = aged
    assert verify(settings, files[before]) == []
    answered, refused = set(), []
    with open_snapshot(settings) as now:
        today = {n: run_report(now, n, Filters()).rows for n in report_names()}
    for name in report_names():
        try:
            with open_snapshot(settings, Path(files[before])) as snapshot:
                rows = run_report(snapshot, name, Filters()).rows
        except WarehouseError as error:
            refused.append(str(error))
        else:
            answered.add(name)
            assert len(rows) == len(today[name])
    assert answered >= {"changes", "sides"}
    assert (not refused) == (before == 99)
    for sentence in refused:
        assert files[before] in sentence
        assert "it was made by Readout 0" in sentence
        assert "of schema 00" in sentence


def test_a_diff_with_another_schema_is_made_or_told(
    aged: tuple[Settings, dict[int, str]],
) -> None:
    settings, files = aged
    assert diff(settings, files[99], "now") == []
    with pytest.raises(WarehouseError, match="0014_subjects, so it lacks 0015_speakers") as told:
        diff(settings, files[15], "now")
    assert files[15] in str(told.value)
    assert str(settings.snapshot) not in str(told.value)


def test_a_wrong_statement_is_not_laid_on_the_file(world: Settings) -> None:
    with (
        pytest.raises(duckdb.BinderException),
        open_snapshot(world, world.snapshot) as snapshot,
    ):
        snapshot.connection.execute("SELECT no_such FROM quotes")
