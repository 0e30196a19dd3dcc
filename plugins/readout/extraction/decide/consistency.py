"""What the mentions of one article must agree in, whoever read them.

Rules and reader each see a clause or a few sentences; some of what they give can't all be true of
one article: a plan for a day long past, one meeting told as two, a length that was said of another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from readout.extraction.document import Document
from readout.extraction.find.times.durations import find_durations
from readout.lexicon.meetings import party_words
from readout.model import MeetingMention, Participant, Span

_AHEAD: Final = frozenset({"possible", "likely", "scheduled"})
_OFF: Final = frozenset({"cancelled", "postponed", "denied"})
_HAD_BEEN: Final = re.compile(
    r"\b(?:had (?:long )?been (?:scheduled|due|set|planned|expected|supposed|meant|going)|"
    r"(?:was|were) (?:scheduled|due|set|supposed|meant) to|(?:was|were) to have)\b",
    re.IGNORECASE,
)
_PIECE: Final = r"(?:reports?|story|stories|articles?|items?|pieces?|versions?)"
_ABOUT: Final = re.compile(
    rf"\b{_PIECE}\b[^.]{{0,80}}?\b(?:about|of|on|that|saying|which)\b", re.IGNORECASE
)
_TAKEN_BACK: Final = re.compile(
    rf"\b{_PIECE}\b[^.]{{0,80}}?\b(?:was|were|is|are|has been|have been)\s+(?:\w+\s+)?"
    r"(?:wrong|false|incorrect|mistaken|untrue|withdrawn|retracted)\b"
    r"|\bwe (?:have )?(?:withdrawn|withdrew|retract|retracted|taken down)\b",
    re.IGNORECASE,
)
_THEN: Final = re.compile(
    r"\b(?:(?:later|earlier)(?: (?:in the day|that day|in the (?:morning|afternoon|evening)))?"
    r"|(?:hours|minutes|shortly|immediately|soon) (?:later|after|afterwards?|before|earlier)"
    r"|afterwards?|then|also|separately|the same (?:day|morning|afternoon|evening)"
    r"|(?:that|in the) (?:morning|afternoon|evening))\b",
    re.IGNORECASE,
)
_CLAUSE_END: Final = 12  # characters behind a trigger ("met also")
_SAME_PASSAGE: Final = 400  # characters between the two sentences
_PLURAL: Final = re.compile(r"(?:the )?(?:two )?(?:[\w-]+ )?([\w-]+)s$", re.IGNORECASE)


def consistent(document: Document, found: Sequence[MeetingMention]) -> tuple[MeetingMention, ...]:
    """The mentions of an article after what can't be: order kept."""
    text = document.text
    if _TAKEN_BACK.search(text):
        found = [m for m in found if not _only_reported(m, text)]
    kept = [_possible_day(_whole_company(m, found, text), document.published) for m in found]
    kept = [m for m in kept if not any(_repeats(m, other) for other in kept if other is not m)]
    kept = [_own_time(m, kept) for m in kept]
    kept = [_own_length(m, kept, text) for m in kept]
    kept = _going_on(document, kept)
    return tuple(_named_plans(kept, text))


def _only_reported(mention: MeetingMention, text: str) -> bool:
    """ "This page carried a report about a meeting of A with B": in a text that takes the report
    back, what it had said is no news."""
    start, _ = _around(mention)
    return _ABOUT.search(text, start, mention.trigger[0]) is not None


def _names(mention: MeetingMention) -> frozenset[str]:
    return frozenset(p.name.lower() for p in mention.participants)


def _people(mention: MeetingMention) -> list[Participant]:
    return [p for p in mention.participants if p.type == "person"]


def _learned(mention: MeetingMention) -> bool:
    return mention.why.get("occasion", "").startswith("reader.")


def _possible_day(mention: MeetingMention, published: date | None) -> MeetingMention:
    """Without a day that the reader took from elsewhere: a plan isn't for last year, and what
    was held wasn't held next week."""
    when = mention.time
    if published is None or when is None or mention.why.get("time") != "reader.time":
        return mention
    ended = when.end is not None and when.end < published - timedelta(days=1)
    begins = when.start is not None and when.start > published + timedelta(days=1)
    if (ended and mention.status in _AHEAD) or (begins and mention.status == "held"):
        return replace(mention, time=None)
    return mention


def _repeats(mention: MeetingMention, other: MeetingMention) -> bool:
    """Whether only the reader found it, in a sentence that tells the other, of the same people."""
    return (
        _learned(mention)
        and not _learned(other)
        and _names(mention) == _names(other)
        and mention.format == other.format
        and bool(set(mention.evidence) & set(other.evidence))
    )


def _whole_company(
    mention: MeetingMention, every: Sequence[MeetingMention], text: str
) -> MeetingMention:
    """ "The Prime Ministers agreed to meet on Friday": the two whose meeting the article tells."""
    people = _people(mention)
    rest = [p for p in mention.participants if p.type != "person"]
    if len(people) > 1 or len(rest) != 1 or not _is_offices(rest[0].name):
        return mention
    if rest[0].type == "country":
        return mention  # the United States are no plural of an office
    if rest[0].span is not None and text.startswith(" of ", rest[0].span[1]):
        return mention  # "the leaders of the union"
    companies = {
        names: _people(other)
        for other in every
        if other is not mention and len(_people(other)) == len(other.participants) == 2
        for names in [_names(other)]
        if all(p.name.lower() in names for p in people)
    }
    if len(companies) != 1:
        return mention
    company = next(iter(companies.values()))
    told = tuple(replace(p, span=rest[0].span, resolution="description") for p in company)
    return replace(mention, participants=told)


