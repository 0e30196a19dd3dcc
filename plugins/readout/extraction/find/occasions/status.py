"""The status of the clause that tells of a meeting, with the words that decide it.

Reads upward from the trigger: its own modifiers, tense and modals, then each verb, noun or
adjective that governs it, until a main clause is reached. The nearest word of certainty
decides; what stands above can only take certainty away (factuality as in FactBank,
Saurí & Pustejovsky 2009, cut down to news about meetings).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

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
from readout.extraction.syntax.clauses import hangs, is_verb, negation_of
from readout.extraction.syntax.rules import is_on
from readout.lexicon.meetings import hedges, modals, noun_frames
from readout.lexicon.words import listed
from readout.model import Status
from readout.text.lemmas import lemma

_ANSWER: Final = listed("occasions.status.answer")
_ADJUNCT_OF: Final = listed("occasions.status.adjunct_of")
_ANSWER_2: Final = listed("occasions.status.answer_2")

# "Had the opportunity to meet" says that they met.
_CHANCES = listed("occasions.status.chances")
_STARTS = listed("occasions.status.starts")
_GLAD: Final = listed("occasions.status.glad")
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


PASS: Final = "pass"
Said = Reading | Literal["pass"] | None
"""What a step says: a status, that the clause leaves it open (None), or nothing (`PASS`)."""


@dataclass(slots=True)
class _Above:
    """A word above the meeting, with what is known so far.

    `below` hangs on it by `link`, through `preposition` where there is one; `state` is what
    stands below; `own` its own tense and modality, once that is asked for.
    """

    over: Token
    below: Token
    state: Reading | None
    verdict: Verdict
    link: str = ""
    preposition: str = ""
    own: Reading | None = None
    word: str = field(init=False)
    negation: Token | None = field(init=False)
    hedge: Status | None = field(init=False)

    def __post_init__(self) -> None:
        self.word = lemma(self.over)
        self.negation = negation_of(self.over) or negative_subject(self.over)
        self.hedge = hedge_of(self.word, self.over)

    def cue(self, *tokens: Token | None) -> None:
        self.verdict.cues.extend(t for t in tokens if t is not None)


Step = tuple[str, Callable[[_Above], Said]]


def _first(steps: Sequence[Step], above: _Above) -> Said:
    """What the first step of a table says that says anything; its name goes to the verdict."""
    for name, step in steps:
        said = step(above)
        if said != PASS and is_on(name):
            above.verdict.rule = name
            return said
    return PASS


def _held_by(noun: Token, holder: Token, state: Reading | None, verdict: Verdict) -> Reading | None:
    """What the verb that has the noun as subject or object makes of it."""
    above = _Above(holder, noun, state, verdict)
    said = _first(_HELD, above)
    if said != PASS:
        return said
    above.own = own_state(holder, verdict)
    if above.word in _STARTS and above.own == "held" and _is_object_or_subject(noun):
        verdict.starting = True
    said = _first(_HELD_BY_TENSE, above)
    return said if said != PASS else state or above.own


def _said_of_it(above: _Above) -> Said:
    """ "The meeting is likely", "is on hold"."""
    found = _complement(above.over, above.below, above.verdict)
    return PASS if found is None else negate(found, above.negation, above.verdict)


def _unconfirmed(above: _Above) -> Said:
    if above.word not in hedges()["unconfirmed"].governors or above.negation is None:
        return PASS
    above.cue(above.negation, above.over)
    return "possible"


def _did_not_take_place(above: _Above) -> Said:
    occurs = above.word in {"go", "take", "happen"} and above.below.dep_ == "nsubj"
    if above.negation is None or not occurs:
        return PASS
    above.cue(above.negation)
    future = any(c.lower_ in modals()["future"] for c in above.over.children)
    return "cancelled" if future else "denied"


def _only_discussed(above: _Above) -> Said:
    """ "Discussed the talks" that are, "the summit failed to break the ice": no hedge of it."""
    noun = above.below
    definite = not any(c.lower_ in {"a", "an"} for c in noun.children)
    doing = noun.dep_ == "nsubj" and above.word != "be"
    if (above.word == "discuss" and definite) or (
        doing and above.hedge in {"denied", "possible", "likely"}
    ):
        above.hedge = None
    return PASS


def _called_off(above: _Above) -> Said:
    if above.word not in {"postpone", "delay", "defer"} and above.hedge not in _NEGATIVE:
        return PASS
    above.cue(above.over)
    return negate(above.hedge or "postponed", above.negation, above.verdict)


def _off_already(above: _Above) -> Said:
    return above.state if above.state in _NEGATIVE else PASS


def _still_is(above: _Above) -> Said:
    still = any(c.lower_ == "still" for c in above.over.children)
    return "under_way" if above.word == "be" and above.own == "held" and still else PASS


def _journey(above: _Above) -> Said:
    """Of those who travel; "the meeting went well", "had gone badly" tell of no journey, and "if
    it went badly" of none that was."""
    if above.word not in _MOTION:
        return PASS
    supposed = any(c.dep_ == "mark" and c.lower_ == "if" for c in above.over.children)
    passed = above.below.dep_ == "nsubj" and above.own == "held" and not supposed
    return PASS if passed else _journey_state(above.own)


