"""Two surnames that meet: "Obermoser met Fehérváry", "talks between Stanchev and Kazakova".

Who has been in the news goes by the surname alone, and a recogniser that never saw it calls it a
firm or nothing. Two words that are no English, one on either side of a meeting, are two people.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from readout.lexicon.countries import country_words
from readout.lexicon.meetings import party_words
from readout.lexicon.names import particles
from readout.lexicon.words import listed
from readout.text.lemmas import lemma
from readout.text.parsing import is_english

_OTHERS: Final = frozenset({"GPE", "NORP", "LOC", "FAC", "DATE", "TIME", "MONEY", "EVENT", "LAW"})
_ODD: Final = _OTHERS - {"GPE", "NORP"}
_TOGETHER: Final = listed("people.surnames.together")
_ONE_ANOTHER: Final = listed("people.surnames.one_another")
_NOUNS: Final = listed("people.surnames.nouns")
_AUX: Final = frozenset({"AUX", "ADV", "PART"})
_REACH: Final = 4  # tokens between a name and its verb
_LEAST: Final = 3  # letters

Range = tuple[int, int]


def two_surnames(doc: Doc) -> Iterator[Range]:
    """Token ranges of both names of such a pair."""
    for token in doc:
        word = lemma(token)
        if word in _ONE_ANOTHER and token.pos_ == "VERB":
            yield from _on_both_sides(doc, token)
        if token.lower_ == "and":
            one, other = _before(doc, token.i), _behind(doc, token.i + 1)
            if one and other and (_meet(doc, other[1]) or _their_meeting(doc, one[0])):
                yield from (one, other)
            elif _odd_pair(doc, token.i):
                yield from ((token.i - 1, token.i), (token.i + 1, token.i + 2))


def _odd_pair(doc: Doc, link: int) -> bool:
    """ "Talks between Bayraktaroğlu and Ødegaard": taken for a people and a town, which never have
    talks with one another. Only words of letters that English hasn't are looked at so."""
    pair = [doc[i] for i in (link - 1, link + 1) if 0 < i < len(doc)]
    behind = doc[link + 2] if link + 2 < len(doc) else None
    return (
        len(pair) == 2
        and {t.ent_type_ for t in pair} == {"NORP", "GPE"}
        and all(not t.text.isascii() and _bare(t, _ODD) for t in pair)
        and (behind is None or not _goes_on(behind))
        and doc[link - 2].lower_ == "between"
        and _their_meeting(doc, link - 1)
    )


def _on_both_sides(doc: Doc, verb: Token) -> Iterator[Range]:
    at = verb.i
    while at > 0 and verb.i - at < _REACH and doc[at - 1].pos_ in _AUX:
        at -= 1
    behind = verb.i + 1
    if behind < len(doc) and doc[behind].lower_ == "with":
        behind += 1
    one, other = _before(doc, at), _behind(doc, behind)
    if one and other:
        yield from (one, other)


def _meet(doc: Doc, at: int) -> bool:
    """Whether what follows a pair is that they meet."""
    for token in doc[at : at + _REACH]:
        if token.pos_ in _AUX:
            continue
        return lemma(token) in _TOGETHER
    return False


def _their_meeting(doc: Doc, at: int) -> bool:
    """Whether "the meeting between" stands before a pair."""
    if at < 2 or doc[at - 1].lower_ not in {"between", "of"}:
        return False
    return any(lemma(t) in _NOUNS for t in doc[max(0, at - 3) : at - 1])


def _before(doc: Doc, end: int) -> Range | None:
    """The surname that ends before a token."""
    if end < 1 or not _bare(doc[end - 1]):
        return None
    start = end - 1
    while start > 0 and _is_particle(doc[start - 1]):
        start -= 1
    before = doc[start - 1] if start else None
    return None if before is not None and _goes_on(before) else (start, end)


def _behind(doc: Doc, start: int) -> Range | None:
    """The surname that begins at a token."""
    end = start
    while end < len(doc) and _is_particle(doc[end]):
        end += 1
    if end >= len(doc) or not _bare(doc[end]):
        return None
    following = doc[end + 1] if end + 1 < len(doc) else None
    return None if following is not None and _goes_on(following) else (start, end + 1)


def _is_particle(token: Token) -> bool:
    return token.lower_ in particles() and token.lower_ != "and"


def _bare(token: Token, others: frozenset[str] = _OTHERS) -> bool:
    """Whether a word can be the surname of somebody and nothing else, by its form and because the
    recogniser calls it none of `others`."""
    text, low = token.text, token.lower_
    return (
        len(text) >= _LEAST
        and text[:1].isupper()
        and not text.isupper()
        and all(c.isalpha() or c in "-’'" for c in text)
        and token.ent_type_ not in others
        and token.tag_ not in {"NNS", "NNPS"}
        and (token.ent_type_ == "PERSON" or not is_english(low))
        and low not in country_words()
        and low not in party_words("bodies")
        and low not in party_words("firms")
        and low not in party_words("offices")
    )


def _goes_on(token: Token) -> bool:
    """Whether a name goes on into this word, or something owns or dates it."""
    return (
        (token.text[:1].isupper() and token.pos_ == "PROPN" and token.ent_type_ != "DATE")
        or token.tag_ == "POS"
        or token.lower_ == "the"
        or token.text in {"-", "‑"}
    )
