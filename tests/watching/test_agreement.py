"""A watch and `readout report meetings --person` mean the same people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from readout.config import Settings
from readout.steps.resolving import resolve_meetings
from readout.storage.loader import load_bundles
from readout.storage.reports import Filters, run_report
from readout.storage.snapshot import open_snapshot
from readout.storage.staging import write_bundle
from readout.watching.matching import Matcher
from readout.watching.meant import who_is_meant
from readout.watching.outbox import change_of
from readout.watching.parties import stands_for
from readout.watching.watches import Watch

from tests.resolution.newsweek import load_week, relations

WEEK = {s.article: s for s in load_week()}
# Who meets whom: name, role, type, on whose behalf; the first sides of meetings of as many days.
SIDES: list[tuple[str, str | None, str, str | None]] = [
    ("Xi Jinping", None, "person", None),
    ("Friedrich Merz", None, "person", None),
    ("Li Wen", "Chinese trade envoy", "person", None),
    ("Beijing", None, "country", None),
    ("Chinese foreign ministry", None, "org", None),
    ("Nicholas Burns", "US ambassador to China", "person", None),
    ("Kremlin", None, "org", None),
    ("Hans Brandt", "German interior minister", "person", None),
    ("Denzel Washington", None, "person", None),
    ("Emmanuel Macron", "French President", "person", None),
    ("Narendra Modi", None, "person", None),
    ("Seoul", None, "country", None),
    ("Ursula von der Leyen", None, "person", None),
    ("Turkish delegation", None, "group", None),
    ("Ava Ruiz", "foreign minister", "person", "Spain"),
    ("Omar Haddad", "envoy of Acme Shipping", "person", "Acme Shipping"),
    ("Downing Street", None, "org", None),
    ("Bezalel Roth", "Israel's finance minister", "person", None),
    ("Ukraine", None, "country", None),
    ("Pia Sø", "head of the Norwegian navy", "person", None),
    ("Tom Reed", "chairman of Northern Books", "person", None),
    ("Jordan Peele", None, "person", None),
    ("José Ángel Núñez", "Mexican energy secretary", "person", None),
    ("NATO", None, "org", None),
]
# Strangers who stand for nothing, one for each.
FIRST = (
    "Ana Bo Cara Dora Eva Finn Gro Ida Jon Kai Liv Mia Nils Ola Per Rolf Siri Tor Una Vera Yngve "
)
LAST = "Lima Strand Holm Vik Lund Moe Dahl Berg Foss Ness Aas Borg Krog Ruud Skaar Tveit Utne Vang "
PAIRS = zip(
    (FIRST + "Alva Birk Carl").split(), (LAST + "Wiig Ytre Bie Due Eide Lie").split(), strict=True
)
STRANGERS = [" ".join(pair) for pair in PAIRS]
MEETINGS = list(zip(SIDES, ((name, None, "person", None) for name in STRANGERS), strict=True))
ASKED = [
    "China", "Chinese", "Germany", "Russia", "United States", "US", "U.S.", "France", "Washington",
    "India", "South Korea", "European Union", "EU", "Turkey", "Spain", "Acme", "Acme Shipping",
    "Britain", "UK", "Israel", "Ukraine", "Norway", "Mexico", "Jordan", "Kremlin", "Beijing", "NATO",
    "Xi Jinping", "Xi", "Merz", "Macron", "Modi", "von der Leyen", "Núñez", "nunez", "So", "Ana Lima",
    "ana", "Strand", "An", "Lim", "Nobody", "%", "",
]  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("agreement")
    settings = Settings(home=folder / "home", watches=folder / "w.yaml", memory_limit="512MB")
    settings.watches.write_text("watches: []\n", encoding="utf-8")
    mentions = tuple(
        {
            "id": f"a{n}",
            "with": [p[0] for p in pair],
            "day": f"2023-06-{n + 1:02}",
            "status": "held",
        }
        for n, pair in enumerate(MEETINGS)
    )
    rows = relations(type(WEEK["m5"])("a", "Zenit", WEEK["m5"].published, mentions))
    known = {name: told for pair in MEETINGS for name, *told in pair}
    for row in rows["mention_participants"]:
        row["role"], row["type"], row["on_behalf_of"] = known[row["name"]]
    write_bundle(settings.staging, "fill", rows)
    load_bundles(settings, "fill")
    resolve_meetings(settings)
    return settings


def by_watch(settings: Settings, party: Any) -> set[str]:
    watch = Watch(name="A", who=(party,), recipients=("a@b.example",))
    with open_snapshot(settings) as snapshot:
        rows = snapshot.rows(
            "alerting/past_changes", since=datetime(2000, 1, 1), until=datetime(2100, 1, 1)
        )
    return {m.change.meeting_id for m in Matcher([watch]).match_all(map(change_of, rows))}


def by_report(settings: Settings, report: str, person: str) -> set[str]:
    with open_snapshot(settings) as snapshot:
        filters = who_is_meant(snapshot, report, Filters(person=person or None))
        return {row["meeting_id"] for row in run_report(snapshot, report, filters).rows}


@pytest.mark.parametrize("report", ["meetings", "changes", "participants"])
@pytest.mark.parametrize("asked", [a for a in ASKED if a])
def test_the_watch_hears_of_what_the_report_shows(world: Settings, asked: str, report: str) -> None:
    found = by_report(world, report, asked)
    assert by_watch(world, asked) == found
    if stands_for(asked):
        # Less for a name that people bear too.
        assert by_watch(world, {"country": asked}) <= found


def test_without_a_name_all_are_shown(world: Settings) -> None:
    assert len(by_report(world, "meetings", "")) == len(MEETINGS)


@pytest.mark.parametrize(
    "asked, days",
    [
        ("China", {1, 3, 4, 5}),
        ("Germany", {2, 8}),
        ("Russia", {7}),
        ("US", {6}),
        ("France", {10}),
        ("India", {11}),
        ("South Korea", {12}),
        ("EU", {13}),
        ("Turkey", {14}),
        ("Spain", {15}),
        ("Acme Shipping", {16}),
        ("Britain", {17}),
        ("Israel", {18}),
        ("Ukraine", {19}),
        ("Norway", {20}),
        ("Mexico", {23}),
        ("Jordan", {22}),  # a name is a name, too
        ("Lim", set()),  # a part of a word is nobody
    ],
)
def test_a_name_is_all_who_act_for_it(world: Settings, asked: str, days: set[int]) -> None:
    with open_snapshot(world) as snapshot:
        filters = who_is_meant(snapshot, "meetings", Filters(person=asked))
        rows = run_report(snapshot, "meetings", filters).rows
    assert {row["start_day"].day for row in rows} == days


def test_a_report_never_narrows_by_a_name_that_was_not_looked_up(world: Settings) -> None:
    with open_snapshot(world) as snapshot, pytest.raises(ValueError, match="who_is_meant"):
        run_report(snapshot, "changes", Filters(person="China"))
