"""One article as it is read: parsed once, with all that can be found in it.

Everything here is a candidate: who is named, what may be a time, a place, a report of speech,
a word that may carry a meeting. `resolve` says who is meant, `decide` what holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from readout.extraction.find.occasions.arguments import Sides, find_sides
from readout.extraction.find.occasions.changes import Change, read_change
from readout.extraction.find.occasions.triggers import Trigger, find_triggers
from readout.extraction.find.people.reading import read_people
from readout.extraction.find.people.register import Register
from readout.extraction.find.places import PlaceMention, dateline, find_places
from readout.extraction.find.speech.chains import read_reports
from readout.extraction.find.speech.reports import Report
from readout.extraction.find.times.expressions import TimeExpression
from readout.extraction.find.times.reading import Times
from readout.extraction.syntax.dateline import find_dateline
from readout.extraction.syntax.familiar import stand_ins
from readout.extraction.syntax.quotepage import QuotePage
from readout.model import Place
from readout.text.parsing import parse_together, text_of


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Occasion:
    """A word that may carry a meeting, with the phrases that may be its parties."""

    trigger: Trigger
    sides: Sides


def parse_article(text: str, check: Callable[[], None] = _nothing) -> Doc:
    """A text as extraction wants it parsed: a dateline is a paragraph of its own, and the
    parser reads common names where rare ones stand."""
    return parse_articles([text], check)[0]


def parse_articles(texts: Sequence[str], check: Callable[[], None] = _nothing) -> list[Doc]:
    """`parse_article` of each, parsed together."""
    openings = [find_dateline(text) for text in texts]
    wanted = [
        (text, () if opening is None else (opening.end,))
        for text, opening in zip(texts, openings, strict=True)
    ]
    return parse_together(wanted, stand_ins=stand_ins, between=check)


@dataclass(frozen=True)
class Document:
    """A parsed text and its candidates, each kind read when first asked for, once.

    `doc` has the characters of the text as given (`text.normalise.same_length` of it), so
    every span is one of the article. `published` is the day that relative times count from, there
    where it was published; `offset` is that place's clock in minutes east of UTC, if stated;
    `moment` when it was published, if more than the day is known.
    `check` is called again and again by whoever goes through the candidates, and raises when
    the article takes too long.
    """

    doc: Doc
    published: date | None = None
    check: Callable[[], None] = _nothing
    offset: int | None = None
    moment: datetime | None = None

    @classmethod
    def of(
        cls, doc: Doc, published: datetime | date | None, check: Callable[[], None] = _nothing
    ) -> Document:
        """A document of the day that a moment or a day lies in."""
        if not isinstance(published, datetime):
            return cls(doc, published, check)
        shift = published.utcoffset()
        offset = int(shift.total_seconds()) // 60 if shift is not None else None
        return cls(doc, published.date(), check, offset, published)

    @classmethod
    def read(
        cls, text: str, published: datetime | date | None, check: Callable[[], None] = _nothing
    ) -> Document:
        """A document of a text whose characters are fit for parsing (`same_length`), an
        agency's dateline cut off its first sentence."""
        return cls.of(parse_article(text, check), published, check)

    @cached_property
    def text(self) -> str:
        return text_of(self.doc)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        return tuple(self.doc.sents)

    @cached_property
    def sentence_of(self) -> list[int]:
        """Number of a token → number of its sentence."""
        return [n for n, sentence in enumerate(self.sentences) for _ in sentence]

    def sentence_at(self, token: Token) -> Span:
        return self.sentences[self.sentence_of[token.i]]

    @cached_property
    def page(self) -> QuotePage:
        """Paragraphs and quotation marks."""
        return QuotePage(self.doc)

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        return self.page.paragraphs

    @cached_property
    def register(self) -> Register:
        """The people: names, roles, and which tokens mention whom."""
        return read_people(self.doc)

    @cached_property
    def times(self) -> Times:
        """Expressions of time by sentence, and the days they mean by tense."""
        return Times.of(self.doc, self.text, self.published)

    @cached_property
    def all_times(self) -> tuple[tuple[TimeExpression, Token], ...]:
        """Every expression of time with the token that hangs it into the parse."""
        return tuple(t for s in self.sentences for t in self.times.in_sentence(s))

    @cached_property
    def places(self) -> tuple[PlaceMention, ...]:
        """Noun phrases that can be where people meet, in order of the text."""
        return find_places(self.doc)

    def places_in(self, sentence: Span) -> tuple[PlaceMention, ...]:
        starts = self._place_starts
        return self.places[
            bisect_right(starts, sentence.start - 1) : bisect_right(starts, sentence.end - 1)
        ]

    @cached_property
    def _place_starts(self) -> list[int]:
        return [p.token.i for p in self.places]

    @cached_property
    def dateline(self) -> Place | None:
        """The city that an agency files the story from."""
        return dateline(self.doc)

    @cached_property
    def reports(self) -> list[Report]:
        """Cues of speech with content and source, in order of their content."""
        return read_reports(self.page)

    @cached_property
    def triggers(self) -> list[Trigger]:
        """Words that may carry a meeting, in order of the text."""
        return find_triggers(self.doc)

    def change(self, trigger: Trigger) -> Change | None:
        """What the trigger's sentence, or the next one, says became of a plan."""
        token = trigger.token
        number = self.sentence_of[token.i]
        sentence = self.sentences[number]
        following = None
        if number + 1 < len(self.sentences):
            after = self.sentences[number + 1]
            following = (after.text, after.start_char, self._days_in(after))
        return read_change(
            sentence.text,
            sentence.start_char,
            self._days_in(sentence),
            (token.idx, token.idx + len(token)),
            self.published,
            verb=trigger.kind == "verb" and token.pos_ != "NOUN",
            following=following,
        )

    def _days_in(self, sentence: Span) -> list[TimeExpression]:
        return [expression for expression, _ in self.times.in_sentence(sentence)]

    @cached_property
    def occasions(self) -> tuple[Occasion, ...]:
        return tuple(Occasion(trigger, find_sides(trigger)) for trigger in self.triggers)
