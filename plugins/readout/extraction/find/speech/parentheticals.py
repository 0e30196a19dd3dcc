"""Cues set off by commas: "…, X said", "…, he said, …", "according to X"."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from readout.extraction.find.speech.complements import (
    hearer_of,
    make_report,
    parted,
    shifted,
    span_behind,
)
from readout.extraction.find.speech.reports import Report
from readout.extraction.syntax.clauses import (
    FINITE,
    child,
    hangs,
    in_passive,
    inverted_subject,
    is_verb,
    own_subject,
)
from readout.extraction.syntax.dateline import dateline_of
from readout.extraction.syntax.phrases import noun_phrase, span_of
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.quotes import Cue, cues, documents, not_sources
from readout.lexicon.words import listed
from readout.model import Span
from readout.text.lemmas import lemma

_NOTHING: Final = listed("speech.frames.nobody")
_GOES_ON: Final = listed("speech.parentheticals.goes_on")


def phrase_of(verb: Token, subject: Token | None = None) -> tuple[int, int]:
    """The cue with its subject and adverbs, without its content: "said Ann Lee on Monday"."""
    subject = subject if subject is not None else own_subject(verb)
    start = verb.i
    if subject is not None and subject.i < verb.i:
        start = subject.left_edge.i
    for one in verb.lefts:
        if one.dep_ in {"aux", "advmod", "neg", "auxpass"} and one.i > verb.i - 4:
            start = min(start, one.i)
    if start > 0 and verb.doc[start - 1].lower_ == "as":
        start -= 1  # ", as one of them pointed out,"
    return start, verb.i + 1


def set_off(page: QuotePage, verb: Token, head: Token) -> bool:
    """ "In the end, he said, the road was closed": commas on both sides, no "that"."""
    start, _ = phrase_of(verb, _parenthetical_subject(verb))
    if start <= verb.sent.start or not parted(page, start):
        return False
    return parted(page, head.left_edge.i) and child(head, "mark") is None


def _parenthetical_subject(verb: Token) -> Token | None:
    if verb.dep_ == "pcomp" and lemma(verb.head.head) == "quote":
        return child(verb.head.head, "nsubjpass")  # "the president was quoted as saying"
    return _read_as_apposition(verb) or inverted_subject(verb) or own_subject(verb)


def _read_as_apposition(verb: Token) -> Token | None:
    """ "She met the crew, | its captain, Ann Lee, said": the parser hangs who speaks on the noun in
    front of the comma, and leaves the cue without a subject."""
    doc = verb.doc
    if own_subject(verb) is not None or verb.tag_ not in {"VBD", "VBZ"} or verb.i < 3:
        return None
    if lemma(verb) != "tell" and inverted_subject(verb) is not None:
        return None
    end = verb.i - 2 if doc[verb.i - 1].text == "," else verb.i - 1
    apposed = [t for t in (doc[end], *doc[end].ancestors) if t.dep_ == "appos" and t.i <= end]
    found = apposed[-1] if apposed else None
    if found is None or not _behind_comma(found):
        return None
    if found.head.i == found.left_edge.i - 2 and _behind_comma(found.head):
        return found.head  # "…, | her spokeswoman, Ann Lee, said"
    return found if found.right_edge.i in {end, end + 1} or verb.head == found else None


def _behind_comma(noun: Token) -> bool:
    first = noun.left_edge
    return first.i > 0 and first.nbor(-1).text == ","


def parenthetical(page: QuotePage, verb: Token, cue: Cue) -> Report | None:
    """A cue set off by commas at the end or in the midst of what it reports."""
    doc = page.doc
    subject = _parenthetical_subject(verb)
    if subject is None or page.inside[verb.i] >= 0:
        return None
    start, _ = phrase_of(verb, subject)
    sentence = verb.sent
    if start <= sentence.start:
        return None
    comma = doc[start - 1]
    if comma.is_space and start - 2 >= sentence.start:
        comma = doc[start - 2]
    closing = comma.text in {"”", "’", "'", '"', "''", "»"}
    if comma.text not in {",", "—", "–", "-", "―"} and not closing:
        return None
    if closing and _mere_words(page, comma):
        return None
    stop = _phrase_stop(page, verb, subject)
    first = _behind_semicolon(page, sentence_start(page, verb), start)
    if verb.head.dep_ == "relcl" and first < verb.head.left_edge.i < start:
        first = verb.head.left_edge.i  # "the park, which, he said, is full"
    first = _behind_own_clause(page, verb, first, start)
    front = front_span(page, first, start)
    spans: list[Span] = []
    if front is not None:
        spans.append(front)
    place = "after"
    rest = doc[stop].text if stop < sentence.end else "."
    if rest == "," and stop + 1 < sentence.end:
        behind = span_behind(page, stop + 1, sentence.end)
        content_head = verb.head if verb.head != verb else child(verb, "ccomp")
        if behind is not None and _goes_on(page, verb, stop, sentence.end, content_head):
            spans.append(behind)
            place = "inside"
    if not spans or (place == "after" and not _closes(page, verb, subject, start, stop)):
        return None
    told = any(one.dep_ in {"dobj", "xcomp"} and one.i < stop for one in verb.rights)
    if front is not None and told and _mere_phrase(page, first, start, front):
        return None
    inner = child(verb, "ccomp") or (verb.head if verb.dep_ in {"parataxis", "ccomp"} else None)
    hearer = hearer_of(verb, cue, stop)
    return make_report(
        page, verb, spans, "parenthetical", place=place, hearer=hearer, inner=inner, source=subject
    )


def _behind_own_clause(page: QuotePage, verb: Token, start: int, stop: int) -> int:
    """ "Bills are exempt, and | nobody would lose money, she said": of two joined clauses the first
    is the reporter's own, if it stands in the present, and the second was shifted into the past."""
    doc = page.doc
    if verb.tag_ != "VBD":
        return start
    for i in range(stop - 2, start, -1):
        if page.inside[i] >= 0 or doc[i].text != "," or doc[i + 1].lower_ != "and":
            continue
        own = [s for t in doc[start:i] if (s := _step(t)) is not None]
        told = next((s for t in doc[i + 2 : stop] if (s := _step(t)) is not None), None)
        subject = any(t.dep_ in {"nsubj", "nsubjpass", "expl"} for t in doc[i + 2 : i + 5])
        if own and not any(own) and told and subject:
            return i + 2
        return start
    return start


