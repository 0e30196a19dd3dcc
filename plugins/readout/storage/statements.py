"""SQL texts: files under `sql/`, one statement a file, looked up by path without suffix."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from readout.errors import ConfigError
from readout.home import DATA

SQL = DATA / "sql"


@cache
def statement(name: str) -> str:
    """The text of `sql/<name>.sql`, e.g. `statement("load/entries")`.

    Raises:
        ConfigError: there is no such file, or the name leaves `sql/`.
    """
    path = (SQL / f"{name}.sql").resolve()
    if not path.is_relative_to(SQL) or not path.is_file():
        raise ConfigError("No such SQL file", resource=f"sql/{name}.sql")
    return path.read_text(encoding="utf-8")


def names(folder: str) -> list[str]:
    """Names of all statements in `sql/<folder>/`, sorted."""
    return [f"{folder}/{path.stem}" for path in sorted((SQL / folder).glob("*.sql"))]


def parameters(sql: str, given: dict[str, object]) -> dict[str, object]:
    """Those of `given` that the statement names as `$name`: duckdb refuses extra ones."""
    named = set(re.findall(r"\$([a-z_]+)", sql))
    return {name: value for name, value in given.items() if name in named}


def head_comment(path: Path) -> str:
    """The leading `--` lines of a SQL file: its documentation."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return "\n".join(lines)
