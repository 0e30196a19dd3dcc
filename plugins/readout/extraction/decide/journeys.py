"""Journeys told in an article: who went where, when.

A meeting often stands in a story of a trip: "Falk arrived in Riga on Monday. He met …". The
trip then says where, and by its day when, the meeting was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from readout.extraction.decide.occasion_times import choose_time
from readout.extraction.document import Document
from readout.extraction.find.people.names import is_title
from readout.extraction.find.people.register import Person
from readout.extraction.find.places import is_place, named_place
from readout.extraction.resolve.references import References
from readout.extraction.syntax.clauses import (
    FINITE,
    RELATIVES,
    antecedent,
    hanging,
    hangs,
    objects_behind,
    subject_heads,
)
from readout.lexicon.meetings import journey_words, noun_frames, verb_frames
from readout.lexicon.words import listed
from readout.model import Place, When
from readout.text.lemmas import lemma

_GOAL: Final = listed("journeys.goal")
_STOPS: Final = listed("journeys.stops")
_MAKES: Final = listed("journeys.makes")

_BACK, _ONWARD, _NAMELESS = 10, 2, 4
_ADJECTIVES: Final = 7  # tokens behind a preposition within which its town stands


@dataclass(frozen=True, slots=True)
class Journey:
    """`at` is the number of the token that tells it; `person` None when the text doesn't say
    who travels."""

    at: int
    sentence: int
    place: Place
    person: Person | None
    time: When | None
    past: bool


def read_journeys(document: Document, known: References) -> list[Journey]:
    """All journeys in order of the text."""
    verbs, nouns = journey_words("verbs"), journey_words("nouns")
    found = []
    for token in document.doc:
        word = lemma(token)
        if token.pos_ == "VERB" and word in verbs:
            goal = _goal(token, word)
        elif token.pos_ == "NOUN" and word in nouns:
            goal = _preposition_goal(token, frozenset({"to", "in"}))
        elif word == "be" and token.pos_ in {"AUX", "VERB"}:
            goal = _preposition_goal(token, frozenset({"in"}))
            if goal is not None and goal.ent_type_ not in {"GPE", "LOC"} and goal.pos_ != "PROPN":
                goal = None  # "was in hospital" is no journey
        else:
            continue
        if goal is not None and lemma(goal) in _STOPS:
            inner = (*objects_behind(goal, "in", "of"), *objects_behind(token, "in"))
            goal = next((t for t in inner if is_place(t)), None)
        if goal is not None and not _afterwards(token) and not _asked_of_others(token):
            found.append(_journey(document, token, goal, known))
    return found


def _afterwards(token: Token) -> bool:
    """ "Before flying to Madrid": not there yet. "Returned to Pretoria after talks with": there
    only afterwards."""
    for after in token.children:
        if after.lower_ == "after" and any(
            lemma(t) in noun_frames() or lemma(t) in verb_frames() for t in after.subtree
        ):
            return True
    return token.head.lower_ == "before" or any(
        c.dep_ == "mark" and c.lower_ == "before" for c in token.children
    )


def _asked_of_others(verb: Token) -> bool:
    """ "Appealed to investors to come to Malawi": they would travel, and needn't."""
    asks = verb.head
    return (
        verb.tag_ == "VB"
        and verb.dep_ in {"xcomp", "ccomp", "advcl"}
        and any(
            t.tag_ in {"NNS", "NNPS"} and t.dep_ in {"dobj", "dative", "pobj"}
            for t in verb.doc[asks.i + 1 : max(asks.i + 1, verb.i)]
        )
    )


def _goal(verb: Token, word: str) -> Token | None:
    if word in journey_words("transitive"):
        for child in verb.children:
            if child.dep_ in {"dobj", "obj"} and is_place(child):
                return child
    return _preposition_goal(verb, _GOAL)


def _preposition_goal(head: Token, words: frozenset[str]) -> Token | None:
    for inner in objects_behind(head, *words):
        # Whoever travels "to" a proper noun travels to a place.
        name = inner.pos_ == "PROPN" and inner.ent_type_ in {"", "ORG", "GPE"}
        goes = name and inner.head.lower_ == "to" and head.pos_ == "VERB"
        if goes or is_place(inner):
            return inner
    return _behind_adjectives(head, words) if head.pos_ == "VERB" else None


