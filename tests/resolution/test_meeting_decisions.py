"""Merging, parting and fixing meetings by hand: respected by every resolution, undone in one step."""

from __future__ import annotations

from datetime import datetime

from tests.resolution.loads import Row, Warehouse, warehouse
from tests.resolution.newsweek import load_week, relations

WEEK = {s.article: s for s in load_week()}


def _decide(into: Warehouse, number: int, kind: str, subject: str, object_: str) -> None:
    row = {
        "decision_id": f"d{number}", "kind": kind, "subject": subject, "object": object_,
        "verdict": f"v{number}", "made_at": datetime(2023, 7, 1, 12, number),
    }  # fmt: skip
    into.load({"meeting_decisions": [row]})
    into.resolve()


def _meetings(into: Warehouse) -> list[Row]:
    return into.rows("SELECT * FROM meetings ORDER BY first_seen_at, meeting_id")


def _together(into: Warehouse, one: str, other: str) -> bool:
    rows = into.rows(
        "SELECT count(DISTINCT meeting_id) AS n FROM meeting_links "
        f"WHERE kind = 'linked' AND mention_id IN ('{one}', '{other}')"
    )
    return bool(rows[0]["n"] == 1)


def test_merged_parted_and_undone() -> None:
    with warehouse() as into:
        into.load(relations(WEEK["q1"]), relations(WEEK["m1"]))
        into.resolve()
        a, b = (
            into.rows(f"SELECT min(mention_id) AS m FROM assertions WHERE article_id = '{x}'")[0][
                "m"
            ]
            for x in ("q1", "m1")
        )
        before = _meetings(into)
        assert not _together(into, a, b)
        _decide(into, 1, "merge", a, b)
        assert _together(into, a, b)
        assert into.rows("SELECT 1 FROM merge_log WHERE kind = 'merged'")
        # A later article on it, and resolving again, change nothing.
        into.load(relations(WEEK["c2"]))
        into.resolve()
        assert _together(into, a, b)
        _decide(into, 2, "undo", a, "d1")
        assert not _together(into, a, b)
        assert {m["meeting_id"] for m in before} <= {m["meeting_id"] for m in _meetings(into)}


def test_an_article_is_parted_from_its_meeting() -> None:
    with warehouse() as into:
        into.load(relations(WEEK["m5"]), relations(WEEK["q7"]))
        into.resolve()
        assert _together(into, "m5a", "q7a")
        _decide(into, 1, "apart", "m5a", "q7a")
        assert not _together(into, "m5a", "q7a")
        _decide(into, 2, "merge", "m5a", "q7a")
        assert _together(into, "m5a", "q7a"), "the later word counts"


def test_a_fixed_field_wins_and_is_told_as_a_change() -> None:
    with warehouse() as into:
        into.load(relations(WEEK["m5"]))
        into.resolve()
        _decide(into, 1, "fix", "m5a", "date=2023-07-04")
        _decide(into, 2, "fix", "m5a", "place=Halvik")
        meeting = next(m for m in _meetings(into) if str(m["start_day"]) == "2023-07-04")
        assert (meeting["place"], meeting["time_precision"]) == ("Halvik", "day")
        told = into.rows("SELECT kind, new_value FROM meeting_changes WHERE kind <> 'new'")
        assert {(t["kind"], t["new_value"]) for t in told} >= {("date", "2023-07-04")}
        into.load(relations(WEEK["q7"]))
        into.resolve()
        assert any(str(m["start_day"]) == "2023-07-04" for m in _meetings(into))
        _decide(into, 3, "undo", "m5a", "d1")
        assert all(str(m["start_day"]) != "2023-07-04" for m in _meetings(into))
