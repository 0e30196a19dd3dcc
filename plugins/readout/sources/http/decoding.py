"""From the bytes of an HTTP body to the bytes that its author wrote.

The HTTP client's own decompression is off: every client that was tried hands over a
gzip body cut in half as a complete one, and none bounds what it inflates. Here a coding
counts as complete only when its end marker (gzip's checksum and length, RFC 1952)
was seen, and inflating stops at a limit.
"""

from __future__ import annotations

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
