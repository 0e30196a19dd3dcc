"""What the resolver answers: who is meant, or between whom nothing decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from readout.extraction.find.people.register import Person
from readout.model import SpeakerKind


@dataclass(frozen=True, slots=True)
class Answer:
    """Who a pronoun or a description means.

    Attributes:
        person: None when nobody fits, or when nothing decides between `candidates`.
        candidates: the persons that fit equally, best first.
        margin: points between the best and the second; infinite without a second.
        rule: what decided.
    """

    person: Person | None
    candidates: tuple[Person, ...] = ()
    margin: float = 0.0
    rule: str = ""


NOBODY: Final = Answer(None, rule="meant.nobody fits")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source.

    Attributes:
        name: the full name; None for anonymous and unknown ones.
        desc: the description of one without a name.
        candidates: the names between which nothing decides.
        how: `named`, `pronoun`, `description`, `plural`, `document` or `none`.
        sure: 0–1, how firmly the name follows from the text.
        rule: what decided.
    """

    name: str | None
    kind: SpeakerKind
    role: str | None = None
    desc: str | None = None
    candidates: tuple[str, ...] = ()
    how: str = "named"
    sure: float = 1.0
    person: Person | None = None
    rule: str = ""


UNKNOWN: Final = Speaker(None, "unknown", how="none", sure=0.4)
