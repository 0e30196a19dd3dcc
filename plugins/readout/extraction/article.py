"""One article through the whole extraction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from spacy.about import __version__ as SPACY
from spacy.tokens import Doc

from readout.config import load_settings
from readout.extraction.decide.meetings import find_meetings
from readout.extraction.decide.quotes import find_quotes
from readout.extraction.document import Document
from readout.extraction.limits import Clock, OutOfTime
from readout.extraction.resolve.references import References
from readout.extraction.syntax.dateline import find_dateline
from readout.extraction.syntax.familiar import stand_ins
from readout.fingerprint import fingerprint
from readout.model import Article, Extraction, MeetingMention, Quote
from readout.text.language import language_of
from readout.text.normalise import same_length, widen
from readout.text.paragraphs import sentences
from readout.text.parsing import parse, pipeline

_ENGLISH: Final = "en"
_MOST_LEFT_OUT: Final = 3  # sentences
Facts = tuple[tuple[Quote, ...], tuple[MeetingMention, ...]]
ROOMS: Final = ("extraction", "lexicon", "text")
"""The rooms whose code and words decide what is extracted."""


@cache
def extractor_version() -> str:
    """Stored with every derived row; another one means that the same text may give other
    facts: other rules, words, weights or another language model."""
    library = Path(__file__).parents[1]
    model = pipeline().meta
    return fingerprint(
        (library / room for room in ROOMS), str(model["name"]), str(model["version"]), SPACY
    )


def extract(article: Article) -> Extraction:
    """All quotes and meeting mentions of one article; never raises for any text.

    A text in another language yields nothing, and `problem` says so; a text too short to
    tell is read as English. So does one that takes longer than the setting `extract_seconds`
    of CPU. A sentence on which a rule fails is left out, and `problem` says why. Spans are
    spans of `article.text`.
    """
    text = same_length(article.text)
    if not text.strip():
        return Extraction(article.id, problem="no text")
    language = language_of(text, _ENGLISH) or _ENGLISH
    if language != _ENGLISH:
        return Extraction(
            article.id, language=language, problem=f"not English but {language}: not read"
        )
    seconds = load_settings().extract_seconds
    clock = Clock(seconds)
    try:
        found, problem = _with_what_can_be_read(article, text, clock)
    except OutOfTime:
        problem = f"{len(text)} characters, not read in {seconds:g} s of CPU"
        return Extraction(article.id, language=language, problem=problem)
    quotes, meetings = found
    if text != article.text:
        quotes = tuple(_on_original(q, article.text, text) for q in quotes)
    return Extraction(article.id, quotes, meetings, language, problem)


def read_facts(doc: Doc, published: datetime | date | None, clock: Clock) -> Facts:
    """The quotes and meeting mentions of a parsed text."""
    document = Document.of(doc, published, clock.check)
    references = References(document)
    quotes = find_quotes(document, references)
    return quotes, find_meetings(document, references)


def parsed(text: str, clock: Clock) -> Doc:
    """A text as extraction wants it parsed: a dateline is a paragraph of its own, and
    the parser reads common names where rare ones stand."""
    opening = find_dateline(text)
    ends = () if opening is None else (opening.end,)
    return parse(text, cut_at=ends, stand_ins=stand_ins, between=clock.check)


def _read(article: Article, text: str, clock: Clock) -> Facts:
    return read_facts(parsed(text, clock), article.published, clock)


def _with_what_can_be_read(article: Article, text: str, clock: Clock) -> tuple[Facts, str | None]:
    """The facts, and what had to be left out for a rule to get through.

    Raises:
        OutOfTime: the clock ran out. Exception: it is no sentence's fault.
    """
    left_out: list[str] = []
    while True:
        try:
            return _read(article, text, clock), "; ".join(left_out) or None
        except OutOfTime:
            raise
        except Exception as cause:
            if len(left_out) == _MOST_LEFT_OUT:
                raise
            start, end = _culprit(article, text, clock)
            left_out.append(f"characters {start}-{end} not read: {type(cause).__name__}: {cause}")
            text = text[:start] + " " * (end - start) + text[end:]


def _culprit(article: Article, text: str, clock: Clock) -> tuple[int, int]:
    """The first sentence with which the text can't be read, by halving."""
    pieces = sentences(text)
    low, high = 0, len(pieces) - 1  # readable up to `low` pieces, not up to `high + 1`
    while low < high:
        middle = (low + high) // 2
        try:
            _read(article, text[: pieces[middle][1]], clock)
            low = middle + 1
        except OutOfTime:
            raise
        except Exception:
            high = middle
    return pieces[low]


def _on_original(quote: Quote, original: str, plain: str) -> Quote:
    return replace(
        quote,
        content=tuple(widen(original, plain, s) for s in quote.content),
        cue=tuple(widen(original, plain, s) for s in quote.cue),
        source=tuple(widen(original, plain, s) for s in quote.source),
    )
