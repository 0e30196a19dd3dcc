"""A document laid out for the trained scorers, at run time and in training alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from readout.extraction.document import Document
from readout.extraction.find.people.register import Person
from readout.extraction.resolve.references import HE, SHE, References
from readout.extraction.syntax.parsewalk import conjuncts
from readout.learned.features import Floats, Scene, scene_of
from readout.learned.wordpieces import WordPieces
from readout.model import Quote, Span


def scene_of_document(document: Document, wordpieces: WordPieces) -> Scene:
    """Tokens with what the rules found in them: names, times, triggers, marked speech."""
    return scene_of(
        document.doc,
        wordpieces,
        named={i: start for i, (_, start, _) in document.register.by_token.items()},
        times=[x.span for x, _ in document.all_times],
        triggers={t.token.i for t in document.triggers},
        marked=[(one.start, one.end) for one in document.page.outer],
    )


def first_word(document: Document, span: Span) -> int | None:
    """The first token of a span that is a word."""
    found = document.doc.char_span(*span, alignment_mode="expand")
    return next((t.i for t in found if t.text[:1].isalnum()), None) if found is not None else None


def source_head(document: Document, quote: Quote) -> int | None:
    """The head of a quote's source; None without one."""
    for span in quote.source:
        found = document.doc.char_span(*span, alignment_mode="expand")
        if found is not None and len(found):
            return found.root.i
    return None


class Clues:
    """What the rules would answer, told to the scorers as features: who is meant, and which
    phrases are a trigger's parties."""

    def __init__(self, document: Document, references: References, quotes: Sequence[Quote]) -> None:
        self.document, self.references = document, references
        self._by_name = {person.name: person for person in document.register.people}
        self._said: dict[int, Person | None] = {}
        for quote in quotes:
            anchor = source_head(document, quote)
            if anchor is None:
                anchor = first_word(document, quote.content[0])
            if anchor is not None:
                self._said[anchor] = self._by_name.get(quote.speaker_name or "")
        self.sides: dict[int, set[int]] = {}
        for occasion in document.occasions:
            mine = self.sides.setdefault(occasion.trigger.token.i, set())
            for head in (*occasion.sides.own, *occasion.sides.other):
                for token in conjuncts(head):
                    low, high = document.register.mention(token) or (token.i, token.i + 1)
                    mine.update(range(low, high))

    def meant(self, anchor: int) -> Person | None:
        """Whom the rules take the words at a token for."""
        if anchor in self._said:
            return self._said[anchor]
        token = self.document.doc[anchor]
        if token.lower_ in HE | SHE:
            return self.references.he_or_she(token).person
        if token.pos_ == "NOUN":
            return self.references.described(token).person
        return None

    def of_links(self, anchor: int, ends: Sequence[int]) -> Floats:
        """[name, clue]: the rules' answer; the sex told agrees; it can't be."""
        found = np.zeros((len(ends), 3), np.float32)
        low = self.document.doc[anchor].lower_
        wanted = "m" if low in HE else "f" if low in SHE else ""
        meant = self.meant(anchor)
        for k, end in enumerate(ends):
            person = self.document.register.at(self.document.doc[end])
            if person is None:
                continue
            found[k, 0] = person is meant
            if wanted and person.sex:
                found[k, 1 if person.sex == wanted else 2] = 1.0
        return found

    def of_parties(self, trigger: int, size: int) -> Floats:
        """[token, clue]: a party by the rules' reading of the clause; not one, though the rules
        read the clause."""
        found = np.zeros((size, 2), np.float32)
        if trigger in self.sides:
            found[:, 1] = 1.0
            mine = list(self.sides[trigger])
            found[mine, 0] = 1.0
            found[mine, 1] = 0.0
        return found
