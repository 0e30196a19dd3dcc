"""Speakers as they are made: of an answer, of a name that the register doesn't have, of a turn in
a script; and what a noun phrase says of itself before anybody is looked up."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from readout.extraction.find.people.register import Person, Register
from readout.extraction.find.people.trades import is_doer
from readout.extraction.find.speech.reports import Turn
from readout.extraction.resolve.answers import Answer, Speaker
from readout.extraction.resolve.naming import Callings
from readout.extraction.resolve.offices import is_human
from readout.extraction.syntax.clauses import child
from readout.extraction.syntax.phrases import noun_phrase
from readout.lexicon.meetings import first_names, party_words
from readout.lexicon.names import particles
from readout.lexicon.quotes import speakers
from readout.lexicon.words import listed
from readout.names.same import core
from readout.text.lemmas import lemma

TWO: Final = listed("resolve.sources.two")
_PEOPLE: Final = frozenset({"people", "person", "scientist", "author"})
_EXPERTS: Final = frozenset({"analyst", "economist", "strategist", "researcher"})
_A_NAME: Final = 4  # words
_UNNAMED: Final = listed("resolve.sources.unnamed")


def of_turn(turn: Turn, register: Register, callings: Callings) -> Speaker:
    """Who has the word in a script: by the line's name, fuller and in its own spelling where
    the text has it, or by the office that one person of the article holds."""
    if turn.body:
        return Speaker(turn.body, "org", sure=0.85, rule="turn")
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


def by_first_name(source: Token) -> Speaker | None:
    """ "New York congressman | Peter T. King", "Regina Ip | from the camp": from a first name, or
    else the last two words, of what is capitalised behind an office or a place, or in front of
    where somebody is from, if no recogniser takes it for a body. Alone it may be a firm's name."""
    doc, offices = source.doc, party_words("offices")
    titled = source.lower_ in offices and source.ent_type_ != "PERSON"
    if not namelike(source) or titled or source.lower_ in speakers("bodies"):
        return None
    start = source.i
    while start > source.sent.start and (
        doc[start - 1].text[:1].isupper() or doc[start - 1].lower_ in particles()
    ):
        start -= 1
    known = [i for i in range(start, source.i) if doc[i].lower_ in first_names()]
    first = known[0] if known else source.i - 1
    while not known and first > start and doc[first].lower_ in particles():
        first -= 1
    named = doc[first : source.i + 1]
    if not 2 <= len(named) <= _A_NAME or any(t.lower_ in offices for t in named[:-1]):
        return None
    if not known and source.ent_type_ not in {"", "PERSON"}:
        return None
    front = doc[min(first, noun_phrase(source)[0]) : first]
    held = any(t.lower_ in offices for t in front) and doc[first - 1].pos_ in {"NOUN", "PROPN"}
    of_where = any(c.dep_ == "prep" and c.lower_ in {"of", "from"} for c in source.rights)
    own = of_where and not front and source.ent_type_ in {"", "PERSON"} and start == first
    placed = bool(known and front) and all(t.ent_type_ in {"GPE", "NORP"} for t in front)
    if not (held or placed or own):
        return None
    role = " ".join(front.text.split()) if held else None
    return replace(new_person(named.text, role), rule="name.first name")


def medium_of(paper: Token) -> str:
    """ "Dundee's Evening Courier" → "Evening Courier": a paper without its town."""
    start, stop = noun_phrase(paper)
    for i in range(start, paper.i):
        if paper.doc[i].tag_ == "POS" and paper.doc[i - 1].ent_type_ in {"GPE", "LOC"}:
            start = i + 1
    while start < paper.i and paper.doc[start].lower_ == "the":
        start += 1
    return " ".join(paper.doc[start:stop].text.split())


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


def apposed(source: Token, callings: Callings) -> Speaker | None:
    """ "the palace's secretary, Ivar Holt,": the name behind the office, unknown to the
    register."""
    if not is_human(source) or source.tag_ not in {"NN", "NNP"}:
        return None
    doc = source.doc
    start = source.i + 1
    behind = noun_phrase(source)[1]
    if behind < len(doc) and doc[behind].text == ",":
        start = behind  # "founder and chief executive, Zhang Yiming"
    if start < len(doc) and doc[start].text == ",":
        start += 1
    stop = start
    while stop < len(doc) and doc[stop].text[:1].isupper() and doc[stop].text[-1:].isalpha():
        stop += 1
    if not 2 <= stop - start <= 4:
        return None
    if stop < len(doc) and doc[stop].pos_ in {"NOUN"}:
        return None
    role = " ".join(callings.plain(source).split())
    return new_person(doc[start:stop].text, role)


def without_occasion(source: Token, desc: str) -> str:
    """ "CARICOM leaders at their summit": where they speak is no part of the name."""
    where = [c for c in source.rights if c.dep_ == "prep" and c.lower_ in {"at", "during"}]
    if not where:
        return desc
    return desc.partition(f" {where[0].text} ")[0]


def at_an_occasion(source: Token) -> bool:
    """ "Parents at the rally": several people who are told by where they spoke. Officials, sources
    and experts stay unnamed there, too."""
    if lemma(source) in _UNNAMED or source.pos_ != "NOUN" or not is_human(source):
        return False
    if any(c.dep_ in {"compound", "nmod"} for c in source.lefts):
        return False
    where = next((c for c in source.rights if c.dep_ == "prep" and c.lower_ == "at"), None)
    of = child(where, "pobj") if where is not None else None
    return of is not None and any(c.lower_ in {"the", "a", "an", "this"} for c in of.lefts)


def are_known(source: Token) -> bool:
    """ "The marchers said": several whom the article has told of, as one; sources, experts and
    people stay unnamed."""
    if is_unnamed(source) or lemma(source) in _EXPERTS | _PEOPLE:
        return False
    return source.pos_ == "NOUN" and (is_human(source) or is_doer(lemma(source)))


def is_unnamed(source: Token) -> bool:
    """Whether a noun is of those who stay without a name, whosever they are: "officials"."""
    return lemma(source) in _UNNAMED


def whose_experts(source: Token) -> Token | None:
    """ "Analysts at Maple Capital": several who speak for one house, by its name."""
    if lemma(source) not in _EXPERTS:
        return None
    for where in source.rights:
        house = child(where, "pobj") if where.dep_ == "prep" and where.lower_ == "at" else None
        if (
            house is not None
            and house.pos_ == "PROPN"
            and not any(c.dep_ == "conj" for c in house.rights)
        ):
            return house
    return None


def identified(source: Token, start: int, stop: int) -> bool:
    """ "Polish farmers", "Mr Hale's supporters", "farmers of Kolar": told whose or where they
    are, several people speak as one. Officials, sources and experts stay unnamed."""
    if lemma(source) in _UNNAMED or not is_human(source):
        return False
    return any(t.pos_ == "PROPN" or t.ent_type_ == "NORP" for t in source.doc[start:stop])
