"""Where a meeting took or takes place, as its own clause says."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from readout.extraction.decide.nearness import LIMIT, Reach
from readout.extraction.document import Document
from readout.extraction.find.places import PlaceMention, is_venue
from readout.extraction.syntax.clauses import climb, is_verb
from readout.lexicon.meetings import journey_words, noun_frames
from readout.lexicon.words import listed
from readout.model import Place
from readout.text.lemmas import lemma

_CHAIN: Final = 6
_ABOUT = listed("place.about")
_AT = listed("place.at")
_DISCUSSED = listed("place.discussed")
_EVENTS = listed("meeting_filter.events")
_MARGINS = listed("meeting_filter.margins")
_GOING = listed("place.going")
_ORIGIN = listed("place.origin")
_REASONS = listed("place.reasons")
_LEAVES = listed("place.leaves")


def place_of_clause(
    document: Document,
    trigger: Token,
    holder: Token | None,
    taken: set[int],
    near: bool = False,
) -> tuple[Place | None, str]:
    """The best place phrase near the trigger; `taken` are tokens of the parties; `near` keeps
    to the trigger's own clause. With the rule that found it."""
    limit = 2.5 if near else LIMIT
    reach = Reach(trigger, holder)
    best: tuple[float, PlaceMention] | None = None
    for mention in document.places_in(document.sentence_at(trigger)):
        token = mention.token
        if token.dep_ != "pobj" or token.i in taken:
            continue
        preposition = token.head
        word = preposition.lower_
        if word not in _AT:
            continue
        if lemma(preposition.head) in _ORIGIN or _is_reason(preposition):
            continue
        if is_of_a_matter(preposition, trigger) or is_of_another_time(preposition, trigger):
            continue
        cost = reach.cost(token)
        if word in {"to", "from"} and not _goes_there(preposition, trigger):
            continue
        if word == "from":
            cost += 2.0
        if token.ent_type_ not in {"GPE", "LOC", "FAC"} and not is_venue(token):
            cost += 1.0
        if cost > limit:
            continue
        cost -= 0.6 if is_venue(token) else 0.0
        if best is None or cost < best[0]:
            best = (cost, mention)
    if best is not None:
        return best[1].place, best[1].rule
    return None, ""


def is_of_a_matter(preposition: Token, trigger: Token) -> bool:
    """Whether the place belongs to what was talked about or had happened: "to discuss the war in
    Sudan", "talks on Syria", "after a march in La Paz"; not "in a hotel in Rome"."""
    place = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if place is not None and preposition.lower_ == "on" and place.ent_type_ == "GPE":
        return not is_venue(place)
    at = preposition.head
    if at.pos_ != "NOUN":
        return False
    for _ in range(_CHAIN):
        word = lemma(at)
        if at == trigger or is_venue(at) or word in noun_frames() or word in _EVENTS:
            return False
        if word in journey_words("nouns") or at.lower_ in _MARGINS:
            return False
        link = at.head
        if at.dep_ == "conj":
            at = link
        elif at.dep_ == "pobj" and link.lower_ == "of":
            at = link.head
        else:
            about = at.dep_ == "pobj" and link.lower_ in _ABOUT
            return about or (at.dep_ == "dobj" and lemma(link) in _DISCUSSED)
    return False


def _is_reason(preposition: Token) -> bool:
    """ "Because of a funeral in Zagreb": where something else takes place."""
    for ancestor in climb(preposition):
        if is_verb(ancestor):
            return False
        if ancestor.lower_ in _REASONS:
            return True
    return False


def is_of_another_time(preposition: Token, trigger: Token) -> bool:
    """ "Before arriving in Belmar, she visited Estland, where she met", "before he moved to
    Berlin": where one comes from or goes to, after or before."""
    at = preposition
    for ancestor in (preposition, *climb(preposition)):
        if ancestor == trigger or ancestor.is_ancestor(trigger):
            return False
        if ancestor.lower_ == "before" or any(
            c.dep_ == "mark" and c.lower_ == "before" for c in ancestor.children
        ):
            return at != preposition or ancestor != preposition
        if lemma(ancestor) in _LEAVES and lemma(ancestor.head) != "before":
            return True
        at = ancestor
    return False


def is_left_for(preposition: Token, trigger: Token) -> bool:
    """ "Returned to Pretoria soon after meeting": where one goes when it is over."""
    going = preposition.head
    if preposition.lower_ != "to" or lemma(going) not in _GOING:
        return False
    below = next((t for t in (trigger, *climb(trigger)) if t.head == going), trigger)
    return below.lower_ == "after" or any(c.lower_ == "after" for c in below.children)


def _goes_there(preposition: Token, trigger: Token) -> bool:
    if lemma(trigger) in {"welcome", "invite"} and preposition.i > trigger.i:
        return True
    going = preposition.head
    before = going.head.lower_ == "before" or any(
        c.dep_ == "mark" and c.lower_ == "before" for c in going.children
    )
    # "before flying on to Vilnius": not there yet
    return lemma(going) in _GOING and not before and not is_left_for(preposition, trigger)
