"""One word, several meetings: "held separate talks with A, B and C", "met A and, later, B".

A meeting whose parties are one side and a list of counterparts becomes one of each, where the
sentence says that they were met apart: by a word at the trigger ("separate", "bilateral" of
several talks, "one after the other"), or by an adverb between two counterparts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Token

from readout.extraction.decide.company import abbreviations, tidied
from readout.extraction.document import Document
from readout.lexicon.words import listed
from readout.model import MeetingMention, Participant

_APART = listed("separate.apart")
_EACH_ITS_OWN = listed("separate.plural")
_THEN = listed("separate.then")
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
    if trigger is None or not len(trigger) or len(mention.participants) < 3:
        return (mention,)
    groups = _groups(trigger.root, mention.participants)
    if groups is None:
        return (mention,)
    host, others = groups
    return tuple(
        replace(
            mention,
            participants=(host, *group) if _first(host) < _first(group[0]) else (*group, host),
            why={**mention.why, "parties": "met apart"},
        )
        for group in others
    )


def _first(participant: Participant) -> int:
    return participant.span[0] if participant.span is not None else 0


def _groups(
    trigger: Token, participants: Sequence[Participant]
) -> tuple[Participant, list[list[Participant]]] | None:
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
        host, counterparts = (before or elsewhere)[0], after
    elif len(before) >= 2 and len(after) == 1 and not elsewhere:
        host, counterparts = after[0], before
    else:
        return None
    if _met_apart(trigger, counterparts):
        return host, [[p] for p in counterparts]
    groups = [[counterparts[0]]]
    for one, other in pairwise(counterparts):
        if _break_between(trigger, one, other):
            groups.append([other])
        else:
            groups[-1].append(other)
    return (host, groups) if len(groups) > 1 else None


def _met_apart(trigger: Token, counterparts: Sequence[Participant]) -> bool:
    """Whether a word that goes with the trigger says so. "Bilateral" and "series of" only do of
    several: "bilateral talks with Mali" are one."""
    plural = trigger.tag_ in {"NNS", "NNPS"} and trigger.lower_ not in _ONE_IN_PLURAL
    last = _first(counterparts[-1])
    for token in trigger.sent:
        low = token.lower_
        near = token.head == trigger or token.head == trigger.head or token in trigger.children
        if low in _APART and (near or abs(token.i - trigger.i) <= 3 or token.idx > last):
            return True
        if low in _EACH_ITS_OWN and plural and 0 < trigger.i - token.i <= 4:
            return True
    return False


def _break_between(trigger: Token, one: Participant, other: Participant) -> bool:
    """Whether an adverb of time or way stands between two counterparts, and no clause begins."""
    assert one.span is not None
    assert other.span is not None
    run = trigger.doc.char_span(one.span[1], other.span[0], alignment_mode="contract")
    if run is None or any(t.pos_ in {"VERB", "AUX"} for t in run):
        return False
    return any(t.lower_ in _APART | _THEN for t in run)
