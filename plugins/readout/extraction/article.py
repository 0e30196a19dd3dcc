"""One article through the whole extraction."""

from __future__ import annotations

from typing import Final

from readout.extraction.meetings import find_meetings
from readout.extraction.mentions import build_cast
from readout.extraction.quotes import find_quotes
from readout.model import Article, Extraction
from readout.text.parsing import parse

EXTRACTOR_VERSION: Final = "0.1.0"
"""Stored with every derived row; raised when the same text would give other facts."""


def extract(article: Article) -> Extraction:
    """All quotes and meeting mentions of one article; never raises for any text."""
    doc = parse(article.text)
    cast = build_cast(doc)
    quotes = find_quotes(doc, cast)
    meetings = find_meetings(doc, cast, article, quotes)
    return Extraction(article.id, quotes=quotes, meetings=meetings, language="en")
