"""A warehouse in memory for many short resolutions: real SQL, real loader, no file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from readout.steps import Counts
from readout.steps.resolving import resolve_into
from readout.storage.loader import Load, create_staging_tables
from readout.storage.migrations import migrate
from readout.storage.staging import RELATIONS
from readout.storage.warehouse import Connection, memory, rows

NOW = datetime(2023, 7, 1, 12, 0)
Row = dict[str, Any]

# What must not depend on the order of arrival: everything but the times and ids of runs, and
# the two logs, which tell what was learned when.
TABLES = {
    "people": "person_id, name, type, country, seeded, first_seen_at",
    "people_aliases": "alias_id, person_id, alias, source, first_seen_at",
    "role_claims": "* EXCLUDE (resolver_version)",
    "assertions": "* EXCLUDE (run_id, asserted_at)",
    "assertion_parties": "*",
    "assertion_pairs": "*",
    "meetings": "* EXCLUDE (run_id, updated_at)",
    "meeting_participants": "*",
    "meeting_links": "* EXCLUDE (linked_at)",
}


class _Noting(Load):
    """Notes which staging tables it used, so that only these are emptied for the next load:
    making all of them anew takes longer than the load."""

    used: set[str]

    def stage(self, relation: str, records: Iterable[Mapping[str, Any]]) -> int:
        self.used.add(relation)
        return super().stage(relation, records)


class Warehouse:
    """Loads and resolves, one after the other."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._used: set[str] = set()
        self.now = NOW
        create_staging_tables(connection)

    def _load(self) -> Load:
        for relation in self._used:
            self.connection.execute(f"DELETE FROM temp.stg_{relation}").fetchall()
        self._used.clear()
        load = _Noting(self.connection, self.now)
        load.used = self._used
        return load

    def load(self, *bundles: Mapping[str, Iterable[Row]]) -> None:
        load = self._load()
        for bundle in bundles:
            for relation, records in bundle.items():
                load.stage(relation, records)
        load.merge(
            [*(r for r in RELATIONS if r in self._used), *sorted(self._used - set(RELATIONS))]
        )
        load.check()

    def look(self, *articles: str, withdrawn: bool) -> None:
        """Articles were looked at again, and are gone, or there (again)."""
        self.now += timedelta(minutes=1)
        at = {"last_fetched_at": self.now, "withdrawn_at": self.now if withdrawn else None}
        self.load({"article_looks": [{"article_id": a, "looks": 2, **at} for a in articles]})

    def resolve(
        self,
        run_id: str = "run",
        limit: int = 1000,
        then: Callable[[Load], object] | None = None,
    ) -> Counts:
        """One resolution; `then` does more in its transaction (alerts are queued there). What
        a new version makes of known reports is resolved before, as a round of its own."""
        counts = Counts()
        news = False
        while not news:
            load = self._load()
            part, _, news = resolve_into(load, run_id, limit)
            counts.add(**part.counts)
            if then is not None and news:
                then(load)
            load.check()
        return counts

    def rows(self, sql: str) -> list[Row]:
        return rows(self.connection, sql)

    def tables(self) -> dict[str, list[str]]:
        """Every table of TABLES, its rows as sorted texts."""
        return {
            table: sorted(str(r) for r in self.rows(f"SELECT {columns} FROM {table}"))
            for table, columns in TABLES.items()
        }


@contextmanager
def warehouse() -> Iterator[Warehouse]:
    with memory() as con:
        migrate(con)
        con.execute("SET TimeZone='UTC'")
        con.execute("SET threads=1")  # tiny tables: waking threads costs more than they do
        yield Warehouse(con)
