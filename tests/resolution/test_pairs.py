"""Pairs of mentions: together or apart, in either order, alone and in a crowd."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from readout.resolution.gazetteer import load_gazetteer
from readout.resolution.loose import Answer, read_mention, resolve_loose

from tests.resolution.newsweek import interval, participants

Row = dict[str, Any]
PAIRS: dict[str, list[Row]] = yaml.safe_load(
    (Path(__file__).parent / "pairs.yaml").read_text(encoding="utf-8")
)


def _row(mention: Row, ident: str) -> Row:
    start, end, precision = interval(mention)
    end = mention.get("until", end)
    return {
        "mention_id": ident,
        "article_id": mention.get("article", f"article of {ident}"),
        "published": str(mention["said"]),
        "outlet": f"outlet of {ident}",
        "participants": [{"name": n, "role": r, "type": t} for n, r, t in participants(mention)],
        "time": {"start": str(start), "end": str(end), "precision": precision} if start else None,
        "place": mention.get("place"),
        "status": mention["status"],
        "format": mention.get("format", "in_person"),
        "change": mention.get("change"),
        "planned": str(mention["planned"]) if "planned" in mention else None,
        "replaced": mention.get("replaced", []),
    }


def _resolved(rows: list[Row]) -> dict[str, Answer]:
    return resolve_loose([read_mention(r) for r in rows], load_gazetteer())


def _together(pair: Row) -> bool:
    rows = [_row(pair["a"], "a"), _row(pair["b"], "b")]
    answers = _resolved(rows)
    assert _resolved(rows[::-1]) == answers
    return answers["a"].meeting_id == answers["b"].meeting_id


@pytest.mark.parametrize("pair", PAIRS["must"], ids=lambda p: p["why"])
def test_one_meeting(pair: Row) -> None:
    assert _together(pair)


@pytest.mark.parametrize("pair", PAIRS["cannot"], ids=lambda p: p["why"])
def test_two_meetings(pair: Row) -> None:
    assert not _together(pair)


def test_there_are_enough_of_both() -> None:
    assert len(PAIRS["must"]) >= 30
    assert len(PAIRS["cannot"]) >= 30
