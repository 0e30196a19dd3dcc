"""Ids that are a function of what they name, so that order of arrival can't change them."""

from __future__ import annotations

import hashlib


def ident(*parts: str) -> str:
    """The first part (the kind of thing) and 20 hex digits of all parts; order and borders
    between parts count."""
    digest = hashlib.blake2b(digest_size=10)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(4, "big") + encoded)
    return f"{parts[0]}-{digest.hexdigest()}"
