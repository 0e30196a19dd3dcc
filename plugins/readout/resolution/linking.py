"""The scored decision: which meeting a mention without a day of its own means.

A logistic model over few readable features; its weights and thresholds are data
(`linking.toml`, written by `python -m bench.linking`), fitted on labelled pairs with the folds
cut between storylines, so that no storyline is judged by weights that saw it. From `join` on
a mention joins the meeting, from `propose` on it is only proposed with its score, below that it
stays apart. What can't be (another format, two cities, the wrong side of the day) scores 0
whatever the weights say.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

from readout.resolution.likeness import (
    MOST_DAYS,
    Sign,
    formats_agree,
    likeness_of_parties,
    names_days,
    sign_of,
    spots_same,
    stands_for,
)
from readout.resolution.readings import Reading

# An undated mention is compared with meetings from this long before its publication to this
# long after it, and with undated ones that were in the news this near.
BEFORE_DAYS, AFTER_DAYS, TALK_DAYS = 30, 45, 14
# Days back and ahead of the meeting that a mention can mean, by what it does.
_BACK_AND_AHEAD: Final[dict[str, tuple[int, int]]] = {
    "plan": (1, AFTER_DAYS),
    "off": (2, AFTER_DAYS),
    "denied": (BEFORE_DAYS, AFTER_DAYS),
    "done": (BEFORE_DAYS, 1),
}
# How far ahead the month of a plan may lie that was in the news this near.
FAR_DAYS = 200

Way = Literal["plan", "off", "denied", "done"]
_WAYS: Final[dict[str, Way]] = {
    "possible": "plan",
    "likely": "plan",
    "scheduled": "plan",
    "postponed": "off",
    "cancelled": "off",
    "denied": "denied",
    "held": "done",
    "under_way": "done",
}
FEATURES: Final = (
    "one",  # the intercept
    "same parties",
    "same place",
    "place not told",
    "plan: soon",
    "plan: days ahead",
    "done: just over",
    "done: days ago",
    "takes back: known before",
    "takes back: not known before",
    "takes back: days off",
    "rivals",
    "days between the reports",
    "same outlet",
    "same article",
    "same words",
    "within its week or month",
    "told as over before",
)
_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in the order of `FEATURES`, and the thresholds."""

    weights: tuple[float, ...]
    join: float
    propose: float
    margin: float

    def score(self, features: Sequence[float]) -> float:
        """The chance that both are one meeting, between 0 and 1."""
        total = sum(w * f for w, f in zip(self.weights, features, strict=True))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def model() -> Model:
    """The model in force."""
    with (_FOLDER / "linking.toml").open("rb") as file:
        read = tomllib.load(file)
    return Model(
        tuple(float(read["weights"][name]) for name in FEATURES),
        read["join"],
        read["propose"],
        read["margin"],
    )


@dataclass(frozen=True, slots=True)
class Host:
    """A meeting as a mention is compared with it. `days` are those that hold now, None when
    it has none; `former` all that it ever had."""

    sign: Sign
    everybody: frozenset[str]
    days: tuple[date, date] | None
    former: tuple[tuple[date, date], ...]
    first: datetime
    published: tuple[datetime, ...]
    over: datetime | None  # when somebody first told that it took place
    readings: tuple[Reading, ...]

    @classmethod
    def of(cls, phases: Sequence[Sequence[Reading]], sign: Sign | None = None) -> Host:
        """A host of the readings of each of its days in turn, the present one last."""
        every = tuple(r for phase in phases for r in phase)
        spans = [(r.start, r.end) for r in phases[-1] if r.start and r.end and names_days(r)]
        spans = spans or [(r.start, r.end) for r in phases[-1] if r.start and r.end]
        before = {(r.start, r.end) for r in every if r.start and r.end}
        told = [r.published for r in every if r.status in ("held", "under_way")]
        return cls(
            sign or sign_of(min(every, key=lambda r: (r.published, r.mention_id))),
            frozenset().union(*(r.everybody for r in every)),
            max(set(spans), key=lambda s: (spans.count(s), s)) if spans else None,
            tuple(sorted(before)),
            min(r.published for r in every),
            tuple(sorted({r.published for r in every})),
            min(told, default=None),
            every,
        )


def way_of(reading: Reading) -> Way:
    """What a mention does to a meeting: plans it, takes it off, denies it, tells it as done."""
    if reading.change == "moved":
        return "off"
    return _WAYS[reading.status]


def days_meant(reading: Reading) -> tuple[date, date]:
    """The first and the last of the days that a meeting can have which a mention without a day
    means, or may be proposed to; months told at the same time apart (`FAR_DAYS`)."""
    back, on = _BACK_AND_AHEAD[way_of(reading)]
    if reading.change == "moved":
        back = BEFORE_DAYS  # by its status, where it is only proposed
    said = reading.published.toordinal()
    first, last = max(said - back, date.min.toordinal()), min(said + on, date.max.toordinal())
    return date.fromordinal(first), date.fromordinal(last)


