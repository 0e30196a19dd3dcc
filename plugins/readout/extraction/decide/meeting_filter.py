"""Whether a trigger with these parties is an occasion on which they communicate."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from readout.extraction.find.occasions.arguments import MEALS, Sides
from readout.extraction.find.occasions.strayphrases import second_verb
from readout.extraction.find.occasions.triggers import Trigger
from readout.extraction.find.times.expressions import find_times
from readout.extraction.resolve.participants import Party
from readout.extraction.resolve.references import References
from readout.extraction.syntax.parsewalk import RELATIVES, antecedent
from readout.lexicon.countries import countries
from readout.lexicon.meetings import (
    holding_verbs,
    lookalikes,
    noun_frames,
    party_words,
    place_words,
)
from readout.text.lemmas import lemma

_CALL_LINKS = frozenset({"with", "between", "from", "to", "among"})
_ENDS = frozenset(
    {"ask", "want", "hope", "refuse", "decline", "request", "due", "plan", "travel", "come", "go"}
    | {"arrive", "invite", "agree", "expect", "fly", "demand", "wish", "schedule", "return", "be"}
)
_ROUNDS = frozenset(
    {"round", "final", "semi-final", "semifinal", "quarter-final", "quarterfinal", "playoff", "tie"}
)
_HABITS = frozenset(
    {"often", "frequently", "regularly", "usually", "routinely", "always", "weekly"}
)
_BACK_WORDS = frozenset(
    {"meeting", "talk", "talks", "summit", "call", "conversation", "discussion", "dinner", "lunch"}
    | {"audience", "visit", "discussions", "session", "meal", "encounter", "negotiation"}
)


def is_meeting(
    trigger: Trigger,
    sides: Sides,
    own: Sequence[Party],
    other: Sequence[Party],
    known: References,
) -> bool:
    """At least two parties, one of them named, and a frame that means an occasion."""
    keys = {p.key for p in [*own, *other]}
    if len(keys) < 2:
        return False
    parties = [*own, *other]
    if not any(_is_named(p) for p in parties):
        return False
    if trigger.kind == "verb" and not sides.joint and not (own and other):
        return False
    if trigger.kind == "verb" and sides.own and not own:
        return False  # somebody met them, nobody knows who
    if _is_audience(other, sides) or _is_speech(trigger, other):
        return False
    if trigger.kind == "verb" and _is_habit(trigger.token):
        return False
    if _holds_another(trigger):
        return False
    if _is_fixture(trigger, parties):
        return False
    if trigger.kind == "verb":
        return _verb_ok(trigger, own, other)
    return _noun_ok(trigger, sides, own, other)


def _is_named(party: Party) -> bool:
    """A person, a country or a body with a proper name, not "the company", and not "the Prime
    Ministers" either: an office in capitals is still no name."""
    if party.type in {"person", "country"}:
        return True
    offices = party_words("offices") | {"prime"}
    return any(
        w[:1].isupper() and w.lower() not in countries() and w.lower().rstrip("s") not in offices
        for w in party.name.split()
    )


def _is_building(party: Party) -> bool:
    """ "Visited the White House": a place, not a host."""
    return party.type == "org" and party.name.split()[-1].lower() in place_words("venues")


def _is_audience(other: Sequence[Party], sides: Sides) -> bool:
    """Reporters and crowds are talked to, not met."""
    return any(
        t.lower_ in party_words("audiences") or lemma(t) in party_words("audiences")
        for t in sides.other
    ) and not any(p.person is not None for p in other)


def _is_speech(trigger: Trigger, other: Sequence[Party]) -> bool:
    """One speaks *to* a crowd or, before a quote, to a journalist: no two-way occasion."""
    verb = trigger.token
    if trigger.kind != "verb" or lemma(verb) not in {"speak", "talk"}:
        return False
    if any(_is_journalist(p) for p in other):
        return True
    if not any(c.dep_ == "prep" and c.lower_ == "to" for c in verb.children):
        return False
    if not any(p.person is not None for p in other):
        return True
    return verb.tag_ == "VBG" and verb.dep_ == "advcl" and "phone" not in verb.sent.text


def _is_journalist(party: Party) -> bool:
    words = {
        w for role in (party.person.roles if party.person else []) for w in role.lower().split()
    }
    return bool(
        words & {"reporter", "journalist", "correspondent", "columnist", "writer", "anchor"}
    )


def _is_habit(verb: Token) -> bool:
    """ "Frequently meets with members of Congress" is no occasion, nor are many."""
    if any(c.lower_ == "times" and c.dep_ == "npadvmod" for c in verb.children):
        return True  # "met three times": counted, none told
    if verb.tag_ not in {"VBZ", "VBP", "VB"}:
        return False
    if lemma(verb) in {"speak", "talk"} and verb.tag_ != "VB" and not find_times(verb.sent.text):
        return True  # "talks to DuVernay about it" in a film
    return any(c.lower_ in _HABITS for c in verb.children if c.dep_ == "advmod")


