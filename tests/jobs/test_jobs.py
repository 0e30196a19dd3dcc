"""The twenty-four jobs of docs/jobs.toml, each done as a person does it, with its steps counted."""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import re
import shlex
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from readout.config import ROOT, Settings
from readout.model import Row
from readout.steps.resolving import resolve_meetings
from readout.storage.loader import load_bundles
from readout.storage.snapshot import open_snapshot
from readout.storage.staging import ready_rows, write_bundle
from typer.testing import CliRunner

os.environ.setdefault("AIRFLOW_HOME", tempfile.mkdtemp(prefix="airflow-home-"))

from tests.browser.launching import launched
from tests.resolution.newsweek import Story, load_week, relations
from tests.ui.rows import article, quote
from tests.ui.served import pages
from tests.ui.world import ANNOUNCED, BEFORE, EDITED, MONDAY, TALKS

pytestmark = pytest.mark.browser

TABLE: dict[str, dict[str, Any]] = {
    f"{who}.{job}": row
    for who, jobs in tomllib.loads((ROOT / "docs" / "jobs.toml").read_text("utf-8")).items()
    for job, row in jobs.items()
}
TOMORROW = datetime.now(UTC).date() + timedelta(days=1)
WATCHES = """
watches:
  - name: Fish for the islands
    who: Marjun Dalsgaard
    recipients: [desk@paper.example]
"""


def _more() -> list[dict[str, list[Row]]]:
    """What the made-up fortnight lacks: a cancellation, an hour tomorrow, quotes, versions."""
    stahl = {"with": ["Zora Stahl", "Emil Roth"], "day": "2023-06-30", "place": "Lund"}
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    klee = {"id": "x3a", "with": ["Mara Klee", "Otto Brandt"], "day": TOMORROW.isoformat()}
    coming = relations(
        Story("x3", "Courier", now, ({**klee, "place": "Lund", "status": "scheduled"},))
    )
    coming["meeting_mentions"][0] |= {
        "start_time": time(16, 30), "utc_offset": 120, "time_precision": "minute"
    }  # fmt: skip
    said = {"content": "the road would open in July", "source": "Berg", "cue": "said"}
    fence = {"content": "that “no fence will be built”", "source": "he", "cue": "also said"}
    return [
        relations(
            Story("x1", "Courier", datetime(2023, 6, 20, 9),
                  ({**stahl, "id": "x1a", "status": "scheduled"},))
        ),
        relations(
            Story("x2", "Courier", datetime(2023, 6, 22, 9),
                  ({**stahl, "id": "x2a", "status": "cancelled"},))
        ),
        coming,
        article("talks", "The Harbour Post", MONDAY, [TALKS]),
        article("announced", "Ministry of Tarvos", BEFORE, [ANNOUNCED, EDITED], kind="official"),
        quote("talksr1", TALKS, 1, said, type="indirect", speaker_name="Jo Berg"),
        quote("talksr1", TALKS, 2, fence, type="mixed", speaker_name="Jo Berg", via="Norpress"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("jobs")
    (folder / "watches.yaml").write_text(WATCHES, encoding="utf-8")
    settings = Settings(home=folder, memory_limit="512MB")
    for made in (*map(relations, load_week()), *_more()):
        write_bundle(settings.staging, "test", made)
    load_bundles(settings, "test")
    resolve_meetings(settings)
    return folder


class Doing:
    """Somebody at work; every step is noted."""

    def __init__(self, page: Page, base: str, settings: Settings) -> None:
        self.page, self.base, self.settings = page, base, settings
        self.steps: list[str] = []

    def click(self, what: Locator) -> None:
        self.steps.append(f"click {what}")
        what.click()

    def room(self, name: str) -> None:
        """A word of the menu."""
        self.click(
            self.page.get_by_label("Readout", exact=True).get_by_role("link", name=name, exact=True)
        )

    def fill(self, label: str, text: str) -> None:
        self.steps.append(f"fill {label}")
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, label: str, value: str) -> None:
        self.steps.append(f"choose {label}")
        # A select's label holds its options too.
        self.page.get_by_label(re.compile(rf"^\s*{label}\b")).select_option(value)

    def press(self, key: str) -> None:
        self.steps.append(f"key {key}")
        self.page.keyboard.press(key)

    def button(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name=name, exact=True))

    def command(self, line: str) -> str:
        """One line in a shell; its output."""
        from readout.cli.app import _attach, app

        if not app.registered_commands:
            _attach()
        self.steps.append(f"readout {line}")
        done = CliRunner().invoke(app, shlex.split(line))
        assert done.exit_code == 0, done.output
        return done.output

    def sql(self, query: str, *given: Any) -> list[tuple[Any, ...]]:
        """One query on the published file."""
        self.steps.append("SQL")
        return self.asked(query, *given)

    def asked(self, query: str, *given: Any) -> list[tuple[Any, ...]]:
        """What the test itself must know: no step of the job."""
        with open_snapshot(self.settings) as snapshot:
            return snapshot.connection.execute(query, list(given)).fetchall()

    def main(self) -> str:
        return self.page.inner_text("main")


