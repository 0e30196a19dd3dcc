"""One verb, several meetings: "met Diallo on Monday and Mendes on Tuesday", "met on Monday and
again on Friday".

Each counterpart that has a day of its own right behind it is a meeting of its own; so is each
day on which the same met again.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from readout.extraction.find.people.names import is_title
from readout.extraction.find.people.register import Person, Register
from readout.extraction.find.times.expressions import TimeExpression
from readout.extraction.syntax.clauses import SUBJECTS, verb_over
from readout.lexicon.countries import countries
from readout.lexicon.words import listed
from readout.model import When

_DAYS = frozenset({"weekday", "date", "day", "same_day"})
_LISTED = frozenset({"weekday", "date", "day", "month", "year"})
_LINKS = listed("paired_days.links")

Pair = tuple[Person, tuple[int, int], TimeExpression]


def paired_days(
    register: Register, trigger: Token, times: list[tuple[TimeExpression, Token]]
) -> list[Pair]:
    """Counterpart, its token range and its day, for each; empty unless there are two."""
    doc, sentence = trigger.doc, trigger.sent
    days = [
        (doc.char_span(*x.span, alignment_mode="expand"), x) for x, _ in times if x.kind in _DAYS
    ]
    pairs: list[Pair] = []
    i = trigger.i + 1
    while i < sentence.end:
        person, mention = register.at(doc[i]), register.mention(doc[i])
        if person is None or mention is None:
            if pairs and not _between(doc[i]):
                break
            i += 1
            continue
        following = next(
            (
                (span, x)
                for span, x in days
                if span is not None and 0 <= span.start - mention[1] <= 2
            ),
            None,
        )
        if following is None or doc[mention[0] : mention[1]].root.dep_ in SUBJECTS:
            break
        pairs.append((person, mention, following[1]))
        i = following[0].end
    return pairs if len(pairs) >= 2 else []


def _between(token: Token) -> bool:
    return (
        token.lower_ in _LINKS
        or is_title(token)
        or token.pos_ in {"NOUN", "ADJ", "DET"}
        or token.lower_ in countries()
        or token.ent_type_ in {"TIME", "NORP", "GPE"}
    )


# What may stand between two days of one verb: "in Oslo", "morning", the second one's preposition.
_BETWEEN = re.compile(
    r"(?:'s|’s)?(?: (?:morning|afternoon|evening|night))?(?: (?:in|at) (?:[A-Z][\w’'-]* ?){1,3})?"
    r",?(?: and| then| later)*(?P<again> again)?(?: later)?(?P<link> (?:on|in|at))? "
)
_OFTEN = re.compile(r"\b(?:twice|(?:two|three|four|five|six|several) times)\b")


def days_again(
    trigger: Token, times: list[tuple[TimeExpression, Token]], first: When | None
) -> list[TimeExpression]:
    """The days besides the first on which the same company met, in order: told by *again*, counted
    ("twice this week, on Monday and on Thursday"), or each behind its own preposition ("in 2019
    and in 2023"). Days on end are one time, and no list (`days_on_end`)."""
    if first is None or first.span is None:
        return []
    offset = trigger.sent.start_char
    text = trigger.sent.text
    roots = {x.span: root for x, root in times}
    told = sorted(
        (x for x, _ in times if x.kind in _LISTED and x.span[0] > trigger.idx), key=lambda x: x.span
    )
    at = next((k for k, x in enumerate(told) if x.span == first.span), None)
    if at is None:
        return []
    often = _OFTEN.search(text, trigger.idx - offset, told[0].span[0] - offset) is not None

    def goes_on(one: TimeExpression, other: TimeExpression) -> bool:
        between = _BETWEEN.fullmatch(text, one.span[1] - offset, other.span[0] - offset)
        if between is None:
            return False
        words = text[other.span[0] - offset : other.span[1] - offset]
        linked = between["link"] is not None or words.lower().startswith("in ")
        own = linked and other.kind == one.kind
        own = own and verb_over(roots[one.span]) == verb_over(roots[other.span])
        return between["again"] is not None or often or own

    low = high = at
    while high + 1 < len(told) and goes_on(told[high], told[high + 1]):
        high += 1
    while low and goes_on(told[low - 1], told[low]):
        low -= 1
    listed_days = told[low : high + 1]
    joined = text[told[low].span[1] - offset : told[high].span[0] - offset]
    return [x for x in listed_days if x.span != first.span] if " and" in joined else []
