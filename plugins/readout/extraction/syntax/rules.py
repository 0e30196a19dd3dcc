"""Rules by name, so that a fact can say which of them made it, and a run can do without one.

A name is `area.rule`: `name.title`, `time.weekday`, `speech.clause`, `occasion.meet`,
`refusal.habit`. The areas are those of docs/rules.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Generic, TypeVar

Case = TypeVar("Case")
_SILENT: ContextVar[frozenset[str]] = ContextVar("silent", default=frozenset())


def is_on(rule: str) -> bool:
    """Whether a rule counts in this run."""
    return rule not in _SILENT.get()


@contextmanager
def without(*rules: str) -> Iterator[None]:
    """Do without some rules: what they propose or refuse is as if nobody did."""
    token = _SILENT.set(_SILENT.get() | set(rules))
    try:
        yield
    finally:
        _SILENT.reset(token)


@dataclass(frozen=True, slots=True)
class Rule(Generic[Case]):
    """One step of a table: its name and when it holds."""

    name: str
    holds: Callable[[Case], bool]


def first_that_holds(rules: Sequence[Rule[Case]], case: Case) -> str:
    """The name of the first rule of a table that holds; empty when none does."""
    return next((r.name for r in rules if is_on(r.name) and r.holds(case)), "")
