"""One article through the whole extraction."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from spacy.about import __version__ as SPACY

from readout.extraction.decide.meetings import find_meetings
from readout.extraction.decide.quotes import find_quotes
from readout.extraction.document import Document
from readout.extraction.resolve.references import References
from readout.extraction.syntax.dateline import find_dateline
from readout.fingerprint import fingerprint
from readout.model import Article, Extraction, Quote
from readout.text.language import language_of
from readout.text.normalise import same_length, widen
from readout.text.parsing import parse, pipeline

_ENGLISH: Final = "en"
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
    opening = find_dateline(text)
    ends = () if opening is None else (opening.end,)
    document = Document.of(parse(text, cut_at=ends), article.published)
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
