"""Marked sentences that no rule has given to anybody: no reporting verb leads in or follows, and
no quote goes before. Whoever leads in, makes a gesture behind them or is told of around them says
them; where nobody does, their speaker stays unknown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Span, Token

from readout.extraction.find.speech.direct import direct_report
from readout.extraction.find.speech.leads import lead_of
from readout.extraction.find.speech.reports import Report
from readout.extraction.syntax.clauses import FINITE, SUBJECTS, child, in_passive, subject_of
from readout.extraction.syntax.marks import Marked
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.meetings import party_words
from readout.lexicon.quotes import documents, speakers
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_A_SENTENCE: Final = 4  # words
_LONG: Final = 3  # letters from which a title writes a word large
_TITLED: Final = 0.6  # share of such words that are written large in a title
_LEADING: Final = frozenset({":", ","})
_STOPS: Final = frozenset(".?!…")
_BESIDE: Final = frozenset({"acl", "advcl", "amod", "ccomp", "compound", "pcomp", "relcl"})
_AUXILIARY: Final = frozenset({"aux", "auxpass"})
_THINGS: Final = frozenset({"DATE", "EVENT", "FAC", "GPE", "LAW", "LOC", "NORP", "PRODUCT"})
_GESTURE: Final = 8  # tokens between the marks and the verb
_NEAR: Final = 6  # tokens behind a verb within which whoever does it is named
_INTRODUCTIONS: Final = listed("speech.leads.introductions")
_PEOPLE: Final = frozenset({"he", "she"})


def orphans(page: QuotePage, reports: list[Report]) -> list[Report]:
    """A report for each marked sentence that none has a word of."""
    told = sorted(span for report in reports for span in report.content)
    found, at, reached = [], 0, 0
    for number, one in enumerate(page.outer):
        while at < len(told) and told[at][0] < one.end:
            reached, at = max(reached, told[at][1]), at + 1
        if reached > one.start:
            continue
        if is_whole(page, one):
            source = next(_sources(page, number), None)
            report = direct_report(page, number, None, source, "alone")
            found.append(report)
    return found


def is_whole(page: QuotePage, one: Marked) -> bool:
    """A sentence between marks that is no part of the reporter's: nearly always somebody's."""
    return _stands_alone(page, one) and _is_sentence(page, one)


def _is_sentence(page: QuotePage, one: Marked) -> bool:
    """Words with a verb that is finite and something before it that may be its subject, written
    as a sentence is and not as a title."""
    if not one.closed or len(page.text[one.inner_start : one.inner_end].split()) < _A_SENTENCE:
        return False
    words = page.doc[page.token_at(one.inner_start) : page.token_before(one.inner_end) + 1]
    opens = page.text[one.inner_start : one.inner_end].lstrip("[…. ‘'“\"")[:1]
    if not (opens.isupper() or opens.isdigit()) or not _states(words):
        return False
    long = [t for t in words[1:] if t.is_alpha and len(t) > _LONG]
    return not long or sum(t.text[0].isupper() for t in long) < _TITLED * len(long)


def _states(words: Span) -> bool:
    noun = False
    for token in words:
        if token.tag_ in FINITE and (noun or token.dep_ in {"ROOT", "ccomp"}):
            return True
        noun = noun or token.pos_ in {"NOUN", "PROPN", "PRON", "DET", "NUM"}
    return words[0].tag_ in {"VB", "VBP"}  # "Look at the wall and tell me"


def _stands_alone(page: QuotePage, one: Marked) -> bool:
    """Whether the marks begin a sentence, or stand behind a comma, and end it; a comma behind them
    ends it, too, where they begin it."""
    before = page.before(one.start)
    closed = page.ends_sentence(one) or _ends_paragraph(page, one)
    if before.endswith(","):
        return closed
    if not page.starts_fresh(one):
        return False
    comma = "," in (page.text[one.inner_end - 1 : one.inner_end], page.text[one.end : one.end + 1])
    return closed or comma


def _ends_paragraph(page: QuotePage, one: Marked) -> bool:
    return not page.text[one.end : page.paragraphs[one.paragraph][1]].strip()


def _sources(page: QuotePage, number: int) -> Iterator[Token]:
    """Who may be speaking, the surest first."""
    yield from _leading_in(page, number)
    if page.before(page.outer[number].start)[-1:] in _LEADING:
        return  # whoever stood in front of it would have led in
    yield from _gesture(page, page.outer[number])
    yield from _around(page, page.outer[number])


def _leading_in(page: QuotePage, number: int) -> Iterator[Token]:
    """The subject of the clause that a colon or comma ends in front of the marks; or from whom
    what it announces is: "issued this statement from the governor: “…”"."""
    start, stop = lead_of(page, number)
    start = _behind_short_marks(page, start, page.outer[number])
    while stop > start and page.doc[stop - 1].is_space:
        stop -= 1
    if stop - start < 2 or page.doc[stop - 1].text not in _LEADING:
        return
    lead = page.doc[start : stop - 1]
    for token in lead:
        if lemma(token) in _INTRODUCTIONS and token.i + 1 < stop:
            by = token.nbor()
            whose = child(by, "pobj") if by.lower_ in {"from", "by"} else None
            if whose is not None and whose.i < stop:
                yield whose
                return
    yield from filter(_can_speak, _subjects(lead))


def _behind_short_marks(page: QuotePage, start: int, one: Marked) -> int:
    """Where a lead begins in which single words stand between marks: "called it “unwise” and gave
    her reason: “…”"."""
    low = page.token_at(page.paragraphs[one.paragraph][0])
    sentence = page.doc[start - 1].sent.start if start > low else start
    while start > max(low, sentence):
        number = page.inside[start - 1]
        if number < 0 and page.doc[start - 1].text in _STOPS:
            break
        if number >= 0 and is_whole(page, page.outer[number]):
            break
        start = page.token_at(page.outer[number].start) if number >= 0 else start - 1
    return max(start, low)


