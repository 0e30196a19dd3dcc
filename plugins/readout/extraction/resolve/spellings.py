"""Names within an article that look like another's: one spelt in two ways ("Pellham" beside
"Pelham"), a family name that is somebody's given name."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.find.people.register import Person, Register
from readout.names.same import NearWords

_BEFORE_FAMILY: Final = frozenset({"mr", "mrs", "ms", "miss"})
_WORD: Final = re.compile(r"[^\s-]+")
_SHORTEST: Final = 5  # letters of a family name; shorter ones differ by one letter too often


class Spellings:
    """Whom an article names in full, to be found by another spelling of his family name, and
    whom it calls by which."""

    def __init__(self, doc: Doc, register: Register) -> None:
        self._doc = doc
        self._register = register
        self._bearers: dict[str, list[Person]] = {}
        for person in register.people:
            if len(person.words) > 1 and len(person.words[-1]) >= _SHORTEST:
                self._bearers.setdefault(person.words[-1], []).append(person)
        self._families = NearWords(self._bearers)

    @cached_property
    def _by_tail(self) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = {}
        for person in self._register.people:
            for start in _WORD.finditer(person.name):
                found.setdefault(person.name[start.start() :], []).append(person)
        return found

    def ending_in(self, name: str) -> list[Person]:
        """The people whose name is these words, or ends in them ("Salem" of "Nouri al-Salem")."""
        return self._by_tail.get(" ".join(name.split()), [])

    def meant(self, person: Person) -> Person:
        """The one whom the article names more often, or in full, by a name that differs in one
        letter: of the same given name, or told without one by whom no fuller name stands.
        Himself where there is none, or there are two."""
        alone = len(person.words) == 1
        alike = [
            other
            for family in self._families.near(person.words[-1])
            for other in self._bearers[family]
            if alone
            or (
                person.words[:-1] == other.words[:-1] and len(other.mentions) > len(person.mentions)
            )
        ]
        named = len(person.words[-1]) >= _SHORTEST and len(alike) == 1
        return alike[0] if named else person

    @cached_property
    def _styled(self) -> set[tuple[str, str]]:
        """The words that the article has behind Mr or Mrs, with the title."""
        pairs = ((_titled(token), token.text) for token in self._doc[1:])
        return {pair for pair in pairs if pair[0] in _BEFORE_FAMILY}

    def only_by_given_name(self, source: Token, person: Person) -> bool:
        """ "Mr Howard" where Howard Flint is "Mr Flint": whether a name behind a title is taken
        for a person by his given name, though the article titles him by his family name."""
        given, family = person.words[0], person.words[-1]
        title = _titled(source)
        if source.text != given or given == family or title not in _BEFORE_FAMILY:
            return False
        return (title, family) in self._styled


def _titled(token: Token) -> str:
    return token.doc[token.i - 1].lower_.strip(".") if token.i else ""
