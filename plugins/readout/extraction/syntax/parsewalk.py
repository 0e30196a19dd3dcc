"""Walks over the dependency parse that the meeting rules share: who does it, what it hangs on.

spaCy's English labels (ClearNLP). All functions take and give tokens of one sentence and
stop after a fixed number of steps, so a broken parse can't hold them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from readout.lexicon.meetings import party_words
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_OBJECT_HEADS: Final = listed("syntax.parsewalk.object_heads")

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RELATIVES = listed("syntax.parsewalk.relatives")
# Verbs whose object does what the infinitive says: "asked Wang to meet Li".
_OBJECT_CONTROL = listed("syntax.parsewalk.object_control")
_MAX_HOPS = 8


def conjuncts(token: Token) -> list[Token]:
    """The token and all that is coordinated with it to the right, in order of the text."""
    found = [token]
    queue = [token]
    while queue and len(found) < 60:
        for child in queue.pop(0).children:
            if child.dep_ == "conj" and child.i > token.i and child not in found:
                found.append(child)
                queue.append(child)
    return sorted(found, key=lambda t: t.i)


def climb(token: Token) -> Iterator[Token]:
    """The ancestors of a token, nearest first."""
    for step, ancestor in enumerate(token.ancestors):
        if step >= _MAX_HOPS:
            return
        yield ancestor


def is_verb(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"}


def is_passive(verb: Token) -> bool:
    """A passive clause or a bare participle ("received by the king")."""
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children):
        return True
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in {"acl", "relcl", "advcl"}
        and not any(c.dep_ in {"aux", "dobj"} for c in verb.children)
    )


def antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    for ancestor in climb(pronoun):
        if ancestor.dep_ in {"relcl", "acl"}:
            if ancestor.head.i >= pronoun.i:
                return None
            return bearer(ancestor.head) if pronoun.lower_.startswith("who") else ancestor.head
    return None


def bearer(noun: Token) -> Token:
    """The person that *who* or *whose* points to when it hangs on the end of an apposition:
    "Xi, China's most powerful leader in decades, whose meeting"."""
    at = noun
    for _ in range(4):
        if at.pos_ == "PROPN" or lemma(at) in party_words("people") or at.head == at:
            return at
        if at.dep_ not in {"pobj", "prep", "appos", "conj"}:
            return noun
        at = at.head
    return at if at.pos_ == "PROPN" else noun


def subject_heads(verb: Token, hops: int = 6) -> list[Token]:
    """Heads of the phrases that do what the verb says, also where they stand elsewhere.

    Follows coordination ("landed and met"), control ("agreed to meet", "asked Wang to
    meet"), participles ("Speaking …, he") and relative clauses ("who met").
    """
    if hops <= 0:
        return []
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    if own:
        return [t for s in own for t in _through_relative(s)]
    head = verb.head
    if head == verb:
        return []
    if verb.dep_ in {"conj", "dep"} and (is_verb(head) or head.pos_ in {"ADJ", "NOUN"}):
        return subject_heads(head, hops - 1)
    if verb.dep_ in {"xcomp", "ccomp", "advcl", "pcomp", "dep", "aux", "prep"}:
        return _controlled(verb, hops)
    if verb.dep_ in {"acomp", "attr", "oprd"}:
        return subject_heads(head, hops - 1)
    if verb.dep_ in {"acl", "relcl"}:
        return noun_owner(head, hops - 1) or [head]
    if verb.dep_ in {"amod", "compound"}:
        return [head]
    return []


def _controlled(verb: Token, hops: int) -> list[Token]:
    governor = verb.head
    while governor.dep_ in {"prep", "mark", "agent"} and governor.head != governor:
        governor = governor.head
    if verb.dep_ in {"xcomp", "ccomp", "advcl"} and lemma(governor) in _OBJECT_CONTROL:
        objects = _objects(governor)
        if objects and all(o.i < verb.i for o in objects):
            return objects
    if verb.dep_ == "pcomp" and verb.head.lower_ == "for":
        objects = _objects(governor)
        if objects:
            return objects
    if is_verb(governor) or governor.pos_ == "ADJ":
        return subject_heads(governor, hops - 1)
    return noun_owner(governor, hops - 1)


def _through_relative(subject: Token) -> list[Token]:
    if subject.lower_ in RELATIVES:
        found = antecedent(subject)
        if found is None or (subject.lower_ == "which" and found.ent_type_ == "PERSON"):
            return []
        return [found]
    return [subject]


def _objects(verb: Token) -> list[Token]:
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    return passive or [c for c in verb.children if c.dep_ in {"dobj", "dative", "obj"}]


def noun_owner(noun: Token, hops: int = 4) -> list[Token]:
    """Who has the plan, the chance, the invitation: "Wang's plan to", "Wang has plans to"."""
    owners = [c for c in noun.children if c.dep_ == "poss"]
    if owners:
        return [t for o in owners for t in _through_relative(o)]
    at: Token = noun
    for _ in range(hops):
        head = at.head
        if head == at:
            return []
        if is_verb(head):
            return subject_heads(head, hops - 1)
        at = head
    return []


def object_heads(verb: Token) -> list[Token]:
    """Direct objects, a relative one included ("whom he met", "the man he met")."""
    found = [c for c in verb.children if c.dep_ in {"dobj", "obj", "dative"}]
    if not found:  # "called Novak", taken for a name that was given
        found = [c for c in verb.children if c.dep_ == "oprd" and c.ent_type_ == "PERSON"]
    result = [t for token in found for t in _through_relative(token)]
    if not found and verb.dep_ == "relcl":
        has_subject = any(c.dep_ in SUBJECTS and c.lower_ not in RELATIVES for c in verb.children)
        placed = any(c.lower_ in _OBJECT_HEADS for c in verb.children)
        if has_subject and not placed and verb.head.i < verb.i:
            result.append(verb.head)
    return result


def preposition_objects(head: Token, words: frozenset[str]) -> list[Token]:
    """Objects of the prepositions of `words` that hang on `head`."""
    found: list[Token] = []
    for child in head.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.lower_ in words:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    found.extend(_through_relative(inner))
                elif inner.dep_ == "pcomp" and any(c.tag_ == "TO" for c in inner.children):
                    # "with Draghi of Italy to affirm": taken for a clause of its own
                    found.extend(c for c in inner.children if c.dep_ in SUBJECTS)
    return found


def negation_of(token: Token) -> Token | None:
    """The negation that hangs on the token."""
    for child in token.children:
        if child.dep_ == "neg" or child.lower_ in {"never", "not", "n't", "n’t"}:
            return child
    return None


def phrase(head: Token) -> tuple[int, int]:
    """Token range of a noun phrase without what is coordinated or put beside it."""
    left = head.i
    for child in head.children:
        if child.i < head.i and child.dep_ not in {"conj", "cc", "punct", "relcl", "appos"}:
            left = min(left, child.left_edge.i)
    return left, head.i + 1
