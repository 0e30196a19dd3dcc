"""The register of an article's people: who they are, and which token names whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token


@dataclass(slots=True)
class Person:
    """One person of the article. `words` are the tokens of the fullest name; `mentions` are
    token ranges; `sex` is `m`, `f` or empty when nothing says."""

    name: str
    words: tuple[str, ...]
    roles: list[str] = field(default_factory=list)
    nations: set[str] = field(default_factory=set)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    sex: str = ""

    @property
    def first_role(self) -> str | None:
        return self.roles[0] if self.roles else None


def distinct(people: Iterable[Person | None]) -> list[Person]:
    """Each person once, in the order of their first place; nobody left out."""
    return list({id(person): person for person in people if person is not None}.values())


@dataclass(slots=True)
class Register:
    """All persons, and which token belongs to which mention of whom."""

    people: list[Person]
    by_token: dict[int, tuple[Person, int, int]]
    rules: dict[int, str] = field(default_factory=dict)

    def at(self, token: Token) -> Person | None:
        """The person that the token is a word of."""
        found = self.by_token.get(token.i)
        return found[0] if found else None

    def rule(self, token: Token) -> str:
        """The rule that found the name which the token is a word of; `name.spread` for a
        word of a name found elsewhere."""
        found = self.by_token.get(token.i)
        return self.rules.get(found[1], "name.spread") if found else ""

    def mention(self, token: Token) -> tuple[int, int] | None:
        """The token range of the mention that the token is a word of."""
        found = self.by_token.get(token.i)
        return (found[1], found[2]) if found else None
