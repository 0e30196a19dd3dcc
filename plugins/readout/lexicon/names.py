"""Words of names: which family names stand first."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def family_names_first() -> frozenset[str]:
    """Family names that papers print before the given one (Xi Jinping), lower case."""
    path = Path(__file__).with_name("family_names.toml")
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["first"])
