"""Names told by what newspapers put around them, whatever the entity recogniser says: an age
between commas, an office and a comma in front.

Recognisers trained on American news call rare names organisations; house style does not
depend on the name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from readout.lexicon.countries import countries
from readout.lexicon.meetings import first_names, is_short_title, party_words
from readout.lexicon.names import particles
from readout.lexicon.words import listed
from readout.text.lemmas import lemma
from readout.text.parsing import is_english

_YOUNGEST, _OLDEST = 10, 110
_LONGEST = 4
_SYLLABLE: Final = 5  # letters
_LETTERS: Final = listed("people.names.letters")
_OPENERS: Final = listed("people.signs.openers")
NOBLE: Final = listed("people.signs.noble")
# What only a firm or a club has: "Valcourt Chairman Jean Sarrault", "Polarix's headquarters".
_MAKES_COMPOUNDS: Final = listed("people.names.makes_compounds")
_ITS_MEN: Final = listed("people.signs.its_men")
_ITS_THINGS: Final = listed("people.signs.its_things")
_FIRMS: Final = listed("people.signs.firms")
_FORMS: Final = listed("resolve.bodies.forms")
_OTHER_LABELS = frozenset({"DATE", "NORP", "GPE", "LOC", "FAC", "MONEY", "CARDINAL"})


def joined_by_hyphens(doc: Doc, start: int, stop: int) -> tuple[int, int]:
    """Take in both halves of a hyphened name that tokens part: "Jean-|Claude", "Ayinde-|Cole"."""
    while start >= 2 and _glued(doc, start - 1) and doc[start - 2].text[:1].isupper():
        start -= 2
    while stop + 1 < len(doc) and _glued(doc, stop) and doc[stop + 1].text.isalpha():
        if makes_compound(doc[stop + 1]):
            break
        stop += 2
    return start, stop


def makes_compound(token: Token) -> bool:
    """What makes a compound of a name: "Kumar-led", "Saudi-backed", "Obama-era"."""
    low = token.lower_
    return token.text.islower() and (low.endswith("ed") or low in _MAKES_COMPOUNDS)


def _glued(doc: Doc, at: int) -> bool:
    """A hyphen without a space on either side, between words."""
    return (
        0 < at < len(doc) - 1
        and doc[at].text in {"-", "‑"}
        and not doc[at].whitespace_
        and not doc[at - 1].whitespace_
        and doc[at - 1].text.isalpha()
    )


def _name_word(token: Token, *, loose: bool = False) -> bool:
    word = token.lower_.strip(".")
    return (
        token.text[:1].isupper()
        and token.text.replace(".", "").replace("'", "").replace("’", "").isalpha()
        and not (token.text.isupper() and len(token.text) > 2)
        and token.pos_ in {"PROPN", "NOUN", "ADJ", "X"}
        and word not in countries()
        and word not in party_words("offices")
        and word not in party_words("honorifics")
        and not is_short_title(token.text)
        and lemma(token).lower() not in party_words("bodies")
        and (loose or token.ent_type_ not in _OTHER_LABELS)
    )


def _run_back(doc: Doc, last: int) -> int:
    """Where the run of name words that ends at `last` starts; `last + 1` for none."""
    start = last + 1
    while start > 0 and last - start < 2 * _LONGEST:
        token = doc[start - 1]
        linked = start <= last and (token.lower_ in particles() or _glued(doc, start - 1))
        if linked or _name_word(token):
            start -= 1
        else:
            break
    while start <= last and not _name_word(doc[start]):
        start += 1
    return start


def _aged(doc: Doc) -> Iterator[tuple[int, int]]:
    """ "Tomos Ellis, 51, met": two words at least, commas around the age."""
    for token in doc[2 : len(doc) - 1]:
        if not (
            len(token.text) <= 3
            and token.text.isdecimal()
            and _YOUNGEST <= int(token.text) <= _OLDEST
        ):
            continue
        if doc[token.i - 1].text != "," or doc[token.i + 1].text not in {",", ".", ";"}:
            continue
        last = token.i - 2
        start = _run_back(doc, last)
        if _several(doc, start, last):
            yield start, last + 1


def _several(doc: Doc, start: int, last: int) -> bool:
    words = [t for t in doc[start : last + 1] if t.text[:1].isupper()]
    return 2 <= len(words) <= _LONGEST and not (
        start > 0 and doc[start - 1].lower_ in {"the", "in", "at"}
    )


def _beside_one(doc: Doc) -> Iterator[tuple[int, int]]:
    """ "With the taoiseach, Fionn Mac Giolla Bhríde.": what somebody is, a comma, one name of
    two words or more, and a stop."""
    people = party_words("people")
    for comma in doc[1:]:
        if comma.text != ",":
            continue
        office = _of_a_place(doc, comma.i - 1)
        if office.tag_ != "NN" or not office.text[:1].islower():
            continue
        if _base(office) not in people:
            continue
        found = _names_from(doc, comma.i + 1, comma.sent.end)
        if len(found) == 1:
            stop = found[0][1]
            if stop >= comma.sent.end or doc[stop].text in {",", ".", ";", "—", "–"}:
                yield found[0]


def _of_a_place(doc: Doc, at: int) -> Token:
    """ "The magistrate of Sundar Budh Nagar": the office in front of the place; else the word
    itself."""
    i = at
    while i > 1 and at - i < _LONGEST and doc[i].text[:1].isupper() and doc[i].text.isalpha():
        i -= 1
    return doc[i - 1] if i < at and doc[i].lower_ == "of" else doc[at]


def _base(token: Token) -> str:
    return lemma(token).lower().removeprefix("co-")


def _names_from(doc: Doc, at: int, end: int) -> list[tuple[int, int]]:
    """Names parted by commas and *and* from here on; empty when anything else is among them."""
    found: list[tuple[int, int]] = []
    while at < end:
        stop = at
        while stop < end and (
            _name_word(doc[stop])
            or (stop > at and (doc[stop].lower_ in particles()))
            or (stop > at and _glued(doc, stop))
        ):
            stop += 1
        if not _several(doc, at, stop - 1):
            return []
        found.append((at, stop))
        if stop < end and doc[stop].lower_ == "and":
            at = stop + 1
            continue
        if stop + 1 < end and doc[stop].text == "," and _name_word(doc[stop + 1]):
            at = stop + 1
            continue
        return found
    return found


def name_run(doc: Doc, at: int, *, loose: bool = False) -> tuple[int, int] | None:
    """The run of two to four name words that starts at a token, particles and hyphens inside;
    `loose` takes words that the recogniser calls a place or a date as well."""
    stop = at
    while stop < len(doc) and (
        _name_word(doc[stop], loose=loose)
        or (stop > at and (doc[stop].lower_ in particles() or _glued(doc, stop)))
    ):
        stop += 1
    while stop > at and not _name_word(doc[stop - 1], loose=loose):
        stop -= 1
    return (at, stop) if _several(doc, at, stop - 1) else None


def is_noble(words: tuple[str, ...]) -> bool:
    """Whether a name is a title with its territory: "Duke of Strathmere"."""
    return len(words) > 2 and words[0].lower() in NOBLE and words[1].lower() == "of"


def _noble(doc: Doc) -> Iterator[tuple[int, int]]:
    """ "The Duke of Strathmere": the British press names peers by title alone."""
    for token in doc[: max(0, len(doc) - 2)]:
        if not token.text[:1].isupper() or token.lower_ not in NOBLE:
            continue
        if doc[token.i + 1].lower_ == "of" and doc[token.i + 2].text[:1].isupper():
            yield token.i, token.i + 3


def bodies_by_use(doc: Doc) -> frozenset[str]:
    """Lone capitalised words that the article uses as a firm or a club at least once."""
    found: set[str] = set()
    for token in doc[: max(0, len(doc) - 2)]:
        if not token.text[:1].isupper() or token.pos_ != "PROPN":
            continue
        one, two = doc[token.i + 1], doc[token.i + 2]
        before = doc[token.i - 1] if token.i else None
        officer = one.lower_ in _ITS_MEN and (two.pos_ == "PROPN" or two.lower_ in _ITS_MEN)
        thing = one.tag_ == "POS" and lemma(two) in _ITS_THINGS
        kind = before is not None and before.pos_ == "NOUN" and lemma(before) in _FIRMS
        if (officer or thing or kind or (one.lower_ == "shares")) and not (
            before is not None and before.pos_ == "PROPN"
        ):
            found.add(token.text)
    return frozenset(found | set(_first_words_of_firms(doc)))


# The numbers by which spaCy knows the words of a firm's form, with and without a full stop.
_FORM_NUMBERS: Final = np.array(
    sorted(get_string_id(form + stop) for form in _FORMS for stop in ("", ".")), np.uint64
)


def _first_words_of_firms(doc: Doc) -> Iterator[str]:
    """ "Lakeshore" of an article about Lakeshore Foods Ltd, unless somebody may be called so."""
    for i in np.flatnonzero(np.isin(doc.to_array("LOWER"), _FORM_NUMBERS)):
        token = doc[int(i)]
        if not token.text[:1].isupper():
            continue
        start = token.i
        while start and doc[start - 1].pos_ == "PROPN" and doc[start - 1].text[:1].isupper():
            start -= 1
        if start < token.i and doc[start].lower_ not in first_names():
            yield doc[start].text


_LETTERED: Final = np.array(sorted(get_string_id(word) for word in _LETTERS), np.uint64)
_HYPHENS: Final = np.array([get_string_id("-"), get_string_id("‑")], np.uint64)


def _hyphened(doc: Doc) -> Iterator[tuple[int, int]]:
    """ "Chi-fai Lau": a capitalised syllable, a hyphen, a small one that is no English word, one
    capitalised word behind, which no other follows."""
    for i in map(int, np.flatnonzero(np.isin(doc.to_array("ORTH"), _HYPHENS))):
        if i + 2 >= len(doc) or not _glued(doc, i):
            continue
        first, second, family = doc[i - 1], doc[i + 1], doc[i + 2]
        given = first.text.istitle() and second.text.islower() and len(second) <= _SYLLABLE
        if not given or len(first) > _SYLLABLE or first.lower_ in _OPENERS:
            continue
        if is_english(second.lower_) or not _name_word(family, loose=True):
            continue
        behind = doc[family.i + 1] if family.i + 1 < len(doc) else None
        if behind is None or not (behind.text[:1].isupper() or _glued(doc, behind.i)):
            yield first.i, family.i + 1


def _lettered(doc: Doc) -> Iterator[tuple[int, int]]:
    """ "Opening for the Crown, Annabel Thrale KC": two words or more before letters that only
    people have, whatever the recogniser calls them."""
    for i in map(int, np.flatnonzero(np.isin(doc.to_array("ORTH"), _LETTERED))):
        start = _run_back(doc, i - 1)
        if _several(doc, start, i - 1):
            yield start, i


SIGNS: Final[Mapping[str, Callable[[Doc], Iterator[tuple[int, int]]]]] = {
    "name.age": _aged,
    "name.beside an office": _beside_one,
    "name.noble": _noble,
    "name.hyphened": _hyphened,
    "name.lettered": _lettered,
}
"""Rule → its reading of a parsed text: token ranges of names. Linear in the text."""
