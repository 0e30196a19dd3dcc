"""Phrase verbs: calling Y Z, accusing Y of Z, calling for Z, announcing Z."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from readout.extraction.find.speech.complements import (
    content_stop,
    make_report,
    span_behind,
)
from readout.extraction.find.speech.reports import Report
from readout.extraction.syntax.clauses import FINITE, child, in_passive, is_verb, subject_of
from readout.extraction.syntax.marks import Marked
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.quotes import Cue, documents
from readout.lexicon.words import listed
from readout.model import Span
from readout.text.lemmas import lemma

_BARE_OBJECT: Final = listed("speech.naming.bare_object")

_LOOSE: Final = listed("speech.naming.loose")


def naming(page: QuotePage, verb: Token, cue: Cue) -> Report | None:
    """ "X called the bill “a tax”", "X described it as …", "X accused Y of …"."""
    if not cue.frames & {"naming", "naming_as", "blaming"} or in_passive(verb):
        return None
    doc = page.doc
    quoted = _named_in_marks(page, verb)
    if quoted is not None and "naming" in cue.frames:
        return make_report(page, verb, [quoted], "naming") if quoted[1] > quoted[0] else None
    particle = None
    for one in doc[verb.i + 1 : min(verb.sent.end, verb.i + 40)]:
        if (
            one.lower_ == "as"
            and "naming_as" in cue.frames
            and one.dep_ in {"prep", "mark"}
            and one.head in {verb, *verb.rights}
        ):
            particle = one
            break
        if (
            one.lower_ in {"of", "for", "over"}
            and "blaming" in cue.frames
            and one.dep_ == "prep"
            and one.head in {verb, *verb.rights}
        ):
            particle = one
            break
    named = "naming" in cue.frames and any(
        c.dep_ in {"oprd", "ccomp", "xcomp", "attr"} and c.i > verb.i for c in verb.children
    )
    if particle is None and not named:
        return None
    start = verb.i + 1
    while start < verb.sent.end and doc[start].dep_ in {"advmod"} and doc[start].head == verb:
        start += 1
    if particle is not None and particle.i == start and particle.lower_ == "as":
        start += 1  # "what she described as “…”": the object stands in front
    stop = start
    for one in verb.rights:
        if one.is_punct or one.dep_ in {"advcl", "conj", "cc"}:
            if one.i >= stop and one.dep_ != "punct":
                break
            continue
        if one.dep_ in {"dobj", "oprd", "ccomp", "xcomp", "attr", "prep", "acomp", "dep", "appos"}:
            stop = max(stop, one.right_edge.i + 1)
    span = span_behind(page, start, min(stop, verb.sent.end))
    return make_report(page, verb, [span], "naming") if span is not None else None


def _named_in_marks(page: QuotePage, verb: Token) -> Span | None:
    """ "called it “a joke”", "which he called “a joke”": from behind the verb to the closing
    mark. An empty span for a mere name ("called the boat “Patience”"), None without marks."""
    doc = page.doc
    i = verb.i + 1
    while i < len(doc) and i < verb.i + 14 and page.inside[i] < 0:
        token = doc[i]
        if token.text in {",", ".", ";", ":"} or (is_verb(token) and token.tag_ in FINITE):
            return None
        if i == verb.i + 1 and token.pos_ == "ADP":
            return None  # "called for “calm”"
        i += 1
    if i >= len(doc) or page.inside[i] < 0:
        return None
    one = page.outer[page.inside[i]]
    inner = page.text[one.inner_start : one.inner_end].split()
    if all(w[:1].isupper() for w in inner if len(w) > 3) and len(inner) < 4:
        return (one.start, one.start)
    start = verb.i + 1
    while start < i and doc[start].dep_ == "advmod" and doc[start].head == verb:
        start += 1
    return page.snap(doc[start].idx if start < i else one.start, _name_end(page, one))


def _name_end(page: QuotePage, one: Marked) -> int:
    """Where a quoted name is over: it may go on behind the closing mark with a phrase or a
    relative clause ("a “liar” who is …", "“a genius” for his …")."""
    doc = page.doc
    i = page.token_at(one.end)
    if i >= len(doc) or doc[i].tag_ not in {"IN", "WP", "WDT", "TO"} or doc[i].lower_ in _LOOSE:
        return one.end
    stop = doc[i - 1].sent.end if i else len(doc)
    while i < stop and (page.inside[i] >= 0 or doc[i].text not in {".", ";", ":", ","}):
        i += 1
    last = doc[i - 1]
    return max(one.end, last.idx + len(last.text))


def prepositional(page: QuotePage, verb: Token, cue: Cue) -> Report | None:
    """ "X called for calm", "X warned of delays", "X called on Y to resign"."""
    if not cue.prepositions or in_passive(verb):
        return None
    for one in verb.rights:
        if one.dep_ in {"prep", "prt"} and one.lower_ in cue.prepositions and one.i <= verb.i + 3:
            if one.dep_ == "prt" and child(one, "pobj") is None and child(verb, "dobj") is None:
                continue
            told = child(one, "pobj")
            if told is not None and (
                told.ent_type_ in {"DATE", "TIME"} or told.tag_ in {"WDT", "WP"}
            ):
                continue
            stop = content_stop(page, verb, one)
            span = span_behind(page, one.i + 1, stop)
            if span is not None:
                return make_report(page, verb, [span], "prepositional")
    return None


def bare_object(page: QuotePage, verb: Token, cue: Cue) -> Report | None:
    """ "X announced the sale", "X denied the charge"."""
    if "object" not in cue.frames or in_passive(verb):
        return None
    head = child(verb, "dobj")
    if head is not None and head.ent_type_ in {"DATE", "TIME"}:
        return None
    if head is None or head.i < verb.i or head.tag_ in {"WP", "WDT"}:
        return None
    span = span_behind(page, head.left_edge.i, content_stop(page, verb, head))
    if span is None or head.lower_ in _BARE_OBJECT:
        return None
    subject = subject_of(verb)
    if not page.covered(span) and subject is not None and lemma(subject) in documents():
        return None
    if not (page.covered(span) or "bare_object" in cue.frames):
        # Without quoted words this is an act told by the reporter, not what was said.
        return None
    return make_report(page, verb, [span], "object")
