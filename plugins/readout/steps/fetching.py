"""`fetch_articles`: entries → article revisions; articles looked at again → edits."""

from __future__ import annotations

import asyncio
import logging
import queue
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from readout.config import Settings
from readout.errors import SoftError
from readout.sources.archive import ArchivedPage, PageSpool
from readout.sources.charsets import charset_of
from readout.sources.http.answers import Asked
from readout.sources.http.fetch import Fetcher
from readout.sources.http.hosts import host_key, shared_by_host
from readout.sources.pages.item import PageItem
from readout.sources.pages.readings import Reading, read_pages
from readout.sources.pages.revisions import Stored
from readout.sources.pages.sitelines import site_of
from readout.sources.pages.workers import BodyWorkers
from readout.steps import Counts
from readout.steps.batches import read_batch, write_groups
from readout.steps.pages import (
    Fetched,
    Page,
    Relations,
    first_rows,
    hint_of,
    look_rows,
    page_id,
    problem_of,
    unfit,
)
from readout.steps.polling import fetcher_of
from readout.steps.stories import assign_stories
from readout.storage.loader import Load, load_bundles, loading
from readout.storage.staging import ready_bundles, write_bundle

if TYPE_CHECKING:
    from readout.storage.results import FetchingLooksRow, FetchingPendingRow

R = TypeVar("R", bound=Mapping[str, Any])

STEP = "fetch_articles"
# Starting the workers of a batch costs as much as reading 20 pages.
BATCH = 50
# Pages that wait for a worker: at most this many whole pages are in memory.
_WAITING = 8
# Seconds after which a batch asks for no further page: what is left is due at the next run.
BATCH_SECONDS = 600.0

log = logging.getLogger("readout.fetching")


def choose_pages(
    settings: Settings,
    *,
    now: datetime | None = None,
    limit: int = 20_000,
    url: str | None = None,
) -> Counts:
    """Write batch files of the pages to fetch: those of new entries, those that failed and
    are due again, and articles to look at again.

    Args:
        now: UTC without zone; for which moment they are due. The clock's when None.
        url: only this page, due or not, with its failures forgotten.

    Returns:
        `pages`, `looks`, `linked` (entries of articles that we have), `batches`; `paths`.
    """
    at = now or datetime.now(UTC).replace(tzinfo=None)
    if ready_bundles(settings.staging, STEP):
        load_pages(settings)
    with loading(settings, STEP) as load:
        linked = load.rows("fetching/link_known")
        pages = load.rows("fetching/pending", at=at, limit=limit, url=url)
        looks = load.rows("fetching/looks", at=at, limit=limit, url=url)
        every: list[FetchingPendingRow | FetchingLooksRow] = [*pages, *looks]
        lines = _site_lines(load, every)
    if url is not None:
        for page in pages:
            page["attempts"] = 0
    groups = [[*group, *_lines_for(group, lines)] for group in grouped(every)]
    paths = write_groups(settings, STEP, groups)
    return Counts(paths=paths).add(
        pages=len(pages),
        looks=len(looks),
        linked=sum(int(value) for row in linked for value in row.values()),
        batches=len(paths),
    )


def _site_lines(
    load: Load, rows: Iterable[FetchingPendingRow | FetchingLooksRow]
) -> dict[str, list[int]]:
    sites = sorted({site_of(row["url"]) for row in rows} - {""})
    if not sites:
        return {}
    return {row["site"]: row["hashes"] for row in load.rows("stories/site_lines", sites=sites)}


def _lines_for(
    group: Iterable[FetchingPendingRow | FetchingLooksRow], lines: dict[str, list[int]]
) -> Iterator[dict[str, object]]:
    for site in sorted({site_of(row["url"]) for row in group}):
        if site in lines:
            yield {"site": site, "lines": lines[site]}


def grouped(rows: Iterable[R]) -> list[list[R]]:
    """Groups of about `BATCH` rows in which the pages of one host stand together: they wait
    for each other anyway, and its lines are learnt from all of them."""
    groups: list[list[R]] = []
    ordered = sorted(rows, key=lambda row: host_key(row["url"]))
    for _, same_host in groupby(ordered, key=lambda row: host_key(row["url"])):
        pages = list(same_host)
        for start in range(0, len(pages), BATCH):
            part = pages[start : start + BATCH]
            if not groups or len(groups[-1]) + len(part) > BATCH:
                groups.append([])
            groups[-1].extend(part)
    return groups


@dataclass
class _Batch:
    """One batch in work: its pages, and those that wait to be read."""

    rows: list[Page]
    known: dict[str, frozenset[int]]
    now: datetime | None
    spool: PageSpool | None = None
    waiting: queue.Queue[PageItem | None] = field(default_factory=lambda: queue.Queue(_WAITING))
    fetched: dict[str, Fetched] = field(default_factory=dict)

    def items(self) -> Iterator[PageItem]:
        """The fetched pages as they come, until all have."""
        while (item := self.waiting.get()) is not None:
            yield item

    def previous(self) -> dict[str, Stored]:
        return {
            page_id(row): Stored(told, row.get("body") or "", row.get("page_kind") or "article")
            for row in self.rows
            if (told := row.get("text_hash"))
        }


def fetch_batch(settings: Settings, path: str | Path, *, now: datetime | None = None) -> Counts:
    """Fetch and read the pages of one batch file, and stage what came of each.

    Returns:
        `pages`, `articles`, `unchanged`, `failed` by kind.
    """
    with PageSpool(settings.archive) as spool:
        return _fetch_batch(settings, path, now, spool)


