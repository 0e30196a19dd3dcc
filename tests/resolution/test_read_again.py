"""What a new version makes of reports already known is history, never news."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from readout.config import Settings
from readout.resolution import gazetteer, resolver_version
from readout.resolution.current import Current, current_of
from readout.resolution.meetings import Meeting, group_meetings
from readout.watching.outbox import queue_alerts

from tests.resolution.loads import Warehouse, warehouse
from tests.resolution.newsweek import Row, Story, relations

FACTS = ("extractions", "meeting_mentions", "mention_participants", "mention_evidence")
WATCH = """\
watches:
  - name: Everything
    changes: [new, status, date, place, participant, duration, denied, contradicted, withdrawn]
    recipients: [desk@example.org]
"""
DAY = datetime(2023, 6, 12, 9)
TEXT = "Ana Lima and Jo Berg were in Oslo.\nMore is to come."
Told = list[tuple[str, str | None, str | None]]


def mention(ident: str, status: str = "scheduled", **more: Any) -> Row:
    told = {"with": ["Ana Lima", "Jo Berg"], "day": "2023-06-15", "place": "Oslo", **more}
    return {"id": ident, "status": status, **told}


def article(ident: str, *mentions: Row, days: int = 0, revision: int = 1) -> Story:
    return Story(ident, f"{ident} Post", DAY + timedelta(days=days), mentions, revision=revision)


@dataclass
class Desk:
    """A warehouse, a watch for everything, and what was told of it."""

    into: Warehouse
    settings: Settings
    patch: pytest.MonkeyPatch
    told: set[str] = field(default_factory=set)

    def report(self, *stories: Story, version: str = "1", text: str = TEXT) -> None:
        """These articles come in and are read."""
        self.load(*stories, version=version, text=text)
        self.resolve()

    def load(self, *stories: Story, version: str = "1", text: str = TEXT) -> None:
        self.into.load(*(_read(s, version, text) for s in stories))

    def read_again(self, *stories: Story, version: str = "2") -> None:
        """What a new extractor finds in articles that are there."""
        self.into.now += timedelta(minutes=10)
        rows = [_read(s, version, TEXT) for s in stories]
        self.into.load(*({name: r[name] for name in FACTS} for r in rows))

    def resolver(self, version: str, **otherwise: Callable[..., Any]) -> None:
        """From now on this version resolves, with these functions in place of the real ones."""
        for room in ("resolving", "resolving_people", "resolving_meetings", "resolved_rows"):
            self.patch.setattr(f"readout.steps.{room}.resolver_version", lambda: version)
        self.patch.setattr("readout.steps.resolving_quotes.resolver_version", lambda: version)
        real = {"current_of": current_of, "group_meetings": group_meetings}
        for name, function in {**real, **otherwise}.items():
            self.patch.setattr(f"readout.steps.resolving_meetings.{name}", function)

    def resolve(self) -> None:
        self.into.now += timedelta(hours=1)
        self.into.resolve(then=lambda load: queue_alerts(load, self.settings))

    def news(self) -> Told:
        """What was told since this was last asked."""
        rows = self.into.rows(
            "SELECT alert_id, kind, old_value, new_value FROM alerts JOIN meeting_changes "
            "USING (change_id) WHERE state = 'pending' ORDER BY asserted_at, kind, new_value"
        )
        fresh = [r for r in rows if r["alert_id"] not in self.told]
        self.told |= {r["alert_id"] for r in rows}
        return [(r["kind"], r["old_value"], r["new_value"]) for r in fresh]

    def by_version(self) -> Told:
        rows = self.into.rows(
            "SELECT kind, old_value, new_value FROM meeting_changes WHERE reason = 'version' "
            "ORDER BY kind, new_value"
        )
        return [(r["kind"], r["old_value"], r["new_value"]) for r in rows]


def _read(story: Story, version: str, text: str) -> dict[str, list[Row]]:
    made = relations(story)
    for name in ("extractions", "meeting_mentions"):
        for row in made[name]:
            row["extractor_version"] = version
    for row in made["revisions"]:
        row["body"] = text
    sentence = text.splitlines()[0]
    for row in made["mention_evidence"]:
        row |= {"start_char": 0, "end_char": len(sentence), "text": sentence}
    return made


@pytest.fixture
def desk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    settings.watches.write_text(WATCH, encoding="utf-8")
    with warehouse() as into:
        made = Desk(into, settings, monkeypatch)
        made.resolver("old")
        yield made


def always(status: str) -> Callable[[Meeting], Current]:
    return lambda meeting: replace(current_of(meeting), status=status)


def alone(readings: Any, decisions: Any) -> list[Meeting]:
    """A resolver that joins nothing."""
    return [m for r in readings for m in group_meetings([r], decisions)]


ONE = article("a", mention("a1"))
READ_OTHERWISE: dict[str, tuple[Row, Told]] = {
    "status": (mention("a1", "held"), [("status", "scheduled", "held")]),
    "day": (mention("a1", day="2023-06-16"), [("date", "2023-06-15", "2023-06-16")]),
    "place": (mention("a1", place="Bergen"), [("place", "Oslo", "Bergen")]),
    "length": (mention("a1", minutes=40), [("duration", None, "40")]),
    "a participant more": (
        mention("a1", **{"with": ["Ana Lima", "Jo Berg", "Rut Halas"]}),
        [("participant", None, "Rut Halas")],
    ),
    "a denial": (mention("a1", "denied"), [("denied", None, "a Post")]),
    "another id": (mention("a2", "held"), [("status", "scheduled", "held")]),
}


@pytest.mark.parametrize(("now", "history"), READ_OTHERWISE.values(), ids=READ_OTHERWISE.keys())
def test_what_a_new_extractor_reads_otherwise(desk: Desk, now: Row, history: Told) -> None:
    desk.report(ONE)
    assert desk.news() == [("new", None, "scheduled")]
    desk.read_again(article("a", now))
    desk.resolve()
    assert desk.news() == []
    assert [c for c in desk.by_version() if c[0] not in ("withdrawn", "new")] == history
    (row,) = desk.into.rows("SELECT * FROM meeting_changes WHERE reason = 'version' LIMIT 1")
    assert (row["old_version"], row["new_version"]) == ("extractor 1", "extractor 2")


def test_a_meeting_that_it_finds_in_an_old_article(desk: Desk) -> None:
    desk.report(article("a"))
    desk.read_again(ONE)
    desk.resolve()
    assert (desk.news(), desk.by_version()) == ([], [("new", None, "scheduled")])
    desk.report(article("b", mention("b1", "held"), days=3))
    assert desk.news() == [("new", None, "held")]


def test_an_article_that_could_not_be_read_before_is_news(desk: Desk) -> None:
    story = _read(ONE, "1", TEXT)
    desk.into.load({k: story[k] for k in ("articles", "revisions")})
    failed = {**story["extractions"][0], "problem": "MemoryError"}
    desk.into.load({"extractions": [failed]})
    desk.resolve()
    desk.read_again(ONE)
    desk.resolve()
    assert desk.news() == [("new", None, "scheduled")]


def test_a_meeting_that_it_does_not_find_any_more(desk: Desk) -> None:
    desk.report(ONE)
    desk.news()
    desk.read_again(article("a"))
    desk.resolve()
    assert (desk.news(), desk.by_version()) == ([], [("withdrawn", "scheduled", None)])


def test_what_a_new_resolver_makes_otherwise_and_who_confirms_it(desk: Desk) -> None:
    desk.resolver("old", current_of=always("held"))
    desk.report(ONE, article("b", mention("b1"), days=1))
    assert desk.news() == [("new", None, "held")]
    desk.resolver("new")
    desk.resolve()
    assert (desk.news(), desk.by_version()) == ([], [("status", "held", "scheduled")])
    desk.report(article("c", mention("c1"), days=2))
    assert desk.news() == [("status", "held", "scheduled")]
    desk.report(article("d", mention("d1"), days=2))
    assert desk.news() == []
    (row,) = desk.into.rows("SELECT * FROM meeting_changes WHERE reason = 'version'")
    assert (row["old_version"], row["new_version"]) == ("resolver old", "resolver new")


def test_who_says_nothing_of_it_confirms_nothing(desk: Desk) -> None:
    desk.resolver("old", current_of=always("scheduled"))
    desk.report(article("a", mention("a1", "held")))
    desk.news()
    desk.resolver("new")
    desk.resolve()
    desk.report(article("b", mention("b1", "scheduled", minutes=40), days=1))
    assert desk.news() == [("duration", None, "40")]
    desk.report(article("c", mention("c1", "held"), days=4))
    assert desk.news() == [("status", "scheduled", "held")]


def test_what_is_told_starts_from_what_was_told(desk: Desk) -> None:
    desk.report(ONE)
    desk.resolver("new", current_of=always("likely"))
    desk.resolve()
    desk.resolver("new")
    desk.news()
    desk.report(article("b", mention("b1", "cancelled"), days=1))
    assert desk.news() == [("status", "scheduled", "cancelled")]


def test_both_new_at_once_and_a_report_beside(desk: Desk) -> None:
    desk.resolver("old", current_of=always("likely"))
    desk.report(ONE, article("z", mention("z1", **{"with": ["Rut Halas", "Ivo Kern"]})))
    desk.news()
    desk.resolver("new")
    desk.read_again(article("a", mention("a1", place="Bergen")))
    other = mention("b1", "held", **{"with": ["Rut Halas", "Ivo Kern"]})
    desk.load(article("b", other, days=4), version="2")
    desk.resolve()
    assert desk.news() == [("status", "likely", "held")]
    made = desk.into.rows(
        "SELECT DISTINCT old_version FROM meeting_changes WHERE reason IS NOT NULL"
    )
    assert [r["old_version"] for r in made] == ["extractor 1, resolver old"]


def test_two_meetings_that_become_one(desk: Desk) -> None:
    desk.resolver("old", group_meetings=alone)
    desk.report(ONE, article("b", mention("b1", "held"), days=3))
    assert len(desk.news()) == 2
    desk.resolver("new")
    desk.resolve()
    assert desk.news() == []
    assert (
        len(desk.into.rows("FROM meetings")) == len(desk.into.rows("FROM meeting_redirects")) == 1
    )
    desk.report(article("c", mention("c1", "held"), days=4))
    assert desk.news() == []


def test_one_meeting_that_becomes_two_and_is_not_new(desk: Desk) -> None:
    desk.report(ONE, article("b", mention("b1", place="Oslo, City Hall"), days=1))
    desk.news()
    desk.resolver("new", group_meetings=alone)
    desk.resolve()
    assert desk.news() == []
    assert [c[0] for c in desk.by_version()] == ["new"]
    desk.resolver("new")
    other = [mention("c1", "cancelled", day="2023-06-15", place="Oslo, City Hall")]
    desk.report(article("c", *other, days=2))
    assert {kind for kind, _, _ in desk.news()} == {"status"}


def test_an_edit_that_leaves_the_sentence_as_it_was(desk: Desk) -> None:
    desk.report(article("a"))
    desk.report(
        article("a", mention("a1"), revision=2), version="2", text=TEXT.replace("More", "Much more")
    )
    assert (desk.news(), desk.by_version()) == ([], [("new", None, "scheduled")])


def test_an_edit_that_adds_the_sentence_is_news_whatever_reads_it(desk: Desk) -> None:
    desk.report(article("a"))
    edited = article("a", mention("a1"), revision=2)
    desk.report(edited, version="2", text="Ana Lima will meet Jo Berg.")
    assert desk.news() == [("new", None, "scheduled")]


def test_an_edit_that_takes_the_sentence_out_is_news(desk: Desk) -> None:
    desk.report(ONE)
    desk.news()
    desk.report(article("a", revision=2), version="2", text="Nothing was settled.")
    assert desk.news() == [("withdrawn", "scheduled", None)]


def test_the_register_is_a_part_of_the_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / gazetteer.SEEDS.name
    shutil.copytree(gazetteer.SEEDS, copy)
    monkeypatch.setattr(gazetteer, "SEEDS", copy)
    fresh = resolver_version.__wrapped__
    before = fresh()
    heads = copy / "heads.toml"
    heads.write_text(heads.read_text().replace('"Jo', '"Jos', 1))
    assert fresh() != before
