"""Trying a watch out on the past."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from readout.watching.rehearsal import rehearse, strangers
from readout.watching.watches import Watch

DAY = datetime(2023, 6, 19, 8, 0)


def row(number: int, minutes: int, **given: Any) -> dict[str, Any]:
    return {
        "change_id": f"c{number}",
        "meeting_id": f"m{number}",
        "kind": "new",
        "old_value": None,
        "new_value": "held",
        "evidence": f"Sentence {number}.",
        "article_id": "a",
        "asserted_at": DAY,
        "changed_at": DAY + timedelta(minutes=minutes),
        "status": "held",
        "confidence": 0.9,
        "place": None,
        "topic": None,
        "participants": [{"name": "Marit Holm", "role": None, "type": "person"}],
        "outlet": None,
        "outlets": [],
        "languages": ["en"],
        **given,
    }


def watch(**given: Any) -> Watch:
    return Watch.model_validate(
        {"name": "A", "who": ["Marit Holm"], "recipients": ["a@b.example", "c@b.example"], **given}
    )


def test_changes_of_one_run_are_one_mail() -> None:
    (done,) = rehearse([watch()], [row(1, 0), row(2, 0), row(3, 5)])
    assert {r: len(m) for r, m in done.mails.items()} == {"a@b.example": 2, "c@b.example": 2}
    assert done.busiest() == (DAY.date(), 2)


def test_a_watch_that_would_send_more_than_fifty_a_day_is_refused_unless_it_says_so() -> None:
    rows = [row(n, n) for n in range(51)]
    (done,) = rehearse([watch()], rows)
    assert done.busiest()[1] == 51
    assert done.too_many()
    assert not rehearse([watch()], rows[:50])[0].too_many()
    assert not rehearse([watch(mails_a_day=60)], rows)[0].too_many()
    assert not rehearse([watch(when="daily")], rows)[0].too_many()


def test_what_was_told_is_not_told_again() -> None:
    again = row(2, 5, meeting_id="m1", kind="status", old_value="likely")
    (done,) = rehearse([watch()], [row(1, 0), again])
    assert [a["reason"] for a in done.alerts if a["change_id"] == "c2"] == [
        "told already: status held"
    ] * 2


def test_each_watch_is_tried_for_itself() -> None:
    two = [watch(), watch(name="B", enabled=False)]
    assert [len(d.told()) for d in rehearse(two, [row(1, 0)])] == [2, 2]


def test_strangers_are_named_with_who_may_be_meant() -> None:
    known = [
        {"name": "Marit Holm", "type": "person"},
        {"name": "Ewan Baird", "type": "person"},
        {"name": "China", "type": "country"},
    ]
    asked = watch(who=["Marit Holmm", "Baird", "Chinese", "Zzyzx Qqq", {"role": "minister"}])
    assert strangers([asked], known) == [
        ("A", "Marit Holmm", ["Marit Holm"]),
        ("A", "Zzyzx Qqq", []),
    ]
