"""The mail: headers, a text part written for reading, an HTML part, a calendar, a picture.

Standards: RFC 5322 (headers, threads), 2045–2049 (MIME), 2369 and 2919 (List-*), 8058
(one-click unsubscribe), 3834 (Auto-Submitted), 5545 (calendar part). Signing (DKIM) is the
relay's business, which must cover the List-Unsubscribe headers.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from readout.addresses import read_address, read_addresses, sender_header
from readout.errors import ReadoutError
from readout.rendering import mail_wording as wording
from readout.rendering import words
from readout.rendering.calendar_feed import calendar_of, upcoming
from readout.rendering.mail_content import MOST_MEETINGS, Mail, Story, by_subject, stories
from readout.rendering.mail_links import Links
from readout.rendering.mail_sections import clock

TEMPLATES = Path(__file__).parent / "templates" / "mail"
# Long ASCII values without a blank, which Python's folding would break or encode.
_VERBATIM = frozenset(
    {"list-unsubscribe", "list-unsubscribe-post", "list-id", "references", "in-reply-to"}
    | {"message-id"}
)
MOST_REFERENCES = 12


class MailPolicy(EmailPolicy):
    """The standard policy, but ids and links keep to lines of their own, unbroken."""

    def fold(self, name: str, value: Any) -> str:
        if name.lower() in _VERBATIM:
            broken = f"{self.linesep} ".join(str(value).split())
            return f"{name}: {broken}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() in _VERBATIM:
            return self.fold(name, value).encode("utf-8" if self.utf8 else "ascii")
        return super().fold_binary(name, value)


POLICY = MailPolicy(linesep="\r\n", max_line_length=78, cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a mail needs beyond its content.

    Attributes:
        sender: address in From; a name may stand before it.
        now: when it is written (aware, UTC).
        reply_to: addresses as a header holds them; None leaves answers to the sender.
    """

    sender: str
    links: Links
    now: datetime
    reply_to: str | None = None


def message_id(recipient: str, alert_ids: Sequence[str], kind: str, domain: str) -> str:
    """Deterministic: the same alerts to the same recipient are the same mail."""
    text = "\x1f".join((recipient, kind, *sorted(alert_ids))).encode("utf-8", "surrogatepass")
    return f"<{hashlib.blake2b(text, digest_size=15).hexdigest()}.{kind}@{domain}>"


def thread_id(meeting_id: str, recipient: str, domain: str) -> str:
    """The root of a meeting's thread: no mail bears it, all about the meeting refer to it,
    and clients put a thread together around a root that they never saw (as JWZ threading,
    RFC 5256 REFERENCES, does)."""
    text = f"{meeting_id}\x1f{recipient}".encode("utf-8", "surrogatepass")
    return f"<{hashlib.blake2b(text, digest_size=15).hexdigest()}.thread@{domain}>"


def compose(mail: Mail, envelope: Envelope) -> EmailMessage:
    """Word a mail.

    Returns:
        The message, complete but for DKIM.

    Raises:
        ReadoutError: there is nothing to tell, because its meetings are gone.
    """
    told = stories(mail, envelope.links)
    if not told:
        raise ReadoutError(
            "None of the mail's meetings is there any more", resource=mail.message_id
        )
    shown, rest = told[:MOST_MEETINGS], told[MOST_MEETINGS:]
    watches = list(dict.fromkeys(c["watch"] for c in mail.changes))
    subject = subject_of(mail, told)
    values = {
        "subject": subject,
        "kind": mail.kind,
        "stories": shown,
        "new": by_subject([s for s in shown if s.is_new]),
        "changed": by_subject([s for s in shown if not s.is_new]),
        "why": list(dict.fromkeys(w for s in shown for w in s.why))[:12],
        "rest": [s.headline for s in rest[:200]],
        "digest": mail.digest,
        "recipient": mail.recipient,
        "unconfirmed": [_unconfirmed(u, mail, envelope.links) for u in mail.unconfirmed],
        "watches": [
            {
                "name": w,
                "leave": envelope.links.unsubscribe(mail.recipient, [w]),
                "calendar": envelope.links.feed(w, "ics"),
            }
            for w in watches
        ],
        "leave_all": envelope.links.unsubscribe(mail.recipient, watches),
    }
    message = EmailMessage(POLICY)
    _headers(message, mail, envelope, subject, watches, told)
    template = "digest" if mail.kind == "digest" else "alert"
    message.set_content(_text(template, values), cte="quoted-printable")
    message.add_alternative(_html(template, values), subtype="html", cte="quoted-printable")
    _pictures(message, mail)
    _calendar(message, mail, envelope)
    return message


def subject_of(mail: Mail, told: Sequence[Story]) -> str:
    """The subject: of a digest its day, else what weighs most."""
    if mail.digest is not None:
        return wording.one_line(mail.digest["subject"], wording.MOST_SUBJECT)
    return wording.subject([s.headline for s in told]) if told else "Changes in meetings"


