"""Speakers as they are made: of an answer, of a name that the register doesn't have, of a turn in
a script; and what a noun phrase says of itself before anybody is looked up."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from readout.extraction.find.people.register import Person, Register
from readout.extraction.find.speech.reports import Turn
from readout.extraction.resolve.answers import Answer, Speaker
from readout.extraction.resolve.naming import Callings
from readout.lexicon.words import listed
from readout.names.same import core

TWO: Final = listed("resolve.sources.two")


def of_turn(turn: Turn, register: Register, callings: Callings) -> Speaker:
    """Who has the word in a script: by the line's name, fuller and in its own spelling where
    the text has it, or by the office that one person of the article holds."""
    low = tuple(word.lower() for word in turn.name)
    office = turn.office.lower().split()
    people = [
        person
        for person in register.people
        if (low and core(person.words)[-len(low) :] == low)
        or (not low and office and office == _last_words(person.first_role, len(office)))
    ]
    person = people[0] if len(people) == 1 else None
    role = callings.spelt(turn.office) if turn.office else None
    if person is not None and not person.name.isupper():
        role = role or person.first_role
        return Speaker(person.name, "person", role, sure=0.95, person=person, rule="turn")
    if low:
        name = callings.spelt(" ".join(turn.name))
        return Speaker(name, "person", role, sure=0.9, rule="turn")
    return Speaker(None, "anonymous", desc=turn.desc, sure=0.9, rule="turn")


def _last_words(role: str | None, count: int) -> list[str]:
    return (role or "").lower().split()[-count:]


def meant(answer: Answer, how: str, sure: float) -> Speaker:
    """The speaker that an answer means."""
    person = answer.person
    if person is None:
        names = tuple(p.name for p in answer.candidates)
        return Speaker(None, "unknown", candidates=names, how=how, sure=0.3, rule=answer.rule)
    role = person.first_role
    return Speaker(person.name, "person", role, how=how, sure=sure, person=person, rule=answer.rule)


def new_person(name: str, role: str | None) -> Speaker:
    person = Person(name, tuple(name.split()))
    return Speaker(name=name, kind="person", role=role or None, sure=0.85, person=person)


def namelike(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and token.text[-1:].isalpha()


def is_plural_office(token: Token) -> bool:
    """ "The Prime Ministers said": whoever bears the office, no body."""
    word = token.lower_.removesuffix("s")
    return word != token.lower_ and word in TWO


def not_closed_off(source: Token, cue: Token | None) -> Token:
    """ "With A and B, the Prime Ministers agreed": what the parser takes for an apposition is the
    subject where it has an article and no comma parts it from the verb."""
    for one in source.children:
        if cue is None or one.dep_ != "appos" or one.i != cue.i - 1:
            continue
        opens = one.left_edge
        if opens.lower_ == "the" and opens.i > source.i and opens.nbor(-1).text == ",":
            return one
    return source
