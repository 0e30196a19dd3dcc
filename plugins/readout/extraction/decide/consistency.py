"""What the mentions of one article must agree in, whoever read them.

Rules and reader each see a clause or a few sentences; some of what they give can't all be true of
one article: a plan for a day long past, one meeting told as two, a length that was said of another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, cast

from readout.extraction.decide.settling import planned_then
from readout.extraction.decide.summaries import told_one_by_one
from readout.extraction.decide.union import apart
from readout.extraction.document import Document
from readout.extraction.find.occasions.triggers import Trigger
from readout.lexicon.meetings import journey_words
from readout.model import ChangeKind, MeetingMention, Participant, Span, Status
from readout.text.lemmas import lemma

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
_SOME_OFF: Final = re.compile(
    r"\b(?:cancel|call(?:ed|s|ing)? off|postpon|put(?:s|ting)? off|scrap|delay|defer|axe|shelve"
    r"|abandon)"
)
_SAME_VISIT: Final = 5  # sentences behind the visit that was called off
_CLAUSE_END: Final = 12  # characters behind a trigger ("met also")
_SAME_PASSAGE: Final = 400  # characters between the two sentences


def consistent(document: Document, found: Sequence[MeetingMention]) -> tuple[MeetingMention, ...]:
    """The mentions of an article after what can't be: order kept."""
    text = document.text
    if _TAKEN_BACK.search(text):
        found = [m for m in found if not _only_reported(m, text)]
    kept = [_possible_day(m, document.published) for m in found]
    kept = [m for m in kept if not any(_repeats(m, other) for other in kept if other is not m)]
    kept = _told_twice(_with_their_visits(document, kept))
    kept = told_one_by_one(document, kept)
    return tuple(_named_plans(_going_on(document, kept), text))


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
    begins = when.start is not None and when.start > published
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


def _told_twice(found: Sequence[MeetingMention]) -> list[MeetingMention]:
    """Mentions of the same people with no two days joined: those of one sentence ("met him, in
    what she called a fruitful meeting"), and what was asked for with what became of it ("asked
    to see him", "refused to meet her")."""
    made: list[MeetingMention] = []
    for mention in found:
        twin = next((n for n, m in enumerate(made) if _one_of_two(m, mention)), None)
        if twin is None:
            made.append(mention)
        else:
            made[twin] = _joined(made[twin], mention)
    return made


def _one_of_two(one: MeetingMention, other: MeetingMention) -> bool:
    if _names(one) != _names(other) or one.format != other.format or apart(one.time, other.time):
        return False
    met_apart = "met apart" in {one.why.get("parties"), other.why.get("parties")}
    another = "held" in {one.status, other.status} and bool(
        {one.status, other.status} & {"scheduled", "likely", *_OFF}
    )
    if not met_apart and not another and set(one.evidence) & set(other.evidence):
        return True
    open_ = {one.status, other.status} <= _AHEAD | _OFF
    return open_ and (one.time is None or other.time is None)


def _joined(one: MeetingMention, other: MeetingMention) -> MeetingMention:
    """The surer of two tellings, with what it lacks; of a plan and its end, the end."""
    best, rest = (one, other) if one.confidence >= other.confidence else (other, one)
    if rest.status in _OFF and best.status in _AHEAD:
        best, rest = rest, best
    return replace(
        best,
        time=best.time or rest.time,
        place=best.place or rest.place,
        duration_minutes=best.duration_minutes or rest.duration_minutes,
        evidence=(*best.evidence, *(e for e in rest.evidence if e not in best.evidence)),
        confidence=max(best.confidence, rest.confidence),
    )


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


def _with_their_visits(document: Document, found: Sequence[MeetingMention]) -> list[MeetingMention]:
    """ "Put off his visit to Japan. He was due to meet its minister there": whoever was to be met
    on a visit isn't, when that is put off or called off."""
    if not _SOME_OFF.search(document.text):
        return list(found)
    off: list[tuple[int, ChangeKind, frozenset[str]]] = []
    for token in document.doc:
        if token.pos_ != "NOUN" or lemma(token) not in journey_words("nouns"):
            continue
        change = document.change(Trigger(token, "noun"))
        if change is not None and change.kind in _OFF:
            people = (document.register.at(t) for t in token.sent)
            names = frozenset(p.name for p in people if p is not None)
            off.append((document.sentence_of[token.i], change.kind, names))
    return [_off_with(document, mention, off) for mention in found]


def _off_with(
    document: Document,
    mention: MeetingMention,
    off: Sequence[tuple[int, ChangeKind, frozenset[str]]],
) -> MeetingMention:
    at = document.doc.char_span(*mention.trigger, alignment_mode="expand")
    if at is None or not len(at) or mention.change is not None:
        return mention
    names = {p.name for p in _people(mention)}
    for sentence, kind, travellers in off:
        gap = document.sentence_of[at.start] - sentence
        if 0 <= gap <= _SAME_VISIT and names & travellers and planned_then(at.root):
            why = {**mention.why, "status": "status.with the visit"}
            return replace(
                mention, status=cast(Status, kind), change=kind, planned=mention.time, why=why
            )
    return mention


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