def _step(token: Token) -> bool | None:
    """Whether the verb of a main clause was shifted into the past; None for any other token."""
    if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"relcl", "advcl", "aux", "auxpass"}:
        return None
    return shifted(token)


def _closes(page: QuotePage, verb: Token, subject: Token, start: int, stop: int) -> bool:
    """Whether a cue at the end has nothing left to report: no object or clause behind it, and
    a statement, no mere phrase ("On Monday, …"), in front."""
    doc = page.doc
    for one in verb.rights:
        if one.dep_ in {"dobj", "xcomp", "ccomp", "oprd", "attr", "acomp"} and one.i < stop:
            if one == subject or one.ent_type_ in {"DATE", "TIME"}:
                continue
            if not _hearing(verb) or one.dep_ != "dobj":
                return False
    front = doc[sentence_start(page, verb) : start]
    marked = any(page.inside[t.i] >= 0 for t in front)
    return marked or any(
        (t.tag_ in FINITE or (t.tag_ == "VBN" and child(t, "nsubj") is not None))
        and t.dep_ not in {"advcl", "relcl"}
        for t in front
    )


def _mere_words(page: QuotePage, mark: Token) -> bool:
    """ "it was “odd” | the union was asking": marks around a word of the reporter's sentence."""
    number = page.inside[mark.i]
    if number < 0:
        return False
    one = page.outer[number]
    last = page.text[one.inner_start : one.inner_end].rstrip()[-1:]
    return last.isalnum() and not page.starts_fresh(one)


def _mere_phrase(page: QuotePage, first: int, start: int, span: Span) -> bool:
    """ "During the call, Qin urged Washington to …": a phrase of time or place in front of a verb
    that has its object is nobody's words."""
    front = [t for t in page.doc[first:start] if span[0] <= t.idx < span[1]]
    if not front or front[0].pos_ not in {"ADP", "ADV", "SCONJ"}:
        return False
    marked = any(page.inside[t.i] >= 0 for t in front)
    return not marked and not any(t.pos_ in {"VERB", "AUX"} for t in front)


