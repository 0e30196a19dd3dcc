"""Pages about watches: what there is, one in the making, what was muted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from readout.rendering.pages import Frame, page
from readout.watching.watches import Watch


@dataclass(frozen=True, slots=True)
class Would:
    """What a watch would have told.

    Attributes:
        changes: that would have been told; mails: that would have carried them.
        busiest, most: the day on which one recipient would have got most mails, and how many.
        subjects: of the last mails; held: reason → how many changes.
    """

    watch: Watch
    changes: int
    mails: int
    busiest: date | None
    most: int
    too_many: bool
    subjects: Sequence[str]
    held: Mapping[str, int]


def parties_words(watch: Watch) -> str:
    """Whom a watch is about, in words."""
    who = " or ".join(party.told() for party in watch.who)
    other = " or ".join(party.told() for party in watch.with_)
    told = f"{who} with {other}" if who and other else who or other or "anybody"
    return f"{told}, in {' or '.join(watch.where)}" if watch.where else told


def watches_page(
    frame: Frame,
    tried: Sequence[Would],
    *,
    own: Collection[str],
    days: int,
    problem: str,
    done: str,
) -> str:
    """All watches.

    Args:
        own: names of those that were made on a page, which a page may delete.
        problem: what is wrong with the user's file.
    """
    return page(
        "watches.html",
        frame,
        here="watches",
        tried=tried,
        own=own,
        days=days,
        problem=problem,
        done=done,
        parties_words=parties_words,
    )


def watch_page(
    frame: Frame,
    typed: Mapping[str, str],
    would: Would | None,
    *,
    days: int,
    done: str,
    problems: Sequence[str],
) -> str:
    """One watch in the making."""
    return page(
        "watch.html",
        frame,
        here="watches",
        typed=typed,
        would=would,
        days=days,
        done=done,
        problems=problems,
        schedules=("immediate", "hourly", "daily", "weekly"),
    )


def muted_page(frame: Frame, done: str, recipient: str, meeting: str, watch: str) -> str:
    """What was muted just now."""
    return page(
        "muted.html", frame, here="alerts", done=done, recipient=recipient, meeting=meeting,
        watch=watch,
    )  # fmt: skip
