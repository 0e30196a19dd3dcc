"""One meeting once per article: mentions of the same occasion become one.

Two mentions are one occasion when their parties, days, format and place can be the same.
A denial never folds into a claim: two sides that contradict each other stay two records.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from readout.extraction.find.times.days import Tense
from readout.extraction.resolve.participants import Party
from readout.extraction.syntax.rules import is_on
from readout.lexicon.countries import countries
from readout.lexicon.words import listed
from readout.model import ChangeKind, Format, Place, Span, Status, When

_RANK: dict[Status, int] = {"possible": 1, "likely": 2, "scheduled": 3, "under_way": 5, "held": 4}
_AHEAD = frozenset({"possible", "likely", "scheduled"})
_NEGATIVE = frozenset({"denied", "cancelled", "postponed"})
_DONE = frozenset({"held", "under_way"})
_SMALL = listed("folding.small")
_WINDOW = 60  # occasions before that a mention may belong to; keeps the work linear
_PROCESSES = listed("folding.processes")
_OWNER = re.compile(r"['’]s?(?=\s|$)")
_HOW = {"named": 0, "surname": 1, "group": 1, "description": 2, "pronoun": 3}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that asserts the meeting, the trigger in it and how much it tells."""

    sentence: Span
    trigger: Span
    worth: float


