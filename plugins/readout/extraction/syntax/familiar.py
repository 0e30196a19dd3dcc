"""Familiar names for the parser: who is called Folasade Oyelaran reads like John Smith.

The pipeline was trained on American news. A name of words that it never saw takes the whole
sentence with it: "Obinna Okafor held talks with Chukwuemeka Anyaoku" has no subject, no
person. So before parsing, each stretch that can only be a rare name is replaced, word for
word, by a common one; the parse is then laid over the text as it stands. Nothing else ever
sees the stand-ins. So is a country, a capital or a people that the model never saw.

A stretch is taken when every word of it is capitalised and no English word, one at least is
unknown to the model, and nothing around it says that it is a place or a body. A part of it
that stands alone elsewhere in the text is then taken too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from spacy.tokens import Doc, Token

from readout.lexicon.countries import country_words, well_known
from readout.lexicon.meetings import first_names, is_short_title, party_words, place_words
from readout.lexicon.names import (
    calendar_words,
    family_names_first,
    particles,
    stand_in_names,
    strong_particles,
    words_before,
)
from readout.text.parsing import is_english, knows

# Names that the pipeline was trained on, in the order in which they are given.
_GIVEN, _FAMILY = stand_in_names()
_HYPHENS: Final = frozenset("-‑")
# Titles with a dot that the pipeline reads as such; the first stands in for the others.
_TITLES: Final = ("Gen.", "Sen.", "Rep.", "Gov.", "Lt.", "Adm.", "Prof.")
_APOSTROPHES: Final = frozenset("’'")
_BEGINNINGS: Final = ("Mc", "Mac", *(x + y for x in ("O", "D", "d", "L", "l") for y in "’'"))


def stand_ins(docs: Sequence[Doc]) -> list[list[str] | None]:
    """For each tokenised piece of one text its words with stand-ins, None where none is needed."""
    runs = [list(capitalised_runs(doc)) for doc in docs]
    places = {
        _text(doc, r)
        for doc, found in zip(docs, runs, strict=True)
        for r in found
        if _is_somewhere(doc, r)
    }
    table: dict[str, str] = {}
    for doc, found in zip(docs, runs, strict=True):
        for start, stop in found:
            if _text(doc, (start, stop)) not in places and is_rare_name(doc, start, stop):
                _enter(doc, start, stop, table)
    return [_replaced(doc, found, table) for doc, found in zip(docs, runs, strict=True)]


def _text(doc: Doc, run: tuple[int, int]) -> str:
    return str(doc[run[0] : run[1]].text)


def capitalised_runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words, with the particles, initials and hyphens inside."""
    tokens = list(doc)  # asked for by number, a Doc makes each anew
    at, total = 0, len(tokens)
    while at < total:
        if not _capital(tokens[at]):
            at += 1
            continue
        stop = at + 1
        while stop < total:
            if _capital(tokens[stop]) or _initial(tokens[stop]):
                stop += 1
                continue
            if _last_syllable(tokens, stop):
                stop += 2
                continue
            ahead = stop
            while ahead < total and ahead < stop + 3 and _joins(tokens, ahead):
                ahead += 1
            if ahead > stop and ahead < total and _capital(tokens[ahead]):
                stop = ahead + 1
                continue
            break
        yield at, stop
        at = stop


def _last_syllable(doc: Sequence[Token], at: int) -> bool:
    """ "Kyung|-soo": a hyphen and a small word, grown together with a half that is no English."""
    if doc[at].text not in _HYPHENS or at + 1 >= len(doc) or doc[at].whitespace_:
        return False
    half, before = doc[at + 1], doc[at - 1]
    small = half.text.isalpha() and half.text.islower() and len(half) <= 6
    return small and not before.whitespace_ and not is_english(before.lower_)


def _capital(token: Token) -> bool:
    text = token.text
    large = text[:1].isupper() or elided(text)
    return large and text.replace("’", "").replace("'", "").isalpha()


def elided(text: str) -> bool:
    """ "d’Hondt": a particle grown together with the name behind it."""
    return text[:1].islower() and text[1:2] in _APOSTROPHES and text[2:3].isupper()


def _initial(token: Token) -> bool:
    return len(token.text) <= 2 and token.text[:1].isupper() and token.text[1:] in {"", "."}


def _joins(doc: Sequence[Token], at: int) -> bool:
    token = doc[at]
    if token.text in _APOSTROPHES:
        return at + 1 < len(doc) and doc[at + 1].text == "t"
    if token.text == "t":
        return doc[at - 1].text in _APOSTROPHES  # "van ’t Hoff"
    if token.text in _HYPHENS:
        return not token.whitespace_ and not doc[at - 1].whitespace_
    return token.text in particles()


def is_rare_name(doc: Doc, start: int, stop: int, odd: bool = False) -> bool:
    """Whether a stretch can only be a name that the pipeline never saw; with `odd` also one whose
    later words a dictionary has ("Nilar Tun"): enough to call it a name where somebody is met, too
    little to let the parser read another."""
    first = without_titles(doc, start, stop)
    words = [t for t in doc[first:stop] if _capital(t) and len(t) > 1]
    before = doc[first - 1] if first else None
    if not words or len(words) > 5 or all(t.text.isupper() for t in words):
        return False
    if before is not None and before.lower_ == "the":
        return False
    if len(words) == 1:
        # "Foreign Minister Sulastri": only an office makes one word a person's name.
        titled = before is not None and (
            before.lower_.rstrip(".") in party_words("introducers") or is_short_title(before.text)
        )
        return titled and first > start and _is_name_word(words[0]) and not knows(words[0].text)
    if not any(t.whitespace_ for t in doc[first : stop - 1]):
        return False  # "Nagorno-Karabakh"
    if any(t.text in strong_particles() for t in doc[first + 1 : stop]):
        return True
    if _is_by_calendar(doc, first, words) or _is_given_and_word(words):
        return True
    # The parser takes "Kyung-soo held" apart, though it knows each half.
    halved = any(doc[i].text.islower() and doc[i - 1].text in _HYPHENS for i in range(first, stop))
    return (halved or any(not knows(t.text) for t in words)) and all(
        _is_name_word(t)
        or _half_of_a_name(doc, t)
        or (odd and t is not words[0] and _is_odd_last(t))
        or (t is words[0] and (_is_odd_first(words) or (halved and _is_family_first(t))))
        for t in words
    )


