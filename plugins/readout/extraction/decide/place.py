"""Where a meeting took or takes place, as its own clause says."""

from __future__ import annotations

from spacy.tokens import Token

from readout.extraction.decide.nearness import LIMIT, Reach
from readout.extraction.document import Document
from readout.extraction.find.places import PlaceMention, is_venue
from readout.extraction.syntax.clauses import climb, is_verb
from readout.lexicon.words import listed
from readout.model import Place
from readout.text.lemmas import lemma

_AT = listed("place.at")
_GOING = listed("place.going")
_ORIGIN = listed("place.origin")
_REASONS = listed("place.reasons")


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


def _is_reason(preposition: Token) -> bool:
    """ "Because of a funeral in Zagreb": where something else takes place."""
    for ancestor in climb(preposition):
        if is_verb(ancestor):
            return False
        if ancestor.lower_ in _REASONS:
            return True
    return False


def _goes_there(preposition: Token, trigger: Token) -> bool:
    if lemma(trigger) in {"welcome", "invite"} and preposition.i > trigger.i:
        return True
    going = preposition.head
    before = going.head.lower_ == "before" or any(
        c.dep_ == "mark" and c.lower_ == "before" for c in going.children
    )
    return lemma(going) in _GOING and not before  # "before flying on to Vilnius": not there yet
