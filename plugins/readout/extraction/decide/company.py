"""The parties of a meeting as a reader would list them: each once, by its full name, and nobody
who only stands in another's description.

`tidied` is asked for what rules and reader found, each by itself: doubles, short forms, the
bearer of an office. `with_own_parties` is asked of both together, when all people are known: a body
of which somebody is the leader ("the leader of Orkney Islands Council") is left out where the
people are named, and becomes the office where nobody is ("the secretary-general of the OSCE").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from readout.extraction.document import Document
from readout.extraction.syntax.clauses import SUBJECTS, is_verb
from readout.lexicon.meetings import is_plural_of, party_words
from readout.lexicon.words import listed
from readout.model import MeetingMention, Participant

_BARE = listed("company.bare")
_PRESS = listed("company.press")
_IN_BRACKETS = re.compile(r"\(([A-Za-z][\w’'&.-]{1,9})\)")
_OFFICE_REACH = 6  # tokens before a body in which its office stands
_WORD = re.compile(r"[\w’'&.-]+")
_LEADING: Final = re.compile(
    r"(?P<office>(?:[\w'’-]+\s+){0,3}(?P<head>[\w-]+))\s+of\s+(?:the\s+)?$", re.IGNORECASE
)
_BEFORE: Final = 60  # characters
_OFFICES: Final = 80  # characters of offices between the first and the name
_OF_OFFICES: Final = re.compile(r"(?:,|of|for|the|[A-Z][\w’'.-]*|\s)*")


def abbreviations(text: str) -> dict[str, str]:
    """Short forms that a text explains in brackets → their long forms, by the letters of the
    short one in order, the first at the beginning of a word (Schwartz & Hearst 2003)."""
    found: dict[str, str] = {}
    for match in _IN_BRACKETS.finditer(text):
        short = match.group(1)
        if not short[0].isupper():
            continue
        words = list(_WORD.finditer(text, max(0, match.start() - 160), match.start()))
        words = words[-min(len(short) + 5, 2 * len(short)) :]
        if not words:
            continue
        start = _long_form(short, text, words[0].start(), match.start())
        if start is not None:
            found.setdefault(short, text[start : match.start()].strip())
    return found


def _long_form(short: str, text: str, low: int, high: int) -> int | None:
    """Where the long form begins; None where the letters of the short one aren't in it."""
    at = high
    for number, letter in reversed(list(enumerate(short.lower()))):
        if not letter.isalnum():
            continue
        at -= 1
        while at >= low and (
            text[at].lower() != letter or (number == 0 and at > low and text[at - 1].isalnum())
        ):
            at -= 1
        if at < low:
            return None
    long = text[at:high].strip()
    return at if len(long) > len(short) and long[:1].isupper() and "(" not in long else None


def tidied(
    document: Document, participants: Sequence[Participant], short: Mapping[str, str]
) -> tuple[Participant, ...]:
    """The participants without doubles: a short form is told by its long one; a bare plural
    beside two others ("the two sides") only says what they are. Fewer than two are left only of
    one phrase that was told as two ("the Ministers of the Environment").

    Args:
        short: what `abbreviations` found in the text.
    """
    kept: list[Participant] = []
    for one in (_bearer(document, p) or p for p in participants):
        name = _spelled_out(one.name, short) if one.type != "person" else one.name
        same = next((k for k in kept if k.name.casefold() == name.casefold()), None)
        if same is None:
            kept.append(one if name == one.name else replace(one, name=name))
    kept = [k for k in kept if not any(_is_of(document.text, other, k) for other in kept)]
    kept = [k for k in kept if k.type == "person" or k.name.lower() not in _PRESS]
    kept = [k for k in kept if not _borne(document, k, kept)]
    described = [k for k in kept if not _only_describes(document, k, kept)]
    if len(described) >= 2:
        kept = described
    for one in list(kept):
        if len(kept) > 2 and one.type == "group" and one.name.lower() in _BARE:
            kept.remove(one)
    return tuple(kept)


def _borne(document: Document, one: Participant, all_: Sequence[Participant]) -> bool:
    """Whether a party is an office that a named one right behind it bears ("the Prime Minister
    and Minister of Trade Sheikh Khalid"), or the named ones' own delegation."""
    people = [p for p in all_ if p is not one and p.resolution in {"named", "surname"}]
    if one.type == "group" and len(people) >= 2:
        words = one.name.lower().split()
        if words[-1] == "delegation" and not any(w[:1].isupper() for w in one.name.split()):
            return True
    if one.span is None or one.resolution in {"named", "surname", "pronoun"}:
        return False
    words = document.text[slice(*one.span)].split()
    if not words or not any(_is_office(w.lower()) for w in words) or not words[-1][:1].isupper():
        return False
    for person in people:
        if person.type != "person" or person.span is None:
            continue
        between = (
            document.text[one.span[1] : person.span[0]] if person.span[0] > one.span[1] else "."
        )
        if len(between) > _OFFICES or any(c in between for c in ".;:"):
            continue
        joint = re.split(r"\band\b", between)
        if all(_OF_OFFICES.fullmatch(part.strip()) for part in joint) and (
            len(joint) == 1 or any(_is_office(w.lower()) for w in joint[1].split())
        ):
            return True
    return False


