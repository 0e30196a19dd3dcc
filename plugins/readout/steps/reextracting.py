"""`reextract`: run the current extractor over stored articles, tell what it finds otherwise,
and take it over when asked to.

The chain is choose → read batches (in parallel, no warehouse) → compare in one load. A run
that is not applied leaves the facts as they are; its differences are rows all the same.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readout.config import Settings
from readout.resolution.rereading import Difference, differences
from readout.steps import Counts
from readout.steps.batches import read_batch, write_batches
from readout.steps.extracting import BATCH, facts_of
from readout.storage.keys import key
from readout.storage.loader import Load, loading, stage_bundles
from readout.storage.staging import ready_bundles, retire, write_bundle
from readout.storage.statements import statement

if TYPE_CHECKING:
    from readout.storage.rows import ReextractionsRow

STEP = "reextract"
FACTS = (
    "extractions",
    "quotes",
    "quote_spans",
    "meeting_mentions",
    "mention_participants",
    "mention_evidence",
)


def choose_again(
    settings: Settings,
    since: date | datetime,
    until: date | datetime,
    *,
    limit: int = 100_000,
) -> Counts:
    """Write batch files of the stored articles published in `[since, until)`.

    Returns:
        `revisions`, `batches`; `paths` are the batch files.
    """
    with loading(settings, STEP) as load:
        rows = load.rows("reextract/chosen", since=since, until=until, limit=limit)
    paths = write_batches(settings, STEP, rows, size=BATCH)
    return Counts(paths=paths).add(revisions=len(rows), batches=len(paths))


def read_again(settings: Settings, path: str | Path, run_id: str | None = None) -> Counts:
    """Read the articles of one batch file and stage what was found. Opens no warehouse.

    Returns:
        `articles`, `quotes`, `meetings`, and `unreadable` for those with a problem.
    """
    relations, counts = facts_of(read_batch(path), run_id=run_id)
    write_bundle(settings.staging, STEP, relations)
    return counts


def compare_again(settings: Settings, *, apply: bool, run_id: str | None = None) -> Counts:
    """Compare what was staged with the stored facts, and take it over if `apply`.

    An article that the current extractor failed on keeps its facts: a failure is no finding.

    Returns:
        `new`: facts taken over that differ (0 when only told); `gained`, `lost`, `changed`.
    """
    run_id = run_id or uuid.uuid4().hex
    bundles = ready_bundles(settings.staging, STEP)
    with loading(settings, STEP) as load:
        stage_bundles(load, bundles)
        for part in load.connection.extract_statements(statement("reextract/failed")):
            load.connection.execute(part).fetchall()
        found = differences(load.rows("reextract/old_facts"), load.rows("reextract/new_facts"))
        versions = load.rows("reextract/version")
        version = (versions[0]["version"] or "") if versions else ""
        load.stage("reextractions", (_row(d, version, apply, run_id, load) for d in found))
        if apply:
            load.merge(FACTS)
        else:
            for part in load.connection.extract_statements(statement("reextract/forget")):
                load.connection.execute(part).fetchall()
        load.merge(["reextractions"])
    retire(settings.staging, bundles)
    counts = Counts().add(new=len(found) if apply else 0, gained=0, lost=0, changed=0)
    for difference in found:
        counts.add(**{difference.kind: 1})
    return counts


def _row(d: Difference, version: str, applied: bool, run_id: str, load: Load) -> ReextractionsRow:
    return {
        "diff_id": key(run_id, d.fact, d.kind, d.fact_id),
        "run_id": run_id,
        "revision_id": d.revision_id,
        "article_id": d.article_id,
        "fact": d.fact,
        "kind": d.kind,
        "fact_id": d.fact_id,
        "what": d.what,
        "old_version": d.old_version,
        "new_version": version,
        "applied": applied,
        "found_at": load.now,
    }
