"""What a name of a country, a body or a group stands for."""

from __future__ import annotations

from dataclasses import dataclass

from readout.lexicon.meetings import party_words
from readout.lexicon.words import listed
from readout.model import ParticipantType
from readout.names.reading import read_name
from readout.names.spelling import words_of
from readout.resolution.gazetteer import Gazetteer
from readout.resolution.idents import ident

# What may stand behind a country's name and still mean its government.
_GOVERNMENT = listed("resolution.bodies.government")
_LEADING = listed("resolution.bodies.leading")
_LEADING_PAIRS = (("members", "of"), ("representatives", "of"), ("officials", "from"))


@dataclass(frozen=True, slots=True)
class Body:
    """A country, body or group. `key` is empty for an empty name; `generic` ones ("aides",
    "business leaders") are named by what they are only."""

    party_id: str
    key: str
    name: str
    type: ParticipantType
    seeded: bool
    generic: bool


def _stem(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def read_body(name: str, type_: ParticipantType, gazetteer: Gazetteer) -> Body:
    """Read a participant that is no person.

    "Downing Street", "the British government" and "UK" are one party; a body that the seeds
    lack is known by its words, in the singular.
    """
    words = list(words_of(name))
    while len(words) > 1 and words[0] in _LEADING:
        words.pop(0)
    for pair in _LEADING_PAIRS:
        if len(words) > 2 and tuple(words[:2]) == pair:
            words = words[2:]
    rest = list(words)
    while rest:
        known = gazetteer.phrases.get(" ".join(rest))
        if known:
            return Body(known.party_id, known.party_id, known.name, known.type, True, False)
        if len(rest) > 1 and rest[-1] in _GOVERNMENT:
            rest.pop()
            continue
        break
    key = " ".join(_stem(w) for w in words)
    head = _stem(words[-1]) if words else ""
    generic = type_ == "group" or (bool(words) and (name.islower() or head in _people_words()))
    kind: ParticipantType = "org" if type_ == "country" else type_
    # A group's id is its words: outlets describe one group in several ways, which `likeness`
    # must be able to compare.
    party_id = "-".join(("group", *key.split())) if generic else ident("body", key)
    if type_ == "org" and not generic and _may_be_a_person(name):
        # Taken for a firm in one article and for a person in the next: the id of the person.
        party_id = ident("person", read_name(name).key)
    told = " ".join(name.split()) or "(no name)"
    return Body(party_id, key, told, kind, False, generic)


def _may_be_a_person(name: str) -> bool:
    """Whether a body's name could as well be somebody's: two or three capitalised words, none
    of them one that bodies bear."""
    words = name.split()
    if not 2 <= len(words) <= 3 or not read_name(name).whole:
        return False
    known = party_words("bodies") | party_words("audiences")
    return all(
        w[:1].isupper() and not w.isupper() and w.replace("-", "").isalpha() for w in words
    ) and not any(_stem(w) in known or w in known for w in words_of(name))


def _people_words() -> frozenset[str]:
    return party_words("people")
