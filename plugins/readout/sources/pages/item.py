"""What the readers of pages are handed. Apart from `bodies`, so that a parent of worker
processes need not load the extractor itself (0.45 CPU-seconds, 60 MB)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from readout.model import Entry

BODY_VERSION: Final = "0.4.0"
"""Stored with every revision; raised when the same page would give another text."""


@dataclass(frozen=True, slots=True)
class PageItem:
    """One page to read.

    Attributes:
        html: the decompressed page.
        charset: from the Content-Type header, if it had one.
        hint: the feed entry that led to the page.
    """

    id: str
    url: str
    html: bytes
    charset: str | None = None
    hint: Entry | None = None
