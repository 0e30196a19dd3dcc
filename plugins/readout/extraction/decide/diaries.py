"""Appointments of a published diary: "10:00, State House: Talks with Elena Marquez, Foreign
Minister of Corvania". A row has an hour, a place and whom one meets, and often no verb; whose diary
it is and which day, the lines above say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Final

from spacy.tokens import Span as Words
from spacy.tokens import Token

from readout.extraction.document import Document
from readout.extraction.find.people.register import Person
from readout.extraction.find.people.signs import name_run
from readout.extraction.find.times.days import resolve
from readout.extraction.find.times.expressions import find_times
from readout.extraction.syntax.phrases import noun_phrase
from readout.lexicon.meetings import party_words
from readout.lexicon.words import listed
from readout.model import MeetingMention, Participant, Place, Span, When
from readout.text.lemmas import lemma

_DIARY: Final = re.compile(
    r"\b(?:diary|diaries|engagements|appointments|schedule|agenda|programme|(?:week|day) ahead)\b",
    re.IGNORECASE,
)
_HOUR: Final = re.compile(
    r"\s*(?:[-•*|·]\s*)?(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d))?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?\*?"
    r"(?:\s*(?:-|–|to)\s*\d{1,2}(?:[:.h]\d{2})?(?:\s?[ap]\.?m\b\.?)?\*?)?(?:\s*[|,:–—-])?\s+",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"\s*\|\s*|\s+[—–-]\s+|:\s+")
_LEAST: Final = 2  # rows
_LONGEST_ROW, _LONGEST_PLACE = 30, 8  # words
_HEADING: Final = 6  # words
_PROSE: Final = 0.25  # paragraphs of prose a row: a live blog has one after each hour
_SURE: Final = 0.7
_NOUNS: Final = listed("diaries.nouns")
_VERBS: Final = listed("diaries.verbs")
_CALLS: Final = listed("diaries.calls")
_NOON: Final = 12


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a diary: its characters, its hour, and where the rest begins."""

    span: Span
    at: time
    rest: int
    number: int


def appointments(document: Document) -> Iterator[MeetingMention]:
    """The meetings of a diary's rows, in order; none where the text is no diary."""
    rows = _rows(document)
    owner = _owner(document, document.paragraphs[rows[0].number][0]) if rows else None
    if owner is None:
        return
    for row in rows:
        document.check()
        found = _appointment(document, row, owner)
        if found is not None:
            yield found


def diary_rows(document: Document) -> tuple[Span, ...]:
    """All rows of a diary, those too that are no meeting; none where the text is no diary."""
    return tuple(row.span for row in _rows(document))


def _rows(document: Document) -> list[_Row]:
    rows = [row for n, _ in enumerate(document.paragraphs) if (row := _row(document, n))]
    if len(rows) < _LEAST or not _mostly_rows(document, rows):
        return []
    first = document.paragraphs[rows[0].number][0]
    return rows if _DIARY.search(document.text, 0, first) is not None else []


def _mostly_rows(document: Document, rows: Sequence[_Row]) -> bool:
    """Whether hardly any prose stands between the rows."""
    numbers = {row.number for row in rows}
    between = document.paragraphs[rows[0].number : rows[-1].number + 1]
    prose = sum(
        n not in numbers and len(document.text[start:end].split()) > _HEADING
        for n, (start, end) in enumerate(between, rows[0].number)
    )
    return prose <= _PROSE * len(rows)


def _row(document: Document, number: int) -> _Row | None:
    start, end = document.paragraphs[number]
    text = document.text[start:end]
    match = _HOUR.match(text)
    if match is None or not (match["minute"] or match["half"]):
        return None
    if len(text.split()) > _LONGEST_ROW:
        return None
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    span = (start, start + len(text.rstrip()))
    return _Row(span, time(hour, int(match["minute"] or 0)), start + match.end(), number)


def _owner(document: Document, end: int) -> Participant | None:
    """Whose diary it is: who is named first above its rows, else the office that is."""
    doc = document.doc
    for token in doc:
        if token.idx >= end:
            break
        person = document.register.at(token)
        if person is not None:
            return _person(document, person, token)
    for token in doc:
        if token.idx >= end:
            break
        if lemma(token) in party_words("people") and token.pos_ in {"NOUN", "PROPN"}:
            return _described(token)
    return None


