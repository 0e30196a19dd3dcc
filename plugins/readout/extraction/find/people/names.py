"""Which stretches of a parsed article are names of people, and when two are of one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Doc, Span, Token

from readout.extraction.find.people.signs import (
    SIGNS,
    bodies_by_use,
    joined_by_hyphens,
    makes_compound,
)
from readout.extraction.find.people.surnames import two_surnames
from readout.extraction.find.people.trades import behind_trade, told_by_trade
from readout.extraction.syntax.dateline import dateline_of
from readout.extraction.syntax.familiar import (
    capitalised_runs,
    elided,
    is_rare_name,
    without_titles,
)
from readout.extraction.syntax.phrases import country_at
from readout.extraction.syntax.rules import is_on
from readout.lexicon.countries import countries, country_words
from readout.lexicon.meetings import (
    first_names,
    is_plural_of,
    is_short_title,
    journey_words,
    noun_frames,
    party_words,
    verb_frames,
)
from readout.lexicon.names import (
    kept_titles,
    particles,
    party_and_state,
    suffixes,
    words_before,
)
from readout.lexicon.words import listed
from readout.names.same import plain
from readout.text.lemmas import lemma
from readout.text.parsing import is_english

_IS_TOWN: Final = listed("people.names.is_town")
_LANDS: Final = listed("people.names.lands")
_IS_INSIDE: Final = listed("people.names.is_inside")

NOT_NAMES = listed("people.names.not_names")
# Titles that the British press writes small in front of a name.
_SPOKEN = listed("people.names.spoken")
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "NORP"})
# Titles that companies are called by: "General Atlantic", "Prince Hotels".
_FIRM = listed("people.names.firm")
# Words that end a name where the recogniser runs on: "Obama | White House", "Trump | Tower".
_AFTER_NAMES = listed("people.names.after_names")
_FIRM_ENDS = listed("people.names.firm_ends")
_TALKS = listed("people.names.talks")
_GERUNDS = listed("people.names.gerunds")
_ROYAL = listed("people.names.royal")
_HOLDS = listed("people.names.holds")
_LETTERS: Final = listed("people.names.letters")
_PORTFOLIOS: Final = listed("people.names.portfolios")
_MONTHS: Final = listed("people.names.months")
_BORNE: Final = listed("people.names.borne")
_PAIRED: Final = listed("people.names.paired")
# The numbers by which spaCy knows these words, with and without a full stop.
_BORNE_NUMBERS: Final = np.array(
    sorted(get_string_id(word + stop) for word in _BORNE for stop in ("", ".")), np.uint64
)


def namelike(token: Token) -> bool:
    """Whether a token can be a word of a name."""
    text = token.text
    return (
        (text[:1].isupper() or elided(text))
        and text[-1:] not in "’'"
        and any(c.isalpha() for c in text)
        and text not in party_and_state()
        and (token.pos_ in {"PROPN", "NOUN", "ADJ", "X", "VERB"} or token.ent_type_ == "PERSON")
    )


def is_title(token: Token) -> bool:
    word = plain(token.text)
    known = word in party_words("offices") or word in party_words("honorifics")
    # "Presidents Diattara and Jobarteh", "Fisheries Ministers Macamo and Dube"
    return known or is_plural_of(word, "introducers") or is_short_title(token.text)


def _introduces_name(token: Token) -> bool:
    """A title that a bare surname may follow: "President Biden", "Mr Khan", not "US Open"."""
    word = plain(token.text)
    if is_short_title(token.text):
        return True
    known = word in party_words("introducers") or is_plural_of(word, "introducers")
    return known and (token.text[:1].isupper() or word in _SPOKEN)


def _trim(span: Span) -> tuple[int, int]:
    """Drop titles in front and marks behind: the name proper, as token numbers."""
    start, end = span.start, span.end
    doc = span.doc
    for i in range(end - 2, start, -1):
        # "Charlotte Mayor Jennifer Roberts": what stands before a title is no part of the name
        if _introduces_name(doc[i]) and namelike(doc[i + 1]) and not is_title(doc[i + 1]):
            start = i + 1
            break
    while end - 1 > start and _introduces_name(doc[end - 1]):
        end -= 1
    while start < end and (not namelike(doc[start]) or (is_title(doc[start]) and start + 1 < end)):
        if plain(doc[start].text) in kept_titles() and start + 2 == end and namelike(doc[end - 1]):
            break
        start += 1
    stop = start
    for i in range(start, end):
        token = doc[i]
        word = plain(token.text)
        if i > start and word in _AFTER_NAMES:
            break
        if namelike(token) or word in particles() or word in suffixes():
            stop = i + 1
        elif word == "t" and i > start and doc[i - 1].text in {"'", "’"}:
            continue  # "van ’t Hoff"
        elif token.text == "-" or (token.text in {",", "'", "’", "al", "."} and i + 1 < end):
            continue
        else:
            break
    return start, _with_tail(doc, start, stop)


def _with_tail(doc: Doc, start: int, stop: int) -> int:
    """Take in a hyphened last syllable ("Tsai Ing-wen") and Jr, Sr, II behind the name."""
    hyphen = stop > start and stop + 1 < len(doc) and doc[stop].text == "-"
    if hyphen and not doc[stop].whitespace_ and doc[stop + 1].text.isalpha() and stop - start <= 3:
        stop += 0 if makes_compound(doc[stop + 1]) else 2
    while stop < len(doc) and plain(doc[stop].text) in suffixes():
        stop += 1
    following = plain(doc[stop + 1].text) if stop + 1 < len(doc) else ""
    if stop > start and following in {"jr", "sr"} and doc[stop].text == ",":
        stop += 2
    return stop


NameSpan = tuple[int, int, str]
"""Token range of a name, and the rule that proposed it."""


def name_spans(doc: Doc) -> list[NameSpan]:
    """Names, the longest first where they overlap, in order of the text."""
    chosen: list[NameSpan] = []
    for start, stop, rule in sorted(_candidates(doc), key=lambda s: (s[0], -s[1])):
        if (not chosen or start >= chosen[-1][1]) and not _in_a_country(doc, start, stop):
            chosen.append((start, stop, rule))
    return chosen


def _in_a_country(doc: Doc, start: int, stop: int) -> bool:
    """ "Buenos Aires", the "São Tomé" of "São Tomé and Príncipe"."""
    at = country_at(doc[start])
    return at is not None and at[2] - at[1] > 1 and at[1] <= start and stop <= at[2]


def _candidates(doc: Doc) -> Iterator[NameSpan]:
    opening = dateline_of(doc)
    families = _families_borne(doc)
    for rule, read in _RULES.items():
        for one, two in read(doc):
            filed = opening is not None and opening.covers(doc[one].idx)
            if not filed and not _is_town(doc, one) and is_on(rule):
                first, stop = joined_by_hyphens(doc, one, two)
                if _is_thing(doc, first, stop):
                    continue
                whole = behind_trade(doc, _whole(doc, behind_trade(doc, first, stop)), stop)
                behind = _behind_borne(doc, whole, stop, families)
                start = _behind_titles(doc, _behind_what_is_no_name(doc, behind, stop), stop)
                if stop - start > 1 and doc[start].lower_ in _GERUNDS:
                    start += 1  # "Quoting Rafaelito Alejandro", at the head of a sentence
                stop = _with_house(doc, start, stop)
                if stop - start > 1 and stop < len(doc) and doc[stop].text in _LETTERS:
                    stop += 1  # "Ruth Aldous MP": claimed with them, called without
                yield start, stop, rule


def _is_thing(doc: Doc, start: int, stop: int) -> bool:
    """ "Canmax Technologies", "Mountainous Nepal": a firm by its last word, a country with an
    adjective, whatever the recogniser says."""
    if stop - start < 2:
        return False
    first, last = doc[start].lower_, doc[stop - 1].lower_
    if last in _FIRM_ENDS:
        return True
    named = first in first_names() or is_title(doc[start])
    return last in countries() and not named and is_english(first)


def _with_house(doc: Doc, start: int, stop: int) -> int:
    """ "Prince Leopold | of Hohenfels": his name, unless it is the country that he stands for."""
    first = start if stop - start == 2 else start - 1  # "Duke | Albrecht": a title that isn't kept
    royal = stop - first == 2 and first >= 0 and plain(doc[first].text) in _ROYAL
    if not royal or stop + 1 >= len(doc) or doc[stop].text != "of":
        return stop
    seat = doc[stop + 1]
    known = country_at(seat) is not None or not seat.text[:1].isupper() or seat.pos_ != "PROPN"
    return stop if known or seat.ent_type_ == "ORG" else stop + 2


def _behind_titles(doc: Doc, start: int, stop: int) -> int:
    """Where the name proper begins, whichever rule proposed it: "Datuk | Tomas Okoro", "Field
    Marshal | Kofi Ade". A title before one word more stays where that makes a name of it."""
    while start + 2 < stop and is_title(doc[start]) and _may_follow(doc, start + 1, stop):
        if plain(doc[start].text) in kept_titles() and start + 2 == stop:
            break
        start += 1 + (doc[start + 1].text == ".")
    if start + 2 == stop and _introduces_name(doc[start]) and namelike(doc[start + 1]):
        # "Cllr | Farouk"
        return start if plain(doc[start].text) in kept_titles() else start + 1
    return start


