"""What each trigger of an article tells, and which of them tell of one occasion.

The encoder scores every two triggers; who is said to have met, when and how speaks for or against
it besides. The weights were tuned on held-out articles of the corpus.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from spacy.tokens import Token

from readout.extraction.decide.folding import same_party
from readout.extraction.decide.occasion_times import earlier_clause
from readout.extraction.decide.union import apart
from readout.extraction.find.times.expressions import TimeExpression
from readout.extraction.resolve.participants import Party
from readout.extraction.syntax.clauses import conjuncts, is_verb, verb_over
from readout.learned.heads import Floats
from readout.model import Format, Place, Status, When

_NAMELESS: Final = 2.0  # what one without a name takes back of two companies' difference
STATUSES: tuple[Status, ...] = (
    *("possible", "likely", "scheduled", "under_way", "held", "postponed", "cancelled", "denied"),
)
FORMATS: tuple[Format, ...] = ("in_person", "call", "video", "mixed")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where scores become decisions; tuned on held-out folds of the corpus."""

    sentence: float = 0.5
    trigger: float = 0.35
    alone: float = 0.6
    faint: float = 0.1
    party: float = 0.5
    least: float = 0.35
    day: float = 0.4
    place: float = 0.4
    same: float = 0.0
    bias: float = 3.0
    weak: float = 0.9
    change: float = 0.4
    doubtful: float = 0.75
    record: float = 0.4
    link: float = 0.4
    near: float = 0.5


@dataclass(slots=True)
class Told:
    """What one trigger tells, scored."""

    token: Token
    score: float
    status: Floats
    format: Floats
    parties: list[tuple[Party, float]] = field(default_factory=list)
    days: list[tuple[TimeExpression, Token, float]] = field(default_factory=list)
    places: list[tuple[Place, float]] = field(default_factory=list)
    near: list[tuple[Party, float]] = field(default_factory=list)
    fixed: When | None = None
    when: When | None = None
    ruled: frozenset[str] = frozenset()
    """The names that the rules read as the company of this very word, if all of it has names."""

    def agrees(self) -> bool:
        """Whether the scorer finds all whom the rules read as the company of this word."""
        return self.ruled <= {p.name for p, _ in self.parties}

    def without_those_of(self, other: Told) -> None:
        """Drop whoever meets by another word of the sentence, and not by this one."""
        theirs = other.ruled - self.ruled
        self.parties = [(p, v) for p, v in self.parties if p.name not in theirs]

    def sure(self, floor: float) -> list[Party]:
        """The parties that are at least so likely, each once."""
        found: list[Party] = []
        for party, value in self.parties:
            if value >= floor and not any(same_party(p, party) for p in found):
                found.append(party)
        return found


def grouped(told: list[Told], same: Floats, limits: Thresholds) -> list[list[int]]:
    """The numbers of the triggers of each occasion. Those that name a company are clustered first
    (average link); the others, "the meeting", then go where they fit best: a word that names
    nobody joins no two companies.

    Args:
        told: what each trigger tells. same: the log-odds of each two to tell of one occasion.
    """
    score = same.copy()
    for a in range(len(told)):
        for b in range(len(told)):
            score[a, b] += _agreement(told[a], told[b], limits)
    whole = [
        k
        for k, t in enumerate(told)
        if len(t.sure(limits.party)) >= 2 and not (points_back(t.token) and k)
    ]
    groups = _clustered([[k] for k in whole], score, limits.same)
    rest = [k for k in range(len(told)) if k not in whole]
    while rest and groups:
        best = max(
            (_fit(told[k], [score[k, b] for b in group]), k, n)
            for k in rest
            for n, group in enumerate(groups)
        )
        if best[0] < limits.same:
            break
        groups[best[2]].append(best[1])
        rest.remove(best[1])
    return [*groups, *_clustered([[k] for k in rest], score, limits.same)]


def points_back(token: Token) -> bool:
    """ "At the meeting", "during these talks": one told before."""
    return token.pos_ == "NOUN" and any(
        c.dep_ == "det" and c.lower_ in {"the", "this", "these", "that"} for c in token.children
    )


def _fit(one: Told, scores: list[float]) -> float:
    """How well a trigger fits a group: with whom it fits best, where it points back."""
    return max(scores) if points_back(one.token) else float(np.mean(scores))


def _clustered(groups: list[list[int]], score: Floats, least: float) -> list[list[int]]:
    """Average-link clustering down to the limit."""
    while len(groups) > 1:
        best: tuple[float, int, int] | None = None
        for x in range(len(groups)):
            for y in range(x + 1, len(groups)):
                value = float(np.mean([score[a, b] for a in groups[x] for b in groups[y]]))
                if best is None or value > best[0]:
                    best = (value, x, y)
        assert best is not None
        if best[0] < least:
            break
        _, x, y = best
        groups[x].extend(groups.pop(y))
    return groups


def _agreement(one: Told, other: Told, limits: Thresholds) -> float:
    """What speaks for and against one occasion besides the scorer: parties, day, format."""
    a, b = one.sure(limits.party), other.sure(limits.party)
    shared = sum(any(same_party(p, q) for q in b) for p in a)
    score = 0.0
    if shared >= 2:
        score += 3.0 + (shared == min(len(a), len(b)))
    elif len(a) >= 2 and len(b) >= 2:
        score -= 2.5 if shared else 4.0
        if _may_be_one(a, b) or _may_be_one(b, a):
            score += _NAMELESS
    elif a and b:
        score += 0.5 if shared else -1.5
    if _one_is_earlier(one.token, other.token) or told_apart(one, other):
        score -= 4.0
    first, second = one.when, other.when
    if apart(first, second):
        score -= 4.0
    elif first is not None and second is not None and first.start == second.start:
        score += 1.0
    voice = [float(t.format[1] + t.format[2]) for t in (one, other)]
    if min(voice) < 0.3 and max(voice) > 0.7:
        score -= 3.0
    done = [float(t.status[3] + t.status[4]) for t in (one, other)]
    if min(done) < 0.2 and max(done) > 0.8:
        score -= 1.5
    return score + limits.bias


def told_apart(one: Told, other: Told) -> bool:
    """Whether the grammar of a sentence gives each of two words a company of its own, all named
    and one in common, and the scorer finds each of them there, too: "met A before he sat down with
    B", "dined with A, who received B". What one clause joins ("met A and had a word with B") is
    told apart later, for a day or a place is told of both."""
    shared = len(one.ruled & other.ruled)
    apart_ = shared == 1 < min(len(one.ruled), len(other.ruled))
    if not apart_ or one.token.sent != other.token.sent or _in_one_clause(one.token, other.token):
        return False
    return one.agrees() and other.agrees()


def _in_one_clause(one: Token, other: Token) -> bool:
    first, second = (t if is_verb(t) else verb_over(t) or t for t in (one, other))
    return second in conjuncts(first) or first in conjuncts(second)


def _one_is_earlier(one: Token, other: Token) -> bool:
    """Whether a sentence tells of one of two as long before: "his visit comes weeks after
    talks"."""
    if one.sent != other.sent:
        return False
    return any(
        (clause := earlier_clause(a)) is not None and b.i not in clause
        for a, b in ((one, other), (other, one))
    )


def _may_be_one(some: list[Party], others: list[Party]) -> bool:
    """Whether whoever only `some` has is told without a name: "his long-time rival" may be
    somebody whom `others` name."""
    left = [p for p in some if not any(same_party(p, q) for q in others)]
    return any(p.person is None and p.type in {"person", "group"} for p in left)
