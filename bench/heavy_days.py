"""A hundred days of a user with 5,000 feeds and 100,000 articles a day, in fast time and on a small
scale: what the warehouse, the archive, every folder, memory and CPU come to, and that they are flat
where something is forgotten.

    python -m bench.heavy_days [--days 100] [--scale 100] [--feeds 5000] [--out FILE] [--plot FILE]

All 5,000 feeds stand in the list. Everything else is that user's day divided by `--scale`: of
480,000 polls (each feed a quarter of an hour) and 100,000 articles at 100 are left 4,800 and 1,000,
one poll a feed a day, and one chain of all Dags. Wire copies (one in seven), texts edited a day
later (one in twenty), feeds that fail (one in fifty) are the same shares. `archive_megabytes` is
divided too.

Real are: the choice of feeds, all loads, wire copies, the site's lines, the archive's files,
resolving, publishing, the index of the search, mails, `watch_over`, `maintain`. Not real are the
network and the reading, whose cost an article is known (docs/speed.md): the sample newsroom's texts
are read once, and each article is one of them with all its words and names changed into others of
the same length, facts and all. After each day every file is made a day older.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import psutil
from readout.config import Settings
from readout.delivery.smtp import SmtpServer
from readout.sample.mailbox import Mailbox
from readout.sample.stories import NEWSROOM, load_stories
from readout.sources.archive import ArchivedPage, ArchiveWriter
from readout.sources.feeds.listfile import save_list
from readout.sources.feeds.opml import Listing
from readout.sources.feeds.state import FeedState
from readout.steps import alerting, extracting, fetching, maintaining, overseeing, polling
from readout.steps.batches import read_batch
from readout.steps.resolving import resolve_meetings
from readout.storage import publish as publishing
from readout.storage import searchindex
from readout.storage.keys import key
from readout.storage.staging import write_bundle
from readout.storage.warehouse import open_for_reading, rows
from readout.text.shingles import sketch

from bench.hundred_days import DAY, FOLDERS, age, sizes
from bench.material import saved_pages

Row = dict[str, Any]
POLLS, ARTICLES, ARCHIVE = 480_000, 100_000, 20_000
WORLDS = 20_000
"""Sets of names that the texts are told with; the first ones more often."""
COPIES, EDITS, FAILING = 7, 20, 50
LINES = (12, 18)
"""Lines of a page beside its text: its site's, its own."""
READ_AT = datetime(2025, 3, 12, 9)
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONG = 4
"""Letters from which a word that is no name is changed; a name is changed however short it is,
else all worlds would share those whom it names."""
_PEOPLE = ("speaker_name", "name", "candidates", "via", "addressee", "on_behalf_of")
WATCHED = 40
"""People with a watch each: one in two told at once, the others once a day."""


@cache
def _made(length: int) -> list[str]:
    chance = random.Random(length)
    sounds = ("bcdfghklmnprstvz", "aeiou")
    return [
        "".join(chance.choice(sounds[(n + i) % 2]) for i in range(length)) for n in range(4_000)
    ]


def _other(word: str, which: int) -> str:
    """Another word of the same length and case, always the same of one word and number."""
    made = _made(len(word))
    other = made[(zlib.crc32(word.lower().encode()) + which * 7_919) % len(made)]
    return other.title() if word[0].isupper() else other


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it was read: its `facts` by relation, the words of `names` in them."""

    title: str
    body: str
    facts: dict[str, list[Row]]
    names: frozenset[str]


def read_texts() -> list[Text]:
    """The sample newsroom's stories, read by the rules."""
    stories = [(story.title, "\n".join(story.paragraphs)) for story in load_stories(NEWSROOM)]
    given = [
        {"article_id": str(n), "revision_id": str(n), "body": body, "title": title, "url": None,
         "published_at": READ_AT, "published_offset": 0}
        for n, (title, body) in enumerate(stories)
    ]  # fmt: skip
    relations, _ = extracting.facts_of(given)
    found = []
    for n, (title, body) in enumerate(stories):
        mentions = {
            r["mention_id"] for r in relations["meeting_mentions"] if r["revision_id"] == str(n)
        }
        facts = {
            name: [r for r in made if r["revision_id"] == str(n) or r.get("mention_id") in mentions]
            for name, made in relations.items()
        }
        told = json.dumps([r.get(c) for made in facts.values() for r in made for c in _PEOPLE])
        common = {w for w in _WORD.findall(body) if w.islower()}
        names = frozenset(
            w
            for w in _WORD.findall(told)
            if w[0].isupper() and w in body and w.lower() not in common
        )
        found.append(Text(title, body, facts, names))
    return found


