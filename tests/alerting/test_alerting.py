"""From a change to a mail: real warehouse, real SMTP."""

from __future__ import annotations

from datetime import timedelta

from readout.config import Settings
from readout.delivery.smtp import SmtpServer
from readout.sample.mailbox import Mailbox
from readout.steps import alerting
from readout.storage.loader import loading

from tests.alerting.rows_for_alerts import BODY, NOW, SENTENCE, change, meeting, resolve
from tests.alerting.runs import AWARE, TWO, later, mails, rows, send, states, text


def test_a_change_becomes_a_mail_with_its_proof(settings: Settings, mailbox: Mailbox) -> None:
    assert resolve(settings, [meeting()], [change("c1")], proof=BODY) == 1
    assert send(settings, mailbox) == ["1 alert · 1 mail", "1 mail · 1 sent", "1 sent"]
    (mail,) = mails(mailbox)
    assert mail["Subject"] == "Holm – Baird, Stornoway, Mon 19 Jun 2023: held (new)"
    assert text(mail).startswith(f"“{SENTENCE}”")
    assert "https://ledger.example/1?a=1&b=2" in text(mail)
    assert "“We agree”" in text(mail)
    assert states(settings) == [("c1", "desk@readout.example", "sent", None)]
    assert rows(settings, "SELECT outcome, subject FROM deliveries") == [
        ("sent", "Holm – Baird, Stornoway, Mon 19 Jun 2023: held (new)")
    ]


def test_words_go_with_the_meeting_told_nearest_to_them(
    settings: Settings, mailbox: Mailbox
) -> None:
    """The article tells of two meetings of hers; what she said stands beside the other."""
    resolve(settings, [meeting(), meeting("m2")], [change("c1")], proof=BODY)
    with loading(settings, "another") as load:
        again = "INSERT INTO {0} BY NAME SELECT * REPLACE ({1}) FROM {0} WHERE mention_id = 'n1'"
        near = f"'n2' AS mention_id, {BODY.index('agree')} AS trigger_start"
        for table, others in {
            "meeting_mentions": near,
            "mention_participants": "'n2' AS mention_id",
            "meeting_links": "'n2' AS mention_id, 'm2' AS meeting_id",
        }.items():
            load.connection.execute(again.format(table, others))
    send(settings, mailbox)
    (mail,) = mails(mailbox)
    assert "We agree" not in text(mail)


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


def test_the_steps_of_a_meeting_are_told_in_turn(settings: Settings, mailbox: Mailbox) -> None:
    said = ["scheduled", "postponed", "scheduled", "under_way", "held"]
    changes = [
        change(
            f"c{n}",
            kind="status" if n else "new",
            old_value=said[n - 1] if n else None,
            new_value=status,
            evidence=f"Sentence {n}.",
            asserted_at=NOW - timedelta(hours=9 - n),
        )
        for n, status in enumerate(said)
    ]
    resolve(settings, [meeting()], changes)
    send(settings, mailbox)
    (mail,) = mails(mailbox)
    assert mail["Subject"].endswith(": held (new)")
    told = [line for line in text(mail).splitlines() if line.startswith("* ")][: len(said)]
    assert [line.split()[-1] for line in told] == [
        "scheduled",
        "postponed",
        "scheduled",
        "way",
        "held",
    ]


def test_further_changes_answer_the_earlier_mail(settings: Settings, mailbox: Mailbox) -> None:
    resolve(settings, [meeting(status="scheduled")], [change("c1", new_value="scheduled")])
    send(settings, mailbox)
    resolve(settings, [meeting()], [change("c2", kind="status", old_value="scheduled")], later(5).replace(tzinfo=None))  # fmt: skip
    send(settings, mailbox, later(6))
    first, second = mails(mailbox)
    assert second["In-Reply-To"] == first["Message-ID"]
    assert second["References"].split() == [first["References"], first["Message-ID"]]
    assert second["Subject"] == "Holm – Baird, Stornoway, Mon 19 Jun 2023: scheduled → held"


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
