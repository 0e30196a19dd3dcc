"""What a meeting was about: a short phrase in the article's own words."""

from __future__ import annotations

from spacy.tokens import Token

from readout.extraction.syntax.clauses import climb, hanging, objects_behind
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_SPEAK_OF = listed("occasions.topics.speak_of")
_FOCUS = frozenset({"focus", "centre", "center"})
_ABOUT = listed("occasions.topics.about")
_MOST_WORDS = 14


def read_topic(trigger: Token, holder: Token | None) -> str | None:
    """The object of *discuss* and the like, or what *about* brings in; None when unsaid."""
    heads = [trigger, *([holder] if holder is not None and holder != trigger else [])]
    for head in heads:
        for inner in objects_behind(head, *_ABOUT):
            if inner.ent_type_ not in {"DATE", "TIME", "GPE", "FAC"}:
                return _phrase(inner)
    for token in trigger.sent:
        about: list[Token] = []
        if lemma(token) in _SPEAK_OF:
            about = hanging(token, "dobj", "obj")
        elif lemma(token) in _FOCUS:
            about = list(objects_behind(token, "on"))
        if about and _linked(token, heads):
            return _phrase(about[0])
    return None


def _linked(token: Token, heads: list[Token]) -> bool:
    above = {token.i, *(t.i for t in climb(token))}
    if any(head.i in above for head in heads):
        return True
    return any(t.i == token.i for head in heads for t in climb(head))


def _phrase(head: Token) -> str | None:
    doc = head.doc
    start, stop = head.left_edge.i, head.i + 1
    for token in doc[head.i + 1 : head.right_edge.i + 1]:
        if token.pos_ in {"VERB", "AUX"} or token.text in {";", "—", "–", "“", "”", ","}:
            break
        if token.ent_type_ in {"DATE", "TIME"}:
            break
        stop = token.i + 1
    while start < head.i and doc[start].lower_ in {"the", "a", "an"}:
        start += 1
    while stop > head.i + 1 and (
        doc[stop - 1].pos_ in {"ADP", "CCONJ", "DET"} or doc[stop - 1].dep_ == "mark"
    ):
        stop -= 1
    stop = min(stop, start + _MOST_WORDS)
    words = " ".join(doc[start:stop].text.split())
    return words if words and any(c.isalpha() for c in words) else None
