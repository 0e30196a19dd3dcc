"""Short texts of feeds as plain text. What is shown is escaped where it is shown; here only
the markup that was meant as markup goes."""

from __future__ import annotations

import html
import re
from typing import Final

_SCRIPT: Final = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
_BLANKS: Final = re.compile(r"\s+")
# Also lone halves of surrogate pairs, which no file can hold.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_REFERENCE: Final = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,8})|([0-9]{1,10}));?")
# Two that may be the halves of a pair of UTF-16.
_PAIR: Final = re.compile(
    r"&#(?:[xX]0*([dD][89abAB][0-9A-Fa-f]{2})|0*(5[56]\d{3}));?"
    r"&#(?:[xX]0*([dD][c-fC-F][0-9A-Fa-f]{2})|0*(5[67]\d{3}));?",
    re.ASCII,
)
# Whatever isn't plainly one of the first 9,999 characters, or below the halves of pairs.
_DOUBTFUL: Final = re.compile(
    rb"&#(?!(?:0{0,2}(?:3[2-9]|[4-9]\d|[1-9]\d\d\d?)"
    rb"|[xX]0{0,3}(?:[2-9a-fA-F]|[1-9a-fA-F][0-9a-fA-F]|[1-9a-cA-C][0-9a-fA-F]{2})[0-9a-fA-F]);)"
)


def _joined(found: re.Match[str]) -> str:
    high, low = (
        int(found[n], 16) if found[n] else int(found[n + 1])  # hexadecimal or decimal
        for n in (1, 3)
    )
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return found[0]
    return f"&#{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)};"


def _fits(hexadecimal: str, decimal: str) -> bool:
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return code in (9, 10, 13) or 32 <= code < 0xD800 or 0xDFFF < code <= 0x10FFFF


def repaired_references(text: str) -> str:
    """The text with its broken character references mended: programs that think in UTF-16 write
    an emoji as two of them, each the half of a pair and no character by itself. What is no
    character at all goes; every other reference stays as it is."""
    # A feed has thousands of references, of a few characters, and hardly ever a broken one.
    if "&#" not in text or all(_fits(*found) for found in set(_REFERENCE.findall(text))):
        return text
    return _REFERENCE.sub(
        lambda found: found[0] if _fits(found[1], found[2]) else "", _PAIR.sub(_joined, text)
    )


def may_be_broken(data: bytes) -> bool:
    """Whether a document in UTF-8 has a character reference that `repaired_references` would
    change. Only a search: nearly none has one."""
    return _DOUBTFUL.search(data) is not None


def one_line(text: str) -> str:
    """Without control characters, runs of white space as one blank."""
    if not text.isprintable():
        # Ends of lines are the most that isn't printable, and blanks soon; then a look suffices
        # where a pattern would be matched at each character.
        text = text.replace("\n", " ").replace("\t", " ")
        if not text.isprintable():
            return " ".join(_CONTROL.sub("", text).split())
    # The only white space that is printable is the blank. Runs are halved until there is none:
    # a quarter of the time of taking a text apart into words.
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")


def as_text(value: object, *, markup: bool, most: int = 1000) -> str | None:
    """A title or summary as one line of plain text, None when nothing is left.

    Args:
        markup: the value is HTML: tags go, entities are resolved.
        most: characters kept.
    """
    if not isinstance(value, str) or not value:
        return None
    if not markup:
        return one_line(value)[:most].rstrip() or None
    value = value[: 20 * most]
    # Most of a long one is cut off in the end: a beginning that is enough is all that's read.
    if len(value) > 4 * most and (start := _start_of(value, 3 * most)):
        shown = _without_markup(start, most)
        if len(shown) > most:
            return shown[:most].rstrip()
    return _without_markup(value, most)[:most].rstrip() or None


def _without_markup(value: str, most: int) -> str:
    if "<" in value:
        if ("<s" in value or "<S" in value) and _may_hold_script(value):
            value = _SCRIPT.sub(" ", value)
        value = _TAG.sub(" " if most > 1000 else "", value)
    if "&" in value:
        value = html.unescape(repaired_references(value))
    return one_line(value)


def _may_hold_script(markup: str) -> bool:
    # A pattern that heeds no case is tried at every place.
    small = markup.casefold()
    return "<script" in small or "<style" in small


def _start_of(markup: str, chars: int) -> str | None:
    """The beginning of markup, cut behind a tag; None where that would cut through something."""
    start = markup[: markup.rfind(">", 0, chars) + 1]
    if start.count("<!--") != start.count("-->") or _may_hold_script(start):
        return None
    return start
