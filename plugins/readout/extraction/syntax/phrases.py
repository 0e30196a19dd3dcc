"""Noun phrases: where they begin and end, their number and nation."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.syntax.clauses import conjuncts, hanging, is_verb
from readout.lexicon.countries import countries, country_words
from readout.lexicon.words import listed
from readout.model import Span
from readout.text.lemmas import lemma

_NP_LEFT: Final = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "advmod", "predet", "neg"}
)
_NP_PREPOSITIONS: Final = listed("syntax.phrases.np_prepositions")
_TWO = listed("syntax.phrases.two")
# Definite plurals that point back at people named before.
_BACK = listed("syntax.phrases.back")
OFFICES = listed("syntax.phrases.offices")
_DETERMINERS = listed("syntax.phrases.determiners")
_COUNTED = {"two": 2, "three": 3, "four": 4, "both": 2}
_REACH_BACK = 250
_LONGEST_OF: Final = 7  # tokens


def span_of(doc: Doc, start: int, stop: int) -> Span:
    """Characters of the tokens `[start, stop)`."""
    last = doc[stop - 1]
    return doc[start].idx, last.idx + len(last)


def phrase_span(token: Token) -> Span:
    """Characters of the noun phrase with this head, up to the head."""
    return span_of(token.doc, *phrase(token))


def name_start(token: Token) -> int:
    """Left edge of the noun phrase of a head, without clauses."""
    start = token.i
    for one in token.lefts:
        if one.dep_ in _NP_LEFT and one.i < start:
            if one.dep_ == "advmod" and one.i < token.i - 3:
                continue
            start = min(start, one.left_edge.i)
    return start


def _phrase_end(head: Token) -> int:
    """Right end: "of"-phrases and the like, coordinated heads, no clause, no apposition."""
    stop = head.i + 1
    doc = head.doc
    for one in head.rights:
        if one.dep_ == "prep" and one.lower_ in _NP_PREPOSITIONS and one.i <= stop + 1:
            if any(is_verb(t) and t.dep_ in {"relcl", "ROOT", "ccomp"} for t in one.subtree):
                break
            stop = one.right_edge.i + 1
        elif one.dep_ in {"amod", "acl"} and one.i == stop and one.pos_ == "ADJ":
            stop = one.right_edge.i + 1
        elif one.dep_ == "case" or (one.dep_ in {"cc", "punct"} and one.text != ","):
            continue
        elif one.dep_ == "conj" and not is_verb(one):
            stop = max(stop, _phrase_end(one))
        elif one.dep_ == "nummod" and one.i == stop:
            stop += 1
    while stop > head.i + 1 and doc[stop - 1].is_punct:
        stop -= 1
    return stop


def noun_phrase(head: Token) -> tuple[int, int]:
    """The source's span: premodifiers and "of"-phrases, no apposition, relative clause, age."""
    start, stop = name_start(head), _phrase_end(head)
    doc = head.doc
    while start < head.i and (doc[start].is_punct or doc[start].is_space):
        start += 1
    for i in range(head.i + 1, stop):
        if doc[i].is_space and "\n" in doc[i].text:
            return start, i
    return start, stop


def phrase(head: Token) -> tuple[int, int]:
    """Token range of a noun phrase without what is coordinated or put beside it."""
    left = head.i
    for child in head.children:
        if child.i < head.i and child.dep_ not in {"conj", "cc", "punct", "relcl", "appos"}:
            left = min(left, child.left_edge.i)
    return left, head.i + 1


def is_plural(token: Token) -> bool:
    return token.tag_ in {"NNS", "NNPS"} or token.lower_ in _TWO or bool(office_of(token))


def office_of(token: Token) -> str:
    """ "Ministers" with a capital, which taggers take for a name: the office in the singular."""
    low = token.lower_
    several = token.pos_ == "PROPN" and token.text[:1].isupper() and low.endswith("s")
    return low[:-1] if several and low[:-1] in OFFICES else ""


def says_two(token: Token) -> bool:
    return token.lower_ in _TWO or any(c.lower_ in _TWO for c in token.children)


def how_many(token: Token) -> int:
    """The count that *the two*, *both*, *the three leaders* gives; 0 for none of the small ones."""
    own = 2 if says_two(token) else _COUNTED.get(token.lower_, 0)
    return own or next((_COUNTED[c.lower_] for c in token.children if c.lower_ in _COUNTED), 0)


def points_back(token: Token) -> bool:
    """ "The leaders", "the two men", "the two Prime Ministers": somebody named before."""
    if lemma(token) not in _BACK and office_of(token) not in _BACK:
        return False
    counted = says_two(token)
    extra = [
        c
        for c in token.children
        if c.dep_ in {"amod", "compound", "nmod", "poss", "prep"}
        and c.lower_ not in _TWO
        and not (counted and c.dep_ in {"compound", "amod"} and c.lower_ in OFFICES)
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


def country_from(doc: Doc, at: int) -> tuple[str, int] | None:
    """The country whose name begins at a token, by its longest reading, and the token behind."""
    for width in (3, 2, 1):
        name = countries().get(doc[at : at + width].text.lower())
        if name is not None:
            return name, at + width
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
            inner = hanging(child, "pobj")
            last = conjuncts(inner[0])[-1] if inner else child
            end = last.i + 1
            if inner and end - child.i <= _LONGEST_OF:
                whole = with_of(last, end)  # "the mayor of the city of Ghent"
                return whole if whole - child.i <= _LONGEST_OF else end
    return stop


def entity_range(token: Token) -> tuple[int, int]:
    """The token numbers of the entity that a token is of; of itself where it is of none."""
    doc, start, stop = token.doc, token.i, token.i + 1
    if token.ent_type_:
        while start > 0 and doc[start].ent_iob_ == "I":
            start -= 1
        while stop < len(doc) and doc[stop].ent_iob_ == "I":
            stop += 1
    return start, stop


def name_range(token: Token) -> tuple[int, int]:
    """The capitalised run or entity around a name's head, as token numbers."""
    doc = token.doc
    start, stop = entity_range(token)
    if not token.ent_type_:
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
