"""One-to-one pairing of gold records and predictions, F1 from counts, confidences kept."""

from __future__ import annotations

from dataclasses import dataclass, field


def pair_up(weights: list[list[float]]) -> list[tuple[int, int]]:
    """Best total weight, each row and column used once; zero weight pairs nothing.

    Exact by branch and bound over the rows with any positive weight: the texts of a gate
    hold few records each, so the search stays small (greedy beyond a dozen rows).

    Args:
        weights: rows are gold records, columns predictions.
    """
    rows = [r for r, row in enumerate(weights) if any(w > 0 for w in row)]
    if len(rows) > 12:
        return _greedy(weights)
    best: tuple[float, list[tuple[int, int]]] = (0.0, [])
    ceilings = [0.0] * (len(rows) + 1)
    for i in range(len(rows) - 1, -1, -1):
        ceilings[i] = ceilings[i + 1] + max(weights[rows[i]])

    def search(i: int, used: frozenset[int], total: float, chosen: list[tuple[int, int]]) -> None:
        nonlocal best
        if total > best[0]:
            best = (total, list(chosen))
        if i == len(rows) or total + ceilings[i] <= best[0]:
            return
        row = rows[i]
        for column in sorted(range(len(weights[row])), key=lambda c: -weights[row][c]):
            if weights[row][column] > 0 and column not in used:
                chosen.append((row, column))
                search(i + 1, used | {column}, total + weights[row][column], chosen)
                chosen.pop()
        search(i + 1, used, total, chosen)

    search(0, frozenset(), 0.0, [])
    return best[1]


def _greedy(weights: list[list[float]]) -> list[tuple[int, int]]:
    cells = sorted((-w, r, c) for r, row in enumerate(weights) for c, w in enumerate(row) if w > 0)
    pairs: list[tuple[int, int]] = []
    rows: set[int] = set()
    columns: set[int] = set()
    for _, row, column in cells:
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((row, column))
    return pairs


@dataclass(slots=True)
class Tally:
    """Right ones among `gold` wanted and `told` given."""

    right: int = 0
    gold: int = 0
    told: int = 0

    def add(self, other: Tally) -> None:
        self.right += other.right
        self.gold += other.gold
        self.told += other.told

    @property
    def f1(self) -> float | None:
        """2·right / (gold + told); None when there was nothing to find and nothing told."""
        if not self.gold + self.told:
            return None
        return 2 * self.right / (self.gold + self.told)


@dataclass(slots=True)
class Share:
    """`right` of `asked`."""

    right: int = 0
    asked: int = 0

    def add(self, other: Share) -> None:
        self.right += other.right
        self.asked += other.asked

    def note(self, ok: bool) -> None:
        self.right += ok
        self.asked += 1

    @property
    def value(self) -> float | None:
        return self.right / self.asked if self.asked else None


SURE = 0.9
"""From this confidence on a record is shown without reserve, so nine in ten must be right."""


@dataclass(slots=True)
class Reliability:
    """What was told, with its confidence and whether it was right."""

    told: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, other: Reliability) -> None:
        self.told.extend(other.told)

    def note(self, confidence: float, right: bool) -> None:
        self.told.append((confidence, right))

    @property
    def sure(self) -> float | None:
        """The share of right ones among those told with confidence `SURE` or more."""
        verdicts = [right for confidence, right in self.told if confidence >= SURE]
        return sum(verdicts) / len(verdicts) if verdicts else None

    def bins(self, width: float = 0.1) -> list[tuple[float, float, int]]:
        """(mean confidence, share right, how many) for each tenth that holds any."""
        by_bin: dict[int, list[tuple[float, bool]]] = {}
        for confidence, right in self.told:
            by_bin.setdefault(min(int(confidence / width), int(1 / width) - 1), []).append(
                (confidence, right)
            )
        return [
            (sum(c for c, _ in x) / len(x), sum(r for _, r in x) / len(x), len(x))
            for _, x in sorted(by_bin.items())
        ]
