"""The pages on a real snapshot: what stands there, what never does, and who may look."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from readout.config import Settings
from readout.errors import ConfigError
from readout.storage.loader import loading
from readout.storage.publish import publish
from readout.storage.reports import Filters, report_names, run_report, sorts_of
from readout.storage.snapshot import open_snapshot

from tests.ui.sound_html import Page
from tests.ui.world import BAD_MEETING, HELD, HOSTILE_MARKUP, TALKS, TOLD, build

PAGES = [
    *report_names(),
    "meetings/meet-1",
    "meetings/meet-2",
    "meetings/meet-3",
    "articles/talks",
    "articles/announced",
    "articles/announced?revision=announcedr1",
    "articles/hostile",
    "articles/announced/diff",
    "watches",
    "charts/network",
    "watches/new?person=lima&outlet=<b>",
    "muted?done=<b>&recipient=x",
    "articles/talks/cut",
    "ahead?since=2023-06-01",
    "search",
    "search?q=minister+OR+done+OR+bridge",
    "search?q=<script>alert(1)</script>&kind=<i>&person=<b>Eve&since=x",
    "meetings?sort=-outlets&contradicted=yes&country=Tarvia",
    "",
    "people/p-Ana",
    "feeds/f-The Harbour Post",
    "run?dag_id=extract_facts&run_id=run-of-test",
    "run?dag_id=<b>&run_id=<script>alert(1)</script>",
    "meetings?person=<script>alert(1)</script>&status=<i>&since=x&outlet=<b>Eve",
]


def page_of(client: TestClient, path: str, status: int = 200) -> Page:
    answer = client.get(f"/readout/{path}")
    assert answer.status_code == status, answer.text[:500]
    return Page(answer.text)


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize(
    "path",
    [
        "",
        *PAGES,
        "readout.css",
        "page.js",
        "export/meetings.csv",
        "export/quotes.json",
        "mentions/m-talks",
        "quotes/q-talksr1-0",
        "docs",
        "openapi.json",
        "no/such/page",
    ],
)
def test_nobody_gets_anything_without_a_login(
    anonymous: TestClient, path: str, accept: str
) -> None:
    answer = anonymous.get(f"/readout/{path}", headers={"Accept": accept})
    assert answer.status_code == 401
    assert "Lima" not in answer.text
    assert "published" not in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sound_and_nothing_of_an_article_is_markup(
    client: TestClient, path: str
) -> None:
    answer = client.get(f"/readout/{path}")
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.scripts == ["/readout/page.js"]
    assert page.handlers == []
    assert not page.tags & {"img", "iframe", "object", "embed", "i"}
    assert all(markup not in answer.text for markup in HOSTILE_MARKUP)
    assert "\u202e" not in answer.text
    assert len(page.ids) == len(set(page.ids))
    assert all(link.startswith(("/readout", "#", "http://127.0.0.1:9/")) for link in page.links)
    assert "h1" in page.tags
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_every_inner_link_leads_somewhere(client: TestClient) -> None:
    """All links from the meetings on, as far as they go."""
    waiting, seen = ["/readout/"], set[str]()
    while waiting:
        path = waiting.pop().split("#")[0]
        # Every order of every list has a test of its own; weeks before weeks never end.
        if path in seen or not path.startswith("/readout") or "sort=" in path or "until=" in path:
            continue
        seen.add(path)
        answer = client.get(path)
        if answer.status_code in (307, 308):
            waiting.append(answer.headers["location"])
            continue
        assert answer.status_code == 200, path
        if "/export/" not in path:
            waiting += Page(answer.text).links
    assert len(seen) > 30


def test_meetings_newest_change_first(client: TestClient) -> None:
    text = page_of(client, "meetings").text
    assert text.index("Jo Berg") < text.index("Idris Okafor") < text.index("Bob")
    for words in ("held", "contradicted", "3 h", "2 outlets", "Mon 19 Jun 2023", "day not known"):
        assert words in text
    assert HELD in text
    assert "Snapshot published" in text


@pytest.mark.parametrize(
    "query, found",
    [
        ("person=lima", ["meet-1", "meet-2"]),
        ("person=LÍMA", ["meet-1", "meet-2"]),
        ("person=berg", ["meet-1"]),
        ("person=sousa", ["meet-1", "meet-2"]),  # another spelling of Ana Lima
        ("person=tarvia", ["meet-1", "meet-2"]),  # whom she acts for
        ("person=arvi", []),
        ("person=%25", []),
        ("status=denied", ["meet-2"]),
        ("contradicted=yes", ["meet-2"]),
        ("subject=politics", ["meet-2"]),
        ("subject=conflict", ["meet-1", "meet-3"]),
        ("contradicted=no", ["meet-1", "meet-3"]),
        ("country=Tarvia", ["meet-1", "meet-2"]),
        ("outlet=The+Harbour+Post", ["meet-1"]),
        ("outlet=Daily+%3CBad%3E+%26+Co", ["meet-3"]),
        ("since=2023-06-17", ["meet-1"]),
        ("until=2023-06-16", ["meet-2", "meet-3"]),
        ("since=2023-06-13&until=2023-06-13", ["meet-3"]),
        ("person=lima&status=held&since=2023-06-19&until=2023-06-19", ["meet-1"]),
        ("person=&status=&since=&until=&outlet=", ["meet-1", "meet-2", "meet-3"]),
        ("offset=2", ["meet-3"]),
        ("offset=-1", ["meet-1", "meet-2", "meet-3"]),
        ("offset=99999999999999999999", ["meet-1", "meet-2", "meet-3"]),
    ],
)
def test_filters_of_meetings(client: TestClient, query: str, found: list[str]) -> None:
    links = page_of(client, f"meetings?{query}").links
    assert [x.rsplit("/", 1)[1] for x in links if re.search(r"/meetings/meet-\d$", x)] == found
    if "offset" not in query:
        exported = client.get(f"/readout/export/meetings.json?{query}").json()
        assert [row["meeting_id"] for row in exported] == found


@pytest.mark.parametrize("name", report_names())
def test_every_list_is_in_the_order_that_is_asked_for(world: Settings, name: str) -> None:
    with open_snapshot(world) as snapshot:
        whole = run_report(snapshot, name, Filters())
        for column in sorts_of(name):
            for sort in (column, f"-{column}"):
                rows = run_report(snapshot, name, Filters(sort=sort)).rows
                values = [row[column] for row in rows if row[column] is not None]
                assert values == sorted(values, reverse=sort != column), sort
                assert all(row[column] is None for row in rows[len(values) :]), "unknowns last"
                assert len(rows) == len(whole.rows)
                pieces = [
                    row
                    for n in range(0, len(rows), 2)
                    for row in run_report(
                        snapshot, name, Filters(sort=sort, limit=2, offset=n)
                    ).rows
                ]
                assert pieces == rows
        with pytest.raises(ConfigError, match="can't be sorted"):
            run_report(snapshot, name, Filters(sort="meeting_id; DROP"))


def test_a_heading_sorts_and_the_link_of_a_list_keeps_everything(client: TestClient) -> None:
    page = page_of(client, "meetings?person=lima&sort=start_day&status=")
    assert "/readout/meetings?person=lima&sort=-start_day" in page.links
    assert "/readout/export/meetings.csv?person=lima&sort=start_day" in page.links
    assert "/readout/meetings?person=lima&sort=start_day" in page.text
    html = client.get("/readout/meetings?sort=-start_day").text
    assert html.count('aria-sort="descending"') == 1
    rows = [x for x in page.links if re.search(r"/meetings/meet-\d$", x)]
    assert [x[-1] for x in rows] == ["2", "1"]


def test_the_first_page_tells_what_is_new_since_the_last_look(
    client: TestClient, world: Settings
) -> None:
    page = page_of(client, "")
    assert "New in the last day" in page.text
    assert "Idris Okafor" in page.text, "contradicted"
    assert "the server said 503" in page.text, "a feed in trouble"
    client.cookies.set("readout_seen", "|2023-06-15T00:00:00", path="/readout")
    text = " ".join(page_of(client, "").text.split())
    assert "New since your last look 15 Jun 2023, 00:00 · 2 meetings changed" in text
    assert "Ana Lima – Jo Berg" in text
    client.cookies.clear()
    client.cookies.set("readout_seen", "nonsense|9999", path="/readout")
    assert "New in the last day" in page_of(client, "").text


def test_ahead_by_day_and_as_a_calendar(client: TestClient, anonymous: TestClient) -> None:
    page = page_of(client, "ahead?since=2023-06-15&until=2023-06-19&person=lima")
    assert page.text.index("Fri 16 Jun 2023") < page.text.index("Mon 19 Jun 2023")
    assert "Reported by Ministry of Tarvos; The Harbour Post" in page.text
    assert any("since=2023-06-08&until=2023-06-14" in link for link in page.links)
    address = re.search(r"/readout/out/\S+/meetings\.ics", page.text)
    assert address
    answer = anonymous.get(address[0])
    assert answer.status_code == 200
    assert answer.text.startswith("BEGIN:VCALENDAR")
    assert "Eve" not in answer.text, "the filter holds in the calendar"


def test_two_revisions_are_compared_word_by_word(client: TestClient) -> None:
    html = client.get("/readout/articles/announced/diff").text
    assert "<ins>Berg’s office has not confirmed the date.</ins>" in html
    assert "1 paragraph differs" in html
    page_of(client, "articles/talks/diff", 404)


def test_what_was_left_out_of_a_page_is_told(client: TestClient, world: Settings) -> None:
    from readout.sources.archive import ArchivedPage, ArchiveWriter

    assert "no longer in the archive" in page_of(client, "articles/denial/cut").text
    lines = "".join(f"<p>{line}</p>" for line in TALKS.split("\n"))
    html = f"<html><body><nav>Home</nav><article>{lines}</article><p>Read more</p></body></html>"
    at = datetime(2023, 6, 19, 16, 5, tzinfo=UTC)
    with ArchiveWriter(world.archive) as archive:
        archive.add(ArchivedPage("talks", "http://127.0.0.1:9/talks.html", html.encode(), at))
    text = page_of(client, "articles/talks/cut").text
    assert "2 lines of the page" in text
    assert "Home" in text
    assert "Read more" in text
    assert "border talks" not in text.split("not in the text")[1]


@pytest.mark.parametrize(
    "query, contents",
    [
        ("subject=conflict&person=berg&type=indirect", ["the road would open in July"]),
        ("kind=anonymous", ["the tone had been cold"]),
        ("person=berg", ["the road would open in July", "that “no fence will be built”"]),
        ("type=mixed", ["that “no fence will be built”"]),
        ("via=norpress", ["that “no fence will be built”"]),
        ("person=official", ["the tone had been cold"]),
        ("until=2023-06-14&person=lima", ["“It is time to talk,”"]),
    ],
)
def test_filters_of_quotes(client: TestClient, query: str, contents: list[str]) -> None:
    text = page_of(client, f"quotes?{query}").text
    exported = client.get(f"/readout/export/quotes.json?{query}").json()
    assert [row["content"] for row in exported] == contents
    assert all(words in text for words in contents)
    assert len(exported) == len(contents)


@pytest.mark.parametrize(
    "query, sentence",
    [
        ("since=yesterday", "“yesterday” is no day; write it like 2023-06-19."),
        ("status=maybe", "There is no status “maybe”; one of: possible"),
        ("since=2023-06-20&until=2023-06-19", "The first day is after the last"),
    ],
)
def test_a_filter_that_cannot_be_read_is_told(
    client: TestClient, query: str, sentence: str
) -> None:
    assert sentence in page_of(client, f"meetings?{query}").text
    answer = client.get(f"/readout/export/meetings.csv?{query}")
    assert answer.status_code == 400
    assert sentence in Page(answer.text).text


def test_no_match_says_how_to_go_on(client: TestClient) -> None:
    text = page_of(client, "meetings?person=nobody").text
    assert "No meetings match this filter." in text
    assert "Clear the filter" in text


@pytest.mark.parametrize("name", report_names())
def test_exports_hold_the_rows_of_the_screen(client: TestClient, name: str) -> None:
    as_json = client.get(f"/readout/export/{name}.json").json()
    answer = client.get(f"/readout/export/{name}.csv")
    as_csv = list(csv.DictReader(io.StringIO(answer.text)))
    assert "attachment" in answer.headers["content-disposition"]
    assert len(as_json) == len(as_csv) > 0
    assert list(as_json[0]) == list(as_csv[0])
    assert "total" not in as_json[0]


def test_one_meeting_with_its_history_and_both_sides(client: TestClient) -> None:
    page = page_of(client, "meetings/meet-1")
    text = " ".join(page.text.split())
    assert "first reported scheduled Ministry of Tarvos official" in text
    assert "status changed scheduled → held The Harbour Post" in text
    assert text.index("first reported scheduled") < text.index("status changed scheduled")
    assert "duration known 3 h The Harbour Post" in text
    assert "date moved 12–18 Jun 2023 → Mon 19 Jun 2023 The Harbour Post Show the article" in text
    assert "Official (1)" in text
    assert "Press (1)" in text
    assert "Foreign Minister" in text
    assert "“We agreed on the bridge, and on nothing else,”" in text
    assert "the tone had been cold" not in text
    assert "meet-0" in text


@pytest.mark.parametrize(
    "run, words",
    [
        ("run-of-test", "Foreign ministers open border talks in Tarvos"),
        ("resolving-run", "Ana Lima – Jo Berg held Mon 19 Jun 2023 · Tarvos · 2 articles say so"),
        ("another", "This run read no article and touched no meeting."),
    ],
)
def test_what_a_run_did(client: TestClient, run: str, words: str) -> None:
    assert words in " ".join(page_of(client, f"run?dag_id=x&run_id={run}").text.split())


def test_one_person(client: TestClient) -> None:
    text = " ".join(page_of(client, "people/p-Ana").text.split())
    for words in (
        "acts for Tarvia",
        "Also known as Ana de Lima e Sousa.",
        "Foreign Minister 1 outlet, last 19 Jun 2023, 16:05 by The Harbour Post",
        "2 meetings",
        "2 quotes",
        "“It is time to talk,”",
    ):
        assert words in text
    page_of(client, "people/none", 404)


def test_an_id_that_was_merged_away_leads_on(client: TestClient) -> None:
    answer = client.get("/readout/meetings/meet-0")
    assert (answer.status_code, answer.headers["location"]) == (308, "/readout/meetings/meet-1")


def test_an_article_with_its_evidence_lit(client: TestClient) -> None:
    page = page_of(client, "articles/talks")
    assert page.marked["evidence"][1:] == [HELD, TOLD]  # the first is the legend's
    assert page.by_id["m-m-talks"] == HELD
    assert page.by_id["q-q-talksr1-0"] == "“We agreed on the bridge, and on nothing else,”"
    assert page.by_id["q-q-talksr1-2"] == "that “no fence will be built”"
    assert "also said" in page.marked["cue"]
    assert {"Ana Lima", "Jo Berg"} <= set(page.marked["participant"])
    assert "met" in page.marked["trigger"]


def test_a_hostile_article_is_only_text(client: TestClient) -> None:
    page = page_of(client, "articles/hostile")
    assert page.by_id["m-m-hostile"] == BAD_MEETING.replace("\u2028", " ")
    assert "<script>alert('quote')</script>" in page.text


def test_the_newest_revision_that_was_read_is_shown_and_an_older_one_on_demand(
    client: TestClient,
) -> None:
    newest = page_of(client, "articles/announced")
    assert "has not confirmed the date" in newest.text
    assert "m-m-announced" in newest.ids
    older = page_of(client, "articles/announced?revision=announcedr1")
    assert "has not confirmed the date" not in older.text
    assert "A newer text exists." in older.text
    assert "q-q-announcedr1-0" in older.ids


@pytest.mark.parametrize(
    "path, place",
    [
        ("mentions/m-talks", "articles/talks?revision=talksr1#m-m-talks"),
        ("quotes/q-announcedr1-0", "articles/announced?revision=announcedr1#q-q-announcedr1-0"),
    ],
)
def test_a_fact_leads_to_the_passage_that_proves_it(
    client: TestClient, path: str, place: str
) -> None:
    answer = client.get(f"/readout/{path}")
    assert (answer.status_code, answer.headers["location"]) == (307, f"/readout/{place}")


@pytest.mark.parametrize(
    "path",
    [
        "meetings/none",
        "articles/none",
        "mentions/none",
        "quotes/none",
        "none",
        "a/b",
        "export/none.csv",
        "export/meetings.xml",
        "articles/..%2F..%2Fetc",
        "meetings/'%20OR%201",
    ],
)
def test_what_is_not_there_is_404_in_words(client: TestClient, path: str) -> None:
    assert "Not found" in page_of(client, path, 404).text


def test_before_anything_is_published_the_pages_say_what_to_do(app_of, tmp_path: Path) -> None:
    client = app_of(tmp_path)
    text = page_of(client, "meetings", 503).text
    assert "There is no data yet" in text
    assert "readout run" in text
    answer = client.get("/readout/export/meetings.json", headers={"Accept": "*/*"})
    assert answer.status_code == 503
    assert "readout run" in answer.json()["detail"]


def test_an_empty_snapshot_says_what_to_do(app_of, settings: Settings) -> None:
    publish(settings)
    client = app_of(settings.home)
    assert "There are no meetings yet." in page_of(client, "meetings").text
    assert "That is how it should be." in page_of(client, "problems").text
    for name in report_names():
        page_of(client, name)
        header = client.get(f"/readout/export/{name}.csv").text
        assert header.strip(), "an empty CSV still has its header"


def test_a_damaged_snapshot_is_told(app_of, settings: Settings) -> None:
    settings.snapshot.parent.mkdir(parents=True)
    settings.snapshot.write_bytes(b"DUCK of another kind" * 1000)
    text = page_of(app_of(settings.home), "meetings", 503).text
    assert "can't be opened" in text
    assert "readout run publishes it anew" in text


def test_what_is_published_later_is_shown(app_of, settings: Settings) -> None:
    """The process lives for weeks; it must let go of the old snapshot."""
    build(settings)
    client = app_of(settings.home)
    assert "3 meetings" in page_of(client, "meetings").text
    with loading(settings, "test") as load:
        load.connection.execute("DELETE FROM meetings WHERE meeting_id = 'meet-3'")
        load.staged = 1
    publish(settings)
    assert "2 meetings" in page_of(client, "meetings").text


def test_json_exports_are_json_whatever_the_text(client: TestClient) -> None:
    rows = json.loads(client.get("/readout/export/quotes.json?person=eve").content)
    assert "\u200fשלום" in rows[0]["content"]


@pytest.mark.parametrize("name", ["meetings", "quotes", "articles", "people", "changes"])
def test_pages_one_after_the_other_are_the_whole_report(world: Settings, name: str) -> None:
    """The order is total: no row falls between two pages or stands on both."""
    with open_snapshot(world) as snapshot:
        whole = run_report(snapshot, name, Filters())
        pieces = [run_report(snapshot, name, Filters(limit=2, offset=n)) for n in range(0, 10, 2)]
    assert [row for piece in pieces for row in piece.rows] == whole.rows
    assert {piece.total for piece in pieces if piece.rows} == {len(whole.rows)}


@pytest.mark.parametrize(
    "path, status",
    [("out/unsubscribe?t=forged", 404), ("out/forged/meetings.ics", 404), ("out/else", 401)],
)
def test_calendars_and_unsubscribing_ask_for_a_token_and_not_for_a_login(
    anonymous: TestClient, world: Settings, monkeypatch, path: str, status: int
) -> None:
    monkeypatch.setenv("READOUT_HOME", str(world.home))
    monkeypatch.setenv("READOUT_SECRET", "of the test")
    answer = anonymous.get(f"/readout/{path}")
    assert answer.status_code == status
    assert "published" not in answer.text
    assert "Lima" not in answer.text


@pytest.mark.parametrize("name", report_names())
def test_no_report_prints_names_letter_by_letter(client: TestClient, name: str) -> None:
    """A list of names is one link each; names in one text are one text."""
    html = client.get(f"/readout/{name}").text
    assert not re.search(r"<bdi>\w</bdi>\s*<span class=\"dash\"", html), name


@pytest.mark.parametrize("path", ["meetings", "people/p-Ana", "export/meetings.csv"])
def test_head_is_answered_like_get(client: TestClient, path: str) -> None:
    assert client.head(f"/readout/{path}").status_code == 200
    assert client.head("/readout/no/such/page").status_code == 404
