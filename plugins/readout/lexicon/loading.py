"""The one place that opens the word lists: TOML files beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `lexicon/<name>.toml`, read once; not to be changed."""
    with (_HERE / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
