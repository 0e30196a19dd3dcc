"""`readout resolve`: the contract, and what becomes of bad lines."""

from __future__ import annotations

import json
from pathlib import Path

from readout.cli.resolving import resolve_lines

from tests.resolution.newsweek import load_week, loose_rows

ROW = {
    "mention_id": "a",
    "article_id": "x",
    "published": "2023-06-19",
    "outlet": "Post",
    "participants": [
        {"name": "Xi Jinping", "role": "President", "type": "person"},
        {"name": "Bill Gates", "role": None, "type": "person"},
    ],
    "time": {"start": "2023-06-16", "end": "2023-06-16", "precision": "day"},
    "place": "Beijing",
    "status": "held",
    "format": "in_person",
}


def _run(tmp_path: Path, *lines: object) -> list[dict[str, object]]:
    file = tmp_path / "mentions.jsonl"
    file.write_text(
        "\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), encoding="utf-8"
    )
    return resolve_lines(file)


def test_one_answer_a_line_in_order(tmp_path: Path) -> None:
    rows = loose_rows(load_week())
    answers = _run(tmp_path, *rows)
    assert [a["mention_id"] for a in answers] == [r["mention_id"] for r in rows]
    assert all(set(a) == {"mention_id", "meeting_id", "proposed"} for a in answers)
    turned = _run(tmp_path, *rows[::-1])
    assert sorted(turned, key=str) == sorted(answers, key=str)


BAD = {
    "no JSON": ("{", "Expecting"),
    "no object": ("[1]", "no JSON object"),
    "no participants": ({k: v for k, v in ROW.items() if k != "participants"}, "'participants'"),
    "participants of another kind": ({**ROW, "participants": "Xi and Gates"}, "no list"),
    "a participant of another kind": ({**ROW, "participants": ["Xi"]}, "no object"),
    "a date that is none": ({**ROW, "time": {"start": "2023-02-30"}}, "no date"),
    "a status that is none": ({**ROW, "status": "perhaps"}, "none of"),
    "a format that is none": ({**ROW, "format": "letter"}, "none of"),
    "published is none": ({**ROW, "published": "last week"}, "published"),
}


def test_a_bad_line_has_its_error_and_the_others_go_on(tmp_path: Path) -> None:
    lines = [line for line, _ in BAD.values()]
    answers = _run(tmp_path, *lines, ROW, {**ROW, "mention_id": "b", "article_id": "y"}, ROW)
    for answer, (_, told) in zip(answers, BAD.values(), strict=False):
        assert told in str(answer["error"])
    good, same, twice = answers[len(BAD) :]
    assert good["meeting_id"] == same["meeting_id"]
    assert "twice" in str(twice["error"])


def test_odd_values_are_taken(tmp_path: Path) -> None:
    odd = [
        {**ROW, "mention_id": "1", "time": None, "place": None},
        {**ROW, "mention_id": "2", "time": {"start": "9999-12-31", "end": "9999-12-31"}},
        {**ROW, "mention_id": "3", "participants": []},
        {**ROW, "mention_id": "4", "participants": [{"name": "", "type": "person"}]},
        {**ROW, "mention_id": "5", "place": {"name": "Beijing", "span": [0, 7]}},
        {**ROW, "mention_id": "6", "published": None, "status": "denied_or_cancelled"},
        {**ROW, "mention_id": "7", "published": "2023-06-19T23:30:00-05:00"},
        {**ROW, "mention_id": "8", "participants": [{"name": "\ud800", "type": "person"}]},
    ]
    answers = _run(tmp_path, *odd)
    assert all("meeting_id" in a for a in answers), answers
