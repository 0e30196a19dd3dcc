"""Every package under plugins/readout is a room, rooms in rooms too; no two need each other.

Read from the imports as they stand, those inside functions and below TYPE_CHECKING too: a
circle that is broken by a late import is a circle.
"""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.architecture.imports import LIBRARY, graph

GRAPH = graph()
ROOMS = sorted({path.parent for path in LIBRARY.rglob("*.py")})


def circle(edges: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: str(p.relative_to(LIBRARY.parent)))
def test_what_stands_in_a_room_runs_one_way(room: Path) -> None:
    """The modules and the rooms that stand directly in one room, each room as a whole."""
    prefix = ".".join(room.relative_to(LIBRARY.parent).parts) + "."

    def member(name: str) -> str | None:
        return name.removeprefix(prefix).split(".")[0] if name.startswith(prefix) else None

    edges: dict[str, set[str]] = {}
    for name, targets in GRAPH.items():
        here = member(name)
        if here is not None:
            there = {found for target in targets if (found := member(target))}
            edges.setdefault(here, set()).update(there - {here})
    assert circle(edges) == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: str(p.relative_to(LIBRARY.parent)))
def test_a_room_says_what_it_is(room: Path) -> None:
    assert (room / "__init__.py").read_text(encoding="utf-8").lstrip().startswith('"""')


def test_modules_have_no_circle() -> None:
    assert circle(GRAPH) == []


# Room in a room → what it may import of the room around it. A room that is not named here
# may import its neighbours as long as there is no circle.
ALLOWED = {
    "readout.sources.urls": set[str](),
    "readout.sources.charsets": set[str](),
    "readout.sources.http": {"urls", "charsets"},
    "readout.sources.feeds": {"urls", "charsets", "http"},
    "readout.sources.pages": {"urls", "charsets"},
    "readout.sources.archive": set[str](),
    # What proposes knows nothing of what decides (docs/decisions/0010).
    "readout.extraction.syntax": set[str](),
    "readout.extraction.find": {"syntax"},
    "readout.extraction.find.people": set[str](),
    "readout.extraction.find.times": set[str](),
    "readout.extraction.find.speech": set[str](),
    "readout.extraction.find.places": {"people"},
    "readout.extraction.find.occasions": {"people", "times"},
    "readout.extraction.resolve": {"syntax", "find", "document"},
    "readout.extraction.decide": {"syntax", "find", "document", "resolve"},
}


@pytest.mark.parametrize("room, allowed", ALLOWED.items())
def test_a_room_in_a_room_imports_what_it_may(room: str, allowed: set[str]) -> None:
    around, _, own = room.rpartition(".")
    inside = {name for name in GRAPH if name == room or name.startswith(f"{room}.")}
    assert inside, f"{room} is gone: mend the table above"
    found = {
        target.removeprefix(f"{around}.").split(".")[0]
        for name in inside
        for target in GRAPH[name]
        if target.startswith(f"{around}.")
    }
    assert found - {own} <= allowed
