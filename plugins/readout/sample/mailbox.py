"""A mail catcher: an SMTP server on the loopback that keeps what it gets as `.eml` files.

For the demo (`python -m readout.sample.mailbox --port 8025 --folder var/mail`) and for
tests, which can ask it to misbehave as real servers do. It relays nothing. SMTP by aiosmtpd
(RFC 5321, with 8BITMIME and SMTPUTF8).
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import re
import signal
import socket
import sys
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from pathlib import Path
from types import TracebackType

from aiosmtpd.smtp import SMTP, Envelope, Session

from readout.errors import ConfigError
from readout.home import SAMPLE_HOME

# A fault is a reply code given to RCPT TO (`421`, `450`, `550`, …) or one of
#   drop        the connection ends after DATA, nothing is kept: the sender must try again
#   lost_reply  the same, but the message was kept: trying again makes a second copy
#   slow        the reply to DATA comes after `slow_seconds`
Fault = str
FaultRule = Callable[[str], Fault | None]
"""Takes a recipient's address, gives the fault for it or None."""

_MANNERS = frozenset({"drop", "lost_reply", "slow"})


@dataclass(frozen=True, slots=True)
class Kept:
    """One message as it came: the file and the envelope, which the file doesn't hold."""

    path: Path
    sender: str
    recipients: tuple[str, ...]


class Mailbox:
    """The catcher, in a thread of its own, so that blocking senders can be tested.

    Args:
        folder: where the `.eml` files go; made when missing.
        port: 0 takes any free one; `port` then holds the real one after `start`.
        fault: one fault for everybody, or a rule per recipient; may be set while running.
        slow_seconds: how long `slow` waits.

    Raises:
        ConfigError: from `start`, when the port can't be taken.
        ValueError: from the SMTP thread, when a fault is neither a code nor a known word.
    """

    def __init__(
        self,
        folder: Path,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        fault: Fault | FaultRule | None = None,
        slow_seconds: float = 5.0,
    ) -> None:
        self.folder = folder
        self.host = host
        self.port = port
        self.fault = fault
        self.slow_seconds = slow_seconds
        self.kept: list[Kept] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._finish: asyncio.Event | None = None

    def start(self) -> None:
        """Listen; returns when connections are accepted."""
        self.folder.mkdir(parents=True, exist_ok=True)
        # Bound here and not in the thread: a taken port must be the caller's exception.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((self.host, self.port))
        except OSError as cause:
            listener.close()
            raise ConfigError(
                "The mail catcher can't listen",
                resource=f"{self.host}:{self.port}",
                why=cause,
                mend="end the program that holds the port, or choose another with --port",
            ) from cause
        self.port = int(listener.getsockname()[1])
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._serve(listener, ready)), name="mailbox", daemon=True
        )
        self._thread.start()
        ready.wait()

    def stop(self) -> None:
        """Close the port and all connections; returns when the thread has ended."""
        if self._thread and self._loop and self._finish:
            with contextlib.suppress(RuntimeError):  # the loop ended by itself
                self._loop.call_soon_threadsafe(self._finish.set)
            self._thread.join()
        self._thread = self._loop = self._finish = None

    def __enter__(self) -> Mailbox:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    async def _serve(self, listener: socket.socket, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._finish = asyncio.Event()
        sessions: list[SMTP] = []

        def session() -> SMTP:
            # A given name, because the default asks the resolver for the machine's own.
            smtp = SMTP(_Handler(self), hostname="mailbox.invalid", enable_SMTPUTF8=True)
            sessions.append(smtp)
            return smtp

        server = await self._loop.create_server(session, sock=listener)
        ready.set()
        await self._finish.wait()
        server.close()
        for smtp in sessions:
            _hang_up(smtp)
        await server.wait_closed()

    def fault_for(self, recipient: str) -> Fault | None:
        """What goes wrong for this recipient, if anything."""
        fault = self.fault(recipient) if callable(self.fault) else self.fault
        if fault is not None and fault not in _MANNERS and not re.fullmatch(r"[45]\d\d", fault):
            raise ValueError(f"unknown fault {fault!r}: a 4xx or 5xx code or {sorted(_MANNERS)}")
        return fault

    def keep(self, envelope: Envelope) -> Kept:
        """Write one message, to the byte as it came, under a name that sorts by time."""
        content = envelope.original_content or b""
        moment = datetime.now(UTC)
        name = f"{moment:%Y%m%dT%H%M%S.%fZ}-{subject_slug(content)}.eml"
        partial = self.folder / f".{name}.partial"
        partial.write_bytes(content)
        # A reader of the folder sees whole messages only.
        os.replace(partial, self.folder / name)
        message = Kept(self.folder / name, envelope.mail_from or "", tuple(envelope.rcpt_tos))
        self.kept.append(message)
        return message


class _Handler:
    """aiosmtpd's hooks; each gives the reply line."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_RCPT(  # aiosmtpd's spelling
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        fault = self._mailbox.fault_for(address)
        if fault is not None and fault not in _MANNERS:
            return f"{fault} {fault[0]}.0.0 Refused by the mail catcher, as asked"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        faults = {self._mailbox.fault_for(recipient) for recipient in envelope.rcpt_tos}
        if "slow" in faults:
            await asyncio.sleep(self._mailbox.slow_seconds)
        if "drop" not in faults:
            self._mailbox.keep(envelope)
        if faults & {"drop", "lost_reply"}:
            _hang_up(server)
        return "250 2.0.0 Kept"


def _hang_up(smtp: SMTP) -> None:
    """End a connection without a word, as a crashed server does."""
    if isinstance(smtp.transport, asyncio.WriteTransport):
        smtp.transport.abort()


def subject_slug(content: bytes) -> str:
    """The subject of a message in letters, digits and hyphens, at most 60 characters;
    `no-subject` when there is none that can be read. Safe as part of a file name."""
    try:
        raw = BytesHeaderParser().parsebytes(content)["Subject"]
        subject = str(make_header(decode_header(raw))) if raw is not None else ""
    except (HeaderParseError, LookupError, ValueError):
        subject = ""
    plain = unicodedata.normalize("NFKD", subject).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "no-subject"


def main(arguments: list[str] | None = None) -> int:
    """`python -m readout.sample.mailbox`: catch mail until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m readout.sample.mailbox")
    parser.add_argument("--port", type=int, default=8025)
    parser.add_argument("--folder", type=Path, default=SAMPLE_HOME / "mail")
    options = parser.parse_args(arguments)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    mailbox = Mailbox(options.folder, port=options.port)
    try:
        mailbox.start()
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"mail catcher on {mailbox.host}:{mailbox.port}, keeps {options.folder}", flush=True)
    ended.wait()
    mailbox.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
