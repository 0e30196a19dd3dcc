"""Names told by what their bearers do: "skipper Rúni Dam", "Shipowner Aris Kouvelis", "the
meeting between publican Doreen Stubbs and …".

A list of trades is never whole; the ending of a word tells most of them, since English makes
names of doers regularly (-er, -or, -ist, -man, …).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.find.people.signs import name_run
from readout.lexicon.countries import countries
from readout.lexicon.meetings import first_names, is_plural_of, noun_frames, party_words
from readout.lexicon.words import listed
from readout.text.lemmas import lemma
from readout.text.parsing import is_english

_DOER: Final = re.compile(
    r"[a-z]{2,}(?:er|or|ist|man|woman|person|ian|ant|ent|eer|herd|smith|wright|monger|keeper|master"
    r"|chief|head|boss|ess|ard|ican|ee)"
)
# Things that end like doers, and firms.
_THINGS: Final = listed("people.trades.things")
# What somebody is in front of a name of two words: no doer by its ending, or a firm elsewhere.
_BEFORE_NAMES: Final = listed("people.trades.before_names")
_BRINGS_IN: Final = listed("people.trades.brings_in")
_BEFORE_MEET: Final = listed("people.trades.before_meet")
_FARTHEST: Final = 40
_OF_PHRASE: Final = 10
_SCIENCES: Final = ("ologist", "ographer", "onomist", "iatrist")
_PART: Final = 4  # letters


def is_doer(word: str) -> bool:
    """Whether a lower-case word looks like what somebody does for a living."""
    return word not in _THINGS and _DOER.fullmatch(word) is not None


def told_by_trade(doc: Doc) -> Iterator[tuple[int, int]]:
    """Token ranges of names behind a trade, or that a meeting noun brings in."""
    for token in doc[: max(0, len(doc) - 2)]:
        if token.pos_ == "NOUN" and token.text.islower() and is_doer(token.text):
            yield from _run_at(doc, token.i + 1)
        elif token.text[:1].isupper() and _opens(doc, token.i) and _is_trade(token):
            run = name_run(doc, token.i + 1)
            if run is not None:
                yield run
        elif token.pos_ == "NOUN" and lemma(token) in noun_frames():
            yield from _company(doc, token)
        elif token.text == ",":
            yield from _apposed_far(doc, token)
        elif token.lower_ in {"met", "meet"} and token.i > 3:
            yield from _who_met(doc, token)


def _run_at(doc: Doc, at: int) -> Iterator[tuple[int, int]]:
    run = name_run(doc, at, loose=True)
    if run is not None and not any(t.ent_type_ == "ORG" for t in doc[run[0] : run[1]]):
        yield run


def _apposed_far(doc: Doc, comma: Token) -> Iterator[tuple[int, int]]:
    """ "The governor of Santa Fe, Nélida Quintrel, ": what somebody is and of what, a comma, one
    name, and a comma or stop."""
    run = name_run(doc, comma.i + 1, loose=True)
    if run is None or run[1] >= len(doc) or doc[run[1]].text not in {",", ".", ";"}:
        return
    of = False
    for token in reversed(doc[max(comma.sent.start, comma.i - _OF_PHRASE) : comma.i]):
        if token.lower_ in {"of", "for", "to"}:
            of = True
        elif of and token.lower_ in party_words("offices") | party_words("people"):
            yield run
            return
        elif token.pos_ not in {"PROPN", "NOUN", "ADJ", "DET", "X", "PART", "CCONJ", "PRON"} or (
            token.text == ","
        ):
            return


def _who_met(doc: Doc, verb: Token) -> Iterator[tuple[int, int]]:
    """ "Gwilym Prosser and Nerys Tudor met": two runs joined by *and* right before the verb, of
    which the recogniser takes at most one for a firm."""
    end = verb.i
    while end > verb.sent.start and doc[end - 1].lower_ in _BEFORE_MEET:
        end -= 1
    starts = [i for i in range(max(verb.sent.start, end - 5), end) if doc[i].lower_ == "and"]
    if not starts:
        return
    second = name_run(doc, starts[-1] + 1)
    if second is None or second[1] != end:
        return
    for at in range(max(verb.sent.start, starts[-1] - 4), starts[-1] - 1):
        first = name_run(doc, at)
        if first is not None and first[1] == starts[-1]:
            firms = [any(t.ent_type_ == "ORG" for t in doc[a:b]) for a, b in (first, second)]
            if not all(firms):
                yield first
                yield second
            return


def _company(doc: Doc, noun: Token) -> Iterator[tuple[int, int]]:
    """ "The meeting of skipper A B with Energy Minister C D": two capitalised words behind
    what brings in a party, titles and nations in between aside."""
    i, end = noun.i + 1, min(noun.sent.end, noun.i + _FARTHEST)
    open_ = False
    # Whom an officer meets "between" is hardly a firm.
    officers = any(t.lower_ == "between" for t in doc[i:end]) and any(
        t.ent_type_ == "PERSON" or (t.text[:1].isupper() and t.lower_ in party_words("offices"))
        for t in doc[i:end]
    )
    while i < end:
        token = doc[i]
        if token.lower_ in _BRINGS_IN:
            open_ = True
        elif open_ and token.text[:1].isupper() and not _introduces(token):
            run = name_run(doc, i)
            if run is not None and any(t.ent_type_ == "PERSON" for t in doc[i : run[1]]):
                i = run[1]  # known as a name already, perhaps without the title before it
            elif run is not None:
                if officers or not any(t.ent_type_ == "ORG" for t in doc[i : run[1]]):
                    yield run
                i = run[1]
            open_ = False
            i += run is None
            continue
        elif token.lower_ in {"in", "at", "on", "for"} or token.tag_ in {"VBD", "VBZ", "MD"}:
            open_ = False
        i += 1


def _introduces(token: Token) -> bool:
    word = token.lower_.strip(".")
    return (
        word in countries() or word in party_words("offices") or word in party_words("honorifics")
    )


def behind_trade(doc: Doc, start: int, stop: int) -> int:
    """Where the name proper starts of one that begins a sentence: "Shipowner Aris Kouvelis" is
    Aris Kouvelis, "Presidents A B" is A B."""
    for at in range(stop - 3, start, -1):
        if is_plural_of(doc[at].lower_, "offices", "people"):
            return at + 1  # "Fisheries Ministers A B"
    while stop - start >= 3 and (_is_trade(doc[start]) or doc[start].lower_ in _BEFORE_NAMES):
        if not (_opens(doc, start) or is_plural_of(doc[start].lower_, "offices", "people")):
            break
        if start and doc[start - 1].lower_ in party_words("offices") and not _is_office(doc[start]):
            break  # "Minister Gaspard Villeneuve": behind an office begins the name
        start += 1
    return start


def _is_office(token: Token) -> bool:
    word = token.lower_
    known = party_words("offices") | party_words("people")
    return word in known or is_plural_of(word, "offices", "people")


def _opens(doc: Doc, at: int) -> bool:
    """Whether a token begins a sentence, as far as its words go."""
    before = doc[at - 1] if at else None
    return (
        before is None
        or doc[at].is_sent_start
        or before.text in {"–", "—", "-", ":", "“"}
        or before.is_space
        or (before.lower_.rstrip("s") in party_words("offices") and _opens(doc, at - 1))
    )


def _is_trade(token: Token) -> bool:
    word = token.lower_
    if word in first_names() or not token.text[:1].isupper():
        return False
    if word in party_words("offices") or is_plural_of(word, "offices", "people"):
        return True
    return is_doer(word) and (is_english(word) or _made_of_words(word))  # not "Gauthier", "Aitor"


def _made_of_words(word: str) -> bool:
    """ "Volcanologist", "filleter", "boatbuilder": not in the dictionary, but made of its words."""
    doer = word.endswith("er") and len(word) > _PART + 2 and is_english(word[:-2])
    if doer or word.endswith(_SCIENCES):
        return True
    return any(
        is_english(word[:i]) and is_english(word[i:]) and is_doer(word[i:])
        for i in range(_PART, len(word) - _PART + 1)
    )