def _headers(
    message: EmailMessage,
    mail: Mail,
    envelope: Envelope,
    subject: str,
    watches: Sequence[str],
    told: Sequence[Story],
) -> None:
    domain = mail.message_id.rpartition("@")[2].rstrip(">")
    message["From"] = sender_header(envelope.sender)
    message["To"] = read_address(mail.recipient)
    if envelope.reply_to:
        message["Reply-To"] = read_addresses(envelope.reply_to)
    message["Subject"] = subject
    message["Date"] = format_datetime(envelope.now)
    message["Message-ID"] = mail.message_id
    if mail.kind != "digest" and told:
        leading = _answered(mail, told)
        earlier = list(mail.thread.get(leading, ()))
        root = thread_id(mail.roots.get(leading, leading), mail.recipient, domain)
        message["References"] = " ".join([root, *earlier[-MOST_REFERENCES:]])
        # RFC 5322 3.6.4: an answer to several mails names all of them.
        parents = [ids[-1] for s in told if (ids := mail.thread.get(s.meeting_id))]
        message["In-Reply-To"] = " ".join(dict.fromkeys(parents)) if parents else root
    message["List-Id"] = f"<{list_label(watches)}.watch.{domain}>"
    message["List-Unsubscribe"] = f"<{envelope.links.unsubscribe(mail.recipient, watches)}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message["Precedence"] = "list"
    message["X-Auto-Response-Suppress"] = "All"


def _answered(mail: Mail, told: Sequence[Story]) -> str:
    """The meeting whose thread the mail joins: the first that was told of before."""
    return next((s.meeting_id for s in told if mail.thread.get(s.meeting_id)), told[0].meeting_id)


def list_label(watches: Sequence[str]) -> str:
    """A watch's name as a label of a List-Id (RFC 2919: letters, digits, hyphens), made
    distinct by a few digits of its hash."""
    name = " and ".join(watches)
    marked = name.encode("utf-8", "surrogatepass")
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40].strip("-") or "watch"
    return f"{plain}-{hashlib.blake2b(marked, digest_size=3).hexdigest()}"


def _unconfirmed(row: Any, mail: Mail, made: Links) -> dict[str, Any]:
    """What an earlier mail told that may not have arrived: in short, so that nothing is
    lost with it, and not as a mail of its own, so that nothing comes twice."""
    zone = mail.changes[0]["zone"] if mail.changes else None
    subject = f" “{wording.one_line(row['subject'], 100)}”" if row["subject"] else ""
    at = clock(row["sent_at"], zone)
    return {
        "notice": f"An earlier mail{subject} of {at} may not have reached you. It told:",
        "told": [
            {
                "sentence": f"“{wording.one_line(t['sentence'] or '', 300)}”"
                + (f" ({wording.one_line(t['outlet'], 60)})" if t["outlet"] else ""),
                "link": made.meeting(t["meeting_id"]),
            }
            for t in row["told"][:10]
        ],
    }


def _pictures(message: EmailMessage, mail: Mail) -> None:
    """The digest's pictures, inline: an image that a client had to fetch would tell the
    world who read it."""
    html = message.get_body(("html",))
    for name, file in (("picture", "meetings.png"), ("network", "network.png")):
        picture = mail.digest.get(name) if mail.digest else None
        if picture and html is not None and isinstance(html, EmailMessage):
            html.add_related(
                picture["png"], "image", "png", cid=f"<{name}@readout>", filename=file,
                disposition="inline",
            )  # fmt: skip


def _calendar(message: EmailMessage, mail: Mail, envelope: Envelope) -> None:
    """The meetings to come, as a calendar to open."""
    coming = upcoming(list(mail.meetings.values()), envelope.now.date())
    if not coming:
        return
    content = calendar_of(coming, envelope.links, name="Readout", now=envelope.now)
    message.add_attachment(
        content,
        maintype="text",
        subtype="calendar",
        filename="meetings.ics",
        params={"method": "PUBLISH", "charset": "utf-8"},
    )


def _text(template: str, values: dict[str, Any]) -> str:
    text = _environment(html=False).get_template(f"{template}.txt").render(**values)
    # Blank lines part the sections; more than one in a row says nothing more.
    return _whole(re.sub(r"\n{3,}", "\n\n", text).strip() + "\n")


def _html(template: str, values: dict[str, Any]) -> str:
    return _whole(_environment(html=True).get_template(f"{template}.html").render(**values))


def _whole(text: str) -> str:
    """A text without halves of surrogate pairs, which no mail can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def wrap(text: str, indent: str = "", width: int = 72) -> str:
    """A paragraph in lines of at most `width`, each after `indent`; addresses stay whole."""
    return textwrap.fill(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=" " * len(indent) if indent.strip() else indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _taken_back(told: str) -> bool:
    """Whether a line of change takes something back, which should catch the eye."""
    return told.startswith(("denied", "withdrawn", "contradicted")) or told.endswith(
        ("→ denied", "→ cancelled", "→ postponed")
    )


@cache
def _environment(*, html: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["wrap"] = wrap
    environment.tests["taken_back"] = _taken_back
    environment.globals["counted"] = words.counted
    environment.globals["status_words"] = words.status_words
    return environment
