"""From a filtered list to a watch, tried out and kept; mails that end from a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from readout.config import Settings, load_settings
from readout.sample.mailbox import Mailbox
from readout.storage.loader import load_bundles, loading
from readout.storage.publish import publish
from readout.watching.watchfiles import load_watches

from tests.ui.sound_html import Page
from tests.ui.world import build

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def desk(app_of, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """Somebody who is signed in, with changes of this week and a watch of the user's own."""
    build(settings)
    with loading(settings, "test") as load:
        load.connection.execute(
            "UPDATE meeting_changes SET changed_at = now() AT TIME ZONE 'UTC' - INTERVAL 2 DAY"
        )
        load.staged = 1
    publish(settings)
    settings.watches.write_text(
        "watches:\n  - {name: Berg, who: Jo Berg, recipients: b@readout.example}\n"
    )
    monkeypatch.setenv("READOUT_WATCHES", str(settings.watches))
    client = app_of(settings.home)
    from readout.ui.asking import signed_in

    mount = client.app.routes[-1]  # type: ignore[attr-defined]
    mount.app.dependency_overrides[signed_in] = lambda: "Mia Sørland"
    return client


def test_a_filtered_list_becomes_a_watch_that_is_tried_out_and_kept(
    desk: TestClient, settings: Settings
) -> None:
    listing = Page(desk.get("/readout/meetings?person=lima&status=scheduled&since=2023-06-01").text)
    link = next(x for x in listing.links if "/watches/new" in x)
    assert link == "/readout/watches/new?person=lima&status=scheduled"
    tried = Page(desk.get(link).text).text
    assert "What it would have told in the last 30 days" in tried
    assert "Tarvos, Mon 19 Jun 2023: scheduled → held" in tried
    form = {"name": "Lima", "person": "Lima", "status": "scheduled", "do": "keep"}
    refused = Page(desk.post("/readout/watches/new", data=form, headers=OURS).text).text
    assert "Recipients:" in refused, "nobody to tell"
    form["recipients"] = "desk@readout.example"
    kept = desk.post("/readout/watches/new", data=form, headers=OURS)
    assert kept.status_code == 303
    page = Page(desk.get(kept.headers["location"]).text).text
    assert "made by Mia Sørland" in page
    watches = load_watches(settings.watches, settings.own_watches)
    assert [w.name for w in watches] == ["Berg", "Lima"]
    assert watches[1].status_at_least == "scheduled"
    again = Page(desk.post("/readout/watches/new", data=form, headers=OURS).text).text
    assert "There is a watch of this name already" in again
    gone = desk.post("/readout/watches/remove", data={"name": "Lima"}, headers=OURS)
    assert gone.status_code == 303
    assert [w.name for w in load_watches(settings.watches, settings.own_watches)] == ["Berg"]
    theirs = desk.post("/readout/watches/remove", data={"name": "Berg"}, headers=OURS)
    assert theirs.status_code == 404, "the user's own file is not touched"


def test_a_test_mail_reaches_the_recipients(
    desk: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Mailbox(tmp_path / "mail") as box:
        monkeypatch.setenv("READOUT_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("READOUT_SMTP_PORT", str(box.port))
        monkeypatch.setenv("READOUT_SMTP_TLS", "none")
        form = {"name": "Lima", "person": "Lima", "recipients": "a@readout.example", "do": "mail"}
        text = Page(desk.post("/readout/watches/new", data=form, headers=OURS).text).text
    assert "Test mail: a@readout.example: sent" in text
    mails = list((tmp_path / "mail").glob("*.eml"))
    assert len(mails) == 1
    assert b"Test of the watch" in mails[0].read_bytes()


def test_a_page_mutes_and_takes_it_back(desk: TestClient) -> None:
    assert "Mute meeting" in Page(desk.get("/readout/alerts").text).text
    form = {"recipient": "desk@readout.example", "meeting": "meet-1"}
    done = desk.post("/readout/mute", data=form, headers=OURS)
    assert "gets no more mails" in Page(desk.get(done.headers["location"]).text).text
    desk.post("/readout/mute", data=form | {"do": "again"}, headers=OURS)
    settings = load_settings()
    load_bundles(settings, "send_alerts")
    with loading(settings, "test") as load:
        rows = load.connection.execute(
            "SELECT muted, reason FROM mutes WHERE meeting_id = 'meet-1' ORDER BY created_at"
        ).fetchall()
    assert rows == [(True, "muted by Mia Sørland"), (False, "muted by Mia Sørland")]


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://elsewhere.example"}]
)
@pytest.mark.parametrize("path", ["watches/new", "watches/remove", "mute"])
def test_another_site_can_not_act(desk: TestClient, path: str, headers: dict[str, str]) -> None:
    assert desk.post(f"/readout/{path}", data={"do": "keep"}, headers=headers).status_code == 403


def test_strangers_can_not_act(anonymous: TestClient) -> None:
    for path in ("watches/new", "watches/remove", "mute"):
        assert anonymous.post(f"/readout/{path}", headers=OURS).status_code == 401
