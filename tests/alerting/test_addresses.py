"""The addresses without login: calendars, feeds, unsubscribe. Asked as programs ask."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from icalendar import Calendar
from readout.config import Settings, load_settings
from readout.rendering.mail_links import links, load_secret
from readout.storage.loader import loading
from readout.storage.publish import publish
from readout.ui.feeds_out import router

from tests.alerting.rows_for_alerts import WATCHES, change, meeting, resolve

WATCH = "Ports and fish"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("READOUT_SECRET", "a secret of tests")
    (tmp_path / "watches.yaml").write_text(WATCHES)
    made = Settings(
        home=tmp_path / "home",
        feeds=tmp_path / "f",
        watches=tmp_path / "watches.yaml",
        memory_limit="512MB",
    )
    other = meeting("m2", parties=[("Somebody", None, "person"), ("Else", None, "person")])
    resolve(made, [meeting(), other], [change("c1")])
    publish(made)
    return made


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(router)
    app.dependency_overrides[load_settings] = lambda: settings
    top = FastAPI()
    top.mount("/readout", app)
    with TestClient(top, follow_redirects=False) as client:
        yield client


def path(url: str) -> str:
    found = urlsplit(url)
    return f"{found.path}?{found.query}" if found.query else found.path


def test_a_calendar_program_gets_the_watchs_meetings(
    settings: Settings, client: TestClient
) -> None:
    got = client.get(path(links(settings).feed(WATCH, "ics")))
    assert got.status_code == 200
    assert got.headers["content-type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(got.content).walk("VEVENT")
    assert [e["UID"] for e in events] == ["m1@readout"]


def test_a_feed_reader_and_a_program_too(settings: Settings, client: TestClient) -> None:
    atom = feedparser.parse(client.get(path(links(settings).feed(WATCH, "atom"))).content)
    assert [e.id for e in atom.entries] == ["urn:readout:meeting:m1"]
    told = json.loads(client.get(path(links(settings).feed(WATCH, "json"))).content)
    assert told["watch"] == WATCH
    assert [m["id"] for m in told["meetings"]] == ["m1"]


WRONG = [
    ("/readout/out/nonsense/meetings.ics", 404),
    ("/readout/out/x.y/meetings.ics", 404),
    ("/readout/out/{unsubscribe}/meetings.ics", 404),
    ("/readout/out/{feed}/meetings.html", 404),
    ("/readout/out/{gone}/meetings.ics", 410),
    ("/readout/out/unsubscribe", 404),
    ("/readout/out/unsubscribe?t=x.y", 404),
    ("/readout/out/unsubscribe?t={feed}", 404),
]


@pytest.mark.parametrize("address, code", WRONG)
def test_a_token_opens_only_what_it_is_for(
    settings: Settings, client: TestClient, address: str, code: int
) -> None:
    made = links(settings)
    filled = address.format(
        feed=made.feed_token(WATCH),
        gone=made.feed_token("No such watch"),
        unsubscribe=made.sign({"u": "a@b.example", "w": [WATCH]}),
    )
    assert client.get(filled).status_code == code
    if "unsubscribe?" in filled:
        assert client.post(filled).status_code == code


def muted(settings: Settings) -> list[tuple[str, str | None, str | None]]:
    from readout.steps.alerting import claim_alerts

    claim_alerts(settings)
    with loading(settings, "look") as load:
        return load.connection.execute("SELECT recipient, watch, meeting_id FROM mutes").fetchall()


def test_looking_at_the_link_ends_nothing(settings: Settings, client: TestClient) -> None:
    """Mail scanners follow every link by GET."""
    address = path(links(settings).unsubscribe("desk@readout.example", [WATCH]))
    page = client.get(address)
    assert page.status_code == 200
    assert "desk@readout.example" in page.text
    assert '<form method="post"' in page.text
    assert muted(settings) == []


def test_a_program_asks_by_head_whether_the_link_is_alive(
    settings: Settings, client: TestClient
) -> None:
    made = links(settings)
    for address in (
        made.unsubscribe("desk@readout.example", [WATCH]),
        made.mute("desk@readout.example", "m1"),
        made.feed(WATCH, "ics"),
    ):
        assert client.head(path(address)).status_code == 200
    assert client.head("/readout/out/unsubscribe?t=x.y").status_code == 404
    assert muted(settings) == [], "looking ends nothing"


def test_one_click_ends_the_watch(settings: Settings, client: TestClient) -> None:
    address = path(links(settings).unsubscribe("desk@readout.example", [WATCH]))
    got = client.post(address, data={"List-Unsubscribe": "One-Click"})
    assert got.status_code == 200, "RFC 8058 wants no redirect"
    assert "set-cookie" not in got.headers
    assert muted(settings) == [("desk@readout.example", WATCH, None)]


def test_a_meeting_is_muted_by_its_link(settings: Settings, client: TestClient) -> None:
    assert client.post(path(links(settings).mute("desk@readout.example", "m1"))).status_code == 200
    assert muted(settings) == [("desk@readout.example", None, "m1")]


def test_what_a_name_holds_is_escaped(settings: Settings, client: TestClient) -> None:
    address = path(links(settings).unsubscribe("a@b.example", ["<script>alert(1)</script>"]))
    for page in (client.get(address), client.post(address)):
        assert "<script>" not in page.text
        assert "&lt;script&gt;" in page.text


def test_before_anything_is_published(settings: Settings, client: TestClient) -> None:
    settings.snapshot.unlink()
    assert client.get(path(links(settings).feed(WATCH, "ics"))).status_code == 503


def test_the_secret_is_made_once_and_for_the_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("READOUT_SECRET", raising=False)
    made = Settings(home=tmp_path / "h", feeds=tmp_path, watches=tmp_path)
    first = load_secret(made)
    assert first == load_secret(made)
    assert len(first) >= 32
    assert (made.home / "outbox" / "secret").stat().st_mode & 0o077 == 0
