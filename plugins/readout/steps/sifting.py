"""Going on without what can't be worked on: found by halving, set aside with its reason.

A batch that fails is done again in halves until whatever makes it fail stands alone; that
becomes a row of `set_aside` and everything else is done. It costs about twice the work of
the batch and some tries for each bad row, and nothing while all goes well.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from readout.errors import is_of_rows
from readout.steps import Counts
from readout.storage.loader import Load

log = logging.getLogger("readout.sifting")


@dataclass(frozen=True, slots=True)
class Item:
    """One row that a step works on: `kind` as in `set_aside`, `ident` its id."""

    kind: str
    ident: str
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that could not be worked on, and why."""

    item: Item
    problem: str


def sift(
    items: Sequence[Item], work: Callable[[Sequence[Item]], Counts]
) -> tuple[Counts, list[Refused]]:
    """Do `work` for as many of `items` as can be.

    Args:
        work: does the given items, all or none of them; the outcome must not depend on how
            the items are shared out among its calls.

    Returns:
        What the work counted, and those that it can't be done for.

    Raises:
        Exception: the work fails even for no items, or by no fault of theirs.
    """
    counts = Counts()
    counts.add(**work(()).counts)
    refused: list[Refused] = []
    todo = [list(items)] if items else []
    while todo:
        part = todo.pop()
        try:
            counts.add(**work(part).counts)
        except Exception as cause:
            if not is_of_rows(cause):
                raise
            if len(part) == 1:
                refused.append(Refused(part[0], in_words(cause)))
                log.warning("%s %s set aside: %s", part[0].kind, part[0].ident, in_words(cause))
                continue
            half = len(part) // 2
            todo += [part[half:], part[:half]]
    return counts, refused


def in_words(cause: BaseException) -> str:
    """An error as it stands in a row."""
    return f"{type(cause).__name__}: {cause}"[:1000]


def note_refused(load: Load, refused: Iterable[Refused], *, step: str, version: str) -> None:
    """Write what was refused to `set_aside`, inside an open load."""
    rows = [
        {
            "item_id": r.item.ident,
            "kind": r.item.kind,
            "step": step,
            "version": version,
            "article_id": r.item.article_id,
            "problem": r.problem,
            "set_aside_at": load.now,
        }
        for r in refused
    ]
    if rows:
        load.stage("set_aside", rows)
        load.merge(["set_aside"])
