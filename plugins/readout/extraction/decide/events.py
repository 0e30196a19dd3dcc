"""The event at which a meeting takes place, where its clause names no other place: "on the
sidelines of the G20 summit", "at the Munich Security Conference"."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from readout.extraction.decide.nearness import LIMIT, Reach
from readout.extraction.document import Document
from readout.extraction.find.places import is_place, named_place
from readout.extraction.syntax.clauses import FINITE, hanging
from readout.extraction.syntax.phrases import phrase
from readout.lexicon.words import listed
from readout.model import Place
from readout.text.lemmas import lemma

_EVENTS: Final = listed("events.nouns")
_MARGINS: Final = listed("meeting_filter.margins")
_PHRASE: Final = 20  # tokens in which a phrase of an event ends
_AT: Final = frozenset({"at", "during", "of"})


def event_of_clause(
    document: Document, trigger: Token, holder: Token | None
) -> tuple[Place | None, str]:
    """Where the event was by what the article says elsewhere, else the event by its name; with
    the rule that found it. Only an event of a name of its own counts."""
    reach = Reach(trigger, holder)
    if (town := _town_behind_margins(trigger, reach)) is not None:
        return named_place(town), "place.event"
    best: tuple[float, Token] | None = None
    for token in document.sentence_at(trigger):
        if lemma(token) not in _EVENTS or token == trigger or not _is_at(token):
            continue
        if not _is_named(token):
            continue
        cost = reach.cost(token)
        if cost <= LIMIT and (best is None or cost < best[0]):
            best = (cost, token)
    if best is None:
        return None, ""
    place = _told_elsewhere(document, best[1]) or _by_name(best[1])
    return place, "place.event"


def _town_behind_margins(trigger: Token, reach: Reach) -> Token | None:
    """ "On the sidelines of a gathering of ministers in Laos": the town or country on the page,
    whatever the parser makes of the event."""
    for margin in trigger.sent:
        if margin.lower_ not in _MARGINS or reach.cost(margin) > LIMIT:
            continue
        behind = margin.doc[margin.i + 1 : min(trigger.sent.end, margin.i + _PHRASE)]
        if not len(behind) or behind[0].lower_ != "of":
            continue
        for token in behind:
            if token.text in {",", ";"} or token.tag_ in FINITE:
                break
            if token.ent_type_ == "GPE" and token.dep_ == "pobj" and token.head.lower_ == "in":
                return token
    return None


def _is_at(event: Token) -> bool:
    """ "At the summit", "during", "on the sidelines of"."""
    link = event.head
    if event.dep_ != "pobj" or link.lower_ not in _AT:
        return False
    return link.lower_ != "of" or (
        link.head.lower_ in _MARGINS and link.head.head.lower_ in {"on", "at", "in"}
    )


def _is_named(event: Token) -> bool:
    low, _ = phrase(event)
    return any(t.text[:1].isupper() and t.pos_ == "PROPN" for t in event.doc[low : event.i + 1])


def _told_elsewhere(document: Document, event: Token) -> Place | None:
    """ "The G20 summit in Kuala Lumpur", told in another sentence of the same event."""
    words = _words(event)
    for token in document.doc:
        if token.lower_ != event.lower_ or token == event or not _words(token) & words:
            continue
        for link in hanging(token, "prep"):
            town = next((t for t in hanging(link, "pobj") if is_place(t)), None)
            if link.lower_ == "in" and town is not None and town.ent_type_ == "GPE":
                return named_place(town)
    return None


def _words(event: Token) -> frozenset[str]:
    """The capitalised words before an event's noun: its name."""
    low, _ = phrase(event)
    return frozenset(t.lower_ for t in event.doc[low : event.i] if t.text[:1].isupper())


def _by_name(event: Token) -> Place:
    low, _ = phrase(event)
    doc = event.doc
    while low < event.i and doc[low].pos_ in {"DET", "ADP"}:
        low += 1
    span = doc[low : event.i + 1]
    return Place(span.text, (span.start_char, span.end_char))
