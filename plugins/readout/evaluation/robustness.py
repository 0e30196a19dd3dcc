"""How much of what is right was known by heart: drops on items told otherwise, and plain
sentences with names of many cultures.

What a user reads next is not what the rules were tuned on. Both figures are pinned beside the
corpora's: they may only get better.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from readout.evaluation.bearers import Culture, draw
from readout.evaluation.gate import TOLERANCE, Run, judge
from readout.evaluation.gold import GoldItem
from readout.evaluation.markup import Block
from readout.evaluation.names import same_person
from readout.evaluation.perturbing import KINDS, Swaps, perturbed
from readout.model import Article, Extraction

FIGURES = (
    "quotes.attributed_f1",
    "meetings.meeting_f1",
    "meetings.participants_f1",
    "meetings.full_f1",
)
# Drawn once for everybody; another seed tells how far chance moves the figures.
SEED = 12
PLAIN = (
    "{a} met {b} in Nairobi on Friday.",
    "{a} held talks with {b} in Quito on Monday.",
    "On Monday, {a} and {b} met in Jakarta.",
    "Foreign Minister {a} received {b} in Tallinn on Tuesday.",
    "The meeting between {a} and {b} took place in Dakar on Tuesday.",
    "President {a} will meet Prime Minister {b} in Oslo on Monday.",
    "{a}, the mining minister, spoke by phone with {b} on Thursday.",
    "{a} had dinner with {b}, a banker, in Lima on Saturday.",
)
EACH = 16  # sentences a culture
_WRITTEN = date(2024, 3, 13)

Extract = Callable[[Article], Extraction]


@dataclass(frozen=True, slots=True)
class Drop:
    """One kind of perturbation: the items that it changed, as they were and as they became."""

    kind: str
    before: Run
    after: Run

    def figures(self) -> dict[str, tuple[float, float]]:
        """Figure → before, after; those that both runs have."""
        before, after = self.before.figures(), self.after.figures()
        return {f: (before[f], after[f]) for f in FIGURES if f in before and f in after}

    def lost(self) -> list[str]:
        """Items (with side) that were right before and are wrong now."""
        return sorted(k for k, ok in self.before.right.items() if ok and not self.after.right[k])


def drops(blocks: Sequence[Block], swaps: Swaps, extract: Extract, seed: int = SEED) -> list[Drop]:
    """Run every item as it stands and once for each kind that can change it.

    Raises:
        GoldError: an item can't be read, before or after the change.
    """
    told = {b.ident: extract(_article(b.item())) for b in blocks}
    found: list[Drop] = []
    for kind in KINDS:
        pairs = [(b, p) for b in blocks if (p := perturbed(b, kind, swaps, seed)) is not None]
        items = [p.item() for _, p in pairs]
        before = judge(kind, [b.item() for b, _ in pairs], told)
        after = judge(kind, items, {i.id: extract(_article(i)) for i in items})
        found.append(Drop(kind, before, after))
    return found


def _article(item: GoldItem) -> Article:
    return Article(id=item.id, text=item.text, published=item.published)


@dataclass(slots=True)
class Losses:
    """Parties of plain sentences that were not found, by culture."""

    parties: dict[str, int] = field(default_factory=dict)
    lost: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    @property
    def share(self) -> float:
        return sum(map(len, self.lost.values())) / max(1, sum(self.parties.values()))


def plain_losses(cultures: Sequence[Culture], extract: Extract, seed: int = SEED) -> Losses:
    """Read plain sentences of two people of one culture each, who meet.

    Returns:
        for each culture how many parties were told, and which (name, sentence) weren't found.
    """
    losses = Losses()
    for culture in cultures:
        rng = random.Random(f"{seed}/{culture.name}")
        losses.lost[culture.name] = []
        for number in range(EACH):
            a, b = _two(culture, rng)
            sentence = PLAIN[number % len(PLAIN)].format(a=a, b=b)
            found = extract(
                Article(id=f"{culture.name}/{number}", text=sentence, published=_WRITTEN)
            )
            told = [p.name for m in found.meetings for p in m.participants]
            losses.parties[culture.name] = losses.parties.get(culture.name, 0) + 2
            losses.lost[culture.name] += [
                (name, sentence) for name in (a, b) if not any(same_person(name, t) for t in told)
            ]
    return losses


def _two(culture: Culture, rng: random.Random) -> tuple[str, str]:
    """Two full names that share no word."""
    while True:
        a, b = draw(culture, None, rng).full, draw(culture, None, rng).full
        if not set(a.split()) & (set(b.split()) - set(_small(b))):
            return a, b


def _small(name: str) -> list[str]:
    """Particles and initials, which two people may share."""
    return [w for w in name.split() if w[:1].islower() or len(w) <= 3]


def robustness_row(found: Sequence[Drop], losses: Losses) -> dict[str, Any]:
    """What is pinned: the drop of each figure by kind, and the share of lost parties; all
    rounded up to a thousandth."""
    return {
        "drops": {
            d.kind: {f: _up(before - after) for f, (before, after) in d.figures().items()}
            for d in found
        },
        "plain_lost": _up(losses.share),
    }


def _up(value: float) -> float:
    return -int(-value * 1000) / 1000 if value <= 0 else (int(value * 1000) + 1) / 1000


def worse(now: Mapping[str, Any], pinned: Mapping[str, Any]) -> list[str]:
    """What got worse than the pinned row by more than the tolerance, one sentence each."""
    found = [
        f"{kind}: {figure} drops by {drop:.3f}, pinned {ceiling:.3f}"
        for kind, figures in now["drops"].items()
        for figure, drop in figures.items()
        if drop > (ceiling := pinned.get("drops", {}).get(kind, {}).get(figure, 1.0)) + TOLERANCE
    ]
    if now["plain_lost"] > pinned.get("plain_lost", 1.0) + TOLERANCE:
        found.append(
            f"plain sentences lose {now['plain_lost']:.3f} of their parties, pinned "
            f"{pinned['plain_lost']:.3f}"
        )
    return found
