"""One verb, several meetings: "met Diallo on Monday and Mendes on Tuesday".

Each counterpart that has a day of its own right behind it is a meeting of its own.
"""

from __future__ import annotations

from spacy.tokens import Token

from readout.extraction.find.people.names import is_title
from readout.extraction.find.people.register import Person, Register
from readout.extraction.find.times.expressions import TimeExpression
from readout.extraction.syntax.clauses import SUBJECTS
from readout.lexicon.countries import countries
from readout.lexicon.words import listed

_DAYS = frozenset({"weekday", "date", "day", "same_day"})
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
