"""Who may be asked for the rows of statements. Their types stand in `results.pyi`, which is written
from the statements (docs/results_typed.py)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any


class Asked:
    """Who runs statements by name, and gives rows of the statement's type."""

    __slots__ = ()

    @abstractmethod
    def answer(self, name: str, params: Mapping[str, Any]) -> list[Any]:
        """The rows of `sql/<name>.sql`, in order."""

    def rows(self, name: str, **params: Any) -> list[Any]:
        """Run `sql/<name>.sql` with `$param` values; parameters it doesn't name are ignored.

        Returns:
            The rows as dicts, in the order of the statement.
        """
        return self.answer(name, params)
