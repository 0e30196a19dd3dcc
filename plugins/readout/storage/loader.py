"""The one loader: staged rows → temp tables → MERGE → checks → COMMIT → CHECKPOINT.

Everything between BEGIN and COMMIT is one transaction: when a check refuses a row, or the
process is killed, nothing of the load is kept and the bundles still wait.
"""

from __future__ import annotations

import contextlib
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from readout.config import Settings
from readout.errors import CheckFailed
from readout.storage.migrations import migrate
from readout.storage.results import Asked
from readout.storage.staging import RELATIONS, Bundle, as_table, ready_bundles, retire
from readout.storage.statements import names, parameters, statement
from readout.storage.warehouse import (
    Connection,
    commit,
    open_for_loading,
    rows,
    table_names,
)


@dataclass
class Load(Asked):
    """One open transaction on the warehouse."""

    connection: Connection
    now: datetime
    staged: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def answer(self, name: str, params: Mapping[str, Any]) -> list[Any]:
        """The rows of `sql/<name>.sql` inside the transaction; `$now` is the load's."""
        sql = statement(name)
        return rows(self.connection, sql, parameters(sql, {"now": self.now, **params}))

    def stage(self, relation: str, records: Iterable[Mapping[str, Any]]) -> int:
        """Put records into the temp table of a relation (`stg_<relation>`)."""
        table = as_table(RELATIONS.get(relation, relation), records)
        if table.num_rows:
            self.connection.register("arrow_rows", table)
            self.connection.execute(
                f"INSERT INTO temp.stg_{relation} BY NAME FROM arrow_rows"
            ).fetchall()
            self.connection.unregister("arrow_rows")
        self.staged += table.num_rows
        return int(table.num_rows)

    def merge(self, relations: Iterable[str]) -> None:
        """Run `sql/load/<relation>.sql` for each relation that has staged rows."""
        for relation in relations:
            if self._size(f"temp.stg_{relation}"):
                before = self._size(RELATIONS.get(relation, relation))
                for part in self.connection.extract_statements(statement(f"load/{relation}")):
                    given = parameters(part.query, {"now": self.now})
                    # Fetched to the end: DuckDB 2 registers no table beside an open result.
                    self.connection.execute(part, given).fetchall()
                after = self._size(RELATIONS.get(relation, relation))
                self.counts[relation] = after - before

    def _size(self, table: str) -> int:
        return int(self.connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])

    def check(self) -> None:
        """Run every data check on what was staged.

        Raises:
            CheckFailed: a check found rows; the first is in the message.
        """
        for name in names("checks"):
            found = self.rows(name)
            if found:
                raise CheckFailed(
                    "A data check refused the load; nothing of it was kept",
                    resource=f"sql/{name}.sql",
                    why=f"rows: {len(found)}, the first: {found[0]}",
                    mend="fix the step that made these rows and run it again",
                )


def create_staging_tables(con: Connection) -> None:
    """An empty temp table `stg_<relation>` beside each relation.

    To be called inside a transaction: a lake asks PostgreSQL for its tables once in each.
    """
    relations = dict(RELATIONS)
    for table in table_names(con):
        relations.setdefault(table, table)
    for relation, table in relations.items():
        con.execute(f"CREATE OR REPLACE TEMP TABLE stg_{relation} AS FROM {table} LIMIT 0")


@contextlib.contextmanager
def loading(settings: Settings, step: str) -> Iterator[Load]:
    """A transaction on the warehouse, migrated, with empty staging tables.

    Committed, checked and checkpointed on leaving; rolled back on any exception.

    Raises:
        WarehouseLocked, WarehouseError, MigrationError: it can't be opened.
        CheckFailed: a data check refused it.
    """
    started = time.monotonic()
    # Each statement of a load looks at little: a second thread costs a third more CPU time.
    with open_for_loading(settings.changed(threads=1)) as con:
        migrate(con)
        load = Load(con, datetime.now(UTC).replace(tzinfo=None))
        con.execute("BEGIN")
        try:
            create_staging_tables(con)
            yield load
            load.check()
            if load.staged:
                con.execute(
                    "INSERT INTO loads VALUES ($id, $step, $files, $rows, $seconds, $now)",
                    {
                        "id": uuid.uuid4().hex,
                        "step": step,
                        "files": load.counts.get("bundles", 0),
                        "rows": load.staged,
                        "seconds": time.monotonic() - started,
                        "now": load.now,
                    },
                )
            commit(con)
        except BaseException:
            with contextlib.suppress(Exception):
                con.execute("ROLLBACK")
            raise
        # In a lake this is its whole maintenance, for `maintain` to do.
        if load.staged and settings.lake is None:
            con.execute("CHECKPOINT wh")


def stage_bundles(load: Load, bundles: Iterable[Bundle]) -> None:
    """Put the rows of bundles into the staging tables."""
    waiting = list(bundles)
    for relation in RELATIONS:
        files = [b.files[relation] for b in waiting if relation in b.files]
        if files:
            load.connection.execute(
                f"INSERT INTO temp.stg_{relation} BY NAME "
                "FROM read_parquet($files, union_by_name=true)",
                {"files": files},
            )
            counted = load.connection.execute(f"SELECT count(*) FROM temp.stg_{relation}")
            load.staged += counted.fetchall()[0][0]


def load_bundles(
    settings: Settings, step: str, *, then: Callable[[Load], object] | None = None
) -> dict[str, int]:
    """Load every waiting bundle of `step`.

    Args:
        then: called after the merge, in the same transaction; it may stage and merge more.

    Returns:
        relation -> how many rows its table gained (updates count as nothing gained).
    """
    bundles = ready_bundles(settings.staging, step)
    with loading(settings, step) as load:
        stage_bundles(load, bundles)
        load.merge(RELATIONS)
        if then and bundles:
            then(load)
        load.counts["bundles"] = len(bundles)
    retire(settings.staging, bundles)
    return load.counts
