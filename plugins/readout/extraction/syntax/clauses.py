"""Reading a dependency parse: subjects, noun phrases, the reach of a clause.

Labels are ClearNLP's, as spaCy's English pipelines give them. All functions take and
return tokens or token numbers `[start, stop)` of one `Doc`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from readout.extraction.syntax.parsewalk import is_verb
from readout.lexicon.quotes import cues, documents
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_SUBJECTS: Final = frozenset({"nsubj", "csubj"})
_RELATIVE: Final = frozenset({"who", "which", "that", "whom"})
_NP_LEFT: Final = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "advmod", "predet", "neg"}
)
_NP_PREPOSITIONS: Final = listed("syntax.clauses.np_prepositions")
_MODALS: Final = listed("syntax.clauses.modals")


def child(token: Token, *labels: str) -> Token | None:
    """The first child with one of the labels."""
    for one in token.children:
        if one.dep_ in labels:
            return one
    return None


def modal(verb: Token) -> Token | None:
    for one in verb.lefts:
        if one.tag_ == "MD" or (one.dep_ == "aux" and one.lower_ in _MODALS):
            return one
    return None


def passive(verb: Token) -> bool:
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.lefts)


def _antecedent(verb: Token, subject: Token) -> Token:
    if subject.lower_ in _RELATIVE and subject.tag_ in {"WP", "WDT", "IN", "DT"}:
        clause = verb
        while clause.dep_ in {"conj", "xcomp", "ccomp"} and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            return clause.head
        for one in reversed(subject.doc[max(subject.sent.start, subject.i - 3) : subject.i]):
            if one.pos_ in {"NOUN", "PROPN"}:
                return one
    return subject


def own_subject(verb: Token) -> Token | None:
    """The subject that stands with the verb itself; the antecedent for "who said".

    Of two (the parser ran two clauses together) the nearer one.
    """
    found = [one for one in verb.children if one.dep_ in _SUBJECTS]
    if not found:
        return None
    return _antecedent(verb, min(found, key=lambda one: abs(one.i - verb.i)))


def author_of(noun: Token) -> Token | None:
    """Whose statement it is: "his letter", "a statement from the palace", "by …"."""
    owner = child(noun, "poss")
    if owner is not None:
        return owner
    for preposition in noun.rights:
        if preposition.dep_ in {"prep", "agent"} and preposition.lower_ in {"from", "by", "of"}:
            found = child(preposition, "pobj")
            if found is not None:
                return found
    return None


def subject_of(verb: Token, hops: int = 4) -> Token | None:
    """Who does it, looking upwards where the verb has no subject of its own: "said A and
    added B", "praised the crew, saying B", "went on to say", "a letter saying"."""
    found = own_subject(verb)
    if found is not None:
        return found
    if passive(verb):
        agent = child(verb, "agent")
        return child(agent, "pobj") if agent is not None else None
    head = verb.head
    if hops == 0 or head == verb:
        return None
    if verb.dep_ == "acl" or (verb.dep_ == "relcl" and not is_verb(head)):
        if lemma(head) not in documents():
            return head if head.pos_ in {"NOUN", "PROPN", "PRON", "NUM"} else None
        author = author_of(head)
        if author is not None:
            return author
        if head.dep_ in {"dobj", "pobj"}:
            governor = head.head if head.dep_ == "dobj" else head.head.head
            if is_verb(governor) and not passive(governor):
                return subject_of(governor, hops - 1) or head
        return head
    if verb.dep_ in {"conj", "xcomp", "advcl", "dep", "ccomp", "parataxis", "acomp"} and is_verb(
        head
    ):
        if (
            verb.dep_ == "conj"
            and head.dep_ == "ccomp"
            and lemma(verb) in cues()
            and verb.tag_ == head.head.tag_ == "VBD"
        ):
            # "said the archive was safe and added …": hung on the clause, not on its cue.
            return subject_of(head.head, hops - 1)
        if (
            verb.dep_ == "advcl"
            and verb.tag_ == "VBG"
            and lemma(verb) in {"add", "say"}
            and head.dep_ == "ccomp"
            and lemma(head.head) in cues()
        ):
            # "insisted the bloc will not buckle, adding …": hung on the clause, not on its cue.
            return subject_of(head.head, hops - 1)
        if passive(head) and verb.dep_ in {"advcl", "xcomp", "conj"}:
            return child(head, "nsubjpass") or subject_of(head, hops - 1)
        return subject_of(head, hops - 1) or child(head, "nsubjpass")
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        # "by warning that …", "known for saying that …": whoever does what the phrase hangs on.
        for governor in heads_up(head):
            if is_verb(governor):
                return child(governor, "nsubjpass") or subject_of(governor, hops - 1)
    return None


