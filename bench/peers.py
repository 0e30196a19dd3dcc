"""Other people's libraries, measured beside ours where they are installed.

They are in a dependency group of their own (`requirements-bench.txt`); the product needs none.
"""

from __future__ import annotations

import importlib
from typing import Any


def peer(name: str) -> Any | None:
    """The module, None where it isn't installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
