"""The import graph of the library, read from its source."""

from __future__ import annotations

import ast
from pathlib import Path

from readout.config import ROOT

LIBRARY = ROOT / "plugins" / "readout"


def modules() -> list[Path]:
    return sorted(LIBRARY.rglob("*.py"))


def name_of(path: Path) -> str:
    """`readout.sources.urls` for plugins/readout/sources/urls.py; a room's own for its
    `__init__`."""
    parts = path.relative_to(LIBRARY.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path, types: bool = True) -> set[str]:
    """Every absolute module name that a file imports, anywhere in it; without `types` only what is
    there when it runs."""
    found: set[str] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if not types and isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def graph(types: bool = True) -> dict[str, set[str]]:
    """Module → the modules of the library that it imports.

    `from readout.text import parsing` is an import of `readout.text.parsing`, and of
    `readout.text` only where a name of the package itself is taken.
    """
    paths = {name_of(path): path for path in modules()}
    edges: dict[str, set[str]] = {}
    for name, path in paths.items():
        targets = imported(path, types) & set(paths)
        packages = {t for t in targets if any(o.startswith(f"{t}.") for o in targets)}
        edges[name] = targets - packages - {name}
    return edges
