"""Who takes part, read off the page where the parse has lost a party of a meeting noun.

"Monday's meeting in Girona between Minister A of X and B, the mayor of Y, has been cancelled":
long titles and places between the names break the parser's tree, while on the surface the
company of a noun is what *between*, *of* and *with* bring in before the next finite verb.
"""

from __future__ import annotations

from spacy.tokens import Token

from readout.extraction.find.people.register import Register
from readout.extraction.syntax.clauses import FINITE, hanging
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_BRINGS_IN = frozenset({"between", "of", "with", "among"})
_STOPS = listed("resolve.company.stops")
_PLACES_TIMES = listed("resolve.company.places_times")
_FARTHEST = 60
# Verbs whose subject was to take part in what he calls off, puts off or moves.
_GIVES_UP = listed("resolve.company.gives_up")


def company_behind(cast: Register, noun: Token) -> list[Token]:
    """Heads of the names that *between*, *of* or *with* bring into a meeting noun, in order."""
    found: list[Token] = []
    doc, end = noun.doc, min(noun.sent.end, noun.i + _FARTHEST)
    i, open_ = noun.i + 1, False
    while i < end:
        token = doc[i]
        mention = cast.mention(token)
        if mention is not None:
            if open_:
                found.append(doc[mention[0] : mention[1]].root)
            i = mention[1]
            continue
        if token.lower_ in _STOPS or token.tag_ in FINITE:
            break
        if token.lower_ in _BRINGS_IN and not (token.lower_ == "of" and found):
            open_ = True
        elif token.lower_ in _PLACES_TIMES:
            open_ = False
        elif token.lower_ == "and" and found:
            open_ = True
        i += 1
    return found


def gives_up(noun: Token) -> list[Token]:
    """Heads of the subjects of a verb that calls off, puts off or moves the meeting."""
    at = noun
    for _ in range(4):
        if at.head is at:
            return []
        at = at.head
        if lemma(at) in _GIVES_UP and at.pos_ in {"VERB", "AUX"}:
            return hanging(at, "nsubj")
        if at.pos_ in {"VERB", "AUX"}:
            return []
    return []
