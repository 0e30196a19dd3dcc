"""The time of a meeting: the expression of its own clause, resolved by the clause's tense."""

from __future__ import annotations

from dataclasses import replace

from spacy.strings import get_string_id
from spacy.tokens import Span, Token

from readout.extraction.decide.nearness import LIMIT, Reach
from readout.extraction.find.times.clocks import ClockTime, find_clocks
from readout.extraction.find.times.counted import is_within
from readout.extraction.find.times.days import Tense, resolve
from readout.extraction.find.times.expressions import TimeExpression
from readout.extraction.find.times.patterns import NUMBERS
from readout.extraction.find.times.reading import Times, tense_around
from readout.extraction.syntax.clauses import climb, hangs, is_verb
from readout.extraction.syntax.dateline import dateline_of
from readout.lexicon.meetings import journey_words, noun_frames
from readout.lexicon.words import listed
from readout.model import When
from readout.text.lemmas import lemma

_SPOKEN_OF = listed("nearness.spoken_of")
# What parts two occasions by more than a day.
_APART = frozenset({"day", "week", "month", "year"})
_SPEAK_OF = listed("occasions.topics.speak_of")
_TAKING_PART = listed("occasions.arguments.taking_part")
_PURPOSE = 3  # steps from an occasion up to the journey that it is the purpose of
_MATTERS = listed("occasions.topics.about") | {"before", "for", "since"}
# Asked of every trigger; numbers are told faster than strings.
_AFTER, _WHEN_WORD = get_string_id("after"), get_string_id("when")
_WHEN = frozenset({"advmod", "mark"})
_TOLD_BY_WHEN = frozenset({"date", "weekday", "day", "month", "year", "unit"})


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
    if (own := of_its_own_clause(times, trigger)) is not None:
        return own, False
    reach = Reach(trigger, holder)
    others = [Reach(rival, None) for rival in rivals]
    best: tuple[float, TimeExpression, Token] | None = None
    sentence = trigger.sent
    for expression, root in times.in_sentence(sentence):
        cost = min(reach.cost(root), reach.cost(root.head) + 0.3)
        if expression.origin is not None:
            cost = min(cost, reach.cost(root.head.head) + 0.6)
        if (
            cost > LIMIT
            or is_of_another(root, trigger)
            or counts_for_another(expression, trigger, times)
        ):
            continue
        if any(other.cost(root) + 0.5 < cost for other in others):
            continue
        cost += _preference(expression)
        if best is None or cost < best[0]:
            best = (cost, expression, root)
    if best is None:
        return (_of_the_dateline(times, trigger) if tense == "past" else None), False
    _, expression, root = best
    if expression.kind == "vague":
        return None, True
    tense = "past" if is_of_the_way(root, trigger) else tense
    when = times.resolved(expression, sentence, tense, either)
    return _to_the_minute(when, times, reach, others, sentence), False


def _of_the_dateline(times: Times, trigger: Token) -> When | None:
    """ "LUSAKA, May 14 - The president met her here": what was held *here*, told behind a dateline
    without a day of its own, was on the dateline's."""
    opening = dateline_of(times.doc)
    if opening is None or times.filed is None or not hangs(trigger, "advmod"):
        return None
    first = times.doc.char_span(opening.end, opening.end + 1, alignment_mode="expand")
    if first is None or not len(first) or first[0].sent != trigger.sent:
        return None
    here = any(c.lower_ == "here" for c in trigger.children)
    return When(times.filed, times.filed, "day", "inferred") if here else None


def is_of_another(time: Token, trigger: Token) -> bool:
    """Whether a time is of another occasion than the trigger's: of the one before ("the first
    meeting since November"), of the words that speak of it, of what came days, weeks or months
    after it ("landed on Friday, weeks after she flew to Rome for talks"), or of an event that is
    no meeting ("to discuss Tuesday's attack")."""
    if (
        _is_of_the_eve(time, trigger)
        or _is_of_the_last(time, trigger)
        or _is_of_the_speech(time, trigger)
        or _of_an_event(time, trigger)
    ):
        return True
    earlier = earlier_clause(trigger)
    return earlier is not None and time.i not in earlier


