"""A mail that shows a new watch's recipients that mails reach them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from readout.config import Settings
from readout.delivery.keeping import Kept
from readout.delivery.smtp import Courier, SmtpServer
from readout.rendering.mail_wording import one_line
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
    lines = [f"This mail shows that mails of the watch “{one_line(watch.name, 80)}” reach you."]
    if subjects:
        lines += ["", "In the last 30 days it would have told:", ""]
        lines += [f"- {one_line(subject, 200)}" for subject in subjects]
    else:
        lines += ["", "In the last 30 days it would have told nothing."]
    mail.set_content("\n".join(lines) + "\n")
    return mail
