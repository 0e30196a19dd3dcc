"""Pictures: they show the rows of their report, and nothing of the web becomes markup in them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as Tree
from itertools import combinations

import pytest
from fastapi.testclient import TestClient
from readout.config import Settings
from readout.rendering.graphs import network
from readout.storage.reports import Filters, run_report
from readout.storage.snapshot import open_snapshot

from tests.ui.sound_html import Page
from tests.ui.world import HOSTILE_MARKUP


@pytest.mark.parametrize(
    "name, words",
    [
        ("network", ["Ana Lima", "Jo Berg", "Bob", "Eve <script>alert(3)</script>"]),
        ("attention", ["meetings", "quotes"]),
        ("anonymous", ["The Harbour Post", "25% of 4", "Daily <Bad> & Co"]),
    ],
)
def test_a_picture_alone_and_on_its_page(client: TestClient, name: str, words: list[str]) -> None:
    answer = client.get(f"/readout/charts/{name}.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    shown = {node.text for node in Tree.fromstring(answer.text).iter() if node.text}
    assert set(words) <= shown
    html = client.get(f"/readout/charts/{name}").text
    page = Page(html)
    assert "svg" in page.tags
    assert not page.tags & {"img", "iframe", "object", "embed", "i", "b"}
    assert page.scripts == ["/readout/page.js"]
    assert all(markup not in html for markup in HOSTILE_MARKUP)
    assert any(link.startswith("/readout/export/") for link in page.links)


def test_the_edges_are_the_pairs_that_met(world: Settings, client: TestClient) -> None:
    with open_snapshot(world) as snapshot:
        pairs = run_report(snapshot, "pairs", Filters()).rows
        tarvia = run_report(snapshot, "pairs", Filters(country="Tarvia")).rows
    told = [({row["one"], row["other"]}, row["meetings"], row["held"]) for row in pairs]
    assert ({"Ana Lima", "Jo Berg"}, 1, 1) in told
    assert all({"Idris Okafor", "Ana Lima"} != names for names, _, _ in told), "it was denied"
    assert [{row["one"], row["other"]} for row in tarvia] == [{"Ana Lima", "Jo Berg"}]
    page = Page(client.get("/readout/charts/network?person=lima").text)
    assert "Jo Berg" in page.text
    assert "Bob" not in page.text


def test_who_are_not_connected_stand_apart() -> None:
    sizes = (5, 4, 3, 3, 2, 2, 2, 2, 2)
    companies = [
        [f"{c}{n}" for n in range(size)] for c, size in zip("abcdefghi", sizes, strict=True)
    ]
    pairs = [
        {"one": one, "one_id": one, "other": company[0], "other_id": company[0], "meetings": 1}
        for turn in range(1, max(sizes))
        for company in companies
        for one in company[turn : turn + 1]
    ]
    places = {}
    for node in Tree.fromstring(network(pairs)).iter():
        at = re.search(r"translate\(([-\d.]+),([-\d.]+)\)", node.get("transform", ""))
        if node.text and at:
            places[node.text] = float(at[1]), float(at[2])
    boxes = []
    for company in companies:
        x, y = zip(*(places[name] for name in company), strict=True)
        boxes.append((min(x), max(x), min(y), max(y)))
    for one, other in combinations(boxes, 2):
        beside = one[1] < other[0] or other[1] < one[0]
        above = one[3] < other[2] or other[3] < one[2]
        assert beside or above, (one, other)


def test_a_meeting_has_its_time_line(client: TestClient) -> None:
    answer = client.get("/readout/meetings/meet-1/timeline.svg")
    shown = {node.text for node in Tree.fromstring(answer.text).iter() if node.text}
    assert "status changed: held · The Harbour Post" in shown
    assert client.get("/readout/meetings/none/timeline.svg").status_code == 404
    assert client.get("/readout/charts/none").status_code == 404
