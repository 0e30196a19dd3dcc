"""What a later sentence takes back: "No such meeting took place."."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

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
    told = sorted(
        ((e.trigger[0], e.sentence[1], m) for m in mentions for e in m.evidence),
        key=lambda t: t[:2],
    )
    starts = [trigger for trigger, _, _ in told]
    for found in _DENIED.finditer(document.text):
        denial = doc.char_span(*found.span(), alignment_mode="expand")
        before = bisect_left(starts, found.start())
        if denial is None or not before:
            continue
        trigger, end, last = told[before - 1]
        at = doc.char_span(trigger, trigger + 1, alignment_mode="expand")
        if at is None or sentence_of[denial.start] - sentence_of[at.start] > _REACH:
            continue
        if last.status != "under_way" and not _HEARSAY.search(document.text, end, found.start()):
            last.status = "denied"
            last.cues = [found.span()]
