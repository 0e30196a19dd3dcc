"""Wire copies: how much of one text stands in another.

A text becomes the set of hashes of its 4-word windows, of which only those divisible
by `SAMPLE` are kept (mod-p sampling, Manber 1994, *Finding similar files in a large file
system*). Both texts sample the same windows, so the share of the smaller sketch that is
also in the larger one estimates containment (Broder 1997, *On the resemblance and
containment of documents*). Containment, not resemblance: an outlet that prints a third
of an agency's text is a copy, though the two sets are far from equal.
"""

from __future__ import annotations

import re
from typing import Final

import xxhash

SHINGLE_WORDS: Final = 4
SAMPLE: Final = 4
THRESHOLD: Final = 0.2
"""Share of the smaller sketch from which two texts count as one story."""

MIN_HASHES: Final = 8
"""Fewer sampled hashes than this (about 35 words) make a share too coarse to trust, so
then the unsampled windows are compared."""

OTHER_NAMES: Final = 2
_NAME: Final = re.compile(r"(?<=[^\W\d_,;] )[^\W\d_a-zß-öø-ÿ][^\W\d_]{2,}")
_WORD: Final = re.compile(r"\w+")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _hashes(text: str, sample: int) -> frozenset[int]:
    words = _words(text)
    width = min(SHINGLE_WORDS, len(words))
    if not width:
        return frozenset()
    digest = xxhash.xxh3_64_intdigest
    windows = (" ".join(words[i : i + width]) for i in range(len(words) - width + 1))
    return frozenset(
        h for w in windows if (h := digest(w.encode("utf-8", "replace"))) % sample == 0
    )


def sketch(text: str) -> frozenset[int]:
    """The sampled shingle hashes of a text: unsigned 64-bit, about one for 4 words.

    Case, punctuation and line breaks do not matter. A text without a word has none.
    """
    return _hashes(text, SAMPLE)


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """Share (0..1) of the smaller sketch that is in the other; 0 if either is empty."""
    smaller, larger = (a, b) if len(a) <= len(b) else (b, a)
    return len(smaller & larger) / len(smaller) if smaller else 0.0


def names_in(text: str) -> frozenset[str]:
    """Words that begin with a capital within a sentence: people, places and their titles, in
    languages that write only names so."""
    return frozenset(_NAME.findall(text))


def tells_of_others(a: str, b: str) -> bool:
    """Whether two texts that are alike tell of different people: one template (a readout, a
    result) filled in twice. Each then has names that the other lacks, more than both share; a
    copy that was cut lacks names, and has none of its own."""
    names_a, names_b = names_in(a), names_in(b)
    least = min(len(names_a - names_b), len(names_b - names_a))
    return least >= OTHER_NAMES and 2 * len(names_a & names_b) < min(len(names_a), len(names_b))


def same_copy(a: str, b: str) -> tuple[bool, float]:
    """Whether two texts are copies of one story, and the containment found.

    A text too short for sampling is compared by all of its windows: two sentences that
    share three sampled hashes by luck are not a copy; nor are two that tell of others.
    """
    sketch_a, sketch_b = sketch(a), sketch(b)
    if min(len(sketch_a), len(sketch_b)) < MIN_HASHES:
        sketch_a, sketch_b = _hashes(a, 1), _hashes(b, 1)
    score = containment(sketch_a, sketch_b)
    return score >= THRESHOLD and not tells_of_others(a, b), score
