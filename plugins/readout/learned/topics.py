"""What an article is about: one of the first level of the IPTC Media Topics, or nothing.

A linear model over its words (`weights/topics.npz`, made by `python -m readout.training.topics`
from seeds/corpus): the same text always gets the same answer, and the words that led to it can be
read off. The names are those of `readout.lexicon.subjects`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

WEIGHTS: Final = Path(__file__).parent / "weights" / "topics.npz"
# Below this share of the whole no subject is told; measured in docs/model.md.
SURE: Final = 0.35
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_ENDINGS = ("ations", "ation", "ings", "ing", "ers", "ies", "ed", "er", "es", "s")
# The first words carry the subject; what follows a long text's beginning only adds noise.
MOST_WORDS: Final = 600


@dataclass(frozen=True, slots=True)
class Topic:
    """`name` is a key of readout.lexicon.subjects.SUBJECTS; `share` what it has of the whole."""

    name: str
    share: float


@dataclass(frozen=True, slots=True)
class Model:
    """A column a topic, a row a word; `idf` weighs the words."""

    words: dict[str, int]
    idf: npt.NDArray[np.float32]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    topics: tuple[str, ...]

    def shares(self, text: str, title: str | None = None) -> npt.NDArray[np.float32]:
        """The shares of all topics, in their order."""
        row = vector(counted(text, title), self.words, self.idf)
        scores = row @ self.weights + self.bias
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum(), dtype=np.float32)


def stem(word: str) -> str:
    """A word without the endings that say nothing of a subject."""
    bare = word.split("'")[0].split("’")[0]
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= 4:
            return bare[: -len(ending)]
    return bare


def counted(text: str, title: str | None = None) -> Counter[str]:
    """The stems of the beginning's words, those of the title twice."""
    words = [stem(word) for word in _WORD.findall(text.lower())[:MOST_WORDS]]
    heading = [stem(word) for word in _WORD.findall((title or "").lower())]
    found = Counter(words)
    found.update(heading)
    found.update(heading)
    return found


def vector(
    counts: Counter[str], words: dict[str, int], idf: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """Damped counts, weighed by rareness, of length one."""
    row = np.zeros(len(words), dtype=np.float32)
    for word, count in counts.items():
        if (place := words.get(word)) is not None:
            row[place] = (1 + np.log(count)) * idf[place]
    length = float(np.linalg.norm(row))
    return row / length if length else row


@cache
def model() -> Model:
    with np.load(WEIGHTS) as stored:
        return Model(
            {str(word): n for n, word in enumerate(stored["words"])},
            stored["idf"].astype(np.float32),
            stored["weights"].astype(np.float32),
            stored["bias"].astype(np.float32),
            tuple(str(name) for name in stored["topics"]),
        )


def topic_of(text: str, title: str | None = None) -> Topic | None:
    """What an article is about; None where no subject stands out."""
    known = model()
    shares = known.shares(text, title)
    best = int(shares.argmax())
    if float(shares[best]) < SURE:
        return None
    return Topic(known.topics[best], round(float(shares[best]), 3))
