"""A meeting as it stood after each article, in the order in which they were published.

A load often brings several articles at once: the first poll of a feed brings a week of them.
Told as one step, a meeting that was announced, postponed and held would only be "new: held";
told article by article it has the history that a reader of the feed would have seen.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from readout.resolution.current import Current
from readout.resolution.history import Before
from readout.resolution.meetings import Meeting
from readout.resolution.readings import Reading

# Beyond this many articles at once, several make one step: each step looks at all before it.
MOST_STEPS = 40


def in_order_told(meeting: Meeting, new: Collection[str]) -> list[tuple[Meeting, list[Reading]]]:
    """The steps by which new mentions made a meeting what it is.

    Args:
        new: ids of the mentions that were not there before; others are there from the start.

    Returns:
        The meeting after each step, and the readings that came with it; the last is the whole
        meeting. One step without readings when nothing is new.
    """
    news = sorted(
        (r for r in meeting.readings if r.mention_id in new),
        key=lambda r: (r.published, r.article_id, r.mention_id),
    )
    articles = [list(rs) for _, rs in groupby(news, key=lambda r: (r.published, r.article_id))]
    if not articles:
        return [(meeting, [])]
    size = -(-len(articles) // MOST_STEPS)
    known = {r.mention_id for r in meeting.readings} - {r.mention_id for r in news}
    steps = []
    for start in range(0, len(articles), size):
        came = [r for readings in articles[start : start + size] for r in readings]
        known.update(r.mention_id for r in came)
        phases = [[r for r in phase if r.mention_id in known] for phase in meeting.phases]
        steps.append(
            (Meeting(meeting.meeting_id, [p for p in phases if p], meeting.doubtful), came)
        )
    return steps


def state_after(current: Current, participants: Collection[str]) -> Before:
    """What the next step starts from."""
    return Before(
        status=current.status,
        start=current.start,
        end=current.end,
        place=current.place,
        duration_minutes=current.duration_minutes,
        contradicted=current.contradicted,
        denied_by=frozenset(current.denied_by),
        participants=frozenset(participants),
    )
