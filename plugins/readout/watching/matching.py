"""Which watch must hear of which change, and why, or why not.

A watch that is *about* a meeting (its parties, place and topic) but doesn't want this
change of it (kind, status, confidence, outlet, language) gives a held match with the
reason, so that nobody has to guess why no mail came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from readout.lexicon.statuses import STATUSES, TAKEN_BACK, rank
from readout.names.spelling import words_of as words
from readout.watching.parties import (
    Aliases,
    Participant,
    PartyIndex,
    means,
    phrase_in,
    standing_for,
    within,
)
from readout.watching.watches import Party, Watch

# A change of any of these says how firm the meeting is.
WHAT: Final = {
    "new": "a new meeting",
    "status": "a change of status",
    "date": "a change of date",
    "place": "a change of place",
    "participant": "a new participant",
    "duration": "its duration",
    "denied": "a denial",
    "contradicted": "a contradiction",
    "withdrawn": "a withdrawal",
}
STATUS_KINDS: Final = frozenset({"new", "status", "denied"})


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a meeting with what a watch may ask about it."""

    change_id: str
    meeting_id: str
    kind: str
    old_value: str | None
    new_value: str | None
    status: str
    confidence: float
    participants: tuple[Participant, ...]
    place: str | None = None
    topic: str | None = None
    evidence: str | None = None
    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    article_id: str | None = None

    def says(self) -> str:
        """The status that this change asserts."""
        if self.kind in STATUS_KINDS and self.new_value in STATUSES:
            return str(self.new_value)
        return "denied" if self.kind == "denied" else self.status

    def kinds(self) -> frozenset[str]:
        """Its kind, and `denied` for a change of status to that."""
        return frozenset({self.kind} | ({"denied"} if self.says() == "denied" else set()))


@dataclass(frozen=True, slots=True)
class Match:
    """A watch is about a change. `held` says why it isn't told, None when it is; `digest` that
    it waits for the daily digest; `unless_told` that it is held by a threshold, which holds
    nothing from who was told of this meeting before."""

    change: Change
    watch: Watch
    rule: str
    held: str | None = None
    digest: bool = False
    unless_told: bool = False


class Matcher:
    """The watches, indexed once, asked for many changes."""

    def __init__(self, watches: Sequence[Watch], aliases: Aliases = MappingProxyType({})) -> None:
        self._watches = [w for w in watches if w.enabled]
        parties = [p for w in self._watches for p in w.parties()]
        self._index = PartyIndex(parties, aliases)
        self._by_party: dict[Party, list[int]] = {}
        self._anybody: list[int] = []
        for number, watch in enumerate(self._watches):
            for party in dict.fromkeys(watch.parties()):
                self._by_party.setdefault(party, []).append(number)
            if watch.mentioned or not (watch.who or watch.with_):
                self._anybody.append(number)

    def match(self, change: Change) -> list[Match]:
        """The watches that are about this change, in their order."""
        meant = [self._index.meant(p) for p in change.participants]
        near = set(self._anybody)
        for parties in meant:
            for party in parties:
                near.update(self._by_party[party])
        found = []
        for number in sorted(near):
            watch = self._watches[number]
            rule = _about(watch, change, meant)
            if rule is not None:
                found.append(_wanted(watch, change, rule))
        return found

    def match_all(self, changes: Iterable[Change]) -> list[Match]:
        return [match for change in changes for match in self.match(change)]


def _about(watch: Watch, change: Change, meant: Sequence[frozenset[Party]]) -> str | None:
    """The rule in words when the watch is about this meeting, else None."""
    told: list[str] = []
    if watch.who or watch.with_:
        pair = _pair(watch, meant)
        how = " with ".join(p.told() for p in pair) if pair else None
        if how is None and watch.mentioned:
            how = _named(watch, change)
        if how is None:
            return None
        told.append(how)
    if watch.where:
        place = next((w for w in watch.where if _lies_in(change.place, w)), None)
        if place is None:
            return None
        told.append(f"in {place}")
    if watch.topic:
        text = words(f"{change.topic or ''} {change.evidence or ''}")
        topic = next((t for t in watch.topic if _speaks_of(text, t)), None)
        if topic is None:
            return None
        told.append(f"about {topic}")
    return ", ".join(told) or "every meeting"


