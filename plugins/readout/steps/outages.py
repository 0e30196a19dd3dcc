"""The mail server away: noted once, told to the operator once, when it is back."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from readout.addresses import sender_header
from readout.config import Settings
from readout.delivery.ledger import InUse
from readout.rendering.mail import POLICY, Envelope, wrap
from readout.rendering.words import counted

if TYPE_CHECKING:
    from readout.delivery.sending import Sender


class Outage:
    """What is known of the mail server being away; kept in a file between runs."""

    def __init__(self, settings: Settings) -> None:
        self._path = settings.home / "outbox" / "outage.json"
        self._operator = settings.operator
        self._domain = settings.mail_domain
        self._problem: str | None = None
        self._waited = 0
        self._worked = False

    def saw(self, outcome: str, told: str) -> None:
        """Note how one mail went."""
        if outcome == "down":
            self._problem = told
            self._waited += 1
        elif outcome in ("sent", "refused"):
            self._worked = True

    def tell(self, sender: Sender, envelope: Envelope) -> dict[str, int]:
        """At the end of a batch: remember an outage, or tell of one that is over.

        Returns:
            `operator_mails` when one was sent.
        """
        if self._problem is not None and not self._worked:
            self._remember(envelope.now)
            return {}
        if not self._worked or not self._path.is_file():
            return {}
        known = json.loads(self._path.read_text(encoding="utf-8"))
        try:
            result = sender.send(self._message(known, envelope), self._operator)
        except InUse:
            return {}
        if result.outcome not in ("sent", "refused"):
            return {}
        self._path.unlink(missing_ok=True)
        return {"operator_mails": 1} if result.outcome == "sent" else {}

    def _remember(self, now: datetime) -> None:
        known: dict[str, Any] = {"since": now.isoformat(), "runs": 0, "waited": 0}
        if self._path.is_file():
            known = json.loads(self._path.read_text(encoding="utf-8"))
        known |= {
            "runs": int(known["runs"]) + 1,
            "waited": max(int(known["waited"]), self._waited),
            "problem": self._problem,
            "last": now.isoformat(),
        }
        self._path.parent.mkdir(parents=True, exist_ok=True)
        working = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        working.write_text(json.dumps(known), encoding="utf-8")
        os.replace(working, self._path)

    def _message(self, known: dict[str, Any], envelope: Envelope) -> EmailMessage:
        since = datetime.fromisoformat(str(known["since"])).astimezone(UTC)
        last = datetime.fromisoformat(str(known["last"])).astimezone(UTC)
        digest = hashlib.blake2b(str(known["since"]).encode(), digest_size=15).hexdigest()
        message = EmailMessage(POLICY)
        message["From"] = sender_header(envelope.sender)
        message["To"] = self._operator
        message["Subject"] = f"Readout: the mail server was away from {since:%d %b, %H:%M} UTC"
        message["Date"] = format_datetime(envelope.now)
        message["Message-ID"] = f"<{digest}.outage@{self._domain}>"
        message["Auto-Submitted"] = "auto-generated"
        text = (
            f"The mail server took no mail from {since:%d %b %Y, %H:%M} to at least "
            f"{last:%d %b %Y, %H:%M} UTC ({counted(known['runs'], 'run')} tried). It is back, and "
            f"the mails that waited ({known['waited']} at most at a time) are on their way; "
            f"nothing was lost.\n\nWhat it said last: {known['problem']}\n\n"
            "Which alerts were late: readout alerts list"
        )
        message.set_content(
            "\n\n".join(wrap(p) for p in text.split("\n\n")) + "\n", cte="quoted-printable"
        )
        return message
