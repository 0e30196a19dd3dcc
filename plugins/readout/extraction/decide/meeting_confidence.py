"""How sure a meeting is to be right as told, from how it was read.

The weights are shares of meetings with exactly the right parties and status among the
annotated articles of development (bench/eval_meetings.py prints the reliability): what
tells most is how the least sure party was found, and whether the clause has a time.
"""

from __future__ import annotations

from readout.extraction.decide.folding import Mention

_BASE = 0.80
_HOW = {"named": 0.12, "surname": 0.12, "group": -0.10, "description": -0.10, "pronoun": -0.18}
_TIME, _NO_TIME, _PLACE, _TWICE = 0.05, -0.06, 0.02, 0.04
_LONG_LIST, _SECOND_GROUP = -0.12, -0.10


def confidence(mention: Mention) -> float:
    """Between 0.05 and 0.97: the share of meetings read this way that are right."""
    score = _BASE + min(_HOW.get(p.resolution, -0.2) for p in mention.parties)
    score += _NO_TIME if mention.time is None else _TIME
    score += _PLACE if mention.place is not None else 0.0
    score += _TWICE if len(mention.evidence) > 1 else 0.0
    if len(mention.parties) > 3:
        score += _LONG_LIST
    groups = sum(p.person is None for p in mention.parties)
    score += -0.06 if groups == 1 else _SECOND_GROUP if groups else 0.0
    return max(0.05, min(0.97, score))
