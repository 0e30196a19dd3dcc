"""Where quoted words stand: pairs of marks, paragraph by paragraph.

Marks are read by type (curly, straight, guillemets, low-high; double and single) and
never across a paragraph's end, so a stray mark costs one paragraph at most. An unclosed
one runs to the paragraph's end, as English papers set a quote of several paragraphs.
Single marks are told from apostrophes by their surroundings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_DOUBLE_OPEN: Final = "“„«"
_DOUBLE_CLOSE: Final = {"“": "”", "„": "“”", "«": "»"}
_APOSTROPHES: Final = "'’"
# Words that begin with an apostrophe: no opening mark.
_CLIPPED: Final = re.compile(
    r"(?:\d0s\b|\d\d\b(?![,.]\d)|(?:tis|twas|til|till|em|n|cause|bout|round|cos)\b)", re.I
)
_ANY: Final = re.compile(r"[“”„«»\"‘'’]|``")
_DOUBLES: Final = re.compile(r"[“”„«»\"]|``|''(?!')")
_SINGLES: Final = re.compile(r"[‘’']")
_WORD: Final = re.compile(r"\w")
_SENTENCE_END: Final = re.compile(r"[.!?…]+(?=[\s”’\"']|$)")
_RUNAWAY: Final = 1_200
"""An unclosed mark in a text without paragraphs must not swallow all of it."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between marks: `[start, end)` with the marks; `inner_start`, `inner_end` without.

    `closed` is False when the paragraph ended first; `double` tells “ from ‘; `depth` is
    0 for the outermost pair. `paragraph` numbers the paragraph it stands in.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    double: bool
    paragraph: int
    depth: int = 0


def _is_open(text: str, at: int, low: int, high: int, width: int = 1) -> bool:
    """A mark without direction opens when it leans on the word behind it."""
    before = text[at - 1] if at > low else " "
    after = text[at + width] if at + width < high else " "
    if after.isspace():
        return False
    if before.isspace() or before in "([{—–-/:“‘\"'":
        return True
    # "said,"So" – a space lost before the mark.
    return before in ",:" and (after.isalnum() or after in "‘'")


def _doubles(text: str, low: int, high: int) -> list[tuple[int, int, bool]]:
    """(start, end, closed) of pairs of double marks in one paragraph, outer ones first."""
    found: list[tuple[int, int, bool]] = []
    stack: list[tuple[int, str]] = []
    for match in _DOUBLES.finditer(text, low, high):
        at, mark = match.start(), match[0]
        if mark == '"' or (mark == "''" and not (stack and stack[-1][1] == "``")):
            width = len(mark)
            before = text[at - 1] if at > low else " "
            open_straight = bool(stack) and stack[-1][1] == mark
            if not open_straight and before.isdigit() and not stack:
                continue  # inches
            opens = _is_open(text, at, low, high, width)
            if mark == '"' and stack and stack[-1][1] == "“" and not opens:
                # Closed by another sort of mark than it was opened with.
                if "”" not in text[at:high]:
                    start, _ = stack.pop()
                    found.append((start, at + width, True))
                continue
            if open_straight and not (opens and _reopens(text, at, high, mark)):
                start, _ = stack.pop()
                found.append((start, at + width, True))
            elif opens or (not open_straight and at == low):
                stack.append((at, mark))
        elif mark in _DOUBLE_OPEN and not (stack and stack[-1][1] == "„" and mark == "“"):
            stack.append((at, mark))
        elif mark == "``":
            stack.append((at, "``"))
        else:
            if mark == "”" and stack and stack[-1][1] == '"':
                start, _ = stack.pop()
                found.append((start, at + 1, True))
                continue
            closes = [
                i
                for i, (_, opener) in enumerate(stack)
                if mark in _DOUBLE_CLOSE.get(opener, "") or (opener, mark) == ("``", "''")
            ]
            if closes:
                start, _ = stack[closes[-1]]
                # Openers inside that never closed were slips: dropped with it.
                del stack[closes[-1] :]
                found.append((start, at + len(mark), True))
    found.extend((start, high, False) for start, _ in stack)
    return sorted(found, key=lambda s: (s[0], -s[1]))


def _reopens(text: str, at: int, high: int, mark: str) -> bool:
    """A straight mark that leans right while one is open: nested only if two more follow, and
    no stop lost its blank behind it ("We lost,"said)."""
    if text[at - 1 : at] in {",", ".", "?", "!"}:
        return False
    return text.count(mark, at + len(mark), high) >= 2


# ", said Ann Lee, a nurse." and ", Ann Lee said." at the end of words whose closing mark is missing
_NAMED_AT_THE_END: Final = re.compile(
    r",\s+(?:(?:said|says|added)\s+[A-Z][^.,;:?!“”]*(?:,[^.;:?!“”]*)?"
    r"|[A-Z]\w+(?:\s+[A-Z]\w+){0,3}\s+(?:said|says|added))\.?\s*\Z"
)


