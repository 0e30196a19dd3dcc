"""`maintain`: what days and weeks leave behind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from readout.config import Settings
from readout.sources.archive import prune
from readout.steps import Counts
from readout.steps.batches import clear_old_batches
from readout.storage.compact import compact, is_worth_it
from readout.storage.loader import loading
from readout.storage.publish import publish
from readout.storage.staging import forget_old

SUNDAY = 6


def tidy(settings: Settings, *, now: datetime | None = None) -> Counts:
    """Delete archived pages and rows on polls and loads that are older than the settings allow,
    and bundles and batches that nobody will ask for again; on Sundays also compact the warehouse
    and publish it, if that is worth it.

    Returns:
        `archive_files`, `bundles`, `batches`, `polls` and `loads` deleted, `megabytes` given back.
    """
    moment = now or datetime.now(UTC)
    pruned = prune(
        settings.archive,
        days=settings.archive_days,
        most_bytes=settings.archive_megabytes * 1e6,
        today=moment.date(),
    )
    counts = Counts().add(archive_files=len(pruned))
    counts.add(bundles=forget_old(settings.staging), batches=clear_old_batches(settings))
    before = moment.replace(tzinfo=None) - timedelta(days=settings.journal_days)
    with loading(settings, "maintain") as load:
        for journal in ("polls", "loads"):
            (gone,) = load.rows(f"maintaining/forget_{journal}", before=before)
            counts.add(**{journal: gone["Count"]})
    # A file is copied whole for that; a lake has small files of every load to join.
    if moment.weekday() != SUNDAY and settings.lake is None:
        return counts
    if not is_worth_it(settings):
        return counts
    size, left = compact(settings)
    publish(settings)
    return counts.add(megabytes=max(0, size - left) // 1_000_000)
