"""What a confidence means: how often facts that look like this one were right on text that
nobody had learned from.

A logistic regression over a few signs of each meeting (Platt 1999 for quotes), fitted on held-out
articles by `make train` and kept with the weights. Without any, the score itself is told.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from readout.model import MeetingMention

Source = Literal["agreed", "rule", "learned"]
"""Who found a meeting: `agreed`, rules and reader with the same company; or one of them."""

_LOWEST, _HIGHEST = 0.02, 0.98


@dataclass(slots=True)
class Calibration:
    """`meeting`: sign → weight; `quote`: slope and shift of the log-odds."""

    meeting: Mapping[str, float] = field(default_factory=dict)
    quote: Sequence[float] = (1.0, 0.0)

    @classmethod
    def of(cls, stored: Mapping[str, Any] | Calibration) -> Calibration:
        """As the weights' `meta.json` keeps it; one that is made is taken as it is."""
        if isinstance(stored, Calibration):
            return stored
        return cls(stored.get("meeting", {}), stored.get("quote", (1.0, 0.0)))

    def of_meeting(self, mention: MeetingMention, source: Source, likely: float) -> float:
        """How sure a meeting is, between .02 and .98.

        Args:
            mention: with the score of whoever found it. likely: the highest probability of its
            sentences to tell of an occasion.
        """
        if not self.meeting:
            return _told(log_odds(mention.confidence))
        signs = signs_of(mention, source, likely)
        return _told(sum(self.meeting.get(name, 0.0) * value for name, value in signs.items()))

    def of_quote(self, score: float) -> float:
        """How sure a quote is, between .02 and .98."""
        slope, shift = self.quote
        return _told(slope * log_odds(score) + shift)


def signs_of(mention: MeetingMention, source: Source, likely: float) -> dict[str, float]:
    """What is known of a meeting that bears on whether its parties and status are right."""
    parties = mention.participants
    ways = {p.resolution for p in parties}
    odds = log_odds(mention.confidence)
    return {
        source: 1.0,
        f"{source} odds": odds,
        "likely": log_odds(likely),
        "two people": float(len(parties) == 2 and all(p.type == "person" for p in parties)),
        "all named": float(ways <= {"named", "surname"}),
        "stands for": float(bool(ways & {"pronoun", "description"})),
        "bodies": float(any(p.type != "person" for p in parties)),
        "group": float(any(p.type == "group" for p in parties)),
        "four or more": float(len(parties) >= 4),
        "told again": float(len(mention.evidence) > 1),
        "ahead": float(mention.status in {"possible", "likely", "scheduled"}),
        "off": float(mention.status in {"postponed", "cancelled", "denied"}),
        "dated": float(mention.time is not None and mention.time.start is not None),
    }


def log_odds(share: float) -> float:
    """ln(p / (1 - p)) of a share, kept between .01 and .99."""
    inside = min(max(share, 0.01), 0.99)
    return math.log(inside / (1 - inside))


def _told(odds: float) -> float:
    return round(min(max(1 / (1 + math.exp(-odds)), _LOWEST), _HIGHEST), 3)
