"""The time expressions of one article, by sentence, and the days they mean there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from spacy.tokens import Doc, Span, Token

from readout.extraction.find.times.counted import counted_from
from readout.extraction.find.times.days import Tense, resolve
from readout.extraction.find.times.expressions import TimeExpression, find_times
from readout.extraction.syntax.clauses import climb, is_verb
from readout.extraction.syntax.dateline import dateline_of
from readout.lexicon.meetings import modals
from readout.lexicon.words import listed
from readout.model import When

_BOTH_WAYS: Final[tuple[Tense, Tense]] = ("future", "past")


_WEEK: Final = 7


@dataclass
class Times:
    """The time expressions of an article, by sentence, read when first asked for."""

    doc: Doc
    text: str
    published: date | None
    _by_sentence: dict[int, list[tuple[TimeExpression, Token]]]

    @classmethod
    def of(cls, doc: Doc, text: str, published: date | None) -> Times:
        return cls(doc, text, published, {})

    def in_sentence(self, sentence: Span) -> list[tuple[TimeExpression, Token]]:
        """Expressions of the sentence with the token that hangs them into the parse."""
        known = self._by_sentence.get(sentence.start)
        if known is None:
            known = []
            opening = dateline_of(self.doc)
            found = find_times(sentence.text, sentence.start_char)
            whole = days_on_end(dates_whole(found, self.text), self.text)
            for expression in whole:
                if opening is not None and opening.covers(expression.span[0]):
                    continue  # "DUBAI, March 15 -" dates the story, not what it tells
                span = self.doc.char_span(*expression.span, alignment_mode="expand")
                if span is not None and len(span) and span.root.ent_type_ != "PERSON":
                    known.append((expression, span.root))
            known.extend(counted_from(sentence, [x for x, _ in known]))
            self._by_sentence[sentence.start] = known
        return known

    def anchor(self, sentence: Span, tense: Tense = "past", at: int = -1) -> date | None:
        """The last day told in the sentence up to the character `at` and in the three before;
        for what is still to come, days to come as well."""
        start = sentence.start
        for number in range(4):
            if number and start == 0:
                break
            before = self.doc[start - 1].sent if number else sentence
            for expression, token in reversed(self.in_sentence(before)):
                if not number and expression.span[1] > at:
                    continue
                if expression.kind in {"date", "weekday", "day"} and not expression.anchored:
                    when = resolve(expression, self.published, tense_around(token))
                    if when is None or when.start is None or self.published is None:
                        continue
                    if tense != "future" and when.start > self.published:
                        continue  # what is past isn't told from a day to come
                    if when.precision == "day":
                        return when.start
            start = before.start
        return self.main_day

    @cached_property
    def filed(self) -> date | None:
        """The day of the dateline, where the story was published within a week of it: what its
        "today" counts from."""
        opening = dateline_of(self.doc)
        if opening is None or self.published is None:
            return None
        for expression in find_times(self.text[opening.start : opening.end]):
            when = resolve(expression, self.published, "past") if expression.month else None
            if when is not None and when.start is not None and when.precision == "day":
                return when.start if 0 <= (self.published - when.start).days < _WEEK else None
        return None

    @cached_property
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

    def resolved(
        self, expression: TimeExpression, sentence: Span, tense: Tense, either: bool = False
    ) -> When | None:
        """The days an expression of this sentence means; with `either` (a *would* that
        was future then) the nearest of the two readings of a weekday is taken."""
        # "In two weeks" counts from the story, not from a day to come that was named before.
        ahead: Tense = tense if expression.kind == "same_day" else "past"
        anchor = self.anchor(sentence, ahead, expression.span[0])
        told = (self.filed or self.published) if expression.kind == "day" else self.published
        when = resolve(expression, told, tense, anchor)
        if either and expression.kind == "weekday":
            next_, last = (resolve(expression, self.published, t) for t in _BOTH_WAYS)
            return _nearer(next_, last, self.published)
        return when


def dates_whole(found: Sequence[TimeExpression], text: str) -> list[TimeExpression]:
    """ "Wednesday, 11 March" is one day, and the date says which: the weekday alone would be
    the next Wednesday."""
    kept: list[TimeExpression] = []
    for expression in found:
        if kept and kept[-1].kind == "weekday" and expression.kind == "date":
            between = text[kept[-1].span[1] : expression.span[0]].strip()
            if between in {"", ",", ", the", "the", "of next week,", ", on"}:
                weekday = kept.pop()
                expression = replace(expression, span=(weekday.span[0], expression.span[1]))
        kept.append(expression)
    return kept


def days_on_end(found: Sequence[TimeExpression], text: str) -> list[TimeExpression]:
    """ "From Monday to Wednesday", "on Monday and Tuesday": several days on end are one time."""
    kept: list[TimeExpression] = []
    for expression in found:
        if kept and all(x.kind == "weekday" and not x.unit for x in (kept[-1], expression)):
            first, between = kept[-1], text[kept[-1].span[1] : expression.span[0]].strip()
            near = between in _ON_END or (
                between == "and"
                and first.weekday is not None
                and expression.weekday == (first.weekday + 1) % 7
            )
            free = first.last_weekday is None and not expression.shift
            if near and free and not _moved(text[: first.span[0]]):
                kept.pop()
                expression = replace(
                    first,
                    span=(first.span[0], expression.span[1]),
                    last_weekday=expression.weekday,
                )
        kept.append(expression)
    return kept


def _moved(before: str) -> bool:
    """ "Was postponed from Monday to Friday": behind a verb that moves it, *from* a day is no
    beginning."""
    words = before[-60:].lower().split()
    return words[-1:] == ["from"] and not _MOVED.isdisjoint(words[-8:])


_MOVED: Final = listed("times.reading.moved")
_ON_END: Final = frozenset({"-", "–", "to", "through"})


def tense_around(token: Token) -> Tense:
    """Which way the clause of a weekday points: "will travel on Thursday" looks ahead."""
    future = modals()["future"]
    for ancestor in climb(token):
        if is_verb(ancestor):
            if any(c.lower_ in future for c in ancestor.children if c.dep_ == "aux"):
                return "future"
            if ancestor.dep_ not in {"xcomp", "advcl", "conj"}:
                break
    return "past"


def _nearer(ahead: When | None, before: When | None, today: date | None) -> When | None:
    """Of the next and the last Wednesday the one that is fewer days away."""
    if ahead is None or before is None or today is None:
        return ahead
    if ahead.start is None or before.start is None:
        return ahead
    return before if today - before.start < ahead.start - today else ahead
