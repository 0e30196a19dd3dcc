"""`maintain`: what a week leaves behind."""

from __future__ import annotations

from readout.config import Settings
from readout.sources.archive import prune
from readout.steps import Counts
from readout.storage.compact import compact
from readout.storage.publish import publish


def tidy(settings: Settings) -> Counts:
    """Delete archived pages that are older than the settings allow, compact the warehouse,
    publish.

    Returns:
        `archive_files` deleted, `megabytes` given back.
    """
    pruned = prune(settings.archive, days=settings.archive_days)
    before, after = compact(settings)
    publish(settings)
    return Counts().add(archive_files=len(pruned), megabytes=max(0, before - after) // 1_000_000)
