"""Handing rows to the loader as Parquet.

A task that must not open the warehouse writes a *bundle*: a folder with one Parquet file
per relation, made under a temporary name and renamed when complete, so the loader sees
all of it or nothing. Loading twice is loading once (MERGE on deterministic keys), so a
task that is run again simply leaves another bundle. Loaded bundles are kept some days
under `loaded/`, so that a load can be replayed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
import uuid
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from readout.errors import writing
from readout.storage.migrations import migrate
from readout.storage.warehouse import memory, table_names

# Relation -> the table whose columns it may carry; absent columns are NULL. In the order
# of loading: what others refer to comes first. `sql/load/<relation>.sql` says what a
# relation does to its table.
RELATIONS: dict[str, str] = {
    "feed_listings": "feeds",
    "feed_states": "feeds",
    "polls": "polls",
    "entries": "entries",
    "entry_outcomes": "entries",
    "articles": "articles",
    "article_looks": "articles",
    "revisions": "revisions",
    "shingles": "shingles",
    "page_lines": "page_lines",
    "story_members": "articles",
    "extractions": "extractions",
    "quotes": "quotes",
    "quote_spans": "quote_spans",
    "meeting_mentions": "meeting_mentions",
    "mention_participants": "mention_participants",
    "mention_evidence": "mention_evidence",
    "deliveries": "deliveries",
    "alert_states": "alerts",
    "mutes": "mutes",
    "meeting_decisions": "meeting_decisions",
    "audit": "audit",
}

KEEP_DAYS = 7


@cache
def schemas() -> dict[str, pa.Schema]:
    """Arrow schema of every table, read off the migrations: one source of truth."""
    with memory() as con:
        migrate(con)
        tables = table_names(con)
        return {table: con.sql(f"FROM {table} LIMIT 0").to_arrow_table().schema for table in tables}


def as_table(table: str, records: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Records (column -> value, absent = NULL) as an Arrow table of `table`'s shape.

    Raises:
        KeyError: a record has a column that the table lacks.
    """
    schema = schemas()[table]
    known = set(schema.names)
    columns: dict[str, list[Any]] = {name: [] for name in schema.names}
    for record in records:
        if extra := set(record) - known:
            raise KeyError(f"{table} has no column {sorted(extra)}")
        for name in schema.names:
            columns[name].append(record.get(name))
    # Tables declare NOT NULL, but a relation may carry a part of the columns only.
    loose = pa.schema([field.with_nullable(True) for field in schema])
    try:
        return pa.table(columns, schema=loose)
    except UnicodeEncodeError:
        # Half of a surrogate pair, from an escaped JSON string or a header that is no
        # UTF-8, can't be stored; it costs a character, not the whole batch.
        whole = {name: [_storable(value) for value in values] for name, values in columns.items()}
        return pa.table(whole, schema=loose)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return [_storable(part) for part in value] if isinstance(value, list) else value


def write_bundle(
    staging: Path, step: str, relations: Mapping[str, Iterable[Mapping[str, Any]]]
) -> tuple[Path | None, int]:
    """Write one bundle for `step`.

    Args:
        relations: relation -> records; empty ones are left out.

    Returns:
        The bundle's path (None when there was nothing to write) and the number of rows.
    """
    tables = {}
    for relation, records in relations.items():
        table = as_table(RELATIONS[relation], records)
        if table.num_rows:
            tables[relation] = table
    if not tables:
        return None, 0
    name = f"{step}-{time.strftime('%Y%m%dT%H%M%S')}-{uuid.uuid4().hex[:12]}"
    folder = staging / "ready"
    working = staging / "writing" / name
    final = folder / name
    with writing(staging):
        working.mkdir(parents=True)
        folder.mkdir(parents=True, exist_ok=True)
        for relation, table in tables.items():
            with (working / f"{relation}.parquet").open("wb") as file:
                pq.write_table(table, file, compression="zstd")
                file.flush()
                os.fsync(file.fileno())
        working.rename(final)
    return final, sum(table.num_rows for table in tables.values())


def ready_bundles(staging: Path, step: str) -> list[Path]:
    """The complete bundles of a step that wait to be loaded, oldest first."""
    folder = staging / "ready"
    return sorted(folder.glob(f"{step}-*")) if folder.is_dir() else []


def ready_rows(staging: Path, step: str, relation: str) -> list[dict[str, Any]]:
    """The rows of a relation that wait to be loaded, oldest first: what was decided a moment ago
    is known before it is in force."""
    found: list[dict[str, Any]] = []
    for bundle in ready_bundles(staging, step):
        # It may be loaded, and set aside, this very moment.
        with contextlib.suppress(FileNotFoundError):
            found += pq.ParquetFile(bundle / f"{relation}.parquet").read().to_pylist()
    return found


def retire(staging: Path, bundles: Iterable[Path]) -> None:
    """Put loaded bundles aside and delete those that are older than `KEEP_DAYS`."""
    loaded = staging / "loaded"
    loaded.mkdir(parents=True, exist_ok=True)
    for bundle in bundles:
        bundle.rename(loaded / bundle.name)
    forget_old(staging)


def forget_old(staging: Path) -> int:
    """Delete loaded bundles, and halves of such, that are older than `KEEP_DAYS`.

    Returns:
        How many.
    """
    limit = time.time() - KEEP_DAYS * 86400
    gone = 0
    for folder in (staging / "loaded", staging / "writing"):
        for old in folder.glob("*"):
            if old.stat().st_mtime < limit:
                shutil.rmtree(old, ignore_errors=True)
                gone += 1
    return gone
