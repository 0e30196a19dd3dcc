"""Handing rows to the loader as Parquet.

A task that must not open the warehouse writes a *bundle*: a folder with one Parquet file
per relation, made under a temporary name and renamed when complete, so the loader sees
all of it or nothing. Loading twice is loading once (MERGE on deterministic keys), so a
task that is run again simply leaves another bundle. Loaded bundles are kept some days
under `loaded/`, so that a load can be replayed.

In an object store there are no renames: the Parquet lies under `parts/<bundle>/`, and a small
object `ready/<bundle>`, written last, says that the bundle is complete and of what; once it is
loaded, that object is `loaded/<bundle>`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from readout.errors import writing
from readout.places import Objects, Place, place
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
    staging: Place, step: str, relations: Mapping[str, Iterable[Mapping[str, Any]]]
) -> tuple[Place | None, int]:
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
    rows = sum(table.num_rows for table in tables.values())
    if isinstance(staging, Objects):
        return _put_objects(staging, name, tables), rows
    return _put_folder(staging, name, tables), rows


def _put_folder(staging: Path, name: str, tables: Mapping[str, pa.Table]) -> Path:
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
    return final


def _put_objects(staging: Objects, name: str, tables: Mapping[str, pa.Table]) -> Objects:
    for relation, table in tables.items():
        content = pa.BufferOutputStream()
        pq.write_table(table, content, compression="zstd")
        part = staging / "parts" / name / f"{relation}.parquet"
        part.write_bytes(content.getvalue().to_pybytes())
    (staging / "ready" / name).write_bytes("\n".join(tables).encode())
    return staging / "parts" / name


@dataclass(frozen=True, slots=True)
class Bundle:
    """A complete bundle: relation → its Parquet file, as DuckDB reads it."""

    name: str
    files: Mapping[str, str]


def ready_bundles(staging: Place, step: str) -> list[Bundle]:
    """The complete bundles of a step that wait to be loaded, oldest first."""
    if isinstance(staging, Objects):
        return [_listed(staging, mark) for mark in _marks(staging / "ready") if _of(mark, step)]
    folder = staging / "ready"
    found = sorted(folder.glob(f"{step}-*")) if folder.is_dir() else []
    return [Bundle(path.name, {f.stem: str(f) for f in path.glob("*.parquet")}) for path in found]


def ready_rows(staging: Place, step: str, relation: str) -> list[dict[str, Any]]:
    """The rows of a relation that wait to be loaded, oldest first: what was decided a moment ago
    is known before it is in force."""
    found: list[dict[str, Any]] = []
    for bundle in ready_bundles(staging, step):
        if (file := bundle.files.get(relation)) is None:
            continue
        # It may be loaded, and set aside, this very moment.
        with contextlib.suppress(FileNotFoundError):
            there = place(file)
            source = pa.BufferReader(there.read_bytes()) if isinstance(there, Objects) else there
            found += pq.ParquetFile(source).read().to_pylist()
    return found


def _marks(folder: Objects) -> list[Objects]:
    return [found for found, _ in folder.listed()]


def _of(mark: Objects, step: str) -> bool:
    return mark.name.startswith(f"{step}-")


def _listed(staging: Objects, mark: Objects) -> Bundle:
    relations = mark.read_bytes().decode().split()
    parts = staging / "parts" / mark.name
    return Bundle(mark.name, {name: str(parts / f"{name}.parquet") for name in relations})


def retire(staging: Place, bundles: Iterable[Bundle]) -> None:
    """Put loaded bundles aside and delete those that are older than `KEEP_DAYS`."""
    if isinstance(staging, Objects):
        for bundle in bundles:
            # Killed in between, it is loaded once more, which changes nothing.
            (staging / "loaded" / bundle.name).write_bytes("\n".join(bundle.files).encode())
            (staging / "ready" / bundle.name).unlink()
        return
    loaded = staging / "loaded"
    loaded.mkdir(parents=True, exist_ok=True)
    for bundle in bundles:
        (staging / "ready" / bundle.name).rename(loaded / bundle.name)
    forget_old(staging)


def forget_old(staging: Place) -> int:
    """Delete loaded bundles, and halves of such, that are older than `KEEP_DAYS`.

    Returns:
        How many.
    """
    limit = time.time() - KEEP_DAYS * 86400
    if isinstance(staging, Objects):
        return _forget_objects(staging, limit)
    gone = 0
    for folder in (staging / "loaded", staging / "writing"):
        for old in folder.glob("*"):
            if old.stat().st_mtime < limit:
                shutil.rmtree(old, ignore_errors=True)
                gone += 1
    return gone


def _forget_objects(staging: Objects, limit: float) -> int:
    waiting = {mark.name for mark in _marks(staging / "ready")}
    gone = set()
    for part, at in (staging / "parts").listed():
        bundle = part.url.rsplit("/", 2)[-2]
        if at < limit and bundle not in waiting:
            part.unlink()
            gone.add(bundle)
    for mark, at in (staging / "loaded").listed():
        if at < limit:
            mark.unlink()
    return len(gone)
