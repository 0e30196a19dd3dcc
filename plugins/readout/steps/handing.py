"""Handing lists of ids to a statement as a table: as a parameter, a list of a thousand ids
costs DuckDB more time than the statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from readout.model import Row
from readout.storage.loader import Load

_TYPES = {"day": pa.date32(), "seeded": pa.bool_()}


def rows_given(
    load: Load, name: str, columns: Mapping[str, Sequence[str | date | bool | None]], **params: Any
) -> list[Row]:
    """Run `sql/<name>.sql`, which reads `columns` as the table `given`.

    Args:
        columns: name → values, all of one length; `day` holds dates, `seeded` truth, others texts.
    """
    table = pa.table(
        {c: pa.array(values, _TYPES.get(c, pa.string())) for c, values in columns.items()}
    )
    load.connection.register("given", table)
    try:
        return load.rows(name, **params)
    finally:
        load.connection.unregister("given")
