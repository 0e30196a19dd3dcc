"""A meeting that may be another one says so, and so does the other, until somebody judges it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from readout.storage.migrations import migrate
from readout.storage.reports import Filters
from readout.storage.statements import parameters, statement
from readout.storage.warehouse import Connection, memory, rows

from tests.sql.test_statements import _fill

LINKS: list[dict[str, Any]] = [
    {"mention_id": "a", "meeting_id": "A", "kind": "linked"},
    {"mention_id": "a", "meeting_id": "B", "kind": "proposed"},
    {"mention_id": "b", "meeting_id": "B", "kind": "linked"},
    {"mention_id": "c", "meeting_id": "C", "kind": "linked"},
]
APART = {"decision_id": "d", "kind": "apart", "subject": "b", "object": "a"}
UNDONE = {"decision_id": "u", "kind": "undo", "subject": "b", "object": "d"}


def _told(con: Connection) -> dict[str, list[str]]:
    sql = statement("reports/meetings")
    found = rows(con, sql, parameters(sql, asdict(Filters())))
    return {r["meeting_id"]: r["maybe_same"] for r in found}


def _open(con: Connection) -> int:
    sql = statement("meetings/proposals")
    return len(rows(con, sql, parameters(sql, {"meeting": None, "most": 9})))


def test_either_row_says_that_it_may_be_the_other() -> None:
    with memory() as con:
        migrate(con)
        con.execute("CREATE TEMP TABLE meant (meeting_id VARCHAR, person_id VARCHAR)")
        _fill(con, "meetings", [{"meeting_id": i} for i in "ABC"])
        _fill(con, "assertions", [{"mention_id": i} for i in "abc"])
        _fill(con, "meeting_links", LINKS)
        assert (_told(con), _open(con)) == ({"A": ["B"], "B": ["A"], "C": []}, 1)
        _fill(con, "meeting_decisions", [APART])
        assert (_told(con), _open(con)) == ({"A": [], "B": [], "C": []}, 0)
        _fill(con, "meeting_decisions", [UNDONE])
        assert (_told(con), _open(con)) == ({"A": ["B"], "B": ["A"], "C": []}, 1)
