"""How an article introduces people, beside the roles its register has: a firm named behind a name,
a name in apposition that no recogniser knew, and those told by what they are before they are
named."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.document import Document
from readout.extraction.find.people.register import Person, distinct
from readout.extraction.resolve.answers import Answer, Speaker
from readout.extraction.resolve.offices import Offices, is_human
from readout.extraction.resolve.speakers import meant, new_person
from readout.lexicon.quotes import speakers
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_EMPTY: Final = listed("resolve.offices.empty")
_OTHER: Final = listed("resolve.introductions.other")
_LEAD: Final = 1  # the last sentence in which one is told before he is named
_LATER: Final = 8  # sentences within which he is named then
_FAR: Final = 14  # tokens from what somebody is to his name
_LONGEST: Final = 4  # words of a name


class Introductions:
    """Lookups over one article."""

    def __init__(self, document: Document, offices: Offices) -> None:
        self._document, self._offices = document, offices
        self.doc = document.doc

    def before(self, source: Token, desc: str) -> Speaker | None:
        """ "The Hale House analyst", "the district magistrate": whom the article introduced with
        this body, or by name behind these words."""
        person = self.by_house(source)
        if person is not None:
            return meant(Answer(person, (person,), 0.0, "meant.by house"), "description", 0.75)
        name = self.apposed_before(source) if is_human(source) else None
        return replace(new_person(name, desc), rule="name.apposed before") if name else None

    def behind(self, source: Token) -> Speaker | None:
        """ "A presidential spokeswoman said": who is named afterwards."""
        person = self.named_later(source)
        if person is None:
            return None
        return meant(Answer(person, (person,), 0.0, "meant.named later"), "description", 0.7)

    def by_house(self, source: Token) -> Person | None:
        """ "The Hale House analyst": the one in whose sentence the body stands behind his name,
        with the same noun."""
        names = [t for t in source.lefts if t.pos_ == "PROPN" and t.i < source.i]
        if not names or source.tag_ != "NN":
            return None
        first = names[0].left_edge.i
        house = [t.text for t in self.doc[first : source.i]]
        found: list[Person | None] = []
        for at in range(first - len(house)):
            if [t.text for t in self.doc[at : at + len(house)]] != house:
                continue
            sentence = self._document.sentence_at(self.doc[at])
            if not any(lemma(t) == lemma(source) for t in sentence if t.i < first):
                continue
            around = (self._document.register.at(t) for t in self.doc[sentence.start : at])
            found.extend(around)
        people = distinct(found)
        return people[0] if len(people) == 1 else None

    def apposed_before(self, source: Token) -> str | None:
        """ "The district magistrate of Alder, RK Mehta, came. … The district magistrate said":
        the name in apposition to the same words, whatever the recogniser made of it."""
        words = {t.lower_ for t in source.lefts if t.dep_ in {"compound", "amod"}}
        found: set[str] = set()
        for token in self.doc[: source.i]:
            if token.lower_ != source.lower_ or token.pos_ not in {"NOUN", "PROPN"}:
                continue
            if not words <= {t.lower_ for t in token.lefts}:
                continue
            name = _behind(self.doc, token)
            if name is not None:
                found.add(name)
        return next(iter(found)) if len(found) == 1 else None

    def named_later(self, source: Token) -> Person | None:
        """ "…, a presidential spokeswoman said. … Presidential spokeswoman Ada Obi posted": one
        whom the lead tells by what he is, and who is the only one to be named so afterwards."""
        here = self._document.sentence_of[source.i]
        sentence = self._document.sentences[here]
        hidden = any(t.lower_ in speakers("unnamed_marks") for t in sentence)
        if here > _LEAD or hidden or source.tag_ != "NN":
            return None
        words = {t.lower_ for t in source.lefts if t.is_alpha and t.dep_ != "det"} - _EMPTY
        words.add(source.lower_)
        if len(words) < 2:
            return None
        fits = [
            person
            for person in self._document.register.people
            if here < self._document.sentence_of[person.mentions[0][0]] <= here + _LATER
            and any(_told(role, words) for role in self._offices.roles_of(person))
        ]
        return fits[0] if len(fits) == 1 else None


def _told(role: str, words: set[str]) -> bool:
    """Whether a role has all these words, and is nobody else's beside: "a second witness"."""
    own = set(role.replace("-", " ").split()) | set(role.split())
    return words <= own and not own & _OTHER


def _behind(doc: Doc, token: Token) -> str | None:
    """The name between commas behind a noun and where it is of, no verb in between."""
    end = min(token.sent.end, token.i + _FAR)
    comma = next((i for i in range(token.i + 1, end) if doc[i].text == ","), None)
    if comma is None or any(t.pos_ in {"VERB", "AUX"} for t in doc[token.i + 1 : comma]):
        return None
    stop = comma + 1
    while stop < len(doc) and doc[stop].text[:1].isupper() and doc[stop].pos_ == "PROPN":
        stop += 1
    if not 2 <= stop - comma - 1 <= _LONGEST or stop >= len(doc) or doc[stop].text not in ",.;":
        return None
    named = doc[comma + 1 : stop]
    return None if any(t.ent_type_ in {"GPE", "LOC", "FAC"} for t in named[:-1]) else named.text