def _behind_adjectives(verb: Token, words: frozenset[str]) -> Token | None:
    """ "Arrived in a cold and empty Oslo": the town on the page, where the parser ends the phrase
    with an adjective before it."""
    for link in verb.children:
        if link.dep_ != "prep" or link.lower_ not in words or link.i + 1 >= len(link.doc):
            continue
        for token in link.doc[link.i + 1 : min(link.sent.end, link.i + _ADJECTIVES)]:
            if token.ent_type_ == "GPE":
                return link.doc[token.i : _end_of_name(token)].root
            if token.pos_ not in {"DET", "ADJ", "CCONJ", "ADV", "VERB"} or token.tag_ in FINITE:
                break
    return None


def _end_of_name(token: Token) -> int:
    end = token.i + 1
    while end < len(token.doc) and token.doc[end].ent_iob_ == "I":
        end += 1
    return end


def _journey(document: Document, token: Token, goal: Token, known: References) -> Journey:
    person = _traveller(token, known)
    past = _is_past(token)
    when, _ = choose_time(document.times, token, None, "past" if past else "future", [])
    sentence = document.sentence_of[token.i]
    return Journey(token.i, sentence, named_place(goal), person, when, past)


def _is_past(token: Token) -> bool:
    """Whether the journey was made; an infinitive has the tense of the verb above."""
    if (
        token.pos_ == "VERB" and any(c.tag_ == "TO" for c in token.children)
    ) or token.pos_ == "NOUN":
        token = next((a for a in token.ancestors if a.tag_ in FINITE or _has_auxiliary(a)), token)
    return token.tag_ in {"VBD", "VBN"} and not any(
        c.lower_ in _NOT_PAST for c in token.children if c.dep_ in {"aux", "auxpass"}
    )


_NOT_PAST = listed("journeys.not_past")


def _has_auxiliary(verb: Token) -> bool:
    """ "is expected", "was due": a participle with the tense of its auxiliary."""
    return verb.tag_ == "VBN" and hangs(verb, "aux", "auxpass")


def _on(noun: Token) -> list[Token]:
    """ "Who will be on a visit to", "begins a five-day visit": the subject of the verb."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "on" else noun.head
    goes = verb.pos_ in {"VERB", "AUX"} and lemma(verb) in _MAKES
    return subject_heads(verb) if goes and noun.i > verb.i else []


def _traveller(token: Token, known: References) -> Person | None:
    heads = subject_heads(token) if token.pos_ != "NOUN" else hanging(token, "poss") or _on(token)
    for head in heads:
        if head.lower_ in RELATIVES:
            head = antecedent(head) or head
        person = known.register.at(head)
        if person is not None:
            return person
        if head.lower_ in {"he", "she", "his", "her"}:
            return known.he_or_she(head).person
        if head.pos_ in {"NOUN", "PROPN"} and (is_title(head) or head.tag_ == "NN"):
            return known.described(head).person
    return None


def journey_of(
    journeys: list[Journey], people: list[Person], at: int, sentence: int, widely: bool = True
) -> Journey | None:
    """The journey in which a meeting told at token `at` by these people most likely lies;
    without `widely` only one of the same sentence.

    One of the same sentence first; then the nearest told before by one of the people, then
    one by nobody in particular; then one told just after.
    """
    best: tuple[float, Journey] | None = None
    for journey in journeys:
        gap = sentence - journey.sentence
        if gap > _BACK or gap < -_ONWARD or (gap and not widely):
            continue
        theirs = any(p is journey.person for p in people)
        if journey.person is not None and not theirs:
            continue
        if journey.person is None and gap > _NAMELESS:
            continue
        cost = abs(gap) + (0.0 if theirs else 1.5) + (6.0 if gap < 0 else 0.0)
        cost += 0.0 if any(c.isupper() for c in journey.place.name) else 1.5  # "the city"
        cost += 0.001 * abs(at - journey.at)
        if best is None or cost < best[0]:
            best = (cost, journey)
    return best[1] if best else None
