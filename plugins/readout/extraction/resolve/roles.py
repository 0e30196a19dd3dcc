"""Who speaks, told by what he is: "the minister said", "the Social Democrat said", "its president
said"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from readout.extraction.find.people.register import Person
from readout.extraction.resolve.answers import Answer, Speaker
from readout.extraction.resolve.offices import is_human
from readout.extraction.resolve.owners import may_be_theirs, owning
from readout.extraction.resolve.references import References
from readout.extraction.resolve.speakers import meant
from readout.extraction.syntax.phrases import OFFICES, noun_phrase
from readout.lexicon.meetings import party_words
from readout.lexicon.quotes import cues
from readout.text.lemmas import lemma

_ADDING: Final = frozenset({"add", "continue", "conclude"})
_JUST: Final = 2  # sentences
_FAR: Final = 30  # sentences that one who speaks on may fill


def still(last: Speaker, head: str) -> bool:
    """Whether the anonymous speaker of the quote before is meant again."""
    if last.kind != "anonymous" or not last.desc:
        return False
    return any(word.startswith(head) for word in last.desc.lower().split())


class Roles:
    """Lookups of those who speak by what they are, over one article."""

    def __init__(self, references: References) -> None:
        self.references, self.doc = references, references.doc

    def by_role(
        self, source: Token, last: Speaker | None, spoken_of: Sequence[Person] = ()
    ) -> Speaker | None:
        """ "the minister" → the minister of this article. None where nobody fits; nobody by
        name, with candidates, where two fit equally."""
        if last is not None and last.how != "plural" and still(last, lemma(source)):
            told, how = last.desc, "description"
            return Speaker(None, "anonymous", desc=told, how=how, sure=0.8, rule="again")
        answer = self.references.described(source, spoken_of)
        speaking = self._spoke_just_before(source)
        if speaking in spoken_of:
            speaking = None
        fits = speaking is not None and self.references.offices.fit(source, speaking) > 0
        if speaking is not None and fits and answer.person is not speaking and self._says(source):
            # "The President" right behind his own words, though another one was named near.
            answer = Answer(speaking, (speaking,), 0.0, "meant.speaks on")
        elif (
            speaking is not None and answer.person is not speaking and self._adds(source, speaking)
        ):
            answer = self._or_other(source, speaking, answer.person)
        owner = owning(source)
        if owner is not None and answer.candidates:
            fitting = [p for p in answer.candidates if may_be_theirs(p, owner, self.references)]
            if not fitting:
                return None
            if answer.person not in fitting:
                alone = fitting[0] if len(fitting) == 1 else None
                answer = replace(answer, person=alone, candidates=tuple(fitting))
        if answer.person is None and not answer.rule.startswith("meant.adds"):
            again = self._speaks_on(source)
            if again is not None and again.person not in spoken_of:
                return again
        return meant(answer, "description", 0.85) if answer.candidates else None

    def _speaks_on(self, source: Token) -> Speaker | None:
        """ "“…,” the Social Democrat said": an office or a party right behind somebody's words is
        whoever spoke them."""
        person = self._spoke_just_before(source)
        if person is None:
            return None
        low = lemma(source).lower()
        if not self._says(source) or self.doc[noun_phrase(source)[0]].lower_ != "the":
            return None
        if source.ent_type_ != "NORP" and not self._may_be(source, low, person):
            return None
        answer = Answer(person, (person,), 0.0, "meant.speaks on")
        return meant(answer, "description", 0.65)

    def _or_other(self, source: Token, speaking: Person, other: Person | None) -> Answer:
        """Whoever speaks on; neither where one who bears the office was named just before."""
        near = self.references.salience.before(source.i, _JUST + 1)
        roles = self.references.offices.roles_of(other) if other is not None else []
        so_called = any(lemma(source).lower() in role for role in roles)
        if other is not None and so_called and any(n.person is other for n in near):
            return Answer(None, (speaking, other), 0.0, "meant.adds: nothing decides")
        return Answer(speaking, (speaking,), 0.0, "meant.adds")

    def _adds(self, source: Token, person: Person) -> bool:
        """ "“…,” the minister added": whoever spoke just before, unless the article gives him
        another office."""
        adding = source.dep_ == "nsubj" and lemma(source.head) in _ADDING
        if not adding or self.doc[noun_phrase(source)[0]].lower_ != "the":
            return False
        low = lemma(source).lower()
        held = {w for role in self.references.offices.roles_of(person) for w in role.split()}
        return low in held or not held & OFFICES

    def _says(self, source: Token) -> bool:
        return source.dep_ == "nsubj" and lemma(source.head) in cues()

    def _spoke_just_before(self, source: Token) -> Person | None:
        """Who spoke last, if hardly anything but spoken words stands between: those may run over
        paragraphs."""
        salience = self.references.salience
        turn = salience.last_turn(source.i)
        if turn is None or turn[1].person is None:
            return None
        at, person = turn[0], turn[1].person
        inside = self.references.document.page.inside
        outside = {
            self.references.sentence_of[i]
            for i in range(at, source.i)
            if inside[i] < 0 and not self.doc[i].is_space
        }
        if len(outside) > _JUST + 1:
            return None
        others = (n for n in salience.before(source.i, _FAR) if n.start > at and n.subject)
        named = any(n.person is not person and inside[n.start] < 0 for n in others)
        return None if named else person

    def _may_be(self, source: Token, low: str, person: Person) -> bool:
        """Whether a description right behind somebody's words may be of him: an office that
        the article doesn't deny him ("the minister" is no mayor), or what nobody was called yet
        ("the coach"; "the lawyer" may be one of whom the article spoke before)."""
        if low in party_words("offices") and not low.startswith("spokes"):
            roles = self.references.offices.roles_of(person)
            return not roles or any(low in role for role in roles)
        words = self.doc[noun_phrase(source)[0] : source.i]
        if not is_human(source) or any(t.lower_ == "other" for t in words):
            return False
        return not any(t.lower_ in {low, low + "s"} for t in self.doc[: source.i])
