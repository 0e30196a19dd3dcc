"""Words that may carry a meeting, by the frames of the lexicon, and what only looks like one.

A first pass over the tokens compares lower-case forms only; nothing else of this room
looks at a sentence without a hit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from spacy.tokens import Doc, Token

from readout.extraction.syntax.clauses import FINITE, hanging
from readout.extraction.syntax.rules import is_on
from readout.lexicon.meetings import (
    NounFrame,
    VerbFrame,
    journey_words,
    lookalikes,
    noun_frames,
    verb_frames,
)
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_STEMS: Final = listed("occasions.triggers.stems")
_ENVOYS: Final = listed("occasions.triggers.envoys")


BY_FORM: Final = ("on a visit", "envoy")
"""What frames need that tells an occasion by the form of the clause alone."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A token that may carry a meeting, with the frame that says how it takes parties."""

    token: Token
    kind: Literal["verb", "noun"]
    verb: VerbFrame | None = None
    noun: NounFrame | None = None

    @property
    def rule(self) -> str:
        frame = self.verb or self.noun
        if frame is None:
            return "occasion"
        form = f" {frame.needs}" if frame.needs in BY_FORM else ""
        return f"occasion.{frame.lemma}{form}"


@cache
def _stems() -> frozenset[str]:
    """First letters of every trigger word: a cheap sieve before any lemma is asked for."""
    words = set(verb_frames()) | set(noun_frames()) | _STEMS
    return frozenset(word[:3] for word in words)


def find_triggers(doc: Doc) -> list[Trigger]:
    """All candidates in order of the text; linear in its length."""
    stems = _stems()
    found = []
    for token in doc:
        if token.lower_[:3] not in stems:
            continue
        trigger = _read(token)
        if trigger is not None and is_on(trigger.rule) and not _looks_alike(trigger):
            found.append(trigger)
    return found


def find_lookalikes(doc: Doc) -> list[Token]:
    """Trigger words that carry no meeting where they stand ("met with scorn", "meeting room")."""
    stems = _stems()
    read = ((t, _read(t)) for t in doc if t.lower_[:3] in stems)
    return [t for t, trigger in read if trigger is not None and _looks_alike(trigger)]


_LINES = listed("occasions.triggers.lines")
# Forms that the rule lemmatizer cuts short.
_FORMS = {
    "dine": "dine",
    "dined": "dine",
    "dines": "dine",
    "dining": "dine",
    "phoned": "phone",
    "met": "meet",
}


def base_form(token: Token) -> str:
    """The lemma by which the lexicon knows a trigger."""
    return _FORMS.get(token.lower_) or lemma(token)


def _read(token: Token) -> Trigger | None:
    if token.pos_ == "VERB" or token.tag_.startswith("VB") or token.lower_ in {"dine", "dined"}:
        frames = verb_frames().get(base_form(token), ())
        frame = next((f for f in frames if _has_particle(token, f)), None)
        if frame is not None:
            return Trigger(token, "verb", verb=frame)
    if token.pos_ in {"NOUN", "PROPN", "ADJ", "VERB"}:
        noun = noun_frames().get(lemma(token)) or noun_frames().get(_singular(token.lower_))
        if noun is None or (noun.plural_only and not token.lower_.endswith("s")):
            return None
        if token.pos_ == "VERB" and not (token.lower_ == "meeting" or _after_noun(token)):
            return None
        if noun.lemma in {"bilateral", "trilateral"} and (
            token.dep_ in {"amod", "compound", "conj"} or not token.tag_.startswith("NN")
        ):
            return None
        if noun.lemma == "call" and any(
            c.dep_ == "prep" and c.lower_ in {"to", "for"} for c in token.children
        ):
            return None
        if noun.needs == "video" and not any(
            c.lower_ in {"video", "phone", "telephone", "tele"} for c in token.lefts
        ):
            return None
        return Trigger(token, "noun", noun=noun)
    return None


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _after_noun(token: Token) -> bool:
    """ "His first leader call": the tagger sees a verb where only a noun can stand."""
    return token.i > token.sent.start and token.nbor(-1).pos_ in {"NOUN", "ADJ", "DET"}


def _has_particle(token: Token, frame: VerbFrame) -> bool:
    if frame.lemma == "call" and frame.parts:
        return any(
            c.dep_ == "prep"
            and c.lower_ in frame.parts
            and 0 < c.i - token.i <= 2
            and not _when_or_where(c)
            for c in token.children
        )
    if frame.needs == "by phone" and not _by_phone(token):
        return False
    if frame.needs == "on a visit" and not _on_a_visit(token):
        return False
    if frame.needs == "envoy" and not _calls_an_envoy(token):
        return False
    if frame.needs == "telephone" and (_after_noun(token) or not _says_nothing_of_it(token)):
        return False
    if frame.particle is None:
        return True
    following = token.doc[token.i + 1 : token.i + 4]
    return any(t.lower_ == frame.particle for t in following)


