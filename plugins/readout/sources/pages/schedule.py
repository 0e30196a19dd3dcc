"""When a page is fetched again: after a failure, or to see whether the article was edited.

Pure; times are UTC without zone, as stored.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

# Seconds until the next attempt, by the number of attempts made. After the last one the
# entry is given up, with its reason; it stays where it is and can be tried again by hand.
RETRIES: Final = {
    "temporary": (300, 900, 2_700, 8_100, 21_600, 64_800, 172_800),
    "soft": (3_600, 14_400, 57_600, 172_800),
    "hard": (),
    # The page came and killed its reader, or took it too long: on a busy machine that may be
    # the machine's fault, so it gets two more chances.
    "reader": (3_600, 86_400),
}

# Time after an article's publication at which it is looked at again. Most edits come in the
# first hours, and most requests of a monitor go here: so the distances grow.
LOOKS: Final = tuple(timedelta(hours=h) for h in (1, 3, 8, 24, 72, 168))

SHORTEST_LOOK: Final = timedelta(minutes=30)
OLD: Final = timedelta(days=7)


def next_try(kind: str, attempts: int, now: datetime) -> datetime | None:
    """When to try again what failed, None when it is given up.

    Args:
        kind: of the error, or `reader`; attempts: made so far, this one included.
    """
    pauses = RETRIES.get(kind, RETRIES["soft"])
    if attempts > len(pauses):
        return None
    return now + timedelta(seconds=pauses[attempts - 1])


def next_look(
    first_seen: datetime, published: datetime | None, looks: int, now: datetime
) -> datetime | None:
    """When to look at an article again, None when it has been looked at for long enough.

    Args:
        first_seen: when its feed first showed it.
        looks: fetches so far, the first one included.

    Looks that were missed are not made up for. An article that was old when we met it (a new
    feed brings its archive) is looked at once more, a day later.
    """
    start = min(published, first_seen) if published else first_seen
    if first_seen - start > OLD:
        return now + timedelta(days=1) if looks <= 1 else None
    for after in LOOKS:
        moment = start + after
        if moment > now:
            return max(moment, now + SHORTEST_LOOK)
    return None
