"""What is printed on news pages and is no article: lines (promotions.toml), time stamps
(stamps.toml), and whole pages that stand in an article's place (page_notices.toml)."""

from __future__ import annotations

import re
from functools import cache

from readout.lexicon.loading import table


@cache
def promotion() -> re.Pattern[str]:
    """A pattern that matches at the start of an invitation, pointer, credit or notice, in
    any of the languages listed: a page may quote its own furniture in another one."""
    languages = table("promotions").values()
    starts = [start for language in languages for start in language["starts"]]
    return re.compile(f"(?:{'|'.join(starts)})", re.IGNORECASE)


@cache
def stamps() -> tuple[frozenset[tuple[str, ...]], frozenset[str]]:
    """How a time stamp may begin (as words), and the words that it may consist of."""
    listed = table("stamps")
    return (
        frozenset(tuple(head.split()) for head in listed["heads"]),
        frozenset(listed["words"]),
    )


@cache
def notice(kind: str) -> re.Pattern[str]:
    """A pattern that is found in what a `consent`, `paywall` or `error` page says."""
    return re.compile(rf"\b(?:{'|'.join(table('page_notices')[kind])})\b", re.IGNORECASE)
