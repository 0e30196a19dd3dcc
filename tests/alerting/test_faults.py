"""Mail servers that refuse, vanish and lose replies; senders that die."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from readout.config import Settings
from readout.delivery.ledger import Ledger
from readout.delivery.smtp import SmtpServer
from readout.sample.mailbox import Mailbox
from readout.steps import alerting, digesting
from readout.steps.batches import read_batch
from readout.storage.snapshot import open_snapshot

from tests.alerting.rows_for_alerts import WATCHES, change, meeting, resolve
from tests.alerting.runs import AWARE, TWO, later, mails, send, states, text


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
    assert send(settings, mailbox, later(1.5))[0].startswith("1 alert")
    assert send(settings, mailbox, later(4))[0].startswith("0 alerts")
    mailbox.fault = None
    assert send(settings, mailbox, later(6))[1] == "1 mail · 1 sent"
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
    assert send(settings, mailbox, later(60))[1] == "2 mails · 2 sent · 1 operator mail"
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
    settings = settings.changed(mail_witness=mailbox.folder, mail_settle_seconds=0.0)
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


def test_a_mail_in_doubt_is_told_of_in_the_next_and_only_there(
    settings: Settings, mailbox: Mailbox
) -> None:
    """Blind: killed between the dot and the reply, the mail counts as sent."""
    resolve(settings, [meeting()], [change("c1", evidence="They met at the pier.")])
    (path,) = alerting.claim_alerts(settings, now=AWARE).paths
    (row,) = read_batch(path)
    with Ledger(settings.home / "outbox" / "ledger").entry(row["message_id"]) as entry:
        for event in ("try", "handing", "handed"):
            entry.note(event)
    alerting.send_batch(settings, path, SmtpServer("127.0.0.1", mailbox.port), now=AWARE)
    alerting.load_deliveries(settings)
    assert mailbox.kept == []
    assert states(settings)[0][2] == "sent"
    assert states(settings)[0][3].startswith("sent, but not confirmed")
    for number in (2, 3):
        row = change(f"c{number}", f"m{number}", evidence=f"Sentence {number}.")
        resolve(settings, [meeting(f"m{number}")], [row], later(number).replace(tzinfo=None))
        send(settings, mailbox, later(number + 0.5))
    first, second = (" ".join(text(m).split()) for m in mails(mailbox))
    assert "may not have reached you. It told: * “They met at the pier.” (The Ledger)" in first
    assert "may not have reached you" not in second


def test_killed_between_loading_and_publishing_the_next_run_publishes(
    settings: Settings, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is loaded any more then, yet pages would go on to say that a mail is being sent."""
    resolve(settings, [meeting()], [change("c1")])
    (path,) = alerting.claim_alerts(settings, now=AWARE).paths
    alerting.send_batch(settings, path, SmtpServer("127.0.0.1", mailbox.port), now=AWARE)

    def killed(_: Settings) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(alerting, "publish_if_due", killed)
        with pytest.raises(KeyboardInterrupt):
            alerting.load_deliveries(settings)
    alerting.load_deliveries(settings)
    with open_snapshot(settings) as snapshot:
        told = snapshot.connection.execute("SELECT state FROM alerts").fetchall()
    assert told == [("sent",)]


def test_a_mail_that_cannot_be_worded_holds_up_nobody_and_is_given_up_in_the_end(
    settings: Settings, mailbox: Mailbox
) -> None:
    settings.watches.write_text(TWO)
    resolve(settings, [meeting()], [change("c1")])
    (path,) = alerting.claim_alerts(settings, now=AWARE).paths
    rows = list(read_batch(path))
    rows[0]["meetings"] = {}
    server = SmtpServer("127.0.0.1", mailbox.port)
    for tries, outcome in ((1, "temporary"), (alerting.MOST_WORDINGS, "refused")):
        rows[0]["alerts"] = dict.fromkeys(rows[0]["alerts"], tries)
        Path(path).write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        assert alerting.send_batch(settings, path, server, now=AWARE)[outcome] == 1
    assert len(mailbox.kept) == 1
    alerting.load_deliveries(settings)
    assert "None of the mail's meetings is there" in str(states(settings))


def test_four_senders_of_one_batch_at_once_send_each_mail_once(
    settings: Settings, mailbox: Mailbox
) -> None:
    mailbox.fault = "slow"
    settings.watches.write_text(TWO)
    resolve(settings, [meeting()], [change("c1")])
    (path,) = alerting.claim_alerts(settings, now=AWARE).paths
    server = SmtpServer("127.0.0.1", mailbox.port)
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: alerting.send_batch(settings, path, server), range(4)))
    assert sorted(m["To"] for m in mails(mailbox)) == [
        "boss@readout.example",
        "desk@readout.example",
    ]
    assert sum(counts["busy"] for counts in done) > 0
    assert alerting.load_deliveries(settings).line() == "2 sent"
