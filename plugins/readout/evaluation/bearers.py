"""Invented bearers of names, of many cultures, and how a name written in gold is taken apart."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from readout.evaluation.names import SUFFIXES, TITLES
from readout.lexicon.names import family_names_first

# Kinds of cultures; tests/gate/names.toml says what each is.
PLAIN_KINDS = ("plain", "calendar", "word")


@dataclass(frozen=True, slots=True)
class Culture:
    """Given names by sex, and family names, that may be combined freely."""

    name: str
    kind: str
    given: dict[str, tuple[str, ...]]
    family: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bearer:
    """A person who does not exist. `family` is empty where one name is all there is."""

    given: str
    family: str
    sex: str
    culture: str
    kind: str

    @property
    def full(self) -> str:
        parts = (self.family, self.given) if self.kind == "first" else (self.given, self.family)
        return " ".join(p for p in parts if p)


def draw(culture: Culture, sex: str | None, rng: random.Random) -> Bearer:
    """A bearer of a culture; of either sex when `sex` is None."""
    sex = sex or rng.choice(("male", "female"))
    given = rng.choice(culture.given[sex])
    if culture.kind == "two":
        family = " ".join(rng.sample(culture.family, 2))
    else:
        family = rng.choice(culture.family) if culture.family else ""
    return Bearer(given, family, sex, culture.name, culture.kind)


def of_kind(cultures: Sequence[Culture], kind: str) -> list[Culture]:
    """Cultures whose names may stand where a name of this kind stood."""
    kinds = PLAIN_KINDS if kind == "plain" else (kind,)
    return [c for c in cultures if c.kind in kinds]


@dataclass(frozen=True, slots=True)
class Parts:
    """A name as written in gold, without titles: `given` and `family` as phrases that may
    stand alone in a text; either may be empty."""

    given: str
    family: str
    kind: str


def take_apart(name: str, text: str) -> Parts | None:
    """Parts of a person's name, None where it can't be told which word is what.

    Args:
        name: as gold gives it. text: where it occurs, which shows what is used alone.
    """
    words = [w for w in name.split() if w.lower().rstrip(".,") not in SUFFIXES]
    title = max((i for i, w in enumerate(words) if w.lower().rstrip(".") in TITLES), default=-1)
    words, titled = words[title + 1 :], title >= 0
    words = [w for w in words if not (len(w.rstrip(".")) == 1 or w.endswith("."))]
    if not words or not all(w[:1].isalpha() for w in words):
        return None
    if len(words) == 1:
        # "King Harald" is called by his given name, "Mr Whitcombe" by his family's.
        royal = titled and name.split()[0].lower() in _ROYAL
        return Parts(words[0], "", "plain") if royal else Parts("", words[0], "plain")
    small = next((i for i, w in enumerate(words) if i and _is_particle(w)), None)
    if small is not None and small < len(words) - 1:
        return Parts(" ".join(words[:small]), " ".join(words[small:]), "particle")
    if any(not w[:1].isupper() for w in words):
        return None
    if words[0].lower() in family_names_first() and words[-1].lower() not in family_names_first():
        return Parts(" ".join(words[1:]), words[0], "first")
    if len(words) == 3 and _alone(words[1], text):
        return Parts(words[0], " ".join(words[1:]), "two")
    if len(words) == 2:
        return Parts(words[0], words[1], "plain")
    return Parts(words[0], words[-1], "plain") if len(words) == 3 else None


_ROYAL = frozenset(("king", "queen", "prince", "princess", "pope", "sheikh"))


def _is_particle(word: str) -> bool:
    return word[:1].islower() or word in {"Van", "De", "Di", "Von", "Del"}


def _alone(word: str, text: str) -> bool:
    """The middle word of a name occurs with no capitalised word before it."""
    before = ""
    for found in text.replace("{", " ").split():
        if found.strip("“”\"'’,.;:!?()}").removesuffix("’s") == word and not before[:1].isupper():
            return True
        before = found.strip("“\"'(")
        if before[-1:] in ".!?:,":
            before = ""
    return False