def noun_before(verb: Token) -> Token | None:
    """The nearest noun in front that could be the subject the parser missed: "Murphy (a
    Democrat …) says", with what stands in brackets or between commas skipped."""
    doc, depth = verb.doc, 0
    start = verb.sent.start
    i = verb.i - 1
    while i >= start:
        token = doc[i]
        if token.text == ")":
            depth += 1
        elif token.text == "(":
            depth = max(0, depth - 1)
        elif depth == 0:
            if token.pos_ in {"PROPN", "NOUN", "PRON"}:
                return token
            if token.pos_ not in {"ADV", "AUX", "PUNCT", "SPACE", "PART"} or token.text in {
                ".",
                ";",
                ":",
            }:
                return None
        i -= 1
    return None


def inverted_subject(cue: Token) -> Token | None:
    """The speaker behind a cue that a comma or closing mark precedes: "…, said his secretary
    Paolo Serra". The parser often takes it for the object."""
    doc = cue.doc
    if cue.i == 0 or cue.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    before = doc[cue.i - 1].text
    if before[-1:] not in ",”’\"'»—–":
        return None
    front = [c for c in cue.lefts if c.dep_ in _SUBJECTS]
    if any(c.dep_ == "appos" for one in front for c in one.rights):
        return None  # "her spokesman, Aziz Dost, said"
    found = noun_behind(cue, cue.sent.end)
    return found if found is None or found.ent_type_ not in {"DATE", "TIME"} else None


def noun_behind(cue: Token, stop: int) -> Token | None:
    """Head of the noun phrase right behind an inverted cue: "said coach Ann Lee"."""
    last: Token | None = None
    for token in cue.doc[cue.i + 1 : min(stop, cue.i + 14)]:
        low = token.lower_
        if token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
            last = token
            if token.pos_ == "PRON" and token.tag_ != "PRP$":
                break
        elif low in {"of", "for"}:
            break
        elif token.pos_ in {"DET", "ADJ", "PART"} or token.text in {"-", "’s", "'s", "."}:
            continue
        else:
            break
    return last


def name_start(token: Token) -> int:
    """Left edge of the noun phrase of a head, without clauses."""
    start = token.i
    for one in token.lefts:
        if one.dep_ in _NP_LEFT and one.i < start:
            if one.dep_ == "advmod" and one.i < token.i - 3:
                continue
            start = min(start, one.left_edge.i)
    return start


def _phrase_end(head: Token) -> int:
    """Right end: "of"-phrases and the like, coordinated heads, no clause, no apposition."""
    stop = head.i + 1
    doc = head.doc
    for one in head.rights:
        if one.dep_ == "prep" and one.lower_ in _NP_PREPOSITIONS and one.i <= stop + 1:
            if any(is_verb(t) and t.dep_ in {"relcl", "ROOT", "ccomp"} for t in one.subtree):
                break
            stop = one.right_edge.i + 1
        elif one.dep_ in {"amod", "acl"} and one.i == stop and one.pos_ == "ADJ":
            stop = one.right_edge.i + 1
        elif one.dep_ == "case" or (one.dep_ in {"cc", "punct"} and one.text != ","):
            continue
        elif one.dep_ == "conj" and not is_verb(one):
            stop = max(stop, _phrase_end(one))
        elif one.dep_ == "nummod" and one.i == stop:
            stop += 1
    while stop > head.i + 1 and doc[stop - 1].is_punct:
        stop -= 1
    return stop


def noun_phrase(head: Token) -> tuple[int, int]:
    """The source's span: premodifiers and "of"-phrases, no apposition, relative clause, age."""
    start, stop = name_start(head), _phrase_end(head)
    doc = head.doc
    while start < head.i and (doc[start].is_punct or doc[start].is_space):
        start += 1
    for i in range(head.i + 1, stop):
        if doc[i].is_space and "\n" in doc[i].text:
            return start, i
    return start, stop


def heads_up(token: Token) -> Iterator[Token]:
    """The governors of a token, nearest first."""
    steps = 0
    while token.head != token and steps < 60:
        token = token.head
        steps += 1
        yield token
