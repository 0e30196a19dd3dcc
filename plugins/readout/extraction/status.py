"""The status of the clause that tells of a meeting, with the words that decide it.

Reads upward from the trigger: its own modifiers, tense and modals, then each verb, noun or
adjective that governs it, until a main clause is reached. The nearest word of certainty
decides; what stands above can only take certainty away (factuality as in FactBank,
Saurí & Pustejovsky 2009, cut down to news about meetings).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Token

from readout.extraction.parsewalk import SUBJECTS, negation_of, is_verb
from readout.extraction.triggers import Trigger
from readout.lexicon.meetings import hedges, modals
from readout.model import Status
from readout.text.lemmas import lemma

Reading = Status | Literal["present"]
_CERTAINTY = ("denied", "cancelled", "postponed", "possible", "likely", "scheduled")
# "Had the opportunity to meet" says that they met.
_CHANCES = frozenset({"opportunity", "chance", "pleasure", "honor", "honour", "privilege"})
_REPORTS = frozenset(
    {"say", "tell", "announce", "confirm", "add", "report", "write", "state", "insist", "claim"}
    | {"reveal", "disclose", "note", "declare", "promise", "signal", "indicate", "suggest"}
)
_AHEAD = frozenset({"before", "ahead", "for", "until", "towards", "toward"})
_STARTS = frozenset({"open", "begin", "start", "resume", "kick", "launch", "enter", "continue"})
_LIGHT = frozenset({"hold", "have", "take", "be", "conduct", "give", "attend", "do", "go", "happen"})
_MOTION = frozenset({"travel", "head", "fly", "go", "come", "arrive", "leave", "visit", "return"})
_GOING_ON = frozenset({"underway", "ongoing", "continuing", "currently"})


@dataclass(slots=True)
class Verdict:
    """`status` may be `present` until a date says which way it points. `starting`: talks
    were opened; `ahead`: the clause looks forward, whatever the status; `would`: from a point in the past."""

    status: Reading
    cues: list[Token] = field(default_factory=list)
    starting: bool = False
    ahead: bool = False
    would: bool = False


def read_status(trigger: Trigger, holder: Token | None) -> Verdict:
    """The status as the clause asserts it."""
    verdict = Verdict("present")
    if trigger.kind == "verb":
        state = None if trigger.token.pos_ == "NOUN" else _own_state(trigger.token, verdict)
        return _upwards(trigger.token, state, verdict)
    noun = trigger.token
    state = _modifiers(noun, verdict)
    if holder is not None and holder != noun:
        state = _held_by(noun, holder, state, verdict)
        return _upwards(holder, state, verdict)
    return _adjunct(noun, state, verdict)


def _hedge(word: str, token: Token, kind: str = "governors") -> Status | None:
    names: tuple[Status, ...] = (
        *("denied", "cancelled", "postponed"),
        *("likely", "scheduled", "possible"),
    )
    found: Status | None = None
    for name in names:
        row = hedges().get(name)
        if row is None or word not in getattr(row, kind):
            continue
        particle = row.particles.get(word) if kind == "governors" else None
        if particle is not None:
            if any(c.lower_ == particle for c in token.children):
                return name
            continue
        found = found or name
    return found


def _modifiers(noun: Token, verdict: Verdict) -> Reading | None:
    state: Reading | None = None
    for child in noun.children:
        word = child.lower_
        if child.dep_ == "det" and word in {"no", "neither"}:
            verdict.cues.append(child)
            return "denied"
        if child.i < noun.i and child.dep_ in {"amod", "compound", "nmod", "advmod"}:
            found = _hedge(word, child, "modifiers")
            if found is not None:
                verdict.cues.append(child)
                state = found
        if child.dep_ == "relcl" and child.i > noun.i and state is None:
            state = _relative(child, verdict)
        if child.i > noun.i and child.dep_ in {"acl", "amod", "advmod", "acomp", "oprd"}:
            found = _hedge(word, child, "modifiers") or (
                _hedge(lemma(child), child) if child.tag_ == "VBN" else None
            )
            if found is not None:
                verdict.cues.append(child)
                state = found
    following = noun.nbor(1) if noun.i + 1 < noun.sent.end else None
    if state is None and following is not None:
        found = _hedge(following.lower_, following, "modifiers")
        if found in {"likely", "possible"} and following.pos_ in {"ADJ", "ADV"}:
            verdict.cues.append(following)
            return found
    return state


def _relative(verb: Token, verdict: Verdict) -> Reading | None:
    """ "The talks, which were held on Monday"; other clauses about a meeting say nothing."""
    word = lemma(verb)
    if not any(c.lower_ in {"which", "that"} and c.dep_ in SUBJECTS for c in verb.children):
        return None
    if word in {"hold", "take", "last", "end", "happen", "conclude", "host"}:
        return _own_state(verb, verdict)
    return None


def _own_state(verb: Token, verdict: Verdict) -> Reading | None:
    """Tense and modality of one verb; None for an infinitive or gerund that hangs on others."""
    aux = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    words = {c.lower_ for c in aux}
    negation = negation_of(verb)
    state: Reading | None
    table = modals()
    future = [c for c in aux if c.lower_ in table["future"]]
    maybe = [c for c in aux if c.lower_ in table["possible"]]
    to_infinitive = any(c.tag_ == "TO" for c in aux)
    perfect = any(c.lemma_ == "have" or c.lower_ in {"'ve", "’ve"} for c in aux)
    if future:
        verdict.cues.append(future[0])
        verdict.ahead = True
        state = "scheduled"
    elif maybe:
        verdict.ahead = True
        state = _maybe(verb, maybe[0], perfect, verdict)
        verdict.cues.append(maybe[0])
    elif to_infinitive:
        state = "held" if perfect else None
    elif perfect:
        state = "held"
    elif verb.tag_ == "VBG":
        be = [c for c in aux if c.lemma_ == "be" or c.lower_ in {"'s", "’s", "'re", "’re"}]
        if be:
            verdict.cues.append(be[0])
            state = "under_way"
        else:
            state = None
    elif verb.tag_ in {"VBP", "VBZ"} and any(
        c.dep_ in {"mark", "advmod"} and c.lower_ in {"until", "before", "when", "once"}
        for c in verb.children
    ):
        # "wait until I meet him": still to come
        verdict.ahead = True
        state = "scheduled"
    elif verb.tag_ in {"VBD", "VBN"}:
        present = words & {"is", "are", "'s", "’s", "'re", "’re", "be", "being"}
        state = "present" if present else "held"
    elif verb.tag_ == "VB" and not aux:
        state = "held" if words else "present"
    else:
        state = "present"
    if "did" in words or "does" in words or "do" in words:
        state = "held"
    for child in verb.children:
        if child.dep_ in {"advmod", "acomp", "npadvmod"}:
            found = _hedge(child.lower_, child, "modifiers")
            if found in {"likely", "possible"} and state not in {"held"}:
                verdict.cues.append(child)
                state = found
    if negation is not None:
        verdict.cues.append(negation)
        state = "possible" if state == "possible" and "may" in words else "denied"
    if any(c.lower_ in {"nobody", "none", "neither"} and c.dep_ in SUBJECTS for c in verb.children):
        state = "denied"
    return state


def _maybe(verb: Token, modal: Token, perfect: bool, verdict: Verdict) -> Reading:
    """*would* in reported speech is a future; with *have* it didn't happen."""
    if modal.lower_ in {"would", "’d", "'d"}:
        head = verb.head
        if any(c.lower_ == "only" for c in verb.children) or any(
            t.lower_ in {"only", "if"} for t in verb.doc[verb.i : verb.right_edge.i + 1]
        ):
            return "possible"
        told = verb.dep_ in {"ccomp", "conj"} and lemma(head) in _REPORTS
        if told or (verb.dep_ in {"ccomp", "relcl"} and head.tag_ == "VBD"):
            verdict.would = True
            return "scheduled"
    return "denied" if perfect and modal.lower_ in {"should", "would", "could"} else "possible"


