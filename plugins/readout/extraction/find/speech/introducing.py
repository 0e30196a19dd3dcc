"""What may introduce quoted words: a reporting verb, a noun in front of it."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from readout.extraction.syntax.clauses import is_verb
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.quotes import cues
from readout.text.lemmas import lemma

STOP: Final = frozenset({".", "?", "!", ";"})


NOUNS: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def introduces(token: Token) -> bool:
    cue = cues().get(lemma(token))
    return (
        cue is not None
        and is_verb(token)
        and bool(cue.frames & {"clause", "quoted", "question", "hearer"})
    )


def noun_in_front(page: QuotePage, verb: Token, start: int) -> Token | None:
    doc = page.doc
    for i in range(verb.i - 1, start - 1, -1):
        if doc[i].pos_ in NOUNS and doc[i].dep_ not in {"pobj", "dobj", "npadvmod"}:
            return doc[i]
    before = doc[verb.i - 1] if verb.i > start else None  # "the 78-year-old said"
    return before if before is not None and before.lower_ == "old" else None
