"""Noun phrases as parties are named by them: their words, number and nation."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from readout.extraction.syntax.parsewalk import conjuncts, phrase
from readout.lexicon.countries import countries, country_words
from readout.lexicon.words import listed
from readout.model import Span
from readout.text.lemmas import lemma

_TWO = listed("syntax.phrases.two")
# Definite plurals that point back at people named before.
_BACK = listed("syntax.phrases.back")
OFFICES = listed("syntax.phrases.offices")
_DETERMINERS = listed("syntax.phrases.determiners")
_COUNTED = {"two": 2, "three": 3, "four": 4, "both": 2}
_REACH_BACK = 250


def span_of(doc: Doc, start: int, stop: int) -> Span:
    """Characters of the tokens `[start, stop)`."""
    last = doc[stop - 1]
    return doc[start].idx, last.idx + len(last)


def phrase_span(token: Token) -> Span:
    """Characters of the noun phrase with this head, up to the head."""
    return span_of(token.doc, *phrase(token))


def is_plural(token: Token) -> bool:
    return token.tag_ in {"NNS", "NNPS"} or token.lower_ in _TWO


def says_two(token: Token) -> bool:
    return token.lower_ in _TWO or any(c.lower_ in _TWO for c in token.children)


def points_back(token: Token) -> bool:
    """ "The leaders", "the two men": somebody named before."""
    if lemma(token) not in _BACK:
        return False
    extra = [
        c
        for c in token.children
        if c.dep_ in {"amod", "compound", "nmod", "poss", "prep"} and c.lower_ not in _TWO
    ]
    definite = any(c.lower_ in {"the", "both", "these", "two"} for c in token.children)
    return definite and not extra


def is_title_word(token: Token) -> bool:
    """ "The President", "Prime Minister": an office, whatever the tagger thinks."""
    if not token.text[:1].isupper() or lemma(token) not in OFFICES:
        return False
    if token.ent_type_ not in {"ORG", "GPE"}:
        return True
    start, stop = name_range(token)
    return stop - start == 1 and start > 0 and token.doc[start - 1].lower_ == "the"


_LONGEST = 6  # tokens: "St. Vincent and the Grenadines"


def country_at(token: Token) -> tuple[str, int, int] | None:
    """The country whose name, adjective, capital … covers a token, by its longest reading, and
    the tokens of it: both halves of "Antigua and Barbuda", of "Guinea-Bissau", of "Sri Lankan"."""
    if token.lower_ not in country_words():
        return None
    doc, known = token.doc, countries()
    for width in range(_LONGEST, 0, -1):
        for start in range(max(0, token.i - width + 1), min(token.i, len(doc) - width) + 1):
            name = known.get(doc[start : start + width].text.lower())
            if name is not None:
                return name, start, start + width
    return None


def nation_of(token: Token) -> str | None:
    """The country that stands before the head: "her Italian counterpart"."""
    found = (country_at(t) for child in token.lefts for t in child.subtree)
    return next((at[0] for at in found if at is not None), None)


def nation_before(token: Token) -> bool:
    return any(
        c.dep_ in {"amod", "compound", "nmod"} and country_at(c) is not None for c in token.lefts
    )


def is_definite(token: Token) -> bool:
    """Whether the phrase means somebody the reader can know: by article, owner or capital."""
    return (
        any(
            c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in {"the", "this", "that"})
            for c in token.children
        )
        or token.text[:1].isupper()
        or nation_before(token)
    )


def country_of(token: Token) -> str | None:
    """The country that a capitalised name stands for ("Moscow" → Russia)."""
    if not token.text[:1].isupper():
        return None
    start, stop = name_range(token)
    known = countries()
    whole = known.get(token.doc[start:stop].text.lower())
    at = country_at(token)
    if at is None or (at[2] - at[1] == 1 and stop - start > 1):
        return whole  # "Bank of Japan"
    return at[0] if at[1] <= start and stop <= at[2] else whole


def countries_before(token: Token) -> list[str]:
    """The countries that "the three countries" means: coordinated ones nearest before."""
    doc = token.doc
    count = next((_COUNTED[c.lower_] for c in token.children if c.lower_ in _COUNTED), 0)
    for i in range(token.i - 1, max(-1, token.i - _REACH_BACK), -1):
        if countries().get(doc[i].lower_) is None:
            continue
        chain = [countries().get(t.lower_) for t in conjuncts(doc[i])]
        names = list(dict.fromkeys(name for name in chain if name))
        if len(names) >= 2 and (not count or len(names) == count):
            return names
    return []


def without_determiner(doc: Doc, start: int, head: int) -> int:
    while start < head and doc[start].lower_ in _DETERMINERS:
        start += 1
    return start


def without_count(token: Token) -> int:
    """Where "only half a dozen Senate Republicans" begins to say who they are."""
    start = without_determiner(token.doc, phrase(token)[0], token.i)
    counts = {"nummod", "quantmod", "advmod", "predet", "det", "cc"}
    skipped = [c.right_edge.i for c in token.lefts if c.dep_ in counts and c.pos_ != "ADJ"]
    first = [c.left_edge.i for c in token.lefts if c.dep_ not in counts]
    if skipped and min(first, default=token.i) > min(skipped):
        return min(first, default=token.i)
    return start


def with_of(token: Token, stop: int) -> int:
    """Take in a short "of …" or "from …" right behind the head."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "from"} and child.i == stop:
            inner = [c for c in child.children if c.dep_ == "pobj"]
            end = conjuncts(inner[0])[-1].i + 1 if inner else stop
            if end - child.i <= 7:
                return end
    return stop


def name_range(token: Token) -> tuple[int, int]:
    """The capitalised run or entity around a name's head, as token numbers."""
    doc = token.doc
    start, stop = token.i, token.i + 1
    if token.ent_type_:
        while start > 0 and doc[start].ent_iob_ == "I":
            start -= 1
        while stop < len(doc) and doc[stop].ent_iob_ == "I":
            stop += 1
    else:
        while (
            start > token.left_edge.i
            and doc[start - 1].text[:1].isupper()
            and doc[start - 1].dep_ in {"compound", "amod", "nmod"}
        ):
            start -= 1
    while start < token.i and not doc[start].text[:1].isupper() and not doc[start].is_digit:
        start += 1
    if doc[start].lower_ == "the" and start < token.i:
        start += 1
    while stop > token.i + 1 and doc[stop - 1].lower_ in {"'s", "’s"}:
        stop -= 1
    return start, stop
