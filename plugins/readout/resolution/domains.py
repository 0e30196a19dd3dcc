"""The walk of life that a stated role belongs to, and which walks keep two namesakes apart."""

from __future__ import annotations

from functools import cache, lru_cache

from readout.lexicon.loading import table
from readout.names.spelling import words_of

# Walks that one life often joins: a tycoon becomes president, a professor minister.
_JOINED = frozenset(
    {frozenset(p) for p in (("state", "business"), ("state", "science"), ("business", "science"))}
    | {frozenset(p) for p in (("state", "press"), ("arts", "press"), ("state", "faith"))}
)


@cache
def _walk_of_word() -> dict[str, str]:
    walks = table("walks_of_life")
    return {word: walk for walk, listed in walks.items() for word in listed}


@lru_cache(maxsize=16384)
def domain_of(role: str | None) -> str | None:
    """The walk of life that a role tells; None when it tells none or several."""
    if not role:
        return None
    known = _walk_of_word()
    found = {known[w] for w in words_of(role) if w in known}
    return found.pop() if len(found) == 1 else None


def domains_clash(one: str | None, other: str | None) -> bool:
    """Whether these two walks of life speak against one person."""
    if one is None or other is None or one == other:
        return False
    return frozenset((one, other)) not in _JOINED
