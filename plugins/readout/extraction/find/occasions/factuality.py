"""What one verb or noun says by itself of whether a meeting is: tense, modals, hedges.

The classes of certainty are those of the lexicon's hedges.toml; `status` reads them up the
tree. (Factuality as in FactBank, Saurí & Pustejovsky 2009, cut down to news of meetings.)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from spacy.tokens import Token

from readout.extraction.syntax.clauses import SUBJECTS, hanging, hangs, negation_of
from readout.lexicon.meetings import hedges, modals
from readout.lexicon.words import listed
from readout.model import Status
from readout.text.lemmas import lemma

_OWN_STATE: Final = listed("occasions.factuality.own_state")

Reading = Status | Literal["present"]
REPORTS = listed("occasions.factuality.reports")
_CALLS: Final = listed("occasions.arguments.calls")


@dataclass(slots=True)
class Verdict:
    """`status` may be `present` until a date says which way it points. `starting`: talks
    were opened; `ahead`: the clause looks forward, whatever the status; `would`: from a
    point in the past; `unreal`: "if she had met him" asserts nothing."""

    status: Reading
    cues: list[Token] = field(default_factory=list)
    starting: bool = False
    ahead: bool = False
    would: bool = False
    unreal: bool = False
    rule: str = ""


def hedge_of(word: str, token: Token, kind: str = "governors") -> Status | None:
    """The class of certainty of a word as governor or modifier of a meeting; None for none."""
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


def modifiers(noun: Token, verdict: Verdict) -> Reading | None:
    """What the words around a meeting noun say: "a planned meeting", "no meeting"."""
    state: Reading | None = None
    for child in noun.children:
        word = child.lower_
        if child.dep_ == "det" and word in {"no", "neither"}:
            verdict.cues.append(child)
            return "denied"
        if child.i < noun.i and child.dep_ in {"amod", "compound", "nmod", "advmod"}:
            found = hedge_of(word, child, "modifiers")
            if found is not None:
                verdict.cues.append(child)
                state = found
        if child.i > noun.i and child.dep_ in {"acl", "amod", "advmod", "acomp", "oprd"}:
            found = hedge_of(word, child, "modifiers") or (
                hedge_of(lemma(child), child) if child.tag_ == "VBN" else None
            )
            if found is not None and not (lemma(child) in _CALLS and hangs(child, "agent")):
                verdict.cues.append(child)
                state = found
    following = noun.nbor(1) if noun.i + 1 < noun.sent.end else None
    if state is None and following is not None:
        found = hedge_of(following.lower_, following, "modifiers")
        if found in {"likely", "possible"} and following.pos_ in {"ADJ", "ADV"}:
            verdict.cues.append(following)
            return found
    return state


def own_state(verb: Token, verdict: Verdict) -> Reading | None:
    """Tense and modality of one verb; None for an infinitive or gerund that hangs on others."""
    aux = hanging(verb, "aux", "auxpass")
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
        state = ("cancelled" if _had_been_meant(verb, verdict) else "held") if perfect else None
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
        present = words & _OWN_STATE
        state = "present" if present else "held"
    elif verb.tag_ == "VB" and not aux:
        state = None if verb.dep_ == "conj" else "present"
    else:
        state = "present"
    if "did" in words or "does" in words or "do" in words:
        state = "held"
    for child in verb.children:
        if child.dep_ in {"advmod", "acomp", "npadvmod"}:
            found = hedge_of(child.lower_, child, "modifiers")
            if found in {"likely", "possible"} and state not in {"held"}:
                verdict.cues.append(child)
                state = found
    if negation is not None:
        verdict.cues.append(negation)
        state = "possible" if state == "possible" and "may" in words else "denied"
    if any(c.lower_ in {"nobody", "none", "neither"} and c.dep_ in SUBJECTS for c in verb.children):
        state = "denied"
    return state


def _had_been_meant(verb: Token, verdict: Verdict) -> bool:
    """ "Was to have met", "was due to have met": what had been arranged, and didn't come about. Who
    "is said to have met" did."""
    head = verb.head
    if verb.dep_ not in {"xcomp", "ccomp", "advcl"}:
        return False
    be = [head] if head.lemma_ == "be" else [c for c in head.children if c.lemma_ == "be"]
    if head.pos_ == "ADJ" and head.head.lemma_ == "be":
        be = [head.head]
    arranged = lemma(head) in {"be", "suppose", "mean"}
    arranged = arranged or hedge_of(lemma(head), head) == "scheduled"
    if not arranged or not any(c.lower_ in {"was", "were"} for c in be):
        return False
    verdict.cues.append(head)
    return True


def _maybe(verb: Token, modal: Token, perfect: bool, verdict: Verdict) -> Reading:
    """*would* in reported speech is a future; with *have* it didn't happen."""
    if modal.lower_ in {"would", "’d", "'d"}:
        head = verb.head
        if any(c.lower_ == "only" for c in verb.children) or any(
            t.lower_ in {"only", "if"} for t in verb.doc[verb.i : verb.right_edge.i + 1]
        ):
            return "possible"
        told = verb.dep_ in {"ccomp", "conj"} and lemma(head) in REPORTS
        if told or (verb.dep_ in {"ccomp", "relcl"} and head.tag_ == "VBD"):
            verdict.would = True
            return "scheduled"
    return "denied" if perfect and modal.lower_ in {"should", "would", "could"} else "possible"


def negative_subject(verb: Token) -> Token | None:
    """ "Neither side has", "nobody has"."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            if child.lower_ in {"neither", "nobody", "none"}:
                return child
            for inner in child.children:
                if inner.lower_ in {"no", "neither"} and inner.dep_ in {"det", "preconj", "cc"}:
                    return inner
    return None


def negate(state: Reading, negation: Token | None, verdict: Verdict) -> Reading:
    """The status under a negation: "did not refuse" leaves it possible."""
    if negation is None:
        return state
    verdict.cues.append(negation)
    if state in {"scheduled", "likely"}:
        verdict.ahead = True  # "has no plans to meet him on Friday": the Friday to come
    if state == "denied":
        return "possible"
    if state in {"cancelled", "postponed"}:
        return "scheduled"
    return "denied"
