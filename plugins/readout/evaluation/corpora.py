"""The gate's corpora on disk: the only module of this room that reads files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from readout.evaluation.gold import GoldItem, as_row
from readout.evaluation.markup import GoldError, read_gold

CORPORA = ("quotes_sentences", "meetings_sentences", "articles", "unseen", "seed")
# Most passages about meetings were written as of this Wednesday.
DEFAULT_DAY = date(2024, 3, 13)


def load_corpus(name: str, folder: Path) -> list[GoldItem]:
    """Read one corpus from `folder` (tests/gate).

    `quotes_sentences` and `meetings_sentences` are one marked-up file each and judge one
    side; `articles` and `unseen` are folders with one marked-up file each (the latter judges
    meetings, and was written when the rules were nearly done), `seed` the seed article.

    Raises:
        GoldError: the name is unknown, a file is missing or says what can't be so.
    """
    if name == "quotes_sentences":
        return _read(folder / "source" / f"{name}.txt", "q", frozenset({"quotes"}))
    if name == "meetings_sentences":
        return _read(folder / "source" / f"{name}.txt", "m", frozenset({"meetings"}))
    both = frozenset({"quotes", "meetings"})
    if name == "seed":
        return _read(folder / "source" / "seed.txt", "seed", both)
    if name == "articles":
        files = sorted((folder / "articles").glob("*.txt"))
        return [item for file in files for item in _read(file, file.stem, both)]
    if name == "unseen":
        files = sorted((folder / "unseen").glob("*.txt"))
        return [item for f in files for item in _read(f, f.stem, frozenset({"meetings"}))]
    raise GoldError("No such corpus", resource=name, mend=f"choose from {', '.join(CORPORA)}")


def _read(path: Path, prefix: str, judges: frozenset[str]) -> list[GoldItem]:
    try:
        source = path.read_text(encoding="utf-8")
    except OSError as cause:
        raise GoldError("A gold file can't be read", resource=str(path), why=cause) from cause
    return read_gold(source, prefix=prefix, published=DEFAULT_DAY, judges=judges)


def as_json_lines(items: list[GoldItem]) -> str:
    """The corpus with offsets, one JSON object a line, as the scorers of others read it."""
    return "".join(json.dumps(as_row(i), ensure_ascii=False) + "\n" for i in items)
