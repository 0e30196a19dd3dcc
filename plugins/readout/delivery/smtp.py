"""Handing one mail to an SMTP server, with the moments told at which it may have gone.

`smtplib.data()` sends a whole message and waits. Here the message, the final dot and the
reply are three steps, because the dot is the point of no return (RFC 5321 4.1.1.4: a
message is the receiver's once it has answered the dot, and not a moment before the dot).
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import socket
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from types import TracebackType
from typing import Any

from readout.addresses import read_address
from readout.delivery.handover import Handover, Tell

_CONTROL = re.compile(r"[\x00-\x20\x7f<>]")

# RFC 5321 4.5.3.2: minutes, not seconds. A sender that gives up on the reply to the dot
# while the server is still at work makes duplicates (RFC 1047).
STEP_SECONDS = 60.0
REPLY_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail goes.

    Attributes:
        tls: `none`; `starttls` (required: a server without it is an error); `tls` from the
            first byte (RFC 8314).
        from_email: sender in the envelope and in From; a name may stand before the address.
        ca_file: certificates to trust instead of the system's.
    """

    host: str
    port: int = 25
    login: str | None = None
    password: str | None = None
    from_email: str = "readout@localhost"
    tls: str = "none"
    ca_file: str | None = None
    step_seconds: float = STEP_SECONDS
    reply_seconds: float = REPLY_SECONDS

    def envelope_from(self) -> str:
        """The address of the sender alone.

        Raises:
            ServerDown: it is none, so no mail at all can go out.
        """
        try:
            return read_address(self.from_email).addr_spec
        except ValueError as cause:
            raise ServerDown(f"the sender: {cause}") from cause

    def __repr__(self) -> str:  # a password doesn't belong into a log
        return f"SmtpServer({self.host}:{self.port}, tls={self.tls}, login={self.login!r})"


