"""What the resolver of sources knows of one article: who is named where, who spoke last."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import insort
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from readout.extraction.document import Document
from readout.extraction.find.people.register import Person
from readout.extraction.resolve.resolved import Speaker
from readout.extraction.syntax.clauses import noun_phrase, own_subject
from readout.lexicon.meetings import party_words
from readout.lexicon.quotes import speakers
from readout.text.lemmas import lemma

ARTICLES: Final = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "this", "that"})


class Voices(ABC):
    """Lookups over one article, in the order of the text."""

    def __init__(self, document: Document) -> None:
        self.doc = document.doc
        self.register = register = document.register
        self.sentence_of = document.sentence_of
        self.mentions: list[tuple[int, int, Person]] = sorted(
            ((s, e, person) for person in register.people for s, e in person.mentions),
            key=lambda m: (m[0], m[1]),
        )
        self._known = {id(person) for person in register.people}
        self._sexes = self._by_pronoun()
        self.last: Speaker | None = None
        self.last_at: int = -1
        self.last_org: str | None = None
        self._media: list[tuple[int, str]] = []
        self._full: dict[str, str] | None = None
        self._roles: dict[int, list[set[str]]] | None = None

    def note(self, speaker: Speaker, at: int) -> None:
        """Remember who spoke, at which token."""
        self.last, self.last_at = speaker, at
        if speaker.person is not None and id(speaker.person) not in self._known:
            # A speaker whom the register doesn't have can be meant by a pronoun later.
            insort(self.mentions, (at, at + 1, speaker.person), key=lambda m: m[0])
        if speaker.kind == "org" and speaker.name:
            self.last_org = speaker.name

    def fuller(self, found: Speaker) -> Speaker:
        """A surname that the register knows alone, with the name spelt out elsewhere."""
        if found.kind != "person" or found.name is None or " " in found.name:
            return found
        full = self.full_name(found.name)
        return replace(found, name=full) if full is not None else found

    def plain(self, source: Token, *, keep_article: bool = False) -> str:
        """The phrase of a head as one line, without its article."""
        start, stop = noun_phrase(source)
        while start < source.i and self.doc[start].dep_ == "advmod":
            start += 1  # "even China"
        while not keep_article and start < source.i and self.doc[start].lower_ in ARTICLES:
            start += 1
        return " ".join(self.doc[start:stop].text.split())

    def full_medium(self, head: Token, name: str) -> str:
        """ "the newspaper", "the Times" → the medium's fuller name told before."""
        short = name.split()[-1]
        common = head.text[:1].islower() and lemma(head) in speakers("media")
        for _, earlier in reversed(self._media):
            if (common and " " not in name) or (earlier != name and earlier.endswith(" " + short)):
                return earlier
        if not common:
            self._media.append((head.i, name))
        return name

    def full_name(self, surname: str) -> str | None:
        """The full name that ends with a word, from capitalised runs anywhere in the text."""
        if self._full is None:
            self._full = {}
            doc, i = self.doc, 0
            while i < len(doc):
                j = i
                while j < len(doc) and self._part_of_name(doc[j]):
                    j += 1
                run = [t.text for t in doc[i:j]]
                while run and run[0].lower().strip(".") in party_words("introducers"):
                    run.pop(0)
                if 2 <= len(run) <= 4:
                    self._full.setdefault(run[-1], " ".join(run))
                i = max(j, i + 1)
        return self._full.get(surname)

    @staticmethod
    def _part_of_name(token: Token) -> bool:
        return (
            token.pos_ == "PROPN"
            and token.text[:1].isupper()
            and token.text.replace("-", "").isalpha()
            and not token.text.isupper()
            and token.lower_ not in speakers("bodies")
            and token.lower_ not in speakers("media_words")
        )

    def roles_of(self, person: Person) -> list[set[str]]:
        """The words of each role that the article gives a person, by title, by apposition or
        by a sentence ("Peter Gall is its secretary")."""
        if self._roles is None:
            self._roles = {
                id(one): [
                    set(r.lower().replace("’s", " ").replace("'s", " ").split()) for r in one.roles
                ]
                for one in self.register.people
            }
            for token in self.doc:
                if token.dep_ != "attr" or token.pos_ != "NOUN" or token.head.lemma_ != "be":
                    continue
                subject = own_subject(token.head)
                who = self.register.at(subject) if subject is not None else None
                if who is not None:
                    words = {t.lower_ for t in self.doc[noun_phrase(token)[0] : token.i + 1]}
                    self._roles.setdefault(id(who), []).append(words)
        return self._roles.get(id(person), [])

    def sex_of(self, person: Person) -> str:
        """`m`, `f` or empty: as the register has it, else by the pronoun that follows."""
        return person.sex or self._sexes.get(id(person), "")

    def _by_pronoun(self) -> dict[int, str]:
        """Persons that are the only one named in a sentence, as its subject, before a sentence
        that begins with "he" or "she"."""
        alone: dict[int, Person | None] = {}
        for start, stop, person in self.mentions:
            number = self.sentence_of[start]
            if number in alone and alone[number] is not person:
                alone[number] = None
            elif number not in alone:
                alone[number] = person if self.is_subject(start, stop) else None
        found: dict[int, str] = {}
        for number, sentence in enumerate(self.doc.sents):
            before = alone.get(number - 1)
            sex = {"he": "m", "she": "f"}.get(sentence[0].lower_) if len(sentence) else None
            if before is not None and sex is not None and not before.sex:
                found.setdefault(id(before), sex)
        return found

    def is_subject(self, start: int, stop: int) -> bool:
        """Whether a mention is a subject, alone or joined to one ("Ann and Bob said")."""
        return any(
            t.dep_ in {"nsubj", "nsubjpass"}
            or (t.dep_ == "conj" and t.head.dep_ in {"nsubj", "nsubjpass"})
            for t in self.doc[start:stop]
        )

    @abstractmethod
    def resolve(self, source: Token, cue: Token | None = None) -> Speaker:
        """Who the noun phrase with this head is; `cue` tells "he added" from "he said"."""
