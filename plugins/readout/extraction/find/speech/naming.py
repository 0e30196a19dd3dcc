"""Phrase verbs: calling Y Z, accusing Y of Z, calling for Z, announcing Z."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Token

from readout.extraction.find.speech.complements import (
    content_stop,
    make_report,
    span_behind,
)
from readout.extraction.find.speech.reports import Report
from readout.extraction.syntax.clauses import (
    FINITE,
    child,
    in_passive,
    is_verb,
    modal,
    negation_of,
    subject_of,
)
from readout.extraction.syntax.marks import Marked
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.quotes import Cue, cues, documents, occasions
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
    if particle is not None and doc[particle.i - 1].lower_ == "to" and particle.i == verb.i + 2:
        return None  # "a group referred to as “…”": nobody in particular calls it so
    start = verb.i + 1
    while start < verb.sent.end and doc[start].dep_ in {"advmod"} and doc[start].head == verb:
        start += 1
    if particle is not None and particle.i == start and particle.lower_ == "as":
        start += 1  # "what she described as “…”": the object stands in front
    stop = start
    for one in verb.rights:
        aimed = one.dep_ == "advcl" and one.tag_ == "VB" and one.left_edge.i <= stop
        if one.is_punct or (one.dep_ in {"advcl", "conj", "cc"} and not aimed):
            if one.i >= stop and one.dep_ != "punct":
                break
            continue
        if aimed:  # "of lacking “serious” plans | to end the war"
            stop = max(stop, one.right_edge.i + 1)
        if one.dep_ in {"dobj", "oprd", "ccomp", "xcomp", "attr", "prep", "acomp", "dep", "appos"}:
            stop = max(stop, one.right_edge.i + 1)
    stop = _without_occasion(page, min(stop, verb.sent.end), start)
    span = span_behind(page, start, stop)
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
    last = _last_name(page, page.inside[i])
    return page.snap(doc[start].idx if start < i else one.start, _name_end(page, last))


_JOINS_NAMES: Final = re.compile(r",? ?(?:(?:and|or|but|even) )?")


def _last_name(page: QuotePage, number: int) -> Marked:
    """The last of several names in marks: "called it “false”, “hostile” and “absurd”"."""
    one = page.outer[number]
    for following in page.outer[number + 1 :]:
        between = page.text[one.end : following.start]
        small = page.text[following.inner_start : following.inner_start + 1].islower()
        if not small or not between or _JOINS_NAMES.fullmatch(between) is None:
            break
        one = following
    return one


def named_by(page: QuotePage, verb: Token, cue: Cue) -> Report | None:
    """The passive, with who says so behind it: "was hailed as “a hero” by X", "a book described
    by X as “a gem”". Only words between marks are somebody's."""
    if not cue.frames & {"naming", "naming_as", "blaming"} or verb.tag_ != "VBN":
        return None
    if negation_of(verb) is not None or modal(verb) is not None or child(verb, "dobj") is not None:
        return None
    doc = page.doc
    by = next(
        (t for t in doc[verb.i + 1 : verb.sent.end] if t.lower_ == "by" and page.inside[t.i] < 0),
        None,
    )
    source = child(by, "pobj") if by is not None else None
    if by is None or source is None or source.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    if any(is_verb(t) and page.inside[t.i] < 0 for t in doc[verb.i + 1 : by.i]):
        return None
    fronted = by.i == verb.i + 1
    at = source.right_edge.i + 1 if fronted else verb.i + 1
    if fronted:
        at = next((t.i for t in doc[by.i + 1 : verb.sent.end] if t.lower_ in {"as", "for"}), at)
    if at < len(doc) and doc[at].lower_ in {"as", "for"}:
        at += 1
    elif fronted or "naming" not in cue.frames:
        return None
    first = next((t for t in doc[at : min(at + 5, verb.sent.end)] if page.inside[t.i] >= 0), None)
    if first is None or (not fronted and first.i > by.i):
        return None
    if any(t.text in {",", ";", ":"} or is_verb(t) for t in doc[at : first.i]):
        return None
    number = page.inside[first.i]
    end = _last_name(page, number).end
    if not fronted and page.text[end : by.idx].strip():
        return None  # "called “a joke” in a letter by X" may be the letter's
    span = page.snap(doc[at].idx, end)
    return make_report(page, verb, [span], "naming", source=source) if span is not None else None


_TOUCHES_ON: Final = frozenset({"mention", "note", "cite", "refer"})


def names_again(page: QuotePage, verb: Token, start: int, stop: int) -> bool:
    """ "mentioned the drill, which she called “an act of war”": a thing that is only touched on,
    and the words between marks are a name that somebody gives it in a clause of its own."""
    doc = page.doc
    if lemma(verb) not in _TOUCHES_ON:
        return False
    for token in doc[start:stop]:
        cue = cues().get(lemma(token)) if token.dep_ == "relcl" else None
        if cue is None or not cue.frames & {"naming", "naming_as"} or page.inside[token.i] >= 0:
            continue
        subject = child(token, "nsubj")
        if subject is None or subject.tag_ in {"WP", "WDT"}:
            continue
        marked = [t for t in doc[start:stop] if page.inside[t.i] >= 0]
        return bool(marked) and all(t.i > token.i for t in marked)
    return False


def _without_occasion(page: QuotePage, stop: int, start: int) -> int:
    """Where a phrase ends whose words in marks are followed by the day or the occasion of the
    telling: "spoke of his “unease” | on Monday", "… | as he rejected the plea"."""
    doc = page.doc
    last = next((i for i in range(stop - 1, start, -1) if page.inside[i] >= 0), None)
    if last is None or last + 2 >= stop:
        return stop
    first, second = doc[last + 1], doc[last + 2]
    if first.dep_ == "cc" and any(
        t.tag_ in FINITE and t.dep_ != "relcl" for t in doc[last + 2 : min(last + 5, stop)]
    ):
        return last + 1  # "called for a “revolt” | and crowds have filled the streets"
    if first.lower_ == "during" and page.inside[last] != page.inside[start]:
        return last + 1
    if first.lower_ == "on" and second.ent_type_ in {"DATE", "TIME"}:
        return last + 1
    if first.lower_ in {"as", "when", "while"} and second.lower_ in {"he", "she", "they"}:
        return last + 1
    return stop


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
    at = page.token_at(one.end)
    if doc[at].lower_ in {"at", "in"} and any(lemma(t) in occasions() for t in doc[at : at + 5]):
        return one.end  # "called it “a farce” | at a press conference on Monday"
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
            stop = content_stop(page, verb, one, phrase=True)
            if names_again(page, verb, one.i + 1, stop):
                return None
            span = span_behind(page, one.i + 1, _without_occasion(page, stop, one.i + 1))
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
    start, stop = head.left_edge.i, content_stop(page, verb, head, phrase=True)
    if names_again(page, verb, start, stop):
        return None
    span = span_behind(page, start, _without_occasion(page, stop, start))
    if span is None or head.lower_ in _BARE_OBJECT:
        return None
    subject = subject_of(verb)
    if not page.covered(span) and subject is not None and lemma(subject) in documents():
        return None
    if not (page.covered(span) or "bare_object" in cue.frames):
        # Without quoted words this is an act told by the reporter, not what was said.
        return None
    return make_report(page, verb, [span], "object")
