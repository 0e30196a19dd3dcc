"""What the fetcher is asked and what it answers; how far one fetch may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from readout.errors import ReadoutError
from readout.sources.http import statuses

FEED_TYPES: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
PAGE_TYPES: Final = "text/html, application/xhtml+xml, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Limits:
    """How far one fetch may go.

    Attributes:
        total_seconds: for one hop, from connecting to the last byte.
        connect_seconds, idle_seconds: to connect; without a byte.
        wire_bytes, decoded_bytes: of a body as sent, and decompressed.
        redirects: followed, of all kinds together.
        patience_seconds: to wait for a turn at a host.
        connections: open at once, to all hosts.
    """

    total_seconds: float = 30.0
    connect_seconds: float = 10.0
    idle_seconds: float = 15.0
    wire_bytes: int = 10_000_000
    decoded_bytes: int = 10_000_000
    redirects: int = 5
    patience_seconds: float = 120.0
    connections: int = 64


@dataclass(frozen=True, slots=True)
class Asked:
    """What to fetch. With `etag` or `last_modified` the answer may be "not modified"."""

    url: str
    accept: str = PAGE_TYPES
    etag: str | None = None
    last_modified: str | None = None
    robots: str = "obey"
    """`obey`; `lenient`: as obey, but a robots.txt out of reach forbids nothing; `ignore`."""
    follow_refresh: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one fetch. Never an exception: `problem` says what went wrong.

    Attributes:
        url: where the content came from, after redirects.
        status: of the last answer, None when there was none.
        content: decompressed; empty when not modified or failed.
        moved_to: where redirects that are permanent, from the first on, lead.
        max_age: seconds that the answer claims to be fresh.
        retry_at: epoch seconds before which not to ask again, where the host said so.
        asked: False when no request for the thing itself was made (robots.txt, a host
            that asked to wait): then nothing was learnt about it.
        wire_bytes: of the body as sent; seconds: of the whole, waiting for turns aside.
    """

    url: str
    status: int | None = None
    content: bytes = b""
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    max_age: int | None = None
    retry_at: float | None = None
    problem: ReadoutError | None = None
    asked: bool = True
    wire_bytes: int = 0
    seconds: float = 0.0

    @property
    def not_modified(self) -> bool:
        return self.status == statuses.NOT_MODIFIED and self.problem is None