def _subjects(lead: Span) -> Iterator[Token]:
    """The subjects of a clause's finite verbs, those of main clauses first, the last of them
    foremost; where no verb is finite what a participle hangs on ("Senator Paul Adeyi | opposed",
    mistaken for one whom somebody opposed), or the name in front of the colon."""
    verbs = []
    for token in lead:
        verb = token.head if token.dep_ in _AUXILIARY else token
        if token.tag_ in FINITE and verb not in verbs:
            verbs.append(verb)
    main = [v for v in verbs if v.dep_ not in _BESIDE]
    for verb in (*reversed(main), *(v for v in verbs if v not in main)):
        passive = child(verb, "nsubjpass")
        subject = passive if passive is not None else subject_of(verb)
        if passive is not None and child(verb, "agent") is not None:
            subject = None
        if subject is not None and lead.start <= subject.i < lead.end:
            yield subject
    if not verbs:
        yield from (t.head for t in lead if t.tag_ == "VBN" and t.head.ent_type_ == "PERSON")
        yield from (t for t in reversed(lead) if t.ent_type_ == "PERSON" and not _goes_on(t))


def _gesture(page: QuotePage, one: Marked) -> Iterator[Token]:
    """Who does something behind words that a comma closes: "“…,” Ann Lee smiled", "“…,” grins the
    watchman"."""
    doc = page.doc
    inner = page.text[one.inner_start : one.inner_end].rstrip()[-1:]
    start = page.token_at(one.end)
    outside = start < len(doc) and doc[start].text == ","
    if not outside and (inner == "." or inner not in ",?!…—–-"):
        return
    start += outside
    for token in doc[start : start + _GESTURE]:
        if token.is_space or token.idx >= page.paragraphs[one.paragraph][1]:
            return
        if token.tag_ == "NNS" and token.i > start and _named_alone(doc[start : token.i]):
            yield doc[token.i - 1]  # "“…”, Zahra sighs": a verb that the tagger takes for a noun
            return
        finite = token.tag_ in FINITE or (token.i == start and token.tag_ == "VBN")
        if not finite or token.dep_ in _BESIDE - {"ccomp", "advcl"}:
            continue
        subject = next((c for c in token.children if c.dep_ in SUBJECTS and c.i >= start), None)
        if subject is None:
            near = doc[token.i + 1 : token.i + _NEAR] if token.i == start else doc[start : token.i]
            subject = _first_name(near)
            if subject is not None and token.i == start:
                yield subject  # "“…,” grinned Jun the barber": whoever does it has a name
                return
        if subject is not None and _is_person(subject):
            yield subject
        return