def counts_for_another(expression: TimeExpression, trigger: Token, times: Times) -> bool:
    """Whether a day is the one that another is counted from, and the meeting isn't what lay on
    it ("met Novy a day after a vote on Monday"); or is so counted, and the meeting is."""
    if expression.origin is not None:
        return is_within(expression, trigger)
    doc = times.doc.char_span(*expression.span, alignment_mode="expand")
    beside = times.in_sentence(doc.sent) if doc is not None and len(doc) else []
    return any(
        x.origin is not None and x.origin.span == expression.span and not is_within(x, trigger)
        for x, _ in beside
    )


def is_of_the_way(time: Token, trigger: Token) -> bool:
    """Whether a time is of a journey that was made, which the occasion was the purpose of: told on
    a Wednesday, "arrived on Tuesday to meet" means yesterday, not the Tuesday to come."""
    if time.i > trigger.i:
        return False
    for verb in climb(trigger, _PURPOSE):
        if verb.tag_ == "VBD":
            link = time if time.head == verb else time.head
            return link.head == verb and lemma(verb) in journey_words("verbs")
        if verb.dep_ in {"ccomp", "relcl", "conj"}:
            return False
    return False


def _is_of_the_eve(time: Token, trigger: Token) -> bool:
    """ "Arrived on Tuesday ahead of a meeting": the day before *ahead* is that of the arrival."""
    for node in climb(trigger):
        if node.lower_ == "ahead":
            return time.i < node.i
        if is_verb(node):
            break
    return False


def _is_of_the_last(time: Token, trigger: Token) -> bool:
    """ "The first meeting since November", "since the clashes of July 2016", "met twice since
    2019": what went before, or when one began to count."""
    for ancestor in (time, *climb(time)):
        if ancestor == trigger and hangs(trigger, "poss"):
            return False  # "since their meeting in January"
        if ancestor.lower_ == "since":
            return ancestor.dep_ in {"prep", "mark", "advmod"}
        if is_verb(ancestor):
            return False
    return False


def _is_of_the_speech(time: Token, trigger: Token) -> bool:
    """ "Peru on Tuesday hailed the meeting", "criticised on Sunday the talks": the day before
    a meeting that is only spoken of is the day of the words."""
    verb = trigger.head
    if trigger.pos_ != "NOUN" or trigger.dep_ not in {"dobj", "obj"} or time.i > trigger.i:
        return False
    if lemma(verb) not in _SPOKEN_OF:
        return False
    link = time if time.head == verb else time.head
    return link.head == verb and link != trigger


def _of_an_event(time: Token, trigger: Token) -> bool:
    """Whether a possessive day is of something that they speak of or that is still to come:
    "to discuss Tuesday's attack", "ahead of Monday's vote"; not of where they are: "at Friday's
    gala"."""
    event = time.head
    if time.dep_ != "poss" or event == trigger or lemma(event) in noun_frames():
        return False
    link = event.head
    if link.lower_ == "before" and link.i and lemma(link.nbor(-1)) in {"hour", "minute"}:
        return False  # "hours before Tuesday's vote" is Tuesday
    if event.dep_ == "dobj":
        return lemma(link) in _SPEAK_OF
    ahead = link.lower_ == "of" and link.head.lower_ in {"ahead", "advance"}
    return event.dep_ == "pobj" and (link.lower_ in _MATTERS or ahead)


def earlier_clause(trigger: Token) -> range | None:
    """The tokens of the clause around a trigger that tells of what was days, weeks, months or
    years before the main clause: "landed on Friday, *weeks after* she flew to Rome for talks"."""
    found = _after(trigger)
    return _tokens_of(*found) if found is not None else None


