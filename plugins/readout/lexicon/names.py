"""Words of names: which family names stand first."""

from __future__ import annotations

from functools import cache

from readout.lexicon.loading import table


@cache
def family_names_first() -> frozenset[str]:
    """Family names that papers print before the given one (Xi Jinping), lower case."""
    return frozenset(table("family_names")["first"])
