"""Months of reports of few people, taken in bit by bit: what was told of them is what resolving
everything anew tells.

The streams are drawn with a seed: the same few meet every few days, in calls and visits, on days,
in weeks, or on no day at all; plans are moved, put off and called off, articles edited and
withdrawn, and people decide by hand. After some batches everything is put together anew, with no
closure that could leave something out, and nothing may become different by it.
"""

from __future__ import annotations

import os
import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest
from readout.resolution.gazetteer import load_gazetteer
from readout.resolution.readings import Places
from readout.steps.resolving_meetings import PuttingTogether

from tests.resolution.loads import Row, Warehouse, warehouse
from tests.resolution.newsweek import Story, relations

# More streams than a run of all tests can bear: READOUT_TEST_STREAMS=100 pytest tests/resolution/test_streams.py
STREAMS = int(os.environ.get("READOUT_TEST_STREAMS", "3"))
START = datetime(2023, 3, 1, 8)
PEOPLE = (
    "Antony Blinken | US Secretary of State | person",
    "Qin Gang | Chinese foreign minister | person",
    "Ana Lima | minister of trade | person",
    "Jo Berg | | person",
    "Blinken | | person",
    "Ms Lima | | person",
    "China | | country",
    "senior Chinese officials | | group",
    "NATO | | org",
)
PLACES = (None, None, None, "Oslo", "Beijing", "City Hall", "Vienna")
STATUSES = (
    *("held",) * 5, *("scheduled",) * 4, *("possible",) * 2,
    *("postponed", "cancelled", "denied", "under_way"),
)  # fmt: skip


@dataclass
class Stream:
    """Articles of few people in the order in which they were published: every few days for months,
    or, `daily`, about one meeting each day."""

    seed: int
    daily: bool
    chance: random.Random = field(init=False)
    stories: list[Story] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        casts = [list(PEOPLE[:2])] if self.daily else [self._cast() for _ in range(3)]
        at = START
        while at < START + timedelta(days=25 if self.daily else 120):
            at += timedelta(hours=self.chance.choice((3, 9, 20) if self.daily else (9, 20, 50, 90)))
            self.stories.append(self._story(at, casts))

    def _cast(self) -> list[str]:
        return self.chance.sample(PEOPLE, self.chance.choice((2, 2, 2, 3)))

    def _story(self, at: datetime, casts: list[list[str]]) -> Story:
        number = len(self.stories)
        told = [
            self._mention(f"m{number:03}{'abc'[n]}", at.date(), self.chance.choice(casts))
            for n in range(self.chance.choice((1, 1, 1, 2, 3)))
        ]
        copied = self.chance.random() < 0.1 and self.stories
        story = self.chance.choice(self.stories[-5:]).article if copied else None
        return Story(f"a{number:03}", f"{self.chance.choice('VWXYZ')} Post", at, tuple(told), story)

    def _mention(self, ident: str, said: date, cast: list[str]) -> Row:
        chance = self.chance
        made: Row = {"id": ident, "with": list(cast), "status": "held"}
        if self.daily and chance.random() < 0.7:
            return made | {"day": (said - timedelta(days=chance.choice((0, 0, 1)))).isoformat()}
        made["status"] = chance.choice(STATUSES)
        if chance.random() < 0.15:
            made["with"] = [*cast[:1], chance.choice([p for p in PEOPLE if p not in cast])]
        if chance.random() < 0.2:
            made["format"] = "call"
        if place := chance.choice(PLACES):
            made["place"] = place
        back = made["status"] in ("held", "under_way")
        days = (-20, -3, -1, 0, 0) if back else (0, 1, 2, 6, 25)
        day = said + timedelta(days=chance.choice(days))
        when = chance.random()
        if when < 0.5:
            made["day"] = day.isoformat()
        elif when < 0.58:
            made["week"] = (day - timedelta(days=day.weekday())).isoformat()
        elif when < 0.66:
            made["month"] = f"{day:%Y-%m}"
        if when < 0.5 and not back and chance.random() < 0.2:
            made["change"] = chance.choice(("moved", "postponed"))
            if made["change"] == "moved" and chance.random() < 0.7:
                made["planned"] = day - timedelta(days=chance.choice((1, 3, 12)))
        return made

    def edits(self) -> Iterator[Story]:
        """Some of the articles as their outlets changed them: a day, a mention more or less."""
        for story in self.stories:
            if self.chance.random() < 0.15:
                told = [dict(m) for m in story.mentions]
                if "day" in told[0]:
                    day = date.fromisoformat(told[0]["day"]) + timedelta(days=1)
                    told[0]["day"] = day.isoformat()
                elif len(told) > 1:
                    told.pop()
                yield replace(story, mentions=tuple(told), revision=2)


