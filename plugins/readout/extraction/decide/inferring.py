"""Place and day that no clause of a meeting states, but the story around it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from spacy.tokens import Doc

from readout.extraction.decide.folding import Mention
from readout.extraction.decide.journeys import Journey, journey_of, read_journeys
from readout.extraction.document import Document
from readout.extraction.find.people.register import Person
from readout.extraction.resolve.references import References
from readout.extraction.syntax.dateline import dateline_of
from readout.extraction.syntax.rules import is_on
from readout.model import MeetingMention, Span, When

_NEAR: Final = 3  # sentences behind a journey that its day still goes for
_TRIP: Final = timedelta(days=8)  # from a journey's day to the meetings on it
# What may come to pass needn't be where the story is filed, though it says *here*.
_AT_HOME = frozenset({"held", "under_way", "scheduled"})


def by_journeys(mentions: list[Mention], document: Document, known: References) -> None:
    """Fill in place and day from the journeys of the story, and the dateline's city where the
    sentence says *here*, is the dateline's own and tells of what was held, or tells of what goes
    on as the story is filed. Elsewhere it tells where the reporter sat: of 31 meetings of held-out
    and unread articles that got their place from it, four had been there."""
    lacking = [m for m in mentions if m.place is None or m.time is None]
    if not lacking:
        return
    journeys = read_journeys(document, known)
    doc, city = document.doc, document.dateline
    lead = _lead(doc)
    for mention in lacking:
        if mention.format == "call" or mention.status == "denied":
            continue  # where somebody was who denies it, he did not meet
        people = [p.person for p in mention.parties if p.person is not None]
        starts = [_token_at(doc, e.trigger) for e in mention.evidence]
        # A journey in a sentence that tells of the meeting beats one told around the first.
        for at, widely in [*((at, False) for at in starts), (starts[0], True)]:
            sentence = document.sentence_of[at]
            journey = journey_of(journeys, people, at, sentence, widely)
            if journey is not None and is_on("place.journey"):
                _by_journey(mention, journey, sentence, document.published)
        # Who tells of a change of plan says so where he sits, not where they were to meet.
        at_home = mention.status in _AT_HOME and mention.place is None and mention.change is None
        if not at_home or city is None or not is_on("place.dateline"):
            continue
        leads = mention.status == "held" and starts[0] in lead
        now = mention.status == "under_way"
        if leads or now or any(t.lower_ == "here" for at in starts for t in doc[at].sent):
            mention.place = city
            mention.why["place"] = "place.dateline"


def _lead(doc: Doc) -> range:
    """The tokens of the sentence that a dateline opens."""
    opening = dateline_of(doc)
    if opening is None:
        return range(0)
    first = doc.char_span(opening.end, opening.end + 1, alignment_mode="expand")
    return range(first.sent.start, first.sent.end) if first is not None and len(first) else range(0)


def with_journey(
    record: MeetingMention,
    people: list[Person],
    at: list[int],
    journeys: list[Journey],
    document: Document,
) -> MeetingMention:
    """A mention with the place, and the day, of the journey of the story that it lies in.

    Args:
        people: those who took part and are known by name. at: the tokens that tell of it.
    """
    if record.format in {"call", "video"} or record.status == "denied" or record.change is not None:
        return record
    gone = record.status in {"held", "denied"}
    for token, widely in [*((t, False) for t in at), (at[0], True)]:
        sentence = document.sentence_of[token]
        journey = journey_of(journeys, people, token, sentence, widely)
        if journey is None or (gone and not journey.past and journey.sentence != sentence):
            continue
        if _at_another_time(record.time, journey, sentence, document.published):
            continue
        why = dict(record.why)
        if record.place is None:
            record, why["place"] = replace(record, place=journey.place), "place.journey"
        elif not {*record.place.name.split()} & {*journey.place.name.split()}:
            continue
        time = journey.time
        ahead = not journey.past and journey.person is not None  # within a visit that is announced
        near = ahead or sentence - journey.sentence <= _NEAR
        dated = time is not None and time.start is not None and time.precision == "day"
        if record.time is None and dated and near and gone == journey.past:
            assert time is not None
            record, why["time"] = (
                replace(record, time=replace(time, basis="inferred")),
                "time.journey",
            )
        return replace(record, why=why)
    return record


def _token_at(doc: Doc, span: Span) -> int:
    found = doc.char_span(*span, alignment_mode="expand")
    return found.start if found is not None else 0


def _at_another_time(
    when: When | None, journey: Journey, sentence: int, published: date | None
) -> bool:
    """Whether a meeting lies too far from a journey to be of it: "arrived on Tuesday. They met
    briefly in 2012". A journey without a day is of these weeks, unless their sentence is one."""
    if when is None or when.start is None or when.end is None or journey.sentence == sentence:
        return False
    time = journey.time
    if time is not None and time.start is not None and time.end is not None:
        return when.end < time.start - _TRIP or time.end + _TRIP < when.start
    return published is not None and when.end < published - 4 * _TRIP


def _by_journey(mention: Mention, journey: Journey, sentence: int, published: date | None) -> None:
    if _at_another_time(mention.time, journey, sentence, published):
        return
    if mention.again or (mention.status in {"held", "denied"} and not journey.past):
        near = journey.sentence == sentence
        if mention.again or not near:
            return
    if mention.place is None:
        mention.place = journey.place
        mention.why["place"] = "place.journey"
    elif not {*mention.place.name.split()} & {*journey.place.name.split()}:
        return
    time = journey.time
    if mention.time is not None or mention.openly_undated or time is None or time.start is None:
        return
    if time.precision != "day" or sentence - journey.sentence > _NEAR:
        return
    if (mention.status in {"held", "denied"} and journey.past) or (
        mention.status in {"scheduled", "likely", "under_way"} and not journey.past
    ):
        mention.time = replace(time, basis="inferred")
        mention.why["time"] = "time.journey"
