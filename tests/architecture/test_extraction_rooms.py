"""Extraction's sub-rooms import one way: candidates know nothing of who decides on them."""

from __future__ import annotations

from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.architecture.test_imports import LIBRARY, imported

ROOM = LIBRARY / "extraction"
PREFIX = "readout.extraction."
FILES = sorted(ROOM.rglob("*.py"))

# Sub-room → the sub-rooms that it may import.
ALLOWED: dict[str, set[str]] = {
    "syntax": set(),
    "find.people": {"syntax"},
    "find.times": {"syntax"},
    "find.places": {"syntax", "find.people"},
    "find.speech": {"syntax"},
    "find.occasions": {"syntax", "find.people"},
    "resolve": {"syntax", "find.people"},
    "decide": {
        *("syntax", "find.people", "find.times", "find.places", "find.speech"),
        *("find.occasions", "resolve"),
    },
    "article": {"find.people", "decide"},
}


def module_name(path: Path) -> str:
    parts = path.relative_to(LIBRARY.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def sub_room(name: str) -> str | None:
    """The sub-room that a dotted name lies in; None for the room itself."""
    parts = name.removeprefix(PREFIX).split(".") if name.startswith(PREFIX) else []
    for stop in range(len(parts), 0, -1):
        if ".".join(parts[:stop]) in ALLOWED:
            return ".".join(parts[:stop])
    return None


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOM)))
def test_sub_rooms_import_one_way(path: Path) -> None:
    own = sub_room(module_name(path))
    told = {room for name in imported(path) if (room := sub_room(name)) is not None}
    allowed = ALLOWED[own] | {own} if own else {"article"}
    assert told <= allowed, f"{own or 'the door'} may import only {sorted(allowed)}"


def test_no_circle_of_imports() -> None:
    """Neither at the top of a module, nor inside a function, nor for types alone."""
    known = {module_name(path): path for path in FILES}
    TopologicalSorter(
        {name: (imported(path) & set(known)) - {name} for name, path in known.items()}
    ).prepare()


@pytest.mark.parametrize("path", sorted({p.parent for p in FILES}), ids=lambda p: p.name)
def test_every_sub_room_says_what_it_takes_and_gives(path: Path) -> None:
    assert (path / "__init__.py").read_text(encoding="utf-8").startswith('"""')
