"""The time of a meeting: the expression of its own clause, resolved by the clause's tense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Span, Token

from readout.extraction.nearness import LIMIT, Reach
from readout.extraction.when import Tense, resolve
from readout.extraction.when_expressions import TimeExpression, find_times
from readout.model import When


@dataclass(slots=True)
class Times:
    """The time expressions of an article, by sentence, read when first asked for."""

    doc: Doc
    published: date | None
    _by_sentence: dict[int, list[tuple[TimeExpression, Token]]]

    @classmethod
    def of(cls, doc: Doc, published: date | None) -> Times:
        return cls(doc, published, {})

    def in_sentence(self, sentence: Span) -> list[tuple[TimeExpression, Token]]:
        """Expressions of the sentence with the token that hangs them into the parse."""
        known = self._by_sentence.get(sentence.start)
        if known is None:
            known = []
            for expression in find_times(sentence.text, sentence.start_char):
                span = self.doc.char_span(*expression.span, alignment_mode="expand")
                if span is not None and len(span):
                    known.append((expression, span.root))
            self._by_sentence[sentence.start] = known
        return known

    def anchor(self, sentence: Span) -> date | None:
        """The last day told in the three sentences before."""
        start = sentence.start
        for _ in range(3):
            if start == 0:
                break
            before = self.doc[start - 1].sent
            for expression, _token in reversed(self.in_sentence(before)):
                if expression.kind in {"date", "weekday", "day"} and not expression.anchored:
                    when = resolve(expression, self.published, "past")
                    if when is not None and when.start is not None and when.precision == "day":
                        return when.start
            start = before.start
        return self.main_day()

    def main_day(self) -> date | None:
        """The first past day the article names: what "earlier in the day" counts from when
        nothing nearer does."""
        for sentence in self.doc.sents:
            for expression, _token in self.in_sentence(sentence):
                if expression.kind in {"date", "weekday"} and not expression.anchored:
                    when = resolve(expression, self.published, "past")
                    if when is not None and when.start is not None:
                        return when.start
        return None

    def choose(
        self,
        trigger: Token,
        holder: Token | None,
        tense: Tense,
        rivals: list[Token],
        either: bool = False,
    ) -> tuple[When | None, bool]:
        """The time of the trigger's clause.

        Returns:
            The time, and whether the clause says openly that there is none yet ("at a later
            date"). With `either` (a *would* that was future then) the nearest of the two
            readings of a weekday is taken. `rivals` are the other triggers of the sentence:
            a time that is nearer to one of them isn't this one's.
        """
        reach = Reach(trigger, holder)
        others = [Reach(rival, None) for rival in rivals]
        best: tuple[float, TimeExpression] | None = None
        sentence = trigger.sent
        for expression, root in self.in_sentence(sentence):
            cost = min(reach.cost(root), reach.cost(root.head) + 0.3)
            if cost > LIMIT:
                continue
            if any(other.cost(root) + 0.5 < cost for other in others):
                continue
            cost += _preference(expression)
            if best is None or cost < best[0]:
                best = (cost, expression)
        if best is None:
            return None, False
        expression = best[1]
        if expression.kind == "vague":
            return None, True
        return self.resolved(expression, sentence, tense, either), False

    def resolved(
        self, expression: TimeExpression, sentence: Span, tense: Tense, either: bool = False
    ) -> When | None:
        """The days an expression of this sentence means; `either` as in `choose`."""
        when = resolve(expression, self.published, tense, self.anchor(sentence))
        if either and expression.kind == "weekday":
            return _nearer(when, resolve(expression, self.published, "past"), self.published)
        return when


def _nearer(ahead: When | None, before: When | None, today: date | None) -> When | None:
    """Of the next and the last Wednesday the one that is fewer days away."""
    if ahead is None or before is None or today is None:
        return ahead
    if ahead.start is None or before.start is None:
        return ahead
    return before if today - before.start < ahead.start - today else ahead


def _preference(expression: TimeExpression) -> float:
    """Finer times win over coarser ones at the same place of the tree."""
    return {
        "date": 0.0,
        "weekday": 0.0,
        "day": 0.0,
        "same_day": 0.3,
        "weekend": 0.2,
        "month": 0.5,
        "unit": 0.6,
        "distance": 0.6,
        "season": 0.8,
        "year": 1.0,
        "vague": 1.5,
    }[expression.kind]
