"""The word lists of single rules (words.toml), by the module that asks and their name."""

from __future__ import annotations

from functools import cache
from typing import Any

from readout.lexicon.loading import table


@cache
def listed(key: str) -> frozenset[str]:
    """A list by its dotted name: `listed("people.names.particles")`.

    Raises:
        KeyError: words.toml has no such list.
    """
    found: Any = table("words")
    for part in key.split("."):
        found = found[part]
    return frozenset(found)