def _behind_what_is_no_name(doc: Doc, start: int, stop: int) -> int:
    """Where a name begins that the recogniser has with the month before it ("On 12 June | Gavin
    Strand, the whip") or with a portfolio ("Minister of Agriculture | Erskine Payne")."""
    if stop - start < 3 or start < 2:
        return start
    before, word = doc[start - 1], doc[start].lower_
    dated = before.text.isdecimal() and word in _MONTHS
    charged = before.lower_ in {"of", "for"} and is_title(doc[start - 2])
    return start + (dated or (charged and word in _PORTFOLIOS))


def _borne(doc: Doc) -> Iterator[tuple[int, int]]:
    """ "Sardar | Jaswant Pal Grewal": two to four words of a name behind such a title that is no
    rank in letters, which firms and hospitals have."""
    for i in map(int, np.flatnonzero(np.isin(doc.to_array("LOWER"), _BORNE_NUMBERS))):
        token = doc[i]
        if not _is_borne(token) or token.text.isupper():
            continue
        stop = token.i + 1
        while stop < len(doc) and _continues(doc[stop], stop > token.i + 1):
            stop += 1
        if token.i + 2 < stop <= token.i + 5:
            yield token.i + 1, stop


def _families_borne(doc: Doc) -> frozenset[str]:
    """The family names of those who have such a title before a whole name: the "Grewal" of
    "Sardar Jaswant Pal Grewal", who is "Sardar Grewal" further on."""
    return frozenset(doc[stop - 1].text for _, stop in _borne(doc))


