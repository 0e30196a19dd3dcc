"""The raw archive: fetched pages as they came, in WARC files by day.

One gzip-compressed WARC file (ISO 28500) per day, process and run, so that any number of
tasks write side by side without a lock. A record is its own gzip member: a file whose
writer was killed is good up to its last whole record.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from readout.errors import ConfigError

_NAME: Final = re.compile(r"pages-(\d{4}-\d{2}-\d{2})-\d+-[0-9a-f]+\.warc\.gz$")


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """One page of the archive. `html` is decompressed; `charset` from its Content-Type;
    `fetched_at` in UTC; `id` is what the writer called it (an article or entry id)."""

    id: str
    url: str
    html: bytes
    fetched_at: datetime
    status: int = 200
    content_type: str | None = None

    @property
    def charset(self) -> str | None:
        match = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", self.content_type or "", re.IGNORECASE)
        return match.group(1) if match else None


class ArchiveWriter:
    """Appends pages to this process's file of the day under `folder` (made if missing).

    Use it as a context manager. A file appears with its first page; a page is on disk
    when `add` returns, as far as the operating system is concerned.

    Raises:
        ConfigError: the folder can't be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._run = secrets.token_hex(4)
        self._day: date | None = None
        self._file: IO[bytes] | None = None
        self._writer: WARCWriter | None = None

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._file:
            self._file.close()
        self._file = self._writer = self._day = None

    def _open(self, day: date) -> WARCWriter:
        if self._writer is None or day != self._day:
            self.close()
            name = f"pages-{day.isoformat()}-{os.getpid()}-{self._run}.warc.gz"
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._file = (self._folder / name).open("ab")
            except OSError as cause:
                raise ConfigError(
                    "The archive can't be written",
                    resource=str(self._folder),
                    why=cause,
                    mend="give READOUT_HOME a folder that this user may write",
                ) from cause
            self._day = day
            self._writer = WARCWriter(self._file, gzip=True)
        return self._writer

    def add(self, page: ArchivedPage) -> None:
        """Append one page, under the day it was fetched on (UTC)."""
        fetched = page.fetched_at.astimezone(UTC)
        writer = self._open(fetched.date())
        headers = [("Content-Type", page.content_type or "text/html")]
        record = writer.create_warc_record(
            page.url,
            "response",
            payload=BytesIO(page.html),
            length=len(page.html),
            http_headers=StatusAndHeaders(f"{page.status} -", headers, protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Date": fetched.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                "X-Readout-Id": page.id,
            },
        )
        writer.write_record(record)
        assert self._file is not None
        self._file.flush()


def _files(folder: Path) -> list[tuple[date, Path]]:
    if not folder.is_dir():
        return []
    found = ((_NAME.match(p.name), p) for p in folder.iterdir())
    return sorted((date.fromisoformat(m.group(1)), p) for m, p in found if m)


def prune(folder: Path, *, days: int, today: date | None = None) -> list[Path]:
    """Delete files of days more than `days` ago (UTC); returns those deleted.

    Files of other names are left alone.
    """
    today = today or datetime.now(UTC).date()
    old = [path for day, path in _files(folder) if day < today - timedelta(days=days)]
    for path in old:
        path.unlink(missing_ok=True)
    return old


def read_archive(
    folder: Path,
    *,
    since: date | None = None,
    until: date | None = None,
    ids: Iterable[str] | None = None,
) -> Iterator[ArchivedPage]:
    """The archived pages, oldest file first.

    Args:
        since, until: leave out days before the one and after the other.
        ids: only pages of these ids.

    A damaged end of a file (its writer was killed) ends that file, not the reading.
    """
    wanted = None if ids is None else frozenset(ids)
    for day, path in _files(folder):
        if (since and day < since) or (until and day > until):
            continue
        with path.open("rb") as stream:
            try:
                for record in ArchiveIterator(stream):
                    head = record.rec_headers
                    key = head.get_header("X-Readout-Id") or ""
                    if record.rec_type != "response" or (wanted is not None and key not in wanted):
                        continue
                    yield ArchivedPage(
                        id=key,
                        url=head.get_header("WARC-Target-URI") or "",
                        html=record.content_stream().read(),
                        fetched_at=datetime.fromisoformat(head.get_header("WARC-Date")),
                        status=int(record.http_headers.get_statuscode()),
                        content_type=record.http_headers.get_header("Content-Type"),
                    )
            except (ArchiveLoadFailed, EOFError, ValueError, OSError):
                continue