def _hearing(verb: Token) -> bool:
    cue = cues().get(lemma(verb))
    return cue is not None and "hearer" in cue.frames


def sentence_start(page: QuotePage, token: Token) -> int:
    """First token of the sentence; of the one in which marks were opened, when the parser
    began a sentence between them."""
    start = token.sent.start
    for _ in range(3):
        number = page.inside[start]
        if number < 0 or page.outer[number].start >= page.doc[start].idx:
            break
        opening = page.token_at(page.outer[number].start)
        if opening >= start:
            break
        start = (
            page.doc[max(opening - 1, 0)].sent.start
            if not page.starts_fresh(page.outer[number])
            else opening
        )
    # "gov't. officials": no sentence begins with a small letter behind an abbreviation.
    while start > 1 and page.doc[start].text[:1].islower() and page.doc[start - 1].text == ".":
        start = page.doc[start - 1].sent.start
    return start


def _behind_semicolon(page: QuotePage, start: int, stop: int) -> int:
    """ "There is no jury; the reason was delay, she said": what stands in front of a semicolon
    is a sentence of its own."""
    for i in range(stop - 1, start, -1):
        if page.doc[i].text == ";" and page.inside[i] < 0:
            return i + 1
    return start


def front_span(page: QuotePage, start: int, stop: int) -> Span | None:
    doc = page.doc
    while start < stop and doc[start].is_space:
        start += 1
    if stop <= start:
        return None
    low, high = span_of(doc, start, stop)
    opening = dateline_of(doc)
    if opening is not None and opening.covers(low):
        low = min(opening.end, high)
    low = _behind_link(page, page.behind_clock(low))
    return page.snap(low, high)


_LINK: Final = re.compile(
    r"(?:And|But|Yet),? |(?:However|In addition|Meanwhile|Moreover|Nevertheless|Still|So), "
)


def _behind_link(page: QuotePage, low: int) -> int:
    """Where the words begin behind what only links the reporter's sentences: "Meanwhile, the bridge
    will stay closed, she said"."""
    link = _LINK.match(page.text, low) if page.marked_at(low) < 0 else None
    return link.end() if link is not None else low


def _phrase_stop(page: QuotePage, verb: Token, subject: Token) -> int:
    """Where the inserted cue phrase is over: the next comma outside its own apposition, or
    the sentence's end."""
    doc = page.doc
    sentence_stop = verb.sent.end
    i = verb.i + 1
    if (
        subject.i > verb.i
        and verb.dep_ in {"parataxis", "ccomp"}
        and verb.head.i > subject.right_edge.i
    ):
        i = max(i, subject.right_edge.i + 1)
    if subject.i > verb.i:
        named = [c for c in subject.rights if c.dep_ == "appos"]
        over = named[-1].right_edge.i + 1 if named else i
        if over + 1 < sentence_stop and doc[over + 1].dep_ == "cc":
            i = max(i, over)  # "said Ann Lee, the mayor, and the road would stay shut"
    while i < sentence_stop:
        text = doc[i].text
        if page.inside[i] >= 0:
            return i
        if text in {",", ".", ";", "—", "–", "―", ":"}:
            return i
        i += 1
    return i


def _goes_on(
    page: QuotePage, verb: Token, stop: int, sentence_stop: int, head: Token | None
) -> bool:
    """Whether the reported sentence goes on behind the inserted cue."""
    doc = page.doc
    first = doc[stop + 1]
    subject = own_subject(verb)
    fronted = subject is not None and subject.i < verb.i and first.lower_ in {"a", "an"}
    if first.lower_ in _GOES_ON and not fronted:
        return False
    # "said Ann Lee, the mayor": an apposition, unless a verb of the content follows.
    behind = subject is not None and subject.i > verb.i
    if (
        subject is not None
        and behind
        and any(t.dep_ == "appos" and t.i > stop for t in subject.subtree)
    ):
        return False
    if head is not None and stop < head.i < sentence_stop:
        return True
    if first.dep_ == "cc" and first.head in {verb, head}:
        return not _acts_on(first)
    return any(
        doc[i].head == head or (head is not None and doc[i].head.i < verb.i and doc[i].head != verb)
        for i in range(stop + 1, sentence_stop)
        if head is not None and doc[i].dep_ != "punct"
    )


