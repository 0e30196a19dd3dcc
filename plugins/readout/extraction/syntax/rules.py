"""Rules by name, so that a fact can say which of them made it, and a run can do without one.

A name is `area.rule`: `name.title`, `time.weekday`, `speech.clause`, `occasion.meet`,
`refusal.habit`. The areas are those of docs/rules.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Generic, TypeVar

Case = TypeVar("Case")
_FIRED: ContextVar[Counter[str] | None] = ContextVar("fired", default=None)
_SILENT: ContextVar[frozenset[str]] = ContextVar("silent", default=frozenset())


def is_on(rule: str) -> bool:
    """Whether a rule counts in this run. To be asked when the rule has something to say: that
    is counted as once that it fired."""
    counter = _FIRED.get()
    if counter is not None:
        counter[rule] += 1
    return rule not in _SILENT.get()


@contextmanager
def counting() -> Iterator[Counter[str]]:
    """How often each rule fires."""
    counter: Counter[str] = Counter()
    token = _FIRED.set(counter)
    try:
        yield counter
    finally:
        _FIRED.reset(token)


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
    return next((r.name for r in rules if r.holds(case) and is_on(r.name)), "")