def _is_borne(token: Token) -> bool:
    """A title in capitals that some bear as a name: "Begum", "Haji", "SP"."""
    return token.text[:1].isupper() and plain(token.text) in _BORNE


def _runs_on(doc: Doc, stop: int) -> bool:
    """Whether the recogniser broke a name off: "Nawab Ghulam | Murtaza Talpur"."""
    return stop < len(doc) and _continues(doc[stop], True) and doc[stop].text[:1].isupper()


def _behind_borne(doc: Doc, start: int, stop: int, families: frozenset[str]) -> int:
    """ "Sardar | Jaswant Grewal", "Tan Sri | Lau Hock Beng", but "Sardar Babak": titles that are
    names too go where two words of a name follow, or the family name of one who has been told
    so; those of two words always."""
    while start + 1 < stop:
        if start + 2 < stop and f"{doc[start].lower_} {doc[start + 1].lower_}" in _PAIRED:
            start += 2
        elif not _is_borne(doc[start]) or not namelike(doc[start + 1]):
            return start
        elif start + 2 < stop or doc[start + 1].text in families or _runs_on(doc, stop):
            start += 1
        else:
            return start
    return start


def _may_follow(doc: Doc, at: int, stop: int) -> bool:
    """Whether a name may go on behind a title: its dot, a word of a name, or the particles of one
    ("Minister | van den Berg")."""
    if doc[at].text == ".":
        return True
    while at + 1 < stop and doc[at].lower_ in particles():
        at += 1
    return namelike(doc[at])


