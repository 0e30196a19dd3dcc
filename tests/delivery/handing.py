"""A mail to hand over, and the server for it."""

from __future__ import annotations

from email.message import EmailMessage

from readout.delivery.smtp import Courier, SmtpServer
from readout.rendering.mail import POLICY
from readout.sample.mailbox import Mailbox

TO = "desk@readout.example"


def server(mailbox: Mailbox, **given: object) -> SmtpServer:
    return SmtpServer("127.0.0.1", mailbox.port, from_email="readout@readout.example", **given)  # type: ignore[arg-type]


def message(ident: str = "<1@readout.example>", text: str = "“Hello”\n.\n..dots\n") -> EmailMessage:
    made = EmailMessage(POLICY)
    made["From"] = "Readout <readout@readout.example>"
    made["To"] = TO
    made["Subject"] = "Holm – Baird: possible → held"
    made["Message-ID"] = ident
    made.set_content(text, cte="quoted-printable")
    return made


def deliver(mailbox: Mailbox, recipient: str = TO, **given: object) -> tuple[str, str, list[str]]:
    told: list[str] = []
    with Courier(server(mailbox, **given)) as courier:
        done = courier.deliver(message(), recipient, told.append)
    return done.outcome, done.told, told
