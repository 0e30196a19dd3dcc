"""Names within an article that look like another's: one spelt in two ways ("Pellham" beside
"Pelham"), a family name that is somebody's given name."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from readout.extraction.find.people.register import Person, Register

_BEFORE_FAMILY: Final = frozenset({"mr", "mrs", "ms", "miss"})
_SHORTEST: Final = 5  # letters of a family name; shorter ones differ by one letter too often


def respelt(person: Person, register: Register) -> Person:
    """The one whom the article names more often, or in full, by a name that differs in one
    letter: of the same given name, or told without one by whom no fuller name stands. Himself
    where there is none, or there are two."""
    family = person.words[-1]
    if len(family) < _SHORTEST:
        return person
    alike = [
        other
        for other in register.people
        if other is not person
        and len(other.words) > 1
        and len(other.words[-1]) >= _SHORTEST
        and _one_letter_off(family, other.words[-1])
        and (len(person.words) == 1 or person.words[:-1] == other.words[:-1])
        and (len(person.words) == 1 or len(other.mentions) > len(person.mentions))
    ]
    return alike[0] if len(alike) == 1 else person


def _one_letter_off(one: str, other: str) -> bool:
    """Whether a letter is missing, doubled, changed or changes places with its neighbour."""
    if one == other or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return swapped or short[at + 1 :] == long[at + 1 :]


def only_by_given_name(source: Token, person: Person) -> bool:
    """ "Mr Howard" where Howard Flint is "Mr Flint": whether a name behind a title is taken for
    a person by his given name, though the article titles him by his family name."""
    given, family = person.words[0], person.words[-1]
    title = _titled(source)
    if source.text != given or given == family or title not in _BEFORE_FAMILY:
        return False
    return any(token.text == family and _titled(token) == title for token in source.doc)


def _titled(token: Token) -> str:
    return token.doc[token.i - 1].lower_.strip(".") if token.i else ""
