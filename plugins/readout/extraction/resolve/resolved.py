"""A speaker as resolved: the value that the rules for sources hand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from readout.extraction.find.people.register import Person
from readout.model import SpeakerKind


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source.

    Attributes:
        name: the full name; None for anonymous and unknown ones.
        desc: the description of one without a name.
        candidates: the names between which nothing decides.
        how: `named`, `pronoun`, `description`, `plural`, `document` or `none`.
        sure: 0–1, how firmly the name follows from the text.
    """

    name: str | None
    kind: SpeakerKind
    role: str | None = None
    desc: str | None = None
    candidates: tuple[str, ...] = ()
    how: str = "named"
    sure: float = 1.0
    person: Person | None = None


UNKNOWN: Final = Speaker(None, "unknown", how="none", sure=0.4)
