"""From a change to a mail: real warehouse, real SMTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from readout.config import Settings
from readout.delivery.smtp import SmtpServer
from readout.sample.mailbox import Mailbox
from readout.steps import alerting, digesting, wishes
from readout.steps.batches import read_batch
from readout.steps.publishing import write_feeds
from readout.storage.loader import loading
from readout.storage.publish import publish

from tests.alerting.rows_for_alerts import BODY, NOW, SENTENCE, WATCHES, change, meeting, resolve

Row = dict[str, Any]
AWARE = NOW.replace(tzinfo=UTC)
TWO = WATCHES.replace("[desk@readout.example]", "[desk@readout.example, boss@readout.example]")


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path / "mail", slow_seconds=0.3) as box:
        yield box


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "watches.yaml").write_text(WATCHES)
    return Settings(
        home=tmp_path / "home",
        feeds=tmp_path / "feeds.opml",
        watches=tmp_path / "watches.yaml",
        memory_limit="512MB",
        operator="operator@readout.example",
    )


def send(settings: Settings, mailbox: Mailbox, now: datetime = AWARE) -> list[str]:
    """One run of send_alerts.

    Returns:
        What the claim, each batch and the load said.
    """
    server = SmtpServer("127.0.0.1", mailbox.port, from_email="readout@readout.example")
    chosen = alerting.claim_alerts(settings, now=now)
    said = [chosen.line()]
    said += [alerting.send_batch(settings, p, server, now=now).line() for p in chosen.paths]
    return [*said, alerting.load_deliveries(settings).line()]


def rows(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with loading(settings, "look") as load:
        return load.connection.execute(sql).fetchall()


def states(settings: Settings) -> list[tuple[Any, ...]]:
    return rows(settings, "SELECT change_id, recipient, state, reason FROM alerts ORDER BY ALL")


def mails(mailbox: Mailbox) -> list[EmailMessage]:
    found = [message_from_bytes(k.path.read_bytes(), policy=policy.default) for k in mailbox.kept]
    return [m for m in found if isinstance(m, EmailMessage)]


def text(mail: EmailMessage) -> str:
    found = next(p for p in mail.walk() if p.get_content_type() == "text/plain")
    return str(found.get_content())


def later(minutes: float) -> datetime:
    return AWARE + timedelta(minutes=minutes)


def test_a_change_becomes_a_mail_with_its_proof(settings: Settings, mailbox: Mailbox) -> None:
    assert resolve(settings, [meeting()], [change("c1")], proof=BODY) == 1
    assert send(settings, mailbox) == ["1 alerts · 1 mails", "1 mails · 1 sent", "1 sent"]
    (mail,) = mails(mailbox)
    assert mail["Subject"] == "Holm – Baird, Stornoway: held (new)"
    assert text(mail).startswith(f"“{SENTENCE}”")
    assert "https://ledger.example/1?a=1&b=2" in text(mail)
    assert "“We agree”" in text(mail)
    assert states(settings) == [("c1", "desk@readout.example", "sent", None)]
    assert rows(settings, "SELECT outcome, subject FROM deliveries") == [
        ("sent", "Holm – Baird, Stornoway: held (new)")
    ]


def test_a_second_run_sends_nothing(settings: Settings, mailbox: Mailbox) -> None:
    resolve(settings, [meeting()], [change("c1")])
    send(settings, mailbox)
    assert resolve(settings, [meeting()], [change("c1")]) == 0
    send(settings, mailbox, later(60))
    assert len(mailbox.kept) == 1


def test_a_task_that_runs_twice_sends_once(settings: Settings, mailbox: Mailbox) -> None:
    resolve(settings, [meeting()], [change("c1")])
    server = SmtpServer("127.0.0.1", mailbox.port)
    (path,) = alerting.claim_alerts(settings, now=AWARE).paths
    for _ in range(3):
        alerting.send_batch(settings, path, server, now=AWARE)
    alerting.load_deliveries(settings)
    alerting.load_deliveries(settings)
    assert len(mailbox.kept) == 1
    assert rows(settings, "SELECT count(*) FROM deliveries") == [(1,)]


def test_changes_of_one_run_and_recipient_are_one_mail(
    settings: Settings, mailbox: Mailbox
) -> None:
    settings.watches.write_text(TWO)
    changes = [
        change("c1", new_value="scheduled"),
        change("c2", kind="date", new_value="2023-06-19"),
        change("c3", "m2", evidence="Another sentence."),
    ]
    assert resolve(settings, [meeting(), meeting("m2")], changes) == 6
    send(settings, mailbox)
    assert sorted(m["To"] for m in mails(mailbox)) == [
        "boss@readout.example",
        "desk@readout.example",
    ]
    assert all("and 1 more meeting" in m["Subject"] for m in mails(mailbox))


def test_further_changes_answer_the_earlier_mail(settings: Settings, mailbox: Mailbox) -> None:
    resolve(settings, [meeting(status="scheduled")], [change("c1", new_value="scheduled")])
    send(settings, mailbox)
    resolve(settings, [meeting()], [change("c2", kind="status", old_value="scheduled")], later(5).replace(tzinfo=None))  # fmt: skip
    send(settings, mailbox, later(6))
    first, second = mails(mailbox)
    assert second["In-Reply-To"] == first["Message-ID"]
    assert second["References"].split() == [first["References"], first["Message-ID"]]
    assert second["Subject"] == "Holm – Baird, Stornoway: scheduled → held"


def test_after_a_merge_the_thread_goes_on(settings: Settings, mailbox: Mailbox) -> None:
    resolve(settings, [meeting("old")], [change("c1", "old")])
    send(settings, mailbox)
    with loading(settings, "resolve_meetings") as load:
        load.stage(
            "meeting_redirects", [{"old_meeting_id": "old", "meeting_id": "m1", "merged_at": NOW}]
        )
        load.connection.execute("INSERT INTO meeting_redirects BY NAME FROM stg_meeting_redirects")
        load.connection.execute("DELETE FROM meetings WHERE meeting_id = 'old'")
        load.stage("meetings", [{k: v for k, v in meeting().items() if k != "parties"}])
        load.connection.execute("INSERT INTO meetings BY NAME FROM stg_meetings")
    resolve(settings, [meeting()], [change("c2", kind="place", new_value="Oslo")], later(5).replace(tzinfo=None))  # fmt: skip
    send(settings, mailbox, later(6))
    first, second = mails(mailbox)
    assert second["In-Reply-To"] == first["Message-ID"]


NOT_AGAIN = [
    # told first; then; what is said of the second
    (change("c1"), change("c2", mention_id="n2", asserted_at=NOW), "told already: status held"),
    (change("c1"), change("c2", kind="status", old_value="likely"), "told already: status held"),
    (change("c1"), change("c2", "m2"), "told already: this sentence told of a meeting before"),
    (
        change("c1", kind="denied", new_value="The Ledger"),
        change("c2", kind="denied", new_value="The Ledger", old_value="x"),
        "told already: denied The Ledger",
    ),
    (change("c1"), change("c2", kind="date", new_value="2023-06-20"), None),
    (change("c1"), change("c2", kind="status", new_value="denied"), None),
]


@pytest.mark.parametrize("first, second, reason", NOT_AGAIN)
def test_resolving_anew_tells_nothing_twice(
    settings: Settings, first: dict[str, Any], second: dict[str, Any], reason: str | None
) -> None:
    both = [meeting(), meeting("m2")]
    assert resolve(settings, both, [first]) == 1
    assert resolve(settings, both, [second], later(5).replace(tzinfo=None)) == (reason is None)
    assert states(settings)[1][3] == reason


def test_a_status_that_comes_back_is_news(settings: Settings) -> None:
    for number, status in enumerate(("scheduled", "postponed", "scheduled", "postponed")):
        row = change(f"c{number}", kind="status" if number else "new", new_value=status)
        assert (
            resolve(settings, [meeting(status=status)], [row], later(number).replace(tzinfo=None))
            == 1
        )


def test_a_history_derived_anew_in_one_go_tells_nothing(settings: Settings) -> None:
    resolve(settings, [meeting()], [change("c1")])
    anew = [
        change("d1", new_value="possible", evidence="Other."),
        change("d2", kind="status", old_value="possible", new_value="held"),
    ]
    assert resolve(settings, [meeting()], anew, later(5).replace(tzinfo=None)) == 0


def test_of_two_watches_one_tells_and_both_are_named(settings: Settings, mailbox: Mailbox) -> None:
    settings.watches.write_text(
        WATCHES
        + "  - name: Daily too\n    where: Stornoway\n    when: daily\n    recipients: [desk@readout.example]\n"
    )
    assert resolve(settings, [meeting()], [change("c1")]) == 1
    send(settings, mailbox)
    (mail,) = mails(mailbox)
    assert "your watch “Daily too”: in Stornoway" in " ".join(text(mail).split())
    assert states(settings)[0][3] == "told by the watch “Ports and fish”"


def test_held_back_is_a_row_with_its_reason_and_stands_in_the_mail(
    settings: Settings, mailbox: Mailbox
) -> None:
    settings.watches.write_text(WATCHES + "    status_at_least: held\n")
    resolve(settings, [meeting(status="likely")], [change("c1", new_value="likely")])
    assert states(settings)[0][3] == "likely, and the watch asks for held at least"
    second = change("c2", kind="status", old_value="likely")
    resolve(settings, [meeting()], [second], later(1).replace(tzinfo=None))
    send(settings, mailbox, later(2))
    assert "HELD BACK" in text(mails(mailbox)[0])
    assert "likely, and the watch asks for held" in " ".join(text(mails(mailbox)[0]).split())


@pytest.mark.parametrize(
    "asked, before, after",
    [
        ("confidence_at_least: 0.5", {"confidence": 0.2}, {"confidence": 0.6}),
        ("outlets: [The Ledger]", {"first_outlet": "x"}, {}),
    ],
)
def test_what_was_not_yet_sure_is_told_when_it_is(
    settings: Settings, mailbox: Mailbox, asked: str, before: Row, after: Row
) -> None:
    """No change comes of an outlet more or of confidence that grows."""
    settings.watches.write_text(WATCHES + f"    {asked}\n")
    first = change("c1", outlet="Elsewhere")
    assert resolve(settings, [meeting(**before)], [first]) == 0
    assert resolve(settings, [meeting(**before)], [], later(1).replace(tzinfo=None)) == 0
    proof = BODY if "outlets" in asked else None
    assert resolve(settings, [meeting(**after)], [], later(2).replace(tzinfo=None), proof) == 1
    assert resolve(settings, [meeting(**after)], [], later(3).replace(tzinfo=None)) == 0
    send(settings, mailbox, later(4))
    assert len(mailbox.kept) == 1


def test_what_is_no_longer_so_is_not_told_late(settings: Settings) -> None:
    settings.watches.write_text(WATCHES + "    confidence_at_least: 0.5\n")
    assert resolve(settings, [meeting(confidence=0.2)], [change("c1")]) == 0
    postponed = meeting(status="postponed", confidence=0.9)
    assert resolve(settings, [postponed], [], later(1).replace(tzinfo=None)) == 0


def test_a_watch_that_is_gone_tells_nothing_more(settings: Settings, mailbox: Mailbox) -> None:
    resolve(settings, [meeting()], [change("c1")])
    settings.watches.write_text(WATCHES.replace("Ports and fish", "Another"))
    assert send(settings, mailbox)[0].startswith("0 alerts · 0 mails")
    assert states(settings)[0][3] == "the watch is gone, or no longer for this recipient"


def test_quiet_hours_and_hourly_wait(settings: Settings, mailbox: Mailbox) -> None:
    settings.watches.write_text(WATCHES + '    quiet_hours: {from: "11:00", to: "13:00"}\n')
    resolve(settings, [meeting()], [change("c1")])
    assert send(settings, mailbox)[0] == "0 alerts · 0 mails"
    assert send(settings, mailbox, later(61))[1] == "1 mails · 1 sent"


def test_broken_watches_do_not_silence_the_old_ones(settings: Settings) -> None:
    resolve(settings, [meeting()], [change("c1")])
    settings.watches.write_text("watches: [")
    changes = [change("c2", kind="place", new_value="Oslo")]
    assert resolve(settings, [meeting()], changes, later(1).replace(tzinfo=None)) == 1


# ---------------------------------------------------------------- faults


def test_refused_temporary_and_fine_in_one_batch(settings: Settings, mailbox: Mailbox) -> None:
    settings.watches.write_text(
        WATCHES.replace("[desk@", "[gone@readout.example, full@readout.example, desk@")
    )
    mailbox.fault = lambda to: {"gone": "550", "full": "452"}.get(to.partition("@")[0])
    resolve(settings, [meeting()], [change("c1")])
    send(settings, mailbox)
    found = {row[1].partition("@")[0]: row[2:] for row in states(settings)}
    assert found["desk"] == ("sent", None)
    assert found["gone"][0] == "failed"
    assert "550" in found["gone"][1]
    assert found["full"][0] == "pending"
    assert "452" in found["full"][1]
    # Not before its time, then with back-off, then it goes.
    assert send(settings, mailbox, later(0.5))[0].startswith("0 alerts")
    assert send(settings, mailbox, later(1.5))[0].startswith("1 alerts")
    assert send(settings, mailbox, later(4))[0].startswith("0 alerts")
    mailbox.fault = None
    assert send(settings, mailbox, later(6))[1] == "1 mails · 1 sent"
    assert len(mailbox.kept) == 2


def test_after_four_days_a_mail_is_given_up_and_says_why(
    settings: Settings, mailbox: Mailbox
) -> None:
    mailbox.fault = "450"
    resolve(settings, [meeting()], [change("c1")])
    now = datetime.now(UTC)  # the ledger keeps its own clock
    send(settings, mailbox, now)
    send(settings, mailbox, now + timedelta(days=5))
    ((_, _, state, reason),) = states(settings)
    assert state == "failed"
    assert reason.startswith("given up after four days: 450")


def test_an_outage_loses_nothing_and_tells_the_operator_once(
    settings: Settings, mailbox: Mailbox
) -> None:
    settings.watches.write_text(TWO)
    resolve(settings, [meeting()], [change("c1")])
    mailbox.stop()
    for minutes in range(0, 60, 15):
        told = send(settings, mailbox, later(minutes))
        assert told[1] == "2 mails · 0 sent · 2 down"
    mailbox.start()
    assert send(settings, mailbox, later(60))[1] == "2 mails · 2 sent · 1 operator mails"
    resolve(settings, [meeting()], [change("c2", kind="place", new_value="Oslo")], later(61).replace(tzinfo=None))  # fmt: skip
    assert send(settings, mailbox, later(62))[1] == "2 mails · 2 sent"
    to_operator = [m for m in mails(mailbox) if m["To"] == "operator@readout.example"]
    assert len(to_operator) == 1
    assert to_operator[0]["Subject"] == "Readout: the mail server was away from 19 Jun, 12:00 UTC"
    assert "4 runs tried" in text(to_operator[0])


def test_a_dropped_connection_is_tried_again(settings: Settings, mailbox: Mailbox) -> None:
    mailbox.fault = "drop"
    resolve(settings, [meeting()], [change("c1")])
    send(settings, mailbox)
    assert mailbox.kept == []
    mailbox.fault = None
    send(settings, mailbox, later(2))
    send(settings, mailbox, later(20))
    assert len(mailbox.kept) == 1


@pytest.mark.parametrize("fault", ["drop", "lost_reply"])
def test_with_a_witness_no_fault_after_the_dot_loses_or_doubles(
    settings: Settings, mailbox: Mailbox, fault: str
) -> None:
    settings = replace(settings, mail_witness=mailbox.folder, mail_settle_seconds=0.0)
    mailbox.fault = fault
    resolve(settings, [meeting()], [change("c1")])
    send(settings, mailbox)
    mailbox.fault = None
    for minutes in (2, 20, 60):
        send(settings, mailbox, later(minutes))
    assert len(mailbox.kept) == 1
    assert states(settings)[0][2] == "sent"


def test_a_claim_whose_sender_died_is_taken_up_again_under_the_same_id(
    settings: Settings, mailbox: Mailbox
) -> None:
    resolve(settings, [meeting()], [change("c1")])
    first = alerting.claim_alerts(settings, now=AWARE)
    assert alerting.claim_alerts(settings, now=later(5)).paths == [], "not stale yet"
    # More is due meanwhile: it may not slip into the mail that may have gone out.
    resolve(settings, [meeting()], [change("c2", kind="place", new_value="Oslo")], later(6).replace(tzinfo=None))  # fmt: skip
    again = alerting.claim_alerts(settings, now=later(11))
    ids = [row["message_id"] for path in again.paths for row in read_batch(path)]
    (old,) = [row["message_id"] for row in read_batch(first.paths[0])]
    assert len(ids) == 2
    assert old in ids


def test_over_the_cap_the_rest_goes_into_the_digest(settings: Settings, mailbox: Mailbox) -> None:
    settings.watches.write_text(WATCHES + "    mails_a_day: 2\n")
    for number in range(4):
        row = change(f"c{number}", f"m{number}", evidence=f"Sentence {number}.")
        resolve(settings, [meeting(f"m{number}")], [row], later(number).replace(tzinfo=None))
        send(settings, mailbox, later(number + 0.5))
    assert len(mailbox.kept) == 2
    waiting = [s for s in states(settings) if s[2] == "pending"]
    assert [w[3] for w in waiting] == ["more than 2 mails a day: told in the digest"] * 2
    server = SmtpServer("127.0.0.1", mailbox.port)
    done = digesting.send_digests(settings, server, now=datetime(2023, 6, 20, 7, 1, tzinfo=UTC))
    assert done["sent"] == 1
    assert "NEW MEETINGS" in text(mails(mailbox)[-1])


# ---------------------------------------------------------------- wishes, digests, feeds


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
    assert write_feeds(settings).line() == "3 feeds · 1 meetings"
    assert write_feeds(settings).line() == "0 feeds · 1 meetings"
    (folder,) = (settings.home / "feeds").iterdir()
    assert sorted(p.name for p in folder.iterdir()) == [
        "meetings.atom",
        "meetings.ics",
        "meetings.json",
    ]


def test_back_off_grows_to_four_hours() -> None:
    assert [alerting.back_off(n).total_seconds() / 60 for n in (1, 2, 3, 4, 5, 50)] == [1, 4, 16, 64, 240, 240]  # fmt: skip


def propose(settings: Settings, score: float, undated: str = "m1", other: str = "m2") -> None:
    """The article's mention has its own meeting `undated`, and may mean `other`."""
    with loading(settings, "resolve_meetings") as load:
        load.stage(
            "meeting_links",
            [
                {"mention_id": "n1", "meeting_id": other, "kind": "proposed", "score": score,
                 "resolver_version": "1", "linked_at": NOW}
            ],
        )  # fmt: skip
        load.connection.execute("INSERT INTO meeting_links BY NAME FROM stg_meeting_links")


