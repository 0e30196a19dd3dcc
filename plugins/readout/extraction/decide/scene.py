"""A document laid out for the trained scorers, at run time and in training alike."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Token

from readout.extraction.document import Document
from readout.extraction.find.people.names import is_title
from readout.extraction.find.people.register import Person
from readout.extraction.find.people.roles import nations_in
from readout.extraction.resolve.references import HE, SHE, References
from readout.extraction.syntax.clauses import conjuncts
from readout.extraction.syntax.phrases import country_at
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


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom an article names: a person of its register, or a body by its words."""

    name: str
    person: Person | None = field(default=None, compare=False)


def named_ends(document: Document) -> dict[int, Named]:
    """The last token of each mention of a person or a body → who it is."""
    found: dict[int, Named] = {}
    for person in document.register.people:
        for _, stop in person.mentions:
            found[stop - 1] = Named(person.name, person)
    by_token = document.register.by_token
    for entity in document.doc.ents:
        if entity.label_ != "ORG" or any(t.i in by_token for t in entity):
            continue
        words = [t for t in entity if t.text not in {"’s", "'s"}]
        while words and words[0].pos_ == "DET":
            words = words[1:]
        bearer = _bearer(document, words)
        if bearer is not None:
            found[words[-1].i] = Named(bearer.name, bearer)
        elif words and words[-1].text[:1].isalnum():
            text = document.doc[words[0].i : words[-1].i + 1].text
            found[words[-1].i] = Named(text)
    return found


def _bearer(document: Document, words: Sequence[Token]) -> Person | None:
    """The one person whose name a body's words are, behind titles: what the recogniser takes for
    a firm ("Lau", "Minister van Oosten")."""
    bare = [t.text for t in words if not is_title(t)]
    if not bare or len(bare) > 3:
        return None
    bearers = [
        person
        for person in document.register.people
        if set(bare) <= {w for x in person.words for w in (x, *x.split("-"))}
    ]
    return bearers[0] if len(bearers) == 1 else None