def _is_odd_last(token: Token) -> bool:
    """ "Nilar Tun": a word that a dictionary has, and no newspaper of the model's."""
    return token.text[1:].islower() and token.lower_ not in _no_names() and not knows(token.text)


def _is_family_first(token: Token) -> bool:
    return token.lower_ in family_names_first()


def _is_by_calendar(doc: Doc, first: int, words: Sequence[Token]) -> bool:
    """ "Friday Okoro met", "with April Ryan"; but "on Friday Okoro said"."""
    before = doc[first - 1] if first else None
    if words[0].lower_ not in calendar_words():
        return False
    if before is not None and before.lower_ in words_before("met") and _is_surname(words):
        return True  # "met Sunday Dare", though "dare" is a word
    return all(_is_name_word(t) for t in words[1:]) and (
        before is None
        or before.is_punct
        or before.lower_ in words_before("names")
        or before.lower_ in words_before("met")
        or before.lower_ in party_words("introducers")
    )


def _is_given_and_word(words: Sequence[Token]) -> bool:
    """ "Grace Major", "Mark Rice": a known first name before a word that is no building."""
    return words[0].lower_ in first_names() and _is_surname(words)


def _is_surname(words: Sequence[Token]) -> bool:
    """Whether the second of two words may be a surname: no body, no building, no plural."""
    if len(words) != 2:
        return False
    low = words[1].lower_
    return low not in _no_names() and low not in place_words("venues") and not low.endswith("s")


def _half_of_a_name(doc: Doc, token: Token) -> bool:
    """ "Sahle-Work": the other half is no English word."""
    halves = [doc[i] for i in (token.i - 2, token.i + 2) if 0 <= i < len(doc)]
    glued = [h for h in halves if doc[(h.i + token.i) // 2].text in _HYPHENS]
    return any(_is_name_word(h) for h in glued)


def _is_odd_first(words: Sequence[Token]) -> bool:
    """ "Long Weimin": a family name that is an English word, before one that nobody knows."""
    return words[0].lower_ in family_names_first() and not knows(words[-1].text)


def _is_name_word(token: Token) -> bool:
    low = token.lower_
    if low in first_names():
        return True
    if is_english(low) or low in _no_names():
        return False
    return token.text[1:].islower() or token.text.startswith(_BEGINNINGS)


@cache
def _no_names() -> frozenset[str]:
    return country_words() | party_words("bodies") | party_words("offices") | party_words("firms")


def without_titles(doc: Doc, start: int, stop: int) -> int:
    """Past "Foreign Minister", and whatever else is English in front."""
    for at in range(start, stop - 1):
        if _is_name_word(doc[at]) or not _capital(doc[at]) or _may_begin(doc, at):
            return at
    return stop - 1


def _may_begin(doc: Doc, at: int) -> bool:
    """A word that is English and yet may be the first of a name: by its kind, or because a
    particle or a hyphen goes on from it."""
    low = doc[at].lower_
    if low in calendar_words() or low in family_names_first():
        return True
    following = doc[at + 1].text
    return following in strong_particles() or following in _HYPHENS


def _is_somewhere(doc: Doc, run: tuple[int, int]) -> bool:
    start = run[0]
    before = doc[start - 1].lower_ if start else ""
    if before in words_before("places"):
        return True
    return before == "of" and start > 1 and doc[start - 2].lower_ in words_before("of_places")


def _enter(doc: Doc, start: int, stop: int, table: dict[str, str]) -> None:
    """Give every word of the name its stand-in; the last one a family name."""
    start = without_titles(doc, start, stop)
    words = [t.text for t in doc[start:stop] if t.text not in _HYPHENS and not _initial(t)]
    for word in words[:-1]:
        table.setdefault(word, _GIVEN[len(table) % len(_GIVEN)])
    table.setdefault(words[-1], _FAMILY[len(table) % len(_FAMILY)])


def _title_read(text: str) -> str:
    """A word, or the title that the parser knows for one that it never saw: "Amb.", "Brig."."""
    if is_short_title(text) and text[0].isupper():
        return text if text in _TITLES else _TITLES[0]
    return text


def _replaced(doc: Doc, runs: Sequence[tuple[int, int]], table: dict[str, str]) -> list[str] | None:
    own = [t.text for t in doc]
    words = [_title_read(text) for text in own]
    known = well_known()
    for i, text in enumerate(own):
        familiar = known.get(text.lower()) if text.istitle() else None
        if familiar is not None and not knows(text):
            words[i] = familiar
    changed = words != own
    for start, stop in runs if table else ():
        start = without_titles(doc, start, stop)
        inner = [t for t in doc[start:stop] if t.text not in _HYPHENS and not _initial(t)]
        lone = len(inner) == 1 and is_english(inner[0].lower_)  # "Field" alone may be one
        if inner and not lone and all(t.text in table for t in inner):
            for token in inner:
                words[token.i] = table[token.text]
            changed = True
    return words if changed else None
