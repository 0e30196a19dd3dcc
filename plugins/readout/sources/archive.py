"""The raw archive: fetched pages as they came, in WARC files by day.

One gzip-compressed WARC file (ISO 28500) per day, process and run, so that any number of
tasks write side by side without a lock. A record is its own gzip member: a file whose
writer was killed is good up to its last whole record.

In an object store nothing can be appended to: there a file is put when it is closed or has grown
to `_OBJECT_BYTES`, and a writer that is killed takes with it what it had not put yet. Its pages
are fetched again, since their batch is.
"""

from __future__ import annotations

import math
import os
import re
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Final, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from readout.errors import ConfigError
from readout.places import Objects, Place

_OBJECT_BYTES: Final = 64_000_000
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

    def __init__(self, folder: Place) -> None:
        self._folder = folder
        self._object: Objects | None = None
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
        file, where = self._file, self._object
        self._file = self._writer = self._day = self._object = None
        if file and where is not None:
            where.write_bytes(cast(BytesIO, file).getvalue())
        elif file:
            file.close()

    def _open(self, day: date) -> WARCWriter:
        full = self._object is not None and self._file and self._file.tell() > _OBJECT_BYTES
        if self._writer is None or day != self._day or full:
            self.close()
            if full:
                self._run = secrets.token_hex(4)
            name = f"pages-{day.isoformat()}-{os.getpid()}-{self._run}.warc.gz"
            if isinstance(self._folder, Objects):
                self._object, self._file = self._folder / name, BytesIO()
            else:
                self._file = _opened(self._folder, name)
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


class PageSpool:
    """Pages that wait until it is known which of them are worth keeping: most looks find the page
    as it was. They wait on disk, unpacked, in a file without a name.

    Use it as a context manager; what was not kept is gone then.
    """

    def __init__(self, folder: Place) -> None:
        self._folder = folder
        self._file: IO[bytes] | None = None
        self._pages: dict[str, tuple[ArchivedPage, int, int]] = {}

    def __enter__(self) -> PageSpool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file:
            self._file.close()
        self._pages.clear()

    def add(self, page: ArchivedPage) -> None:
        """Hold a page; one of the same id takes the place of the last.

        Raises:
            ConfigError: the folder can't be written.
        """
        try:
            if self._file is None:
                beside = self._folder if isinstance(self._folder, Path) else None
                if beside is not None:
                    beside.mkdir(parents=True, exist_ok=True)
                self._file = tempfile.TemporaryFile(dir=beside)  # noqa: SIM115
            start = self._file.seek(0, os.SEEK_END)
            self._file.write(page.html)
        except OSError as cause:
            raise _unwritable(self._folder, cause) from cause
        self._pages[page.id] = (replace(page, html=b""), start, len(page.html))

    def keep(self, ids: Iterable[str]) -> int:
        """Write pages to the archive.

        Args:
            ids: those held are written, others are ignored.

        Returns:
            How many were written.
        """
        found = [self._pages[one] for one in ids if one in self._pages]
        with ArchiveWriter(self._folder) as writer:
            for page, start, size in found:
                assert self._file is not None
                self._file.seek(start)
                writer.add(replace(page, html=self._file.read(size)))
        return len(found)


def _opened(folder: Path, name: str) -> IO[bytes]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / name).open("ab")
    except OSError as cause:
        raise _unwritable(folder, cause) from cause


def _unwritable(folder: Place, cause: OSError) -> ConfigError:
    return ConfigError(
        "The archive can't be written",
        resource=str(folder),
        why=cause,
        mend="give READOUT_HOME a folder that this user may write",
    )


def _files(folder: Place) -> list[tuple[date, Place]]:
    there: list[Place] = []
    if isinstance(folder, Objects):
        there += [found for found, _ in folder.listed()]
    elif folder.is_dir():
        there += folder.iterdir()
    found = ((_NAME.match(p.name), p) for p in there)
    dated = [(date.fromisoformat(m.group(1)), p) for m, p in found if m]
    return sorted(dated, key=lambda one: (one[0], str(one[1])))


def prune(
    folder: Place, *, days: int, most_bytes: float = math.inf, today: date | None = None
) -> list[Place]:
    """Delete files of days more than `days` ago (UTC), and the oldest until no more than
    `most_bytes` are left; returns those deleted.

    Files of other names are left alone.
    """
    today = today or datetime.now(UTC).date()
    files = _files(folder)
    old = [path for day, path in files if day < today - timedelta(days=days)]
    left = [path for _, path in files[len(old) :]]
    size = sum(_size(path) for path in left)
    while size > most_bytes:
        size -= _size(left[0])
        old.append(left.pop(0))
    for path in old:
        if isinstance(path, Objects):
            path.unlink()
        else:
            path.unlink(missing_ok=True)
    return old


def read_archive(
    folder: Place,
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
        with _stream(path) as stream:
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


def _size(path: Place) -> int:
    return path.size() if isinstance(path, Objects) else path.stat().st_size


def _stream(path: Place) -> IO[bytes]:
    return BytesIO(path.read_bytes()) if isinstance(path, Objects) else path.open("rb")
