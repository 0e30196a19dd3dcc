"""What others said, by the words of whoever is quoted: which of the clauses within a quote are told
as quotes of their own, and those between marks, "“He told me the road was closed,” she said"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from readout.extraction.find.speech.reports import Report
from readout.extraction.syntax.clauses import SUBJECTS, child, negation_of
from readout.extraction.syntax.marks import Marked
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.quotes import documents
from readout.model import Span
from readout.text.lemmas import lemma

_SAID: Final = frozenset({"said", "told"})
_ONE: Final = frozenset({"he", "she"})
_FIRST: Final = frozenset({"i", "we", "you"})
_QUESTIONS: Final = frozenset({"WDT", "WP", "WP$", "WRB"})
_BARE: Final = frozenset({"VB", "VBG"})
_LAST: Final = frozenset({",", ".", "!", "?", ";", ":", "—", "–", "-", "…"})
_A_CLAUSE: Final = 3  # words


def told_there(page: QuotePage, inner: Report, outer: Report) -> bool:
    """Whether a report within another tells what somebody else said, with cue and speaker among the
    outer's words: a statement in a clause of its own, or quoted words that something is called."""
    cue, source = inner.cue, inner.source
    if cue is None or source is None or {inner.kind, outer.kind} != {"speech"}:
        return False
    if not (outer.start <= min(cue.idx, source.idx) and max(cue.idx, source.idx) < outer.end):
        return False
    if _asks(page, inner):
        return False
    if inner.frame == "naming":
        by = next((c for c in cue.lefts if c.dep_ == "nsubj"), None)
        own = by is not None and by.tag_ not in _QUESTIONS and cue.dep_ not in {"pcomp", "relcl"}
        return own and bool(inner.marked) and cue.tag_ not in _BARE
    if inner.frame != "clause":
        return False
    if cue.dep_ == "acl":
        return True
    if cue.tag_ in _BARE:
        return False
    if cue.dep_ in {"ROOT", "conj"}:
        return source.lower_ not in _FIRST and source.i < cue.i
    return cue.dep_ in {"ccomp", "relcl"}


def _asks(page: QuotePage, report: Report) -> bool:
    """ "asked where the tea was kept": a question that is only told of."""
    first = page.doc[page.token_at(report.start)]
    return first.tag_ in _QUESTIONS or first.lower_ == "whether"


def clauses_between_marks(page: QuotePage, reports: list[Report]) -> Iterator[Report]:
    """What *he* or *she* said or told somebody, in the words of a direct quote: the clause behind
    the cue, which has a subject of its own. Who says so passes it on."""
    inner = [(one.start, one.end) for one in page.nested]
    for holder in reports:
        for number in holder.marked if holder.direct else ():
            one = page.outer[number]
            for i in range(page.token_at(one.inner_start), page.token_before(one.inner_end) + 1):
                cue = page.doc[i]
                if cue.lower_ not in _SAID or cue.tag_ != "VBD" or negation_of(cue) is not None:
                    continue
                source = next((c for c in cue.lefts if c.dep_ in SUBJECTS), None)
                if source is None or source.lower_ not in _ONE:
                    continue
                span = _clause(page, cue, one)
                if span is not None and not any(s < span[1] and span[0] < e for s, e in inner):
                    yield Report.of(page, cue, [span], "nested", source, relayed_by=holder)


def _clause(page: QuotePage, cue: Token, one: Marked) -> Span | None:
    """The characters of the clause that a cue between marks takes, without *that* and last stop."""
    doc, clause = page.doc, next((c for c in cue.rights if c.dep_ == "ccomp"), None)
    if clause is None or child(clause, *SUBJECTS, "expl") is None:
        return None
    start, stop = clause.left_edge.i, clause.right_edge.i + 1
    if doc[start].lower_ == "that":
        start += 1
    while stop > start and (
        doc[stop - 1].idx >= one.inner_end or doc[stop - 1].text in _LAST or doc[stop - 1].is_quote
    ):
        stop -= 1
    if start <= cue.i or stop - start < _A_CLAUSE or doc[start].tag_ in _QUESTIONS:
        return None
    if any(lemma(t) in documents() for t in doc[cue.i + 1 : start]):
        return None
    return doc[start].idx, doc[stop - 1].idx + len(doc[stop - 1])
