"""Reports: the statements under `sql/reports/`, which screen, export and CLI share.

A report is one SQL file. It may name the parameters of `Filters` as `$name`; one that it
does not name can't filter it. A column `total` (how many rows match without the limit) is
taken off the rows and told apart.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

from readout.errors import ConfigError, did_you_mean
from readout.storage.snapshot import Snapshot
from readout.storage.statements import SQL, head_comment, names, statement

if TYPE_CHECKING:
    from readout.storage.results import (
        ReportsAheadRow,
        ReportsDailyRow,
        ReportsMeetingsRow,
        ReportsPairsRow,
        ReportsQuotesRow,
    )

R = TypeVar("R")

# Fields that are no filter of their own: paging, order, whether it was found whom `person` means.
_PAGING = frozenset({"limit", "offset", "meant", "sort"})
_NOBODY = "CREATE OR REPLACE TEMP TABLE meant (meeting_id VARCHAR, person_id VARCHAR)"
_ASKS = re.compile(r"\bFROM meant\b")
# Where a statement lets another order in; the first such place lists the columns.
_SORT = re.compile(r"/\*sort(?::\s*([^*]*))?\*/")


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a report down; None means not at all.

    Attributes:
        person: a name of a person, body or country, or words of one; accents and case ignored.
        country, status, type, kind, outlet: exact values (kind: of a speaker or participant);
            subject: of the article, a key of readout.lexicon.subjects.SUBJECTS;
            contradicted: only those where reports disagree, or (False) only the others; via:
            part of the relaying medium's name.
        since, until: days, both included.
        limit, offset: which stretch of the rows; limit None means all.
        meant: whether the snapshot's connection has the table `meant` (meeting_id, person_id) of
            whom `person` means; readout.watching.meant.who_is_meant makes it.
        sort: a column of `sorts_of`, with `-` before it from the greatest down; where values are
            equal, and where it is None, the report's own order holds. Unknowns come last.
    """

    person: str | None = None
    country: str | None = None
    status: str | None = None
    contradicted: bool | None = None
    kind: str | None = None
    subject: str | None = None
    type: str | None = None
    via: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int | None = None
    offset: int = 0
    meant: bool = False
    sort: str | None = None

    def used(self) -> dict[str, Any]:
        """The filters that are set, without the paging."""
        return {k: v for k, v in asdict(self).items() if v is not None and k not in _PAGING}


@dataclass(frozen=True, slots=True)
class Report(Generic[R]):
    """Rows in the order of the statement; `total` counts those beyond the limit too; `columns` and
    `types` (column → DuckDB's type) are there when no row is."""

    name: str
    columns: list[str]
    rows: list[R]
    total: int
    types: dict[str, str] = field(default_factory=dict)


def report_names() -> list[str]:
    return [name.removeprefix("reports/") for name in names("reports")]


def about(name: str) -> str:
    """The head comment of a report, as one paragraph."""
    return head_comment(SQL / "reports" / f"{name}.sql").replace("\n", " ")


def _named(sql: str) -> set[str]:
    code = "\n".join(line.split("--", 1)[0] for line in sql.splitlines())
    return set(re.findall(r"\$([a-z_]+)", code))


def filters_of(name: str) -> set[str]:
    """Which filters a report knows."""
    return _named(statement(f"reports/{name}")) & set(Filters().__slots__) - _PAGING


def narrows(name: str) -> bool:
    """Whether a report of that name asks which meetings or participants `person` means."""
    return name in report_names() and bool(_ASKS.search(statement(f"reports/{name}")))


def sorts_of(name: str) -> tuple[str, ...]:
    """By which columns a report can be sorted."""
    found = _SORT.search(statement(f"reports/{name}"))
    return tuple(re.findall(r"\w+", found[1] or "")) if found else ()


def _ordered(name: str, sql: str, sort: str | None) -> str:
    """The statement in the order that is asked for.

    Raises:
        ConfigError: the report can't be sorted by that.
    """
    if not sort:
        return sql
    column, known = sort.removeprefix("-"), sorts_of(name)
    if column not in known:
        raise ConfigError(
            f"The report can't be sorted by that{did_you_mean(column, known)}",
            resource=f"{name} {sort}",
            mend=f"one of: {', '.join(known)}" if known else "leave it out",
        )
    direction = "DESC" if sort.startswith("-") else "ASC"
    return _SORT.sub(f'"{column}" {direction} NULLS LAST,', sql)


@overload
def run_report(
    snapshot: Snapshot, name: Literal["ahead"], filters: Filters, now: datetime | None = None
) -> Report[ReportsAheadRow]: ...
@overload
def run_report(
    snapshot: Snapshot, name: Literal["daily"], filters: Filters, now: datetime | None = None
) -> Report[ReportsDailyRow]: ...
@overload
def run_report(
    snapshot: Snapshot, name: Literal["meetings"], filters: Filters, now: datetime | None = None
) -> Report[ReportsMeetingsRow]: ...
@overload
def run_report(
    snapshot: Snapshot, name: Literal["pairs"], filters: Filters, now: datetime | None = None
) -> Report[ReportsPairsRow]: ...
@overload
def run_report(
    snapshot: Snapshot, name: Literal["quotes"], filters: Filters, now: datetime | None = None
) -> Report[ReportsQuotesRow]: ...
@overload
def run_report(
    snapshot: Snapshot, name: str, filters: Filters, now: datetime | None = None
) -> Report[Any]: ...
def run_report(
    snapshot: Snapshot, name: str, filters: Filters, now: datetime | None = None
) -> Report[Any]:
    """Run one report on an open snapshot.

    Args:
        now: what a statement's `$now` is (naive UTC); the clock's when left out.

    Raises:
        ConfigError: there is no such report, or it doesn't know a filter or an order that is
            set.
    """
    if name not in report_names():
        raise ConfigError(
            f"There is no such report{did_you_mean(name, report_names())}",
            resource=name,
            mend="one of: " + ", ".join(report_names()),
        )
    if strange := sorted(set(filters.used()) - filters_of(name)):
        options = ", ".join(f"--{f}" for f in sorted(filters_of(name))) or "no filter"
        raise ConfigError(
            f"The report can't be narrowed down by {', '.join(strange)}",
            resource=name,
            mend=f"leave it out; this report knows {options}",
        )
    sql = _ordered(name, statement(f"reports/{name}"), filters.sort)
    named = _named(sql)
    if filters.person and narrows(name) and not filters.meant:
        raise ValueError(f"{name}: ask readout.watching.meant.who_is_meant first")
    known = asdict(filters) | {"now": now or datetime.now(UTC).replace(tzinfo=None)}
    given = {k: v for k, v in known.items() if k in named}
    if narrows(name) and not filters.meant:
        snapshot.connection.execute(_NOBODY)
    cursor = snapshot.connection.execute(sql, given or None)
    columns = [column[0] for column in cursor.description or []]
    types = {column[0]: str(column[1]) for column in cursor.description or []}
    rows = [dict(zip(columns, values, strict=True)) for values in cursor.fetchall()]
    total = len(rows)
    if "total" in columns:
        total = rows[0]["total"] if rows else 0
        rows = [{k: v for k, v in row.items() if k != "total"} for row in rows]
        columns.remove("total")
    if "limit" not in named:
        end = None if filters.limit is None else filters.offset + filters.limit
        rows = rows[filters.offset : end]
    return Report(name, columns, rows, total, types)