def _split_unclosed(text: str, pairs: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """An opener that never closed ends where the next one opens, not at the paragraph's end."""
    result: list[tuple[int, int, bool]] = []
    for index, (start, end, closed) in enumerate(pairs):
        if not closed:
            following = [s for s, _, _ in pairs[index + 1 :] if s > start]
            if following:
                end = following[0]
            elif end - start > _RUNAWAY:
                stop = _SENTENCE_END.search(text, start)
                end = stop.end() if stop else start + _RUNAWAY
            named = _NAMED_AT_THE_END.search(text, start, end)
            end = named.start() + 1 if named is not None else end
        result.append((start, end, closed))
    return result


def _single_opens(text: str, at: int, low: int, high: int) -> bool:
    mark = text[at]
    before = text[at - 1] if at > low else " "
    after = text[at + 1] if at + 1 < high else " "
    if after.isspace() or before.isalnum() or before in ".,;!?’'”)":
        return False
    if mark == "‘":
        return True
    if mark == "’":
        return False
    return at == low or not _CLIPPED.match(text, at + 1)


def _single_closes(text: str, at: int, low: int, high: int) -> bool:
    before = text[at - 1] if at > low else " "
    after = text[at + 1] if at + 1 < high else " "
    return text[at] in _APOSTROPHES and not before.isspace() and not after.isalnum()


def _possessive(text: str, at: int, high: int) -> bool:
    """ "the players' decision": s, apostrophe, space, a word."""
    return (
        text[at - 1 : at].lower() in {"s", "z", "x"}
        and text[at + 1 : at + 2] == " "
        and text[at + 2 : at + 3].isalpha()
        and at + 2 < high
    )


def _singles(text: str, low: int, high: int, goes_on: bool) -> list[tuple[int, int, bool]]:
    """(start, end, closed) of pairs of single marks in one stretch of text.

    `goes_on`: the next paragraph opens with such a mark, so that an unclosed one here
    is meant to be open.
    """
    spots = [m.start() for m in _SINGLES.finditer(text, low, high)]
    opens = [at for at in spots if _single_opens(text, at, low, high)]
    closes = [at for at in spots if _single_closes(text, at, low, high)]
    found: list[tuple[int, int, bool]] = []
    position = low
    for index, start in enumerate(opens):
        if start < position:
            continue
        limit = next((o for o in opens[index + 1 :]), high)
        chosen = _choose_close(text, start, [c for c in closes if start + 1 < c], limit, high)
        if chosen is not None:
            found.append((start, chosen + 1, True))
            position = chosen + 1
        elif limit == high and _may_stay_open(text, low, start, goes_on):
            found.append((start, limit, False))
            position = limit
    return found


def _may_stay_open(text: str, low: int, start: int, goes_on: bool) -> bool:
    before = text[low:start].rstrip()
    return not before or before[-1] in ":," or (goes_on and before[-1] in ".?!")


def _choose_close(text: str, start: int, closes: list[int], limit: int, high: int) -> int | None:
    """The first closing mark that isn't the apostrophe of a plural; that one only if no
    better follows before the next opening mark."""
    weak: int | None = None
    for at in closes:
        if at >= limit:
            break
        if not _possessive(text, at, high):
            return at
        if weak is None:
            weak = at
    if weak is not None and "\n" not in text[start:weak]:
        inner = text[start + 1 : weak]
        # A long stretch is no term: the close is missing, and this is an apostrophe.
        return weak if len(inner) < 80 and not _SENTENCE_END.search(inner) else None
    return weak


def find_marked(text: str, paragraphs: list[tuple[int, int]]) -> list[Marked]:
    """All marked stretches in order of their start, outer before inner."""
    found: list[Marked] = []
    for number, (low, high) in enumerate(paragraphs):
        part = text[low:high].rstrip()
        if _ANY.search(part):
            goes_on = text[high : high + 1] in {"'", "‘"}
            for one in _in_paragraph(part, goes_on):
                found.append(_shifted(one, low, number))
    return found


def _shifted(one: Marked, by: int, paragraph: int) -> Marked:
    return Marked(
        one.start + by,
        one.end + by,
        one.inner_start + by,
        one.inner_end + by,
        one.closed,
        one.double,
        paragraph,
        one.depth,
    )


def _in_paragraph(text: str, goes_on: bool) -> list[Marked]:
    doubles = _split_unclosed(text, _doubles(text, 0, len(text)))
    pairs = [(s, e, c, True) for s, e, c in doubles]
    pairs.extend((s, e, c, False) for s, e, c in _singles_around(text, doubles, goes_on))
    pairs.sort(key=lambda p: (p[0], -p[1]))
    found: list[Marked] = []
    open_ends: list[int] = []
    for start, end, closed, double in pairs:
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        if open_ends and end > open_ends[-1]:
            continue  # crosses the outer pair: an apostrophe after all
        while end > start and text[end - 1].isspace():
            end -= 1
        width = 2 if text.startswith(("``", "''"), start) else 1
        tail = 0 if not closed else 2 if text[end - 2 : end] == "''" else 1
        if _WORD.search(text, start + width, end - tail) is None:
            continue
        found.append(
            Marked(start, end, start + width, end - tail, closed, double, 0, len(open_ends))
        )
        open_ends.append(end)
    return found


def _singles_around(
    text: str, doubles: list[tuple[int, int, bool]], goes_on: bool
) -> list[tuple[int, int, bool]]:
    """Single pairs of the paragraph and, apart, those within each double pair.

    A single mark inside double marks pairs only with one inside the same marks: the
    inside is blanked when the outside is read.
    """
    outside = list(text)
    inside: list[tuple[int, int, bool]] = []
    for start, end, _ in doubles:
        width = 2 if text.startswith("''", start) else 1
        inside.extend(s for s in _singles(text, start + width, end - width, False) if s[2])
        for at in range(start, end):
            if outside[at] in "‘’'":
                outside[at] = "x"
    if not any(c in "‘’'" for c in outside):
        return inside
    plain = "".join(outside)
    return inside + _singles(plain, 0, len(plain), goes_on)
