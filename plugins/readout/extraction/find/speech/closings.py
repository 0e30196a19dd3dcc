"""A cue that closes its sentence, read by its words where the parser lost it: "The bank is sound,
analysts at the house of Orr wrote in a note"."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.find.speech.complements import make_report
from readout.extraction.find.speech.parentheticals import front_span, sentence_start
from readout.extraction.find.speech.reports import Report
from readout.extraction.syntax.clauses import FINITE, negation_of, own_subject
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.quotes import cues
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_FORMS: Final = FINITE - {"MD"} | {"VBN"}
_OPENS_PHRASE: Final = frozenset({"CD", "DT", "JJ", "NN", "NNP", "NNPS", "NNS", "PRP$"})
_NOUNS: Final = frozenset({"NOUN", "PROPN"})
_LEADS_ON: Final = listed("speech.closings.leads_on")
_DAYS: Final = listed("speech.complements.days") | listed("speech.closings.spans")
_LONGEST: Final = 14  # words of who speaks
_NAME: Final = 4  # words


def closing(page: QuotePage, verb: Token) -> Report | None:
    """A statement, a comma, who speaks, a cue, and behind it at most when, where and to whom."""
    cue = cues().get(lemma(verb))
    if cue is None or "clause" not in cue.frames or verb.tag_ not in _FORMS:
        return None
    if page.inside[verb.i] >= 0 or negation_of(verb) is not None:
        return None
    low = sentence_start(page, verb)
    between = who_speaks(page, low, verb)
    if between is None or not _closes(page, verb):
        return None
    comma, stop = between
    if not _states(page.doc, low, comma):
        return None
    source, front = last_noun(page.doc, comma + 1, stop, verb), front_span(page, low, comma)
    if source is None or front is None:
        return None
    return make_report(page, verb, [front], "parenthetical", place="after", source=source)


def who_speaks(page: QuotePage, low: int, verb: Token) -> tuple[int, int] | None:
    """The comma in front of whoever speaks and where the phrase stops: "…, | her party, Avenir, |
    announced"."""
    doc, stop = page.doc, verb.i
    while stop > low and doc[stop - 1].dep_ in {"aux", "advmod"}:
        stop -= 1
    if stop > low and doc[stop - 1].text == ",":
        comma = _comma_before(page, low, stop - 1)
        if comma is None or not all(t.text[:1].isupper() for t in doc[comma + 1 : stop - 1]):
            return None
        if stop - 1 - comma > _NAME + 1:
            return None
        stop = comma
    comma = _comma_before(page, low, stop)
    if comma is None or not 0 < stop - comma - 1 <= _LONGEST:
        return None
    phrase = doc[comma + 1 : stop]
    if phrase[0].tag_ not in _OPENS_PHRASE or phrase[0].lower_ in {"that", "this"}:
        return None
    told_of = False
    for token in phrase:
        told_of = told_of or token.tag_ in {"WP", "WDT", "WP$"}
        if token.text in {":", ";"} or (token.tag_ in FINITE and not told_of):
            return None
    return comma, stop


def _comma_before(page: QuotePage, low: int, stop: int) -> int | None:
    for i in range(stop - 1, max(low, stop - _LONGEST - 2), -1):
        if page.inside[i] >= 0 or page.doc[i].text in {";", ":"}:
            return None
        if page.doc[i].text == ",":
            return i
    return None


def _closes(page: QuotePage, verb: Token) -> bool:
    """Whether nothing is reported behind the cue: the sentence is over, or goes on with the day,
    the place, the hearer, or with what the reporter adds behind a comma."""
    doc, end = page.doc, verb.sent.end
    i = verb.i + 1
    while i < end and doc[i].text != ",":
        token = doc[i]
        if page.inside[i] >= 0 or token.tag_ in FINITE or token.lower_ == "that":
            return False
        if i == verb.i + 1 and not (
            token.is_punct
            or token.is_space
            or token.tag_ in {"IN", "RB", "TO"}
            or token.lower_ in _DAYS
        ):
            return False
        i += 1
    if i + 1 >= end:
        return True
    return doc[i + 1].tag_ == "VBG" or doc[i + 1].lower_ in _LEADS_ON


def _states(doc: Doc, low: int, stop: int) -> bool:
    """Whether what stands in front is a statement: a verb that is finite, and no mere "When the
    bank closed"."""
    first = next((t for t in doc[low:stop] if not t.is_space and not t.is_punct), None)
    if first is None:
        return False
    opened = first.tag_ in {"IN", "WRB"} and first.lower_ in _LEADS_ON
    if opened and not any(t.text == "," for t in doc[low:stop]):
        return False
    if any(t.tag_ in FINITE and t.dep_ not in {"advcl", "relcl"} for t in doc[low:stop]):
        return True
    # "The two, Ann Lee and Bob Ray, left in May": read as "the two who were left"
    told = first.tag_ in _OPENS_PHRASE and not any(t.tag_ in FINITE for t in doc[low:stop])
    return told and any(t.tag_ == "VBN" and t.nbor(-1).text == "," for t in doc[first.i + 1 : stop])


def last_noun(doc: Doc, start: int, stop: int, verb: Token) -> Token | None:
    """Who speaks: the subject by the parser, or the last noun before a preposition."""
    last: Token | None = None
    for token in doc[start:stop]:
        if token.pos_ in _NOUNS:
            last = token
        elif last is not None and (token.pos_ == "ADP" or token.tag_ in {"WP", "WDT", "WP$"}):
            break
    subject = own_subject(verb)
    if subject is not None and last is not None and start <= subject.i <= last.i:
        return subject
    return last
