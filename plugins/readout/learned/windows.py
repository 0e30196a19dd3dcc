"""A parsed article as the encoder sees it: overlapping windows of whole sentences.

Each window holds up to `ROOM` pieces; it opens with the sentences just before as context
(`CONTEXT` pieces), and a token's vector is taken from the one window in whose own part it
stands. Linear in the article's length.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from readout.learned.wordpieces import WordPieces

LENGTH = 224  # pieces a window, start and end signs included
CONTEXT = 40
_ROOM = LENGTH - 2
_PER_TOKEN = 8  # pieces of one token at most: a web address is no sentence

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Windows:
    """`pieces[w, k]` piece numbers (0 behind the end), `lengths[w]` how many; `first[i]`,
    `last[i]` where the first and last piece of token i stand in the flattened windows."""

    pieces: Ints
    lengths: Ints
    first: Ints
    last: Ints


def windows_of(doc: Doc, wordpieces: WordPieces) -> Windows:
    """Lay the article's tokens into windows."""
    split = [wordpieces.of(t.text)[:_PER_TOKEN] for t in doc]
    sizes = [len(p) for p in split]
    chunks = _chunks(doc, sizes)
    first = np.zeros(len(doc), np.int32)
    last = np.zeros(len(doc), np.int32)
    rows: list[list[int]] = []
    k = 0
    while k < len(chunks):
        start, stop = chunks[k]
        room = sum(sizes[start:stop])
        k += 1
        while k < len(chunks):
            more = sum(sizes[chunks[k][0] : chunks[k][1]])
            if room + more > _ROOM - CONTEXT:
                break
            stop, room, k = chunks[k][1], room + more, k + 1
        before = start
        spare = min(CONTEXT, _ROOM - room)
        while before > 0 and spare >= sizes[before - 1]:
            before -= 1
            spare -= sizes[before]
        row = [wordpieces.start]
        base = len(rows) * LENGTH
        for i in range(before, stop):
            if i >= start:
                first[i], last[i] = base + len(row), base + len(row) + sizes[i] - 1
            row.extend(split[i])
        row.append(wordpieces.end)
        rows.append(row)
    pieces = np.zeros((len(rows), LENGTH), np.int32)
    for number, row in enumerate(rows):
        pieces[number, : len(row)] = row
    return Windows(pieces, np.array([len(r) for r in rows], np.int32), first, last)


def _chunks(doc: Doc, sizes: list[int]) -> list[tuple[int, int]]:
    """Sentences as token ranges; one that is longer than a window is cut."""
    found: list[tuple[int, int]] = []
    for sentence in doc.sents:
        start = sentence.start
        room = 0
        for i in range(sentence.start, sentence.end):
            if room + sizes[i] > _ROOM - CONTEXT:
                found.append((start, i))
                start, room = i, 0
            room += sizes[i]
        if start < sentence.end:
            found.append((start, sentence.end))
    return found
