"""The lines of an extracted body: what is no part of the article is dropped.

Only whole lines go; a line that stays is unchanged but for its blanks, so that a quotation
is still the publisher's, character by character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from readout.lexicon.promotions import promotion
from readout.sources.pages.stamps import is_byline, is_stamp

# Also what has no width: places where a word may be broken, marks of direction.
_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_BULLET: Final = re.compile(r"^(?:[-•*·–]\s+)+")
_QUOTE_MARKS: Final = str.maketrans("‘’“”„«»", '\'\'"""""')
_SENTENCE_END: Final = re.compile(r"[.!?…。][\"”’»)\]]*$")

# Each is dropped only as a short line without a quotation.
_PROMO: Final = promotion()
_PROMO_WORDS: Final = 50
_CELL_WORDS: Final = 12
_APPOINTMENT_WORDS: Final = 3
# An hour or a day at the head of a cell.
_WHEN: Final = re.compile(
    r"(?:\d{1,2}[:.h]\d{2}|\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\b|noon\b|\d{1,2}(?:st|nd|rd|th)? "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)",
    re.IGNORECASE,
)
# A row that says nothing but a day: the heading of those below it.
_DAY: Final = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? ?)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8} \d{1,2}(?:st|nd|rd|th)?)"
    r"(?:,? \d{4})?|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_DAY_CHARS: Final = 40
_HOUR: Final = re.compile(r"\d{1,2}[:.h]\d{2}\b")
_HEAD_LINES: Final = 4
_PULL_WORDS: Final = 8
_NO_LETTER: Final = re.compile(r"[\W_]+")
_ALNUM: Final = re.compile(r"[^\W_]")
_HANDLE_LINE: Final = re.compile(r"^[—–-]\s.{1,60}\(@\w+\)")
_EMBED_TAIL: Final = re.compile(r"(?:pic\.twitter\.com/|https://t\.co/)\w+\s*$")
_BARE_LINK: Final = re.compile(r"^(?:https?://|www\.)\S+$")
# Keys and values of a page's own state that leaked out of a template.
_STATE: Final = re.compile(r"^(?:true|false|null|undefined|[a-z]+(?:[A-Z][a-z]+)+:?)$")
_ABOUT: Final = re.compile(
    r"(?:'s|’s)?,? (?:is|was|are|writes|covers|reports|joined|has been|ist|est|es)\b", re.IGNORECASE
)


def tidy(text: str) -> list[str]:
    """The lines of a text, blanks single, empty lines gone."""
    lines = (" ".join(_printable(line).split()) for line in text.split("\n"))
    return [part for line in lines if line for part in _cells(line)]


def _printable(line: str) -> str:
    return line if line.isprintable() else _CONTROL.sub("", line)


def _cells(line: str) -> list[str]:
    """A line as it is; of a table's row (`| a | b |`) the cells that hold sentences, and the
    whole row where it says when something is done (a diary's hour, place and appointment, or the
    day above them).

    Other figures and names in a grid are no prose, and nothing is said or done in them.
    """
    if not (line.startswith("|") and line.endswith("|")):
        return [line]
    cells = [cell.strip() for cell in line.split("|") if cell.strip()]
    if len(cells) == 1 and _DAY.fullmatch(cells[0]):
        return cells
    longest = max(cells, key=len, default="")
    if any(_WHEN.match(cell) for cell in cells) and len(longest.split()) >= _APPOINTMENT_WORDS:
        others = ", ".join(cell for cell in cells if cell is not longest)
        return [f"{others}: {longest}" if others else longest]
    return [cell for cell in cells if len(cell.split()) >= _CELL_WORDS]


def unbulleted(line: str) -> str:
    return _BULLET.sub("", line)


def plain(line: str) -> str:
    """For comparing lines: no bullet, straight quotation marks, lower case."""
    return unbulleted(line).translate(_QUOTE_MARKS).lower().strip()