def _holds_another(trigger: Trigger) -> bool:
    """ "Hosted a dinner": the noun is the occasion, not what is hosted."""
    if trigger.verb is None or trigger.verb.frame != "transitive":
        return False
    verb = trigger.token
    objects = [c for c in verb.children if c.dep_ in {"dobj", "obj", "nsubjpass"}]
    if verb.dep_ in {"relcl", "acl"} and not objects:
        objects = [verb.head]
    # A second object sums the clause up: "received Novak, a meeting that had been in doubt".
    heads = [t if t.lower_ not in RELATIVES else (antecedent(t) or t) for t in objects[:1]]
    return any(lemma(t) in noun_frames() for t in heads)


def _is_fixture(trigger: Trigger, parties: Sequence[Party]) -> bool:
    """Clubs and countries that meet in a cup are at play."""
    if trigger.kind != "verb":
        return False
    words = lookalikes()["sport"]
    if any(p.person is not None for p in parties):
        # "Murray will meet Dimitrov in the second round", "will meet over 10,000m"
        if any(
            c.lower_ == "over" and any(t.like_num or t.ent_type_ == "QUANTITY" for t in c.subtree)
            for c in trigger.token.children
        ):
            return True
        return any(
            child.dep_ == "prep" and child.lower_ == "in" and lemma(inner) in _ROUNDS
            for child in trigger.token.children
            for inner in child.children
        )
    return any(t.lower_ in words for t in trigger.token.sent)


def _verb_ok(trigger: Trigger, own: Sequence[Party], other: Sequence[Party]) -> bool:
    frame = trigger.verb
    assert frame is not None
    if trigger.token.dep_ == "amod" and not second_verb(trigger.token):
        return False
    if frame.needs == "person" and any(p.name.lower().endswith(" parties") for p in other):
        return False  # "hosted holiday parties"
    if frame.needs == "person":
        return any(p.type in {"person", "group"} for p in other) or (frame.together and not other)
    if frame.needs in {"purpose", "time", "occasion"}:
        return _means_meeting(trigger.token, frame.needs, own, other)
    if frame.needs == "telephone":
        return any(p.type == "person" for p in other)  # "telephoned the Queen" as well
    if frame.needs == "host":
        # "visited CureVac", not "visited Germany" or "visited the White House"
        hosts = [p for p in other if p.type != "country" and not _is_building(p)]
        return bool(hosts)
    if frame.needs == "cue":
        if frame.lemma == "call":
            return any(p.person is not None for p in other) and not _asks_for(trigger.token)
        return any(
            t.lower_ in {"sidelines", "margins", "phone", "video"} for t in trigger.token.sent
        )
    return True


def _means_meeting(verb: Token, needs: str, own: Sequence[Party], other: Sequence[Party]) -> bool:
    """ "Asked to see him", "spent three hours with him", "will join him for dinner"."""
    infinitive = verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)
    if not own or not other or not (infinitive or any(p.person is not None for p in other)):
        return False
    if any(c.dep_ in {"ccomp", "xcomp", "oprd"} for c in verb.children):
        return False
    if needs == "time":
        return any(c.dep_ == "dobj" and c.lower_.startswith(("hour", "min")) for c in verb.children)
    if needs == "occasion":
        return any(
            c.lower_ == "for" and lemma(inner) in noun_frames()
            for c in verb.children
            for inner in c.children
        )
    if infinitive:
        return lemma(verb.head) in _ENDS
    people = [p.person for p in (*own, *other) if p.person is not None]
    days = {"weekday", "date", "day"}
    dated = any(t.kind in days for t in find_times(verb.sent.text))
    return dated and len(people) >= 2 and all(person.roles for person in people)


def _asks_for(verb: Token) -> bool:
    """ "called on the government to lower the fare"."""
    return any(
        t.tag_ == "TO" and t.i > verb.i and t.head.pos_ in {"VERB", "AUX"} for t in verb.subtree
    )


def _noun_ok(trigger: Trigger, sides: Sides, own: Sequence[Party], other: Sequence[Party]) -> bool:
    noun, frame = trigger.token, trigger.noun
    assert frame is not None
    if noun.dep_ == "attr" and any(c.ent_type_ == "ORDINAL" for c in noun.lefts):
        return False  # "It was the sixth meeting between them this year": a count
    if frame.needs == "host":
        hosts = [p for p in other if not _is_building(p)]
        return any(p.type in {"person", "org"} for p in hosts) or (bool(hosts) and _invited(noun))
    if frame.needs == "with" and not other and not _owned_by_two(noun, own):
        # "had dinner", "held a call": a joint subject needs a verb that holds it
        hold, _ = holding_verbs()
        if sides.holder is None or noun.head != sides.holder or lemma(sides.holder) not in hold:
            return len(own) >= 2 and frame.lemma in MEALS and noun.head.lower_ in {"over", "during"}
    both = [*own, *other]
    if _is_many(noun, sides.holder):
        return False
    bodies = [p for p in own if p.type in {"org", "group"}]
    if not other and bodies and len(bodies) == len(own) and not sides.holder:
        return False  # "the next Quad Leaders Meeting" names itself
    if frame.lemma == "call" and not _is_telephone(noun, sides.holder):
        return False
    if frame.lemma == "encounter" and sum(p.person is not None for p in both) < 2:
        return False  # with the police
    if sides.adjunct and not sides.other and not any(p.person is not None for p in own):
        return False  # "during the DNC meeting the party …"
    return not (frame.process and not _is_occasion(noun, sides.holder, both))


