"""Handing mails to a real SMTP server that misbehaves."""

from __future__ import annotations

import pytest
from readout.delivery.smtp import Courier
from readout.sample.mailbox import Mailbox

from tests.delivery.handing import TO, deliver, message, server

FAULTS = [
    (None, "sent", ["handing", "handed"]),
    ("450", "temporary", []),
    ("421", "temporary", []),
    ("550", "refused", []),
    ("552", "temporary", []),
    ("drop", "lost", ["handing", "handed"]),
    ("lost_reply", "lost", ["handing", "handed"]),
    ("slow", "sent", ["handing", "handed"]),
]


@pytest.mark.parametrize("fault, outcome, events", FAULTS)
def test_what_each_fault_means(
    mailbox: Mailbox, fault: str | None, outcome: str, events: list[str]
) -> None:
    mailbox.fault = fault
    said, told, seen = deliver(mailbox)
    assert (said, seen) == (outcome, events)
    assert told


def test_a_mail_arrives_to_the_byte(mailbox: Mailbox) -> None:
    assert deliver(mailbox)[0] == "sent"
    content = mailbox.kept[0].path.read_bytes()
    assert content.isascii()
    assert b"\r\n.\r\n..dots" in content
    assert mailbox.kept[0].recipients == (TO,)


def test_a_slow_server_is_waited_for_and_too_slow_is_unclear(mailbox: Mailbox) -> None:
    mailbox.fault, mailbox.slow_seconds = "slow", 30.0
    assert deliver(mailbox, reply_seconds=0.2)[0] == "lost"


def test_one_connection_serves_many_mails(mailbox: Mailbox) -> None:
    with Courier(server(mailbox)) as courier:
        for number in range(20):
            done = courier.deliver(message(f"<{number}@x.example>"), TO, lambda event: None)
            assert done.outcome == "sent"
    assert len(mailbox.kept) == 20


def test_a_refused_address_does_not_hold_up_the_others(mailbox: Mailbox) -> None:
    mailbox.fault = lambda to: "550" if to.startswith("gone") else None
    with Courier(server(mailbox)) as courier:
        outcomes = [
            courier.deliver(message(), to, lambda event: None).outcome
            for to in ("a@x.example", "gone@x.example", "b@x.example")
        ]
    assert outcomes == ["sent", "refused", "sent"]


def test_a_connection_closed_meanwhile_is_opened_again(mailbox: Mailbox) -> None:
    with Courier(server(mailbox)) as courier:
        assert courier.deliver(message(), TO, lambda e: None).outcome == "sent"
        mailbox.stop()
        mailbox.start()
        assert courier.deliver(message(), TO, lambda e: None).outcome == "sent"


def test_a_server_that_is_away_is_asked_once(mailbox: Mailbox) -> None:
    gone = server(mailbox)
    mailbox.stop()
    with Courier(gone) as courier:
        first = courier.deliver(message(), TO, lambda e: None)
        second = courier.deliver(message(), TO, lambda e: None)
    assert (first.outcome, second.outcome) == ("down", "down")
    assert str(gone.port) in first.told


def test_starttls_is_demanded_when_asked_for(mailbox: Mailbox) -> None:
    outcome, told, _ = deliver(mailbox, tls="starttls")
    assert outcome == "down"
    assert "STARTTLS" in told


def test_a_login_that_the_server_does_not_take_is_no_bounce(mailbox: Mailbox) -> None:
    outcome, told, _ = deliver(mailbox, login="me", password="secret")
    assert outcome == "down"
    assert "secret" not in told
    assert "secret" not in repr(server(mailbox, login="me", password="secret"))


@pytest.mark.parametrize(
    "address", ["a@b.example\r\nRCPT TO:<evil@x.example>", "a@b.example>", "a b@c.example"]
)
def test_an_address_cannot_smuggle_a_command(mailbox: Mailbox, address: str) -> None:
    assert deliver(mailbox, address)[0] == "refused"
    assert mailbox.kept == []


def test_an_address_outside_ascii_needs_smtputf8(mailbox: Mailbox) -> None:
    assert deliver(mailbox, "señor@readout.example")[0] == "sent"
    assert mailbox.kept[0].recipients == ("señor@readout.example",)