def _is_offices(name: str) -> bool:
    """ "Prime Ministers", "the two leaders", "foreign ministers"."""
    match = _PLURAL.fullmatch(name)
    return match is not None and match[1].lower() in party_words("offices")


def _own_time(mention: MeetingMention, every: Sequence[MeetingMention]) -> MeetingMention:
    """Without a time that the reader took from words that tell when others met: "a meeting with
    Xi, whose talks with Biden in November …"."""
    when = mention.time
    if when is None or when.span is None or mention.why.get("time") != "reader.time":
        return mention
    theirs = any(
        other.time is not None
        and other.time.span == when.span
        and other.why.get("time", "").startswith("time.")
        and _names(other) != _names(mention)
        for other in every
    )
    return replace(mention, time=None) if theirs else mention


def _own_length(
    mention: MeetingMention, every: Sequence[MeetingMention], text: str
) -> MeetingMention:
    """Without a length that the sentence of another meeting tells, and its own does not."""
    minutes = mention.duration_minutes
    if minutes is None or _tells_length(mention, minutes, text):
        return mention
    theirs = any(
        other is not mention
        and _names(other) != _names(mention)
        and other.duration_minutes == minutes
        and _tells_length(other, minutes, text)
        for other in every
    )
    return replace(mention, duration_minutes=None) if theirs else mention


def _going_on(document: Document, found: Sequence[MeetingMention]) -> list[MeetingMention]:
    """ "Later in the day Halmi met …", "He then called on …": on the day and in the town of the
    meeting that was told just before of one of the same people, where the sentence has none."""
    text = document.text
    made = list(found)
    order = sorted(range(len(made)), key=lambda n: made[n].trigger)
    for place, number in enumerate(order):
        mention = made[number]
        start, _ = _around(mention)
        if mention.time is not None and mention.place is not None:
            continue
        if _THEN.search(text, start, mention.trigger[1] + _CLAUSE_END) is None:
            continue
        people = {p.name for p in _people(mention)}
        for earlier in reversed(order[:place]):
            before = made[earlier]
            if start - _around(before)[1] > _SAME_PASSAGE:
                break
            if before.status != mention.status or not people & {p.name for p in _people(before)}:
                continue
            made[number] = _on_the_same_day(mention, before)
            break
    return made


def _on_the_same_day(mention: MeetingMention, before: MeetingMention) -> MeetingMention:
    why = dict(mention.why)
    time, place = mention.time, mention.place
    if time is None and before.time is not None and before.time.precision in {"day", "minute"}:
        time = replace(
            before.time, precision="day", basis="inferred", at=None, offset=None, zone=""
        )
        why["time"] = "time.going on"
    near = "call" not in {mention.format, before.format}
    same = time is None or before.time is None or time.start == before.time.start
    if place is None and before.place is not None and near and same:
        town = before.place.name.rsplit(" in ", 1)[-1]
        at = before.place.name.rfind(town)
        if before.place.span is not None:
            low = before.place.span[0] + at
            place = replace(before.place, name=town, span=(low, low + len(town)))
            why["place"] = "place.going on"
    return replace(mention, time=time, place=place, why=why)


def _tells_length(mention: MeetingMention, minutes: int, text: str) -> bool:
    return any(
        found == minutes
        for sentence in mention.evidence
        if sentence[0] <= mention.trigger[0] < sentence[1]
        for _, _, found in find_durations(text[slice(*sentence)])
    )


def _named_plans(found: Sequence[MeetingMention], text: str) -> list[MeetingMention]:
    """ "He called off a meeting with union leaders. He had been scheduled to sit down with Ms
    Bond": what had been planned is what was called off, and says with whom."""
    gone: set[int] = set()
    made = list(found)
    for number, plan in enumerate(found):
        if plan.status != "scheduled" or not _HAD_BEEN.search(_sentence(plan, text)):
            continue
        fits = [
            n
            for n, off in enumerate(found)
            if off.status in _OFF and n not in gone and _leaves_open(off, plan)
        ]
        if len(fits) == 1:
            off = found[fits[0]]
            made[fits[0]] = replace(
                off,
                participants=plan.participants,
                time=off.time or plan.time,
                place=plan.place or off.place,
                evidence=(*off.evidence, *(e for e in plan.evidence if e not in off.evidence)),
                confidence=max(off.confidence, plan.confidence),
            )
            gone.add(number)
    return [m for n, m in enumerate(made) if n not in gone]


def _leaves_open(off: MeetingMention, plan: MeetingMention) -> bool:
    """Whether what was called off names one of the plan's people, and the others by kind."""
    if _names(off) == _names(plan):
        return True
    known = {p.name.lower() for p in _people(off)}
    groups = [p for p in off.participants if p.type == "group"]
    same_place = off.place is None or plan.place is None or off.place.name == plan.place.name
    return (
        same_place
        and bool(known)
        and bool(groups)
        and known < _names(plan)
        and off.format == plan.format
    )


def _sentence(mention: MeetingMention, text: str) -> str:
    start, end = _around(mention)
    return text[start:end]


def _around(mention: MeetingMention) -> Span:
    for span in mention.evidence:
        if span[0] <= mention.trigger[0] < span[1]:
            return span
    return mention.trigger
