"""Muting, unsubscribing, sending again; digests and feeds."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from readout.config import Settings
from readout.delivery.smtp import SmtpServer
from readout.sample.mailbox import Mailbox
from readout.steps import alerting, digesting, publishing, wishes
from readout.steps.publishing import write_feeds
from readout.storage.publish import publish

from tests.alerting.rows_for_alerts import BODY, WATCHES, Row, change, meeting, resolve
from tests.alerting.runs import TWO, later, mails, send, states, text


def test_muting_a_meeting_or_a_watch(settings: Settings, mailbox: Mailbox) -> None:
    settings.watches.write_text(TWO)
    resolve(settings, [meeting()], [change("c1")])
    wishes.mute(settings, "boss@readout.example", meeting="m1")
    send(settings, mailbox)
    assert [m["To"] for m in mails(mailbox)] == ["desk@readout.example"]
    changes = [change("c2", kind="place", new_value="Oslo"), change("c3", "m2", evidence="New.")]
    resolve(settings, [meeting(), meeting("m2")], changes, later(1).replace(tzinfo=None))
    held = {(s[0], s[1].partition("@")[0]): s[3] for s in states(settings) if s[2] == "held"}
    assert held == {("c1", "boss"): "muted", ("c2", "boss"): "muted"}
    wishes.mute(settings, "boss@readout.example", meeting="m1", muted=False)
    send(settings, mailbox, later(2))
    changes = [change("c4", kind="place", new_value="Bergen")]
    assert resolve(settings, [meeting()], changes, later(3).replace(tzinfo=None)) == 2


def test_an_unsubscribe_link_ends_its_watch(settings: Settings, mailbox: Mailbox) -> None:
    claims = {"u": "desk@readout.example", "w": ["Ports and fish"]}
    resolve(settings, [meeting()], [change("c1")])
    assert wishes.grant(settings, claims) == ("the watch “Ports and fish”", "desk@readout.example")
    wishes.grant(settings, claims)
    assert send(settings, mailbox)[0] == "0 alerts · 0 mails · 1 held"
    assert states(settings)[0][2:] == ("held", "unsubscribed")


def test_sending_again_because_somebody_asked(settings: Settings, mailbox: Mailbox) -> None:
    resolve(settings, [meeting()], [change("c1")])
    send(settings, mailbox)
    assert wishes.resend(settings, mails(mailbox)[0]["Message-ID"]) == 1
    send(settings, mailbox, datetime.now(UTC) + timedelta(minutes=1))
    first, second = mails(mailbox)
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Subject"] == second["Subject"]
    assert wishes.resend(settings, "nothing like it") == 0


def test_digests_come_at_their_hour_and_zone(settings: Settings, mailbox: Mailbox) -> None:
    settings.watches.write_text(WATCHES + "    when: daily\n    timezone: Asia/Tokyo\n")
    resolve(settings, [meeting()], [change("c1")], proof=BODY)
    server = SmtpServer("127.0.0.1", mailbox.port)
    due = datetime(2023, 6, 19, 22, 0, tzinfo=UTC)  # 7 in Tokyo
    assert digesting.send_digests(settings, server, now=due - timedelta(minutes=1))["sent"] == 0
    assert digesting.send_digests(settings, server, now=due)["sent"] == 1
    assert digesting.send_digests(settings, server, now=due + timedelta(hours=1))["sent"] == 0
    (mail,) = mails(mailbox)
    assert mail["Subject"] == "Meetings, 20 June 2023"
    assert "Marit Holm, fisheries minister: 1 quote in 1 outlet" in text(mail)
    assert "21:00 JST" in text(mail)


def test_feeds_are_written_as_files_and_left_alone_when_nothing_changed(
    settings: Settings, mailbox: Mailbox
) -> None:
    rest = [meeting("m2", parties=[("Somebody", None, "person"), ("Else", None, "person")])]
    resolve(settings, [meeting(), *rest], [change("c1")])
    publish(settings)
    assert write_feeds(settings).line() == "3 feeds · 1 meeting"
    assert write_feeds(settings).line() == "0 feeds · 1 meeting"
    (folder,) = (settings.home / "feeds").iterdir()
    assert sorted(p.name for p in folder.iterdir()) == [
        "meetings.atom",
        "meetings.ics",
        "meetings.json",
    ]


def test_each_watch_has_its_own_meetings_in_its_feed(settings: Settings) -> None:
    """Two watches on one meeting, one on another, one on none; all looked up in one go."""
    settings.watches.write_text(
        "watches:\n"
        + "".join(
            f"  - {{name: {name}, who: {who}, recipients: [desk@readout.example]}}\n"
            for name, who in (
                ("One", "Ada Brun"), ("Again", "Ada Brun"), ("Other", "Carl Dahl"), ("None", "Eli Fox"),
            )
        )
    )  # fmt: skip
    parties = {
        "m1": [("Ada Brun", None, "person"), ("Bo Ek", None, "person")],
        "m2": [("Carl Dahl", None, "person"), ("Bo Ek", None, "person")],
    }
    resolve(settings, [meeting(m, parties=p) for m, p in parties.items()], [change("c1")])
    publish(settings)
    assert write_feeds(settings)["meetings"] == 3
    found = {
        path.parent.name.split("-")[0]: path.read_text().count('"id"')
        for path in (settings.home / "feeds").glob("*/meetings.json")
    }
    assert found == {"one": 1, "again": 1, "other": 1, "none": 0}


@pytest.mark.parametrize("at_once", [1, 2, publishing.SLICE])
def test_feeds_follow_what_changed(
    settings: Settings, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only meetings that changed are looked at again, whatever else is in the feeds stays there;
    a watch that is new or asks for another looks at all of them, however many at once."""
    monkeypatch.setattr(publishing, "SLICE", at_once)
    watched = "watches:\n  - {name: Ada, who: Ada Brun, recipients: [desk@readout.example]}\n"
    settings.watches.write_text(watched)
    of_ada = {"parties": [("Ada Brun", None, "person"), ("Bo Ek", None, "person")]}
    others = {"parties": [("Carl Dahl", None, "person"), ("Bo Ek", None, "person")]}

    def load(minutes: int, *meetings: Row) -> tuple[int, dict[str, list[str]]]:
        """How many files were written, and the ids in each watch's feed."""
        now = later(minutes).replace(tzinfo=None)
        resolve(settings, [{**m, "updated_at": now} for m in meetings], [], now)
        publish(settings)
        written = write_feeds(settings)["feeds"]
        return written, {
            path.parent.name.split("-")[0]: [
                m["id"] for m in json.loads(path.read_text())["meetings"]
            ]
            for path in (settings.home / "feeds").glob("*/meetings.json")
        }

    assert load(0, meeting("m1", **of_ada), meeting("m2", **others)) == (3, {"ada": ["m1"]})
    assert load(1, meeting("m3", **others)) == (0, {"ada": ["m1"]})
    assert load(2, meeting("m4", place="Oslo", **of_ada)) == (3, {"ada": ["m4", "m1"]})
    # Others met, it turns out: it leaves the feed; what wasn't looked at again stays.
    assert load(3, meeting("m1", **others)) == (3, {"ada": ["m4"]})
    settings.watches.write_text(
        watched + "  - {name: Carl, who: Carl Dahl, recipients: [desk@readout.example]}\n"
    )
    of_carl = ["m5", "m1", "m3", "m2"]
    assert load(4, meeting("m5", **others)) == (3, {"ada": ["m4"], "carl": of_carl})
    # A damaged file of what was written: all is looked at again.
    (settings.home / ".feeds.written").write_text("{")
    assert load(5, meeting("m6", **of_ada)) == (3, {"ada": ["m6", "m4"], "carl": of_carl})


def test_back_off_grows_to_four_hours() -> None:
    assert [alerting.back_off(n).total_seconds() / 60 for n in (1, 2, 3, 4, 5, 50)] == [1, 4, 16, 64, 240, 240]  # fmt: skip
