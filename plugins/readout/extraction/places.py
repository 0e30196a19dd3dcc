"""Where a meeting took or takes place: its own clause, else its neighbours, else the dateline."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from readout.extraction.names import DATELINE, is_title
from readout.extraction.nearness import LIMIT, Reach
from readout.extraction.parsewalk import climb, phrase
from readout.lexicon.meetings import countries, noun_frames, place_words
from readout.model import Place
from readout.text.lemmas import lemma

_AT = frozenset({"in", "at", "inside", "outside", "near", "to", "from", "on", "aboard"})
_GOING = frozenset(
    {"welcome", "travel", "fly", "go", "come", "head", "return", "invite", "arrive", "visit"}
    | {"trip", "journey", "bring", "summon", "host", "move", "tour", "jet", "land", "receive"}
    | {"pay", "make", "call", "lure", "send", "dispatch"}
)
_NO_PLACES = frozenset({"english", "french", "congress", "office", "person", "law", "parliament"})
_ORIGIN = frozenset(
    {"bear", "base", "raise", "educate", "bury", "live", "grow", "locate", "report"}
)


def place_of_clause(
    trigger: Token, holder: Token | None, taken: set[int], near: bool = False
) -> Place | None:
    """The best place phrase near the trigger; `taken` are tokens of the parties; `near` keeps
    to the trigger's own clause."""
    limit = 2.5 if near else LIMIT
    compound = _compound_city(trigger, taken)
    reach = Reach(trigger, holder)
    best: tuple[float, Token] | None = None
    sentence = trigger.sent
    for token in sentence:
        if token.dep_ != "pobj" or token.i in taken or not is_place(token):
            continue
        preposition = token.head
        word = preposition.lower_
        if word not in _AT:
            continue
        if lemma(preposition.head) in _ORIGIN:
            continue
        cost = reach.cost(token)
        if word in {"to", "from"} and not _goes_there(preposition, trigger):
            continue
        if word == "from":
            cost += 2.0
        if token.ent_type_ not in {"GPE", "LOC", "FAC"} and not _is_venue(token):
            cost += 1.0
        if cost > limit:
            continue
        cost -= 0.6 if _is_venue(token) else 0.0
        if best is None or cost < best[0]:
            best = (cost, token)
    if best is not None:
        return named_place(best[1])
    where = _where(trigger)
    if where is not None:
        return named_place(where)
    return compound or _there(trigger)


def _where(trigger: Token) -> Token | None:
    """ "The White House, where he is hosting": the clause hangs on its place."""
    for ancestor in [trigger, *climb(trigger)]:
        if ancestor.dep_ == "relcl" and any(
            t.lower_ == "where" for t in ancestor.doc[ancestor.left_edge.i : ancestor.i]
        ):
            head = ancestor.head
            if head.ent_type_ in {"DATE", "TIME"}:
                return None
            return head if is_place(head) or head.pos_ == "PROPN" else None
    return None


def _there(trigger: Token) -> Place | None:
    """ "After she met Kuroda there": the place told before."""
    clause = {trigger, *trigger.children}
    if not any(t.lower_ == "there" and t.tag_ == "RB" for t in clause):
        return None
    for i in range(trigger.i - 1, max(-1, trigger.i - 60), -1):
        token = trigger.doc[i]
        if token.ent_type_ in {"GPE", "FAC"} and token.dep_ in {"pobj", "dobj"}:
            return named_place(token)
    return None


def _compound_city(noun: Token, taken: set[int]) -> Place | None:
    """ "The Sochi summit", "the Brno talks": a city, or a name that is nobody's."""
    for child in noun.children:
        unknown = child.ent_type_ == "" and child.pos_ == "PROPN" and child.i == noun.i - 1
        city = child.ent_type_ == "GPE" or (unknown and child.text[:1].isupper())
        if child.dep_ in {"compound", "nmod", "amod"} and city and child.i not in taken:
            low = child.lower_
            if low not in countries() or child.text.lower() in place_words("capitals"):
                return Place(child.text, (child.idx, child.idx + len(child)))
    return None


def is_place(token: Token) -> bool:
    """Whether a noun phrase's head can be where people meet."""
    if token.ent_type_ in {"GPE", "LOC", "FAC"}:
        return True
    if lemma(token) in noun_frames():
        return False
    venues = place_words("venues")
    if lemma(token) in venues or token.lower_ in venues:
        return True
    if token.pos_ != "PROPN" or token.ent_type_ in {"DATE", "TIME", "EVENT", "MONEY"}:
        return False
    if token.ent_type_ == "PERSON" and any(c.dep_ == "compound" for c in token.children):
        return False
    if any(c.dep_ == "compound" and c.lower_ in venues for c in token.children):
        return True
    # An unknown proper noun behind "in" is a place more often than anything else, one behind
    # "at" a place or an event that stands for one ("at the Congressional Ball").
    if token.head.lower_ == "at":
        return token.ent_type_ not in {"PERSON", "NORP"}
    if token.head.lower_ == "to":
        # One travels to a town, whatever the recogniser calls it ("to Santiago").
        verb = token.head.head  # not "before flying on to Vilnius": that is where next
        going = lemma(verb) in {"travel", "fly", "head"} and verb.tag_ != "VBG"
        return going and not is_title(token.nbor(-1))
    return token.head.lower_ == "in" and token.lower_ not in _NO_PLACES


def _is_venue(token: Token) -> bool:
    return token.ent_type_ == "FAC" or lemma(token).lower() in place_words("venues")


def _goes_there(preposition: Token, trigger: Token) -> bool:
    if lemma(trigger) in {"welcome", "invite"} and preposition.i > trigger.i:
        return True
    return lemma(preposition.head) in _GOING


def named_place(token: Token) -> Place:
    """The phrase without its article, with the city behind it."""
    doc = token.doc
    if lemma(token) in {"capital", "city", "town", "village", "resort", "island"}:
        # "her capital, Starograd"
        names = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
        token = names[0] if names else token
    start, stop = phrase(token)
    while start < token.i and doc[start].lower_ in {"the", "a", "an", "his", "her", "its", "their"}:
        start += 1
    for _ in range(2):
        stop = _extended(doc, token, stop)
    span = doc[start:stop]
    return Place(span.text, (span.start_char, span.end_char))


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
    match = DATELINE.match(doc[: min(len(doc), 25)].text)
    if match is None or "/" in match["city"]:
        return None  # "PARIS/TURIN" says of no meeting where it was
    return Place(match["city"], match.span("city"))
