"""Whose officer is meant: "its president" is the president of the body named before, "his
spokesman" nobody who speaks for somebody else.

A person of the right office is not enough where the description says whose it is: the article
has many presidents and spokesmen. Who isn't told to be the owner's isn't meant.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from readout.extraction.find.people.register import Person
from readout.extraction.resolve.offices import seat_words
from readout.extraction.resolve.references import HE, SHE, References
from readout.extraction.syntax.clauses import child
from readout.lexicon.countries import countries
from readout.text.lemmas import lemma

_REACH: Final = 2  # sentences back within which the owning body is named
_BESIDE: Final = 6  # tokens between whose somebody is and his name
_BODIES: Final = frozenset({"ORG", "GPE", "NORP"})


def owning(source: Token) -> Token | None:
    """The pronoun that says whose the one described is: "*its* president", "*his* own lawyer"."""
    owner = child(source, "poss")
    if owner is None or owner.tag_ != "PRP$" or owner.lower_ in {"my", "our", "your"}:
        return None
    return owner


def may_be_theirs(person: Person, owner: Token, references: References) -> bool:
    """Whether a person may be the officer of whom a pronoun says whose he is.

    The officer of a body or a country is one whose role or nation names it; the officer of a
    person is somebody else than that person, and nobody else's.
    """
    roles = references.offices.roles_of(person)
    if introduced_as_theirs(person, owner, references):
        return True
    if owner.lower_ in HE | SHE:
        whose = references.he_or_she(owner).person
        if whose is None:
            return True
        if whose is person:
            return False
        words = {w.lower() for w in (*whose.words, *" ".join(whose.roles).split())}
        seats = [seat_words(role) for role in roles]
        shared = whose.nations & person.nations
        return bool(shared) or not seats or any(not s or s & words for s in seats)
    words, nations = _body_before(owner, references)
    if nations & person.nations:
        return True
    return any(seat_words(role) & words for role in roles)


def introduced_as_theirs(person: Person, owner: Token, references: References) -> bool:
    """ "His lawyer, Sione Tupou, asked for a date. … His lawyer said": who was named beside the
    same words before, or beside the same noun of somebody by name ("Reis's lawyer, Tupou"). He
    is nobody's own lawyer, so the pronoun means whoever it meant then, and not him."""
    doc, noun = owner.doc, lemma(owner.head)
    for start, _ in person.mentions:
        if start >= owner.i:
            break
        for token in doc[max(doc[start].sent.start, start - _BESIDE) : start]:
            if token.dep_ != "poss" or lemma(token.head) != noun or token.head.i > start:
                continue
            named = token.pos_ == "PROPN" and owner.lower_ in HE | SHE | {"their"}
            if token.lower_ != owner.lower_ and not named:
                continue
            if not any(t.pos_ in {"VERB", "AUX"} for t in doc[token.i : start]):
                return True
    return False


def is_of_another(person: Person, owner: Token, references: References) -> bool:
    """Whether the article tells a person to be the officer of somebody else than a pronoun means:
    every role of his says of what, and of nothing that the owner is called."""
    if owner.lower_ in HE | SHE:
        return not may_be_theirs(person, owner, references)
    words, nations = _body_before(owner, references)
    if nations & person.nations:
        return False
    seats = [seat_words(role) for role in references.offices.roles_of(person)]
    told = bool(nations and person.nations) or (bool(seats) and all(seats))
    return told and not any(s & words for s in seats)


def _body_before(owner: Token, references: References) -> tuple[set[str], set[str]]:
    """The words and the nations of the body named last before a pronoun."""
    doc, sentence_of = owner.doc, references.sentence_of
    for i in range(owner.i - 1, -1, -1):
        if sentence_of[owner.i] - sentence_of[i] > _REACH:
            break
        token = doc[i]
        if token.ent_type_ not in _BODIES or i in references.register.by_token:
            continue
        start = i
        while start and doc[start].ent_iob_ == "I":
            start -= 1
        words = {t.lower_ for t in doc[start : i + 1] if t.is_alpha}
        return words, {countries()[w] for w in words if w in countries()}
    return set(), set()
