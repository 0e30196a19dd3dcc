"""Searching in words: stems, phrases, rank, snippets; one index, kept up as news arrive."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import date, datetime
from pathlib import Path

import pytest
from readout.config import Settings
from readout.errors import ConfigError, WarehouseError
from readout.storage import searchindex
from readout.storage.loader import loading
from readout.storage.publish import publish
from readout.storage.search import Found, Query, _in_turns, expression, search
from readout.storage.searchindex import refresh
from readout.storage.snapshot import open_snapshot

from tests.ui.rows import article, quote


def found(settings: Settings, words: str, **narrow: object) -> Found:
    with open_snapshot(settings) as snapshot:
        return search(settings, snapshot, Query(words, **narrow))  # type: ignore[arg-type]


def lit(result: Found, number: int = 0) -> list[str]:
    row = result.rows[number]
    return [row["snippet"][start:end] for start, end in row["lit"]]


@pytest.mark.parametrize(
    ("words", "kind", "light"),
    [
        ("agree bridges", "quote", ["agreed", "bridge"]),  # by their stems
        ("AGREED the Bridge", "quote", ["agreed", "the", "bridge"]),
        ('"on nothing else"', "quote", ["on nothing else"]),
        ("noth*", "quote", ["nothing"]),
        ("fence OR bridge", "article", ["bridge", "fence"]),
        ("lima agreed", "quote", ["agreed"]),  # the speaker's name counts, and isn't in the words
    ],
)
def test_words_find_and_are_lit(world: Settings, words: str, kind: str, light: list[str]) -> None:
    result = found(world, words, kind=kind)
    assert [part.lower() for part in lit(result)] == light


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("bridge -fence", 1),  # the quote; the article speaks of a fence too
        ("bridge", 2),
        ('"else nothing"', 0),
        ("zeppelin", 0),
        ("fence NOT bridge", 0),  # no syntax of the index: NOT is a word that stands nowhere here
    ],
)
def test_how_many_match(world: Settings, words: str, count: int) -> None:
    result = found(world, words)
    assert result.total == len(result.rows) == count


@pytest.mark.parametrize(
    "words",
    ['bridge"', '"', '(bridge', "bridge)", "NEAR(bridge", "words:bridge", "bridge*", "^bridge", "b'ridge",
     "bridge\x00", "a" * 5000, "“bridge", "rowid OR bridge", '"" bridge', "bridge -", "שלום", "*", "- -"],
)  # fmt: skip
def test_nothing_typed_is_an_error_of_the_index(world: Settings, words: str) -> None:
    if any(c.isalnum() for c in words):
        result = found(world, words)
        assert result.total >= len(result.rows)
    else:
        with pytest.raises(ConfigError, match="no word"):
            found(world, words)


def test_only_unwanted_words_are_told() -> None:
    with pytest.raises(ConfigError, match="only words that must not occur"):
        expression("-bridge")


def test_narrowed_down(world: Settings) -> None:
    assert found(world, "bridge", outlet="The Harbour Post").total == 2
    assert found(world, "bridge", outlet="The Harbour").total == 0
    assert found(world, "bridge", since=date(2023, 6, 19), until=date(2023, 6, 19)).total == 2
    assert found(world, "bridge", until=date(2023, 6, 18)).total == 0
    assert found(world, "bridge", person="lima").totals == {"quote": 1}
    assert found(world, "bridge", person="berg").total == 0


def test_stretches_one_after_the_other_are_the_whole(world: Settings) -> None:
    whole = found(world, "the", limit=None)
    pieces = [found(world, "the", limit=2, offset=n) for n in range(0, whole.total, 2)]
    assert [row for piece in pieces for row in piece.rows] == whole.rows
    assert {piece.total for piece in pieces} == {whole.total}
    assert len(whole.rows) == whole.total > 4
    assert [row["kind"] for row in whole.rows[:2]] == ["quote", "article"]


@pytest.mark.parametrize("quotes, articles", [(0, 0), (3, 0), (0, 3), (5, 2), (2, 5), (3, 3)])
def test_turns_leave_nothing_out(quotes: int, articles: int) -> None:
    totals = {"quote": quotes, "article": articles}
    taken = {"quote": 0, "article": 0}
    for place in range(quotes + articles):
        stretch = _in_turns(totals, place, 1)
        assert sum(end - start for start, end in stretch.values()) == 1
        for kind, (start, end) in stretch.items():
            if end > start:
                assert start == taken[kind]
                taken[kind] += 1
    assert taken == totals


def test_past_what_is_ranked_the_rest_follows(
    world: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = found(world, "the", kind="article", limit=None)
    monkeypatch.setattr("readout.storage.search.RANKED", 2)
    part = found(world, "the", kind="article", limit=None)
    assert part.total == whole.total > 2
    key = sorted(row["article_id"] for row in whole.rows)
    assert sorted(row["article_id"] for row in part.rows) == key
    pieces = [found(world, "the", kind="article", limit=1, offset=n) for n in range(whole.total)]
    assert [row for piece in pieces for row in piece.rows] == part.rows


def _copy(world: Settings, home: Path) -> Settings:
    shutil.copytree(world.home, home)
    return Settings(home=home, memory_limit="512MB")


def _load(settings: Settings, *facts: dict[str, list[dict[str, object]]]) -> None:
    with loading(settings, "test") as load:
        for one in facts:
            for table, records in one.items():
                load.stage(table, records)
            load.merge(one)


def test_news_are_searched_when_published_and_what_is_gone_is_not(
    world: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = _copy(world, tmp_path / "home")
    text = "Ferries again\nThe ferries sail again, said Ana Lima on Friday: “They sail.”"
    when = datetime.now()
    made = article("boats", "The Harbour Post", when, [text])
    said = quote(
        "boatsr1",
        text,
        0,
        {"content": "“They sail.”", "source": "Ana Lima"},
        speaker_name="Ana Lima",
    )
    read = {k: v for k, v in made.items() if k == "extractions"} | said
    _load(settings, {**made, **said})
    asked: list[int] = []
    was = searchindex._take_in
    monkeypatch.setattr(searchindex, "_take_in", lambda *a: asked.append(len(a[2])) or was(*a))
    publish(settings)
    assert asked == [1]  # only what is new was indexed
    assert found(settings, "ferry").totals == {"quote": 0, "article": 1}
    assert found(settings, "sailing").totals == {"quote": 1, "article": 1}
    publish(settings)
    assert asked == [1]
    # Read again, nothing is a quote any more.
    again = [row | {"extracted_at": datetime.now(), "quotes": 0} for row in read["extractions"]]
    _load(settings, {"extractions": again})
    publish(settings)
    assert found(settings, "sailing").totals == {"quote": 0, "article": 1}


def test_when_much_is_dead_all_is_made_anew(
    world: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = _copy(world, tmp_path / "home")
    before = found(settings, "the", limit=None)
    monkeypatch.setattr(searchindex, "_VERSION", "another")
    assert refresh(settings)["rebuilt"] == 1
    assert refresh(settings) == {"articles": 0, "quotes": 0, "rebuilt": 0}
    assert found(settings, "the", limit=None) == before


def test_a_damaged_index_never_costs_the_publishing(world: Settings, tmp_path: Path) -> None:
    settings = _copy(world, tmp_path / "home")
    for path in settings.home.glob("search.sqlite*"):
        path.unlink()
    with pytest.raises(WarehouseError, match="no index yet"):
        found(settings, "bridge")
    settings.search_index.write_bytes(b"no database" * 1000)
    with pytest.raises(WarehouseError, match="Nothing can be searched"):
        found(settings, "bridge")
    publish(settings)
    assert found(settings, "bridge").total == 2


def test_readers_go_on_while_it_is_written(world: Settings, tmp_path: Path) -> None:
    settings = _copy(world, tmp_path / "home")
    writer = sqlite3.connect(settings.search_index, isolation_level=None)
    try:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM quotes")
        assert found(settings, "bridge").total == 2
    finally:
        writer.execute("ROLLBACK")
        writer.close()
