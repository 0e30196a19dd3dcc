"""Runs of send_alerts, and looking at what came of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from readout.config import Settings
from readout.delivery.smtp import SmtpServer
from readout.sample.mailbox import Mailbox
from readout.steps import alerting
from readout.storage.loader import loading

from tests.alerting.rows_for_alerts import NOW, WATCHES

Row = dict[str, Any]
AWARE = NOW.replace(tzinfo=UTC)
TWO = WATCHES.replace("[desk@readout.example]", "[desk@readout.example, boss@readout.example]")


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
