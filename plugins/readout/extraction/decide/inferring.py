"""Place and day that no clause of a meeting states, but the story around it does."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from readout.extraction.decide.folding import Mention
from readout.extraction.decide.journeys import Journey, journey_of, read_journeys
from readout.extraction.document import Document
from readout.extraction.resolve.references import References
from readout.extraction.syntax.rules import is_on
from readout.model import Span

# What was held or is fixed may be where the story is filed; what may come to pass needn't.
_AT_HOME = frozenset({"held", "under_way", "scheduled"})


def by_journeys(mentions: list[Mention], document: Document, known: References) -> None:
    """Fill in place and day from the journeys of the story; the dateline comes last."""
    lacking = [m for m in mentions if m.place is None or m.time is None]
    if not lacking:
        return
    journeys = read_journeys(document, known)
    doc, city = document.doc, document.dateline
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
                _by_journey(mention, journey, sentence)
        # Who tells of a change of plan says so where he sits, not where they were to meet.
        at_home = mention.status in _AT_HOME and mention.place is None and mention.change is None
        if at_home and city is not None and is_on("place.dateline"):
            mention.place = city
            mention.why["place"] = "place.dateline"


def _token_at(doc: Doc, span: Span) -> int:
    found = doc.char_span(*span, alignment_mode="expand")
    return found.start if found is not None else 0


def _by_journey(mention: Mention, journey: Journey, sentence: int) -> None:
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
    if time.precision != "day" or sentence - journey.sentence > 3:
        return
    if (mention.status in {"held", "denied"} and journey.past) or (
        mention.status in {"scheduled", "likely", "under_way"} and not journey.past
    ):
        mention.time = replace(time, basis="inferred")
        mention.why["time"] = "time.journey"
