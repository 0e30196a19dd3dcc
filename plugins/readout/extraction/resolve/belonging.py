"""Who is somebody else's: "the governor's lawyers" are not the governor.

Whoever meets a senator's aides or a singer's family has not met the senator or the singer.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from readout.lexicon.meetings import party_words
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_KIN: Final = listed("resolve.participants.kin") | listed("resolve.belonging.others")
_PEERS: Final = listed("resolution.offices.peers")
_WHERE: Final = frozenset({"at", "in", "inside", "outside"})


def belonging(name: Token) -> Token | None:
    """Those who belong to somebody named and meet for themselves, by the head of their phrase:
    people, kin or a body behind the name's possessive ("Orr's lawyers"), in front of an "of" or a
    "for" ("a spokesman for Orr"), or with the name before them ("the Orr campaign").

    None where the name stands for itself, where what it has is nobody ("her visit"), a place to
    meet ("at Orr's club"), or one of its own rank, whom others are asked for ("Orr's counterpart").

    Args:
        name: the head of the name.
    """
    head = _owned(name)
    if head is None or head.pos_ not in {"NOUN", "PROPN"}:
        return None
    if head.dep_ == "pobj" and head.head.lower_ in _WHERE:
        return None
    base = lemma(head).lower()
    known = base in _KIN or base in party_words("people") or base in party_words("bodies")
    return head if known and base not in _PEERS else None


def _owned(name: Token) -> Token | None:
    head = name.head
    if name.dep_ == "poss" and head.i > name.i:
        return head
    if name.dep_ in {"compound", "nmod"} and name.i < head.i <= name.i + 3:
        # Not "Minister Orr and Defence Minister Hale": what has a name in front is a common noun.
        return head if all(t.text.islower() for t in name.doc[name.i + 1 : head.i + 1]) else None
    if name.dep_ == "pobj" and head.lower_ in {"of", "for"} and head.dep_ == "prep":
        # "The Speaker of | the House Nancy Pelosi": of that body, and she is who speaks for it.
        between = name.doc[head.i + 1 : name.i]
        whole = any(t.dep_ == "det" for t in between) and name.ent_type_ == "PERSON"
        return None if whole else head.head
    return None


def is_kin(token: Token) -> bool:
    """Whether it tells somebody's family, agent or follower, which only a person has."""
    return lemma(token).lower() in _KIN
