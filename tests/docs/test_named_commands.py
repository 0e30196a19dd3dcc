"""Every command that a sentence of the product names is one: what mends a fault must be there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from readout.cli.app import _attach, app
from readout.config import ROOT

# "readout feeds set URL --every 60": the command, its own command, and the options behind.
_NAMED = re.compile(r"(?<!=)\breadout ([a-z]+)(?: ([a-z]+)\b)?([^,;.)`“”|]*)")
_OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z-]*)")
_WORDS = {"is"}  # "which readout is left behind" names no command
_FILES = sorted((ROOT / "plugins" / "readout").rglob("*.py")) + sorted((ROOT / "dags").glob("*.py"))


def texts(path: Path) -> Iterator[str]:
    """The strings of a file but its docstrings; what is put in at run time is X."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr):
                inside.add(id(first.value))
        if isinstance(node, ast.JoinedStr):
            inside.update(id(part) for part in node.values)
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else "X" for p in node.values)
        elif isinstance(node, ast.Constant) and id(node) not in inside:
            yield str(node.value)


def faults(text: str, root: Any) -> Iterator[str]:
    """What is named in a text and does not exist."""
    for name, under, rest in _NAMED.findall(text):
        if name in _WORDS:
            continue
        command = root.commands.get(name)
        if command is None:
            yield f"readout {name}"
            continue
        if under and hasattr(command, "commands"):
            command = command.commands.get(under)
            if command is None:
                yield f"readout {name} {under}"
                continue
        known = {option for p in command.params for option in (*p.opts, *p.secondary_opts)}
        yield from (f"readout {name} {under} {o}" for o in _OPTION.findall(rest) if o not in known)


@pytest.fixture(scope="module")
def root() -> Any:
    if not app.registered_commands:
        _attach()
    return typer.main.get_command(app)


def test_every_command_that_is_named_exists(root: Any) -> None:
    found = {
        f"{path.relative_to(ROOT)}: {fault}"
        for path in _FILES
        for text in texts(path)
        for fault in faults(text, root)
    }
    assert not found


# A command in a document stands in code, between words of any kind.
_CODE = re.compile(r"```.*?```|`[^`\n]+(?:\n[^`\n]+)?`", re.S)
_PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", _PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_command_that_a_document_names_exists(root: Any, page: Path) -> None:
    told = page.read_text(encoding="utf-8")
    assert [f for code in _CODE.findall(told) for f in faults(code, root)] == []


@pytest.mark.parametrize(
    "text, fault",
    [
        ("first: readout feeds find SITE", "readout feeds find"),
        ("then readout reprot feeds", "readout reprot"),
        ("try readout feeds set URL --evry 60", "readout feeds set --evry"),
    ],
)
def test_one_that_does_not_is_found(root: Any, text: str, fault: str) -> None:
    assert list(faults(text, root)) == [fault]
