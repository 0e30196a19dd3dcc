"""The gate's corpora on disk: the only module of this room that reads files."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from readout.evaluation.bearers import Culture
from readout.evaluation.gold import GoldItem
from readout.evaluation.markup import Block, GoldError, read_blocks
from readout.evaluation.perturbing import Swaps

CORPORA = ("quotes_sentences", "meetings_sentences", "articles", "unseen", "seed")
HELD_OUT = "heldout"
# Most passages about meetings were written as of this Wednesday.
DEFAULT_DAY = date(2024, 3, 13)


def load_corpus(name: str, folder: Path) -> list[GoldItem]:
    """The items of one corpus, with their offsets; see `load_blocks`.

    Raises:
        GoldError: the name is unknown, a file is missing or says what can't be so.
    """
    return [block.item() for block in load_blocks(name, folder)]


def load_blocks(name: str, folder: Path) -> list[Block]:
    """Read one corpus from `folder` (tests/gate) as it stands in its files.

    `quotes_sentences` and `meetings_sentences` are one marked-up file each and judge one
    side; `articles` and `unseen` are folders with one marked-up file each (the latter judges
    meetings, and was written when the rules were nearly done), `seed` the seed article. All
    of them were used to mend rules: they lie in `tuned/`. `heldout` was not.

    Raises:
        GoldError: the name is unknown, or a file is missing.
    """
    source = folder / "tuned" / "source"
    if name == "quotes_sentences":
        return _read(source / f"{name}.txt", "q", frozenset({"quotes"}))
    if name == "meetings_sentences":
        return _read(source / f"{name}.txt", "m", frozenset({"meetings"}))
    both = frozenset({"quotes", "meetings"})
    if name == "seed":
        return _read(source / "seed.txt", "seed", both)
    if name == "articles":
        files = sorted((folder / "tuned" / "articles").glob("*.txt"))
        return [block for file in files for block in _read(file, file.stem, both)]
    if name == "unseen":
        files = sorted((folder / "tuned" / "unseen").glob("*.txt"))
        return [block for f in files for block in _read(f, f.stem, frozenset({"meetings"}))]
    if name == HELD_OUT:
        files = sorted((folder / HELD_OUT).glob("*.txt"))
        return [block for file in files for block in _read(file, file.stem, both)]
    raise GoldError("No such corpus", resource=name, mend=f"choose from {', '.join(CORPORA)}")


def load_swaps(folder: Path) -> Swaps:
    """The words that perturbed items are made with: names.toml and swaps.toml of `folder`.

    Raises:
        GoldError: a file is missing or no TOML.
    """
    words = _toml(folder / "swaps.toml")
    reporting: dict[str, tuple[str, ...]] = {}
    for line in words["reporting"]:
        same = line.split()
        reporting.update({w: tuple(o for o in same if o != w) for w in same})
    return Swaps(
        cultures=load_cultures(folder),
        reporting=reporting,
        meeting=tuple((re.compile(r["find"]), tuple(r["others"])) for r in words["meeting"]),
        datelines=tuple(words["datelines"]),
    )


def load_cultures(folder: Path) -> tuple[Culture, ...]:
    """Names of many cultures, from names.toml of `folder`.

    Raises:
        GoldError: the file is missing or no TOML.
    """
    return tuple(
        Culture(
            name=row["name"],
            kind=row["kind"],
            given={sex: _several(row[sex]) for sex in ("male", "female")},
            family=_several(row["family"]),
        )
        for row in _toml(folder / "names.toml")["culture"]
    )


def _several(told: str) -> tuple[str, ...]:
    """Words of a line, or what stands between semicolons where names have several words."""
    parts = told.split(";") if ";" in told else told.split()
    return tuple(p.strip() for p in parts)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as cause:
        raise GoldError("The gate's words can't be read", resource=str(path), why=cause) from cause


def _read(path: Path, prefix: str, judges: frozenset[str]) -> list[Block]:
    try:
        source = path.read_text(encoding="utf-8")
    except OSError as cause:
        raise GoldError("A gold file can't be read", resource=str(path), why=cause) from cause
    return read_blocks(source, prefix, DEFAULT_DAY, judges)