def _invited(noun: Token) -> bool:
    """An accepted invitation implies a host: "accepted an offer to pay a return visit"."""
    words = {t.lower_ for t in noun.sent}
    if words & {"invitation", "invited", "invite", "hosted"}:
        return True
    return any(c.lower_ in {"return", "state", "official"} for c in noun.children)


def _is_many(noun: Token, holder: Token | None) -> bool:
    """ "Every conversation with donors", "their calls intensified": a habit, unless a verb holds
    them or a time is told."""
    if any(c.lower_ in {"every", "each", "most"} for c in noun.children):
        return True
    if noun.tag_ != "NNS" or noun.lower_ in {"talks", "negotiations", "discussions"}:
        return False
    hold, _ = holding_verbs()
    held = holder is not None and noun.head == holder and lemma(holder) in hold
    return not held and not find_times(noun.sent.text)


def _is_telephone(noun: Token, holder: Token | None) -> bool:
    """A call with, between, from or to somebody, or one that is held; not a mis-tagged verb."""
    if any(c.dep_ == "prep" and c.lower_ in _CALL_LINKS for c in noun.children):
        return True
    hold, _ = holding_verbs()
    return (holder is not None and lemma(holder) in hold) or noun.head.dep_ == "prep"


def _owned_by_two(noun: Token, own: Sequence[Party]) -> bool:
    """ "Their lunch" is the lunch of two."""
    return len(own) >= 2 and any(c.lower_ == "their" for c in noun.children)


def _is_occasion(noun: Token, holder: Token | None, parties: Sequence[Party]) -> bool:
    """ "In talks about a tie-up" is a process; a time, a place, a holding verb, a journey or two
    persons make talks an occasion."""
    hold, _ = holding_verbs()
    if holder is not None and lemma(holder) in hold and lemma(holder) != "be":
        return True
    if holder is not None and _goes_on(holder):
        return True
    times = any(t.kind not in {"vague", "year", "distance"} for t in find_times(noun.sent.text))
    if noun.head.lower_ == "in" and not any(c.dep_ in {"det", "poss"} for c in noun.children):
        return any(t.kind in {"weekday", "date", "day"} for t in find_times(noun.sent.text))
    if noun.head.lower_ == "for" or sum(p.person is not None for p in parties) >= 2:
        return True
    return times or any(c.lower_ in {"in", "at"} and c.dep_ == "prep" for c in noun.children)


def _goes_on(holder: Token) -> bool:
    """ "Talks are under way", "were still in talks"."""
    words = {c.lower_ for c in holder.children} | {
        t.lower_ for c in holder.children for t in c.children
    }
    return bool(words & {"way", "underway", "ongoing", "still", "continuing", "now"}) or (
        holder.lower_ == "continuing"
    )


def points_back(trigger: Trigger, parties: Sequence[Party]) -> bool:
    """A definite meeting without its parties ("The talks lasted two hours") or with one of
    them ("a meeting likely with Xi")."""
    if trigger.kind == "verb":
        return _speaker_met(trigger.token, parties)
    if lemma(trigger.token) not in _BACK_WORDS:
        return False
    if len(parties) == 1 and parties[0].person is not None:
        return True
    return any(
        c.lower_ in {"the", "their", "this", "that", "its"} or c.dep_ == "poss"
        for c in trigger.token.children
    )


def only_goes_on(trigger: Trigger, own: Sequence[Party], other: Sequence[Party]) -> bool:
    """ "They also talked about trade": what was said at the meeting told before, no new one."""
    if other or len(own) < 2:
        return False
    vague = all(p.resolution in {"pronoun", "description"} for p in own)
    if trigger.kind == "noun":
        # "During the meeting, the leaders plan to": the one told before
        return vague and any(c.lower_ in {"the", "this", "that"} for c in trigger.token.children)
    verb = trigger.token
    if lemma(verb) not in {"speak", "talk", "discuss", "confer", "negotiate", "sit"}:
        return False
    return vague or any(
        c.dep_ == "prep" and c.lower_ in {"about", "of", "on"} for c in verb.children
    )


def _speaker_met(verb: Token, parties: Sequence[Party]) -> bool:
    """ "You are the first friend I have met in Beijing": the speaker's meeting, with *you*."""
    return (
        lemma(verb) == "meet"
        and verb.tag_ == "VBN"
        and len(parties) == 1
        and any(c.lower_ in {"i", "we"} for c in verb.children)
    )
