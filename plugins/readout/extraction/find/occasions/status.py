"""The status of the clause that tells of a meeting, with the words that decide it.

Reads upward from the trigger: its own modifiers, tense and modals, then each verb, noun or
adjective that governs it, until a main clause is reached. The nearest word of certainty
decides; what stands above can only take certainty away (factuality as in FactBank,
Saurí & Pustejovsky 2009, cut down to news about meetings).
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from readout.extraction.find.occasions.factuality import (
    REPORTS,
    Reading,
    Verdict,
    hedge_of,
    modifiers,
    negate,
    negative_subject,
    own_state,
)
from readout.extraction.find.occasions.triggers import Trigger
from readout.extraction.syntax.parsewalk import is_verb, negation_of
from readout.lexicon.meetings import hedges, modals
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_ANSWER: Final = listed("occasions.status.answer")
_ADJUNCT_OF: Final = listed("occasions.status.adjunct_of")
_ANSWER_2: Final = listed("occasions.status.answer_2")

# "Had the opportunity to meet" says that they met.
_CHANCES = listed("occasions.status.chances")
_STARTS = listed("occasions.status.starts")
_LIGHT = listed("occasions.status.light")
_MOTION = listed("occasions.status.motion")
_HEARSAY = listed("occasions.status.hearsay")
_GOING_ON = frozenset({"underway", "ongoing", "continuing", "currently"})


def read_status(trigger: Trigger, holder: Token | None) -> Verdict:
    """The status as the clause asserts it."""
    verdict = Verdict("present")
    if trigger.kind == "verb":
        state = None if trigger.token.pos_ == "NOUN" else own_state(trigger.token, verdict)
        return _upwards(trigger.token, state, verdict)
    noun = trigger.token
    state = modifiers(noun, verdict)
    if holder is not None and holder != noun:
        state = _held_by(noun, holder, state, verdict)
        return _upwards(holder, state, verdict)
    return _adjunct(noun, state, verdict)


def _held_by(noun: Token, holder: Token, state: Reading | None, verdict: Verdict) -> Reading | None:
    """What the verb that has the noun as subject or object makes of it."""
    word = lemma(holder)
    negation = negation_of(holder) or negative_subject(holder)
    hedge = hedge_of(word, holder)
    complement = _complement(holder, noun, verdict)
    if complement is not None:
        return negate(complement, negation, verdict)
    if word in hedges()["unconfirmed"].governors and negation is not None:
        verdict.cues.extend([negation, holder])
        return "possible"
    if negation is not None and word in {"go", "take", "happen"} and noun.dep_ == "nsubj":
        verdict.cues.append(negation)
        future = any(c.lower_ in modals()["future"] for c in holder.children)
        return "cancelled" if future else "denied"
    if word == "discuss" and not any(c.lower_ in {"a", "an"} for c in noun.children):
        hedge = None  # "discussed the talks" that are; "discussed a meeting" that may be
    if noun.dep_ == "nsubj" and word != "be" and hedge in {"denied", "possible", "likely"}:
        hedge = None  # "the summit failed to break the ice" tells of a summit
    if word in {"postpone", "delay", "defer"} or hedge in {"postponed", "cancelled", "denied"}:
        verdict.cues.append(holder)
        return negate(hedge or "postponed", negation, verdict)
    if state in {"denied", "cancelled", "postponed"}:
        return state
    own = own_state(holder, verdict)
    if word in _STARTS and own == "held" and _is_object_or_subject(noun):
        verdict.starting = True
    if word == "be" and own == "held" and any(c.lower_ == "still" for c in holder.children):
        return "under_way"
    if word in _MOTION:
        return _journey_state(own)
    if word not in _LIGHT | _STARTS and hedge is not None:
        verdict.cues.append(holder)
        if own in {"denied"}:
            return "denied"
        return hedge
    if own == "denied":
        return "denied"
    return state or own


def _journey_state(own: Reading | None) -> Reading | None:
    """ "Travels to Athens for talks" looks forward; "travelled to" leaves it to the date."""
    if own in {"present", "under_way", "scheduled"}:
        return "scheduled"
    return "present" if own == "held" else own


def _is_object_or_subject(noun: Token) -> bool:
    return noun.dep_ in {"dobj", "obj", "nsubj", "nsubjpass", "pobj"}


def _complement(holder: Token, noun: Token, verdict: Verdict) -> Reading | None:
    """ "is likely", "is on hold", "see a meeting likely", "is under way"."""
    for child in holder.children:
        if child == noun:
            continue
        low = child.lower_
        following = child.doc[child.i : child.i + 2].text.lower()
        if following in {"under way"} or low in _GOING_ON:
            verdict.cues.append(child)
            return "under_way"
        if following in {"on hold"}:
            verdict.cues.append(child)
            return "postponed"
        if lemma(holder) == "be" and low == "off":
            verdict.cues.append(child)
            return "cancelled"
        if child.dep_ in {"acomp", "oprd", "advmod", "attr", "ccomp", "xcomp", "amod"}:
            found = hedge_of(low, child, "modifiers") or (
                hedge_of(low, child) if child.pos_ == "ADJ" else None
            )
            if found in {"likely", "possible"}:
                verdict.cues.append(child)
                return found
    return None


def _adjunct(noun: Token, state: Reading | None, verdict: Verdict) -> Verdict:
    """A noun inside a phrase of its own: "during talks with", "ahead of a meeting with"."""
    at = noun
    preposition = ""
    for _ in range(6):
        head = at.head
        if head == at:
            break
        if at.lower_ == "ahead":
            preposition = "ahead"
        elif at.dep_ == "prep":
            preposition = preposition or at.lower_
        if head.pos_ in {"NOUN", "ADJ", "PROPN"} and at.dep_ in {"prep", "acl", "amod"}:
            hedge = hedge_of(lemma(head), head)
            if hedge is not None and state is None:
                verdict.cues.append(head)
                state = hedge
                if any(c.lower_ == "no" for c in head.children):
                    state = "denied"
        if is_verb(head):
            return _adjunct_of(head, preposition, state, verdict)
        at = head
    verdict.status = state or "present"
    return verdict


def _adjunct_of(verb: Token, preposition: str, state: Reading | None, verdict: Verdict) -> Verdict:
    hedge = hedge_of(lemma(verb), verb)
    if lemma(verb) in _MOTION and state is None and preposition == "for":
        return _upwards(verb, _journey_state(own_state(verb, verdict)), verdict)
    if state is not None:
        own = own_state(verb, Verdict("present"))
        if own == "denied" and state in {"scheduled", "likely", "possible"}:
            state = "denied"
        return _upwards(verb, state, verdict)
    if preposition == "ahead":
        verdict.status, verdict.ahead = "scheduled", True
        return verdict
    if hedge in {"cancelled", "denied"} and preposition in {"of", "out", "from"}:
        verdict.cues.append(verb)
        verdict.status = hedge
        return verdict
    if preposition in _ADJUNCT_OF and hedge is not None:
        verdict.cues.append(verb)
        own = own_state(verb, verdict)
        state = "denied" if own == "denied" else hedge
        return _upwards(verb, state, verdict)
    aside = Verdict("present")
    own = own_state(verb, aside)
    if preposition in {"before", "until"}:
        # "Said before meeting": told afterwards; "will fly home before meeting": still to come.
        verdict.ahead = aside.ahead
        verdict.status = "held" if own == "held" else "scheduled"
        return verdict
    if own in {"scheduled", "possible"}:
        verdict.cues.extend(aside.cues)
        verdict.ahead = True
        return _upwards(verb, own, verdict)
    verdict.status = "held" if own in {"held", "denied"} else "present"
    return verdict


def _upwards(node: Token, state: Reading | None, verdict: Verdict) -> Verdict:
    """Go up from a verb through what governs it."""
    at = node
    for _ in range(6):
        conditional = [
            c for c in at.children if c.dep_ == "mark" and c.lower_ in {"if", "whether", "unless"}
        ]
        if conditional and conditional[0].lower_ == "if" and state == "held":
            verdict.unreal = True
        if conditional and state not in {"held", "denied"}:
            verdict.cues.append(conditional[0])
            state = "possible"
        head = at.head
        if head == at:
            break
        link = at.dep_
        governor = head
        preposition = ""
        if link in {"pcomp", "pobj"}:
            preposition = head.lower_
            governor = head.head
            while governor.dep_ == "prep" or governor.tag_ == "IN":
                if governor.head == governor:
                    break
                preposition = governor.lower_
                governor = governor.head
        if link == "conj" and state is None:
            state = _of_conjunct(at, governor, verdict)
            at = governor
            continue
        content = link == "relcl" and lemma(head) in _HEARSAY  # "a report that X had met Y"
        if (link in {"relcl", "parataxis"} and not content) or (
            link == "conj" and state is not None
        ):
            break
        if link == "advcl" and state is not None:
            break
        state = _governed(at, governor, link, preposition, state, verdict)
        at = governor
        if not is_verb(at) and at.pos_ not in {"ADJ", "NOUN"}:
            break
    verdict.status = state or "present"
    return verdict


def _of_conjunct(at: Token, governor: Token, verdict: Verdict) -> Reading | None:
    """ "plans to visit Rome and meet Conti" shares tense and modals of its first member."""
    return own_state(governor, verdict) if at.tag_ in {"VB", "VBG", "VBN"} else None


def _governed(
    at: Token,
    governor: Token,
    link: str,
    preposition: str,
    state: Reading | None,
    verdict: Verdict,
) -> Reading | None:
    word = lemma(governor)
    negation = negation_of(governor) or negative_subject(governor) or _no_determiner(governor)
    hedge = hedge_of(word, governor)
    if state == "possible" and governor.pos_ == "VERB" and at.pos_ == "NOUN" and link == "dobj":
        answer = _answer(word, governor, negation)
        if answer is not None:
            verdict.cues.append(governor)
            return answer
    if state is None:
        if preposition in {"after", "following"}:
            return "held"
        if preposition == "before" and is_verb(governor):
            return "held" if own_state(governor, Verdict("present")) == "held" else "scheduled"
        if word in hedges()["unconfirmed"].governors and negation is not None:
            verdict.cues.extend([negation, governor])
            return "possible"
        if word == "be" and link in {"xcomp", "ccomp", "acomp"}:
            verdict.cues.append(governor)
            return negate("scheduled", negation, verdict)
        if word in {"have", "get"} and governor.pos_ == "VERB" and link == "xcomp":
            yet = [c for c in governor.children if c.lower_ == "yet"]
            if yet:
                verdict.cues.append(yet[0])
                return "denied"
        taken = lemma(governor.head) in {"have", "get", "take"} and governor.head.tag_ == "VBD"
        if word in _CHANCES and taken:
            return "held"
        if word in _MOTION and is_verb(governor):
            return _journey_state(own_state(governor, verdict))
        if hedge is not None and not (preposition and preposition in {"by", "while"}):
            verdict.cues.append(governor)
            own = own_state(governor, verdict) if is_verb(governor) else None
            if own == "denied" or (negation is not None and not is_verb(governor)):
                return negate(hedge, negation or governor, verdict)
            if own == "possible" and hedge == "scheduled":
                return "possible"
            return hedge
        if is_verb(governor):
            return own_state(governor, verdict)
        return None
    if hedge == "denied" and lemma(at) in REPORTS and state == "possible":
        return state  # "declined to say whether they would meet"
    if hedge == "denied" and link in {"ccomp", "xcomp", "pobj", "pcomp", "dobj", "nsubjpass"}:
        verdict.cues.append(governor)
        return "possible" if negation is not None else "denied"
    if link in {"ccomp", "xcomp", "acl"} and state in {"scheduled", "likely", "present"}:
        if word in hedges()["unconfirmed"].governors and negation is not None:
            verdict.cues.extend([negation, governor])
            return "possible"
        if hedge in {"likely", "possible"} and word not in REPORTS:
            verdict.cues.append(governor)
            return hedge
        if word in {"unclear", "uncertain", "doubt", "wonder"}:
            verdict.cues.append(governor)
            return "possible"
    return state


def _answer(word: str, governor: Token, negation: Token | None) -> Reading | None:
    """What became of an invitation, offer or request."""
    if word in _ANSWER:
        return "denied" if negation is not None else "scheduled"
    if word in _ANSWER_2 or (word == "turn" and any(c.lower_ == "down" for c in governor.children)):
        return "denied"
    return None


def _no_determiner(governor: Token) -> Token | None:
    if governor.pos_ != "NOUN":
        return None
    return next((c for c in governor.children if c.lower_ == "no" and c.dep_ == "det"), None)
