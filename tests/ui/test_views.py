"""The views answer what they promise, on the small world."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from readout.config import Settings
from readout.model import Row
from readout.storage.snapshot import Snapshot, open_snapshot
from readout.storage.warehouse import rows


@pytest.fixture
def snapshot(world: Settings) -> Iterator[Snapshot]:
    with open_snapshot(world) as found:
        yield found


def ask(snapshot: Snapshot, sql: str) -> list[Row]:
    return rows(snapshot.connection, sql)


def test_all_quotes_of_a_person_by_id_with_offsets_and_versions(snapshot: Snapshot) -> None:
    found = ask(
        snapshot,
        "SELECT q.*, substr(r.body, q.start_char + 1, q.end_char - q.start_char) AS words "
        "FROM quotes_with_person AS q JOIN revisions AS r ON r.revision_id = q.revision_id "
        "WHERE speaker_id = 'p-Ana'",
    )
    assert found
    assert {r["person"] for r in found} == {"Ana Lima"}
    assert all(r["words"] == r["content"] and r["extractor_version"] for r in found)


def test_edges_count_a_pair_once(snapshot: Snapshot) -> None:
    found = ask(snapshot, "FROM who_met_whom")
    assert len({(r["a_id"], r["b_id"]) for r in found}) == len(found)
    assert all(r["a_id"] < r["b_id"] for r in found)


def test_planned_are_the_meetings_to_come(snapshot: Snapshot) -> None:
    whole = ask(
        snapshot,
        "SELECT meeting_id FROM meetings "
        "WHERE status IN ('possible', 'likely', 'scheduled', 'under_way')",
    )
    found = ask(snapshot, "FROM planned")
    assert {r["meeting_id"] for r in found} == {r["meeting_id"] for r in whole}
    assert all(r["day_is_over"] == bool(r["day"] and r["day"] < date.today()) for r in found)


def test_a_time_line_is_the_history(snapshot: Snapshot) -> None:
    changes = ask(
        snapshot,
        "SELECT count(*) AS many FROM meeting_changes SEMI JOIN meetings USING (meeting_id)",
    )
    assert len(ask(snapshot, "FROM meeting_timeline")) == changes[0]["many"] > 0


def test_the_scorecard_counts_every_article_and_quote_once(snapshot: Snapshot) -> None:
    found = ask(
        snapshot, "SELECT sum(articles) AS articles, sum(quotes) AS quotes FROM outlet_scorecard"
    )
    whole = ask(
        snapshot,
        "SELECT (SELECT count(*) FROM articles) AS articles, "
        "(SELECT count(*) FROM quotes_with_person) AS quotes",
    )
    assert found == whole


def test_weeks_add_up_to_the_quotes_with_an_id(snapshot: Snapshot) -> None:
    found = ask(snapshot, "SELECT sum(quotes) AS many FROM weekly_speakers")
    whole = ask(
        snapshot, "SELECT count(*) AS many FROM quotes_with_person WHERE speaker_id IS NOT NULL"
    )
    assert found == whole