# Of the module: playwright keeps an event loop in this thread while it lives.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as made:
        yield made


@pytest.fixture(scope="module")
def base(home: Path) -> Iterator[str]:
    with pages(home, COLUMNS="200", READOUT_READER="rules") as address:
        yield address


@pytest.fixture
def doing(browser: Browser, base: str, home: Path) -> Iterator[Doing]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{base}/")
    yield Doing(page, base, Settings(home=home, memory_limit="512MB"))
    context.close()


def meeting_of(doing: Doing, mention: str) -> str:
    found = doing.asked(
        "SELECT meeting_id FROM meeting_links WHERE mention_id = ? AND kind = 'linked'", mention
    )
    return str(found[0][0])


# -- editor


def editor_cancellation(doing: Doing) -> None:
    doing.room("Meetings")
    doing.choose("Status", "cancelled")
    doing.button("Filter")
    assert "Zora Stahl" in doing.main()
    expect(doing.page.locator("tbody")).to_have_count(1)


def editor_hour(doing: Doing) -> None:
    doing.room("Ahead")
    row = doing.page.locator("li", has_text="Mara Klee")
    assert row.locator(".hour").inner_text() == "16:30 (UTC+2)"


def editor_tomorrow(doing: Doing) -> None:
    doing.room("Ahead")
    doing.fill("From", TOMORROW.isoformat())
    doing.fill("To", TOMORROW.isoformat())
    doing.button("Filter")
    doing.page.locator("main section li .head a").first.wait_for()
    names = doing.page.locator("main section li .head a").all_inner_texts()
    assert [n.replace("\n", "") for n in names] == ["Mara Klee – Otto Brandt"]


def editor_word(doing: Doing) -> None:
    doing.fill("Words", "fences")
    doing.press("Enter")
    lit = doing.page.locator("main mark").first
    lit.wait_for()
    assert lit.inner_text() == "fence"


def editor_mute(doing: Doing) -> None:
    doing.room("Alerts")
    doing.click(doing.page.get_by_role("button", name="Mute meeting for desk@paper.example").first)
    assert "gets no more mails about this meeting" in doing.main()
    (kept,) = ready_rows(doing.settings.staging, "send_alerts", "mutes")
    assert (kept["recipient"], kept["muted"]) == ("desk@paper.example", True)


def editor_merge(doing: Doing) -> None:
    before = doing.asked("SELECT count(*) FROM meetings")[0][0]
    doing.room("Review")
    doing.click(doing.page.get_by_role("link", name="Perhaps one meeting"))
    doing.page.locator("#card").wait_for()
    doing.press("s")
    doing.page.get_by_text("Taken down").wait_for()
    resolve_meetings(doing.settings)
    assert doing.asked("SELECT count(*) FROM meetings")[0][0] == before - 1


