"""A mail, or a message to a channel, that shows a new watch's recipients that alerts reach them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from readout.addresses import channel_name, is_channel
from readout.config import Settings
from readout.delivery.keeping import Kept
from readout.delivery.smtp import Courier, SmtpServer
from readout.errors import ReadoutError
from readout.rendering.mail_wording import one_line
from readout.steps.channels import try_channel
from readout.watching.watches import Watch

# Where mails are handed over; the room `ui` names it so.
MailServer = SmtpServer


def send_test_mail(
    settings: Settings, server: SmtpServer | None, watch: Watch, subjects: Sequence[str]
) -> str:
    """Send each recipient of a watch one mail that says what it would have told.

    Args:
        server: None: no mail server is set, and the mails stay as files.
        subjects: of the mails that the watch would have sent, the newest last.

    Returns:
        In words, what became of it.
    """
    told = []
    for recipient in watch.recipients:
        if is_channel(recipient):
            told.append(f"{recipient}: {_to_channel(settings, watch, recipient, subjects)}")
            continue
        mail = _mail(settings, watch, recipient, subjects)
        if server is None:
            path = Kept(settings.home / "mail").put(mail)
            told.append(f"no mail server is set; the mail to {recipient} lies in {path}")
            continue
        with Courier(server) as courier:
            handed = courier.deliver(mail, recipient, lambda event: None)
        told.append(f"{recipient}: {handed.outcome}" + (f" ({handed.told})" if handed.told else ""))
    return "; ".join(told)


def _mail(
    settings: Settings, watch: Watch, recipient: str, subjects: Sequence[str]
) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = settings.sender
    mail["To"] = recipient
    mail["Subject"] = f"Test of the watch “{one_line(watch.name, 80)}”"
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = make_msgid(domain=settings.mail_domain)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_words(watch, "mail", subjects))
    return mail


def _to_channel(settings: Settings, watch: Watch, recipient: str, subjects: Sequence[str]) -> str:
    try:
        came = try_channel(settings, channel_name(recipient), _words(watch, "message", subjects))
    except ReadoutError as error:
        return str(error)
    return came.outcome + (f" ({came.told})" if came.told else "")


def _words(watch: Watch, what: str, subjects: Sequence[str]) -> str:
    name = one_line(watch.name, 80)
    lines = [f"This {what} shows that {what}s of the watch “{name}” reach you."]
    if subjects:
        lines += ["", "In the last 30 days it would have told:", ""]
        lines += [f"- {one_line(subject, 200)}" for subject in subjects]
    else:
        lines += ["", "In the last 30 days it would have told nothing."]
    return "\n".join(lines) + "\n"