def _hedged_holder(above: _Above) -> Said:
    if above.word in _LIGHT | _STARTS or above.hedge is None:
        return PASS
    above.cue(above.over)
    return "denied" if above.own == "denied" else above.hedge


def _denied_holder(above: _Above) -> Said:
    return "denied" if above.own == "denied" else PASS


_HELD: Final[tuple[Step, ...]] = (
    ("status.said of it", _said_of_it),
    ("status.unconfirmed", _unconfirmed),
    ("status.did not take place", _did_not_take_place),
    ("status.only discussed", _only_discussed),
    ("status.called off", _called_off),
    ("status.off already", _off_already),
)
_HELD_BY_TENSE: Final[tuple[Step, ...]] = (
    ("status.still is", _still_is),
    ("status.journey", _journey),
    ("status.hedged holder", _hedged_holder),
    ("status.denied holder", _denied_holder),
)


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
        if holder.lower_ in {"is", "are"} and _still_to_come(child):
            verdict.cues.append(child)
            verdict.ahead = True
            return "scheduled"
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


def _still_to_come(predicate: Token) -> bool:
    """ "Is due to take place", "are to be held", "is about to begin"."""
    if predicate.dep_ in {"xcomp", "ccomp"} and predicate.tag_ in {"VB", "VBN"}:
        return any(c.tag_ == "TO" for c in predicate.children)
    ends = [c for c in predicate.children if c.dep_ in {"xcomp", "pcomp", "acl"}]
    return (
        predicate.dep_ in {"acomp", "prep", "advmod"}
        and hedge_of(predicate.lower_, predicate) == "scheduled"
        and any(t.tag_ == "TO" for c in ends for t in c.children)
    )


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
    """What the verb of the clause makes of a meeting in a phrase of its own."""
    hedge = hedge_of(lemma(verb), verb)
    if lemma(verb) in _MOTION and state is None and preposition == "for":
        verdict.rule = "status.journey"
        return _upwards(verb, _journey_state(own_state(verb, verdict)), verdict)
    if state is not None:
        own = own_state(verb, Verdict("present"))
        if own == "denied" and state in {"scheduled", "likely", "possible"}:
            state = "denied"
        return _upwards(verb, state, verdict)
    if preposition == "ahead":
        verdict.status, verdict.ahead, verdict.rule = "scheduled", True, "status.ahead of"
        return verdict
    if hedge in {"cancelled", "denied"} and preposition in {"of", "out", "from"}:
        verdict.cues.append(verb)
        verdict.status, verdict.rule = hedge, "status.pulled out"
        return verdict
    if preposition in _ADJUNCT_OF and hedge is not None:
        verdict.cues.append(verb)
        own = own_state(verb, verdict)
        verdict.rule = "status.hedged verb"
        return _upwards(verb, "denied" if own == "denied" else hedge, verdict)
    return _beside(verb, preposition, verdict)


def _beside(verb: Token, preposition: str, verdict: Verdict) -> Verdict:
    """ "Said during talks", "said before meeting", "will fly home before meeting"."""
    aside = Verdict("present")
    own = own_state(verb, aside)
    verdict.rule = "status.tense of the clause"
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
        if link_noun := _noun_of_will(at, head):
            state = _governed(at, link_noun, "acl", "", state, verdict)
            at = link_noun
            continue
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
        if link == "conj" and state == "held" and _shares_denial(at, governor):
            state = _of_conjunct(at, governor, verdict)
            break
        if link == "conj" and state is None:
            governor = _first_member(at, governor)
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


