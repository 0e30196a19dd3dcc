"""A short name for what a room would answer: it moves when the code or the words do.

Comments, docstrings, blank lines and the order of a TOML file's tables move nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

LENGTH: Final = 12
"""Hex digits of a fingerprint: two of a million collide with a chance of 1 in 500."""

# What decides where a comment begins and where a statement may: strings (Python's grammar, "String
# and bytes literals"), comments, brackets. Python's own tokenizer takes ten times as long, and
# every process that reads or resolves asks for a version.
_LONG: Final = r"{0}{{3}}[^{0}\\]*(?:(?:\\.|{0}(?!{0}{0}))[^{0}\\]*)*{0}{{3}}"
_SHORT: Final = r"{0}[^{0}\\\n]*(?:\\.[^{0}\\\n]*)*{0}"
_STRINGS: Final = "|".join(form.format(mark) for form in (_LONG, _SHORT) for mark in "\"'")
_PIECE: Final = re.compile(
    rf"(?:\b[rbfuRBFU]{{1,2}})?(?:{_STRINGS})|#[^\n]*|[()\[\]{{}}]", re.DOTALL
)


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
        return "\0".join(_code(data.decode())).encode("utf-8", "surrogatepass")
    if path.suffix == ".toml":
        return json.dumps(tomllib.loads(data.decode()), sort_keys=True).encode()
    return data


def _code(source: str) -> list[str]:
    """A Python source without comments, blank lines and strings that are a statement each
    (docstrings); its other strings stand behind the lines that they belong to."""
    source = source.replace("\r\n", "\n")
    lines, strings = [], []
    depth = kept = 0
    for found in _PIECE.finditer(source):
        piece, start, end = found[0], found.start(), found.end()
        if piece in "([{":
            depth += 1
        elif piece in ")]}":
            depth -= 1
        elif piece[0] == "#":
            lines.append(source[kept:start])
            kept = end
        else:
            lines.append(source[kept:start])
            kept = end
            if depth or not _alone(source, start, end):
                lines.append('"')
                strings.append(piece)
    lines.append(source[kept:])
    code = "".join(lines).split("\n")
    return ["\n".join(filter(None, map(str.rstrip, code))), *strings]


def _alone(source: str, start: int, end: int) -> bool:
    """Whether nothing but a comment stands on its first and last line beside a string."""
    first, last = source.rfind("\n", 0, start) + 1, source.find("\n", end)
    after = source[end : last if last >= 0 else None].lstrip()
    goes_on = source[first - 2 : first] == "\\\n"
    return not goes_on and not source[first:start].strip() and (not after or after[0] == "#")
