"""Text as the parser should see it, with every offset kept.

All replacements keep the length, so a span of the result is the same span of the text
as given. What goes: HTML tags and entities left in a body, lone surrogates (no string
store takes them), direction marks and other invisible signs, what went through a wrong decoding
("â€œ", "Ã©"), marks of footnotes. The horizontal bar becomes a dash, which the tokeniser knows.
"""

from __future__ import annotations

import re
from typing import Final

_TAG: Final = re.compile(r"<(?:/?[a-zA-Z][^<>]{0,300}|!--[^<>]{0,300}--)>")
_BLOCK: Final = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|blockquote)\b", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:#\d{2,5}|#x[0-9a-fA-F]{2,4}|[a-zA-Z]{2,6});")
_ENTITIES: Final = {
    "&quot;": '"',
    "&ldquo;": "“",
    "&rdquo;": "”",
    "&lsquo;": "‘",
    "&rsquo;": "’",
    "&laquo;": "«",
    "&raquo;": "»",
    "&apos;": "'",
    "&#39;": "'",
    "&#34;": '"',
    "&#8220;": "“",
    "&#8221;": "”",
    "&#8216;": "‘",
    "&#8217;": "’",
    "&amp;": "&",
}
# UTF-8 read as windows-1252, in which five bytes are undefined: they come out as control signs
# or, as the last one of ”, not at all. Capitals of two bytes are left: “AMANHÃ”” may be meant so.
_MOJIBAKE: Final = re.compile(
    "â(?:[€\x80][\x80-\xbf“”‘’–—†‡‰‹›€‚ƒ„…ˆŠŒŽ˜™šœžŸ•]?|‚¬|„¢)|Â[¡-¿]|Ã[¡-¿Ÿ]"
)
_CP1252: Final = {bytes([n]).decode("cp1252", "replace"): n for n in range(0x80, 0x100)}
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00\ufff9-\ufffb]")
_SPELT: Final = re.compile(f"{_MOJIBAKE.pattern}|{_ENTITY.pattern}")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ODD_SPACE: Final = re.compile("[\xa0\u2000-\u200a\u202f\u205f\u3000]")
_LINE_END: Final = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
# Reference marks behind a word or a mark: “Vasko[2] met”, “Aalund¹”. Not a power (m², 10²).
_NOTE: Final = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?…”’\"')]))(?:\[(?:\d{1,3}|[a-z])\]|[¹²³⁰⁴-⁹]{1,3})(?![\w(])"
)
# The same with its raised sign made plain: “Halvik1”, believed only beside marks that are sure.
_GLUED_NOTE: Final = re.compile(r"(?<=[^\W\d_]{4})\d{1,2}(?!\w)")
_ODD: Final = re.compile(
    "[<&\\[¹²³⁰⁴-⁹\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00\ufff9-\ufffb\ud800-\udfff"
    "\xa0\u2000-\u200a\u2015\u202f\u205f\u3000\r\x0b\x0c\x85\u2028\u2029]|â[€\x80‚„]|[ÂÃ][¡-¿Ÿ]"
)


def _blank(match: re.Match[str]) -> str:
    filler = "\n" if _BLOCK.match(match[0]) else " "
    return filler + " " * (len(match[0]) - 1)


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _entity(match: re.Match[str]) -> str:
    mark = _ENTITIES.get(match[0].lower(), " ")
    room = len(match[0]) - 1
    # An opening mark keeps to the word behind it, a closing one to the word before.
    after = match.string[match.end() : match.end() + 1]
    before = match.string[match.start() - 1 : match.start()]
    if after.isalnum() and not before.isalnum():
        return " " * room + mark
    return mark + " " * room


def _mojibake(match: re.Match[str]) -> str:
    data = bytes(_CP1252.get(c, ord(c) & 0xFF) for c in match[0])
    try:
        mark = data.decode("utf-8")
    except UnicodeDecodeError:
        mark = "”"
    size = len(match[0]) - 1
    if mark in "“‘«":
        return " " * size + mark
    if mark.isalpha() or (mark == "’" and match.string[match.end() : match.end() + 1].isalpha()):
        # A letter, or an apostrophe within a word: the word must stay one, so no space here.
        return mark + "\u2060" * size
    return mark + " " * size


def same_length(text: str) -> str:
    """The text with markup, mojibake and invisible signs blanked; `len` is unchanged."""
    if not _ODD.search(text):
        return text
    plain = _SURROGATE.sub("\ufffd", text)
    plain = _LINE_END.sub("\n", plain)
    plain = _ODD_SPACE.sub(" ", plain).replace("\u2015", "—")
    plain = _INVISIBLE.sub(" ", plain)
    plain, notes = _NOTE.subn(_spaces, plain)
    if notes:
        plain = _GLUED_NOTE.sub(_spaces, plain)
    if "<" in plain:
        plain = _TAG.sub(_blank, plain)
    if "&" in plain:
        plain = _ENTITY.sub(_entity, plain)
    if "â" in plain or "Â" in plain or "Ã" in plain:
        plain = _MOJIBAKE.sub(_mojibake, plain)
    return plain


def widen(original: str, plain: str, span: tuple[int, int]) -> tuple[int, int]:
    """A span of the plain text, widened over a mark that took several characters in the
    original ("â€œ", "&quot;") and lost all but one of them."""
    start, end = span
    for match in _SPELT.finditer(original, max(0, start - 8), min(len(original), end + 8)):
        if match.start() < start < match.end():
            start = match.start()
        if match.start() < end < match.end():
            end = match.end()
    return start, end
