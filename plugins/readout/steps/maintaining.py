"""`maintain`: what days and weeks leave behind."""

from __future__ import annotations

from datetime import UTC, datetime

from readout.config import Settings
from readout.sources.archive import prune
from readout.steps import Counts
from readout.steps.batches import clear_old_batches
from readout.storage.compact import compact
from readout.storage.publish import publish
from readout.storage.staging import forget_old

SUNDAY = 6


def tidy(settings: Settings, *, now: datetime | None = None) -> Counts:
    """Delete archived pages that are older than the settings allow, and bundles and batches that
    nobody will ask for again; on Sundays also compact the warehouse and publish it.

    Returns:
        `archive_files`, `bundles` and `batches` deleted, `megabytes` given back.
    """
    moment = now or datetime.now(UTC)
    pruned = prune(settings.archive, days=settings.archive_days, today=moment.date())
    counts = Counts().add(archive_files=len(pruned))
    counts.add(bundles=forget_old(settings.staging), batches=clear_old_batches(settings))
    if moment.weekday() != SUNDAY:
        return counts
    before, after = compact(settings)
    publish(settings)
    return counts.add(megabytes=max(0, before - after) // 1_000_000)
