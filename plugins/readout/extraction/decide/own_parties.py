"""Which of a meeting's parties are parties of their own.

What rules and reader name beside the people may only say who they are: whose head somebody is
("the teachers' union head Mthethwa"), of what he is the leader ("the leader of Orkney Islands
Council"), who the named ones are together ("the two men", "the environment ministers of Germany and
France, A and B"). Such a party is left out where the people are named, and becomes the office where
nobody is ("the secretary-general of the OSCE").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from readout.lexicon.meetings import party_words
from readout.lexicon.words import listed
from readout.model import MeetingMention, Participant, Span

# "… union head ", right before the name of its bearer: no comma, no other clause between.
_TITLE: Final = re.compile(r"^(?:['’]s?)?(?:\s+[\w'’-]+){0,4}\s+$")
_LEADING: Final = re.compile(
    r"(?P<office>(?:[\w'’-]+\s+){0,3}(?P<head>[\w-]+))\s+of\s+(?:the\s+)?$", re.IGNORECASE
)
_LAND: Final = r"(?:the )?[A-Z][\w.’' -]*?"
_OF_LANDS: Final = re.compile(
    rf"\b(?P<head>[\w-]+)s of (?:{_LAND}(?:, (?:and )?| and )){{0,5}}(?:the )?$"
)
_MORE_LANDS: Final = re.compile(rf"(?:(?:, (?:and )?| and ){_LAND}){{0,5}}, ")
_LANDS: Final = re.compile(rf" of {_LAND}(?:(?:, (?:and )?| and ){_LAND}){{0,5}}, ")
_COUNTED: Final = re.compile(r"\b(?:two|three|four|both)\s+(?:\w+\s+)?$", re.IGNORECASE)
_JOINTS: Final = listed("own_parties.joints")
_BARE: Final = listed("own_parties.bare")
_BEFORE: Final = 60  # characters


def with_own_parties(mentions: Iterable[MeetingMention], text: str) -> tuple[MeetingMention, ...]:
    """The mentions of an article, each with those parties only that are parties of their own; one
    that has a single party left is as it was."""
    return tuple(_kept(mention, text) for mention in mentions)


def _kept(mention: MeetingMention, text: str) -> MeetingMention:
    people = [p for p in mention.participants if p.type == "person"]
    told = [_as_office(p, people, text) for p in mention.participants]
    kept = tuple(p for p in told if p is not None and not _describes(p, people, text))
    if len(kept) < 2 or kept == mention.participants:
        return mention
    return replace(mention, participants=kept)


def _as_office(party: Participant, people: list[Participant], text: str) -> Participant | None:
    """A body of which somebody is the head: the office, or nothing where two people are named."""
    if party.type not in ("org", "person") or party.span is None:
        return party
    start = party.span[0]
    leading = _LEADING.search(text, max(0, start - _BEFORE), start)
    if leading is None or not _is_office(leading["head"]):
        return party
    if party.type == "person":
        # A firm taken for a person: nobody is the mayor of a person.
        if leading["head"].lower() not in party_words("people") or len(people) != 2:
            return party
    elif len(people) >= 2:
        return None
    words = leading["office"].split()
    first = next((i for i, w in enumerate(words) if w.lower() == "the"), None)
    if first is None:
        return party
    begin = leading.start() + leading["office"].index(words[first]) + len("the ")
    return replace(
        party, name=text[begin : party.span[1]], type="group", span=(begin, party.span[1])
    )


def _is_office(word: str) -> bool:
    """ "Leader", "secretary-general"."""
    return bool(set(word.lower().split("-")) & (party_words("offices") | {"head"}))


def _describes(party: Participant, people: list[Participant], text: str) -> bool:
    """Whether a party only says who somebody beside it is."""
    if party.span is None:
        return False
    if party.type == "country":
        return _of_the_named(party.span, people, text)
    if party.type not in ("group", "org"):
        return False
    start, end = party.span
    if any(p.span is not None and _is_title(text[end : p.span[0]]) for p in people):
        return True
    if len(people) < 2 or party.type != "group":
        return False
    if party.name.lower() in _BARE or _COUNTED.search(text, max(0, start - 20), start):
        return True
    behind = [p.span[0] - end for p in people if p.span is not None and p.span[0] >= end]
    return bool(behind) and _is_plural(party.name) and text[end : end + min(behind)].strip() == ","


def _of_the_named(span: Span, people: list[Participant], text: str) -> bool:
    """ "The ministers of Germany, France and Switzerland, A, B and C": whom the three act for."""
    behind = [p.span[0] for p in people if p.span is not None and p.span[0] > span[1]]
    if not behind:
        return False
    if _is_plural(text[slice(*span)]):  # the country is told by the office
        return _LANDS.fullmatch(text, span[1], min(behind)) is not None
    head = _OF_LANDS.search(text, max(0, span[0] - _BEFORE), span[0])
    if head is None or not _is_office(head["head"]):
        return False
    return _MORE_LANDS.fullmatch(text, span[1], min(behind)) is not None


def _is_title(between: str) -> bool:
    """Whether what stands between a body and a name makes it the name's title."""
    if not between or _TITLE.match(between) is None:
        return False
    words = [w.strip("'’").lower() for w in between.split()]
    offices = party_words("offices") | party_words("people")
    return bool(words) and words[-1] in offices and not set(words) & _JOINTS


def _is_plural(name: str) -> bool:
    head = name.split(" of ")[0].split()[-1].lower()
    return head.endswith("s") and head.removesuffix("s") in party_words("people")
