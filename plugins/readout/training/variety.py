"""Other names, and gaps, in an article that is learned from again: so that a pass more teaches how
a meeting is told, not who met in this article.

It works on word pieces; what the parser and the rules said of each token stays true, since a name
is replaced by one of as many pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from readout.learned.features import ENT, POS
from readout.training.examples import Example

_PERSON, _PROPER = ENT.index("PERSON"), POS.index("PROPN")

Pieces = tuple[int, ...]
Names = tuple[Pieces, ...]
"""The surnames of one article, each as its pieces."""


def surnames(example: Example) -> Names:
    """Last words of the persons' names that no other word of the article looks like.

    First names stay, since "he" and "she" go by them.
    """
    scene = example.scene
    flat = scene.windows.pieces.reshape(-1)
    spelled = [
        tuple(int(p) for p in flat[a : b + 1])
        for a, b in zip(scene.windows.first, scene.windows.last, strict=True)
    ]
    person = (scene.kinds[:, 2] == _PERSON) & (scene.kinds[:, 0] == _PROPER)
    last = person & ~np.append(person[1:], False)
    other = {p for p, is_person in zip(spelled, person, strict=True) if not is_person}
    mine = {p for p, ends in zip(spelled, last, strict=True) if ends and p not in other}
    return tuple(sorted(mine))


def pool(articles: Iterable[Names]) -> dict[int, list[Pieces]]:
    """All surnames by the number of their pieces."""
    found: dict[int, set[Pieces]] = {}
    for names in articles:
        for name in names:
            found.setdefault(len(name), set()).add(name)
    return {size: sorted(names) for size, names in found.items()}


def renamed(
    pieces: np.ndarray, names: Names, others: dict[int, list[Pieces]], draw: np.random.Generator
) -> np.ndarray:
    """`pieces` [W, L] with each surname replaced, the same one by the same one everywhere."""
    out = pieces.copy()
    for name in names:
        choice = others[len(name)]
        new = choice[int(draw.integers(len(choice)))]
        size = len(name)
        wide = pieces.shape[1] - size + 1
        here = np.ones((len(pieces), wide), np.bool_)
        for k, piece in enumerate(name):
            here &= pieces[:, k : wide + k] == piece
        rows, at = np.nonzero(here)
        for k, piece in enumerate(new):
            out[rows, at + k] = piece
    return out


def with_gaps(
    pieces: np.ndarray,
    lengths: Sequence[int] | np.ndarray,
    gap: int,
    share: float,
    draw: np.random.Generator,
) -> np.ndarray:
    """`pieces` with a share of them unreadable (`gap`), those that begin and end a window kept."""
    at = np.arange(pieces.shape[1])[None]
    inside = (at > 0) & (at < np.asarray(lengths)[:, None] - 1)
    return np.where(inside & (draw.random(pieces.shape) < share), gap, pieces).astype(pieces.dtype)
