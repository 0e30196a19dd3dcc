"""Decisions by hand, taken in by the next resolution, in any warehouse."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from readout.config import Settings
from readout.errors import ConfigError
from readout.steps.people_edits import decide, find_one
from readout.steps.resolving import resolve_meetings
from readout.storage.loader import load_bundles, loading
from readout.storage.snapshot import open_snapshot
from readout.storage.staging import write_bundle

from tests.resolution.loads import Warehouse, warehouse
from tests.resolution.newsweek import load_week, relations

WEEK = {s.article: s for s in load_week()}


def _edit(into: Warehouse, number: int, kind: str, subject: str, object_: str) -> None:
    into.load(
        {
            "people_edits": [
                {
                    "edit_id": f"e{number}",
                    "kind": kind,
                    "subject": subject,
                    "object": object_,
                    "made_at": datetime(2023, 7, 1, 12, number),
                }
            ]
        }
    )
    into.resolve()


def _person(into: Warehouse, name: str) -> str:
    (row,) = into.rows(f"SELECT person_id FROM people WHERE name = '{name}'")
    return str(row["person_id"])


def test_merge_joins_meetings_split_parts_them_rename_shows() -> None:
    mistake = {**WEEK["q1"].mentions[0], "with": ["Marita Dalsgard", "Alasdair Rendall"]}
    other = type(WEEK["c2"])("z1", "Zenit", WEEK["c2"].published, ({**mistake, "id": "z1a"},))
    with warehouse() as into:
        into.load(relations(WEEK["q1"]), relations(other))
        into.resolve()
        assert len(into.rows("SELECT * FROM meetings")) == 2
        right, wrong = _person(into, "Marjun Dalsgaard"), _person(into, "Marita Dalsgard")
        _edit(into, 1, "merge", wrong, right)
        (meeting,) = into.rows("SELECT * FROM meetings")
        assert meeting["mentions"] == 2
        assert into.rows("SELECT kind FROM merge_log WHERE kind = 'merged'")
        assert into.rows(f"SELECT * FROM people WHERE person_id = '{wrong}'") == []
        _edit(into, 2, "rename", right, "Marjun í Dali")
        assert _person(into, "Marjun í Dali") == right
        _edit(into, 3, "split", right, "Marita Dalsgard")
        assert len(into.rows("SELECT * FROM meetings")) == 2
        assert into.rows("SELECT * FROM people_edits WHERE applied_at IS NULL") == []
        _edit(into, 4, "undo", right, "")
        assert len(into.rows("SELECT * FROM meetings")) == 1
        _edit(into, 5, "undo", right, "")
        _edit(into, 6, "undo", right, "")
        assert len(into.rows("SELECT * FROM meetings")) == 2
        assert (_person(into, "Marjun Dalsgaard"), _person(into, "Marita Dalsgard")) == (
            right,
            wrong,
        )


def test_merges_in_a_ring_end() -> None:
    with warehouse() as into:
        into.load(relations(WEEK["q1"]), relations(WEEK["m5"]))
        into.resolve()
        names = ("Marjun Dalsgaard", "Alasdair Rendall", "Irena Vasko")
        a, b, c = (_person(into, n) for n in names)
        for number, (one, other) in enumerate(((a, b), (b, c), (c, a))):
            _edit(into, number, "merge", one, other)
        alive = into.rows("SELECT DISTINCT party_id FROM assertion_parties ORDER BY party_id")
        assert len({r["party_id"] for r in alive} & {a, b, c}) == 1


def test_an_alias_explains_a_doubtful_name() -> None:
    with warehouse() as into:
        into.load(relations(WEEK["m5"]))
        into.resolve()
        into.load(
            relations(
                type(WEEK["m5"])(
                    "z2",
                    "Zenit",
                    WEEK["m5"].published,
                    (
                        {
                            "id": "z2a",
                            "with": ["The Lioness", "Henrik Aalund"],
                            "day": "2023-06-30",
                            "status": "held",
                        },
                    ),
                )
            )
        )
        into.resolve()
        _edit(into, 1, "alias", _person(into, "Irena Vasko"), "The Lioness")
        (row,) = into.rows("SELECT * FROM assertion_parties WHERE name = 'The Lioness'")
        assert (row["party_id"], row["how"]) == (_person(into, "Irena Vasko"), "by hand")


@pytest.fixture
def filled(settings: Settings, tmp_path: Path) -> Settings:
    """A warehouse in a file, resolved and published."""
    settings.watches.write_text("watches: []\n", encoding="utf-8")
    for article in ("q1", "m5", "m4", "c5"):
        write_bundle(settings.staging, "fill", relations(WEEK[article]))
    load_bundles(settings, "fill")
    resolve_meetings(settings)
    return settings


def test_deciding_by_name_resolves_and_publishes(filled: Settings) -> None:
    told = decide(filled, "merge", "Livia Oprea", "Irena Vasko", note="the same", by="ana")
    assert told[-1].startswith("done")
    with open_snapshot(filled) as snapshot:
        names = {r["name"] for r in snapshot.rows("people/listed", part="", most=50)}
        assert "Livia Oprea" not in names
        assert snapshot.rows("people/doubtful", most=5) == []
    with pytest.raises(ConfigError, match="himself"):  # his name is one of hers now
        decide(filled, "merge", "Irena Vasko", "Livia Oprea")


def test_nobody_several_and_himself_are_refused(filled: Settings) -> None:
    with pytest.raises(ConfigError, match="Nobody"):
        decide(filled, "alias", "Nobody Atall", "Nobody")
    with pytest.raises(ConfigError, match="Several"):
        decide(filled, "rename", "John Kerry", "Kerry")
    with pytest.raises(ConfigError, match="himself"):
        decide(filled, "merge", "Irena Vasko", "irena vasko")
    with pytest.raises(ConfigError, match="empty"):
        decide(filled, "alias", "Irena Vasko", "  ")


def test_roles_are_dated_claims_with_their_sentence(filled: Settings) -> None:
    with loading(filled, "look") as load:
        vasko = find_one(load, "Marjun Dalsgaard")
        (role,) = load.rows("people/roles", person_id=vasko["person_id"])
    assert role["role"] == "Faroese fisheries minister"
    assert "Marjun Dalsgaard" in role["evidence"]


# Types of who is merged, and of who remains.
KINDS = [
    ("person", "person"), ("org", "person"), ("country", "person"), ("group", "person"),
    ("person", "org"), ("country", "org"), ("org", "org"), ("org", "country"),
]  # fmt: skip
NAMES = {
    "person": ["Ana Lima", "Bo Strand"],
    "org": ["Port Authority of Halvik and the Outer Skerries", "Harbour Board"],
    "country": ["Portugal", "Norway"],
    "group": ["senior Corvanian aides", "junior Corvanian aides"],
}


def _kinds_warehouse(settings: Settings, one: str, other: str) -> tuple[str, str]:
    """A warehouse in which both met somebody; their names."""
    first, second = NAMES[one][0], NAMES[other][1]
    mentions = tuple(
        {"id": f"k{n}", "with": [name, "Irena Vasko"], "day": "2023-06-30", "status": "held"}
        for n, name in enumerate((first, second))
    )
    kinds = {first: one, second: other}
    rows = relations(type(WEEK["m5"])("k", "Zenit", WEEK["m5"].published, mentions))
    for row in rows["mention_participants"]:
        row["type"] = kinds.get(row["name"], "person")
    settings.watches.write_text("watches: []\n", encoding="utf-8")
    write_bundle(settings.staging, "fill", rows)
    load_bundles(settings, "fill")
    resolve_meetings(settings)
    return first, second


def _people(settings: Settings) -> set[tuple[str, str, str]]:
    with loading(settings, "look") as load:
        rows = load.connection.execute("SELECT person_id, name, type FROM people").fetchall()
    return {(str(a), str(b), str(c)) for a, b, c in rows}


@pytest.mark.parametrize("one, other", KINDS)
def test_who_remains_of_a_merge_keeps_name_and_type(
    settings: Settings, one: str, other: str
) -> None:
    first, second = _kinds_warehouse(settings, one, other)
    before = _people(settings)
    remaining = next(row for row in before if row[1] == second)
    dry = decide(settings, "merge", first, second, dry_run=True)
    assert _people(settings) == before, "a dry run keeps nothing"
    assert f"then: {second} ({remaining[2]}), " in "\n".join(dry)
    assert "nothing was kept" in dry[-1]
    told = decide(settings, "merge", first, second)
    assert f"readout people undo {remaining[0]}" in told[-1]
    after = _people(settings)
    assert remaining in after
    assert not [row for row in after if row[1] == first]
    with loading(settings, "look") as load:
        shown = load.connection.execute(
            "SELECT DISTINCT name, type FROM meeting_participants WHERE person_id = $id",
            {"id": remaining[0]},
        ).fetchall()
    assert shown == [(second, remaining[2])]
    decide(settings, "undo", remaining[0], "")
    assert _people(settings) == before, "undone is as if it never was"


@pytest.mark.parametrize("one", ["org", "country", "group"])
def test_an_alias_of_another_type_lends_nothing(settings: Settings, one: str) -> None:
    first, second = _kinds_warehouse(settings, one, "person")
    before = _people(settings)
    remaining = next(row for row in before if row[1] == second)
    decide(settings, "alias", second, first)
    after = _people(settings)
    assert remaining in after
    assert not [row for row in after if row[1] == first]
    decide(settings, "undo", second, "")
    assert _people(settings) == before
