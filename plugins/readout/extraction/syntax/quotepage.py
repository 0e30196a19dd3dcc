"""One parsed text with its quotation marks: what every rule for quotes looks things up in."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from readout.extraction.syntax.marks import Marked, find_marked
from readout.model import Span
from readout.text.paragraphs import paragraphs
from readout.text.parsing import text_of

_EDGE: Final = " \t\n\r\xa0,.;:–—-―…"
_CLOSERS: Final = "”’\"'»)]"
# A live blog's line begins with the time: "10.35 “We are in,” she said."
_CLOCK: Final = re.compile(r"\d{1,2}[.:]\d\d(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?[ :–—-]*")
_FINAL: Final = ".?!…"


class QuotePage:
    """Lookups by character and by token number; all constant or logarithmic.

    Attributes:
        outer: the outermost marked stretches in order; nested: the others.
        inside: for each token the number of the outer stretch it stands in, or -1.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.paragraphs = paragraphs(self.text)
        self._paragraph_starts = [start for start, _ in self.paragraphs]
        marked = find_marked(self.text, self.paragraphs)
        self.outer = [m for m in marked if m.depth == 0]
        self.nested = [m for m in marked if m.depth > 0]
        self._outer_starts = [m.start for m in self.outer]
        self._token_starts = [t.idx for t in doc]
        self.inside = [-1] * len(doc)
        for number, one in enumerate(self.outer):
            for i in range(self.token_at(one.start), self.token_before(one.end) + 1):
                self.inside[i] = number

    def unmark(self, number: int) -> None:
        """Treat the words of a stretch as if its marks weren't there."""
        one = self.outer[number]
        for i in range(self.token_at(one.start), self.token_before(one.end) + 1):
            self.inside[i] = -1
        self.outer[number] = replace(one, end=one.inner_start, inner_end=one.inner_start)

    def token_at(self, at: int) -> int:
        """Number of the token that covers or follows a character."""
        i = bisect_right(self._token_starts, at) - 1
        if i < 0:
            return 0
        token = self.doc[i]
        return i if at < token.idx + len(token.text) else i + 1

    def token_before(self, at: int) -> int:
        """Number of the last token that starts before a character."""
        return bisect_right(self._token_starts, at - 1) - 1

    def first_token(self, i: int) -> int:
        """Number of the first token of a token's paragraph."""
        return self.token_at(self.paragraphs[self.paragraph_of(self.doc[i].idx)][0])

    def paragraph_of(self, at: int) -> int:
        return max(0, bisect_right(self._paragraph_starts, at) - 1)

    def marked_at(self, at: int) -> int:
        """Number of the outer stretch that holds a character, or -1."""
        number = bisect_right(self._outer_starts, at) - 1
        if number >= 0 and at < self.outer[number].end:
            return number
        return -1

    def covered(self, span: Span) -> list[int]:
        """Numbers of the outer stretches that lie within a span."""
        first = bisect_right(self._outer_starts, span[0] - 1)
        found = []
        for number in range(first, len(self.outer)):
            if self.outer[number].start >= span[1]:
                break
            if self.outer[number].end <= span[1] + 1:
                found.append(number)
        return found

    def before(self, at: int) -> str:
        """The text of the paragraph up to a character, without trailing space."""
        start = self._paragraph_starts[self.paragraph_of(at)]
        return self.text[start:at].rstrip()

    def starts_fresh(self, one: Marked) -> bool:
        """Whether a marked stretch begins a sentence rather than standing within one."""
        before = self.before(one.start)
        if not before or _CLOCK.fullmatch(before):
            return True
        last = before[-1]
        if last in _CLOSERS and len(before) > 1:
            return before[-2] in ".?!…" or last in '”"»'
        return last in ".?!:;—–―-…(•*"

    def behind_clock(self, at: int) -> int:
        """Where the words begin behind the time that opens a live blog's line."""
        if self.before(at):
            return at
        clock = _CLOCK.match(self.text, at)
        return clock.end() if clock is not None else at

    def sentence_like(self, one: Marked) -> bool:
        """Whether the words between the marks are a sentence by their punctuation."""
        inner = self.text[one.inner_start : one.inner_end].strip()
        if not inner:
            return False
        if not one.closed:
            return True
        after = self.text[one.end : one.end + 1]
        return inner.rstrip("'’”")[-1:] in _FINAL or (
            (inner[-1] in ",—–-" or after == ",")
            and (
                " " in inner and (inner[0].isupper() or inner[0].isdigit() or inner[0] in "…[“‘'\"")
            )
        )

    def ends_sentence(self, one: Marked) -> bool:
        """Whether the sentence is over with the closing mark."""
        inner = self.text[one.inner_start : one.inner_end].rstrip(" '’”\n")
        after = self.text[one.end : one.end + 3].lstrip()
        return inner[-1:] in _FINAL or after[:1] in _FINAL or not after

    def trim(self, start: int, end: int) -> Span | None:
        """Drop space and loose punctuation at both ends; marks stay with what they hold."""
        text = self.text
        while start < end:
            char = text[start]
            number = self.marked_at(start)
            if number >= 0 and self.outer[number].start == start:
                break
            if char in _EDGE or (char in _CLOSERS and number < 0):
                start += 1
                continue
            break
        while end > start:
            char = text[end - 1]
            number = self.marked_at(end - 1)
            if number >= 0 and self.outer[number].end == end:
                break
            if number < 0 and (char in _EDGE or char in "“‘«"):
                end -= 1
                continue
            if number >= 0 and char.isspace():
                end -= 1
                continue
            break
        return (start, end) if end > start else None

    def snap(self, start: int, end: int) -> Span | None:
        """A span that cuts no marked stretch in two, trimmed."""
        first, last = self.marked_at(start), self.marked_at(end - 1) if end > start else -1
        if (
            first >= 0
            and self.outer[first].start < start
            # A mark right before the first word belongs to it.
            and self.text[self.outer[first].start : start].strip(" “‘«\"'„`") == ""
        ):
            start = self.outer[first].start
        if last >= 0 and self.outer[last].start >= start - 2:
            end = max(end, self.outer[last].end)
        # "the talks were | “candid”": the parser let go of the marked words.
        if self.marked_at(end - 1) < 0:
            rest = end + 1 if self.text[end : end + 1] == " " else end
            number = self.marked_at(rest)
            if number >= 0 and self.outer[number].start == rest:
                end = self.outer[number].end
        return self.trim(start, end)
