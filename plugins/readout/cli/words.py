"""Words that a command takes: told at once when they are none, with the nearest that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from readout.errors import ConfigError, did_you_mean

ALERT_STATES = ("pending", "sending", "sent", "held", "failed")
MOST_LISTED = 12
D = TypeVar("D", bound=date)


def one_of(word: str | None, allowed: Sequence[str], option: str) -> str | None:
    """The word as it is allowed; upper and lower case, blanks and `_` aside.

    Raises:
        ConfigError: it is none of these.
    """
    if not word:
        return None
    asked = _plain(word)
    for known in allowed:
        if _plain(known) == asked:
            return known
    raise ConfigError(
        f"{option} knows no “{word}”{did_you_mean(word, allowed)}",
        mend=f"one of: {', '.join(allowed)}",
    )


def known(word: str | None, there: Iterable[str], option: str, listing: str) -> str | None:
    """A name that must be among those that are there: an outlet, a watch, a recipient.

    Args:
        listing: the command that lists them.

    Raises:
        ConfigError: it isn't there.
    """
    if not word:
        return None
    names = sorted({name for name in there if name})
    for name in names:
        if name.casefold() == word.casefold():
            return name
    shown = ", ".join(names[:MOST_LISTED]) + (" …" if len(names) > MOST_LISTED else "")
    raise ConfigError(
        f"{option}: there is no “{word}”{did_you_mean(word, names)}",
        why=f"known: {shown or 'none so far'}",
        mend=listing,
    )


def in_order(first: D | None, last: D | None) -> tuple[D | None, D | None]:
    """Both ends of a stretch of time.

    Raises:
        ConfigError: the first is after the last, so that nothing can lie between.
    """
    if first is not None and last is not None and first > last:
        raise ConfigError(
            "The first day is after the last, so nothing can match",
            resource=f"--since {first:%Y-%m-%d} --until {last:%Y-%m-%d}",
            mend="exchange them",
        )
    return first, last


def _plain(word: str) -> str:
    return word.strip().casefold().replace("_", " ").replace("-", " ")
