"""Compare predicted meetings with gold.

A prediction is about a gold meeting when it shares at least two parties with it (or the
only one that is asked for); among several, date, status and place decide. Names are
compared strictly for the exact set (`names.same_party`) and by surname for the pairing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from readout.evaluation.gold import GoldItem, GoldMeeting, GoldParticipant
from readout.evaluation.names import bare_words, same_body, same_party, same_place
from readout.evaluation.pairing import Reliability, Share, Tally, pair_up
from readout.model import MeetingMention, Participant


@dataclass(slots=True)
class MeetingScores:
    """Counts of one text, or of many added up."""

    found: Tally = field(default_factory=Tally)
    exact: Tally = field(default_factory=Tally)
    full: Tally = field(default_factory=Tally)
    date: Share = field(default_factory=Share)
    no_date: Share = field(default_factory=Share)
    place: Share = field(default_factory=Share)
    no_place: Share = field(default_factory=Share)
    status: Share = field(default_factory=Share)
    format: Share = field(default_factory=Share)
    duration: Share = field(default_factory=Share)
    quiet: Share = field(default_factory=Share)
    reliability: Reliability = field(default_factory=Reliability)
    statuses: dict[tuple[str, str], int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, other: MeetingScores) -> None:
        for name in ("found", "exact", "full"):
            getattr(self, name).add(getattr(other, name))
        for name in (
            *("date", "no_date", "place", "no_place"),
            *("status", "format", "duration", "quiet", "reliability"),
        ):
            getattr(self, name).add(getattr(other, name))
        for key, count in other.statuses.items():
            self.statuses[key] = self.statuses.get(key, 0) + count
        self.faults.extend(other.faults)

    def figures(self) -> dict[str, float | None]:
        """All between 0 and 1, more is better; None where nothing was asked.

        `meeting_f1`: the occasion was found; `participants_f1`: and exactly its parties;
        `full_f1`: and status, date, place. `no_date`, `no_place`: none told where none is
        stated. `quiet`: texts without a meeting in which none was found. `sure`: exact
        parties and status, of those told with a confidence of .9 or more.
        """
        return {
            "meeting_f1": self.found.f1,
            "participants_f1": self.exact.f1,
            "full_f1": self.full.f1,
            "date": self.date.value,
            "no_date": self.no_date.value,
            "place": self.place.value,
            "no_place": self.no_place.value,
            "status": self.status.value,
            "format": self.format.value,
            "duration": self.duration.value,
            "quiet": self.quiet.value,
            "sure": self.reliability.sure,
        }


def _same(gold: GoldParticipant, told: Participant) -> bool:
    person = gold.type == "person"
    return any(
        same_party(name, told.name, person=person) or (not person and same_body(name, told.name))
        for name in (gold.name, *gold.also)
    )


def _akin(gold: GoldParticipant, told: Participant) -> bool:
    if _same(gold, told):
        return True
    a, b = bare_words(gold.name), bare_words(told.name)
    return bool(a and b) and (a[-1] == b[-1] or (gold.type != "person" and bool(set(a) & set(b))))


@dataclass(frozen=True, slots=True)
class _Aligned:
    hits: int  # parties asked for and told, by surname at least
    extras: int  # borderline parties that were told
    exact: bool


def _align(gold: GoldMeeting, told: MeetingMention) -> _Aligned:
    parties = list(gold.participants)
    weights = [
        [
            (2.0 if _same(g, t) else 1.0 if _akin(g, t) else 0.0) + (0.0 if g.optional else 0.1)
            if _akin(g, t)
            else 0.0
            for t in told.participants
        ]
        for g in parties
    ]
    pairs = pair_up(weights)
    hits = sum(not parties[g].optional for g, _ in pairs)
    strict = sum(
        not parties[g].optional and _same(parties[g], told.participants[t]) for g, t in pairs
    )
    asked = sum(not p.optional for p in parties)
    extras = len(pairs) - hits
    exact = strict == asked and len(told.participants) - extras == asked
    return _Aligned(hits, extras, exact)


def right_date(gold: GoldMeeting, told: MeetingMention) -> bool | None:
    """Whether the time told is the one stated; None when gold states none or it is
    disputable. A day must lie in gold's days; a longer time must overlap it and be no
    finer than gold says and no longer than a week (a month, a year) for a week (…)."""
    if gold.start is None or gold.end is None or gold.time_optional:
        return None
    when = told.time
    if when is None or when.start is None:
        return False
    start, end = when.start, when.end or when.start
    if gold.precision == "day":
        return gold.start <= start and end <= gold.end
    length = (gold.end - gold.start).days
    return start <= gold.end and end >= gold.start and (end - start).days <= length + 1


def _place_right(gold: GoldMeeting, told: MeetingMention) -> bool | None:
    if gold.place is None or gold.place_optional:
        return None
    name = told.place.name if told.place else None
    return any(same_place(p, name) for p in (gold.place, *gold.place_alts))


def _status_right(gold: GoldMeeting, told: MeetingMention) -> bool:
    return told.status == gold.status or told.status in gold.status_alts


def _weight(gold: GoldMeeting, told: MeetingMention) -> float:
    aligned = _align(gold, told)
    asked = sum(not p.optional for p in gold.participants)
    enough = aligned.hits >= min(2, asked) or (aligned.hits >= 1 and aligned.extras >= 1)
    if not enough or not aligned.hits:
        return 0.0
    overlap = 2 * aligned.hits / (asked + len(told.participants))
    weight = overlap + 0.01 + 0.2 * bool(right_date(gold, told))
    weight += 0.1 * bool(_place_right(gold, told)) + 0.15 * _status_right(gold, told)
    return weight * (0.9 if gold.optional else 1.0)


def _shown(told: MeetingMention) -> str:
    who = " + ".join(p.name for p in told.participants)
    when = f"{told.time.start}..{told.time.end}" if told.time else "no time"
    where = told.place.name if told.place else "no place"
    return f"{who} | {told.status} | {when} | {where}"


def score_meetings(item: GoldItem, told: Sequence[MeetingMention]) -> MeetingScores:
    """Score one text. `faults` of the result says in words what was wrong."""
    scores = MeetingScores()
    weights = [[_weight(g, t) for t in told] for g in item.meetings]
    pairs = dict(pair_up(weights)) if weights else {}
    if not item.meetings:
        scores.quiet.note(not told)
    tallies = (scores.found, scores.exact, scores.full)
    for index, gold in enumerate(item.meetings):
        if gold.optional:
            continue
        for tally in tallies:
            tally.gold += 1
        if index not in pairs:
            who = " + ".join(p.name for p in gold.participants)
            scores.faults.append(f"missed: {who} | {gold.status}")
            continue
        for tally in tallies:
            tally.told += 1
        _compare(scores, gold, told[pairs[index]])
    for index, guess in enumerate(told):
        if index not in pairs.values():
            for tally in tallies:
                tally.told += 1
            scores.reliability.note(guess.confidence, False)
            scores.faults.append(f"extra: {_shown(guess)}")
    return scores


def right_meetings(
    item: GoldItem, told: Sequence[MeetingMention], *, parties_and_status: bool = False
) -> list[bool | None]:
    """For each meeting told whether it is right in everything, or in its parties and status;
    None where gold leaves it open."""
    weights = [[_weight(g, t) for t in told] for g in item.meetings]
    gold = {t: item.meetings[g] for g, t in pair_up(weights)} if weights else {}
    verdicts: list[bool | None] = []
    for index, mention in enumerate(told):
        scores = MeetingScores()
        if index in gold:
            _compare(scores, gold[index], mention)
        right = index in gold and not scores.faults
        if parties_and_status:
            right = index in gold and scores.reliability.told[0][1]
        optional = index in gold and gold[index].optional
        verdicts.append(None if optional else right)
    return verdicts


def _compare(scores: MeetingScores, gold: GoldMeeting, told: MeetingMention) -> None:
    wrong: list[str] = []
    exact = _align(gold, told).exact
    if not exact:
        wrong.append("participants " + " + ".join(p.name for p in gold.participants))
    status = _status_right(gold, told)
    scores.status.note(status)
    scores.reliability.note(told.confidence, exact and status)
    scores.statuses[gold.status, told.status] = (
        scores.statuses.get((gold.status, told.status), 0) + 1
    )
    if not status:
        wrong.append(f"status {gold.status}")
    date = right_date(gold, told)
    if date is not None:
        scores.date.note(date)
        if not date:
            wrong.append(f"date {gold.start}..{gold.end}")
    elif not gold.time_optional:
        none_told = told.time is None or told.time.start is None
        scores.no_date.note(none_told)
        if not none_told:
            wrong.append("date none")
    place = _place_right(gold, told)
    if place is not None:
        scores.place.note(place)
        if not place:
            wrong.append(f"place {gold.place}")
    elif not gold.place_optional:
        scores.no_place.note(told.place is None)
        if told.place is not None:
            wrong.append("place none")
    if gold.format is not None:
        scores.format.note(told.format == gold.format)
        if told.format != gold.format:
            wrong.append(f"format {gold.format}")
    if gold.duration_minutes is not None:
        same = told.duration_minutes == gold.duration_minutes
        scores.duration.note(same)
        if not same:
            wrong.append(f"minutes {gold.duration_minutes} <- {told.duration_minutes}")
    scores.found.right += 1
    scores.exact.right += exact
    scores.full.right += exact and status and date is not False and place is not False
    if wrong:
        scores.faults.append(f"should be {'; '.join(wrong)} <- {_shown(told)}")
