"""What a later sentence takes back: "No such meeting took place."."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from spacy.tokens import Token

from readout.extraction.decide.folding import Evidence, Mention
from readout.extraction.document import Document
from readout.extraction.find.people.register import Person
from readout.extraction.resolve.participants import Party

# What was called off or is going on is not taken back by "the meeting will not take place".
_SETTLED: Final = frozenset({"under_way", "cancelled", "postponed"})
_REACH: Final = 4  # sentences
_NAMED: Final = 3  # sentences in which a denial that stands alone finds its names
_OCCASION = (
    r"(?:meetings?|encounters?|talks|conversations?|calls?|visits?|summits?|dinners?|discussions?)"
)
_DENIED: Final = re.compile(
    rf"\bno such (?:\w+ )?{_OCCASION}\b"
    rf"|\bno {_OCCASION} of (?:this|that|the|such a) (?:kind|sort)\b"
    rf"|\b(?:the|any|such an?|that|this) (?:\w+ )?{_OCCASION} (?:had |has |was |is )?"
    r"(?:never|not|did not|didn['’]t|does not) (?:ever )?(?:been )?"
    r"(?:take|taken|took|happen|happened|occur|occurred|held|exist|existed|planned)\b"
    rf"|\bthere (?:was|has been|is|were|will be) no(?: such)? {_OCCASION}\b",
    re.IGNORECASE,
)
# A rumour told in between, of which no meeting was read: the denial is of that one.
_HEARSAY: Final = re.compile(
    r"\b(?:reports?|rumou?rs?|claims?|suggestions?) (?:that|of)\b", re.IGNORECASE
)


def may_deny(document: Document) -> bool:
    """Whether a text may hold a denial although no word in it carries a meeting."""
    return _DENIED.search(document.text) is not None


def take_back(document: Document, mentions: list[Mention]) -> None:
    """Turn the meeting told last before such a sentence into a denied one, with the words as
    its cue. What the same article says of another day stays. A denial that stands alone ("has
    taken note of a report about A and B. No such meeting took place.") is a mention of its own."""
    doc, sentence_of = document.doc, document.sentence_of
    told = sorted(
        ((e.trigger[0], e.sentence[1], m) for m in mentions for e in m.evidence),
        key=lambda t: t[:2],
    )
    starts = [trigger for trigger, _, _ in told]
    for found in _DENIED.finditer(document.text):
        denial = doc.char_span(*found.span(), alignment_mode="expand")
        before = bisect_left(starts, found.start())
        if denial is None:
            continue
        near = False
        if before:
            trigger, end, last = told[before - 1]
            at = doc.char_span(trigger, trigger + 1, alignment_mode="expand")
            near = at is not None and sentence_of[denial.start] - sentence_of[at.start] <= _REACH
            hearsay = _HEARSAY.search(document.text, end, found.start())
            if near and last.status not in _SETTLED and not hearsay:
                last.status = "denied"
                last.cues = [found.span()]
                last.why["status"] = "status.taken back"
        if not near:
            alone = _standing_alone(document, sentence_of[denial.start], found)
            mentions.extend([alone] if alone is not None else [])


def _standing_alone(document: Document, at: int, found: re.Match[str]) -> Mention | None:
    """The two people whom the sentence of a denial, or one of those before it, names together."""
    for number in range(at, max(at - _NAMED, -1), -1):
        sentence = document.sentences[number]
        people: dict[int, tuple[Person, Token]] = {}
        for token in sentence:
            person = document.register.at(token)
            if person is not None and token.idx < found.start():
                people.setdefault(id(person), (person, token))
        if len(people) > 2:
            return None
        if len(people) == 2:
            denying = document.sentences[at]
            word = re.search(_OCCASION, found.group(), re.IGNORECASE)
            assert word is not None
            start = found.start() + word.start()
            span = (denying.start_char, denying.end_char)
            return Mention(
                parties=[_party(document, p, t) for p, t in people.values()],
                status="denied",
                trigger=(start, start + len(word.group())),
                sentence=span,
                word=word.group().lower(),
                text=denying.text.lower(),
                format="call" if word.group().lower().startswith("call") else "in_person",
                cues=[found.span()],
                why={"occasion": "occasion.denial", "status": "status.taken back"},
                evidence=[Evidence(span, (start, start + len(word.group())), 1.0)],
            )
    return None


def _party(document: Document, person: Person, token: Token) -> Party:
    start, stop = document.register.mention(token) or (token.i, token.i + 1)
    words = document.doc[start:stop]
    return Party(person.name, "person", (words.start_char, words.end_char), "named", person)
