"""Frozen snapshots: a copy with a name, versions and a hash, which a paper can cite and anybody
can check; and what differs between two.

`<home>/snapshots/<id>.duckdb` with `<id>.json` beside it. The id holds the day and the first
digits of `content_hash`, which depends on the rows alone: two files of equal content have equal
hashes, however DuckDB laid them out. `sha256` is of the file.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any, Final

from readout.config import Settings
from readout.errors import ConfigError, WarehouseError, did_you_mean, writing
from readout.model import Row
from readout.storage.meanings import describe
from readout.storage.migrations import migrate
from readout.storage.snapshot import SELF, Snapshot, answering, open_snapshot, other_schema
from readout.storage.statements import names, parameters, statement
from readout.storage.warehouse import (
    STORAGE_VERSION,
    Connection,
    memory,
    open_for_reading,
    open_published,
    rows,
    table_names,
    version,
)

NOW: Final = "now"  # stands for the published snapshot where a frozen one may be named
_BLOCK: Final = 1 << 20


def freeze(settings: Settings, *, note: str | None = None, folder: Path | None = None) -> Row:
    """Copy the published snapshot under a name of its own, read-only from then on.

    Returns:
        Its manifest, with `path`. An equal one that is already there is left as it is.

    Raises:
        WarehouseError: nothing was published. TemporaryError: the disk refuses.
    """
    folder = folder or settings.frozen
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        working = folder / f".freezing.{os.getpid()}"
        try:
            # The copy is what is described: the next publishing may come meanwhile.
            copy_published(settings, working)
            with open_snapshot(settings, working) as snapshot:
                manifest = _described(snapshot, note)
            path = folder / f"{manifest['id']}.duckdb"
            beside = path.with_suffix(".json")
            if path.is_file() and beside.is_file():
                return {**_read(beside), "path": str(path)}
            with memory() as con:
                con.execute(
                    f"ATTACH '{_quoted(working)}' AS f (STORAGE_VERSION '{STORAGE_VERSION}')"
                )
                con.execute("USE f")
                sql = statement("frozen/self")
                told = json.dumps(manifest, ensure_ascii=False)
                con.execute(sql, parameters(sql, {"manifest": told}))
                con.execute("CHECKPOINT f")
                con.execute("USE memory")
                con.execute("DETACH f")
            size, digest = working.stat().st_size, sha256(working)
            cite = f"{manifest['cite']}, sha256:{digest}"
            manifest = {**manifest, "bytes": size, "sha256": digest, "cite": cite}
            working.chmod(0o444)
            os.replace(working, path)
            beside.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
        finally:
            working.unlink(missing_ok=True)
    return {**manifest, "path": str(path)}


def copy_published(settings: Settings, path: Path) -> None:
    """What readers see now as one DuckDB file; of a lake its tables, with views and comments.

    Raises:
        WarehouseError: nothing was published.
    """
    if settings.lake is None:
        if not settings.snapshot.is_file():
            with open_for_reading(settings.snapshot, settings):
                pass  # says what is missing
        shutil.copyfile(settings.snapshot, path)
        return
    path.unlink(missing_ok=True)
    with open_published(settings, settings.lake) as con:
        con.execute(f"ATTACH '{_quoted(path)}' AS copied (STORAGE_VERSION '{STORAGE_VERSION}')")
        try:
            con.execute("USE copied")
            migrate(con)
            copy_rows(con, "wh", "copied")
            describe(con)
            con.execute("CHECKPOINT copied")
        finally:
            con.execute("USE wh")
            con.execute("DETACH copied")


def copy_rows(con: Connection, source: str, target: str) -> None:
    """All rows of the catalogue `source` into the tables of `target`, the current one."""
    for name in table_names(con):
        # Empty ones are left alone: to a lake each statement is a question and a file.
        if _any(con, f'{target}."{name}"'):
            con.execute(f'DELETE FROM {target}."{name}"')
        if _any(con, f'{source}."{name}"'):
            con.execute(f'INSERT INTO {target}."{name}" BY NAME FROM {source}."{name}"')


def _any(con: Connection, table: str) -> bool:
    return bool(con.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall())


def _described(snapshot: Snapshot, note: str | None) -> Row:
    tables = content_hashes(snapshot.connection)
    whole = hashlib.sha256(
        "".join(f"{name} {count} {told}\n" for name, (count, told) in tables.items()).encode()
    ).hexdigest()
    made = datetime.now(UTC)
    (extent,) = snapshot.rows("frozen/extent")
    ident = f"readout-{made:%Y%m%d}-{whole[:12]}"
    told = (
        f"Readout snapshot {ident}, {made:%Y-%m-%d}: {_of(extent['articles'], 'article')} of "
        f"{_of(extent['outlets'], 'outlet')}, {extent['first_day']} to {extent['last_day']}, "
        f"{_of(extent['quotes'], 'quote')}, {_of(extent['meetings'], 'meeting')}"
    )
    return {
        "id": ident,
        "made_at": made.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "note": note,
        "content_hash": whole,
        **{k: v if v is None or isinstance(v, int) else str(v) for k, v in extent.items()},
        "software": {"readout": version_of("readout"), "duckdb": version()},
        "versions": snapshot.rows("frozen/versions"),
        "tables": {name: count for name, (count, _) in tables.items()},
        "cite": told,
    }


def content_hashes(con: Connection) -> dict[str, tuple[int, str]]:
    """Table → how many rows, and a hash of them that doesn't depend on their order."""
    found = {}
    for name in table_names(con):
        if name == SELF:
            continue
        row = con.execute(
            f"SELECT count(*), bit_xor(md5_number_upper(r)), sum(md5_number_lower(r)) "
            f'FROM (SELECT CAST(t AS VARCHAR) AS r FROM "{name}" AS t)'
        ).fetchall()[0]
        found[name] = (int(row[0]), f"{row[1] or 0:x}-{row[2] or 0:x}")
    return found