def _only_describes(document: Document, one: Participant, all_: Sequence[Participant]) -> bool:
    """Whether a party stands in what is said of a named one, before or behind the name: "his
    counterpart from *Singapore*, Dr Balakrishnan", "Petty, director for *Yorkshire*"."""
    register = document.register
    tokens = _tokens(document, one)
    if not tokens or any(register.at(document.doc[i]) is not None for i in tokens):
        return False
    people = [p for p in all_ if p is not one and p.type == "person"]
    names = {p.name for p in people}
    if one.type == "country" and len(all_) > 2 and any(p.on_behalf_of == one.name for p in people):
        return True

    def named(token: Token) -> bool:
        person = register.at(token)
        return person is not None and person.name in names

    inside = set(tokens)
    at = document.doc[tokens[0] : tokens[-1] + 1].root
    while at.dep_ != "ROOT" and not is_verb(at) and at.dep_ not in SUBJECTS:
        if at.dep_ == "conj" and at.head.dep_ != "pobj":
            return False
        beside = at.dep_ == "appos" and named(at.head)
        around = any(c.dep_ == "appos" and named(c) for c in at.children)
        if at.i not in inside and (beside or around):
            return True
        at = at.head
    return False


def _is_of(text: str, whole: Participant, part: Participant) -> bool:
    """Whether a party is what another, a plural office right before it, is *of*."""
    if whole is part or whole.type == "person" or whole.span is None or part.span is None:
        return False
    word = whole.name.rsplit(" ", 1)[-1].lower()
    if not is_plural_of(word, "offices"):
        return False
    between = text[whole.span[1] : part.span[0]]
    return part.type == "org" and re.fullmatch(r"\s+of\s+(?:the\s+)?", between) is not None


def _bearer(document: Document, one: Participant) -> Participant | None:
    """Of "the chairman of its rival Morvan Acier, Thibault Descombières", told by the body alone,
    the person who bears the office; None where no office and no name stand around."""
    if one.span is None or one.resolution not in {"named", "group"}:
        return None
    tokens = _tokens(document, one)
    doc = document.doc
    if not tokens or tokens[-1] + 2 >= len(doc) or doc[tokens[-1] + 1].text != ",":
        return None
    behind = document.register.mention(doc[tokens[-1] + 2])
    person = document.register.at(doc[tokens[-1] + 2])
    if behind is None or person is None or behind[0] != tokens[-1] + 2 or person.name == one.name:
        return None
    before = list(doc[max(0, tokens[0] - _OFFICE_REACH) : tokens[0]])
    of = next((k for k in range(len(before) - 1, -1, -1) if before[k].lower_ == "of"), None)
    if not of or any(t.is_punct or t.pos_ in {"VERB", "CCONJ"} for t in before[of:]):
        return None
    offices = party_words("offices") | party_words("people")
    if not set(before[of - 1].lower_.split("-")) & offices or before[of - 1].tag_ == "NNS":
        return None
    span = (doc[behind[0]].idx, doc[behind[1] - 1].idx + len(doc[behind[1] - 1]))
    return Participant(person.name, before[of - 1].text, "person", span, None, "named")


def _spelled_out(name: str, short: Mapping[str, str]) -> str:
    """ "APSNO" → "Association of …"; a bracket that the parse cut open is closed off."""
    bare = re.sub(r"\s*\(([^()]*)\)?$", "", name) or name
    return short.get(bare, bare)


def _tokens(document: Document, participant: Participant) -> list[int]:
    assert participant.span is not None
    found = document.doc.char_span(*participant.span, alignment_mode="expand")
    return [t.i for t in found] if found is not None else []


def with_own_parties(mentions: Iterable[MeetingMention], text: str) -> tuple[MeetingMention, ...]:
    """The mentions of an article, each with those parties only that are parties of their own; one
    that has a single party left is as it was."""
    return tuple(_kept(mention, text) for mention in mentions)


def _kept(mention: MeetingMention, text: str) -> MeetingMention:
    people = [p for p in mention.participants if p.type == "person"]
    told = [_as_office(p, people, text) for p in mention.participants]
    kept = tuple(p for p in told if p is not None)
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