def _is_noise(line: str) -> bool:
    bare = unbulleted(line)
    if not _ALNUM.search(bare):
        return True
    if _STATE.match(bare) or _BARE_LINK.match(bare) or _HANDLE_LINE.match(bare):
        return True
    # Looking for the word first: the pattern is tried at every place of every line.
    if (".co/" in bare or ".com/" in bare) and _EMBED_TAIL.search(bare):
        return True
    return len(bare.split()) <= _PROMO_WORDS and _PROMO.match(bare) is not None and "“" not in bare


def _is_author_note(line: str, names: tuple[str, ...]) -> bool:
    low = line.lower()
    name = next((n for n in names if low.startswith(n)), None)
    return name is not None and _ABOUT.match(line, len(name)) is not None


def _without_pull_quotes(lines: list[str]) -> list[str]:
    """Without sentences that are set apart in large type beside the paragraph they are
    taken from: said once, they would be two quotations."""

    def is_copy(number: int) -> bool:
        line = lines[number]
        words = line.split()
        # The first line may be a summary in the words of the second.
        if number == 0 or len(words) < _PULL_WORDS or not _SENTENCE_END.search(line):
            return False
        inner = " ".join(words[2:5])  # its ends may have other marks
        around = lines[max(0, number - 2) : number] + lines[number + 1 : number + 3]
        return any(inner in other and _stands_in(line, other) for other in around)

    return [line for number, line in enumerate(lines) if not is_copy(number)]


def _once(lines: list[str]) -> list[str]:
    """Without paragraphs that were there before: a body printed for desktops and for phones is
    one body. A short line (a heading, an answer) goes only with such a paragraph beside it."""
    seen: set[str] = set()
    again = []
    for line in lines:
        again.append(line in seen)
        seen.add(line)
    if not any(again):
        return lines
    long = [
        copy and len(line.split()) >= _PULL_WORDS for line, copy in zip(lines, again, strict=True)
    ]
    return [
        line
        for n, line in enumerate(lines)
        if not (long[n] or (again[n] and any(long[max(0, n - 1) : n + 2])))
    ]


def _stands_in(line: str, other: str) -> bool:
    key, whole = (_NO_LETTER.sub("", text).lower() for text in (line, other))
    return len(whole) > len(key) and key in whole


def _heads_a_diary(line: str, below: list[str]) -> bool:
    """A day above a row that opens with an hour."""
    short = len(line) <= _DAY_CHARS  # most lines are paragraphs
    return (
        short
        and _DAY.fullmatch(line) is not None
        and bool(below)
        and _HOUR.match(below[0]) is not None
    )


def clean(
    lines: list[str], *, titles: Iterable[str] = (), authors: Iterable[str] = ()
) -> list[str]:
    """Drop headline repetitions, invitations, embed remains and author notes.

    Args:
        lines: of the body, in order.
        titles: the headline as the page's several sources have it; the body's first
            lines are dropped where they repeat one.
        authors: names from the metadata; a closing line that tells who one of them is
            goes, as does a byline at the head.
    """
    heads = {plain(t) for t in titles if t}
    names = tuple(a.lower() for a in authors if len(a.split()) > 1)
    byline = {f"{by}{a.lower()}" for a in authors for by in ("", "by ", "von ", "par ", "por ")}
    kept: list[str] = []
    for number, line in enumerate(lines):
        if number < _HEAD_LINES and ((low := plain(line)) in heads or low in byline):
            continue
        if number >= max(3, len(lines) - 4) and _is_author_note(line, names):
            continue
        if _heads_a_diary(line, lines[number + 1 : number + 2]):
            kept.append(line)
            continue
        if _is_noise(line) or is_stamp(line) or (number < _HEAD_LINES and is_byline(line)):
            continue
        if kept and line == kept[-1]:
            continue
        kept.append(line)
    kept = _without_pull_quotes(_once(kept))
    # A heading with nothing under it headed something that is gone.
    while len(kept) > 3 and len(kept[-1].split()) <= 4 and not _SENTENCE_END.search(kept[-1]):
        kept.pop()
    return kept
