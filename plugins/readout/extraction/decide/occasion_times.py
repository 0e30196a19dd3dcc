"""The time of a meeting: the expression of its own clause, resolved by the clause's tense."""

from __future__ import annotations

from spacy.tokens import Token

from readout.extraction.decide.nearness import LIMIT, Reach
from readout.extraction.find.times.days import Tense
from readout.extraction.find.times.expressions import TimeExpression
from readout.extraction.find.times.reading import Times
from readout.model import When


def choose_time(
    times: Times,
    trigger: Token,
    holder: Token | None,
    tense: Tense,
    rivals: list[Token],
    either: bool = False,
) -> tuple[When | None, bool]:
    """The time of the trigger's clause.

    Returns:
        The time, and whether the clause says openly that there is none yet ("at a later
        date"). With `either` (a *would* that was future then) the nearest of the two
        readings of a weekday is taken. `rivals` are the other triggers of the sentence:
        a time that is nearer to one of them isn't this one's.
    """
    reach = Reach(trigger, holder)
    others = [Reach(rival, None) for rival in rivals]
    best: tuple[float, TimeExpression] | None = None
    sentence = trigger.sent
    for expression, root in times.in_sentence(sentence):
        cost = min(reach.cost(root), reach.cost(root.head) + 0.3)
        if cost > LIMIT:
            continue
        if any(other.cost(root) + 0.5 < cost for other in others):
            continue
        cost += _preference(expression)
        if best is None or cost < best[0]:
            best = (cost, expression)
    if best is None:
        return None, False
    expression = best[1]
    if expression.kind == "vague":
        return None, True
    return times.resolved(expression, sentence, tense, either), False


def _preference(expression: TimeExpression) -> float:
    """Finer times win over coarser ones at the same place of the tree."""
    return {
        "date": 0.0,
        "weekday": 0.0,
        "day": 0.0,
        "same_day": 0.3,
        "weekend": 0.2,
        "month": 0.5,
        "unit": 0.6,
        "distance": 0.6,
        "season": 0.8,
        "year": 1.0,
        "vague": 1.5,
    }[expression.kind]
