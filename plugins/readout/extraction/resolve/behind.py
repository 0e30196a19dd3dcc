"""A speaker's name that stands behind what he is: "the hydrologist at the university, A B"."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from readout.extraction.find.people.names import is_title
from readout.extraction.find.people.register import Person, Register
from readout.extraction.resolve.naming import Callings
from readout.extraction.resolve.offices import is_human

_CALLED: Final = 12  # tokens within which a name follows its role


def named_behind(register: Register, source: Token) -> Person | None:
    """ "City councillor for transport A B", "the hydrologist at the university in X, A B": the
    only name that ends the noun phrase of one who is human, where no preposition brings it in
    ("the aide to A B")."""
    if not is_human(source) or source.tag_ == "NNS":
        return None
    found: Person | None = None
    at, stop = source.i + 1, min(source.right_edge.i + 1, source.i + 25)
    while at < stop:
        token = source.doc[at]
        mention = register.mention(token)
        if mention is None:
            if token.pos_ in {"VERB", "AUX"} or token.tag_ in {"WP", "WDT"}:
                break
            at += 1
            continue
        before = mention[0] - 1
        while before > source.i and (
            is_title(source.doc[before]) or source.doc[before].text[:1].isupper()
        ):
            before -= 1
        brought = source.doc[before]
        if found is not None or not (brought.text == "," or brought.pos_ in {"NOUN", "PROPN"}):
            return None
        found, at = register.at(token), mention[1]
    return found


def called(register: Register, source: Token, callings: Callings) -> Person | None:
    """ "A spokesman for Musa, Karim Aziz, in a briefing, said": whom the article gives these
    words for a role, named right behind them."""
    if not is_human(source) or source.tag_ == "NNS":
        return None
    role = callings.plain(source).split(",")[0].lower()
    if " " not in role:
        return None
    for token in source.doc[source.i + 1 : source.i + _CALLED]:
        person = register.at(token)
        if person is not None and any(role == r.lower() for r in person.roles):
            return person
    return None


def beside_cue(register: Register, source: Token, cue: Token | None) -> Person | None:
    """ "The head of the bakeries division at the chamber, Adel Gharib, said": the name between
    a comma and the cue, however long the office in front of it."""
    if cue is None or cue.i - source.i < 3 or source.tag_ in {"NNS", "NNPS"}:
        return None
    at = cue.i - 1
    while at > source.i and (
        source.doc[at].text == "," or source.doc[at].dep_ in {"aux", "advmod", "neg"}
    ):
        at -= 1
    mention = register.mention(source.doc[at]) if at > source.i else None
    if mention is None or mention[0] <= source.i:
        return None
    person, before = register.at(source.doc[at]), source.doc[mention[0] - 1]
    if before.text == ",":
        return person if is_human(source) else None
    # "Teachers' Union General Secretary Per Lund": one name behind what he is of.
    while before.i > source.i and is_title(before):
        before = before.nbor(-1)
    named = person is not None and len(person.words) > 1 and bool(person.sex)
    tells = before.text[:1].isupper() and before.pos_ == "PROPN" and before.i > source.i
    return person if named and tells and at == cue.i - 1 else None
