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
from readout.watching.outbox import change_of
from readout.watching.parties import terms_of
from readout.watching.watches import Watch

from tests.resolution.newsweek import load_week, relations

WEEK = {s.article: s for s in load_week()}
# Who meets whom: name, role, type; the sides of ten meetings of ten days.
MEETINGS: list[tuple[tuple[str, str | None, str], tuple[str, str | None, str]]] = [
    (("Xi Jinping", None, "person"), ("Ana Lima", None, "person")),
    (("Friedrich Merz", None, "person"), ("Bo Strand", None, "person")),
    (("Li Wen", "Chinese trade envoy", "person"), ("Cara Holm", None, "person")),
    (("Beijing", None, "country"), ("Dora Vik", None, "person")),
    (("Chinese foreign ministry", None, "org"), ("Eva Lund", None, "person")),
    (("Nicholas Burns", "US ambassador to China", "person"), ("Finn Moe", None, "person")),
    (("Kremlin", None, "org"), ("Gro Dahl", None, "person")),
    (("Hans Brandt", "German interior minister", "person"), ("Ida Berg", None, "person")),
    (("Denzel Washington", None, "person"), ("Jon Foss", None, "person")),
    (("Emmanuel Macron", "French President", "person"), ("Kai Ness", None, "person")),
]
ASKED = [
    "China", "Chinese", "Germany", "Russia", "United States", "US", "France", "Washington",
    "Xi Jinping", "Merz", "Macron", "Ana Lima", "Norway", "Nobody",
]  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("agreement")
    settings = Settings(home=folder / "home", watches=folder / "w.yaml", memory_limit="512MB")
    settings.watches.write_text("watches: []\n", encoding="utf-8")
    mentions = tuple(
        {"id": f"a{n}", "with": [p[0] for p in pair], "day": f"2023-06-{n + 10}", "status": "held"}
        for n, pair in enumerate(MEETINGS)
    )
    rows = relations(type(WEEK["m5"])("a", "Zenit", WEEK["m5"].published, mentions))
    known = {name: (role, kind) for pair in MEETINGS for name, role, kind in pair}
    for row in rows["mention_participants"]:
        row["role"], row["type"] = known[row["name"]]
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


def by_report(settings: Settings, person: str) -> set[str]:
    with open_snapshot(settings) as snapshot:
        filters = Filters(person=person, stands_for=terms_of(person))
        return {row["meeting_id"] for row in run_report(snapshot, "meetings", filters).rows}


@pytest.mark.parametrize("asked", ASKED)
def test_the_watch_hears_of_what_the_report_shows(world: Settings, asked: str) -> None:
    found = by_report(world, asked)
    assert by_watch(world, asked) == found
    if terms_of(asked):
        assert by_watch(world, {"country": asked}) == found


@pytest.mark.parametrize(
    "asked, meetings", [("China", {0, 2, 3, 4}), ("Germany", {1, 7}), ("Russia", {6}), ("US", {5})]
)
def test_a_country_is_all_who_act_for_it(world: Settings, asked: str, meetings: set[int]) -> None:
    with open_snapshot(world) as snapshot:
        filters = Filters(person=asked, stands_for=terms_of(asked))
        rows = run_report(snapshot, "meetings", filters).rows
    assert {row["start_day"].day - 10 for row in rows} == meetings
