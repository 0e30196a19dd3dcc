"""Alerts to channels, by the same ledger and the same rules as mails."""

from __future__ import annotations

from readout.addresses import channel_name
from readout.config import Settings
from readout.delivery.channels import ChannelCourier
from readout.delivery.ledger import Ledger
from readout.delivery.sending import Result, Sender
from readout.errors import ReadoutError
from readout.rendering.channel_message import channel_message
from readout.rendering.mail import Envelope
from readout.steps.channels import channel
from readout.steps.mailrows import MailRow, mail_of


class ChannelSenders:
    """A sender for each channel that a batch speaks of."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self._settings = settings
        self._ledger = ledger
        self._made: dict[str, Sender] = {}

    def send(self, row: MailRow, envelope: Envelope) -> tuple[str, Result]:
        """Word and send one message of a batch file.

        Returns:
            Its title, and what came of it. A channel that isn't there is waited for, as a mail
            server is.

        Raises:
            InUse: another process is sending it.
        """
        tried = max(row["alerts"].values())
        try:
            sender = self._sender(channel_name(row["recipient"]))
            message = channel_message(mail_of(row), envelope)
        except (ReadoutError, ValueError, LookupError, TypeError) as cause:
            return "", Result("temporary", " ".join(str(cause).split())[:300], tried)
        return message.title, sender.send(message, row["recipient"], message.ident)

    def _sender(self, name: str) -> Sender:
        if name not in self._made:
            found = channel(self._settings, name)
            # A webhook's receiver drops what it has by its id; a chat would show it twice.
            self._made[name] = Sender(
                ChannelCourier(found), self._ledger, repeatable=found.kind == "webhook"
            )
        return self._made[name]