def _tokens_of(clause: Token, mark: Token) -> range:
    return range(min(clause.left_edge.i, mark.i), clause.right_edge.i + 1)


def _after(trigger: Token) -> tuple[Token, Token] | None:
    """The head of that clause and its *after*."""
    doc = trigger.doc
    if all(t.lower != _AFTER for t in trigger.sent):
        return None
    for clause in (trigger, *climb(trigger)):
        mark = next((c for c in clause.children if c.dep_ == "mark" and c.lower_ == "after"), None)
        if mark is None and clause.dep_ in {"pcomp", "pobj"} and clause.head.lower_ == "after":
            mark = clause.head
        if mark is not None and mark.i > 0 and lemma(doc[mark.i - 1]) in _APART:
            return clause, mark
    return None


def of_its_own_clause(times: Times, trigger: Token) -> When | None:
    """The time of what a clause tells as earlier than the rest of the sentence, whatever other
    days stand there."""
    then = day_of_when(times, trigger)
    if then is not None:
        return times.resolved(then, trigger.sent, "past")
    return before_the_other(times, trigger)


def day_of_when(times: Times, trigger: Token) -> TimeExpression | None:
    """The day that a *when* right behind it describes: "the first meeting since June 2018, *when*
    he flew to Amman for talks". All that the clause tells was then, unless it has a day of its
    own."""
    if all(t.lower != _WHEN_WORD for t in trigger.sent):
        return None
    for clause in (trigger, *climb(trigger)):
        when = next((c for c in clause.lefts if c.lower_ == "when" and c.dep_ in _WHEN), None)
        if when is None:
            continue
        if not _was_in(clause, trigger):
            return None
        within = range(when.i, clause.right_edge.i + 1)
        told = times.in_sentence(trigger.sent)
        if any(root.i in within for _, root in told):
            return None
        return next((x for x, _ in told if _right_before(x, when)), None)
    return None


def _was_in(clause: Token, trigger: Token) -> bool:
    """Whether the occasion is what a clause tells of, held or travelled to; "demanded a meeting",
    "said she would meet" tell another thing, and its day."""
    link = trigger.head
    if trigger == clause:
        return True
    if link == clause:
        return lemma(clause) in _TAKING_PART
    aim = link.dep_ == "prep" and link.head == clause
    return aim and lemma(clause) in journey_words("verbs") | _TAKING_PART


def _right_before(expression: TimeExpression, when: Token) -> bool:
    """Whether nothing but a comma stands between a day and *when*."""
    gap = when.idx - expression.span[1]
    comma = when.nbor(-1).text == "," if when.i else False
    return expression.kind in _TOLD_BY_WHEN and 0 < gap <= 1 + comma


def before_the_other(times: Times, trigger: Token) -> When | None:
    """The time of an occasion that the sentence tells by how long it lay before something else:
    "met on Friday, *three days after* a phone call", "*a month after* they met in Vienna"."""
    after = _after(trigger)
    if after is None or not _was_in(after[0], trigger):
        return None
    earlier, mark = _tokens_of(*after), after[1]
    told = times.in_sentence(trigger.sent)
    if any(root.i in earlier for _, root in told):
        return None
    unit, number = mark.nbor(-1), mark.nbor(-2) if mark.i > 1 else None
    count = _count(number) if number is not None else 0
    if number is None or not count:
        return None
    start = times.published
    for expression, root in told:
        when = times.resolved(expression, trigger.sent, tense_around(root))
        if when is not None and when.precision == "day":
            start = when.start
    if start is None:
        return None
    span = (number.idx, unit.idx + len(unit))
    return resolve(TimeExpression("distance", span, count=-count, unit=lemma(unit)), start)


def _count(token: Token) -> int:
    word = token.lower_
    return int(word) if word.isdecimal() else NUMBERS.get(word, 0)


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