def _noun_of_will(verb: Token, head: Token) -> Token | None:
    """ "Criticised her refusal to meet him": an infinitive right behind a noun that says how
    certain it is belongs to it, though the parser hangs it on the verb."""
    first = verb.left_edge
    if verb.tag_ != "VB" or first.tag_ != "TO" or not is_verb(head) or first.i == verb.sent.start:
        return None
    before = first.nbor(-1)
    certain = before.pos_ == "NOUN" and hedge_of(lemma(before), before) is not None
    return before if certain and before.i > head.i else None


def _of_conjunct(at: Token, governor: Token, verdict: Verdict) -> Reading | None:
    """ "plans to visit Rome and meet Conti" shares tense and modals of its first member."""
    return own_state(governor, verdict) if at.tag_ in {"VB", "VBG", "VBN", "VBD"} else None


def _first_member(at: Token, governor: Token) -> Token:
    """ "Plans to visit Rome and meet Conti": an infinitive goes on from the one before it, though
    the parser hangs it on the finite verb above."""
    if at.tag_ != "VB" or governor.tag_ == "VB":
        return governor
    members = (c for c in governor.children if c.tag_ == "VB" and c.dep_ in {"xcomp", "ccomp"})
    return next((m for m in members if m.i < at.i and not _has_modal(governor)), governor)


def _has_modal(verb: Token) -> bool:
    return any(c.tag_ == "MD" for c in verb.children)


def _shares_denial(at: Token, governor: Token) -> bool:
    """ "Never went to Oslo or met her": what *or* adds to a denial is denied with it."""
    between = (c for c in governor.children if governor.i < c.i < at.i)
    joined = any(c.dep_ == "cc" and c.lower_ in {"or", "nor"} for c in between)
    return joined and negation_of(governor) is not None and not hangs(at, "aux", "auxpass")


def _governed(
    at: Token,
    governor: Token,
    link: str,
    preposition: str,
    state: Reading | None,
    verdict: Verdict,
) -> Reading | None:
    """What a word that governs the clause leaves of its status."""
    above = _Above(governor, at, state, verdict, link, preposition)
    above.negation = above.negation or _no_determiner(governor)
    said = _first(_OPEN if state is None else _TAKEN_AWAY, above)
    return said if said != PASS else state


def _afterwards(above: _Above) -> Said:
    return "held" if above.preposition in {"after", "following"} else PASS


def _beforehand(above: _Above) -> Said:
    if above.preposition != "before" or not is_verb(above.over):
        return PASS
    told = own_state(above.over, Verdict("present")) == "held"
    return "held" if told else "scheduled"


def _without(above: _Above) -> Said:
    """ "Left without meeting him", "without having met"."""
    return "denied" if above.preposition == "without" else PASS


def _is_to(above: _Above) -> Said:
    """ "Is to meet", "is due to"; who is ready, free or reluctant to has no appointment yet, and
    who was glad or able to has met."""
    if above.word != "be" or above.link not in {"xcomp", "ccomp", "acomp"}:
        return PASS
    above.cue(above.over)
    minded = above.below if above.link == "acomp" else _predicate(above.over, above.below)
    if minded is None or minded.pos_ != "ADJ" or hedge_of(minded.lower_, minded) == "scheduled":
        return negate("scheduled", above.negation, above.verdict)
    above.cue(minded)
    glad = minded.lower_ in _GLAD and above.over.tag_ in {"VBD", "VBN"}
    return negate("held" if glad else "possible", above.negation, above.verdict)


def _predicate(verb: Token, behind: Token) -> Token | None:
    """The adjective between *is* and an infinitive that the parser hangs beside it."""
    return next((c for c in verb.children if c.dep_ == "acomp" and verb.i < c.i < behind.i), None)


def _has_yet_to(above: _Above) -> Said:
    verb = above.word in {"have", "get"} and above.over.pos_ == "VERB" and above.link == "xcomp"
    yet = [c for c in above.over.children if c.lower_ == "yet"] if verb else []
    if not yet:
        return PASS
    above.cue(yet[0])
    return "denied"


