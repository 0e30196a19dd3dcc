"""`readout bodies`, `readout entries`, `readout copies`: ingest on files, JSONL in and out."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from readout.cli.jsonlines import read_rows, transform, write_row
from readout.errors import ReadoutError
from readout.model import Body, Entry, Row

if TYPE_CHECKING:
    from readout.sources.pages.item import PageItem

Source = Annotated[Path | None, typer.Argument(help="JSONL file; stdin when absent or -")]

MAX_FILE_BYTES = 64_000_000
"""Of a page or feed file, decompressed: what is longer is cut, as the fetcher would."""

_ARCHIVE_BATCH = 1_000
"""Archived pages whose repeated lines are looked for together; their texts wait in memory."""


def attach(app: typer.Typer) -> None:
    @app.command()
    def bodies(
        file: Source = None,
        from_archive: Annotated[
            bool, typer.Option("--from-archive", help="read the archived pages instead of a file")
        ] = False,
        since: Annotated[
            datetime | None,
            typer.Option(formats=["%Y-%m-%d"], help="with --from-archive: the first day"),
        ] = None,
        workers: Annotated[int, typer.Option(min=1, max=64, help="processes that read pages")] = 2,
    ) -> None:
        """Read article bodies: in {"id","url","html_file"}, the file may be gzip."""
        if from_archive:
            read_archived(since.date() if since else None, workers)
        else:
            for row in read_bodies(read_rows(file), base=_folder(file), workers=workers):
                write_row(row)

    @app.command()
    def entries(file: Source = None) -> None:
        """Read the entries of feeds: in {"id","url","feed_file"}, the file may be gzip."""
        from readout.sources.feeds.parsing import parse_feed

        def read(row: Row) -> Row:
            content = read_file(str(row["feed_file"]), _folder(file))
            found = parse_feed(content, row.get("content_type"), str(row.get("url") or ""))
            return {
                "id": row.get("id"),
                "feed_title": found.title,
                "entries": [_entry_row(entry) for entry in found.entries],
                "problem": found.problem,
            }

        transform(file, read)

    @app.command()
    def copies(file: Source = None) -> None:
        """Tell whether two texts are copies of one story: in {"id","a","b"}."""
        from readout.text.shingles import same_copy

        def compare(row: Row) -> Row:
            a, b = row["a"], row["b"]
            if not isinstance(a, str) or not isinstance(b, str):
                raise ValueError("a and b must be texts")
            same, score = same_copy(a, b)
            return {"id": row.get("id"), "same": same, "score": round(score, 4)}

        transform(file, compare)


def _folder(file: Path | None) -> Path | None:
    return file.parent if file and str(file) != "-" else None


def read_file(name: str, base: Path | None) -> bytes:
    """A file's bytes, unpacked if they are gzip (a torn end costs the end only).

    Args:
        name: absolute, or relative to the current folder or else to `base`.

    Raises:
        OSError: there is no such file, or it can't be read.
    """
    path = Path(name)
    if base and not path.is_absolute() and not path.exists():
        path = base / path
    with path.open("rb") as stream:
        zipped = stream.read(2) == b"\x1f\x8b"
        stream.seek(0)
        if not zipped:
            return stream.read(MAX_FILE_BYTES)
        kept = bytearray()
        try:
            with gzip.GzipFile(fileobj=stream) as unpacked:
                while len(kept) < MAX_FILE_BYTES and (part := unpacked.read1(1 << 20)):
                    kept += part
        except (EOFError, zlib.error, gzip.BadGzipFile):
            if not kept:
                raise
        return bytes(kept)


def read_bodies(rows: Iterable[Row], *, base: Path | None, workers: int = 2) -> Iterator[Row]:
    """Read the page of every row in worker processes; one result row each, in order.

    All rows are one batch for the filter of lines that a site repeats, so the first
    result comes when the last page has been read.
    """
    from readout.sources.pages.item import PageItem

    waiting = list(rows)
    results: list[Row | None] = [None] * len(waiting)

    def items() -> Iterator[PageItem]:
        for number, row in enumerate(waiting):
            if "error" in row:
                results[number] = row
                continue
            try:
                html = read_file(str(row["html_file"]), base)
            except (OSError, EOFError, zlib.error, KeyError, ValueError) as cause:
                told = f"missing key {cause}" if isinstance(cause, KeyError) else str(cause)
                results[number] = _failed(row.get("id"), told)
                continue
            yield PageItem(str(number), str(row.get("url") or ""), html, row.get("charset"))

    for key, result in _read(items(), workers):
        results[int(key)] = body_row(waiting[int(key)].get("id"), result)
    for number, found in enumerate(results):
        yield found or _failed(waiting[number].get("id"), "the page was not read")


def _read(items: Iterable[PageItem], workers: int) -> list[tuple[str, Body | ReadoutError]]:
    from readout.sources.pages.sitelines import strip_site_lines
    from readout.sources.pages.workers import BodyWorkers

    urls: dict[str, str] = {}

    def noted() -> Iterator[PageItem]:
        for item in items:
            urls[item.id] = item.url
            yield item

    with BodyWorkers(workers) as pool:
        read = [(key, urls[key], result) for key, result in pool.extract_all(noted())]
    return strip_site_lines(read)


def read_archived(since: date | None, workers: int) -> None:
    """Print the bodies of the archived pages, oldest first, as `readout bodies` would."""
    from readout.config import load_settings
    from readout.sources.archive import read_archive
    from readout.sources.pages.item import PageItem

    pages = read_archive(load_settings().archive, since=since)
    while batch := list(islice(pages, _ARCHIVE_BATCH)):
        items = (
            PageItem(str(number), page.url, page.html, page.charset)
            for number, page in enumerate(batch)
        )
        for key, result in _read(items, workers):
            page = batch[int(key)]
            row = body_row(page.id, result)
            url = row.get("url") or page.url
            write_row({**row, "url": url, "fetched": page.fetched_at.isoformat()})


def body_row(key: Any, result: Body | ReadoutError) -> Row:
    """The result row of one page; times in ISO 8601 with the zone the page stated."""
    if isinstance(result, ReadoutError):
        return {**_failed(key, str(result)), "error_kind": result.kind}
    return {
        "id": key,
        "text": result.text,
        "title": result.title,
        "published": result.published.isoformat() if result.published else None,
        "modified": result.modified.isoformat() if result.modified else None,
        "authors": list(result.authors),
        "language": result.language,
        "url": result.url,
        "page_kind": result.page_kind,
        "why": result.why,
    }


def _failed(key: Any, told: str) -> Row:
    return {
        "id": key,
        "text": "",
        "title": None,
        "published": None,
        "authors": [],
        "language": None,
        "error": told,
    }


def _in_utc(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _entry_row(entry: Entry) -> Row:
    return {
        "id": entry.key,
        "title": entry.title,
        "link": entry.link,
        "published": _in_utc(entry.published),
        "updated": _in_utc(entry.updated),
        "authors": list(entry.authors),
        "summary": entry.summary,
    }
