"""Beginnings of lines that are no part of an article, from promotions.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("promotions.toml")


@cache
def promotion() -> re.Pattern[str]:
    """A pattern that matches at the start of an invitation, pointer, credit or notice, in
    any of the languages listed: a page may quote its own furniture in another one."""
    with _FILE.open("rb") as file:
        languages = tomllib.load(file)
    starts = [start for language in languages.values() for start in language["starts"]]
    return re.compile(f"(?:{'|'.join(starts)})", re.IGNORECASE)