def _had_the_chance(above: _Above) -> Said:
    head = above.over.head
    taken = lemma(head) in {"have", "get", "take"} and head.tag_ == "VBD"
    return "held" if above.word in _CHANCES and taken else PASS


def _on_the_way(above: _Above) -> Said:
    if above.word not in _MOTION or not is_verb(above.over):
        return PASS
    return _journey_state(own_state(above.over, above.verdict))


def _hedged(above: _Above) -> Said:
    if above.hedge is None or above.preposition in {"by", "while"}:
        return PASS
    if above.hedge in {"postponed", "cancelled"} and _puts_off_something_else(above):
        return "scheduled"
    above.cue(above.over)
    own = own_state(above.over, above.verdict) if is_verb(above.over) else None
    if own == "denied" or (above.negation is not None and not is_verb(above.over)):
        return negate(above.hedge, above.negation or above.over, above.verdict)
    return "possible" if own == "possible" and above.hedge == "scheduled" else above.hedge


def _puts_off_something_else(above: _Above) -> bool:
    """ "Postponed the walkout to meet the minister": what was put off made room for it."""
    if not is_verb(above.over) or above.link not in {"advcl", "xcomp"}:
        return False
    things = [c for c in above.over.children if c.dep_ in {"dobj", "nsubjpass"}]
    return any(
        t.pos_ == "NOUN" and lemma(t) not in noun_frames() and hedge_of(lemma(t), t) is None
        for t in things
    )


def _by_its_tense(above: _Above) -> Said:
    return own_state(above.over, above.verdict) if is_verb(above.over) else None


def _answered(above: _Above) -> Said:
    """An invitation, offer or request that is accepted or refused."""
    asked = above.state == "possible" and above.below.pos_ == "NOUN" and above.link == "dobj"
    if not asked or above.over.pos_ != "VERB":
        return PASS
    answer = _answer(above.word, above.over, above.negation)
    if answer is None:
        return PASS
    above.cue(above.over)
    return answer


def _not_told(above: _Above) -> Said:
    """ "Declined to say whether they would meet"."""
    silent = above.hedge == "denied" and lemma(above.below) in REPORTS
    return above.state if silent and above.state == "possible" else PASS


def _taken_back(above: _Above) -> Said:
    """ "Refused to meet", "ruled out a meeting"; "did not rule out" leaves it possible."""
    if above.hedge != "denied" or above.link not in _COMPLEMENT_LINKS:
        return PASS
    above.cue(above.over)
    return "possible" if above.negation is not None else "denied"


def _only_said(above: _Above) -> Said:
    """ "Could not confirm that they will meet", "is likely to", "it is unclear whether"."""
    if above.link not in {"ccomp", "xcomp", "acl"}:
        return PASS
    if above.state not in {"scheduled", "likely", "present"}:
        return PASS
    if (said := _unconfirmed(above)) != PASS:
        return said
    if above.hedge in {"likely", "possible"} and above.word not in REPORTS:
        above.cue(above.over)
        return above.hedge
    if above.word in {"unclear", "uncertain", "doubt", "wonder"}:
        above.cue(above.over)
        return "possible"
    return PASS


_NEGATIVE: Final = frozenset({"postponed", "cancelled", "denied"})
_COMPLEMENT_LINKS: Final = frozenset({"ccomp", "xcomp", "pobj", "pcomp", "dobj", "nsubjpass"})
_OPEN: Final[tuple[Step, ...]] = (
    ("status.without", _without),
    ("status.after", _afterwards),
    ("status.before", _beforehand),
    ("status.unconfirmed", _unconfirmed),
    ("status.is to", _is_to),
    ("status.yet to", _has_yet_to),
    ("status.had the chance", _had_the_chance),
    ("status.journey", _on_the_way),
    ("status.hedge", _hedged),
    ("status.tense above", _by_its_tense),
)
"""Asked where the clause below leaves its status open (an infinitive, a gerund)."""
_TAKEN_AWAY: Final[tuple[Step, ...]] = (
    ("status.without", _without),
    ("status.answered", _answered),
    ("status.not told", _not_told),
    ("status.refused", _taken_back),
    ("status.only said", _only_said),
)
"""Asked where it has one: what stands above can only take certainty away."""


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
