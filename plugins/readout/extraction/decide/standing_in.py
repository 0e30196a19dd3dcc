"""Who takes whose part: "in place of Fausto Arizmendi, who has fallen ill", "the minister will be
represented by his deputy, Ana Costa", and who is meant by a group that only owns him: "miners’
leader Oyuunchimeg Dorj".

Read off the page: what stands between the words is short and regular, while the parser hangs it on
whatever verb is near.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from readout.extraction.document import Document
from readout.extraction.find.people.register import Person
from readout.model import MeetingMention, Participant, Span

_FOR: Final = re.compile(
    r"\b(?:instead of|in (?:the )?place of|in lieu of|rather than"
    r"|(?:stand|stood|step|fill|sit|sat)\w* in for|deputi[sz]\w+ for|replac(?:es?|ed|ing)"
    r"|tak(?:es?|ing) the (?:place|seat|chair) of|took the (?:place|seat|chair) of)\s+",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    r"\b(?:represented|replaced|deputi[sz]ed for|stood in for)\b(?: \w+ly)? by\s+", re.IGNORECASE
)
# What may stand between such words and the name: a title, an office, a comma.
_TITLE: Final = re.compile(r"(?:[\w’'-]+,?\s+){0,7}?")
_OWNED: Final = re.compile(r"^['’]s?\s+(?:[a-z][\w-]*,?\s+){1,3}$")
_NEAR: Final = 70  # characters


def with_stand_ins(
    document: Document, mentions: Iterable[MeetingMention]
) -> tuple[MeetingMention, ...]:
    """The mentions, each with those who came and, in `replaced`, those who were to come."""
    return tuple(_represented(document, _owners(document, m)) for m in mentions)


def _owners(document: Document, mention: MeetingMention) -> MeetingMention:
    """ "Between the prime minister and miners’ leader Dorj": she is the party, not the miners."""
    if all(p.type == "person" for p in mention.participants):
        return mention
    made: list[Participant] = []
    for party in mention.participants:
        person = None
        if party.type != "person" and party.span is not None:
            person = _next_person(document, party.span[1])
            if person is not None and not _OWNED.match(
                document.text[party.span[1] : person.span[0] if person.span else 0]
            ):
                person = None
        told = person or party
        if all(told.name != p.name for p in made):
            made.append(told)
    names = {p.name for p in made}
    if names == {p.name for p in mention.participants} or len(made) < 2:
        return mention
    return replace(mention, participants=tuple(made))


def _represented(document: Document, mention: MeetingMention) -> MeetingMention:
    start, end = _sentence(mention)
    people = {p.name for p in mention.participants if p.type == "person"}
    if not people:
        return mention
    for match in _FOR.finditer(document.text, start, end):
        gone = _next_person(document, match.end())
        if gone is not None:
            stayed = tuple(p for p in mention.participants if p.name != gone.name)
            return _with(mention, stayed, gone.name)
    for match in _BY.finditer(document.text, start, end):
        came, gone = (
            _next_person(document, match.end()),
            _last_person(document, start, match.start()),
        )
        if came is None or gone is None or came.name == gone.name:
            continue
        stayed = tuple(p for p in mention.participants if p.name not in (gone.name, came.name))
        return _with(mention, (came, *stayed), gone.name)
    return mention


def _with(mention: MeetingMention, parties: tuple[Participant, ...], gone: str) -> MeetingMention:
    """The mention with these parties, if two are left."""
    if len(parties) < 2:
        return mention
    return replace(mention, participants=parties, replaced=(*mention.replaced, gone))


def _sentence(mention: MeetingMention) -> Span:
    return next(
        (e for e in mention.evidence if e[0] <= mention.trigger[0] < e[1]), mention.evidence[0]
    )


def _next_person(document: Document, at: int) -> Participant | None:
    """The person whose name stands behind a place, with no more than a title between."""
    for start, stop, person in _names(document, at, at + _NEAR):
        if _TITLE.fullmatch(document.text[at:start].lstrip("’'s ")) is not None:
            return _participant(person, start, stop)
        return None
    return None


def _last_person(document: Document, start: int, end: int) -> Participant | None:
    """The person named last before a place of a sentence."""
    found = list(_names(document, start, end))
    if not found:
        return None
    first, stop, person = found[-1]
    return _participant(person, first, stop)


def _names(document: Document, start: int, end: int) -> Iterable[tuple[int, int, Person]]:
    """Names of persons that begin between two places, in order: characters and whose they are."""
    span = document.doc.char_span(start, min(end, len(document.text)), alignment_mode="expand")
    if span is None:
        return
    seen = -1
    for token in span:
        person = document.register.at(token)
        if person is None or token.i < seen:
            continue
        low, high = document.register.mention(token) or (token.i, token.i + 1)
        seen = high
        words = document.doc[low:high]
        if words.start_char >= start:
            yield words.start_char, words.end_char, person


def _participant(person: Person, start: int, stop: int) -> Participant:
    return Participant(person.name, person.first_role, span=(start, stop))