def _acts_on(joining: Token) -> bool:
    """ "…, he said, and | added that …", "…, he said, but | no roads were closed": behind the
    conjunction somebody speaks again, or the reporter holds against it what he saw himself."""
    verb = joining.head
    behind = [c for t in (verb, verb.head) for c in t.rights if c.i > joining.i]
    one = next((c for c in behind if c.dep_ in {"conj", "ccomp"}), None)
    if one is None or not is_verb(one):
        return one is None
    cue = cues().get(lemma(one))
    if cue is not None and "clause" in cue.frames and not in_passive(one):
        return True
    subject = own_subject(one) or child(one, "nsubjpass", "expl")
    if joining.lower_ == "but" and subject is not None and subject.left_edge.lower_ in _NOTHING:
        return True  # "…, diplomats say, but | nothing has been arranged"
    finite = child(one, "auxpass") or one
    plain = finite.tag_ == "VBD" and not hangs(one, "aux", "neg")
    return joining.lower_ == "but" and plain and hangs(one, "nsubj", "nsubjpass", "expl")


def according_to(page: QuotePage, token: Token) -> Report | None:
    """ "according to X, …", "…, according to X", "…, according to X, …"."""
    doc = page.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    to = doc[token.i + 1]
    source = child(to, "pobj") or child(token, "pobj")
    if source is None or lemma(source) in not_sources():
        return None
    return _attributed_to(page, token, to, source)


def as_told_by(page: QuotePage, verb: Token) -> Report | None:
    """ "As reported by X, …": a participle in place of "according to"."""
    if verb.tag_ != "VBN" or verb.i == 0 or verb.nbor(-1).lower_ != "as":
        return None
    agent = child(verb, "agent", "prep")
    source = child(agent, "pobj") if agent is not None and agent.lower_ == "by" else None
    if agent is None or source is None or "clause" not in cues()[lemma(verb)].frames:
        return None
    return _attributed_to(page, verb.nbor(-1), agent, source)


def _attributed_to(page: QuotePage, first: Token, last: Token, source: Token) -> Report | None:
    """The sentence without the phrase that begins with `first` and names the source behind
    `last`."""
    sentence, spans, place = first.sent, [], "after"
    if first.i - sentence.start <= 1:
        place = "before"
        over = _phrase_over(page, source, last.i + 1)
        comma = _first_comma(page, over, sentence.end)
        at = _clause_right_behind(page, over, sentence)
        if comma is None and at is None and over > sentence.root.left_edge.i:
            # "According to the envoy Ann Lee, the team shows …": *team* is read as her apposition.
            comma = _first_comma(page, last.i + 1, sentence.root.i)
        comma = _behind_its_name(page, comma, sentence.root.i)
        at = comma + 1 if at is None and comma is not None else at
        behind = span_behind(page, at, sentence.end) if at is not None else None
        spans = [behind] if behind is not None else []
    else:
        start = sentence_start(page, first)
        before = page.doc[first.i - 1]
        if before.text == "," and first.i > 1 and page.inside[first.i - 2] < 0:
            before = page.doc[first.i - 2]
        if before.lower_ == "that" or before.dep_ == "cc":
            if before.dep_ == "cc" and first.head.i > source.i and first.head.dep_ == "conj":
                return _joined_on(page, first, last, source)
            if before.dep_ == "cc":
                return _rest_behind(page, first, last, source)
            return None  # "told them that, according to the Herald, she would go"
        if before.tag_ in {"WDT", "WP", "WRB"}:
            return _rest_behind(page, first, last, source) if first.nbor(-1).text == "," else None
        front = front_span(page, start, first.i)
        spans = [front] if front is not None else []
        if spans and not any(is_verb(t) or t.pos_ == "AUX" for t in page.doc[start : first.i]):
            # "Orr, according to one of them, met the mayor": the sentence goes on behind.
            comma = _first_comma(page, _phrase_over(page, source, last.i + 1), sentence.end)
            behind = span_behind(page, comma + 1, sentence.end) if comma is not None else None
            if behind is None:
                return None
            spans, place = [*spans, behind], "inside"
    if not spans:
        return None
    inner = first.head if is_verb(first.head) else None
    return Report.of(page, first, spans, "according", source, last=last, place=place, inner=inner)