class _Smtp(smtplib.SMTP):
    """smtplib's client, with the dot apart. Mixed into both kinds of connection."""

    def hand_over(self, content: bytes, tell: Tell, reply_seconds: float) -> tuple[int, bytes]:
        """DATA. `tell("handing")` comes before the dot goes out, `"handed"` after.

        Raises:
            smtplib.SMTPServerDisconnected, OSError: before the dot.
            _Lost: after it.
        """
        code, reply = self.docmd("DATA")
        if code != 354:
            return code, reply
        stuffed = re.sub(rb"(?m)^\.", b"..", content)
        self.send(stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n")
        tell("handing")
        try:
            self.send(b".\r\n")
            tell("handed")
            if self.sock is not None:
                self.sock.settimeout(reply_seconds)
            return self.getreply()
        except (smtplib.SMTPServerDisconnected, OSError) as cause:
            raise _Lost(str(cause)) from cause


class _SmtpTls(smtplib.SMTP_SSL, _Smtp):
    """The same over TLS from the first byte."""


class _Lost(Exception):
    pass


class ServerDown(Exception):
    """No mail can be handed over: no connection, no TLS, no login, sender refused."""


class Courier:
    """One connection, opened when needed and kept for the next mail.

    Use as a context manager.
    """

    def __init__(self, server: SmtpServer, *, name: str | None = None) -> None:
        self._server = server
        # Given, because smtplib's default asks the resolver for this machine's name.
        self._name = name or "readout.localdomain"
        self._smtp: _Smtp | None = None
        self._down: str | None = None

    def __enter__(self) -> Courier:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._smtp is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
            self._close()

    def deliver(self, message: EmailMessage, recipient: str, tell: Tell) -> Handover:
        """Hand `message` over for one recipient.

        Args:
            tell: called right before and right after the final dot is sent; what it
                writes must be durable when it returns.

        After a `down` the server is not asked again: the rest of a batch comes back as
        `down` at once, instead of a time-out each.
        """
        if self._down is not None:
            return Handover("down", self._down)
        for fresh in (self._smtp is None, True):
            try:
                smtp = self._connected()
            except ServerDown as cause:
                self._down = str(cause)
                return Handover("down", self._down)
            try:
                return self._envelope(smtp, message, recipient, tell)
            except _Lost as cause:
                self._close()
                return Handover("lost", f"the connection ended before the reply: {cause}")
            except ServerDown as cause:
                self._close()
                self._down = str(cause)
                return Handover("down", self._down)
            except (smtplib.SMTPServerDisconnected, OSError) as cause:
                self._close()
                # A kept connection may have been closed meanwhile: that says nothing of
                # this mail, so it gets a fresh one, once.
                if fresh:
                    return Handover("temporary", f"the connection ended: {cause}")
        raise AssertionError("the second round always returns")

    def _envelope(self, smtp: _Smtp, message: EmailMessage, recipient: str, tell: Tell) -> Handover:
        sender = self._server.envelope_from()
        content, options, problem = _bytes(smtp, message, recipient, sender)
        if problem:
            return Handover("refused", problem)
        code, reply = smtp.mail(sender, options)
        if code != 250:
            # It is us whom the server doesn't like, not this mail or recipient.
            raise ServerDown(f"the sender {sender}: {_said(code, reply)}")
        code, reply = smtp.rcpt(recipient)
        if code in (250, 251):
            code, reply = smtp.hand_over(content, tell, self._server.reply_seconds)
            if smtp.sock is not None:
                smtp.sock.settimeout(self._server.step_seconds)
            if code == 250:
                return Handover("sent", _said(code, reply))
        elif code == 552:
            code = 452  # RFC 5321 4.5.3.1.10: a full mailbox said the old way
        if code == 421:
            self._close()
        else:
            smtp.rset()
        return Handover("refused" if 500 <= code < 600 else "temporary", _said(code, reply))

    def _connected(self) -> _Smtp:
        if self._smtp is None:
            server = self._server
            try:
                self._smtp = self._opened()
            except smtplib.SMTPAuthenticationError as cause:
                raise ServerDown(
                    f"{server.host}:{server.port} refused the login {server.login}: "
                    f"{_said(cause.smtp_code, cause.smtp_error)}"
                ) from cause
            except (smtplib.SMTPException, OSError, ValueError) as cause:
                raise ServerDown(f"{server.host}:{server.port}: {cause}") from cause
        return self._smtp

    def _opened(self) -> _Smtp:
        server = self._server
        context = ssl.create_default_context(cafile=server.ca_file)
        smtp: _Smtp
        if server.tls == "tls":
            smtp = _SmtpTls(
                server.host, server.port, self._name, timeout=server.step_seconds, context=context
            )
        else:
            smtp = _Smtp(server.host, server.port, self._name, timeout=server.step_seconds)
        try:
            smtp.ehlo()
            if server.tls == "starttls":
                if not smtp.has_extn("starttls"):
                    raise ServerDown(
                        f"{server.host}:{server.port} offers no STARTTLS, and without it nothing "
                        "is sent (tls=none allows it)"
                    )
                smtp.starttls(context=context)
                smtp.ehlo()
            if server.login:
                smtp.login(server.login, server.password or "")
            if smtp.sock is not None:
                # Or the dot, a small packet, waits for the acknowledgement of the message.
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _close(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None


def _bytes(
    smtp: _Smtp, message: EmailMessage, recipient: str, sender: str
) -> tuple[bytes, list[str], str | None]:
    """The message as it goes out, the options of MAIL FROM, and why it can't go at all."""
    if _CONTROL.search(recipient):
        return b"", [], "the address holds a control character"
    if recipient.isascii() and sender.isascii():
        options = ["BODY=8BITMIME"] if smtp.has_extn("8bitmime") else []
        return message.as_bytes(policy=_wire(message, utf8=False)), options, None
    if not smtp.has_extn("smtputf8"):
        return b"", [], "the server takes only ASCII addresses (no SMTPUTF8, RFC 6531)"
    return message.as_bytes(policy=_wire(message, utf8=True)), ["SMTPUTF8", "BODY=8BITMIME"], None


def _wire(message: EmailMessage, *, utf8: bool) -> Policy[Any]:
    """The message's own policy, with the line ends of SMTP."""
    own = message.policy if isinstance(message.policy, EmailPolicy) else EmailPolicy()
    return own.clone(linesep="\r\n", utf8=utf8)


def _said(code: int, reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join(f"{code} {text}".split())[:300]
