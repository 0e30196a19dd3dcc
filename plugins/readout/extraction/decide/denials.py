"""What a later sentence takes back: "No such meeting took place."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc

from readout.extraction.decide.folding import Mention
from readout.extraction.document import Document

_REACH: Final = 4  # sentences
_OCCASION = (
    r"(?:meetings?|encounters?|talks|conversations?|calls?|visits?|summits?|dinners?|discussions?)"
)
_DENIED: Final = re.compile(
    rf"\bno such (?:\w+ )?{_OCCASION}\b"
    rf"|\b(?:the|any|such an?|that) {_OCCASION} (?:had |has )?(?:never|not|did not|didn['’]t)"
    r" (?:ever )?(?:take|taken|took|happen|happened|occur|occurred)\b",
    re.IGNORECASE,
)
# A rumour told in between, of which no meeting was read: the denial is of that one.
_HEARSAY: Final = re.compile(
    r"\b(?:reports?|rumou?rs?|claims?|suggestions?) (?:that|of)\b", re.IGNORECASE
)


def take_back(document: Document, mentions: Sequence[Mention]) -> None:
    """Turn the meeting told last before such a sentence into a denied one, with the words as
    its cue. What the same article says of another day stays."""
    doc, sentence_of = document.doc, document.sentence_of
    for found in _DENIED.finditer(document.text):
        token = doc.char_span(*found.span(), alignment_mode="expand")
        if token is None:
            continue
        at = sentence_of[token.start]
        before = [m for m in mentions if _told(m, found.start())]
        near = [m for m in before if at - _sentence(doc, sentence_of, m, found.start()) <= _REACH]
        if near:
            last = max(near, key=lambda m: _last(m, found.start()))
            between = document.text[_end(last, found.start()) : found.start()]
            if last.status != "under_way" and not _HEARSAY.search(between):
                last.status = "denied"
                last.cues = [found.span()]


def _last(mention: Mention, limit: int) -> int:
    return max(e.trigger[0] for e in mention.evidence if e.trigger[0] < limit)


def _end(mention: Mention, limit: int) -> int:
    return max(e.sentence[1] for e in mention.evidence if e.trigger[0] < limit)


def _told(mention: Mention, limit: int) -> bool:
    return any(e.trigger[0] < limit for e in mention.evidence)


def _sentence(doc: Doc, sentence_of: Sequence[int], mention: Mention, limit: int) -> int:
    at = _last(mention, limit)
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    return sentence_of[span.start] if span is not None else 0