def rows_of(story: Story) -> dict[str, list[Row]]:
    """What a load stages of one article, with what its mentions tell of a change."""
    made = relations(story)
    for row, mention in zip(made["meeting_mentions"], story.mentions, strict=True):
        row["change"], row["planned_day"] = mention.get("change"), mention.get("planned")
    return made


class Anew(PuttingTogether):
    """Putting together all there is, whatever was touched."""

    def _near(self, roots: Collection[str]) -> dict[str, int]:
        super()._near(roots)
        self.load.connection.execute(
            "CREATE OR REPLACE TEMP TABLE scope AS SELECT mention_id, 0 AS round FROM assertions"
        )
        return {r["mention_id"]: r["round"] for r in self.load.rows("resolve/scope")}


def is_as_anew(into: Warehouse) -> None:
    """Put everything together anew, and see that nothing is different."""
    before = into.tables()
    load = into._load()
    every = {
        mention
        for (mention,) in load.connection.execute("SELECT mention_id FROM assertions").fetchall()
    }
    Anew(load, Places(load_gazetteer()), "run").put_together(set(), every, set())
    after = into.tables()
    for table, rows in after.items():
        assert sorted(set(before[table]) ^ set(rows)) == [], table


def decision(number: int, kind: str, subject: str, other: str) -> Row:
    return {
        "decision_id": f"d{number}", "kind": kind, "subject": subject, "object": other,
        "verdict": f"v{number}", "made_at": datetime(2023, 7, 1, 12) + timedelta(minutes=number),
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(STREAMS))
def test_taken_in_bit_by_bit_is_what_all_at_once_is(seed: int) -> None:
    stream = Stream(seed, daily=seed % 3 == 2)
    chance = random.Random(-seed - 1)
    late = chance.sample(stream.stories, 14)
    if seed % 2:  # else what comes later was published later too
        late = stream.stories[-14:]
    came = [s for s in stream.stories if s not in late]
    edits = list(stream.edits())
    with warehouse() as into:
        into.load(*(rows_of(s) for s in came))
        into.resolve()
        for turn in range(7):
            batch, late = late[:2], late[2:]
            batch += (
                [edits.pop()] if edits and edits[-1].article in {s.article for s in came} else []
            )
            into.load(*(rows_of(s) for s in batch))
            came += batch
            known = [m["id"] for s in came for m in s.mentions]
            if turn in (2, 4):
                kind = chance.choice(("merge", "apart", "no_meeting"))
                near = chance.randrange(len(known) - 5)
                told = decision(turn, kind, known[near], known[near + 3])
                into.load({"meeting_decisions": [told]})
            if turn == 5:
                into.look(chance.choice(came).article, withdrawn=True)
            into.resolve()
            if turn % 3 == 0:
                is_as_anew(into)


def test_a_late_report_moves_every_day_after_it() -> None:
    """A meeting a day: each second one gathers the next. A second report of the second day
    makes that one gather both its neighbours, and so all the others change hands."""

    def met(name: str, day: int) -> Story:
        told = {"id": f"m{name}", "with": list(PEOPLE[:2]), "status": "held"}
        at = START + timedelta(days=day)
        return Story(name, f"{name} Post", at, ({**told, "day": at.date().isoformat()},))

    with warehouse() as into:
        into.load(*(rows_of(met(f"a{day:02}", day)) for day in range(20)))
        into.resolve()
        assert len(into.rows("SELECT meeting_id FROM meetings WHERE NOT withdrawn")) == 10
        into.load(rows_of(met("late", 1)))
        into.resolve()
        days = into.rows(
            "SELECT list(day(x.start_day) ORDER BY x.start_day) AS days FROM meeting_links AS l "
            "JOIN assertions AS x ON x.mention_id = l.mention_id WHERE l.kind = 'linked' "
            "GROUP BY l.meeting_id ORDER BY min(x.start_day)"
        )
        assert [r["days"] for r in days][:4] == [[1, 2, 2, 3], [4, 5], [6, 7], [8, 9]]
        is_as_anew(into)


def test_what_is_read_of_a_pair_in_the_news_ends() -> None:
    """A pair that meets every fourth day, and of which somebody tells without a day: whoever looks at a
    new report reads as much of its past after ten months as after five."""

    def met(day: int) -> Story:
        at = START + timedelta(days=day)
        told = {"id": f"m{day:03}", "with": list(PEOPLE[:2]), "status": "held"}
        dated = {} if day % 10 == 3 else {"day": at.date().isoformat()}
        return Story(f"a{day:03}", f"{day} Post", at, ({**told, **dated},))

    read = []
    with warehouse() as into:
        for first in (0, 152):
            into.load(*(rows_of(met(day)) for day in range(first, first + 148, 4)))
            into.resolve()
            into.load(rows_of(met(first + 148)))
            into.resolve()
            read += into.rows("SELECT count(*) AS n FROM temp.hood")
        is_as_anew(into)
    assert 0 < read[1]["n"] <= read[0]["n"] + 2 < 37
