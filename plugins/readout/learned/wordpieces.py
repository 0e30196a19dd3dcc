"""WordPiece (Wu et al. 2016; as in BERT, uncased) over the parser's own tokens.

The parser's tokens are kept, so that a vector belongs to a token; each is lowered, its
accents are taken off, it is parted at punctuation and then into the longest known pieces.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

UNKNOWN, START, END, PADDING = "[UNK]", "[CLS]", "[SEP]", "[PAD]"
_LONGEST = 64


class WordPieces:
    """Token text → piece numbers, remembered per distinct token (at most `room`)."""

    def __init__(self, vocabulary: Mapping[str, int], room: int = 200_000) -> None:
        self.vocabulary = vocabulary
        self.start, self.end = vocabulary[START], vocabulary[END]
        self.padding, self._unknown = vocabulary[PADDING], vocabulary[UNKNOWN]
        self._known: dict[str, tuple[int, ...]] = {}
        self._room = room

    def of(self, token: str) -> tuple[int, ...]:
        """The pieces of one token, at least one; a token of blanks is one unknown piece."""
        found = self._known.get(token)
        if found is None:
            found = tuple(self._split(token))
            if len(self._known) < self._room:
                self._known[token] = found
        return found

    def _split(self, token: str) -> list[int]:
        plain = unicodedata.normalize("NFD", token[: 4 * _LONGEST].lower())
        word = ""
        pieces: list[int] = []
        for sign in plain:
            category = unicodedata.category(sign)
            if category == "Mn" or sign.isspace() or category.startswith("C"):
                continue
            if category[0] in "PS":
                pieces.extend(self._longest(word))
                pieces.extend(self._longest(sign))
                word = ""
            else:
                word += sign
        pieces.extend(self._longest(word))
        return pieces or [self._unknown]

    def _longest(self, word: str) -> list[int]:
        if not word:
            return []
        if len(word) > _LONGEST:
            return [self._unknown]
        pieces: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = ("##" if start else "") + word[start:end]
                number = self.vocabulary.get(piece)
                if number is not None:
                    pieces.append(number)
                    start = end
                    break
            else:
                return [self._unknown]
        return pieces
