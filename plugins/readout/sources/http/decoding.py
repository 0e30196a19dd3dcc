"""From the bytes of an HTTP body to the bytes, and the text, that its author wrote.

The HTTP client's own decompression is off: every client that was tried hands over a
gzip body cut in half as a complete one, and none bounds what it inflates. Here a coding
counts as complete only when its end marker (gzip's checksum and length, RFC 1952)
was seen, and inflating stops at a limit.
"""

from __future__ import annotations

import codecs
import re
import zlib

import brotli
import zstandard

ACCEPT_ENCODING = "gzip, deflate, br, zstd"

_GZIP_MAGIC = b"\x1f\x8b"
# RFC 9659: a zstd window above 8 MB may be refused on the web.
_ZSTD_WINDOW = 8 << 20
# One zstd block of a few bytes can stand for 128 kB, and the module takes no output
# limit, so it is fed in slices: at most 32 MB can come of one.
_ZSTD_SLICE = 1024


class BodyTooLarge(Exception):
    """The decoded body passes the limit."""


class BodyTruncated(Exception):
    """The compressed stream ends before its end marker."""


class BodyDamaged(Exception):
    """The compressed stream is not what its header says."""


def decode_body(body: bytes, content_encoding: str | None, limit: int) -> bytes:
    """Undo the content codings of one HTTP body.

    Args:
        body: as it came over the wire.
        content_encoding: the header's value; codings are undone from the right.
        limit: how many decoded bytes are accepted.

    A body that is labelled gzip or deflate and is plain text is taken as it is, and a
    gzip file without the header is unpacked (`feed.xml.gz`): both are met in practice.

    Raises:
        BodyTooLarge, BodyTruncated, BodyDamaged: as they say.
    """
    codings = [part.strip().lower() for part in (content_encoding or "").split(",")]
    for coding in reversed([c for c in codings if c and c != "identity"][:3]):
        body = _undo(body, coding, limit)
    if body.startswith(_GZIP_MAGIC):
        body = _inflate(body, zlib.MAX_WBITS | 16, limit)
    if len(body) > limit:
        raise BodyTooLarge(f"more than {limit:,} bytes")
    return body


def _undo(body: bytes, coding: str, limit: int) -> bytes:
    if not body:
        return body
    if coding in ("gzip", "x-gzip"):
        if not body.startswith(_GZIP_MAGIC[: len(body)]):
            return body
        return _inflate(body, zlib.MAX_WBITS | 16, limit)
    if coding == "deflate":
        return _undo_deflate(body, limit)
    if coding == "br":
        return _undo_brotli(body, limit)
    if coding == "zstd":
        return _undo_zstd(body, limit)
    raise BodyDamaged(f"content coding {coding!r} is unknown")


def _undo_deflate(body: bytes, limit: int) -> bytes:
    """RFC 9110 says zlib's format; half of the servers that say deflate send it raw."""
    try:
        return _inflate(body, zlib.MAX_WBITS, limit)
    except BodyDamaged:
        try:
            return _inflate(body, -zlib.MAX_WBITS, limit)
        except BodyDamaged:
            if body.lstrip()[:1] in (b"<", b"{"):
                return body
            raise


def _inflate(body: bytes, window: int, limit: int) -> bytes:
    """Inflate all members of a stream (gzip allows several), within the limit."""
    parts: list[bytes] = []
    room = limit + 1
    rest = body
    while True:
        stream = zlib.decompressobj(window)
        try:
            part = stream.decompress(rest, room)
        except zlib.error as cause:
            # Zeros or rubbish behind a complete member are padding, not damage.
            if parts:
                break
            raise BodyDamaged(str(cause)) from cause
        parts.append(part)
        room -= len(part)
        if room <= 0:
            raise BodyTooLarge(f"more than {limit:,} bytes")
        if not stream.eof:
            raise BodyTruncated("the compressed data stop before their end marker")
        rest = stream.unused_data
        if not rest.startswith(_GZIP_MAGIC) or window < zlib.MAX_WBITS:
            break
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _undo_brotli(body: bytes, limit: int) -> bytes:
    stream = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        part = stream.process(body, output_buffer_limit=limit + 1)
        while True:
            parts.append(part)
            size += len(part)
            if size > limit:
                raise BodyTooLarge(f"more than {limit:,} bytes")
            if stream.is_finished():
                return b"".join(parts)
            if stream.can_accept_more_data():
                raise BodyTruncated("the compressed data stop before their end marker")
            part = stream.process(b"", output_buffer_limit=limit + 1 - size)
    except brotli.error as cause:
        raise BodyDamaged(str(cause)) from cause


def _undo_zstd(body: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    rest = body
    while rest:
        stream = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
        position = 0
        try:
            while position < len(rest) and not stream.eof:
                part = stream.decompress(rest[position : position + _ZSTD_SLICE])
                position += _ZSTD_SLICE
                parts.append(part)
                size += len(part)
                if size > limit:
                    raise BodyTooLarge(f"more than {limit:,} bytes")
        except zstandard.ZstdError as cause:
            raise BodyDamaged(str(cause)) from cause
        if not stream.eof:
            raise BodyTruncated("the compressed data stop before their end marker")
        rest = bytes(stream.unused_data) + rest[position:]
    return b"".join(parts)


# --------------------------------------------------------------------------- charset

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
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
_DECLARATION = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")


def charset_of(content_type: str | None) -> str | None:
    """The charset parameter of a Content-Type header's value, None without one."""
    if not content_type or "charset" not in content_type.lower():
        return None
    found = re.search(r"""charset\s*=\s*["']?([^\s"';,]{1,40})""", content_type, re.IGNORECASE)
    return found.group(1) if found else None


def decode_markup(content: bytes, charset: str | None = None) -> tuple[str, str]:
    """Decode an XML or JSON document: byte order mark → header → declaration → utf-8 →
    windows-1252. No statistics: a guesser took a windows-1252 feed for windows-1257.

    Args:
        content: the document.
        charset: what the HTTP header says, None when it says nothing.

    Returns:
        The text without its byte order mark, and the name of the encoding that fitted.
        Never fails: windows-1252 with replacement is the last resort.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace"), name
    for start, name in _WIDE_STARTS:
        if content.startswith(start):
            return content.decode(name, "replace"), name
    declared = _DECLARATION.search(content[:1024])
    for label in (charset, declared.group(1).decode("ascii") if declared else None, "utf-8"):
        known = _python_name(label) if label else None
        if known is None:
            continue
        # A label of Western Europe is what servers add by default, and text that is
        # valid UTF-8 beyond ASCII is never meant as anything else.
        for attempt in ("utf-8", known) if known == "cp1252" else (known,):
            try:
                return content.decode(attempt), attempt
            except UnicodeDecodeError:
                continue
    return content.decode("cp1252", "replace"), "cp1252"


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
