"""Keys of rows: deterministic, so that loading twice is loading once."""

from __future__ import annotations

import hashlib


def key(*parts: object) -> str:
    """20 hex digits (80 bits) of the parts; order and borders between parts count.

    At 100 million rows the chance of any two sharing a key is about 4 in 10^9.
    """
    digest = hashlib.blake2b(digest_size=10)
    for part in parts:
        encoded = str(part).encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(4, "big") + encoded)
    return digest.hexdigest()
