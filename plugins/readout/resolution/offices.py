"""People who are named by their office only: "the mayor of Rosario", "his Zambian counterpart".

What fits is said here for one description and one role; whether the two are one person is
decided by the company and the time besides (`people`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from readout.lexicon.meetings import party_words
from readout.lexicon.words import listed
from readout.names.spelling import words_of
from readout.resolution.gazetteer import Gazetteer

_LINKS = listed("resolution.offices.links")
_PEERS = listed("resolution.offices.peers")
_HEADS = (
    party_words("offices") | party_words("people") | _PEERS | listed("resolution.offices.heads")
)
# Who is this isn't who is that: the deputy mayor is not the mayor.
_MARKS = listed("resolution.offices.marks")
_AREAS = dict(pair.split() for pair in listed("resolution.offices.areas"))
_PRONOUNS = frozenset({"his", "her", "its", "their"})
# Offices that one country calls so and the next otherwise.
_SAME_HEADS = (frozenset({"minister", "secretary"}), frozenset({"premier", "minister"}))


@dataclass(frozen=True, slots=True)
class Office:
    """An office taken apart: "Danish environment minister" is a `minister`, of `nation` Denmark,
    `rest` environment; "deputy" and the like are its `marks`."""

    head: str
    nation: str | None
    rest: frozenset[str]
    marks: frozenset[str]

    @property
    def is_peer(self) -> bool:
        """A counterpart: whoever holds, on the other side, the office of the one he meets."""
        return self.head in _PEERS

    def fits(self, role: Office) -> bool:
        """Whether the bearer of a role may be who is described so. What one of them leaves out
        speaks for nothing; what both say must not differ."""
        if self.marks != role.marks:
            return False
        if self.nation and role.nation and self.nation != role.nation:
            return False
        if self.is_peer:
            # Of a land that the seeds don't know: then its adjective stands in neither.
            return self.nation is None or role.nation is not None
        if self.head != role.head and {self.head, role.head} not in _SAME_HEADS:
            return False
        return not (self.rest and role.rest) or self.rest <= role.rest or role.rest <= self.rest


@lru_cache(maxsize=16384)
def _split(text: str) -> tuple[str, tuple[str, ...]] | None:
    """The head of a description and its other words; None when its head is no office."""
    words = [w for w in words_of(text) if w not in _PRONOUNS]
    before = words[: words.index("of")] if "of" in words else words
    before = before[: before.index("for")] if "for" in before else before
    if not before:
        return None
    head = before[-1]
    if head not in _HEADS:
        return None
    at = len(before) - 1
    rest = (w for i, w in enumerate(words) if i != at and w not in _LINKS)
    return head, tuple(_AREAS.get(w, w) for w in rest)


def office_of(text: str | None, gazetteer: Gazetteer) -> Office | None:
    """The office that a description or a role tells; None for a plural or no office."""
    split = _split(text or "")
    if split is None:
        return None
    head, words = split
    nation, rest = None, []
    i = 0
    while i < len(words):
        for width in (3, 2, 1):
            phrase = " ".join(words[i : i + width])
            known = gazetteer.nations.get(phrase) or (
                phrase.title() if phrase.title() in gazetteer.country_names else None
            )
            if known:
                nation = nation or known
                i += width
                break
        else:
            rest.append(words[i])
            i += 1
    marks = frozenset(rest) & _MARKS
    return Office(head, nation, frozenset(rest) - marks, marks)


def office_key(text: str | None, gazetteer: Gazetteer) -> str:
    """What an office is known by alone, whoever was met: "Faroese fisheries minister", "leader of
    Orkney Islands Council". Empty for what many may be: "the foreign minister", "the mayor of the
    town".
    """
    office = office_of(text, gazetteer)
    if office is None or office.is_peer or not office.rest:
        return ""
    proper = any(
        w[:1].isupper() and set(words_of(w)) & office.rest - _HEADS for w in (text or "").split()
    )
    if not (office.nation or (proper and len(office.rest) > 1)):
        return ""
    parts = (office.head, office.nation or "", *sorted(office.rest), *sorted(office.marks))
    return " ".join(parts)
