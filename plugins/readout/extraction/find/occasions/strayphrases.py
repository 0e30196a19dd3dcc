"""Phrases of a verb that the parse hangs elsewhere, or that stand in the clause above.

Who invites, whom one sends, a *with* that hangs on a time, a subject before a mis-tagged verb.
"""

from __future__ import annotations

from spacy.tokens import Token

from readout.extraction.syntax.clauses import (
    climb,
    hanging,
    is_passive,
    is_verb,
    preposition_objects,
    subject_heads,
)
from readout.lexicon.meetings import noun_frames
from readout.text.lemmas import lemma

_BY = frozenset({"by"})


def names_before(verb: Token) -> list[Token]:
    """ "Vogel and Malinowski plan to meet", where *plan* was taken for a noun."""
    governor = verb.head
    if verb.dep_ not in {"acl", "xcomp"} or governor.pos_ != "NOUN" or governor.dep_ != "ROOT":
        return []
    left = [t for t in governor.subtree if t.i < governor.i and t.ent_type_ == "PERSON"]
    return [t for t in left if t.i + 1 == governor.i or t.nbor(1).ent_type_ != "PERSON"]


def inviters(verb: Token) -> list[Token]:
    """ "Biden invited Lula to visit Washington": who invites is the host."""
    governor = verb.head
    if verb.dep_ in {"xcomp", "ccomp", "advcl"} and lemma(governor) == "invite":
        if is_passive(governor):
            return preposition_objects(governor, _BY)
        return subject_heads(governor)
    return []


def at_invitation(verb: Token) -> list[Token]:
    """ "Will visit Tirana at Mr Dervishi's invitation"."""
    for token in verb.subtree:
        if token.lower_ == "invitation" and token.head.lower_ == "at":
            owners = hanging(token, "poss")
            of = preposition_objects(token, frozenset({"of"}))
            return owners or of
    return []


def stray_with(verb: Token, words: frozenset[str]) -> list[Token]:
    """A *with* that the parser hung on a time or a manner within the verb's own clause."""
    for token in verb.doc[verb.i + 1 : verb.right_edge.i + 1]:
        if token.lower_ in words and token.dep_ == "prep" and _within(token, verb):
            return hanging(token, "pobj")
    if lemma(verb) in {"discuss", "negotiate"}:
        return []
    for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 14)]:
        if is_verb(token) or token.text in {";", ":"}:
            break
        if token.lower_ in words and token.lower_ != "to":
            return _next_name(token)
    return []


def _next_name(preposition: Token) -> list[Token]:
    """The head of the capitalised run behind a preposition that the parse leaves hanging."""
    end = min(preposition.sent.end, preposition.i + 9)
    run: list[Token] = []
    for token in preposition.doc[preposition.i + 1 : end]:
        if token.pos_ == "PROPN":
            run.append(token)
        elif run or token.pos_ not in {"DET", "ADJ", "PRON"}:
            break
    return run[-1:]


def _within(token: Token, verb: Token) -> bool:
    """No other verb stands between the token and `verb`."""
    for ancestor in climb(token):
        if ancestor == verb:
            return True
        if is_verb(ancestor) or ancestor.ent_type_ == "PERSON" or lemma(ancestor) in noun_frames():
            return False
    return False
