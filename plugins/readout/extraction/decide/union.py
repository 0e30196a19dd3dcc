"""Meetings by rules and by the trained reader, made one list.

A rule's meeting stays if the reader finds an occasion likely in its sentences; what only the
reader found is added; where both tell one meeting the rules' reading of it wins, since names and
calendars are exact there, and takes from the reader what it lacks (day, place, length).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from readout.extraction.document import Document
from readout.learned.heads import Floats
from readout.model import MeetingMention, When


@dataclass(frozen=True, slots=True)
class UnionLimits:
    """Tuned on held-out folds of the corpus: how likely an occasion must be in a rule's
    sentences, and how sure a meeting that no rule found."""

    rule: float = 0.3
    learned: float = 0.7
    over: float = 0.9


Calibration = Mapping[str, Sequence[float]]
"""Source → slope and shift of the log-odds (Platt 1999), fitted on articles that training didn't
see. `agreed`: rules and reader name the same company; `rule`, `learned`, `quote`."""


def calibrated(raw: float, source: str, by: Calibration) -> float:
    """How often facts told with this confidence were right, between .02 and .98."""
    slope, shift = by.get(source, (1.0, 0.0))
    inside = min(max(raw, 0.01), 0.99)
    odds = slope * math.log(inside / (1 - inside)) + shift
    return round(min(max(1 / (1 + math.exp(-odds)), 0.02), 0.98), 3)


def united(
    document: Document,
    ruled: Sequence[MeetingMention],
    learned: Sequence[MeetingMention],
    sentences: Floats,
    by: Calibration,
    limits: UnionLimits | None = None,
) -> tuple[MeetingMention, ...]:
    """The meetings of an article in order of their evidence.

    Args:
        ruled: by the rules. learned: by the reader. sentences: the probability of each sentence
        to tell of an occasion. by: what confidence means. limits: where they become decisions.
    """
    limits = limits or UnionLimits()
    left = list(learned)
    found: list[MeetingMention] = []
    for mention in ruled:
        likely = max(
            (float(sentences[n]) for e in mention.evidence for n in _numbers(document, e)),
            default=0.0,
        )
        if likely < limits.rule or any(_corrected(mention, other, limits.over) for other in left):
            continue
        twins = [other for other in left if _overlap(mention, other)]
        whole = _completed(mention, twins, likely)
        agreed = any(_names(twin) == _names(mention) for twin in twins)
        source = "agreed" if agreed else "rule"
        why = {**whole.why, "agreed": "rules and reader"} if agreed else whole.why
        sure = calibrated(whole.confidence, source, by)
        found.append(replace(whole, confidence=sure, why=why))
        left = [other for other in left if other not in twins]
    found.extend(
        replace(other, confidence=calibrated(other.confidence, "learned", by))
        for other in left
        if other.confidence >= limits.learned
    )
    return tuple(sorted(found, key=lambda m: min(m.evidence)))


def _numbers(document: Document, span: tuple[int, int]) -> list[int]:
    found = document.doc.char_span(*span, alignment_mode="expand")
    return [document.sentence_of[found.start]] if found is not None and len(found) else []


def _names(mention: MeetingMention) -> set[str]:
    return {p.name.lower() for p in mention.participants}


def _corrected(rule: MeetingMention, other: MeetingMention, floor: float) -> bool:
    """Whether the reader, sure enough, gives the same word another company: the rules lost
    the thread of the clause."""
    if rule.trigger != other.trigger or other.confidence < floor:
        return False
    return len(_names(rule) & _names(other)) < 2


def _overlap(one: MeetingMention, other: MeetingMention) -> bool:
    """One occasion, told by the rules and by the reader: of one word; in one sentence with two
    parties shared; or all parties of the smaller company with no two days."""
    shared = _names(one) & _names(other)
    if one.trigger == other.trigger:
        return bool(shared)
    if len(shared) >= 2 and set(one.evidence) & set(other.evidence):
        return True
    if len(shared) < 2 or len(shared) < min(len(_names(one)), len(_names(other))):
        return False
    if apart(one.time, other.time):
        return False
    return "call" not in {one.format, other.format} or one.format == other.format


def apart(one: When | None, other: When | None) -> bool:
    """Whether two told times can't be the same."""
    if one is None or other is None or one.start is None or other.start is None:
        return False
    return one.start > (other.end or other.start) or other.start > (one.end or one.start)


def _completed(
    mention: MeetingMention, twins: Sequence[MeetingMention], likely: float
) -> MeetingMention:
    """The rules' mention with what it lacks, and every sentence that tells of it."""
    time, place, minutes = mention.time, mention.place, mention.duration_minutes
    evidence = list(mention.evidence)
    why = {**mention.why, "reader": f"{likely:.2f}"}
    for twin in twins:
        if (time is None or time.start is None) and twin.time is not None:
            time, why["time"] = twin.time, "reader.time"
        if place is None and twin.place is not None and mention.format not in {"call", "video"}:
            place, why["place"] = twin.place, "reader.place"
        minutes = minutes or twin.duration_minutes
        evidence.extend(e for e in twin.evidence if e not in evidence)
    sure = mention.confidence if twins else mention.confidence * (0.5 + 0.5 * likely)
    return replace(
        mention,
        time=time,
        place=place,
        duration_minutes=minutes,
        evidence=tuple(evidence),
        confidence=round(sure, 3),
        why=why,
    )