def _behind_its_name(page: QuotePage, comma: int | None, stop: int) -> int | None:
    """ "According to the coach, | Ann Lee, | in May …", "According to reports | citing aides, | …":
    the next comma, where only a name or the source's own source stands before it."""
    after = _first_comma(page, comma + 1, stop) if comma is not None else None
    if comma is None or after is None:
        return comma
    between = page.doc[comma + 1 : after]
    named = 1 < len(between) < _LONG_NAME and all(t.pos_ == "PROPN" for t in between)
    return after if named or lemma(between[0]) in {"cite", "quote"} else comma


_LONG_NAME: Final = 5  # words


def _joined_on(page: QuotePage, first: Token, last: Token, source: Token) -> Report | None:
    """ "They sold drones and, according to officials, | built a plant": only what follows."""
    comma = _first_comma(page, _phrase_over(page, source, last.i + 1), first.head.i)
    if comma is None:
        return None
    span = span_behind(page, comma + 1, min(first.head.right_edge.i + 1, first.sent.end))
    if span is None:
        return None
    return Report.of(page, first, [span], "according", source, last=last, inner=first.head)


def _rest_behind(page: QuotePage, first: Token, last: Token, source: Token) -> Report | None:
    """ "…, where, according to the archivist, | somebody asks for them", "was rich and, according
    to CNN, | was called a breadbasket": what follows is told, up to its verb's last word."""
    doc, end = page.doc, first.sent.end
    comma = _first_comma(page, _phrase_over(page, source, last.i + 1), end)
    if comma is None or comma + 2 >= end or lemma(source) in documents():
        return None
    told = next((t for t in doc[comma + 1 : end] if t.tag_ in FINITE), None)
    head = told.head if told is not None and told.dep_ in {"aux", "auxpass"} else told
    stop = end if head is None else max(head.right_edge.i, comma + 1) + 1
    span = span_behind(page, comma + 1, min(stop, end))
    if span is None:
        return None
    return Report.of(page, first, [span], "according", source, last=last, inner=head)


def _clause_right_behind(page: QuotePage, over: int, sentence: SpacySpan) -> int | None:
    """Where the clause begins that follows its source with no comma between: "According to the
    ministry | over 300 people have died"."""
    if over >= sentence.end:
        return None
    for one in sentence.root.lefts:
        if one.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} and one.left_edge.i == over:
            return over if page.doc[over].text != "," else None
        # "… | over 300 pilgrims have died": a number's preposition, with no other subject
        if one.dep_ == "prep" and one.i == over and not hangs(sentence.root, "nsubj", "nsubjpass"):
            return over if any(t.dep_ == "nummod" for t in one.subtree) else None
    return None


_NEAR: Final = 60  # characters between a name and its words


def in_the_words_of(page: QuotePage, token: Token) -> Report | None:
    """ "In the words of X, “…”", "…, in the words of X": told as by "according to"."""
    doc = page.doc
    of = child(token, "prep")
    if token.i < 2 or of is None or of.i != token.i + 1 or of.lower_ != "of":
        return None
    first, source = doc[token.i - 2], child(of, "pobj")
    if first.lower_ != "in" or doc[token.i - 1].lower_ != "the" or source is None:
        return None
    for one in page.outer:
        # "…, in the words of X, “She wept.”": a sentence of its own.
        near = 0 < one.start - source.idx < _NEAR and page.text[: one.start].endswith(", ")
        begins = near and page.text[one.inner_start : one.inner_start + 1].isupper()
        if begins and page.ends_sentence(one):
            return Report.of(
                page, first, [(one.start, one.end)], "according", source, last=of, direct=True
            )
    report = _attributed_to(page, first, of, source)
    return report if report is not None and report.marked else None


def _phrase_over(page: QuotePage, source: Token, least: int) -> int:
    """First token behind a source at the sentence's start, its apposition included."""
    stop = max(noun_phrase(source)[1], least)
    named = [c for c in source.rights if c.dep_ == "appos"]
    behind = named[-1].right_edge.i + 1 if named else 0
    return max(stop, behind) if behind < len(page.doc) and page.doc[behind].text == "," else stop


def _first_comma(page: QuotePage, start: int, stop: int) -> int | None:
    for i in range(start, stop):
        if page.doc[i].text == "," and page.inside[i] < 0:
            return i
    return None
