"""How an article introduces people, beside the roles its register has: a firm named behind a name,
a name in apposition that no recogniser knew, and those told by what they are before they are
named."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.document import Document
from readout.extraction.find.people.register import Person, distinct
from readout.extraction.find.people.trades import is_doer
from readout.extraction.resolve.answers import Answer, Speaker
from readout.extraction.resolve.offices import Offices, is_human
from readout.extraction.resolve.speakers import is_unnamed, meant, new_person
from readout.lexicon.meetings import party_words
from readout.lexicon.quotes import cues, speakers
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_EMPTY: Final = listed("resolve.offices.empty")
_OTHER: Final = listed("resolve.introductions.other")
_RANKS: Final = listed("resolve.introductions.ranks")
_LEAD: Final = 1  # the last sentence in which one is told before he is named
_NEXT: Final = 3  # sentences behind the lead's within which he speaks by name
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

    def next(self, source: Token) -> Speaker | None:
        """ "…, the facilitator said. ¶ Zahid Osman told reporters": whom the lead tells by what he
        is, where the paragraph behind it goes on with somebody who speaks, is named there for the
        first time, and whom nothing there explains."""
        person = self.named_next(source)
        if person is None:
            return None
        words = (t.lower_ for t in source.subtree if t.i <= source.i and t.dep_ != "det")
        self._offices.learn(person, " ".join(words))
        return meant(Answer(person, (person,), 0.0, "meant.named next"), "description", 0.7)

    def named_next(self, source: Token) -> Person | None:
        """Who that is; nobody for several, for sources that stay hidden, and behind the lead."""
        page = self._document.page
        told = page.paragraph_of(source.idx)
        if self._document.sentence_of[source.i] > _LEAD or source.tag_ not in {"NN", "NNP"}:
            return None
        if not (is_human(source) or is_doer(source.lower_)) or is_unnamed(source):
            return None
        if any(c.dep_ in {"conj", "appos"} for c in source.children) or source.dep_ == "conj":
            return None
        if any(t.lower_ in speakers("unnamed_marks") for t in self._document.sentence_at(source)):
            return None
        register, here = self._document.register, self._document.sentence_of[source.i]
        for person in register.people:
            start, stop = person.mentions[0]
            if page.paragraph_of(self.doc[start].idx) != told + 1:
                continue
            head = self.doc[start:stop].root
            cue = cues().get(lemma(head.head))
            speaks = head.dep_ == "nsubj" and cue is not None and "clause" in cue.frames
            first = self._document.sentence_of[start] <= here + _NEXT and stop - start > 1
            if speaks and first and self._unexplained(person):
                return person
        return None

    def _unexplained(self, person: Person) -> bool:
        """Whether the article says no more of somebody than a rank: "Retired General"."""
        words = {w for role in self._offices.roles_of(person) for w in role.split()}
        return words <= party_words("honorifics") | _RANKS

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
