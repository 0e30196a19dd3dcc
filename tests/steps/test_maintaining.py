"""`maintain`: what grows with time alone is forgotten by a stated rule, and nothing else is."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from readout.config import Settings
from readout.steps.maintaining import tidy
from readout.storage.loader import loading
from readout.storage.publish import publish
from readout.storage.warehouse import open_for_reading, rows

MONDAY = datetime(2024, 6, 10, 3, 30, tzinfo=UTC)
SUNDAY = MONDAY - timedelta(days=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Two feeds, polled each tenth day of the last 200; `gone` not in the last 150. A load each
    tenth day too."""
    made = Settings(home=tmp_path / "home", memory_limit="512MB")
    with loading(made, "fill") as load:
        for days in range(0, 200, 10):
            at = (MONDAY - timedelta(days=days)).replace(tzinfo=None)
            for feed in ("live", "gone")[: 2 if days >= 150 else 1]:
                load.connection.execute(
                    "INSERT INTO polls BY NAME SELECT $id AS poll_id, $feed AS feed_id, "
                    "$at AS polled_at, 'unchanged' AS outcome, 0 AS entries, 0 AS new_entries",
                    {"id": f"{feed} {days}", "feed": feed, "at": at},
                )
            load.connection.execute(
                "INSERT INTO loads VALUES ($id, 'poll_feeds', 1, 1, 0.1, $at)",
                {"id": str(days), "at": at},
            )
    return made


def told(settings: Settings) -> dict[str, int]:
    publish(settings)
    with open_for_reading(settings.snapshot, settings) as con:
        found = rows(con, "SELECT feed_id, count(*) AS n FROM polls GROUP BY ALL")
        loads = rows(con, "SELECT count(*) AS n FROM loads")[0]["n"]
    return {row["feed_id"]: row["n"] for row in found} | {"loads": loads}


@pytest.mark.parametrize("now", [MONDAY, SUNDAY])
def test_polls_and_loads_of_long_ago_are_forgotten(settings: Settings, now: datetime) -> None:
    counts = tidy(settings, now=now)
    # 0 to 90 days ago; of the feed that is no longer polled, its last poll.
    assert told(settings) == {"live": 10, "gone": 1, "loads": 10}
    assert (counts["polls"], counts["loads"]) == (14, 10)
    assert tidy(settings, now=now)["polls"] == 0


def test_the_rule_is_a_setting(settings: Settings) -> None:
    tidy(settings.changed(journal_days=8), now=MONDAY)
    assert told(settings) == {"live": 1, "gone": 1, "loads": 1}


def test_the_last_word_of_a_feed_and_the_last_load_stay_however_old(settings: Settings) -> None:
    tidy(settings, now=MONDAY + timedelta(days=3650))
    assert told(settings) == {"live": 1, "gone": 1, "loads": 1}


def test_old_files_go_and_young_ones_stay(settings: Settings) -> None:
    files = {
        settings.batches / "poll_feeds" / "old.jsonl": 3,
        settings.batches / "poll_feeds" / "young.jsonl": 1,
    }
    for path, days in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}\n")
        os.utime(path, (time.time() - days * 86400,) * 2)
    assert tidy(settings, now=MONDAY)["batches"] == 1
    assert [path.exists() for path in files] == [False, True]
