"""Whether a trigger with these parties is an occasion on which they communicate."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from readout.extraction.antecedents import Antecedents
from readout.extraction.arguments import Sides
from readout.extraction.participants import Party
from readout.extraction.triggers import Trigger
from readout.extraction.when_expressions import find_times
from readout.lexicon.meetings import holding_verbs, lookalikes, party_words
from readout.text.lemmas import lemma

_BACK_WORDS = frozenset(
    {"meeting", "talk", "talks", "summit", "call", "conversation", "discussion", "dinner", "lunch"}
    | {"audience", "visit", "discussions", "session", "meal", "encounter", "negotiation"}
)


def is_meeting(
    trigger: Trigger,
    sides: Sides,
    own: Sequence[Party],
    other: Sequence[Party],
    known: Antecedents,
) -> bool:
    """At least two parties, one of them named, and a frame that means an occasion."""
    keys = {p.key for p in [*own, *other]}
    if len(keys) < 2:
        return False
    parties = [*own, *other]
    if not any(p.person is not None or p.type in {"org", "country"} for p in parties):
        return False
    if trigger.kind == "verb" and not sides.joint and not (own and other):
        return False
    if _is_audience(other, sides):
        return False
    if _is_fixture(trigger, parties):
        return False
    if trigger.kind == "verb":
        return _verb_ok(trigger, own, other)
    return _noun_ok(trigger, sides, own, other)


def _is_audience(other: Sequence[Party], sides: Sides) -> bool:
    """Reporters and crowds are talked to, not met."""
    return any(
        t.lower_ in party_words("audiences") or lemma(t) in party_words("audiences")
        for t in sides.other
    ) and not any(p.person is not None for p in other)


def _is_fixture(trigger: Trigger, parties: Sequence[Party]) -> bool:
    """Clubs and countries that meet in a cup are at play."""
    if any(p.person is not None for p in parties):
        return False
    words = lookalikes()["sport"]
    return any(t.lower_ in words for t in trigger.token.sent)


def _verb_ok(trigger: Trigger, own: Sequence[Party], other: Sequence[Party]) -> bool:
    frame = trigger.verb
    assert frame is not None
    if frame.needs == "person":
        return any(p.type in {"person", "group"} for p in other) or (
            frame.together and not other
        )
    if frame.needs == "host":
        return any(p.type in {"person", "org", "group"} for p in other)
    if frame.needs == "cue":
        if frame.lemma == "call":
            return any(p.person is not None for p in other) and not _asks_for(trigger.token)
        return any(p.type in {"person", "group"} for p in other)
    return True


def _asks_for(verb: Token) -> bool:
    """ "called on the government to lower the fare"."""
    return any(t.tag_ == "TO" and t.i > verb.i and t.head.pos_ == "VERB" for t in verb.subtree)


def _noun_ok(
    trigger: Trigger, sides: Sides, own: Sequence[Party], other: Sequence[Party]
) -> bool:
    noun, frame = trigger.token, trigger.noun
    assert frame is not None
    if frame.needs == "host":
        return any(p.type in {"person", "org"} for p in other) or _invited(noun)
    if frame.needs == "with" and not other and sides.holder is None:
        return False
    if frame.process and not _is_occasion(noun, sides.holder):
        return False
    return True


def _invited(noun: Token) -> bool:
    """An accepted invitation implies a host: "accepted an offer to pay a return visit"."""
    words = {t.lower_ for t in noun.sent}
    if words & {"invitation", "invited", "invite", "hosted"}:
        return True
    return any(c.lower_ in {"return", "state", "official"} for c in noun.children)


def _is_occasion(noun: Token, holder: Token | None) -> bool:
    """ "In talks about a tie-up" is a process; a time, a holding verb or an article makes talks
    an occasion."""
    hold, _ = holding_verbs()
    if holder is not None and lemma(holder) in hold:
        return True
    if noun.head.lower_ == "in" and not any(c.dep_ in {"det", "poss"} for c in noun.children):
        return bool(find_times(noun.sent.text))
    return True


def points_back(trigger: Trigger, parties: Sequence[Party]) -> bool:
    """A definite meeting without its parties: "The talks lasted two hours"."""
    if trigger.kind != "noun" or lemma(trigger.token).lower() not in _BACK_WORDS:
        return False
    return any(
        c.lower_ in {"the", "their", "this", "that", "its"} or c.dep_ == "poss"
        for c in trigger.token.children
    )
