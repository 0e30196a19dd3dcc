"""The page of a search: what matches is lit, narrowed down, paged, exported; what can't be sought
is told in a sentence."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient
from readout.config import Settings
from readout.rendering.search_page import pieces
from readout.ui import searching

from tests.ui.sound_html import Page


def asked(client: TestClient, query: str, status: int = 200) -> str:
    answer = client.get(f"/readout/search{query}")
    assert answer.status_code == status, answer.text[:500]
    Page(answer.text)  # sound
    return answer.text


def lit(html: str) -> list[str]:
    return re.findall("<mark>([^<]*)</mark>", html)


def test_what_matches_is_lit_and_leads_to_its_place(client: TestClient) -> None:
    html = asked(client, "?q=agree+bridges")
    assert set(lit(html)) == {"agreed", "bridge"}
    links = Page(html).links
    assert "/readout/quotes/q-talksr1-0" in links
    assert "/readout/articles/talks?revision=talksr1" in links
    place = client.get("/readout/quotes/q-talksr1-0").headers["location"]
    assert place == "/readout/articles/talks?revision=talksr1#q-q-talksr1-0"
    assert "2 results match" in Page(html).text


@pytest.mark.parametrize(
    ("narrow", "total"),
    [
        ("", 2),
        ("&kind=quote", 1),
        ("&kind=article", 1),
        ("&person=lima", 1),
        ("&person=berg", 0),
        ("&outlet=The+Harbour+Post", 2),
        ("&outlet=Nowhere", 0),
        ("&since=2023-06-19&until=2023-06-19", 2),
        ("&until=2023-06-18", 0),
    ],
)
def test_the_filters_narrow_the_page_and_its_exports(
    client: TestClient, narrow: str, total: int
) -> None:
    html = asked(client, f"?q=bridge{narrow}")
    assert html.count("<li>") == total
    assert ("Nothing matches" in html) == (total == 0)
    rows = client.get(f"/readout/export/search.json?q=bridge{narrow}").json()
    assert len(rows) == total


def test_the_form_keeps_what_was_typed_under_labels(client: TestClient) -> None:
    html = asked(client, "?q=%22on+nothing+else%22&kind=quote&person=lima&since=2023-06-01")
    assert '<label>Words <input type="search" name="q" value="&#34;on nothing else&#34;"' in html
    assert '<option value="quote" selected>' in html
    assert 'name="person" value="lima"' in html
    assert 'name="since" value="2023-06-01"' in html
    fields = re.findall(r"<(?:input|select)[^>]* name=\"(\w+)\"", html)
    labels = re.findall(r"<label>.*?</label>", html, re.DOTALL)
    assert len(fields) == len(labels) == 6


def test_every_list_of_pages_shows_all_matches_once(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = client.get("/readout/export/search.json?q=the").json()
    assert len(whole) > 4
    monkeypatch.setattr(searching, "asked_in_words", partial(searching.asked_in_words, limit=2))
    query, shown = "?q=the", list[tuple[str, str]]()
    while True:
        html = asked(client, query)
        # A quote by its place, an article by its headline's link.
        shown += re.findall(
            r'/readout/quotes/([\w-]+)"|<p class="head"><a href="/readout/articles/(\w+)\?', html
        )
        assert 'aria-current="page"' in html
        after = re.search(r'rel="next" href="/readout/search([^"]*)"', html)
        if not after:
            break
        query = after[1].replace("&amp;", "&")
    assert [(a or b) for a, b in shown] == [r["quote_id"] or r["article_id"] for r in whole]
    past = asked(client, "?q=the&offset=900")
    assert f"There are only {len(whole)} results" in past


def test_all_forms_of_export_hold_the_rows_of_the_page(client: TestClient) -> None:
    links = [link for link in Page(asked(client, "?q=bridge")).links if "/export/" in link]
    assert [link.split("?")[0].rsplit(".")[-1] for link in links] == [
        "csv", "json", "xlsx", "parquet",
    ]  # fmt: skip
    made = {link.split("?")[0].rsplit(".")[-1]: client.get(link) for link in links}
    assert all(answer.status_code == 200 for answer in made.values())
    keys = [(row["kind"], row["article_id"]) for row in json.loads(made["json"].text)]
    assert sorted(keys) == [("article", "talks"), ("quote", "talks")]
    told = list(csv.DictReader(io.StringIO(made["csv"].text)))
    assert [(row["kind"], row["article_id"]) for row in told] == keys
    table = pq.read_table(io.BytesIO(made["parquet"].content)).to_pylist()
    assert [(row["kind"], row["article_id"]) for row in table] == keys
    with zipfile.ZipFile(io.BytesIO(made["xlsx"].content)) as book:
        assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == 3  # the head is one


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "Type a word"),
        ("?q=+", "Type a word"),
        ("?person=lima", "Type a word"),
        ("?q=-fence", "only words that must not occur"),
        ("?q=%22%22", "There is no word to search for"),
        ("?q=*", "There is no word to search for"),
        ("?q=bridge&kind=poem", "There is no kind “poem”"),
        ("?q=bridge&since=tomorrow", "is no day"),
        ("?q=bridge&kind=article&person=lima", "Only quotes have a speaker"),
        ("?q=NEAR(bridge", "Nothing matches"),
        ("?q=bridge&offset=x", "2 results match"),
        ("?q=" + "a" * 5000, "Nothing matches"),
    ],
)
def test_what_cannot_be_sought_is_told(client: TestClient, query: str, told: str) -> None:
    html = asked(client, query)
    assert told in Page(html).text
    assert 'role="search"' in html


def test_an_export_of_nothing_sought_is_refused(client: TestClient) -> None:
    for query in ("", "?q=-fence", "?q=bridge&kind=poem", "?q=bridge&since=x"):
        assert client.get(f"/readout/export/search.csv{query}").status_code == 400
    assert client.get("/readout/export/search.doc?q=bridge").status_code == 404


def test_without_an_index_the_page_says_how_to_make_it(
    app_of: Callable[[Path], TestClient], world: Settings, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(world.home, home)
    for path in home.glob("search.sqlite*"):
        path.unlink()
    client = app_of(home)
    text = Page(asked(client, "?q=bridge", 503)).text
    assert "there is no index yet" in text
    assert "readout search --refresh" in text
    assert "Type a word" in asked(client, "")


def test_the_menu_and_the_first_page_lead_there(client: TestClient) -> None:
    html = client.get("/readout/").text
    assert "/readout/search" in Page(html).links
    assert '<form class="filters" role="search" method="get" action="/readout/search"' in html
    assert '<label>Words <input type="search" name="q"' in html


def test_a_text_is_cut_where_it_is_lit() -> None:
    assert pieces("ab cd", [[0, 2], [3, 5]]) == [("ab", True), (" ", False), ("cd", True)]
    assert pieces("ab", []) == [("ab", False)]
    assert pieces("", []) == []
