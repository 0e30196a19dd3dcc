"""How near a phrase stands to a meeting in the syntax: the clause decides, not the sentence.

A time or a place belongs to the meeting when the way through the dependency tree from one to
the other crosses no other clause. Costs are steps; a clause boundary costs more than any
chain of phrases inside one clause.
"""

from __future__ import annotations

from spacy.tokens import Token

from readout.extraction.syntax.clauses import climb, is_verb
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

CLAUSE = 5.0
REPORT = 8.0
LIMIT = 5.4
_REPORTING = listed("nearness.reporting")
_TELLINGS = listed("nearness.tellings")


class Reach:
    """Costs from one meeting to the phrases of its sentence."""

    def __init__(self, trigger: Token, holder: Token | None) -> None:
        self._trigger = trigger
        self._home: dict[int, float] = {trigger.i: 0.0}
        if holder is not None:
            self._home.setdefault(holder.i, 0.2)
        cost, at = 0.0, trigger
        for ancestor in climb(trigger):
            cost += _step_up(at, ancestor, trigger)
            known = self._home.get(ancestor.i)
            if known is None or cost < known:
                self._home[ancestor.i] = cost
            else:
                cost = known
            at = ancestor

    def cost(self, token: Token) -> float:
        """Steps from the meeting to `token`, plus a little for distance in the line."""
        total, at = 0.0, token
        for _ in range(12):
            base = self._home.get(at.i)
            if base is not None:
                return base + total + 0.01 * abs(token.i - self._trigger.i)
            head = at.head
            if head == at:
                break
            total += _step_down(at)
            at = head
        return 99.0


def _step_up(at: Token, ancestor: Token, trigger: Token) -> float:
    if at.dep_ in {"ccomp", "parataxis"}:
        return CLAUSE + (REPORT if lemma(ancestor) in _REPORTING else 0.0)
    if at.dep_ == "relcl" and any(
        t.lower_ in {"where", "when"} for t in at.doc[at.left_edge.i : at.i]
    ):
        return 1.0
    if at.dep_ == "advcl" and any(c.tag_ == "TO" for c in at.children):
        return 1.0  # purpose: "visited the Capitol on Thursday to meet"
    if at.dep_ == "relcl" or (at.dep_ == "conj" and is_verb(at)):
        return CLAUSE
    if at.dep_ == "advcl":
        return CLAUSE if at != trigger or at.i > ancestor.i else CLAUSE - 1
    if at.dep_ in {"xcomp", "pcomp", "acl"} and lemma(ancestor) in _REPORTING:
        return CLAUSE + REPORT
    if at.dep_ in {"pobj", "prep", "dobj", "nsubj", "nsubjpass", "xcomp", "attr", "conj"}:
        return 0.8
    return 1.2


def _of_a_report(preposition: Token) -> bool:
    """ "According to a report on Saturday", "in a statement on Monday": when it was told."""
    if preposition.lower_ == "according":
        return True
    inner = [c for c in preposition.children if c.dep_ == "pobj"]
    return preposition.lower_ in {"in", "to"} and any(lemma(t) in _TELLINGS for t in inner)


def _step_down(at: Token) -> float:
    if at.dep_ == "advcl" and any(c.tag_ == "TO" for c in at.children):
        return 2.0  # "will meet to discuss the leaks on Tuesday"
    if at.dep_ in {"ccomp", "relcl", "advcl", "acl", "parataxis", "csubj"} and is_verb(at):
        return CLAUSE
    if at.dep_ == "conj" and is_verb(at):
        return CLAUSE
    if at.dep_ == "prep" and _of_a_report(at):
        return CLAUSE
    if at.dep_ in {"appos", "poss"}:
        return 2.0
    if is_verb(at):
        return 1.5
    return 0.3
