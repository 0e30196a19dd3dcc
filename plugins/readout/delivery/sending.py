"""Sending a mail once: what the ledger says first, then the server, then the ledger again.

The one doubt that remains is a mail whose dot went out and whose reply we didn't note. It
is settled like this (docs/decisions/0006-outbox.md):

* with a witness (`witness.py`), by looking, after `settle_seconds` if need be: no doubt left;
* without: when we were killed while the server was answering, the mail counts as sent, for
  a server that has the dot in its buffer takes the mail; when the server itself broke the
  connection off, it hasn't taken it (RFC 5321 6.1) and gets it again, with the same
  Message-ID, by which most receivers drop a second copy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from readout.delivery.handover import Carrier
from readout.delivery.ledger import Entry, Ledger
from readout.delivery.witness import Witness

SETTLE_SECONDS = 900.0
UNCONFIRMED = "sent, but not confirmed: the sender was stopped before the server's reply"


@dataclass(frozen=True, slots=True)
class Result:
    """What is to be recorded of a mail.

    Attributes:
        outcome: `sent`, `refused` (never again), `temporary` (again later), `down` (the
            server takes no mail at all; the mail wasn't tried).
        told: the server's words, or ours.
        attempts: how often it was tried so far.
        again_at: when to try again at the earliest, if that is known (UTC).
        confirmed: False when it counts as sent without the server's word.
        made: all attempts so far.
    """

    outcome: str
    told: str
    attempts: int
    again_at: datetime | None = None
    confirmed: bool = True
    made: tuple[Attempt, ...] = ()

    @property
    def since(self) -> datetime | None:
        """When it was tried first."""
        return self.made[0].at if self.made else None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt as the ledger has it. `started`: broken off before anything was sent."""

    number: int
    at: datetime
    outcome: str
    told: str


_OUTCOMES = {"try": "started", "handing": "unclear", "handed": "unclear", "lost": "unclear"}


def attempts_of(entry: Entry) -> tuple[Attempt, ...]:
    """The attempts that an entry tells of, in order."""
    found = []
    for number in range(1, entry.attempts + 1):
        lines = [line for line in entry.lines if line["attempt"] == number]
        last = lines[-1]
        outcome = _OUTCOMES.get(last["event"], last["event"])
        at = datetime.fromisoformat(lines[0]["at"])
        found.append(Attempt(number, at, outcome, last.get("told", "")))
    return tuple(found)


class Sender:
    """Sends through one courier and one ledger."""

    def __init__(
        self,
        courier: Carrier,
        ledger: Ledger,
        *,
        witness: Witness | None = None,
        settle_seconds: float = SETTLE_SECONDS,
        repeatable: bool = False,
    ) -> None:
        self._repeatable = repeatable
        self._courier = courier
        self._ledger = ledger
        self._witness = witness
        self._settle = timedelta(seconds=settle_seconds)

    def send(self, message: Any, recipient: str, ident: str | None = None) -> Result:
        """Send `message` unless it was sent; its id, of a mail its Message-ID, says which one it
        is.

        Raises:
            InUse: another process is sending it.
        """
        ident = ident or str(message["Message-ID"])
        with self._ledger.entry(ident) as entry:
            known = self._known(entry, ident)
            result = known if known is not None else self._try(entry, message, recipient, ident)
            return replace(result, made=attempts_of(entry))

    def _known(self, entry: Entry, message_id: str) -> Result | None:
        """What needs no sending any more, or can't be decided yet; None: send it."""
        standing = entry.standing()
        last = entry.last() or {}
        if standing == "sent":
            sent = next(line for line in entry.lines if line["event"] == "sent")
            return _sent(entry, sent)
        if standing == "refused":
            return Result("refused", last.get("told", ""), entry.attempts)
        if standing == "untried":
            return None
        if self._witness is not None:
            return self._ask(self._witness, entry, message_id)
        if entry.lost_reply() or self._repeatable:
            return None
        entry.note("sent", UNCONFIRMED)
        return _sent(entry, entry.lines[-1])

    def _ask(self, witness: Witness, entry: Entry, message_id: str) -> Result | None:
        if witness.has(message_id):
            entry.note("sent", "the server took it: the witness has it")
            return _sent(entry, entry.lines[-1])
        settled = (entry.handed_at() or datetime.now(UTC)) + self._settle
        if datetime.now(UTC) < settled:
            told = "it is not known yet whether the server took it"
            return Result("temporary", told, entry.attempts, again_at=settled)
        return None

    def _try(self, entry: Entry, message: Any, recipient: str, ident: str) -> Result:
        entry.note("try", durable=False)

        def tell(event: str) -> None:
            # Before the dot: on the disk. After it: in the kernel, at once, so that between
            # a dot sent and a dot noted as sent there lies as little as possible.
            entry.note(event, durable=event == "handing")

        done = self._courier.deliver(message, recipient, tell)
        entry.note(done.outcome, done.told)
        if done.outcome == "lost":
            known = self._known(entry, ident)
            return known or Result("temporary", done.told, entry.attempts)
        return Result(done.outcome, done.told, entry.attempts)


def _sent(entry: Entry, line: dict[str, str]) -> Result:
    told = line.get("told", "")
    return Result("sent", told, entry.attempts, confirmed=told != UNCONFIRMED)
