"""One word, several meetings: "held separate talks with A, B and C", "met A and, later, B".

A meeting whose parties are one side and a list of counterparts becomes one of each, where the
sentence says that they were met apart: by a word at the trigger ("separate", "bilateral" of
several talks, "one after the other"), by an adverb between two counterparts, by a preposition said
again ("with A and with B"), or by a day or a place of each ("A in Jerusalem and B in Ramallah").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from spacy.tokens import Token

from readout.extraction.decide.company import abbreviations, tidied
from readout.extraction.document import Document
from readout.extraction.find.occasions.factuality import REPORTS
from readout.extraction.find.places import PlaceMention, named_place
from readout.extraction.find.times.days import Tense
from readout.extraction.find.times.expressions import TimeExpression
from readout.lexicon.words import listed
from readout.model import MeetingMention, Participant, Place, Span
from readout.text.lemmas import lemma

_APART = listed("separate.apart")
_EACH_ITS_OWN = listed("separate.plural")
_THEN = listed("separate.then")
_ONE_OTHER = re.compile(
    r"\bone (?:in|at) (?:the )?(?P<one>[A-Z])[^.;]{1,60}?"
    r" (?:the |an)?other (?:one )?(?:in|at) (?:the )?(?P<other>[A-Z])"
)
_SAID_AGAIN = frozenset({"with", "to"})
_ONE_IN_PLURAL = listed("folding.processes")


def each_once(document: Document, mentions: Sequence[MeetingMention]) -> tuple[MeetingMention, ...]:
    """Each party once, and each meeting of those that one word tells of."""
    short = abbreviations(document.text)
    found: list[MeetingMention] = []
    for mention in mentions:
        whole = replace(mention, participants=tidied(document, mention.participants, short))
        if len(whole.participants) < 2 <= len(mention.participants):
            continue
        parts = separated(document, whole)
        names = [{p.name for p in f.participants} for f in found]
        found.extend(
            part
            for part in parts
            if len(parts) == 1 or {p.name for p in part.participants} not in names
        )
    return tuple(found)


def separated(document: Document, mention: MeetingMention) -> tuple[MeetingMention, ...]:
    """The mention itself, or one for each counterpart or group of them that was met apart."""
    trigger = document.doc.char_span(*mention.trigger, alignment_mode="expand")
    if trigger is None or not len(trigger):
        return (mention,)
    if (places := _one_and_other(trigger.root)) and mention.format not in {"call", "video"}:
        why = {**mention.why, "parties": "met apart", "place": "place.met apart"}
        return tuple(replace(mention, place=place, why=why) for place in places)
    if len(mention.participants) < 3:
        return (mention,)
    groups = _groups(document, trigger.root, mention.participants)
    if groups is None:
        return (mention,)
    host, others = groups
    starts = [_first(group[0]) for group in others]
    ends = [*starts[1:], trigger.root.sent.end_char]
    return tuple(
        replace(
            _as_told_of(document, trigger.root, mention, span),
            participants=(*host, *group) if _first(host[0]) < _first(group[0]) else (*group, *host),
        )
        for group, span in zip(others, zip(starts, ends, strict=True), strict=True)
    )


def _one_and_other(trigger: Token) -> tuple[Place, ...]:
    """Of "two summits, one in Oslo and the other in Riga" both places."""
    sentence = trigger.sent
    if trigger.tag_ != "NNS":
        return ()
    pair = _ONE_OTHER.search(sentence.text, trigger.idx - sentence.start_char)
    if pair is None:
        return ()
    found: list[Place] = []
    for name in ("one", "other"):
        at = sentence.start_char + pair.start(name)
        town = sentence.doc.char_span(at, at + 1, alignment_mode="expand")
        if town is None or not len(town) or town[0].ent_type_ not in {"GPE", "LOC", "FAC"}:
            return ()
        whole = sentence.doc[town[0].i : max(town[0].i + 1, _end_of_entity(town[0]))]
        found.append(named_place(whole.root))
    return tuple(found)


def _end_of_entity(token: Token) -> int:
    end = token.i + 1
    while end < len(token.doc) and token.doc[end].ent_iob_ == "I":
        end += 1
    return end


def _as_told_of(
    document: Document, trigger: Token, mention: MeetingMention, span: Span
) -> MeetingMention:
    """The mention with the day and the place that stand beside one of its counterparts, those of
    all where there are none."""
    own: dict[str, Any] = {}
    why = {**mention.why, "parties": "met apart"}
    tense: Tense = "past" if mention.status in {"held", "denied"} else "future"
    for expression in _days(document, trigger, span):
        when = document.times.resolved(expression, trigger.sent, tense)
        if when is not None and when.start is not None:
            own["time"], why["time"] = when, "time.met apart"
            break
    for place in _places(document, trigger, span)[:1]:
        if mention.format not in {"call", "video"}:
            own["place"], why["place"] = place.place, "place.met apart"
    return replace(mention, why=why, **own)


def _days(document: Document, trigger: Token, span: Span) -> list[TimeExpression]:
    return [
        expression
        for expression, _ in document.times.in_sentence(document.sentence_at(trigger))
        if span[0] <= expression.span[0] < span[1] and expression.kind != "vague"
    ]


def _places(document: Document, trigger: Token, span: Span) -> list[PlaceMention]:
    return [
        place
        for place in document.places_in(document.sentence_at(trigger))
        if span[0] <= place.token.idx < span[1]
        and place.token.dep_ == "pobj"
        and place.token.head.lower_ in {"in", "at"}
    ]


def _first(participant: Participant) -> int:
    return participant.span[0] if participant.span is not None else 0


def _groups(
    document: Document, trigger: Token, participants: Sequence[Participant]
) -> tuple[list[Participant], list[list[Participant]]] | None:
    """The side that met all others, and the others, together as they were met."""
    sentence = trigger.sent
    here = sorted(
        (
            p
            for p in participants
            if p.span is not None and sentence.start_char <= p.span[0] < sentence.end_char
        ),
        key=_first,
    )
    before = [p for p in here if _first(p) < trigger.idx]
    after = [p for p in here if _first(p) > trigger.idx]
    elsewhere = [p for p in participants if p not in here]
    if len(after) >= 2 and len(before) + len(elsewhere) == 1:
        host, counterparts = before or elsewhere, after
    elif len(before) >= 2 and len(after) == 1 and not elsewhere:
        host, counterparts = after, before
    elif len(after) >= 2 and len(before) >= 2 and not elsewhere:
        # "A and B met C and D respectively"
        each = any(t.lower_ == "respectively" for t in sentence)
        return (before, [[p] for p in after]) if each else None
    else:
        return None
    if _met_apart(trigger, counterparts):
        return host, [[p] for p in counterparts]
    groups = [[counterparts[0]]]
    ends = [*(_first(p) for p in counterparts[2:]), sentence.end_char]
    for (one, other), end in zip(pairwise(counterparts), ends, strict=True):
        if _break_between(trigger, one, other) or _each_its_own(document, trigger, one, other, end):
            groups.append([other])
        else:
            groups[-1].append(other)
    return (host, groups) if len(groups) > 1 else None


def _met_apart(trigger: Token, counterparts: Sequence[Participant]) -> bool:
    """Whether a word that goes with the trigger says so. "Bilateral" and "series of" only do of
    several: "bilateral talks with Mali" are one."""
    if _calls_on(trigger):
        return True
    plural = trigger.tag_ in {"NNS", "NNPS"} and trigger.lower_ not in _ONE_IN_PLURAL
    last = _first(counterparts[-1])
    for token in trigger.sent:
        low = token.lower_
        near = token.head == trigger or token.head == trigger.head or token in trigger.children
        behind = token.idx > last and not _of_another_verb(token, trigger)
        if low in _APART and (near or abs(token.i - trigger.i) <= 3 or behind):
            return True
        if low in _EACH_ITS_OWN and plural and 0 < trigger.i - token.i <= 4:
            return True
    return False


def _of_another_verb(token: Token, trigger: Token) -> bool:
    """ "Dined with A, who received B *separately*": the way of whom somebody else met."""
    return token.head.dep_ == "relcl" and trigger.i < token.head.i < token.i


def _calls_on(trigger: Token) -> bool:
    """ "Will call on A, B and C", "paid courtesy calls on A and B": whoever calls on several
    goes from one to the next."""
    if lemma(trigger) != "call" or (trigger.pos_ == "NOUN" and trigger.tag_ != "NNS"):
        return False
    return any(c.dep_ == "prep" and c.lower_ in {"on", "upon"} for c in trigger.children)


def _break_between(trigger: Token, one: Participant, other: Participant) -> bool:
    """Whether an adverb of time or way stands between two counterparts, and no clause begins."""
    assert one.span is not None
    assert other.span is not None
    run = trigger.doc.char_span(one.span[1], other.span[0], alignment_mode="contract")
    if run is None or any(t.pos_ in {"VERB", "AUX"} for t in run):
        return False
    return any(t.lower_ in _APART | _THEN for t in run)


def _each_its_own(
    document: Document, trigger: Token, one: Participant, other: Participant, end: int
) -> bool:
    """Whether two counterparts have a day or a place each, or the preposition is said again."""
    assert one.span is not None
    assert other.span is not None
    run = trigger.doc.char_span(one.span[1], other.span[0], alignment_mode="contract")
    if run is None or not any(t.lower_ == "and" for t in run):
        return False
    if any(t.pos_ == "VERB" and lemma(t) not in REPORTS for t in run):
        return False
    named = trigger.doc.char_span(*other.span, alignment_mode="expand")
    if named is not None and named.root.dep_ in {"nsubj", "nsubjpass"}:
        return False  # "met A in Bonn, and B told reporters": another clause
    joint = max(t.i for t in run if t.lower_ == "and")
    again = trigger.doc[joint + 1]
    first = trigger.doc.char_span(trigger.idx, one.span[0], alignment_mode="contract")
    if again.lower_ in _SAID_AGAIN and first is not None:
        return any(t.lower_ == again.lower_ for t in first)
    here, there = (one.span[1], other.span[0]), (other.span[1], end)
    return any(
        bool(what(document, trigger, here)) and bool(what(document, trigger, there))
        for what in (_days, _places)
    )
