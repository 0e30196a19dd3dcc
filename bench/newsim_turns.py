"""The news simulator with one change: a tick gives one outlet a story, the next tick the next
outlet, so that articles appear one after another; and its stories are of today.

    python bench/newsim_turns.py PATH/newsim.py serve --port … --outlets N …

The simulator itself gives every outlet a story at each tick, and dates all of them in May
2026, from which a poller learns that its feeds are dead.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType


def load(program: Path) -> ModuleType:
    """The simulator as a module, changed as told above."""
    spec = importlib.util.spec_from_file_location("newsim", program)
    assert spec
    assert spec.loader
    newsim = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(newsim)
    # The first new story of an outlet is up to one simulated tick (ten minutes) old.
    newsim.EPOCH = int(time.time()) - newsim.TICK  # type: ignore[attr-defined]

    class InTurns(newsim.Site):  # type: ignore[name-defined, misc]
        def visible(self, i: int) -> int:
            turns = (self.tick + len(self.out) - 1 - i) // len(self.out)
            return int(min(len(self.out[i]), self.a.initial + turns))

    newsim.Site = InTurns  # type: ignore[attr-defined]
    return newsim


if __name__ == "__main__":
    sys.exit(load(Path(sys.argv[1])).main(sys.argv[2:]))
