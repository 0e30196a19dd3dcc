"""Face to face, by telephone or by video: what the words around a meeting say."""

from __future__ import annotations

import re

from readout.extraction.find.occasions.triggers import Trigger
from readout.model import Format
from readout.text.lemmas import lemma

_VIDEO = re.compile(
    r"(?i)\b(?:video[\s-]?(?:call|conference|link|conferencing|meeting|talks|summit)?s?|virtual(?:ly)?"
    r"|via\s+zoom|zoom\s+call|on\s+zoom|over\s+zoom|online|teleconference|by\s+screen)\b"
)
_CALL = re.compile(
    r"(?i)\b(?:by\s+(?:tele)?phone|over\s+the\s+(?:tele)?phone|on\s+the\s+(?:tele)?phone"
    r"|(?:tele)?phone[\s-](?:call|conversation|talks?|diplomacy)s?|phoned|telephoned|phone\s+calls?"
    r"|by\s+telephone|conference\s+call|secure\s+call|telephone)\b"
)
_FACE = re.compile(r"(?i)\b(?:in[\s-]person|face[\s-]to[\s-]face|margins|sidelines)\b")
_WINDOW = 90


def read_format(trigger: Trigger, has_place: bool) -> Format:
    """The format of one mention; in person unless something says otherwise."""
    frame = trigger.verb or trigger.noun
    token = trigger.token
    sentence = token.sent
    # The sentence's own text: `doc.text` is put together anew each time, over the whole article.
    text, at = sentence.text, token.idx - sentence.start_char
    low, end = max(0, at - _WINDOW), at + len(token)
    around = text[low : end + _WINDOW]
    near = text[max(low, at - 24) : end + 48]
    if _VIDEO.search(near):
        return "video"
    if frame is not None and frame.format == "call":
        return "call"
    if _CALL.search(near):
        return "call"
    if trigger.kind == "verb" and lemma(token) in {"speak", "talk"}:
        if _CALL.search(sentence.text):
            return "call"
        # Leaders "speak" across borders by telephone unless the text puts them in one room.
        return "in_person" if has_place or _FACE.search(around) else "call"
    return "in_person"
