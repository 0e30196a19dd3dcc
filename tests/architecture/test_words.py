"""Words stand in lexicon/, opened by one loader; code that reads language holds no lists of them."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from readout import model
from readout.extraction.find.times.expressions import Kind
from readout.lexicon.words import listed

from tests.architecture.imports import LIBRARY

# The rooms that read or write language. Elsewhere a set of words is a set of field names.
ROOMS = ("extraction", "resolution", "text", "watching", "rendering")
MOST = 4
WORD = re.compile(r"[a-zà-ÿ’'.‑ -]{2,}")
# Not words of a language: labels of the parser (ClearNLP), of our own types, names of headers.
LABELS = frozenset(
    [
        "nsubj",
        "nsubjpass",
        "csubj",
        "csubjpass",
        "dobj",
        "obj",
        "pobj",
        "iobj",
        "dative",
        "attr",
        "oprd",
        "acomp",
        "xcomp",
        "ccomp",
        "advcl",
        "relcl",
        "acl",
        "conj",
        "cc",
        "appos",
        "poss",
        "prep",
        "pcomp",
        "agent",
        "aux",
        "auxpass",
        "neg",
        "det",
        "predet",
        "amod",
        "compound",
        "nmod",
        "nummod",
        "quantmod",
        "npadvmod",
        "advmod",
        "mark",
        "punct",
        "dep",
        "parataxis",
        "case",
        "expl",
        "intj",
        "meta",
        "preconj",
        "prt",
        "str",
        "bool",
        "null",
        "int",
        "float",
        "seq",
        "map",
    ]
)
TYPES = frozenset(
    value
    for kind in (model.Status, model.Precision, model.Basis, model.Format, model.SpeakerKind, Kind)
    for value in get_args(kind)
)
ASKED = re.compile(r'listed\(\s*"([a-z_.0-9]+)"')


def language_files() -> list[Path]:
    return [path for room in ROOMS for path in sorted((LIBRARY / room).rglob("*.py"))]


def literal(node: ast.AST) -> list[str]:
    """The strings of a literal set, or of several joined."""
    if isinstance(node, ast.Set):
        values = [e.value for e in node.elts if isinstance(e, ast.Constant)]
        return [v for v in values if isinstance(v, str)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return literal(node.left) + literal(node.right)
    return []


def too_long(source: str) -> Iterator[tuple[int, list[str]]]:
    for node in ast.walk(ast.parse(source)):
        words = [w for w in literal(node) if WORD.fullmatch(w) and w not in LABELS | TYPES]
        if len(words) > MOST and not all("-" in w or w == "references" for w in words):
            yield node.lineno, words  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", language_files(), ids=lambda p: str(p.relative_to(LIBRARY)))
def test_no_list_of_words_stands_in_code(path: Path) -> None:
    found = list(too_long(path.read_text(encoding="utf-8")))
    assert found == [], "move it to lexicon/words.toml and ask for it by listed(…)"


def test_such_a_list_is_seen() -> None:
    assert list(too_long('X = {"say", "tell", "add"} | {"note", "warn"}'))
    assert not list(too_long('X = {"nsubj", "dobj", "pobj", "attr", "prep"}'))
    assert not list(too_long('X = {"held", "denied", "likely", "possible", "scheduled"}'))


def lists(table: object, path: str = "") -> Iterator[str]:
    if isinstance(table, dict):
        for key, inner in table.items():
            yield from lists(inner, f"{path}.{key}" if path else key)
    else:
        yield path


def test_every_list_is_asked_for_and_no_other() -> None:
    with (LIBRARY / "lexicon" / "words.toml").open("rb") as file:
        there = set(lists(tomllib.load(file)))
    asked = {
        key
        for path in LIBRARY.rglob("*.py")
        for key in ASKED.findall(path.read_text(encoding="utf-8"))
        if path != LIBRARY / "lexicon" / "words.py"  # it only tells how a list is asked for
    }
    assert asked == there
    assert all(listed(key) for key in there)


def test_nobody_else_opens_the_lists() -> None:
    opening = {
        str(path.relative_to(LIBRARY))
        for path in LIBRARY.rglob("*.py")
        if "tomllib" in path.read_text(encoding="utf-8")
    }
    # Seeds, weights, meanings of columns and the gate's culture file are no lexicon; a
    # fingerprint reads any room.
    assert opening <= {
        "lexicon/loading.py",
        "resolution/gazetteer.py",
        "resolution/linking.py",
        "storage/meanings.py",
        "evaluation/corpora.py",
        "fingerprint.py",
        "training/topics.py",
    }