def _fetch_batch(
    settings: Settings, path: str | Path, now: datetime | None, spool: PageSpool
) -> Counts:
    rows = list(read_batch(path))
    batch = _Batch(
        rows=[row for row in rows if "url" in row],
        known={row["site"]: frozenset(row["lines"]) for row in rows if "lines" in row},
        now=now,
        spool=spool if settings.archive_days > 0 else None,
    )
    readings = _work(settings, batch)
    relations: Relations = {}
    counts = Counts().add(pages=len(batch.rows))
    for ident, fetched in batch.fetched.items():
        reading = readings.get(ident)
        work = first_rows if "entry_ids" in fetched.row else look_rows
        try:
            made = work(fetched, reading)
        except Exception as cause:  # one page never costs the others theirs
            log.exception("%s", fetched.row["url"])
            problem = SoftError("The page broke its step", resource=fetched.row["url"], why=cause)
            fetched = replace(fetched, answer=replace(fetched.answer, problem=problem))
            made = work(fetched, None)
        for name, found in made.items():
            relations.setdefault(name, []).extend(found)
        _count(counts, fetched, reading)
    # Before the bundle: what a revision was read from is there when the revision is.
    spool.keep(ident for ident, one in batch.fetched.items() if _is_news(one, readings.get(ident)))
    write_bundle(settings.staging, STEP, relations)
    return counts


def _is_news(fetched: Fetched, reading: Reading | None) -> bool:
    """Whether the page is worth keeping: at first sight whatever it is, later where it has a text
    that is not stored."""
    if "entry_ids" in fetched.row and not int(fetched.row.get("attempts") or 0):
        return True
    return problem_of(fetched, reading) is None and reading is not None and reading.changed


def _count(counts: Counts, fetched: Fetched, reading: Reading | None) -> None:
    problem = problem_of(fetched, reading)
    if problem is not None:
        counts.add(**{f"failed__{problem.kind}": 1})
        log.info("%s · failed (%s): %s", fetched.row["url"], problem.kind, problem)
    elif reading is None or not reading.changed:
        counts.add(unchanged=1)
    else:
        counts.add(articles=1)


def _work(settings: Settings, batch: _Batch) -> dict[str, Reading]:
    """Fetch in a thread of its own, read here: the network waits for no page, and no page
    for the network."""
    with ExitStack() as stack:
        pool = stack.enter_context(BodyWorkers(1))
        threads = stack.enter_context(ThreadPoolExecutor(1))
        fetching: Future[None] = threads.submit(lambda: asyncio.run(_fetch_all(settings, batch)))
        try:
            readings = read_pages(
                batch.items(), pool=pool, known=batch.known, previous=batch.previous()
            )
        except BaseException:
            # The fetching thread may wait for room: make some until it has ended.
            while not fetching.done():
                try:
                    batch.waiting.get(timeout=0.1)
                except queue.Empty:
                    continue
            raise
        fetching.result()
    return {reading.id: reading for reading in readings}


async def _fetch_all(settings: Settings, batch: _Batch) -> None:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + BATCH_SECONDS
    try:

        async def fetch_host(rows: Iterator[Page]) -> None:
            for row in rows:
                if loop.time() > deadline:
                    left = 1 + sum(1 for _ in rows)
                    log.info("%s · %d pages left for the next run", row["url"], left)
                    return
                await _fetch_one(fetcher, row, batch)

        async with fetcher_of(settings) as fetcher, asyncio.TaskGroup() as tasks:
            for rows in shared_by_host(batch.rows, settings.host_requests):
                tasks.create_task(fetch_host(rows))
    finally:
        await asyncio.to_thread(batch.waiting.put, None)


async def _fetch_one(fetcher: Fetcher, row: Page, batch: _Batch) -> None:
    answer = await fetcher.get(
        Asked(
            row["url"],
            etag=row.get("etag"),
            last_modified=row.get("last_modified"),
            follow_refresh=True,
        )
    )
    if (problem := unfit(row["url"], answer)) is not None:
        answer = replace(answer, problem=problem)
    at = batch.now or datetime.now(UTC).replace(tzinfo=None)
    fetched = Fetched(row, answer, at)
    batch.fetched[fetched.ident] = fetched
    if answer.problem is not None or answer.not_modified:
        return
    if batch.spool:
        batch.spool.add(
            ArchivedPage(
                id=fetched.ident,
                url=answer.url,
                html=answer.content,
                fetched_at=at.replace(tzinfo=UTC),
                status=answer.status or 200,
                content_type=answer.content_type,
            )
        )
    charset = charset_of(answer.content_type)
    item = PageItem(fetched.ident, answer.url, answer.content, charset, hint_of(row))
    await asyncio.to_thread(batch.waiting.put, item)


def load_pages(settings: Settings) -> Counts:
    """Load every staged page, and join wire copies to their stories.

    Returns:
        `new` revisions, `articles` met for the first time, `withdrawn` articles.
    """
    withdrawn = 0

    def then(load: Load) -> None:
        nonlocal withdrawn
        assign_stories(load)
        withdrawn = load.rows("fetching/withdrawn")[0]["articles"]

    gained = load_bundles(settings, STEP, then=then)
    return Counts().add(
        new=gained.get("revisions", 0), articles=gained.get("articles", 0), withdrawn=withdrawn
    )
