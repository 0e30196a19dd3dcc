"""The mail catcher keeps mail to the byte and misbehaves only as asked."""

from __future__ import annotations

import os
import smtplib
import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from readout.errors import ConfigError
from readout.sample.mailbox import Mailbox, subject_slug

Refused = dict[str, tuple[int, bytes]]


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path / "mail", slow_seconds=0.5) as box:
        yield box


def _message() -> bytes:
    message = EmailMessage()
    message["From"] = "readout@readout.example"
    message["To"] = "desk@readout.example"
    message["Subject"] = "Blinken – Xi, Beijing: possible → held"
    message["Message-ID"] = "<m1@readout.example>"
    message.set_content("“Mr. Blinken and Mr. Xi met for 35 minutes.”\n.\n..two dots\n")
    message.add_alternative("<p>“met”</p>", subtype="html")
    # Without one of our own, every serialisation makes another boundary.
    message.set_boundary("between-the-parts")
    return message.as_bytes(policy=policy.SMTP)


def _send(mailbox: Mailbox, *recipients: str) -> Refused:
    with smtplib.SMTP("127.0.0.1", mailbox.port, local_hostname="test", timeout=5) as smtp:
        return smtp.sendmail(
            "readout@readout.example", list(recipients) or ["desk@readout.example"], _message()
        )


def _files(mailbox: Mailbox) -> list[str]:
    return sorted(os.listdir(mailbox.folder))


def test_mail_is_kept_to_the_byte(mailbox: Mailbox) -> None:
    assert _send(mailbox, "a@readout.example", "b@readout.example") == {}
    (kept,) = mailbox.kept
    assert kept.recipients == ("a@readout.example", "b@readout.example")
    assert kept.sender == "readout@readout.example"
    assert kept.path.read_bytes() == _message()
    parsed = message_from_bytes(kept.path.read_bytes(), policy=policy.default)
    assert parsed["Subject"] == "Blinken – Xi, Beijing: possible → held"
    plain = parsed.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().splitlines()[-2:] == [".", "..two dots"]
    assert _files(mailbox) == [kept.path.name]
    assert kept.path.name.endswith("Z-Blinken-Xi-Beijing-possible-held.eml")


@pytest.mark.parametrize("code", ["421", "450", "550"])
def test_a_refused_recipient_does_not_keep_the_others_from_their_mail(
    mailbox: Mailbox, code: str
) -> None:
    mailbox.fault = lambda address: code if address.startswith("no") else None
    if code == "421":  # smtplib closes the session at 421, so nobody gets it
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            _send(mailbox, "no@readout.example")
        assert _files(mailbox) == []
        return
    refused = _send(mailbox, "no@readout.example", "yes@readout.example")
    assert {address: reply[0] for address, reply in refused.items()} == {
        "no@readout.example": int(code)
    }
    assert [kept.recipients for kept in mailbox.kept] == [("yes@readout.example",)]


@pytest.mark.parametrize("fault, kept", [("drop", 0), ("lost_reply", 1)])
def test_a_broken_connection_is_an_error_for_the_sender(
    mailbox: Mailbox, fault: str, kept: int
) -> None:
    mailbox.fault = fault
    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
        _send(mailbox)
    assert len(mailbox.kept) == len(_files(mailbox)) == kept
    mailbox.fault = None
    assert _send(mailbox) == {}
    assert len(mailbox.kept) == kept + 1


def test_slow_is_slow_and_kept(mailbox: Mailbox) -> None:
    mailbox.fault = "slow"
    started = time.monotonic()
    assert _send(mailbox) == {}
    assert time.monotonic() - started >= 0.5
    assert len(_files(mailbox)) == 1


def test_a_taken_port_is_said_in_words(mailbox: Mailbox, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="can't listen.*--port"):
        Mailbox(tmp_path / "other", port=mailbox.port).start()


def test_the_port_is_free_after_stop(tmp_path: Path) -> None:
    box = Mailbox(tmp_path / "mail")
    box.start()
    port = box.port
    box.stop()
    box.stop()
    with Mailbox(tmp_path / "mail", port=port) as again:
        assert _send(again) == {}


@pytest.mark.parametrize(
    "header, slug",
    [
        (b"Subject: Talks held", "Talks-held"),
        (b"Subject: =?utf-8?q?Caf=C3=A9_=E2=86=92_held?=", "Cafe-held"),
        (b"Subject: ../../etc/passwd", "etc-passwd"),
        (b"Subject: =?no-such-charset?q?x?=", "no-subject"),
        (b"Subject:", "no-subject"),
        (b"From: a@b.example", "no-subject"),
        (b"Subject: " + b"long " * 40, "-".join(["long"] * 12)),
    ],
)
def test_file_names_come_from_the_subject_and_are_safe(header: bytes, slug: str) -> None:
    assert subject_slug(header + b"\r\n\r\nBody.") == slug