def sha256(path: Path) -> str:
    """Of a file, in hex."""
    told = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            told.update(block)
    return told.hexdigest()


def frozen(settings: Settings) -> list[Row]:
    """The manifests of the frozen snapshots of this home, oldest first."""
    found = [
        {**_read(path), "path": str(path.with_suffix(".duckdb"))} for path in _beside(settings)
    ]
    return sorted(found, key=lambda m: (m["made_at"], m["id"]))


def _beside(settings: Settings) -> list[Path]:
    return sorted(settings.frozen.glob("readout-*.json"))


def _read(path: Path) -> Row:
    made: Row = json.loads(path.read_text(encoding="utf-8"))
    return made


def verify(settings: Settings, named: str) -> list[str]:
    """What of a frozen snapshot isn't as its manifest says; empty when all is.

    Raises:
        ConfigError: there is no such snapshot, or no manifest beside it.
    """
    path = find(settings, named)
    beside = path.with_suffix(".json")
    if not beside.is_file():
        raise ConfigError(
            "The snapshot has no manifest",
            resource=str(beside),
            mend="put the .json that came with it beside it",
        )
    manifest = _read(beside)
    wrong = []
    if (told := sha256(path)) != manifest["sha256"]:
        wrong.append(f"the file's sha256 is {told}, not {manifest['sha256']}")
    try:
        with open_snapshot(settings, path) as snapshot:
            now = _described(snapshot, None)
    except WarehouseError as cause:
        return [*wrong, str(cause)]
    if now["content_hash"] != manifest["content_hash"]:
        wrong.append(f"the content's hash is {now['content_hash']}, not {manifest['content_hash']}")
    return wrong


def find(settings: Settings, named: str) -> Path:
    """The file of a snapshot by path, id, the beginning of an id, or `now` for the published one.

    Raises:
        ConfigError: there is none, or several begin so.
    """
    if named == NOW:
        return settings.snapshot
    if (path := Path(named)).is_file():
        return path
    ids = [beside.stem for beside in _beside(settings)]
    fitting = [
        i for i in ids if i.startswith(named) or i.removeprefix("readout-").startswith(named)
    ]
    if named in ids:
        fitting = [named]
    if len(fitting) == 1:
        return settings.frozen / f"{fitting[0]}.duckdb"
    raise ConfigError(
        "Several snapshots begin so"
        if fitting
        else f"There is no such snapshot{did_you_mean(named, ids)}",
        resource=named,
        why=", ".join(fitting or ids) or "none was frozen yet",
        mend="readout snapshot --list",
    )


def diff(settings: Settings, earlier: str, later: str) -> list[Row]:
    """What two snapshots say otherwise: rows of `what` (meeting, quote, article, person), `kind`
    (new, gone, merged, changed), `id`, `about`, and of changes `field`, `before`, `after`.

    Raises:
        ConfigError: there is no such snapshot. WarehouseError: it can't be opened, or is of
            a schema that can't be compared.
    """
    with _both(settings, earlier, later) as con:
        return [row for name in names("diff") for row in rows(con, statement(name))]


@contextmanager
def _both(settings: Settings, earlier: str, later: str) -> Iterator[Connection]:
    paths: dict[str, Any] = {"a": find(settings, earlier), "b": find(settings, later)}
    schemas = {}
    for path in paths.values():
        with open_for_reading(path, settings) as con:  # tells what is wrong with a file
            schemas[path] = other_schema(con)
    with memory() as con, answering(schemas):
        for name, path in paths.items():
            con.execute(f"ATTACH '{_quoted(path)}' AS {name} (READ_ONLY)")
        yield con


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _of(count: int, one: str) -> str:
    return f"{count:,} {one}" + ("" if count == 1 else "s")