@dataclass(slots=True)
class Mention:
    """What one trigger tells. `back` marks one that only points back ("the talks lasted");
    with `alone` it is a meeting of its own when nothing was told before; with `joins` its
    party comes to the meeting told before ("will also join the meeting")."""

    parties: list[Party]
    status: Status
    trigger: Span
    sentence: Span
    word: str
    text: str
    time: When | None = None
    openly_undated: bool = False
    place: Place | None = None
    format: Format = "in_person"
    duration: int | None = None
    topic: str | None = None
    cues: list[Span] = field(default_factory=list)
    back: bool = False
    alone: bool = False
    joins: bool = False
    definite: bool = False
    today: bool = False
    tense: Tense = "past"
    would: bool = False
    evidence: list[Evidence] = field(default_factory=list)
    again: bool = False
    aside: bool = False
    change: ChangeKind | None = None
    planned: When | None = None
    why: dict[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> set[str]:
        return {party.key for party in self.parties}


def _shared(one: Mention, other: Mention) -> tuple[int, int, int]:
    """How many parties are the same, and how many each has besides."""
    left = list(other.parties)
    same = 0
    for party in one.parties:
        match = next((p for p in left if same_party(party, p)), None)
        if match is not None:
            left.remove(match)
            same += 1
    return same, len(one.parties) - same, len(left)


def same_party(one: Party, other: Party) -> bool:
    """The same person; or bodies and groups of which one is named by the other's words."""
    if one.person is not None or other.person is not None:
        return one.person is other.person
    a, b = _stems(one.name), _stems(other.name)
    return bool(a and b) and (a <= b or b <= a)


@lru_cache(maxsize=4096)
def _stems(name: str) -> frozenset[str]:
    bare = _OWNER.sub("", name.replace("-", " ").lower())
    words = {countries().get(w, w).lower() for w in (v.strip(".,’'") for v in bare.split())}
    return frozenset(w[:6].rstrip("s") for w in words - _SMALL if w)


def _nameless(mention: Mention) -> list[Party]:
    """Groups and bodies without a proper name: "campaigners", "the group"."""
    return [p for p in mention.parties if p.person is None and p.type in {"group", "org"}]


def fold(mentions: list[Mention]) -> list[Mention]:
    """Join the mentions of each occasion, in order of the text."""
    kept: list[Mention] = []
    waiting: list[Mention] = []
    for mention in mentions:
        mention.evidence = [Evidence(mention.sentence, mention.trigger, _worth(mention))]
        target = _partner(mention, kept)
        if target is not None:
            _join(target, mention)
        elif not mention.back or mention.alone:
            mention.back = False
            kept.append(mention)
        elif mention.joins or (mention.parties and mention.time is not None):
            waiting.append(mention)  # a lead that names one party, the other comes later
    for mention in waiting:
        target = _partner(mention, kept)
        if target is not None:
            _join(target, mention)
    return kept


def _worth(mention: Mention) -> float:
    """How much one sentence tells by itself: who, by name, and when and where."""
    named = sum(1.0 if p.resolution in {"named", "surname"} else 0.5 for p in mention.parties[:4])
    told = 1.2 * (mention.time is not None) + 0.5 * (mention.place is not None)
    return (0.0 if mention.back else 3.0) + named + told - 0.5 * mention.aside


def best_first(mention: Mention) -> list[Evidence]:
    """The evidence, the fullest sentence first, then in order of the text."""
    best = max(mention.evidence, key=lambda item: item.worth)
    rest = sorted((e for e in mention.evidence if e != best), key=lambda e: e.sentence)
    return [best, *rest]


def _partner(mention: Mention, kept: list[Mention]) -> Mention | None:
    fitting = [m for m in reversed(kept[-_WINDOW:]) if _same(m, mention)]
    if not fitting:
        return None
    if mention.back:
        same_word = (m for m in fitting if mention.word in m.text)
        return next(same_word, fitting[0])
    return max(fitting, key=lambda m: _shared(m, mention)[0])


@dataclass(slots=True)
class _Pair:
    """Two mentions, the later one `other`, with how many parties they share and have besides."""

    one: Mention
    other: Mention
    shared: int
    more: int
    less: int


def _same(one: Mention, other: Mention) -> str:
    """By which rule two mentions are one occasion; empty when they are two."""
    pair = _Pair(one, other, *_shared(one, other))
    for name, joins, holds in _OCCASIONS:
        if holds(pair) and is_on(name):
            return name if joins else ""
    return ""


def _other_medium(pair: _Pair) -> bool:
    formats = {pair.one.format, pair.other.format}
    mixed = "call" in formats and len(formats) > 1
    return mixed and (not pair.other.back or pair.other.format == "call")


def _all_named_again(pair: _Pair) -> bool:
    whole = pair.shared >= 2 and not pair.more and not pair.less
    return whole and _names_again(pair.one, pair.other)


def _points_at(pair: _Pair) -> bool:
    other = pair.other
    if not other.back:
        return False
    if len(other.parties) >= 2:
        return pair.shared >= 2
    return not other.parties or pair.shared > 0 or other.joins


def _goes_on(pair: _Pair) -> bool:
    """ "Met today. Both sides agreed to continue consultations": no meeting of its own to come,
    where a process without a day is told of those who have just met."""
    one, other = pair.one, pair.other
    return (
        other.word in _PROCESSES
        and other.status in _AHEAD
        and one.status in _DONE
        and _dated(one)
        and not (_dated(other) or other.again)
        and pair.shared >= 2
        and not (pair.more or pair.less)
    )


def _same_refusal(pair: _Pair) -> bool:
    """One person refuses "campaigners", "the group", "bereaved families": one refusal."""
    one, other = pair.one, pair.other
    return (
        pair.shared == 1
        and one.status == other.status
        and one.status in _NEGATIVE | {"possible"}
        and len(_nameless(one)) == len(one.parties) - 1
        and len(_nameless(other)) == len(other.parties) - 1
        and not (_dated(one) and _dated(other))
    )


_OCCASIONS: tuple[tuple[str, bool, Callable[[_Pair], bool]], ...] = (
    ("part.nobody shared", False, lambda p: not p.shared and not p.other.back),
    ("part.other medium", False, _other_medium),
    ("part.other days", False, lambda p: not _days_agree(p.one, p.other)),
    ("join.named again", True, _all_named_again),
    ("join.goes on", True, _goes_on),
    ("part.other status", False, lambda p: not _status_agrees(p.one, p.other)),
    ("part.another one", False, lambda p: p.one.again or p.other.again),
    ("join.points back", True, _points_at),
    ("part.points elsewhere", False, lambda p: p.other.back),
    ("join.same company", True, lambda p: p.shared >= 2 and not (p.more and p.less)),
    ("join.same refusal", True, _same_refusal),
)
"""Name of a rule, whether it joins or parts, and when it holds; the first that holds decides."""


def _names_again(one: Mention, other: Mention) -> bool:
    """ "The idea of the meeting between them": a definite one with the same parties is the one
    told before, whatever its clause says of it."""
    return (
        other.definite
        and other.status not in _NEGATIVE
        and one.status not in _NEGATIVE
        and not one.again
    )


def _days_agree(one: Mention, other: Mention) -> bool:
    a, b = one.time, other.time
    if a is None or b is None or a.start is None or b.start is None:
        return True
    return a.start <= (b.end or b.start) and b.start <= (a.end or a.start)


def _dated(mention: Mention) -> bool:
    return mention.time is not None and mention.time.start is not None


def _status_agrees(one: Mention, other: Mention) -> bool:
    a, b = one.status, other.status
    if a == b:
        return True
    if a in _NEGATIVE or b in _NEGATIVE:
        # A planned meeting that was called off is one; a claim and its denial are two.
        later = b if b in _NEGATIVE else a
        before = a if b in _NEGATIVE else b
        return later in {"cancelled", "postponed"} and before in _AHEAD
    if a in _AHEAD and b in _AHEAD:
        return True
    if a in _DONE and b in _DONE:
        return True
    if {a, b} <= _AHEAD | {"under_way"}:
        return _dated(one) != _dated(other) or _days_agree(one, other)
    # Planned and held: one occasion only when both name the day, or when what was planned for
    # today is told as done further down.
    return (_dated(one) and _dated(other)) or (
        one.today and a in _AHEAD and b in _DONE and not _dated(other)
    )


def _join(target: Mention, other: Mention) -> None:
    """Add to `target` what `other` knows better."""
    target.why["told"] = _same(target, other)
    if not other.back or other.joins:
        for party in other.parties:
            have = next((p for p in target.parties if same_party(p, party)), None)
            if have is None:
                target.parties.append(party)
            elif have.person is None and len(party.name) > len(have.name):
                have.name, have.span = party.name, party.span
            elif _HOW.get(party.resolution, 4) < _HOW.get(have.resolution, 4):
                have.resolution, have.span = party.resolution, party.span
    if (not _dated(target) and _dated(other)) or (
        _dated(target) and _dated(other) and _finer(other.time, target.time)
    ):
        target.time = other.time
        target.why["time"] = other.why.get("time", "")
    target.change = target.change or other.change
    target.planned = target.planned or other.planned
    if target.place is None and other.place is not None:
        target.place = other.place
        target.why["place"] = other.why.get("place", "")
    target.duration = target.duration or other.duration
    target.topic = target.topic or other.topic
    offered = other.status in {"possible", *_NEGATIVE} and other.status != target.status
    if other.format == "video" and target.format == "in_person" and not offered:
        target.format = other.format
    if not other.back or other.status in _NEGATIVE:
        _join_status(target, other)
    known = {item.sentence for item in target.evidence}
    target.evidence.extend(item for item in other.evidence if item.sentence not in known)


def _finer(one: When | None, other: When | None) -> bool:
    order = ("minute", "day", "week", "month", "year", "unknown")
    if one is None or other is None:
        return False
    return order.index(one.precision) < order.index(other.precision)


def _join_status(target: Mention, other: Mention) -> None:
    a, b = target.status, other.status
    if a == b or (target.change == "moved" and b == "postponed"):
        return  # "The visit had been postponed": that is why it has another day now
    if b in _NEGATIVE or (a not in _NEGATIVE and _RANK.get(b, 0) > _RANK.get(a, 0)):
        target.status, target.cues = b, other.cues
        target.why["status"] = other.why.get("status", "")
