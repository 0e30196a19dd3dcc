"""What comes of handing one message over, whoever takes it: a mail server, a chat, a program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Outcome = Literal["sent", "refused", "temporary", "lost", "down"]
Tell = Callable[[Literal["handing", "handed"]], None]


@dataclass(frozen=True, slots=True)
class Handover:
    """What came of one message.

    `sent`: it was taken. `refused`: it never will be. `temporary`: not now. `lost`: the
    connection ended after the point of no return and before the reply, so nobody knows. `down`:
    nothing at all can be handed over now; it wasn't tried.
    """

    outcome: Outcome
    told: str = ""


class Carrier(Protocol):
    """Takes messages over one at a time."""

    def deliver(self, message: Any, recipient: str, tell: Tell) -> Handover:
        """Hand `message` over for one recipient.

        Args:
            tell: called right before and right after the point of no return; what it writes must
                be durable when it returns.
        """
