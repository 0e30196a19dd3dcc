"""How the tables of meeting tests are read: one sentence or two, and what must come out."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from readout.extraction import extract
from readout.model import Article, MeetingMention

DAY = date(2024, 5, 15)
"""A Wednesday; every table counts from it."""


@cache
def meetings_of(text: str, published: date | datetime | None = DAY) -> tuple[MeetingMention, ...]:
    return extract(Article(id="t", text=text, published=published)).meetings


def names(meeting: MeetingMention) -> set[str]:
    return {p.name for p in meeting.participants}


def the_one(text: str, published: date | datetime | None = DAY) -> MeetingMention:
    """The only meeting of a text."""
    found = meetings_of(text, published)
    assert len(found) == 1, [(sorted(names(m)), m.status) for m in found]
    return found[0]