def _pair(watch: Watch, meant: Sequence[frozenset[Party]]) -> tuple[Party, ...] | None:
    """Who and with whom, as two different participants; one of them when only that is asked."""
    for i, parties in enumerate(meant):
        who = next((p for p in watch.who if p in parties), None)
        if who is None and watch.who:
            continue
        if not watch.with_:
            return (who,) if who else None
        for j, others in enumerate(meant):
            other = next((p for p in watch.with_ if p in others), None)
            if other is not None and (i != j or not watch.who):
                return (who, other) if who else (other,)
    return None


def _named(watch: Watch, change: Change) -> str | None:
    """`mentioned`: the names stand in the sentence or among the participants."""
    text = words(change.evidence or "")
    told = []
    for parties in (watch.who, watch.with_):
        if not parties:
            continue
        found = next((p for p in parties if _stands(p, text, change.participants)), None)
        if found is None:
            return None
        told.append(found.told())
    return " and ".join(told) + " mentioned"


def _stands(party: Party, text: Sequence[str], participants: Sequence[Participant]) -> bool:
    if any(means(party, p) for p in participants):
        return True
    if party.country:
        return any(phrase_in(name, text) for name in standing_for(party.country))
    named = party.name or party.person or party.body or party.role or ""
    return phrase_in(words(named), text)


def _lies_in(place: str | None, where: str) -> bool:
    if not place:
        return False
    here, wanted = words(place), words(where)
    return within(wanted, here) or any(phrase_in(n, here) for n in standing_for(where))


def _speaks_of(text: Sequence[str], topic: str) -> bool:
    if topic.endswith("*"):
        stem = words(topic)
        return len(stem) == 1 and any(word.startswith(stem[0]) for word in text)
    return phrase_in(words(topic), text)


def firm_enough(change: Change, at_least: str) -> bool:
    """A denial, postponement or cancellation takes something back that may have been told:
    the threshold doesn't hold it."""
    says = change.says()
    return says in TAKEN_BACK or rank(says) >= rank(at_least)


def _wanted(watch: Watch, change: Change, rule: str) -> Match:
    """The match, held when the watch doesn't want this change."""
    held = None
    threshold = True
    told = frozenset(watch.changes) & change.kinds()
    later = frozenset(watch.digest_only) & change.kinds()
    if not told and not later:
        held, threshold = f"changes of {change.kind} are not asked for", False
    elif not firm_enough(change, watch.status_at_least):
        held = f"{change.says()}, and the watch asks for {watch.status_at_least} at least"
    elif change.confidence < watch.confidence_at_least:
        held = (
            f"confidence {change.confidence:.2f}, and the watch asks for "
            f"{watch.confidence_at_least:.2f} at least"
        )
    elif watch.outlets and not _any_of(change.outlets, watch.outlets):
        held = "not reported by an outlet that the watch asks for"
    elif watch.language and not _any_of(change.languages, watch.language):
        told_in = " and ".join(change.languages) or "unknown"
        held = f"not in a language that the watch asks for ({told_in})"
    firm = watch.status_at_least.replace("_", " ")
    asked = rule if firm == "possible" else f"{rule}, {firm} or firmer"
    asked += f"; {WHAT.get(change.kind, change.kind)}"
    unless_told = threshold and held is not None
    return Match(change, watch, asked, held, not told and bool(later), unless_told)


def _any_of(given: Iterable[str], wanted: Iterable[str]) -> bool:
    there = {words(g) for g in given}
    return any(words(w) in there for w in wanted)
