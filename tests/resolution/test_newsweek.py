"""The fortnight: every mention in the right meeting, whatever the order of arrival."""

from __future__ import annotations

import random
from itertools import combinations

from readout.resolution.gazetteer import load_gazetteer
from readout.resolution.loose import Answer, read_mention, resolve_loose

from tests.resolution.newsweek import load_week, loose_rows, truth

WEEK = load_week()
ROWS = loose_rows(WEEK)


def _resolved(rows: list[dict[str, object]]) -> dict[str, Answer]:
    return resolve_loose([read_mention(r) for r in rows], load_gazetteer())


def test_every_pair_of_mentions_is_together_or_apart_as_a_reader_files_them() -> None:
    answers = _resolved(ROWS)
    filed = truth(WEEK)
    wrong = [
        (a, b, filed[a], filed[b])
        for a, b in combinations(sorted(filed), 2)
        if (answers[a].meeting_id == answers[b].meeting_id) != (filed[a] == filed[b])
        # A mention without a day may be put to its meeting or only be proposed to it.
        and filed[a].lstrip("?") != filed[b].lstrip("?")
    ]
    assert wrong == []


def test_undated_mentions_are_put_or_proposed_to_the_meeting_that_they_mean() -> None:
    answers = _resolved(ROWS)
    filed = truth(WEEK)
    for mention, file in filed.items():
        if file.startswith("?"):
            meant = {answers[m].meeting_id for m, f in filed.items() if f == file[1:]}
            best = [answers[mention].meeting_id, *(p.meeting_id for p in answers[mention].proposed)]
            assert meant & set(best[:2]), mention


def test_order_of_arrival_changes_nothing_at_all() -> None:
    expected = _resolved(ROWS)
    shuffled = list(ROWS)
    for seed in range(200):
        random.Random(seed).shuffle(shuffled)
        assert _resolved(shuffled) == expected


def test_a_part_of_two_tables_is_proposed_to_both() -> None:
    answers = _resolved(ROWS)
    tables = {answers["m6a"].meeting_id, answers["m6b"].meeting_id}
    assert {p.meeting_id for p in answers["e7a"].proposed} == tables
