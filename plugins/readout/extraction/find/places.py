"""Noun phrases that can be where people meet, and the city that a story is filed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.find.people.names import is_title
from readout.extraction.syntax.clauses import hangs
from readout.extraction.syntax.dateline import dateline_of
from readout.extraction.syntax.phrases import phrase
from readout.extraction.syntax.rules import is_on
from readout.lexicon.meetings import noun_frames, place_words
from readout.lexicon.words import listed
from readout.model import Place
from readout.text.lemmas import lemma

_NAMED_PLACE: Final = listed("places.named_place")
_NAMED_PLACE_2: Final = listed("places.named_place_2")
_INSIDE: Final = listed("places.inside")

_NO_PLACES = listed("places.no_places")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A noun phrase that can be where people meet: its head, and the rule that says so."""

    token: Token
    rule: str

    @property
    def place(self) -> Place:
        return named_place(self.token)


_PHRASES = frozenset({"pobj", "dobj", "obj", "nsubj", "nsubjpass", "appos", "conj", "ROOT", "attr"})


def find_places(doc: Doc) -> tuple[PlaceMention, ...]:
    """The candidates of a text in order; linear in its length."""
    return tuple(
        PlaceMention(token, rule)
        for token in doc
        if token.pos_ in {"NOUN", "PROPN"}
        and token.dep_ in _PHRASES
        and (rule := place_rule(token))
        and is_on(rule)
    )


def is_place(token: Token) -> bool:
    """Whether a noun phrase's head can be where people meet."""
    return bool(place_rule(token))


def place_rule(token: Token) -> str:
    """Why a noun phrase's head can be where people meet; empty when it can't."""
    if token.ent_type_ in {"GPE", "LOC", "FAC"}:
        return "place.label"
    if lemma(token) in noun_frames():
        return ""
    venues = place_words("venues")
    if lemma(token) in venues or token.lower_ in venues:
        return "place.venue"
    if token.pos_ != "PROPN" or token.ent_type_ in {"DATE", "TIME", "EVENT", "MONEY"}:
        return ""
    if token.ent_type_ == "PERSON" and hangs(token, "compound"):
        return ""
    if any(c.dep_ == "compound" and c.lower_ in venues for c in token.children):
        return "place.named venue"
    # An unknown proper noun behind "in" is a place more often than anything else, one behind
    # "at" a place or an event that stands for one ("at the Congressional Ball").
    if token.head.lower_ == "at":
        return "" if token.ent_type_ in {"PERSON", "NORP"} else "place.name behind at"
    if token.head.lower_ == "to":
        # One travels to a town, whatever the recogniser calls it ("to Santiago").
        verb = token.head.head  # not "before flying on to Vilnius": that is where next
        going = lemma(verb) in {"travel", "fly", "head"} and verb.tag_ != "VBG"
        return "place.name one travels to" if going and not is_title(token.nbor(-1)) else ""
    known = token.head.lower_ == "in" and token.lower_ not in _NO_PLACES
    return "place.name behind in" if known else ""


def is_venue(token: Token) -> bool:
    return token.ent_type_ == "FAC" or lemma(token).lower() in place_words("venues")


def named_place(token: Token) -> Place:
    """The phrase without its article, with the city behind it."""
    doc = token.doc
    if lemma(token) in _NAMED_PLACE or (
        token.pos_ == "NOUN" and is_venue(token) and token.ent_type_ == ""
    ):
        # "her capital, Starograd", "at his residence, the Alder Palace"
        names = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
        names = names or _named_behind(token)
        token = names[0] if names else token
    start, stop = phrase(token)
    described = token.pos_ == "PROPN" and doc[start].lower_ in {"a", "an"}
    while start < token.i and doc[start].lower_ in _NAMED_PLACE_2:
        start += 1
    while described and start < token.i and not doc[start].text[:1].isupper():
        start += 1  # "in a cold and foggy | Oslo": how it was there is no part of its name
    stop = _with_tail(doc, token, stop)
    for _ in range(2):
        stop = _extended(doc, token, stop)
    span = doc[start:stop]
    return Place(span.text, (span.start_char, span.end_char))


def _named_behind(venue: Token) -> list[Token]:
    """ "At her residence, the Alder Palace, on": the name in the line behind what it is, whatever
    the parser takes it to belong to; it must end with a venue, too."""
    doc, at = venue.doc, venue.i + 1
    if at + 2 >= len(doc) or doc[at].text != ",":
        return []
    at += 2 if doc[at + 1].lower_ == "the" else 1
    end = at
    while end < len(doc) and doc[end].text[:1].isupper() and doc[end].pos_ in {"PROPN", "NOUN"}:
        end += 1
    closed = end < len(doc) and doc[end].text in {",", ".", ";"}
    return [doc[end - 1]] if closed and end - at > 1 and is_venue(doc[end - 1]) else []


def _with_tail(doc: Doc, token: Token, stop: int) -> int:
    """ "Ponta | do Ouro": parsers trained on English end a town before its small words."""
    end = stop
    while end < len(doc) and doc[end].text in _INSIDE:
        end += 1
    if token.pos_ != "PROPN" or not stop < end < len(doc):
        return stop
    last = doc[end]
    return end + 1 if last.text[:1].isupper() and last.is_alpha and not is_title(last) else stop


def _extended(doc: Doc, token: Token, stop: int) -> int:
    """ "Lakeside Hotel | in Geneva", "Honiara |, Solomon Islands"."""
    if stop >= len(doc):
        return stop
    if doc[stop].lower_ in {"in", "of"} and doc[stop].dep_ == "prep":
        inner = [c for c in doc[stop].children if c.dep_ == "pobj"]
        near = [c for c in inner if c.i - stop <= 4 and c.ent_type_ not in {"DATE", "TIME"}]
        if near and (is_place(near[0]) or near[0].pos_ == "PROPN"):
            return near[0].i + 1
    if (
        doc[stop].text == ","
        and stop + 1 < len(doc)
        and doc[stop + 1].ent_type_ == "GPE"
        and token.ent_type_ == "GPE"
    ):
        end = stop + 2
        while end < len(doc) and doc[end].ent_iob_ == "I":
            end += 1
        following = doc[end].text if end < len(doc) else ""
        return end if following in {",", ".", ""} or following not in {"and"} else stop
    return stop


def dateline(doc: Doc) -> Place | None:
    """The city that an agency's story opens with: "OSLO, March 12 -"."""
    found = dateline_of(doc)
    if found is None or "/" in found.city:
        return None  # "PARIS/TURIN" says of no meeting where it was
    return Place(found.city, found.city_span)
