"""Handing lists of ids to a statement as a table: as a parameter, a list of a thousand ids
costs DuckDB more time than the statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from readout.storage.loader import Load
from readout.storage.results import Asked

_TYPES = {"day": pa.date32(), "seeded": pa.bool_()}


@dataclass(frozen=True, slots=True)
class Given(Asked):
    """A load that is asked statements which read `columns` as the table `given`.

    `columns`: name → values, all of one length; `day` holds dates, `seeded` truth, others texts.
    """

    load: Load
    columns: Mapping[str, Sequence[str | date | bool | None]]

    def answer(self, name: str, params: Mapping[str, Any]) -> list[Any]:
        """The rows of `sql/<name>.sql`, with the table there while it runs."""
        made = {c: pa.array(v, _TYPES.get(c, pa.string())) for c, v in self.columns.items()}
        self.load.connection.register("given", pa.table(made))
        try:
            return self.load.answer(name, params)
        finally:
            self.load.connection.unregister("given")
