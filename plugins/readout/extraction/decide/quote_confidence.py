"""How sure a quote is: of its words, and of who said them.

The shares were measured on 284 US news articles (words: content exactly as annotated) and
on 17 varied ones with resolved speakers; see docs/quotes.md for the reliability plot. A
confidence is the product of both, so that 0.9 reads "nine of ten such quotes are right,
words and speaker".
"""

from __future__ import annotations

from typing import Final

from readout.extraction.find.speech.reports import Report
from readout.extraction.resolve.answers import Speaker
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_WORDS_RIGHT: Final = {
    "direct_tail": 0.97,
    "direct_lead": 0.94,
    "direct_chain": 0.94,
    "direct_colon": 0.85,
    "direct_alone": 0.87,  # over 1200 articles of the corpus
    "clause": 0.82,
    "parenthetical": 0.84,
    "according": 0.82,
    "noun": 0.60,
    "nested": 0.60,
    "quoted_part": 0.50,
    "naming": 0.70,
    "object": 0.62,
    "prepositional": 0.58,
    "infinitive": 0.58,
    "rest": 0.45,
}
# Verbs whose clause is nearly always what was said.
_PLAIN: Final = listed("quote_confidence.plain")
_LONG: Final = 180  # characters; longer clauses are cut or run on more often
_UNCUED: Final = 0.97  # a chain is as sure as the quote it goes on from, and a little less


def confidence(page: QuotePage, report: Report, speaker: Speaker) -> float:
    """0–1: the share of quotes like this one that were right on the dev data."""
    words = _WORDS_RIGHT.get(report.frame, 0.5)
    if report.frame == "clause":
        words = _clause(page, report)
    if report.kind == "attitude":
        words = min(words, 0.7)
    if report.frame == "direct_chain":
        words *= _UNCUED
    return round(min(words * speaker.sure, 0.99), 3)


def _clause(page: QuotePage, report: Report) -> float:
    """A clause is surest that runs from a plain verb to the sentence's end."""
    after = page.text[report.end : report.end + 2].lstrip()[:1]
    whole = after in {"", ".", "!", "?", "\n"} or page.text[report.end - 1] in "”\"'’»"
    plain = report.cue is not None and lemma(report.cue) in _PLAIN
    long = report.end - report.start > _LONG
    if not whole:
        return 0.6
    if not plain:
        return 0.80
    return 0.86 if long else 0.94
