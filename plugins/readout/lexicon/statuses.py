"""What each status of a meeting is worth: the one order that all rooms use.

docs/alerts.md prints this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from readout.model import Status


@dataclass(frozen=True, slots=True)
class Standing:
    """One status in the order of firmness.

    Attributes:
        rank: of two words said at the same time the higher one holds.
        ahead: it speaks of what is still to come, and lapses when its day is over.
        takes_back: it takes back what may have been told; no threshold holds it.
        weight: what leads a mail that tells of several meetings; higher first.
        calendar: STATUS of the calendar entry (RFC 5545 3.8.1.11).
    """

    rank: int
    ahead: bool
    takes_back: bool
    weight: int
    calendar: str


STANDINGS: Final[MappingProxyType[Status, Standing]] = MappingProxyType(
    {
        "denied": Standing(0, False, True, 6, "CANCELLED"),
        "possible": Standing(1, True, False, 1, "TENTATIVE"),
        "likely": Standing(2, True, False, 2, "TENTATIVE"),
        "scheduled": Standing(3, True, False, 3, "CONFIRMED"),
        "postponed": Standing(4, False, True, 4, "TENTATIVE"),
        "cancelled": Standing(5, False, True, 5, "CANCELLED"),
        "under_way": Standing(6, True, False, 4, "CONFIRMED"),
        "held": Standing(7, False, False, 5, "CONFIRMED"),
    }
)
# In the order of firmness.
STATUSES: Final[tuple[Status, ...]] = tuple(sorted(STANDINGS, key=lambda s: STANDINGS[s].rank))
TAKEN_BACK: Final = frozenset(s for s, standing in STANDINGS.items() if standing.takes_back)
AHEAD: Final = frozenset(s for s, standing in STANDINGS.items() if standing.ahead)


def standing(status: str | None) -> Standing | None:
    """The standing of a status; None for what is none."""
    return STANDINGS.get(status)  # type: ignore[call-overload, no-any-return]


def rank(status: str | None) -> int:
    """The firmness of a status; of what is none, that of the least firm."""
    found = standing(status)
    return found.rank if found is not None else 0
