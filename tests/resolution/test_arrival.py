"""Whatever arrives in whatever order, in one batch or many: the same tables."""

from __future__ import annotations

import os
import random

from tests.resolution.loads import Warehouse, warehouse
from tests.resolution.newsweek import Story, load_week, relations

# bench/resolve_order.py runs 200 of them.
ORDERS = int(os.environ.get("READOUT_TEST_ORDERS", "4"))


def _arrive(into: Warehouse, batches: list[list[Story]]) -> dict[str, list[str]]:
    for batch in batches:
        into.load(*(relations(s) for s in batch))
        into.resolve()
    return into.tables()


def _batches(stories: list[Story], chance: random.Random) -> list[list[Story]]:
    order = list(stories)
    chance.shuffle(order)
    batches: list[list[Story]] = [[]]
    for story in order:
        if batches[-1] and chance.random() < 0.15:
            batches.append([])
        batches[-1].append(story)
    return batches


def test_any_order_and_any_batches_give_the_identical_tables() -> None:
    week = load_week()
    with warehouse() as at_once:
        expected = _arrive(at_once, [week])
    for seed in range(ORDERS):
        with warehouse() as into:
            found = _arrive(into, _batches(week, random.Random(seed)))
        for table, rows in expected.items():
            assert found[table] == rows, (seed, table)


def test_resolving_again_changes_nothing() -> None:
    with warehouse() as into:
        first = _arrive(into, [load_week()])
        logs = into.rows("SELECT count(*) AS n FROM meeting_changes")
        counts = into.resolve()
        assert (counts["mentions"], counts["changes"]) == (0, 0)
        assert into.tables() == first
        assert into.rows("SELECT count(*) AS n FROM meeting_changes") == logs


def test_a_backlog_in_chunks_gives_the_same_tables() -> None:
    week = load_week()
    with warehouse() as at_once:
        expected = _arrive(at_once, [week])
    with warehouse() as into:
        into.load(*(relations(s) for s in week))
        while into.resolve(limit=17)["mentions"]:
            pass
        assert into.tables() == expected