def editor_alert(doing: Doing) -> None:
    doing.room("Meetings")
    doing.fill("Person or country", "Blinken")
    doing.button("Filter")
    doing.click(doing.page.get_by_role("link", name="Tell me of this"))
    doing.fill("To these addresses", "me@paper.example")
    doing.button("Keep it")
    assert "is in force from the next change on" in doing.main()
    (made,) = doing.settings.own_watches.iterdir()
    assert "Blinken" in made.read_text(encoding="utf-8")


def editor_name(doing: Doing) -> None:
    doing.command("people rename 'Rut Halas' 'Ruth Halász'")
    found = doing.asked("SELECT count(*) FROM meeting_participants WHERE name = 'Ruth Halász'")
    assert found[0][0] > 0


# -- analyst


def analyst_since(doing: Doing) -> None:
    doing.room("Meetings")
    doing.fill("Person or country", "Qin Gang")
    doing.fill("From", "2023-06-15")
    doing.button("Filter")
    doing.page.locator("tbody").first.wait_for()
    expect(doing.page.locator("tbody")).to_have_count(1)
    assert "Antony Blinken" in doing.main()


def analyst_countries(doing: Doing) -> None:
    found = doing.sql("SELECT month, country_a, country_b, meetings FROM country_pairs")
    assert (date(2023, 6, 1), "China", "United States") in [row[:3] for row in found]


def analyst_timeline(doing: Doing) -> None:
    doing.room("Meetings")
    row = doing.page.locator("tbody", has_text="Marjun Dalsgaard").filter(has_text="held").first
    doing.click(row.locator("th a").first)
    doing.page.locator("#h-history").wait_for()
    expect(doing.page.locator("figure.chart svg[role=img]")).to_have_count(1)
    link = doing.page.get_by_role("link", name="SVG").get_attribute("href") or ""
    answer = doing.page.request.get(f"{doing.base.removesuffix('/readout')}{link}")
    assert answer.text().startswith("<svg")


def analyst_sides(doing: Doing) -> None:
    doing.click(doing.page.get_by_role("link", name="Where sides differ"))
    doing.click(doing.page.get_by_role("link", name="Radu Velescu").first)
    text = doing.main()
    assert "Official sources say denied, the press says held." in text
    assert "Denied by Corvania Press Office" in text


def analyst_xlsx(doing: Doing) -> None:
    doing.room("Meetings")
    shown = doing.page.locator(".above span").first.inner_text()
    with doing.page.expect_download() as download:
        doing.click(doing.page.get_by_role("link", name="XLSX"))
    with ZipFile(download.value.path()) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") - 1 == int(shown.split()[0])


def analyst_edges(doing: Doing) -> None:
    rows = list(csv.DictReader(io.StringIO(doing.command("report pairs --csv"))))
    edges = {frozenset((r["one"], r["other"])) for r in rows}
    assert frozenset(("Antony Blinken", "Xi Jinping")) in edges
    assert len(edges) == len(rows)


def analyst_undated(doing: Doing) -> None:
    found = doing.sql("SELECT meeting_id, participants FROM meetings WHERE start_day IS NULL")
    dated = doing.asked("SELECT meeting_id FROM meetings WHERE start_day IS NOT NULL")
    every = doing.asked("SELECT count(*) FROM meetings")[0][0]
    assert 0 < len(found) < every == len(found) + len(dated)
    assert all(names for _, names in found)


def analyst_subjects(doing: Doing) -> None:
    found = doing.sql(
        "SELECT subject, round(count(*) / sum(count(*)) OVER (), 3) AS share "
        "FROM extractions WHERE subject IS NOT NULL GROUP BY subject ORDER BY share DESC"
    )
    assert sum(share for _, share in found) == pytest.approx(1, abs=0.01)


# -- researcher