class Told:
    """A text told with other names (`world`) and other words (`story`), at another time."""

    def __init__(self, text: Text, world: int, story: int) -> None:
        self._text, self._world, self._story = text, world, story
        self.body = _WORD.sub(self._changed, text.body)
        self.title = _WORD.sub(self._changed, text.title)

    def _changed(self, found: re.Match[str]) -> str:
        word = found[0]
        if word in self._text.names:
            return _other(word, self._world)
        common = word.islower() and len(word) >= _LONG
        return _other(word, self._story) if common else word

    def renamed(self, value: Any) -> Any:
        """A value of a fact with the names of this world."""
        if isinstance(value, list):
            return [self.renamed(one) for one in value]
        if not isinstance(value, str):
            return value
        return _WORD.sub(
            lambda m: _other(m[0], self._world) if m[0] in self._text.names else m[0], value
        )

    def facts(self, article: str, revision: str, at: datetime) -> dict[str, list[Row]]:
        """The relations that a reading would stage."""
        later = timedelta(days=(at.date() - READ_AT.date()).days)
        made: dict[str, list[Row]] = {}
        spans: dict[str, list[str]] = {}
        for name, facts in self._text.facts.items():
            made[name] = []
            for fact in facts:
                row = {**fact, "revision_id": revision}
                if "article_id" in row:
                    row["article_id"] = article
                for ident in ("quote_id", "mention_id"):
                    if ident in row:
                        row[ident] = key(revision, row[ident])
                for column in _PEOPLE:
                    if column in row:
                        row[column] = self.renamed(row[column])
                for column in ("start_day", "end_day", "planned_day"):
                    if row.get(column):
                        row[column] += later
                if row.get("text") is not None:
                    row["text"] = self.body[row["start_char"] : row["end_char"]]
                if "trigger_text" in row:
                    row["trigger_text"] = self.body[row["trigger_start"] : row["trigger_end"]]
                if name == "quote_spans" and row["part"] == "content":
                    spans.setdefault(row["quote_id"], []).append(row["text"])
                made[name].append(row)
        for row in made.get("quotes", ()):
            row["content"] = " … ".join(spans.get(row["quote_id"], [row["content"]]))
        for row in made["extractions"]:
            row["extracted_at"] = at
        return made


