"""Handing a message to a channel: a signed webhook of your own, or a service that Apprise knows.

A webhook is a POST of JSON (RFC 8259) with three headers::

    Readout-Id: <the message's id: the same for every try, so that a second one can be dropped>
    Readout-Timestamp: 1687190400
    Readout-Signature: v1=HEX   HMAC-SHA256 (RFC 2104) of "TIMESTAMP.BODY" with the channel's secret

`signed_by_us` checks them as a receiver should. Nothing is followed: an answer that leads elsewhere
is none. Apprise (one dependency, over a hundred services) is imported when one of its kind is used.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import logging
import re
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from readout.delivery.handover import Handover, Tell
from readout.model import ChannelMessage

SECONDS: Final = 20.0
# A receiver refuses what is older: who recorded a message can't play it again.
TOLERANCE_SECONDS: Final = 300
# Chats cut what is longer, or refuse it.
MOST_CHARACTERS: Final = 3_500
_LATER = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Channel:
    """Where messages go; address and secret are not for any eye.

    Attributes:
        address: `https://…` of a webhook, else what Apprise calls a URL (`slack://…`).
        secret: signs a webhook; None for the others.
    """

    name: str
    address: str = field(repr=False)
    secret: str | None = field(default=None, repr=False)

    @property
    def kind(self) -> str:
        """`webhook`, or the service's scheme."""
        return "webhook" if self.secret else urlsplit(self.address).scheme.lower()

    @property
    def place(self) -> str:
        """Host and port of a webhook, for messages; never its path, which may be a secret."""
        return urlsplit(self.address).netloc.rpartition("@")[2] if self.secret else self.kind


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The value of `Readout-Signature`."""
    told = timestamp.encode("ascii") + b"." + body
    return "v1=" + hmac.new(secret.encode("utf-8"), told, hashlib.sha256).hexdigest()


def signed_by_us(
    secret: str, headers: Mapping[str, str], body: bytes, *, now: float | None = None
) -> bool:
    """Whether a message comes from who knows the secret, and is fresh.

    Args:
        headers: of the request, by lower-case name. now: seconds since 1970; the clock's if None.
    """
    timestamp = headers.get("readout-timestamp", "")
    if not re.fullmatch(r"\d{1,12}", timestamp):
        return False
    age = abs((time.time() if now is None else now) - int(timestamp))
    given = headers.get("readout-signature", "").encode("utf-8", "replace")
    right = signature(secret, timestamp, body).encode("ascii")
    return age <= TOLERANCE_SECONDS and hmac.compare_digest(given, right)


class ChannelCourier:
    """Hands messages to one channel."""

    def __init__(self, channel: Channel, *, seconds: float = SECONDS) -> None:
        self._channel = channel
        self._seconds = seconds

    def deliver(self, message: ChannelMessage, recipient: str, tell: Tell) -> Handover:
        """Hand one message over; readout.delivery.handover says what comes of it."""
        if self._channel.secret:
            return self._posted(message, tell)
        return self._notified(message, tell)

    def _posted(self, message: ChannelMessage, tell: Tell) -> Handover:
        channel = self._channel
        body = json.dumps(
            {"id": message.ident, "title": message.title, "text": message.text, **message.data},
            ensure_ascii=False,
            default=str,
        ).encode("utf-8", "replace")
        stamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Readout",
            "Readout-Id": message.ident,
            "Readout-Timestamp": stamp,
            "Readout-Signature": signature(channel.secret or "", stamp, body),
        }
        parts = urlsplit(channel.address)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection = _connection(parts.scheme, parts.hostname or "", parts.port, self._seconds)
        try:
            try:
                connection.connect()
            except OSError as cause:
                return Handover("temporary", f"{channel.place} can't be reached: {cause}")
            tell("handing")
            try:
                connection.request("POST", path, body, headers)
                tell("handed")
                answer = connection.getresponse()
                answer.read(65_536)
            except (OSError, http.client.HTTPException) as cause:
                return Handover("lost", f"{channel.place} gave no answer: {cause}")
        finally:
            connection.close()
        told = f"{channel.place} answers {answer.status} {answer.reason}"[:200]
        if 200 <= answer.status < 300:
            return Handover("sent", told)
        later = answer.status in _LATER or answer.status >= 500
        return Handover("temporary" if later else "refused", told)

    def _notified(self, message: ChannelMessage, tell: Tell) -> Handover:
        import apprise
        from apprise.logger import LogCapture

        service = apprise.Apprise.instantiate(self._channel.address, suppress_exceptions=True)
        if service is None:
            return Handover("temporary", f"Apprise knows no service at {self._channel.kind}://")
        service.socket_connect_timeout = service.socket_read_timeout = self._seconds
        tell("handing")
        with LogCapture(level=logging.WARNING) as said:  # type: ignore[no-untyped-call]
            taken = service.notify(
                body=message.text[:MOST_CHARACTERS],
                title=message.title,
                body_format=apprise.NotifyFormat.TEXT,
            )
            tell("handed")
            why = _why(said.getvalue())
        if taken:
            return Handover("sent", f"taken by {self._channel.kind}")
        return Handover("temporary", f"{self._channel.kind} did not take it{why}")


def _why(log: str) -> str:
    """The status that a service answered. Nothing else of the log: it may hold a token."""
    found = re.findall(r"error=(\d{3})\b", log)
    return f": it answers {found[-1]}" if found else ""


def _connection(
    scheme: str, host: str, port: int | None, seconds: float
) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(
            host, port, timeout=seconds, context=ssl.create_default_context()
        )
    return _Prompt(host, port, timeout=seconds)


class _Prompt(http.client.HTTPConnection):
    """Sends headers and body without waiting for each other's acknowledgement."""

    def connect(self) -> None:
        super().connect()
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