def _appointment(document: Document, row: _Row, owner: Participant) -> MeetingMention | None:
    parts = list(_parts_of(document, row))
    for number, part in enumerate(parts):
        trigger = next((t for t in part if _is_trigger(t)), None)
        if trigger is None:
            continue
        others = [p for p in _company(document, part, trigger) if p.name != owner.name]
        if not others:
            return None
        return MeetingMention(
            participants=(owner, *others),
            status="held" if trigger.tag_ == "VBD" else "scheduled",
            evidence=(row.span,),
            trigger=(trigger.idx, trigger.idx + len(trigger)),
            time=_when(document, row),
            place=_place(parts[:number] + parts[number + 1 :]),
            format="call" if lemma(trigger) in _CALLS or _by_phone(part) else "in_person",
            confidence=_SURE,
            why={"occasion": "occasion.diary", "status": "status.diary", "parties": "diary"},
        )
    return None


def _parts_of(document: Document, row: _Row) -> Iterator[Words]:
    start = row.rest
    ends = [m.span() for m in _PARTS.finditer(document.text, row.rest, row.span[1])]
    for low, high in (*ends, (row.span[1], row.span[1])):
        words = document.doc.char_span(start, low, alignment_mode="contract")
        if words is not None and len(words):
            yield words
        start = high


def _is_trigger(token: Token) -> bool:
    return token.lower_ in _VERBS or lemma(token) in _NOUNS or token.lower_ in _NOUNS


def _by_phone(part: Words) -> bool:
    return any(t.lower_ in {"telephone", "phone"} for t in part)


def _company(document: Document, part: Words, trigger: Token) -> list[Participant]:
    """Who is met: the people named behind the trigger, else a name or an office there."""
    found: dict[str, Participant] = {}
    for token in part:
        person = document.register.at(token) if token.i > trigger.i else None
        if person is not None:
            found.setdefault(person.name, _person(document, person, token))
    if found:
        return list(found.values())
    doc = document.doc
    for token in part:
        if token.i <= trigger.i:
            continue
        run = name_run(doc, token.i, loose=True) if token.text[:1].isupper() else None
        if run is not None and run[1] <= part.end:
            words = doc[run[0] : run[1]]
            return [Participant(words.text, span=(words.start_char, words.end_char))]
        if lemma(token) in party_words("people") and token.pos_ in {"NOUN", "PROPN"}:
            return [_described(token)]
    return []


def _person(document: Document, person: Person, token: Token) -> Participant:
    start, stop = document.register.mention(token) or (token.i, token.i + 1)
    words = document.doc[start:stop]
    span = (words.start_char, words.end_char)
    return Participant(person.name, person.first_role, span=span)


def _described(token: Token) -> Participant:
    start, stop = noun_phrase(token)
    while start < token.i and token.doc[start].pos_ in {"DET", "PRON"}:
        start += 1
    words = token.doc[start:stop]
    kind = "group" if token.tag_ in {"NNS", "NNPS"} else "person"
    return Participant(
        " ".join(words.text.split()),
        type="group" if kind == "group" else "person",
        span=(words.start_char, words.end_char),
        resolution="description",
    )


def _when(document: Document, row: _Row) -> When | None:
    """The day of the row, of the heading above it, or of the diary, with the row's hour."""
    for number in range(row.number, -1, -1):
        start, end = document.paragraphs[number]
        # A day within another appointment is that one's.
        if number != row.number and _row(document, number) is not None:
            continue
        for expression in find_times(document.text[start:end], start):
            when = resolve(expression, document.published, "future")
            if when is not None and when.precision == "day" and when.start == when.end:
                return replace(when, precision="minute", at=row.at)
    return None


def _place(parts: Sequence[Words]) -> Place | None:
    for part in parts:
        words = part.text.strip(" ,.*")
        if words and len(words.split()) <= _LONGEST_PLACE and words[0].isupper():
            start = part.start_char + part.text.index(words)
            return Place(words, (start, start + len(words)))
    return None