def _whole(doc: Doc, start: int) -> int:
    """Where a name starts of which the recogniser left out the first words: "Dang | Thi Kim
    Ngan". What is no English word, no title, no country and no body belongs to it."""
    while start:
        before = doc[start - 1]
        low = before.lower_
        if not before.text[:1].isupper() or not before.text.isalpha() or before.text.isupper():
            return start
        if before.ent_type_ in {"ORG", "GPE", "LOC", "FAC", "NORP", "DATE", "EVENT"}:
            return start
        known = is_english(low) or is_title(before) or low in country_words()
        if (known and low not in first_names()) or low in NOT_NAMES:
            return start
        start -= 1
    return start


def _is_town(doc: Doc, at: int) -> bool:
    """ "The mayor of Porto Alvo" names a town, whatever the recogniser says."""
    if at < 2 or doc[at - 1].lower_ != "of":
        return False
    return lemma(doc[at - 2]) in _IS_TOWN


def _by_trade(doc: Doc) -> Iterator[tuple[int, int]]:
    """ "The novelist Amara Okafor": two capitalised words behind what somebody is."""
    people = party_words("people")
    for token in doc:
        if token.pos_ != "NOUN" or not token.text[:1].islower() or lemma(token) not in people:
            continue
        j = token.i + 1
        while j < len(doc) and j <= token.i + 4 and _continues(doc[j], j > token.i + 1):
            j += 1
        if j >= token.i + 3:
            yield token.i + 1, _with_tail(doc, token.i + 1, j)


def _apposed(doc: Doc) -> Iterator[tuple[int, int]]:
    """ "The fisheries minister, Marjun Dalsgaard," and "Marjun Dalsgaard, the minister": an
    office in apposition to two or more capitalised words makes them a name, whatever the
    recogniser calls them; names of few newspapers are organisations to it."""
    known = party_words("offices") | party_words("people")
    for token in doc:
        if token.dep_ != "appos":
            continue
        if token.pos_ == "PROPN" and token.head.pos_ == "NOUN" and token.head.i < token.i:
            office, last = token.head, token
        elif token.pos_ == "NOUN" and token.head.pos_ == "PROPN" and token.head.i < token.i:
            office, last = token, token.head
        else:
            continue
        if not office.text[:1].islower() or lemma(office) not in known:
            continue
        start = last.i
        while start > 0 and last.i - start < 3 and _continues(doc[start - 1], True):
            start -= 1
        while start < last.i and not doc[start].text[:1].isupper():
            start += 1
        words = doc[start : last.i + 1]
        bodies = party_words("bodies")
        if len(words) < 2 or is_title(words[0]) or any(lemma(w).lower() in bodies for w in words):
            continue
        if all(w.pos_ == "PROPN" or w.lower_ in particles() for w in words):
            yield start, _with_tail(doc, start, last.i + 1)


def _entities(doc: Doc) -> Iterator[tuple[int, int]]:
    """What the recogniser calls a person, unless it calls the same word a place more often."""
    places = Counter(e.text for e in doc.ents if e.label_ in _PLACE_LABELS)
    people = Counter(e.text for e in doc.ents if e.label_ == "PERSON")
    bodies = bodies_by_use(doc)
    lands = _lands(doc)
    for entity in doc.ents:
        if entity.label_ != "PERSON":
            continue
        start, stop = _trim(entity)
        if start >= stop or _is_inside(doc[stop - 1]):
            continue
        if stop - start == 1 and (
            doc[start].text in bodies
            or _initials_of_body(doc, start)
            or not _stands_alone(doc, start, places, people)
        ):
            continue
        if stop - start > 1 and _is_of_land(doc, start, stop, lands):
            continue
        yield start, stop