LINK_CLUES = 20


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A description: its noun, the other words of it, the nations that it tells."""

    noun: str
    words: frozenset[str]
    nations: frozenset[str]


_NOTHING = _Phrase("", frozenset(), frozenset())


class Clues:
    """What the rules would answer, told to the scorers as features: who is meant, and which
    phrases are a trigger's parties."""

    def __init__(self, document: Document, references: References, quotes: Sequence[Quote]) -> None:
        self.document, self.references = document, references
        self._by_name = {person.name: person for person in document.register.people}
        self._said: dict[int, Person | None] = {}
        self._speakers: list[tuple[int, Person]] = []
        self.ends = named_ends(document)
        self._nations_of: dict[str, set[str]] = {}
        self._offices_of: dict[str, frozenset[str]] = {}
        self._words_of: dict[str, frozenset[str]] = {}
        self._order = sorted(self.ends)
        self._subjects = {
            end for end in self._order if self._head(end).dep_ in {"nsubj", "nsubjpass"}
        }
        for quote in quotes:
            anchor = source_head(document, quote)
            if anchor is None:
                anchor = first_word(document, quote.content[0])
            if anchor is not None:
                speaker = self._by_name.get(quote.speaker_name or "")
                self._said[anchor] = speaker
                if speaker is not None:
                    self._speakers.append((anchor, speaker))
        self._speakers.sort(key=lambda one: one[0])
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

    def _head(self, end: int) -> Token:
        token = self.document.doc[end]
        low, high = self.document.register.mention(token) or (end, end + 1)
        return self.document.doc[low:high].root

    def _phrase(self, anchor: int) -> _Phrase:
        """What the words around an anchor tell of whom they mean."""
        token = self.document.doc[anchor]
        if token.pos_ == "PRON":
            return _NOTHING
        near = [t for t in token.lefts if t.dep_ in {"amod", "compound", "nmod", "poss"}]
        near += [t for c in near for t in c.lefts if t.dep_ in {"amod", "compound", "nmod"}]
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in {"of", "for"}:
                near += [t for x in child.rights if x.dep_ == "pobj" for t in (x, *x.lefts)]
        nations: set[str] = set()
        words: set[str] = set()
        for t in (token, *near):
            country = country_at(t)
            if country is not None:
                nations.add(country[0])
            elif t is not token and t.text.isalpha() and t.pos_ not in {"DET", "PRON"}:
                words.add(t.lower_)
        return _Phrase(token.lemma_.lower(), frozenset(words), frozenset(nations))

    def _nations(self, person: Person) -> set[str]:
        if person.name not in self._nations_of:
            told = nations_in(" ".join(person.roles)) if person.roles else set()
            self._nations_of[person.name] = {*person.nations, *told}
        return self._nations_of[person.name]

    def _offices(self, person: Person) -> frozenset[str]:
        if person.name not in self._offices_of:
            self._offices_of[person.name] = frozenset(
                word for role in person.roles for word in role.lower().replace("-", " ").split()
            )
        return self._offices_of[person.name]

    def _words(self, name: str) -> frozenset[str]:
        if name not in self._words_of:
            low = name.lower().replace("’", " ").replace("'", " ").split()
            self._words_of[name] = frozenset(low) | {w[:-1] for w in low if w.endswith("s")}
        return self._words_of[name]

    def of_links(self, anchor: int, ends: Sequence[int]) -> Floats:
        """[name, clue] for the names that end at `ends`: the rules' answer; the sex told agrees,
        can't be; the last named before the anchor, the one before that, an earlier one; named three
        times or more before; its office is the anchor's noun; named before in the anchor's
        sentence; a body; the speaker of the last quote; subject of the sentence before; of the
        anchor's; no name of the register or of the recogniser; of the nation that the anchor's
        phrase tells ("the Cambodian leader"), of another, of one that isn't told; the share of the
        phrase's other words that its offices have ("the energy minister"), another office of the
        same noun; the noun is a word of its name ("the union").
        """
        doc, sentence = self.document.doc, self.document.sentence_of
        found = np.zeros((len(ends), LINK_CLUES), np.float32)
        low = doc[anchor].lower_
        noun = doc[anchor].lemma_.lower() if doc[anchor].pos_ in {"NOUN", "PROPN"} else ""
        wanted = "m" if low in HE else "f" if low in SHE else ""
        meant = self.meant(anchor)
        before = self._order[: bisect_left(self._order, anchor)]
        rank: dict[str, int] = {}
        for end in reversed(before):
            rank.setdefault(self.ends[end].name, len(rank))
            if len(rank) > 6:
                break
        count = Counter(self.ends[end].name for end in before)
        at = bisect_left(self._speakers, anchor, key=lambda one: one[0])
        speaker = self._speakers[at - 1][1] if at else None
        mine = sentence[anchor]
        phrase = self._phrase(anchor)
        for k, end in enumerate(ends):
            named = self.ends.get(end)
            if named is None:
                found[k, 13] = 1.0
                continue
            person = named.person
            order = rank.get(named.name, 9)
            found[k, 3 + min(order, 2)] = 1.0
            found[k, 6] = count[named.name] >= 3
            found[k, 8] = end < anchor and sentence[end] == mine
            found[k, 9] = person is None
            found[k, 11] = end in self._subjects and sentence[end] == mine - 1
            found[k, 12] = end in self._subjects and sentence[end] == mine
            found[k, 19] = phrase.noun in self._words(named.name)
            if person is None:
                continue
            if phrase.nations:
                theirs = self._nations(person)
                found[k, 14] = bool(theirs & phrase.nations)
                found[k, 15] = bool(theirs) and not theirs & phrase.nations
                found[k, 16] = not theirs
            if phrase.words:
                offices = self._offices(person)
                found[k, 17] = len(phrase.words & offices) / len(phrase.words)
                found[k, 18] = phrase.noun in offices and not phrase.words & offices
            found[k, 0] = person is meant
            if wanted and person.sex:
                found[k, 1 if person.sex == wanted else 2] = 1.0
            found[k, 7] = bool(noun) and any(noun in role.lower().split() for role in person.roles)
            found[k, 10] = person is speaker
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
