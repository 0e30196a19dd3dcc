"""The page on which people judge what was read."""

from __future__ import annotations

from typing import Any

from readout.rendering.pages import Frame, page

# Verdict → key, what its button says. Keys work only inside the card (WCAG 2.1.4).
_MEETING = (
    ("right", "r", "Right"),
    ("no_meeting", "n", "Not a meeting"),
    ("wrong_who", "w", "Wrong who"),
    ("wrong_day", "d", "Wrong day"),
)
_LINK = (("same", "s", "Same meeting"), ("not_same", "n", "Not the same"))
_QUEUES = (
    ("meetings", "Doubtful meetings"),
    ("links", "Perhaps one meeting"),
    ("sample", "A sample of the clear ones"),
)


def review_page(frame: Frame, *, queue: str, item: Any, skipped: int, left: int, done: str) -> str:
    """One item to judge, or that nothing waits.

    Args:
        item: readout.steps.reviewing.Item, or None.
        left: how many wait, this one included.
        done: the verdict just given, `undone`, or nothing.
    """
    return page(
        "review.html",
        frame,
        here="review",
        queue=queue,
        queues=_QUEUES,
        item=item,
        verdicts=_LINK if queue == "links" else _MEETING,
        skipped=skipped,
        left=left,
        done=done,
    )
