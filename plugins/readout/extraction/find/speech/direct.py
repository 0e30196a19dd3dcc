"""Direct speech: which marked stretch was said by whom, by the words around the marks.

The parser is of little use across quotation marks, so a stretch is attributed by the
words between it and its neighbours: the lead ("X said: “…”"), the tail ("“…,” X said")
or, with neither, by what it goes on from.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from spacy.tokens import Token

from readout.extraction.find.speech.introducing import STOP, introduces, noun_in_front
from readout.extraction.find.speech.reports import Report
from readout.extraction.syntax.clauses import (
    FINITE,
    child,
    is_verb,
    noun_behind,
    own_subject,
    quoted_as_saying,
    told_as_subject,
)
from readout.extraction.syntax.marks import Marked
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.quotes import cues
from readout.text.lemmas import lemma


def _tail(page: QuotePage, one: Marked) -> tuple[int, int]:
    """Tokens behind a stretch up to the sentence's end or the next marks."""
    doc = page.doc
    start = page.token_at(one.end)
    paragraph_end = page.paragraphs[one.paragraph][1]
    i = start
    while i < len(doc) and doc[i].idx < paragraph_end:
        if page.inside[i] >= 0 or (doc[i].text in STOP and i > start):
            break
        i += 1
    return start, i


def _subject_in(verb: Token, low: int, high: int) -> Token | None:
    subject = own_subject(verb)
    if subject is not None and low <= subject.i < high:
        return subject
    return None


def by_tail(page: QuotePage, one: Marked) -> tuple[Token, Token | None] | None:
    """(cue, source) from the words behind: ", X said", "said X", ", according to X"."""
    doc = page.doc
    start, stop = _tail(page, one)
    while start < stop and (doc[start].text in {",", "-", "–", "—", "―"} or doc[start].is_space):
        start += 1
    if start >= stop:
        return None
    inner_last = page.text[one.inner_start : one.inner_end].rstrip()[-1:]
    if inner_last == "." and doc[stop - 1].text == ":":
        return None  # "“A.” Mr Zahed said: “B.”" – the cue is that of what follows
    if (
        inner_last == "."
        and one.closed
        and doc[start].text[:1].isupper()
        and not _closes_with_cue(page, start, stop)
    ):
        return None
    parted = start > _tail(page, one)[0] or inner_last in ",?!—–-…"
    for i in range(start, min(stop, start + 45 if parted else start + 6)):
        token = doc[i]
        if token.text[:1].isupper():
            continue  # a name, whatever the tagger says of it
        if not is_verb(token) or not introduces(token):
            beside = {"relcl", "acl", "aux", "auxpass", "amod", "compound"}
            if token.tag_ in FINITE and token.dep_ not in beside:
                return None
            continue
        if (
            token.tag_ in {"VBG", "VBN"}
            and i > start
            and not any(c.dep_ in {"aux", "auxpass"} for c in token.lefts)
        ):
            continue
        source = _subject_in(token, start, stop)
        if source is None and i == start:
            source = noun_behind(token, stop)
        if source is None:
            source = noun_in_front(page, token, start)
        weak = "clause" not in cues()[lemma(token)].frames
        comma = page.text[one.end : one.end + 1] == ","
        if weak and not comma and not (inner_last and inner_last in ",?!—–-…."):
            return None
        return (token, source) if source is not None else None
    return None


def _closes_with_cue(page: QuotePage, start: int, stop: int) -> bool:
    """ "It is great." Smith said. – a sloppy full stop: name and cue and nothing more."""
    doc = page.doc
    words = [i for i in range(start, stop) if not doc[i].is_punct and not doc[i].is_space]
    return (bool(words) and len(words) <= 4 and introduces(doc[words[-1]])) or (
        bool(words) and doc[words[0]].text[:1].islower()
    )


_INSERTED: Final = 4  # words