def _lands(doc: Doc) -> frozenset[str]:
    """The words that the article has for a land: "Kanda" of "Kanda State"."""
    return frozenset(
        doc[t.i - 1].text
        for t in doc
        if t.i and t.lower_ in _LANDS and t.text[:1].isupper() and doc[t.i - 1].text[:1].isupper()
    )


def _is_of_land(doc: Doc, start: int, stop: int, lands: frozenset[str]) -> bool:
    """ "Dutsin Kanda" of an article about Kanda State: a town, unless its first word is a given
    name or an office stands before it."""
    last = doc[stop - 1]
    if last.text not in lands and last.lower_ not in _LANDS:
        return False
    if plain(doc[start].text) in first_names():
        return False
    return start == 0 or not is_title(doc[start - 1])


def _initials_of_body(doc: Doc, at: int) -> bool:
    """ "PRD" where the article has "the PRD" or "PRD policy": initials behind an article or in
    front of a noun are a body's."""
    text = doc[at].text
    if not (text.isupper() and 2 <= len(text) <= 6) or (at and is_title(doc[at - 1])):
        return False
    return any(
        t.text == text and ((t.i and t.nbor(-1).lower_ == "the") or _before_noun(t)) for t in doc
    )


def _before_noun(token: Token) -> bool:
    return token.dep_ == "compound" and token.head.i > token.i and token.head.pos_ == "NOUN"


def _is_inside(head: Token) -> bool:
    """ "His lodge in Rahim Yar Khan": a town, unless it is trust or interest that is in it."""
    return (
        head.dep_ == "pobj" and head.head.lower_ == "in" and lemma(head.head.head) not in _IS_INSIDE
    )


def _stands_alone(doc: Doc, at: int, places: Counter[str], people: Counter[str]) -> bool:
    """Whether a single word that is called a person may be one."""
    token = doc[at]
    if at + 1 < len(doc) and is_title(token) and _may_follow(doc, at + 1, len(doc)):
        return False  # "Eng. Walid Ghajar": the recogniser took the title for somebody
    if at and is_title(doc[at - 1]):
        return True
    if plain(token.text) in NOT_NAMES or places[token.text] >= people[token.text]:
        return False
    # People aren't places: "Honiara, Solomon Islands", "in Honiara", "travelled to Sochi".
    if at + 2 < len(doc) and doc[at + 1].text == "," and doc[at + 2].ent_type_ == "GPE":
        return False
    if token.dep_ != "pobj":
        return True
    word = token.head.lower_
    return word not in {"in", "at", "near"} and not (
        word in {"to", "from"} and lemma(token.head.head) in journey_words("verbs")
    )


def _titled(doc: Doc) -> Iterator[tuple[int, int]]:
    """Capitalised runs after a title."""
    i, total = 0, len(doc)
    while i < total:
        token = doc[i]
        if i + 1 >= total or not _introduces_name(token):
            i += 1
            continue
        j = i + 1
        if doc[j].text == "." and j + 1 < total and plain(token.text) not in _SPOKEN:
            j += 1  # "Gen. Voss"; but "met the minister. Brussels said" is over
        start = j
        while j < total and _continues(doc[j], j > start):
            j += 1
        if (
            token.ent_type_ == "ORG"
            and doc[start].ent_iob_ == "I"
            and plain(token.text) in _FIRM
            and (
                plain(token.text) not in kept_titles() or doc[start].tag_ == "NNPS" or j > start + 1
            )
        ):
            i += 1  # "General Atlantic" the company, "Prince Hotels"; but "King Talal"
            continue
        if start < j <= start + 5 and plain(doc[start].text) not in NOT_NAMES:
            yield (i, j) if plain(token.text) in kept_titles() and j == start + 1 else (start, j)
        i = max(j, i + 1)


