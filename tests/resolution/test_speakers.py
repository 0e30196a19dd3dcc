"""Quotes bear the id of who speaks: the one that meetings know the person by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from readout.resolution.idents import ident
from readout.steps.handing import Given

from tests.resolution.loads import Warehouse, warehouse

Row = dict[str, Any]
VASKO = ident("person", "irena vasko")


def article(name: str, *quoted: tuple[str, str | None], met: tuple[Row, ...] = ()) -> Any:
    """One article with quotes (name, role) and, if `met` is given, one meeting of these."""
    revision = f"{name}r1"
    day = datetime(2023, 6, 19, 12)
    made: dict[str, list[Row]] = {
        "articles": [
            {
                "article_id": name,
                "url": f"http://127.0.0.1/{name}",
                "outlet": f"Outlet {name}",
                "source_kind": "press",
                "first_seen_at": day,
                "updated_at": day,
                "looks": 1,
            }
        ],
        "revisions": [
            {
                "revision_id": revision,
                "article_id": name,
                "revision_no": 1,
                "page_kind": "article",
                "body": "x" * 200,
                "text_hash": name,
                "published_at": day,
                "fetched_at": day,
                "body_version": "1",
                "loaded_at": day,
            }
        ],
        "extractions": [
            {
                "revision_id": revision,
                "article_id": name,
                "extractor_version": "1",
                "quotes": len(quoted),
                "mentions": int(bool(met)),
                "extracted_at": day,
            }
        ],
        "quotes": [
            {
                "quote_id": f"{name}q{number}",
                "revision_id": revision,
                "article_id": name,
                "position": number,
                "type": "indirect",
                "cue_kind": "speech",
                "content": "the bridge will open",
                "speaker_name": speaker,
                "speaker_kind": "person" if role != "body" else "org",
                "speaker_role": None if role == "body" else role,
                "confidence": 0.9,
                "extractor_version": "1",
            }
            for number, (speaker, role) in enumerate(quoted)
        ],
    }
    if met:
        made["meeting_mentions"] = [
            {
                "mention_id": f"{name}m",
                "revision_id": revision,
                "article_id": name,
                "position": 0,
                "status": "held",
                "format": "in_person",
                "start_day": day.date(),
                "end_day": day.date(),
                "time_precision": "day",
                "trigger_start": 0,
                "trigger_end": 1,
                "trigger_text": "x",
                "confidence": 0.9,
                "extractor_version": "1",
                "loaded_at": day,
            }
        ]
        made["mention_participants"] = [
            {
                "mention_id": f"{name}m",
                "revision_id": revision,
                "position": number,
                "type": "person",
                "resolution": "named",
                **party,
            }
            for number, party in enumerate(met)
        ]
        made["mention_evidence"] = [
            {
                "mention_id": f"{name}m",
                "revision_id": revision,
                "position": 0,
                "start_char": 0,
                "end_char": 5,
                "text": "xxxxx",
            }
        ]
    return made


def speakers(into: Warehouse) -> dict[str, str | None]:
    rows = into.rows("SELECT quote_id, speaker_id FROM quotes ORDER BY quote_id")
    return {row["quote_id"]: row["speaker_id"] for row in rows}


def test_who_speaks_is_who_meets() -> None:
    with warehouse() as into:
        met = ({"name": "Irena Vasko"}, {"name": "Henrik Aalund"})
        into.load(article("a", ("Irena Vasko", None), ("Vasko", None), met=met))
        into.load(article("b", ("Prime Minister Irena Vasko", None), ("United Nations", "body")))
        into.resolve()
        told = speakers(into)
        (met_id,) = (
            r["person_id"]
            for r in into.rows(
                "SELECT person_id FROM meeting_participants WHERE name LIKE '%Vasko'"
            )
        )
    assert told["aq0"] == told["bq0"] == met_id == VASKO
    assert told["aq1"] is None  # bare: the quotes' names are full where the article has one
    assert told["bq1"] is not None


def test_a_bare_name_is_whom_the_meeting_of_its_article_takes_it_for() -> None:
    with warehouse() as into:
        met = ({"name": "Irena Vasko"}, {"name": "Aalund"})
        full = ({"name": "Irena Vasko"}, {"name": "Henrik Aalund"})
        into.load(article("a", ("Aalund", None), met=met), article("b", met=full))
        into.resolve()
        assert speakers(into)["aq0"] == ident("person", "henrik aalund")


def test_somebody_who_only_speaks_is_known_and_forgotten() -> None:
    with warehouse() as into:
        into.load(article("a", ("Irena Vasko", None)))
        into.resolve()
        ask = f"SELECT name, type, seeded FROM people WHERE person_id = '{VASKO}'"
        assert into.rows(ask) == [{"name": "Irena Vasko", "type": "person", "seeded": False}]
        into.load(article("a"))  # read again: nothing is quoted any more
        into.resolve()
        assert into.rows(ask) == []


def test_namesakes_have_no_id_but_in_their_own_articles() -> None:
    singer = ({"name": "Irena Vasko", "role": "singer"}, {"name": "Piet Aalders"})
    minister = ({"name": "Irena Vasko", "role": "prime minister"}, {"name": "Henrik Aalund"})
    loads = [
        article("a", ("Irena Vasko", None)),
        article("b", ("Irena Vasko", "singer"), met=singer),
        article("c", ("Irena Vasko", "prime minister"), met=minister),
    ]
    answers = []
    for order in (loads, loads[::-1]):
        with warehouse() as into:
            for one in order:
                into.load(one)
                into.resolve()
            people = into.rows("SELECT * EXCLUDE (updated_at) FROM people ORDER BY person_id")
            answers.append((speakers(into), people))
    assert all(answer == answers[0] for answer in answers)
    told = answers[0][0]
    assert told["aq0"] is None
    assert None not in (told["bq0"], told["cq0"])
    assert told["bq0"] != told["cq0"]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_decision_moves_the_quotes(when: str) -> None:
    edit = {
        "edit_id": "e1",
        "kind": "merge",
        "subject": VASKO,
        "object": ident("person", "ira vasko"),
        "made_at": datetime(2023, 6, 20),
        "shown_name": "Irena Vasko",
        "shown_type": "person",
    }
    with warehouse() as into:

        def decided() -> None:
            into.load({"people_edits": [edit]})

        into.load(article("a", ("Irena Vasko", None)), article("b", ("Ira Vasko", None)))
        if when == "after":
            into.resolve()
            assert len(set(speakers(into).values())) == 2
        decided()
        into.resolve()
        assert len(set(speakers(into).values())) == 1
        assert len(into.rows("SELECT * FROM people")) == 1


def test_a_backlog_is_worked_off_in_parts() -> None:
    with warehouse() as into:
        into.load(article("a", *((f"Irena Vasko{chr(97 + n)}", None) for n in range(5))))
        for _ in range(3):
            into.resolve(limit=2)
        assert None not in speakers(into).values()


def test_what_no_version_sought_is_sought_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with warehouse() as into:
        asked: list[str] = []
        was = Given.rows

        def noting(self: Given, name: str, **given: Any) -> list[Row]:
            asked.append(name)
            return was(self, name, **given)

        monkeypatch.setattr(Given, "rows", noting)
        into.load(article("a", ("Irena Vasko", None)))
        into.resolve()
        assert "resolve/speakers_told" in asked
        asked.clear()
        into.resolve()
        assert "resolve/speakers_asked" in asked
        assert "resolve/speakers_told" not in asked
