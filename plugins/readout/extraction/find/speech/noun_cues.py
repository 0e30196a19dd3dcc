"""Reports without a verb of their own: "his claim that …", "in the words of X, “…”", and
quoted words that hang somewhere below a reporting verb."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from readout.extraction.find.speech.complements import (
    cut_off,
    make_report,
    span_behind,
)
from readout.extraction.find.speech.frames import speaks
from readout.extraction.find.speech.reports import Report
from readout.extraction.syntax.clauses import (
    WHOLE_WAY,
    author_of,
    child,
    climb,
    in_passive,
    is_verb,
)
from readout.extraction.syntax.marks import Marked
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.quotes import cue_nouns, cues, documents
from readout.text.lemmas import lemma

_DEEPEST: Final = 5  # steps from quoted words up to the verb that reports them
_SHORTEST: Final = 4  # tokens, marks included: shorter ones are terms and scare quotes
_MODIFIERS: Final = frozenset({"compound", "amod", "nmod", "poss", "appos", "nsubj"})
_PARTS: Final = frozenset({"dobj", "prep", "oprd", "attr", "ccomp", "xcomp", "acomp", "advcl"})


def noun_clause(page: QuotePage, noun: Token) -> Report | None:
    """ "his claim that the law had failed", "a warning from the bank that …"."""
    if lemma(noun) not in cue_nouns():
        return None
    source = author_of(noun)
    if source is None or page.inside[source.i] >= 0:
        return None
    for one in noun.rights:
        marker = child(one, "mark")
        if one.dep_ not in {"acl", "relcl", "ccomp"} or marker is None or marker.lower_ != "that":
            continue
        stop = cut_off(page, noun, one, one.right_edge.i + 1)
        span = span_behind(page, marker.i + 1, stop)
        if span is not None:
            return Report.of(page, noun, [span], "noun", source, inner=one)
    return None


def _title(text: str, one: Marked) -> bool:
    words = [w for w in text[one.inner_start : one.inner_end].split() if len(w) > 3]
    return bool(words) and all(w[0].isupper() for w in words)


def quoted_part(page: QuotePage, number: int) -> Report | None:
    """Marked words that no frame covers, by the reporting verb above them: the part of the
    sentence that holds them is what was said."""
    doc, one = page.doc, page.outer[number]
    first, last = page.token_at(one.start), page.token_before(one.end)
    if last < first:
        return None
    below = doc[first : last + 1].root
    if below.dep_ in _MODIFIERS or last - first < _SHORTEST or _title(page.text, one):
        return None
    for steps, verb in enumerate(climb(below, WHOLE_WAY)):
        if steps >= _DEEPEST or page.inside[verb.i] >= 0:
            return None
        if is_verb(verb) and lemma(verb) in cues():
            if not cues()[lemma(verb)].frames & {"clause", "quoted", "object"}:
                return None
            if below.dep_ not in _PARTS or below.i < verb.i or in_passive(verb) or not speaks(verb):
                return None
            start = below.left_edge.i
            if below.dep_ == "prep" and below.lower_ != "as":
                start += 1
            span = span_behind(page, max(start, verb.i + 1), below.right_edge.i + 1)
            if span is None or number not in page.covered(span):
                return None
            report = make_report(page, verb, [span], "quoted_part")
            source = report.source
            return report if source is not None and lemma(source) not in documents() else None
        if is_verb(verb) and verb.dep_ in {"ROOT", "relcl"}:
            return None
        below = verb
    return None
