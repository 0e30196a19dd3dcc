"""Predictions made from gold: what an extractor without a fault would tell."""

from __future__ import annotations

from readout.evaluation.gold import GoldItem, GoldMeeting, GoldQuote
from readout.model import Extraction, MeetingMention, Participant, Place, Quote, When


def quote_of(gold: GoldQuote) -> Quote:
    return Quote(
        content=gold.content,
        cue=gold.cue,
        source=gold.source,
        speaker_name=gold.speaker_name,
        speaker_kind=gold.speaker_kind,
        speaker_desc=gold.speaker_desc,
        type=gold.type,
        via=gold.via,
        confidence=0.95,
    )


def meeting_of(gold: GoldMeeting) -> MeetingMention:
    return MeetingMention(
        participants=tuple(Participant(p.name, type=p.type) for p in gold.participants),
        status=gold.status,
        evidence=gold.trigger,
        trigger=gold.trigger[0],
        time=When(gold.start, gold.end, gold.precision or "day") if gold.start else None,
        place=Place(gold.place) if gold.place else None,
        format=gold.format or "in_person",
        duration_minutes=gold.duration_minutes,
        confidence=0.95,
    )


def perfect(item: GoldItem) -> Extraction:
    return Extraction(
        item.id,
        quotes=tuple(quote_of(q) for q in item.quotes),
        meetings=tuple(meeting_of(m) for m in item.meetings),
    )