UNDATED: Row = {"start_day": None, "end_day": None, "time_precision": "unknown"}


def test_a_meeting_that_was_rumoured_answers_the_rumour(
    settings: Settings, mailbox: Mailbox
) -> None:
    rumour = meeting(status="possible", **UNDATED)
    resolve(settings, [rumour], [change("c1", new_value="possible")], proof=BODY)
    send(settings, mailbox)
    resolve(settings, [meeting("m2")], [change("c2", "m2", evidence="They met.")], later(1).replace(tzinfo=None))  # fmt: skip
    propose(settings, 0.74)
    send(settings, mailbox, later(2))
    first, second = mails(mailbox)
    assert second["Subject"] == "Holm – Baird, Stornoway: possible? → held (new)"
    assert second["In-Reply-To"] == first["Message-ID"]
    assert second["References"].split() == [first["References"], first["Message-ID"]]
    told = " ".join(text(second).split())
    assert "MAYBE THE SAME MEETING * possible, day not known; reported first by The Ledger" in told


@pytest.mark.parametrize(
    "score, status, told", [(0.74, "possible", 0), (0.74, "held", 0), (0.4, "possible", 1)]
)
def test_a_late_rumour_of_a_meeting_that_was_told_is_held(
    settings: Settings, mailbox: Mailbox, score: float, status: str, told: int
) -> None:
    resolve(settings, [meeting("m2")], [change("c2", "m2", evidence="They met.")])
    send(settings, mailbox)
    # Links are there before alerts are queued, as the resolver has it.
    now = later(1).replace(tzinfo=None)
    resolve(settings, [meeting(status=status, **UNDATED)], [], now, proof=BODY)
    propose(settings, score)
    new = change("c1", new_value=status, evidence="They may meet.")
    assert resolve(settings, [meeting(status=status, **UNDATED)], [new], now) == told
    if not told:
        assert states(settings)[0][3] == "maybe the same as a meeting told: m2"


def test_a_dated_meeting_is_told_whatever_it_may_be(settings: Settings) -> None:
    resolve(settings, [meeting("m2")], [change("c2", "m2", evidence="They met.")], proof=None)
    now = later(1).replace(tzinfo=None)
    resolve(settings, [meeting()], [], now, proof=BODY)
    propose(settings, 0.9)
    assert resolve(settings, [meeting()], [change("c1", evidence="Again.")], now) == 1
