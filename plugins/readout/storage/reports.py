"""Reports: the statements under `sql/reports/`, which screen, export and CLI share.

A report is one SQL file. It may name the parameters of `Filters` as `$name`; one that it
does not name can't filter it. A column `total` (how many rows match without the limit) is
taken off the rows and told apart.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from readout.errors import ConfigError, did_you_mean
from readout.storage.snapshot import Snapshot
from readout.storage.statements import SQL, head_comment, names, statement
from readout.storage.warehouse import Row

# Parameters that are no filter of their own: paging, and what `person` means.
_PAGING = frozenset({"limit", "offset", "meetings", "parties"})


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a report down; None means not at all.

    Attributes:
        person: a name of a person, body or country, or words of one; accents and case ignored.
        status, type, outlet: exact values; via: part of the relaying medium's name.
        since, until: days, both included.
        limit, offset: which stretch of the rows; limit None means all.
        meetings, parties: the meetings that `person` means, and “MEETING PERSON” for each
            participant whom it means (readout.watching.meant.who_is_meant).
    """

    person: str | None = None
    status: str | None = None
    type: str | None = None
    via: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int | None = None
    offset: int = 0
    meetings: tuple[str, ...] | None = None
    parties: tuple[str, ...] | None = None

    def used(self) -> dict[str, Any]:
        """The filters that are set, without the paging."""
        return {k: v for k, v in asdict(self).items() if v is not None and k not in _PAGING}


@dataclass(frozen=True, slots=True)
class Report:
    """Rows in the order of the statement; `total` counts those beyond the limit too; `columns` are
    there when no row is."""

    name: str
    columns: list[str]
    rows: list[Row]
    total: int


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
    return name in report_names() and bool(
        _named(statement(f"reports/{name}")) & {"meetings", "parties"}
    )


def run_report(
    snapshot: Snapshot, name: str, filters: Filters, now: datetime | None = None
) -> Report:
    """Run one report on an open snapshot.

    Args:
        now: what a statement's `$now` is (naive UTC); the clock's when left out.

    Raises:
        ConfigError: there is no such report, or it doesn't know a filter that is set.
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
    sql = statement(f"reports/{name}")
    named = _named(sql)
    if filters.person and narrows(name) and filters.meetings is None:
        raise ValueError(f"{name}: ask readout.watching.meant.who_is_meant first")
    known = asdict(filters) | {"now": now or datetime.now(UTC).replace(tzinfo=None)}
    for ids in ("meetings", "parties"):
        known[ids] = list(known[ids] or ())
    given = {k: v for k, v in known.items() if k in named}
    cursor = snapshot.connection.execute(sql, given or None)
    columns = [column[0] for column in cursor.description or []]
    rows = [dict(zip(columns, values, strict=True)) for values in cursor.fetchall()]
    total = len(rows)
    if "total" in columns:
        total = rows[0]["total"] if rows else 0
        rows = [{k: v for k, v in row.items() if k != "total"} for row in rows]
        columns.remove("total")
    if "limit" not in named:
        end = None if filters.limit is None else filters.offset + filters.limit
        rows = rows[filters.offset : end]
    return Report(name, columns, rows, total)
