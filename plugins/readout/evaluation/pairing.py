"""One-to-one pairing of gold records and predictions, and F1 from counts."""

from __future__ import annotations

from dataclasses import dataclass


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