def _first_name(words: Span) -> Token | None:
    """The last word of the first name: by the recogniser, or of what is no place and no body."""
    names = [t for t in words if t.pos_ == "PROPN"]
    first = next((t for t in names if t.ent_type_ == "PERSON"), names[0] if names else None)
    if first is None or first.ent_type_ in _THINGS | {"ORG"}:
        return None
    while first.ent_type_ == "PERSON" and _goes_on(first):
        first = first.nbor()
    return first


def _named_alone(words: Span) -> bool:
    return all(t.pos_ == "PROPN" and t.text[:1].isupper() for t in words)


def _around(page: QuotePage, one: Marked) -> Iterator[Token]:
    """The person whom the sentence in front is about, or the one behind; for a paragraph of nothing
    but the marked words, the one whom the paragraph in front names alone."""
    low, high = page.paragraphs[one.paragraph]
    in_front, behind = page.text[low : one.start].strip(), page.text[one.end : high].strip()
    if in_front:
        yield from _about(page, page.token_at(one.start) - 1, low)
    if behind and page.ends_sentence(one):
        after = page.token_at(one.end)
        while after < len(page.doc) and not page.doc[after].text[:1].isalpha():
            after += 1
        if after < len(page.doc) and page.doc[after].idx < high:
            yield from _of_sentence(page, page.doc[after].sent)
    if not in_front and not behind and one.paragraph:
        above = page.paragraphs[one.paragraph - 1]
        words = page.doc[page.token_at(above[0]) : page.token_before(above[1]) + 1]
        named = {t.text for t in words if t.ent_type_ == "PERSON" and not _goes_on(t)}
        if len(named) == 1:
            yield from _about(page, words.end - 1, above[0])


def _goes_on(token: Token) -> bool:
    """Whether another word of the same name follows."""
    return token.i + 1 < len(token.doc) and token.nbor().ent_iob_ == "I"


def _about(page: QuotePage, last: int, low: int) -> Iterator[Token]:
    """Whom the last sentence up to a token is about, if it begins behind a character."""
    while last > 0 and page.doc[last].is_space:
        last -= 1
    sentence = page.doc[last].sent
    if sentence.start_char >= low:
        yield from _of_sentence(page, sentence)


def _of_sentence(page: QuotePage, sentence: Span) -> Iterator[Token]:
    """The subject of a sentence without marks, if that is one person."""
    root = sentence.root
    if any(page.inside[t.i] >= 0 for t in sentence) or root.tag_ not in FINITE | {"VB", "VBN"}:
        return
    if in_passive(root) and child(root, "agent") is not None:
        return
    subject = child(root, *SUBJECTS)
    if subject is not None and _is_person(subject):
        yield subject


def _is_person(token: Token) -> bool:
    """One person, by a name, an office or *he* and *she*."""
    if token.pos_ == "PRON":
        return token.lower_ in _PEOPLE
    if token.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in token.children):
        return False
    known = party_words("people") | party_words("offices")
    return token.ent_type_ == "PERSON" or lemma(token).lower() in known


def _can_speak(token: Token) -> bool:
    """A person, several, or a body; no thing and no document."""
    if token.pos_ == "PRON":
        return token.lower_ in _PEOPLE | {"they", "who"}
    if lemma(token) in documents() or token.ent_type_ in _THINGS - {"GPE", "NORP"}:
        return False
    word = lemma(token).lower()
    known = party_words("people") | party_words("offices") | speakers("bodies")
    return token.pos_ == "PROPN" or word in known or word in speakers("anonymous")
