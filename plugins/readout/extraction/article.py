"""One article through the whole extraction."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from readout.extraction.decide.meetings import find_meetings
from readout.extraction.decide.quotes import find_quotes
from readout.extraction.document import Document
from readout.extraction.resolve.references import References
from readout.model import Article, Extraction, Quote
from readout.text.language import language_of
from readout.text.normalise import same_length, widen
from readout.text.parsing import parse

EXTRACTOR_VERSION: Final = "0.1.0"
"""Stored with every derived row; raised when the same text would give other facts."""

_ENGLISH: Final = "en"


def extract(article: Article) -> Extraction:
    """All quotes and meeting mentions of one article; never raises for any text.

    A text in another language yields nothing, and `problem` says so; a text too short to
    tell is read as English. Spans are spans of `article.text`.
    """
    text = same_length(article.text)
    if not text.strip():
        return Extraction(article.id, problem="no text")
    language = language_of(text, _ENGLISH) or _ENGLISH
    if language != _ENGLISH:
        return Extraction(
            article.id, language=language, problem=f"not English but {language}: not read"
        )
    document = Document.of(parse(text), article.published)
    references = References(document)
    quotes = find_quotes(document, references)
    if text != article.text:
        quotes = tuple(_on_original(q, article.text, text) for q in quotes)
    meetings = find_meetings(document, references)
    return Extraction(article.id, quotes=quotes, meetings=meetings, language=language)


def _on_original(quote: Quote, original: str, plain: str) -> Quote:
    return replace(
        quote,
        content=tuple(widen(original, plain, s) for s in quote.content),
        cue=tuple(widen(original, plain, s) for s in quote.cue),
        source=tuple(widen(original, plain, s) for s in quote.source),
    )