def _held_by(noun: Token, holder: Token, state: Reading | None, verdict: Verdict) -> Reading | None:
    """What the verb that has the noun as subject or object makes of it."""
    word = lemma(holder)
    negation = negation_of(holder) or _negative_subject(holder)
    hedge = _hedge(word, holder)
    complement = _complement(holder, noun, verdict)
    if complement is not None:
        return _negate(complement, negation, verdict)
    if word in hedges()["unconfirmed"].governors and negation is not None:
        verdict.cues.extend([negation, holder])
        return "possible"
    if negation is not None and word in {"go", "take", "happen"} and noun.dep_ == "nsubj":
        verdict.cues.append(negation)
        future = any(c.lower_ in modals()["future"] for c in holder.children)
        return "cancelled" if future else "denied"
    if noun.dep_ == "nsubj" and word != "be" and hedge in {"denied", "possible", "likely"}:
        hedge = None  # "the summit failed to break the ice" tells of a summit
    if word in {"postpone", "delay", "defer"} or hedge in {"postponed", "cancelled", "denied"}:
        verdict.cues.append(holder)
        return _negate(hedge or "postponed", negation, verdict)
    if state in {"denied", "cancelled", "postponed"}:
        return state
    own = _own_state(holder, verdict)
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


def _negative_subject(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            if child.lower_ in {"neither", "nobody", "none"}:
                return child
            for inner in child.children:
                if inner.lower_ in {"no", "neither"} and inner.dep_ in {"det", "preconj", "cc"}:
                    return inner
    return None


def _negate(state: Reading, negation: Token | None, verdict: Verdict) -> Reading:
    if negation is None:
        return state
    verdict.cues.append(negation)
    if state == "denied":
        return "possible"
    if state in {"cancelled", "postponed"}:
        return "scheduled"
    return "denied"


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
            found = _hedge(low, child, "modifiers") or (
                _hedge(low, child) if child.pos_ == "ADJ" else None
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
            hedge = _hedge(lemma(head), head)
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
    hedge = _hedge(lemma(verb), verb)
    if lemma(verb) in _MOTION and state is None and preposition == "for":
        return _upwards(verb, _journey_state(_own_state(verb, verdict)), verdict)
    if state is not None:
        own = _own_state(verb, Verdict("present"))
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
    if preposition in {"for", "towards", "toward", "to", "on", "at"} and hedge is not None:
        verdict.cues.append(verb)
        own = _own_state(verb, verdict)
        state = "denied" if own == "denied" else hedge
        return _upwards(verb, state, verdict)
    aside = Verdict("present")
    own = _own_state(verb, aside)
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
        conditional = [c for c in at.children if c.dep_ == "mark" and c.lower_ in {"if", "whether", "unless"}]
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
        if link in {"relcl", "parataxis"} or (link == "conj" and state is not None):
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
    return _own_state(governor, verdict) if at.tag_ in {"VB", "VBG", "VBN"} else None


def _governed(
    at: Token,
    governor: Token,
    link: str,
    preposition: str,
    state: Reading | None,
    verdict: Verdict,
) -> Reading | None:
    word = lemma(governor)
    negation = negation_of(governor) or _negative_subject(governor) or _no_determiner(governor)
    hedge = _hedge(word, governor)
    if state == "possible" and governor.pos_ == "VERB" and at.pos_ == "NOUN" and link == "dobj":
        answer = _answer(word, governor, negation)
        if answer is not None:
            verdict.cues.append(governor)
            return answer
    if state is None:
        if preposition in {"after", "following"}:
            return "held"
        if preposition == "before" and is_verb(governor):
            return "held" if _own_state(governor, Verdict("present")) == "held" else "scheduled"
        if word in hedges()["unconfirmed"].governors and negation is not None:
            verdict.cues.extend([negation, governor])
            return "possible"
        if word == "be" and link in {"xcomp", "ccomp", "acomp"}:
            verdict.cues.append(governor)
            return _negate("scheduled", negation, verdict)
        if word in {"have", "get"} and governor.pos_ == "VERB" and link == "xcomp":
            yet = [c for c in governor.children if c.lower_ == "yet"]
            if yet:
                verdict.cues.append(yet[0])
                return "denied"
        if word in _CHANCES and lemma(governor.head) in {"have", "get", "take"}:
            if governor.head.tag_ == "VBD":
                return "held"
        if word in _MOTION and is_verb(governor):
            return _journey_state(_own_state(governor, verdict))
        if hedge is not None and not (preposition and preposition in {"by", "while"}):
            verdict.cues.append(governor)
            own = _own_state(governor, verdict) if is_verb(governor) else None
            if own == "denied" or (negation is not None and not is_verb(governor)):
                return _negate(hedge, negation or governor, verdict)
            if own == "possible" and hedge == "scheduled":
                return "possible"
            return hedge
        if is_verb(governor):
            own = _own_state(governor, verdict)
            return own
        return None
    if hedge == "denied" and link in {"ccomp", "xcomp", "pobj", "pcomp", "dobj"}:
        verdict.cues.append(governor)
        return "possible" if negation is not None else "denied"
    if link in {"ccomp", "xcomp", "acl"} and state in {"scheduled", "likely", "present"}:
        if word in hedges()["unconfirmed"].governors and negation is not None:
            verdict.cues.extend([negation, governor])
            return "possible"
        if hedge in {"likely", "possible"} and word not in _REPORTS:
            verdict.cues.append(governor)
            return hedge
        if word in {"unclear", "uncertain", "doubt", "wonder"}:
            verdict.cues.append(governor)
            return "possible"
    return state


def _answer(word: str, governor: Token, negation: Token | None) -> Reading | None:
    """What became of an invitation, offer or request."""
    if word in {"accept", "take", "welcome", "honour", "honor", "grant"}:
        return "denied" if negation is not None else "scheduled"
    if word in {"reject", "decline", "refuse", "rebuff", "spurn"} or (
        word == "turn" and any(c.lower_ == "down" for c in governor.children)
    ):
        return "denied"
    return None


def _no_determiner(governor: Token) -> Token | None:
    if governor.pos_ != "NOUN":
        return None
    return next((c for c in governor.children if c.lower_ == "no" and c.dep_ == "det"), None)