def researcher_quotes(doing: Doing) -> None:
    ((ident,),) = doing.asked("SELECT person_id FROM people WHERE name = 'Jo Berg'")
    found = doing.sql("SELECT content FROM quotes_with_person WHERE speaker_id = ?", ident)
    assert {row[0] for row in found} == {
        "the road would open in July", "that “no fence will be built”"
    }  # fmt: skip


def researcher_offsets(doing: Doing) -> None:
    found = doing.sql(
        "SELECT s.text, substr(r.body, s.start_char + 1, s.end_char - s.start_char) "
        "FROM quote_spans AS s JOIN revisions AS r ON r.revision_id = s.revision_id"
    )
    assert found
    assert all(text == cut for text, cut in found)


def researcher_versions(doing: Doing) -> None:
    doing.room("Articles")
    title = ANNOUNCED.split("\n")[0]
    doing.click(doing.page.get_by_role("link", name=title).first)
    doing.click(doing.page.get_by_role("link", name="What changed since"))
    doing.page.locator("ins").first.wait_for()
    new = " ".join(doing.page.locator("ins").all_inner_texts())
    assert "has not confirmed the date" in " ".join(new.split())


def researcher_frozen(doing: Doing) -> None:
    assert "sha256:" in doing.command("snapshot --note 'for a paper'")
    assert "as its manifest says" in doing.command("snapshot --verify 20")


def researcher_corrections(doing: Doing) -> None:
    ident = meeting_of(doing, "m4a")
    doing.command(f"meetings fix {ident} place 'the old mint'")
    for story in load_week():
        write_bundle(doing.settings.staging, "test", relations(story))
    load_bundles(doing.settings, "test")
    resolve_meetings(doing.settings)
    place = "SELECT place FROM meetings WHERE meeting_id = ?"
    assert doing.asked(place, meeting_of(doing, "m4a")) == [("the old mint",)]


def researcher_again(doing: Doing) -> None:
    told = doing.command("reextract --since 2023-06-19 --until 2023-06-19T23:00 --most 2")
    assert re.search(r"\b[1-9]\d* revisions\b", told), told
    assert re.search(r"mention +gained +talks +Ana Lima · Jo Berg · held", told), told
    assert "only told; --apply takes it over" in told


def researcher_precision(doing: Doing) -> None:
    doing.command(f"meetings judge {meeting_of(doing, 'c5a')} right")
    rows = json.loads(doing.command("report precision --json"))
    found = rows["rows"] if isinstance(rows, dict) else rows
    ((version,),) = doing.asked(
        "SELECT extractor_version FROM meeting_mentions WHERE mention_id = 'c5a'"
    )
    columns = ("month", "extractor_version", "judged", "right_in_full")
    assert [tuple(r[c] for c in columns) for r in found] == [("2023-06", version, 1, 1.0)]


def researcher_notebook(doing: Doing) -> None:
    """All cells, as a notebook runs them (tests/ui/test_notebook.py looks at their plots)."""
    notebook = json.loads((ROOT / "docs" / "notebook.ipynb").read_text(encoding="utf-8"))
    doing.steps.append("run all cells")
    names: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("READOUT_SNAPSHOT", str(doing.settings.snapshot))
        try:
            for cell in notebook["cells"]:
                if cell["cell_type"] == "code":
                    exec(compile(ast.parse("".join(cell["source"])), "notebook", "exec"), names)
        finally:
            names["con"].close()
    assert names["edges"]


@pytest.mark.parametrize("job", TABLE)
def test_job(doing: Doing, job: str) -> None:
    globals()[job.replace(".", "_")](doing)
    assert len(doing.steps) == TABLE[job]["steps"], doing.steps


def test_there_are_eight_for_each() -> None:
    rooms = [job.partition(".")[0] for job in TABLE]
    assert {room: rooms.count(room) for room in rooms} == dict.fromkeys(
        ("editor", "analyst", "researcher"), 8
    )