def features_of(reading: Reading, host: Host, rivals: int) -> tuple[float, ...] | None:
    """How a mention without a day of its own fits a meeting, in the order of `FEATURES`.

    Args:
        rivals: how many other meetings of these parties lie near.

    Returns:
        None where it can't be that one.
    """
    sign = sign_of(reading)
    alike = likeness_of_parties(sign, host.sign)
    by_country = alike == 0.0 and stands_for(sign, host.sign)
    alike = 0.5 if by_country else alike
    if alike == 0.0 or not formats_agree(reading.format, host.sign.format):
        return None
    # Two of a pair, or a part of many: what a mention names beside the meeting counts too.
    spots = [r.spot for r in host.readings if r.spot is not None]
    if reading.change != "moved" and any(
        reading.spot is not None and reading.spot.clashes(s) for s in spots
    ):
        return None
    way = way_of(reading)
    time = _time(reading, host, way)
    if time is None:
        return None
    ahead, within, over_before = time
    same_place = any(spots_same(reading.spot, s) for s in spots)
    # Who names the country only, or speaks of what is months ahead, must tell where as well.
    if not same_place and (by_country or ahead > AFTER_DAYS):
        return None
    known = host.first <= reading.published
    takes = way in ("off", "denied")
    said = reading.published
    between = min(abs((said - p).total_seconds()) for p in host.published) / 86400
    return (
        1.0,
        alike,
        float(same_place),
        float(reading.spot is None or not spots),
        max(0.0, 1 - ahead / 14) if way == "plan" and ahead >= 0 else 0.0,
        min(max(ahead, 0), 60) / 30 if way == "plan" else 0.0,
        float(-3 <= ahead <= 0) if way == "done" else 0.0,
        min(max(-ahead, 0), 60) / 30 if way == "done" else 0.0,
        float(takes and known),
        float(takes and not known),
        min(abs(ahead), 30) / 14 if takes else 0.0,
        math.log1p(rivals),
        min(between, 30) / 14,
        float(any(r.outlet == reading.outlet for r in host.readings)),
        float(any(r.article_id == reading.article_id for r in host.readings)),
        _common(reading, host.readings),
        float(within),
        float(over_before),
    )


def _time(reading: Reading, host: Host, way: Way) -> tuple[int, bool, bool] | None:
    """Days from the word to the meeting, whether it falls into a stated week or month, and
    whether it was told as over before; None on the wrong side of the day."""
    said = reading.published.date()
    over = host.over is not None and host.over < reading.published
    if host.days is None:
        apart = min(abs((p.date() - said).days) for p in host.published)
        return (0, False, over) if apart <= TALK_DAYS else None
    start, end = host.days
    if way == "off" and host.former and not start <= said <= end:
        # Said of the day that was planned then, not of the one that was found later.
        known = [s for s in host.former if s[0] >= said] or list(host.former)
        start, end = min(known, key=lambda s: (abs((s[0] - said).days), s))
    ahead = (start - said).days if start >= said else min((end - said).days, 0)
    back, on = _BACK_AND_AHEAD[way]
    if not -back <= ahead <= on and not _far_ahead(host, way, ahead, said):
        return None
    within = False
    if reading.start is not None and reading.end is not None:
        if reading.end < start or reading.start > end:
            return None
        within = True
    if over and ((way == "plan" and end < said) or (way == "off" and ahead < 0)):
        return None
    return ahead, within, over


def _far_ahead(host: Host, way: Way, ahead: int, said: date) -> bool:
    """Whether a plan of which both speak at the same time lies further ahead: a visit that was
    announced, and for which a week or month but no day is told."""
    if host.days is None or way != "plan" or not 0 < ahead <= FAR_DAYS:
        return False
    start, end = host.days
    told = min(abs((p.date() - said).days) for p in host.published)
    return (end - start).days >= MOST_DAYS and told <= TALK_DAYS


def _common(reading: Reading, others: Sequence[Reading]) -> float:
    """The best share of telling words that two sentences have in common, names left out."""
    mine = _words(reading.evidence)
    best = 0.0
    for other in others:
        theirs = _words(other.evidence)
        if mine and theirs:
            best = max(best, len(mine & theirs) / min(len(mine), len(theirs)))
    return best


@lru_cache(maxsize=65536)
def _words(text: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"\b[a-z]{5,}\b", text))


def scored(reading: Reading, hosts: Collection[Host]) -> list[tuple[float, Host]]:
    """Every host that a mention can mean with its score, best first."""
    possible = [h for h in hosts if features_of(reading, h, 0) is not None]
    rivals = len(possible) - 1
    made: list[tuple[float, Host]] = []
    for host in possible:
        features = features_of(reading, host, rivals)
        if features is not None:
            made.append((model().score(features), host))
    return sorted(made, key=lambda m: (-m[0], m[1].first, m[1].days or (date.max, date.max)))


def decided(reading: Reading, hosts: Collection[Host]) -> Host | None:
    """The one meeting that a mention joins; None where none is sure enough, or two are near."""
    found = scored(reading, hosts)
    if not found or found[0][0] < model().join:
        return None
    if len(found) > 1 and found[0][0] - found[1][0] < model().margin:
        return None
    return found[0][1]