def goes_on_from(page: QuotePage, number: int) -> bool:
    """Whether a stretch is the second half of the one before: "“A,” he said, turning to the
    window, “b.”" – one sentence, only the cue and what hangs on it between."""
    if number == 0:
        return False
    before, one = page.outer[number - 1], page.outer[number]
    if before.paragraph != one.paragraph:
        return False
    between = page.text[before.end : resumes_at(page, number)].strip()
    inner = page.text[before.inner_start : before.inner_end].rstrip()
    words = page.doc[page.token_at(before.end) : page.token_at(one.start)]
    if len(words) <= _INSERTED and all(t.text.isalpha() for t in words):
        # "“We are ready” wrote Hale “to sail”": nothing but cue and name, and no stop
        return (
            any(introduces(t) for t in words)
            and inner[-1:].isalpha()
            and page.text[one.inner_start].islower()
        )
    if not between.endswith((",", "—", "–", "-", ";")):
        return False
    if any(t.text in STOP | {":"} for t in (words[:-1] if between.endswith(";") else words)):
        return False
    return inner[-1:] in ",—–-…" or between.startswith(",")


_JOINING: Final = re.compile(r",\s+((?:and|but|or|so|yet)(?: \w+)?)\s+$")


def resumes_at(page: QuotePage, number: int) -> int:
    """Where the words of a second half begin: at its mark, or at the "but" in front of it."""
    start = page.outer[number].start
    before = page.outer[number - 1].end if number else 0
    found = _JOINING.search(page.text, max(before, start - 20), start)
    return found.start(1) if found is not None else start


_CREDIT: Final = frozenset({"―", "—", "–", "--", "-"})


def by_credit(page: QuotePage, one: Marked) -> Token | None:
    """The name in "“…” — Ann Lee, mayor": a dash, a name, nothing more; also in the next line."""
    doc = page.doc
    start, stop = _tail(page, one)
    if start == stop or all(t.is_space for t in doc[start:stop]):
        start, stop = _next_line(page, one)
    while stop > start and (doc[stop - 1].is_space or doc[stop - 1].text == "."):
        stop -= 1
    if not 2 <= stop - start <= 8 or doc[start].text not in _CREDIT:
        return None
    part = doc[start + 1 : stop]
    if any(t.pos_ in {"VERB", "AUX"} for t in part) or not part[0].text[:1].isupper():
        return None
    names = [t for t in takewhile(lambda t: t.text != ",", part) if t.pos_ == "PROPN"]
    return names[-1] if names else None


def _next_line(page: QuotePage, one: Marked) -> tuple[int, int]:
    """Tokens of the paragraph behind a stretch that ends its own."""
    if one.paragraph + 1 >= len(page.paragraphs):
        return 0, 0
    low, high = page.paragraphs[one.paragraph + 1]
    return page.token_at(low), page.token_before(high) + 1


def _told(page: QuotePage, cue: Token) -> Token | None:
    """Who heard it, outside of the marks: "told the court", "said to her sister"."""
    frames = cues().get(lemma(cue))
    for one in cue.rights:
        if page.inside[one.i] >= 0 or one.pos_ not in {"NOUN", "PROPN", "PRON", "ADP"}:
            continue
        if one.dep_ in {"dobj", "dative", "iobj"} and one.tag_ != "IN":
            if frames is not None and "hearer" in frames.frames and one.ent_type_ != "DATE":
                return one
        elif one.lower_ in {"to", "with"} and one.dep_ in {"prep", "dative"}:
            found = child(one, "pobj")
            if found is not None and page.inside[found.i] < 0:
                return found
    told = told_as_subject(cue)
    return told if told is not None and page.inside[told.i] < 0 else None


def relaying(page: QuotePage, cue: Token) -> Report | None:
    """The act of whoever quotes another as saying something."""
    quote = cue if lemma(cue) in {"quote", "cite"} else cue.head.head
    medium = own_subject(quote)
    return Report.of(page, quote, [], "quoted", medium) if medium is not None else None


def direct_report(
    page: QuotePage, number: int, cue: Token | None, source: Token | None, place: str
) -> Report:
    one = page.outer[number]
    medium = None
    quoted = quoted_as_saying(cue) if cue is not None else None
    if cue is not None and quoted is not None:
        source, medium = quoted, relaying(page, cue)
    return Report.of(
        page,
        cue,
        [(one.start, one.end)],
        f"direct_{place}",
        source,
        place="after" if place == "tail" else "before",
        hearer=_told(page, cue) if cue is not None and medium is None else None,
        relayed_by=medium,
        direct=True,
    )
