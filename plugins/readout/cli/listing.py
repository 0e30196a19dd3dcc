"""Rows on the screen or as JSON, for the commands that list what a statement gives."""

from __future__ import annotations

import json
from typing import Any

from readout.model import Row


def read(name: str, **params: Any) -> list[Row]:
    """The rows of `sql/<name>.sql` on the published snapshot."""
    from readout.storage.snapshot import open_snapshot

    with open_snapshot() as snapshot:
        return snapshot.rows(name, **params)


def show(rows: list[Row], as_json: bool) -> None:
    """Print rows: a table as wide as the terminal, a list where that is too narrow; nothing for
    no rows."""
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, default=str))
        return
    if not rows:
        return
    from rich.console import Console

    from readout.rendering.fitting import Column, Fitted
    from readout.rendering.tables import cell

    cells = [[cell(_said(value)) for value in row.values()] for row in rows]
    Console().print(Fitted([Column(name.replace("_", " ")) for name in rows[0]], cells))


def _said(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