def _by_phone(verb: Token) -> bool:
    """ "Told him by phone", "informed her over the telephone", "congratulated her in a video call":
    the clause says over what. Read on the page, since parsers hang the phrase on any noun."""
    link: Token | None = None
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.dep_ == "mark" or (token.tag_ in FINITE and token.dep_ != "auxpass"):
            return False
        if token.pos_ == "ADP":
            link = token
        elif token.lower_ in _LINES:
            behind = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
            return link is not None and token.i - link.i <= 3 and behind != "interview"
    return False


def _on_a_visit(verb: Token) -> bool:
    """ "Told the king during a stop in Amman", "raised it with her on his visit", "visiting Doha,
    she assured the emir": whoever is told sits in the same room."""
    for child in verb.children:
        if child.dep_ == "advcl" and child.tag_ == "VBG" and lemma(child) == "visit":
            return True
        if child.lower_ in {"during", "on"} and _is_of_a_visit(child):
            return True
    # hung on what was said, or on who was told: "told King Rashid for his help during a stop"
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.lower_ == "during" and _is_of_a_visit(token):
            above = next((a for a in (token, *token.ancestors) if a.head == verb), None)
            if above is not None and above.dep_ in _TOLD and above.i > verb.i:
                return True
    return False


_TOLD: Final = frozenset({"dobj", "prep", "pobj", "dative"})


def _is_of_a_visit(preposition: Token) -> bool:
    return any(lemma(t) in journey_words("nouns") for t in hanging(preposition, "pobj"))


def _calls_an_envoy(verb: Token) -> bool:
    """ "Summoned the Swedish ambassador", "called in envoy Jan Roos"."""
    called = hanging(verb, "dobj", "obj", "nsubjpass")
    return any(t.lower_ in _ENVOYS for c in called for t in c.subtree if t.i <= c.right_edge.i)


def _says_nothing_of_it(verb: Token) -> bool:
    """Whether a call has an object and no predicate for it ("called Xi today")."""
    objects = hanging(verb, "dobj", "obj", "oprd")
    if len(objects) != 1 or any(
        c.dep_ in {"ccomp", "prt"} or (c.dep_ == "prep" and not _when_or_where(c))
        for c in verb.children
    ):
        return False
    return all(t.text not in {"“", '"', "‘", "'"} for t in verb.doc[verb.i : objects[0].i + 3])


def _when_or_where(preposition: Token) -> bool:
    return any(c.ent_type_ in {"DATE", "TIME", "GPE"} for c in preposition.children)


def _looks_alike(trigger: Trigger) -> bool:
    token = trigger.token
    if trigger.kind == "noun":
        return _no_occasion(token)
    return _fixed_phrase(token)


def _no_occasion(noun: Token) -> bool:
    """A noun inside another one ("meeting room", "talks process"), counted or a summit of rock."""
    words = lookalikes()
    head = noun.head
    if noun.dep_ == "compound" and head.i > noun.i:
        return head.lower_ not in words["shells"]
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and lemma(noun.head.head) in words["spans"]:
        return True  # "months of meetings"
    before = {c.lower_ for c in noun.children if c.i < noun.i and c.dep_ != "poss"}
    if before & words["kinds"]:
        return True
    climbed = any(lemma(a) in words["climbs"] for a in (noun.head, noun.head.head))
    if climbed and lemma(noun) == "summit":
        return True
    after = [c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"]
    return any(t.lower_ in words["rock"] for c in after for t in c.children)


def _measured(verb: Token) -> bool:
    """ "Did not meet the Commission's 15 percent threshold": the last noun of the object counts."""
    last = None
    for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 14)]:
        if token.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "PART", "DET", "ADP", "PRON"} and (
            token.text not in {"'", "’", "-"}
        ):
            break
        if token.pos_ == "ADP" and token.lower_ not in {"on", "of", "for"}:
            break
        if token.pos_ in {"NOUN", "PROPN"}:
            last = token
    return last is not None and lemma(last) in lookalikes()["met_things"]


def _fixed_phrase(verb: Token) -> bool:
    """ "met with criticism", "meet expectations", "make ends meet"."""
    words = lookalikes()
    if lemma(verb) == "meet" and _measured(verb):
        return True
    for child in verb.children:
        if child.dep_ in {"dobj", "obj"} and lemma(child).lower() in words["met_things"]:
            return True
        if child.dep_ in {"nsubj", "nsubjpass"} and child.lower_ in {"ends", "eye", "eyes"}:
            return True
        if child.dep_ == "prep" and child.lower_ == "with" and child.i <= verb.i + 2:
            for inner in child.children:
                if lemma(inner).lower() in words["met_things"]:
                    return True
    return False
