"""A short name for what a room would answer: it moves when the code or the words do.

Comments, docstrings, blank lines and the order of a TOML file's tables move nothing.
"""

from __future__ import annotations

import hashlib
import io
import json
import tokenize
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

LENGTH: Final = 12
"""Hex digits of a fingerprint: two of a million collide with a chance of 1 in 500."""

_SILENT: Final = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER})
_BLOCKS: Final = {tokenize.INDENT: "{", tokenize.DEDENT: "}", tokenize.NEWLINE: "\n"}


def fingerprint(folders: Iterable[Path], *names: str) -> str:
    """The first digits of a SHA-256 over the files of some folders.

    Args:
        folders: Python files are taken without what has no effect, TOML files by content,
            everything else (weights) byte by byte.
        names: what else decides: the language model and its version, settings.
    """
    digest = hashlib.sha256()
    for folder in sorted(folders):
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            if "__pycache__" not in path.parts:
                digest.update(path.relative_to(folder.parent).as_posix().encode())
                digest.update(_effect(path))
    for name in names:
        digest.update(b"\0" + name.encode())
    return digest.hexdigest()[:LENGTH]


def _effect(path: Path) -> bytes:
    data = path.read_bytes()
    if path.suffix == ".py":
        return " ".join(_code(data)).encode("utf-8", "surrogatepass")
    if path.suffix == ".toml":
        return json.dumps(tomllib.loads(data.decode()), sort_keys=True).encode()
    return data


def _code(source: bytes) -> Iterator[str]:
    """The tokens of a Python source that have an effect."""
    statement = True  # whether a string that comes now would be a statement of its own
    for token in tokenize.tokenize(io.BytesIO(source).readline):
        if token.type in _SILENT or (token.type == tokenize.STRING and statement):
            continue
        if token.type == tokenize.NEWLINE and statement:
            continue  # behind a docstring
        statement = token.type in _BLOCKS
        yield _BLOCKS.get(token.type, token.string)
