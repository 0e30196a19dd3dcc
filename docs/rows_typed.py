"""Types of the warehouse's rows, read off the migrations."""

from __future__ import annotations

from readout.storage.migrations import migrate
from readout.storage.warehouse import memory

_TYPES = {
    "VARCHAR": "str",
    "BOOLEAN": "bool",
    "DOUBLE": "float",
    "TIMESTAMP": "datetime",
    "DATE": "date",
    "TIME": "time",
}
# The statements of sql/load set these from the moment of the load.
BY_THE_LOAD = frozenset({"loaded_at", "updated_at"})
_HEAD = '''"""A row of each table, as the migrations have it.

Written by docs/generate.py (`make docs`): write a migration instead. A column that may be null or
has a default may be left out, as may what the load itself sets.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NotRequired, TypedDict
'''


def python_type(kind: str) -> str:
    if kind.endswith("[]"):
        return f"list[{python_type(kind[:-2])}]"
    return _TYPES.get(kind.split("(")[0], "int")


def class_name(table: str) -> str:
    """`quote_spans` → `QuoteSpansRow`."""
    return "".join(word.capitalize() for word in table.split("_")) + "Row"


def rows_module() -> str:
    """The text of plugins/readout/storage/rows.py."""
    parts = [_HEAD]
    with memory() as con:
        migrate(con)
        for (table,) in con.execute("SHOW TABLES").fetchall():
            parts.append(f"\n\nclass {class_name(table)}(TypedDict):\n")
            columns = con.execute(f"PRAGMA table_info('{table}')").fetchall()
            for _, name, kind, needed, default, _ in columns:
                told = python_type(kind) if needed else f"{python_type(kind)} | None"
                if not needed or default is not None or name in BY_THE_LOAD:
                    told = f"NotRequired[{told}]"
                parts.append(f"    {name}: {told}\n")
    return "".join(parts)