def _continues(token: Token, inside: bool) -> bool:
    word = plain(token.text)
    if inside and (word in particles() or word in suffixes()):
        return True
    return (
        namelike(token)
        and token.pos_ == "PROPN"
        and not is_title(token)
        and word not in countries()
        and word not in _AFTER_NAMES
        and token.ent_type_ not in {"DATE", "NORP"}
        and lemma(token) not in party_words("bodies")
    )


def _first_named(doc: Doc) -> Iterator[tuple[int, int]]:
    """A known first name with a capitalised word or two behind, whatever it was labelled."""
    known = first_names()
    for token in doc:
        if token.lower_ not in known or not token.text[:1].isupper() or token.i + 1 >= len(doc):
            continue
        before = doc[token.i - 1] if token.i else None
        if before is not None and before.text == "-" and not before.whitespace_:
            continue  # the second half of "Jean-Claude"
        inner = before is not None and namelike(before) and not is_title(before)
        if before is not None and inner and plain(before.text) not in countries():
            continue
        j = token.i + 1
        if doc[j].text == "-" and not token.whitespace_ and j + 1 < len(doc):
            j += 2
        while j < len(doc) and j <= token.i + 5 and _continues(doc[j], True):
            j += 1
        if j > token.i + 1 and doc[j - 1].ent_type_ not in {"WORK_OF_ART", "LAW", "EVENT"}:
            yield token.i, _with_tail(doc, token.i, j)


def _rare(doc: Doc) -> Iterator[tuple[int, int]]:
    """ "The talks between Nilar Tun and Soe Htut", "Taras Honcharuk received": words that can only
    be a rare name, where somebody meets or is met, whatever the recogniser takes them for."""
    for start, stop in capitalised_runs(doc):
        if not is_rare_name(doc, start, stop, odd=True):
            continue
        first = without_titles(doc, start, stop)
        if 2 <= stop - first <= 5 and (_meets(doc, stop) or _is_met(doc, first)):
            yield first, stop


def _meets(doc: Doc, stop: int) -> bool:
    """Whether a verb of meeting, or *and* with a second name before one, follows a name."""
    at = stop
    if at + 1 < len(doc) and doc[at].lower_ == "and" and doc[at + 1].text[:1].isupper():
        at += 1
        while at < len(doc) and (doc[at].text[:1].isupper() or doc[at].text in {"-", "’", "'"}):
            at += 1
    for token in doc[at : at + 3]:
        if lemma(token) in verb_frames() or lemma(token) in _TALKS:
            return True
        if token.pos_ not in {"AUX", "ADV", "PART"} and token.lower_ not in _HOLDS:
            return False
    return any(lemma(t) in noun_frames() for t in doc[at : at + 4])


def _is_met(doc: Doc, first: int) -> bool:
    """Whether a name stands behind what brings in whom somebody meets."""
    before = doc[first - 1] if first else None
    if before is None:
        return False
    if before.lower_ in words_before("met"):
        return True
    if before.lower_ not in {"with", "between", "and"}:
        return False
    around = doc[max(before.sent.start, first - 8) : first - 1]
    return any(lemma(t) in noun_frames() or lemma(t) in _TALKS for t in around)


_RULES: Final[Mapping[str, Callable[[Doc], Iterator[tuple[int, int]]]]] = {
    "name.recogniser": _entities,
    "name.title": _titled,
    "name.first name": _first_named,
    "name.trade": _by_trade,
    "name.apposition": _apposed,
    **SIGNS,
    "name.by trade": told_by_trade,
    "name.two surnames": two_surnames,
    "name.rare": _rare,
    "name.borne title": _borne,
}


def without_letters(doc: Doc, start: int, stop: int) -> int:
    """ "Miriam Coe | KC": letters of rank behind a name of two words are no part of it."""
    while stop - start > 2 and doc[stop - 1].text in _LETTERS:
        stop -= 1
    return stop


def words_of(doc: Doc, start: int, stop: int) -> tuple[str, ...]:
    """The words of a name without punctuation."""
    return tuple(doc[i].text for i in range(start, stop) if any(c.isalpha() for c in doc[i].text))
