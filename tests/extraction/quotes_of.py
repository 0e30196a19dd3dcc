"""A quote as a line of text, so that tests of quotes are tables."""

from __future__ import annotations

from readout.extraction import extract
from readout.model import Article, Quote


def quotes(text: str) -> list[Quote]:
    """The quotes of a text, attitudes left out."""
    return [q for q in extract(Article("t", text)).quotes if q.cue_kind == "speech"]


def said(text: str) -> list[tuple[str, str]]:
    """(speaker or description, words) of each quote; spans joined by " … "."""
    return [
        (q.speaker_name or q.speaker_desc or "?", " … ".join(text[s:e] for s, e in q.content))
        for q in quotes(text)
    ]
