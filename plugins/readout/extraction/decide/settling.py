"""What becomes of a status once the rest is known: its date, an answer, the occasion it is of."""

from __future__ import annotations

from datetime import date, timedelta

from spacy.tokens import Token

from readout.extraction.find.occasions.arguments import find_sides
from readout.extraction.find.occasions.factuality import Verdict
from readout.extraction.find.occasions.status import read_status
from readout.extraction.find.occasions.triggers import Trigger
from readout.extraction.find.times.days import Tense
from readout.extraction.syntax.clauses import FINITE, climb, hanging, hangs, negation_of
from readout.lexicon.meetings import noun_frames
from readout.lexicon.words import listed
from readout.model import Status, When
from readout.text.lemmas import lemma

# "In March 1978 she arranged a meeting" tells of one that was held.
_LONG_AGO = timedelta(days=31)


def of_occasion(verb: Token, verdict: Verdict) -> None:
    """ "A dinner at which she was to meet him was cancelled": what became of the dinner."""
    for ancestor in climb(verb):
        if ancestor.dep_ != "relcl" or lemma(ancestor.head) not in noun_frames():
            continue
        noun = Trigger(ancestor.head, "noun", noun=noun_frames()[lemma(ancestor.head)])
        outer = read_status(noun, find_sides(noun).holder)
        if outer.status in {"cancelled", "postponed", "denied"}:
            verdict.status, verdict.cues, verdict.ahead = outer.status, outer.cues, False
        return


def accepted(trigger: Token, verdict: Verdict) -> None:
    """An invitation that the same or the next sentence says was accepted."""
    if verdict.status != "possible" or not any(
        t.lower_.startswith("invit") or t.lower_ in {"offer", "offered"} for t in verdict.cues
    ):
        return
    doc, end = trigger.doc, trigger.sent.end
    if end < len(doc):
        end = doc[end].sent.end
    for token in doc[trigger.i : end]:
        if lemma(token) == "accept" and token.tag_ in {"VBD", "VBN", "VBZ"}:
            if negation_of(token) is None:
                verdict.status = "scheduled"
                verdict.cues.append(token)
            return


def planned_then(trigger: Token) -> bool:
    """ "Was to see him on Sunday", "had been due to meet on Monday", "would have met her": what was
    planned in the past may lie on either side of today."""
    ahead = False
    for node in (trigger, *climb(trigger, _CHAIN)):
        aux = {c.lower_ for c in node.children if c.dep_ in {"aux", "auxpass"}}
        if {"would", "have"} <= aux:
            return True
        if ahead and node != trigger and (node.lower_ in _WAS or aux & {*_WAS, "had"}):
            return True
        if node.dep_ in _CLAUSES:
            return False
        ahead = ahead or any(c.tag_ == "TO" for c in node.children)
    return False


_CHAIN = 4
_CLAUSES = frozenset({"ccomp", "relcl", "parataxis"})
_WAS = frozenset({"was", "were"})


def of_the_past(trigger: Token) -> bool:
    """Whether what has no tense itself lies in a clause that tells of the past: "meeting on Monday,
    they agreed", "speaking after a meeting on Monday, she said"."""
    if trigger.tag_ == "VBG" and not hangs(trigger, "aux"):
        beside = hanging(trigger, "conj")  # where the parser takes the participle for the verb
        if beside:
            return beside[0].tag_ == "VBD"
    for node in (trigger, *climb(trigger)):
        if node.tag_ == "VB":
            return False  # "arrived on Tuesday to meet her on Thursday"
        if node.dep_ == "prep" and node.lower_ not in _WITHIN:
            return False
        if node.tag_ in FINITE:
            return node.tag_ == "VBD"
    return False


_WITHIN = listed("settling.within")


def tense_of(verdict: Verdict, trigger: Token | None = None) -> Tense:
    """Which way a weekday of this clause points."""
    if verdict.status == "present" and trigger is not None and of_the_past(trigger):
        return "past"
    if verdict.ahead:
        return "future"
    if verdict.status in {"held", "denied", "cancelled", "postponed"}:
        return "past"
    if verdict.status in {"under_way", "present"}:
        return "present"
    return "future"


def settled(verdict: Verdict, when: When | None, published: date | None) -> Status:
    """Let a stated day decide what tense alone leaves open."""
    status = verdict.status
    start = when.start if when is not None else None
    end = when.end if when is not None else None
    ahead = start is not None and published is not None and start > published
    today = (
        start is not None
        and end is not None
        and published is not None
        and start <= published <= end
    )
    if status == "present":
        if ahead:
            return "scheduled"
        return "under_way" if verdict.starting and today else "held"
    if status == "scheduled" and not verdict.ahead and end is not None and published is not None:
        return "held" if end < published - _LONG_AGO else "scheduled"
    if status == "held":
        if ahead:
            return "scheduled"
        if verdict.starting and today:
            return "under_way"
    if status == "under_way" and ahead:
        return "scheduled"
    if status == "under_way" and end is not None and published is not None and end < published:
        return "held"
    return status
