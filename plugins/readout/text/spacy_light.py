"""spaCy without its command line. Import this before spaCy.

`import spacy` takes in `spacy.cli` for one function that prints versions, and with it HTTP clients
and project tools: 0.6 of 1.5 CPU-seconds, which each command that reads a text would pay. In its
place stands an empty package with the same folder, so that its modules can still be imported by
their own names (`spacy.cli.train`).
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType


def leave_out_the_command_line() -> None:
    """Nothing happens when spaCy is loaded already, or is not there."""
    found = None if "spacy" in sys.modules else importlib.util.find_spec("spacy")
    if found is None or not found.submodule_search_locations:
        return
    folder = ModuleType("spacy.cli")
    folder.__path__ = [str(Path(found.submodule_search_locations[0]) / "cli")]
    info = ModuleType("spacy.cli.info")
    info.__dict__["info"] = None
    sys.modules |= {"spacy.cli": folder, "spacy.cli.info": info}


leave_out_the_command_line()
