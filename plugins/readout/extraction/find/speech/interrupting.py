"""Reports that their words tell where the parse does not: a cue that breaks into a clause between
its subject and its verb, what somebody made clear, what "the 25-year-old said"."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from readout.extraction.find.speech.closings import last_noun, who_speaks
from readout.extraction.find.speech.complements import (
    content_stop,
    cut_off,
    make_report,
    span_behind,
)
from readout.extraction.find.speech.parentheticals import front_span, sentence_start
from readout.extraction.find.speech.reports import Report
from readout.extraction.syntax.clauses import FINITE, climb, is_verb, negation_of, own_subject
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.meetings import party_words
from readout.lexicon.quotes import cues, documents, speakers
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_DAYS: Final = listed("speech.complements.days") | {"on", "later"}
_AGE: Final = 5  # tokens of "25-year-old"
_RELATIVE: Final = frozenset({"WDT", "WP", "WP$", "WRB"})
_FEW: Final = 9  # tokens of who speaks behind the cue
_SOON: Final = 3  # tokens from the cue to its comma, or from *made* to *that*


def interrupting(page: QuotePage, verb: Token) -> Report | None:
    """ "The stocks, | a spokesman for the ministry said, | are lower", "The roof, said Ann Lee,
    would hold": a phrase without a verb, a comma, who speaks and a cue, a comma, right behind it
    a finite verb, which has no subject there and so goes on with the phrase in front."""
    cue = cues().get(lemma(verb))
    if cue is None or "clause" not in cue.frames or verb.tag_ not in FINITE:
        return None
    if page.inside[verb.i] >= 0 or negation_of(verb) is not None:
        return None
    doc, low, end = page.doc, sentence_start(page, verb), verb.sent.end
    inverted = doc[verb.i - 1].text == "," and verb.i > low + 1
    reach = _FEW if inverted else _SOON
    comma = next((i for i in range(verb.i + 1, min(end, verb.i + reach)) if doc[i].text == ","), 0)
    if not comma or comma + 2 >= end or page.inside[comma + 1] >= 0:
        return None
    behind = doc[comma + 1]
    if behind.tag_ not in FINITE or behind.lower_ in cues():
        return None
    if inverted:
        front_stop, start, stop = verb.i - 1, verb.i + 1, comma
        told = start < stop and doc[start].tag_ not in {"IN", "RB", "TO"}
    else:
        between = who_speaks(page, low, verb)
        if between is None or any(t.lower_ not in _DAYS for t in doc[verb.i + 1 : comma]):
            return None
        front_stop, start, stop = between[0], between[0] + 1, between[1]
        told = True
    front = doc[low:front_stop]
    first = next((t for t in front if not t.is_space), None)
    if not told or first is None or first.tag_ in {"IN", "TO", "RB", "CC"} | _RELATIVE:
        return None
    if any(is_verb(t) and t.tag_ in FINITE for t in front) or doc[front_stop - 1].tag_ in _RELATIVE:
        return None
    if any(t.tag_ in FINITE for t in doc[start:stop]):
        return None
    source = last_noun(doc, start, stop, verb)
    whole = front_span(page, low, front_stop)
    rest = span_behind(page, comma + 1, cut_off(page, verb, behind, end))
    if source is None or whole is None or rest is None:
        return None
    return make_report(
        page, verb, [whole, rest], "parenthetical", place="inside", inner=behind, source=source
    )


def made_clear(page: QuotePage, verb: Token) -> Report | None:
    """ "Officials made (it) clear that the army would go": said by somebody, or by a body that can
    speak; what "the report" or "new facts" made clear nobody said."""
    if verb.lower_ not in {"made", "makes"} or negation_of(verb) is not None:
        return None
    doc, end = page.doc, verb.sent.end
    clear = next((t.i for t in doc[verb.i + 1 : verb.i + _SOON] if t.lower_ == "clear"), end)
    that = next((t.i for t in doc[clear + 1 : clear + 1 + _SOON] if t.lower_ == "that"), end)
    if clear == end or that + 2 >= end or page.inside[that] >= 0:
        return None
    source = own_subject(verb)
    if source is None or not _can_speak(source):
        return None
    told = doc[that].head
    head = told if is_verb(told) and told.i > that else doc[that + 1]
    head = next((t for t in (head, *climb(head)) if t.i > that and is_verb(t)), head)
    stop = content_stop(page, verb, head)
    span = span_behind(page, that + 1, stop)
    return make_report(page, verb, [span], "clause", inner=head, source=source) if span else None


def behind_age(page: QuotePage, cue: Token) -> Report | None:
    """ "The 25-year-old said guards kept people safe": the parse makes the cue an adjective of what
    stands behind it, or leaves it without a subject; what stands between the hyphens speaks."""
    known, doc = cues().get(lemma(cue)), page.doc
    if known is None or "clause" not in known.frames or cue.i < _AGE or page.inside[cue.i] >= 0:
        return None
    said = cue.lower_ == "said" or cue.lower_.endswith("ed")
    if not said or doc[cue.i - 1].lower_ != "old" or doc[cue.i - 3].lower_ != "year":
        return None
    start, end = cue.i + 1, cue.sent.end
    while start < end and (doc[start].lower_ in _DAYS or doc[start].lower_ == "that"):
        start += 1
    head = next((t for t in doc[start:end] if is_verb(t) and t.tag_ in FINITE), None)
    marked = start < end and page.inside[start] >= 0
    if head is None or marked or start == head.i or doc[start].text == ",":
        return None
    span = span_behind(page, start, cut_off(page, cue, head, end))
    old = doc[cue.i - 1]
    return make_report(page, cue, [span], "clause", inner=head, source=old) if span else None


def _can_speak(source: Token) -> bool:
    if source.tag_ == "PRP":
        return source.lower_ in {"he", "she", "they"}
    named = source.pos_ == "PROPN" and source.text[:1].isupper()
    people = speakers("anonymous") | party_words("people") | party_words("offices")
    known = named or lemma(source) in people | speakers("bodies")
    return known and lemma(source) not in documents()
