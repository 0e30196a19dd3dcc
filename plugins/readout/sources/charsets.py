"""From bytes to text: byte order marks, labels that lie, and bytes that fit no label."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What `<` of a first tag looks like in a wide encoding without a mark (XML 1.0, app. F).
_WIDE_STARTS = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
# Only real charsets: Python's codec names also include rot13, zlib and idna.
_CHARSETS = re.compile(
    r"utf-(8|16|32)|utf-(16|32)-[bl]e|iso8859-\d+|cp(125\d|866|874|932|949|950)|koi8-[rut]|"
    r"gb2312|gbk|gb18030|big5(hkscs)?|euc_(jp|kr|jis_2004)|shift_jis\w*|iso2022_(jp|kr)\w*|"
    r"mac-\w+|tis-620|ascii|hz|johab"
)
# Encodings of two and four bytes a character: their labels are believed with a mark only.
_WIDE = ("utf-16", "utf-32")
_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
# WHATWG: the five bytes that windows-1252 leaves free are control characters.
_CP1252 = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]
_DECLARATION = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")


def charset_of(content_type: str | None) -> str | None:
    """The charset parameter of a Content-Type header's value, None without one."""
    if not content_type or "charset" not in content_type.lower():
        return None
    found = re.search(r"""charset\s*=\s*["']?([^\s"';,]{1,40})""", content_type, re.IGNORECASE)
    return found.group(1) if found else None


def decode_markup(content: bytes, charset: str | None = None) -> tuple[str, str]:
    """Decode an XML or JSON document, as `decode` does, by header and declaration.

    Args:
        content: the document.
        charset: what the HTTP header says, None when it says nothing.

    Returns:
        The text without its byte order mark, and the name of the encoding that fitted.
    """
    declared = _DECLARATION.search(content[:1024])
    return decode(content, (charset, declared.group(1).decode("ascii") if declared else None))


def decode(content: bytes, labels: Iterable[str | None] = ()) -> tuple[str, str]:
    """Decode a text: byte order mark → `labels` in their order → utf-8 → windows-1252. No
    statistics: a guesser took a windows-1252 feed for windows-1257.

    A label that does not fit the bytes loses to the next one. Nothing becomes a replacement
    character that can be read another way: the few bytes that are no UTF-8 (two sources glued, a
    name of an old database) are read as windows-1252, and so is a text in which they are many.

    Returns:
        The text without its byte order mark, and the name of the encoding that fitted: `utf-8`
        where the bytes are the text's own in UTF-8, `utf-8, mended` where not all of them were.
        Never fails.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name.removesuffix("-sig"), "replace"), name
    for start, name in _WIDE_STARTS:
        if content.startswith(start):
            return content.decode(name, "replace"), name
    for label in (*labels, "utf-8"):
        known = _python_name(label) if label else None
        # What could be read as far as its label has one byte for a character, whatever that says.
        if known is None or known.startswith(_WIDE):
            continue
        # A label of Western Europe is what servers add by default, and text that is
        # valid UTF-8 beyond ASCII is never meant as anything else.
        for attempt in ("utf-8", known) if known == "cp1252" else (known,):
            try:
                return content.decode(attempt), attempt
            except UnicodeDecodeError:
                continue
    return _mostly_utf8(content)


def _mostly_utf8(content: bytes) -> tuple[str, str]:
    """A text in which some bytes are no UTF-8."""
    wrong = 0

    def read_as_cp1252(error: UnicodeError) -> tuple[str, int]:
        nonlocal wrong
        assert isinstance(error, UnicodeDecodeError)
        bad = error.object[error.start : error.end]
        wrong += len(bad)
        if error.reason == "unexpected end of data":  # cut in the middle of a character
            return "", error.end
        return "".join(_CP1252[byte] for byte in bad), error.end

    codecs.register_error("readout.cp1252", read_as_cp1252)
    text = content.decode("utf-8", "readout.cp1252")
    right = len(_SEQUENCE.findall(content))
    # In a text of windows-1252 what looks like UTF-8 is chance, and rarer than what doesn't.
    if wrong > right:
        return "".join(_CP1252[byte] for byte in content), "cp1252"
    return text, "utf-8, mended"


def _python_name(label: str) -> str | None:
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    if not _CHARSETS.fullmatch(name):
        return None
    # WHATWG: these labels mean the superset that is in fact sent.
    return {
        "iso8859-1": "cp1252",
        "ascii": "cp1252",
        "gb2312": "gb18030",
        "gbk": "gb18030",
        "shift_jis": "cp932",
        "euc_kr": "cp949",
    }.get(name, name)
