"""The time of a meeting: the expression of its own clause, resolved by the clause's tense."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Span, Token

from readout.extraction.decide.nearness import LIMIT, Reach
from readout.extraction.find.times.clocks import ClockTime, find_clocks
from readout.extraction.find.times.days import Tense
from readout.extraction.find.times.expressions import TimeExpression
from readout.extraction.find.times.reading import Times
from readout.extraction.syntax.clauses import climb, is_verb
from readout.lexicon.words import listed
from readout.model import When
from readout.text.lemmas import lemma

_SPOKEN_OF = listed("nearness.spoken_of")


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
        if cost > LIMIT or is_of_the_last(root) or is_of_the_speech(root, trigger):
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
    when = times.resolved(expression, sentence, tense, either)
    return _to_the_minute(when, times, reach, others, sentence), False


def is_of_the_last(time: Token) -> bool:
    """ "The first meeting since November", "since the clashes of July 2016", "met twice since
    2019": what went before, or when one began to count."""
    for ancestor in (time, *climb(time)):
        if ancestor.lower_ == "since":
            return ancestor.dep_ in {"prep", "mark", "advmod"}
        if is_verb(ancestor):
            return False
    return False


def is_of_the_speech(time: Token, trigger: Token) -> bool:
    """ "The UAE on Wednesday hailed a meeting", "criticised on Sunday the talks": the day before
    a meeting that is only spoken of is the day of the words."""
    verb = trigger.head
    if trigger.pos_ != "NOUN" or trigger.dep_ not in {"dobj", "obj"} or time.i > trigger.i:
        return False
    if lemma(verb) not in _SPOKEN_OF:
        return False
    link = time if time.head == verb else time.head
    return link.head == verb and link != trigger


def _to_the_minute(
    when: When | None, times: Times, reach: Reach, others: list[Reach], sentence: Span
) -> When | None:
    """The day with the hour that the clause tells beside it."""
    if when is None or when.start is None or when.start != when.end or when.precision != "day":
        return when
    best: tuple[float, ClockTime] | None = None
    for clock in find_clocks(sentence.text, sentence.start_char):
        span = times.doc.char_span(*clock.span, alignment_mode="expand")
        if span is None or not len(span):
            continue
        cost = min(min(reach.cost(t), reach.cost(t.head) + 0.3) for t in (span[0], span.root))
        if cost > LIMIT or any(other.cost(span.root) + 0.5 < cost for other in others):
            continue
        if best is None or cost < best[0]:
            best = (cost, clock)
    if best is None:
        return when
    clock = best[1]
    return replace(when, precision="minute", at=clock.at, offset=clock.offset, zone=clock.zone)


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