class Press:
    """What 5,000 outlets publish."""

    def __init__(self, feeds: int, seed: int = 7) -> None:
        self.texts = read_texts()
        self.feeds = [
            Listing(f"http://outlet{n}.example/feed.xml", f"Outlet {n}") for n in range(feeds)
        ]
        self._chance = random.Random(seed)
        self._number = 0
        self._last: list[tuple[Told, int, str, str]] = []
        self._yesterday: list[tuple[Told, int, str, str]] = []
        self.pages = [page.html for page in saved_pages()[0]]

    @property
    def edits_wait(self) -> bool:
        return bool(self._yesterday)

    def watches(self) -> str:
        """A file of watches: of those who are in the news most, and some others."""
        lines = ["watches:"]
        for n in range(WATCHED):
            text = self.texts[n % len(self.texts)]
            people = [p["name"] for p in text.facts["mention_participants"] if " " in p["name"]]
            who = Told(text, n // 2, 0).renamed(people[0] if people else f"Nobody {n}")
            when = ("immediate", "daily")[n % 2]
            lines.append(
                f"  - {{name: Watch {n}, who: {json.dumps(who)}, when: {when}, "
                f"recipients: [desk{n % 5}@paper.example]}}"
            )
        return "\n".join(lines) + "\n"

    def day_ends(self) -> None:
        self._yesterday, self._last = self._last, []

    def _story(self) -> Told:
        self._number += 1
        if self._last and self._number % COPIES == 0:
            return self._chance.choice(self._last)[0]
        world = int(WORLDS * self._chance.random() ** 2)
        return Told(self._chance.choice(self.texts), world, self._number)

    def publish(self, at: datetime) -> tuple[Row, dict[str, list[Row]], dict[str, list[Row]]]:
        """One article: its entry, what fetching and what reading stage."""
        told, outlet = self._story(), self._chance.randrange(len(self.feeds))
        url = f"http://outlet{outlet}.example/{self._number}"
        feed, article = key(self.feeds[outlet].url), key(url)
        body = f"{told.body}\n{_other('closing', self._number)}"
        pages, facts = self._page(told, body, outlet, url, article, at)
        entry = {
            "entry_id": key(feed, url), "feed_id": feed, "entry_key": url, "url": url,
            "title": told.title, "summary": told.body[:250], "authors": [], "published_at": at,
            "published_offset": 0, "first_seen_at": at, "last_seen_at": at, "state": "pending",
        }  # fmt: skip
        pages["articles"] = [
            {"article_id": article, "url": url, "feed_id": feed, "outlet": f"Outlet {outlet}",
             "source_kind": "press", "first_seen_at": at, "last_fetched_at": at, "looks": 1,
             "next_look_at": None, "fetch_url": url}
        ]  # fmt: skip
        pages["entry_outcomes"] = [
            {"entry_id": entry["entry_id"], "state": "fetched", "attempts": 1,
             "article_id": article, "updated_at": at}
        ]  # fmt: skip
        self._last.append((told, outlet, url, article))
        return entry, pages, facts

    def edit(self, at: datetime) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
        """A text of yesterday, changed."""
        told, outlet, url, article = self._chance.choice(self._yesterday)
        self._number += 1
        body = f"{told.body}\n{_other('corrected', self._number)}"
        return self._page(told, body, outlet, url, article, at)

    def _page(
        self, told: Told, body: str, outlet: int, url: str, article: str, at: datetime
    ) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
        text_hash = key(body)
        revision = key(article, text_hash)
        of_site = [zlib.crc32(f"{outlet} {n}".encode()) for n in range(LINES[0])]
        lines = of_site + [zlib.crc32(f"{url} {n}".encode()) for n in range(LINES[1])]
        pages: dict[str, list[Row]] = {
            "revisions": [
                {"revision_id": revision, "article_id": article, "title": told.title,
                 "authors": [], "published_at": at, "published_offset": 0, "language": "en",
                 "page_kind": "article", "body": body, "text_hash": text_hash, "fetched_at": at,
                 "body_version": "1", "source_url": url}
            ],
            "shingles": [
                {"revision_id": revision, "article_id": article, "hash": h}
                for h in sorted(sketch(body))
            ],
            "page_lines": [
                {"site": f"outlet{outlet}.example", "article_id": article, "hash": line,
                 "is_sentence": False, "seen_at": at}
                for line in lines
            ],
        }  # fmt: skip
        return pages, told.facts(article, revision, at)


def poll(rows: list[Row], at: datetime, entries: list[Row], again: timedelta) -> dict[str, Any]:
    """What polls of feeds leave: one in `FAILING` fails, those with entries are new."""
    new = Counter(entry["feed_id"] for entry in entries)
    states, polls = [], []
    for row in rows:
        state, ident = FeedState.of_row(row), row["feed_id"]
        bad = zlib.crc32(ident.encode()) % FAILING == 0
        came = 0 if bad else new[ident]
        states.append(
            replace(
                state,
                title=row["title"],
                next_poll_at=at + again,
                last_polled_at=at,
                last_success_at=state.last_success_at if bad else at,
                last_new_at=at if came else state.last_new_at,
                failures=state.failures + 1 if bad else 0,
                health="failing" if bad else "ok",
                reason="503 Service Unavailable" if bad else None,
            ).as_row()
        )
        polls.append(
            {"poll_id": key(ident, "poll", at.isoformat()), "feed_id": ident, "polled_at": at,
             "outcome": "temporary" if bad else "new" if came else "not_modified",
             "http_status": 503 if bad else 200 if came else 304, "bytes": 900, "entries": came,
             "new_entries": came, "problem": "503 Service Unavailable" if bad else None,
             "seconds": 0.2}
        )  # fmt: skip
    return {"feed_states": states, "polls": polls, "entries": entries}


@dataclass
class Steps:
    """CPU-seconds by step, failures, and what was done."""

    spent: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        before = _cpu()
        try:
            yield
        except Exception as cause:
            self.failed[name] += 1
            print(f"{name}: {type(cause).__name__}: {cause}", file=sys.stderr, flush=True)
        finally:
            self.spent[name] += _cpu() - before  # type: ignore[assignment]


def _cpu() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def merged(parts: list[dict[str, list[Row]]]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for part in parts:
        for name, made in part.items():
            found.setdefault(name, []).extend(made)
    return found


def chain(
    steps: Steps, settings: Settings, press: Press, server: SmtpServer, at: datetime, scale: int
) -> None:
    """All Dags once."""
    articles = ARTICLES // scale
    with steps.step("(making the day's news)"):
        moments = [at - timedelta(seconds=n % 3_600) for n in range(articles)]
        news = [press.publish(moment) for moment in moments]
        parts = [(pages, facts) for _, pages, facts in news]
        if press.edits_wait:
            parts += [press.edit(at) for _ in range(articles // EDITS)]
        pages, facts = merged([p for p, _ in parts]), merged([f for _, f in parts])
        entries = [entry for entry, _, _ in news]
    with steps.step("poll_feeds"):
        limit = POLLS // scale
        chosen = polling.choose_feeds(settings, now=at, limit=limit)
        due = [row for path in chosen.paths for row in read_batch(path)]
        again = timedelta(days=len(press.feeds) * scale / POLLS)
        write_bundle(settings.staging, "poll_feeds", poll(due, at, entries, again))
        polling.load_polls(settings)
    with steps.step("archive"), ArchiveWriter(settings.archive) as archive:
        for n, row in enumerate(pages["revisions"]):
            html = press.pages[n % len(press.pages)]
            moment = row["fetched_at"].replace(tzinfo=UTC)
            archive.add(ArchivedPage(row["article_id"], row["source_url"], html, moment))
    with steps.step("fetch_articles"):
        fetching.choose_pages(settings, now=at)
        write_bundle(settings.staging, "fetch_articles", pages)
        fetching.load_pages(settings)
    with steps.step("extract_facts"):
        extracting.choose_revisions(settings)
        write_bundle(settings.staging, "extract_facts", facts)
        extracting.load_facts(settings)
    with steps.step("resolve_meetings"):
        resolve_meetings(settings)
    with steps.step("send_alerts"):
        for path in alerting.claim_alerts(settings).paths:
            alerting.send_batch(settings, path, server)
        alerting.load_deliveries(settings)
    with steps.step("watch_over"):
        overseeing.look(settings)
        overseeing.tell(settings, server)


def play(given: argparse.Namespace, home: Path) -> dict[str, Any]:
    """All days; returns what was measured."""
    settings = Settings(
        home=home / "home",
        feeds=home / "feeds.opml",
        watches=home / "watches.yaml",
        operator="operator@paper.example",
        archive_megabytes=ARCHIVE // given.scale,
    )
    press = Press(given.feeds)
    save_list(settings.feeds, press.feeds)
    settings.watches.write_text(press.watches(), encoding="utf-8")
    # The pace of a large file is the wall clock's, which a day of seconds hasn't.
    publishing.RESTING_SECONDS = 0  # type: ignore[misc]
    # So is the time of each load, which would make all days the latest two.
    searchindex.SLACK = timedelta(seconds=10)  # type: ignore[misc]
    days: list[Row] = []
    steps, process = Steps(), psutil.Process()
    start = datetime.now(UTC).replace(tzinfo=None) - given.days * DAY
    with Mailbox(home / "caught") as box:
        server = SmtpServer(host="127.0.0.1", port=box.port)
        for number in range(given.days):
            steps.spent.clear()
            at = start + number * DAY
            chain(steps, settings, press, server, at, given.scale)
            with steps.step("maintain"):
                maintaining.tidy(settings, now=at.replace(tzinfo=UTC))
            press.day_ends()
            days.append(
                {
                    "day": number + 1,
                    "sizes": sizes(settings.home),
                    "memory": process.memory_info().rss,
                    "cpu": {name: round(spent, 2) for name, spent in steps.spent.items()},
                    "mails": len(box.kept),
                    "failed": sum(steps.failed.values()),
                }
            )
            print(json.dumps(days[-1]), flush=True)
            if given.out:
                told = {"scale": given.scale, "feeds": given.feeds, "days": days}
                given.out.write_text(json.dumps(told | {"rows": {}}), encoding="utf-8")
            age(settings.home)
    with open_for_reading(settings.warehouse_file, settings) as con:
        counted = {
            name: rows(con, f"SELECT count(*) AS n FROM {name}")[0]["n"]
            for name in (
                *("feeds", "polls", "entries", "articles", "revisions", "shingles", "page_lines"),
                *("quotes", "meeting_mentions", "meetings", "people", "alerts", "set_aside"),
            )
        }
        (stories,) = rows(con, "SELECT count(DISTINCT story_id) AS n FROM articles")
    return {
        "scale": given.scale,
        "feeds": given.feeds,
        "days": days,
        "rows": counted | {"stories": stories["n"]},
        "failed": dict(steps.failed),
    }


def table(found: dict[str, Any]) -> str:
    """Sizes, memory and CPU on some days, as Markdown; CPU is the mean of the week before."""
    days = found["days"]
    shown = sorted({1, 7, 14, 30, 60, 80, len(days)} & {d["day"] for d in days})
    lines = ["| | " + " | ".join(f"day {n}" for n in shown) + " |", "|---|" + "---:|" * len(shown)]

    def line(name: str, values: list[float], form: str) -> None:
        lines.append(f"| {name} | " + " | ".join(format(values[n - 1], form) for n in shown) + " |")

    for name in FOLDERS:
        line(f"{name}, MB", [d["sizes"][name] / 1e6 for d in days], ",.1f")
    line("memory of the process, MB", [d["memory"] / 1e6 for d in days], ",.0f")
    for name in days[-1]["cpu"]:
        spent = [d["cpu"].get(name, 0.0) for d in days]
        week = [sum(spent[max(0, n - 6) : n + 1]) / min(7, n + 1) for n in range(len(spent))]
        line(f"{name}, CPU-s", week, ".2f")
    return "\n".join(lines)


def plot(found: dict[str, Any], path: Path) -> None:
    """Sizes, memory and CPU over the days as a picture."""
    import altair as alt

    values = []
    for day in found["days"]:
        told = {f"{name}, MB": day["sizes"][name] / 1e6 for name in FOLDERS}
        told["memory, MB"] = day["memory"] / 1e6
        told |= {f"{n}, CPU-s": v for n, v in day["cpu"].items() if not n.startswith("(")}
        values += [{"day": day["day"], "part": n, "value": v} for n, v in told.items()]
    chart = (
        alt.Chart(alt.Data(values=values), width=200, height=100)
        .mark_line()
        .encode(
            x=alt.X("day:Q", title="day"),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(domainMin=0)),
        )
        .facet(facet=alt.Facet("part:N", title=None), columns=4)
        .resolve_scale(y="independent")
    )
    chart.save(str(path), scale_factor=2)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--days", type=int, default=100)
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--feeds", type=int, default=5_000)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--plot", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = play(given, Path(folder))
    if given.out:
        given.out.write_text(json.dumps(found), encoding="utf-8")
    if given.plot:
        plot(found, given.plot)
    print(table(found))
    print(f"rows: {found['rows']}; failed: {found['failed'] or 'none'}")
    sys.exit(1 if found["failed"] else 0)


if __name__ == "__main__":
    main()
