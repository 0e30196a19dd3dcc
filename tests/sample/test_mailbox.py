"""The mail catcher keeps mail to the byte and misbehaves only as asked."""

from __future__ import annotations

import os
import smtplib
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from readout.sample.mailbox import Mailbox


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path / "mail", slow_seconds=0.5) as box:
        yield box


def _message(subject: str = "Blinken – Xi, Beijing: possible → held") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "readout@readout.example"
    message["To"] = "desk@readout.example"
    message["Subject"] = subject
    message["Message-ID"] = "<m1@readout.example>"
    message.set_content("“Mr. Blinken and Mr. Xi met for 35 minutes.”\n.\n..two dots\n")
    message.add_alternative("<p>“met”</p>", subtype="html")
    return message


def _send(mailbox: Mailbox, *recipients: str) -> dict[str, tuple[int, bytes]]:
    with smtplib.SMTP("127.0.0.1", mailbox.port, local_hostname="test", timeout=5) as smtp:
        return smtp.sendmail(
            "readout@readout.example",
            list(recipients) or ["desk@readout.example"],
            _message().as_bytes(policy=policy.SMTP),
        )


def _files(mailbox: Mailbox) -> list[str]:
    return sorted(os.listdir(mailbox.folder))


def test_mail_is_kept_to_the_byte(mailbox: Mailbox) -> None:
    assert _send(mailbox, "a@readout.example", "b@readout.example") == {}
    (kept,) = mailbox.kept
    assert kept.recipients == ("a@readout.example", "b@readout.example")
    assert kept.sender == "readout@readout.example"
    assert kept.path.read_bytes() == _message_bytes_without_boundary_change(kept.path)
    parsed = message_from_bytes(kept.path.read_bytes(), policy=policy.default)
    assert parsed["Subject"] == "Blinken – Xi, Beijing: possible → held"
    plain = parsed.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().splitlines()[-2:] == [".", "..two dots"]
    assert _files(mailbox) == [kept.path.name]
    assert kept.path.name.endswith("Z-Blinken-Xi-Beijing-possible-held.eml")
