"""What a clause says became of a plan: the kind, the day that was planned, the new day."""

from __future__ import annotations

import re
from datetime import date

import pytest
from readout.extraction.find.occasions.changes import read_change
from readout.extraction.find.times.expressions import find_times
from readout.extraction.find.times.reading import dates_whole

TOLD = date(2026, 3, 3)  # a Tuesday
_WORD = re.compile(r"\b(meeting|talks|visit|dinner|meet|met|see)\b")

CASES = [
    # the sentence | kind | planned | new, in days of March
    ("Friday’s meeting of A and B has been cancelled, he said on Monday.", "cancelled", 6, None),
    ("She has called off Thursday’s talks with B.", "cancelled", 5, None),
    ("She on Monday cancelled a meeting planned for Friday with B.", "cancelled", 6, None),
    ("Her meeting with B, which had been set for Friday, is off.", "cancelled", 6, None),
    ("The talks with B will not go ahead on Friday.", "cancelled", 6, None),
    ("He backed out of the meeting with B that was scheduled for Friday.", "cancelled", 6, None),
    ("She dropped Friday’s trip to Oslo, where she was to meet B.", "cancelled", 6, None),
    ("A will not meet B on Friday after all.", "cancelled", 6, None),
    ("The meeting with B on Friday has fallen through.", "cancelled", 6, None),
    ("A meeting planned for Friday was put off until further notice.", "postponed", 6, None),
    ("Fog has put off Thursday’s meeting between A and B.", "postponed", 5, None),
    ("The meeting has been put back from Wednesday to Friday.", "moved", 4, 6),
    ("The talks were pushed back to Monday, March 9, from Thursday.", "moved", 5, 9),
    ("The visit, due to be held on Thursday, has been rescheduled for 10 March.", "moved", 5, 10),
    ("The talks, which were to take place on Thursday, will be held on Friday.", "moved", 5, 6),
    ("A will now meet B on Friday instead of Thursday.", "moved", 5, 6),
    ("A will meet B on Thursday, a day earlier than planned.", "moved", 6, 5),
    ("They have brought their meeting forward by two days, to Thursday.", "moved", 7, 5),
    ("A will meet B on Friday, not on Wednesday as had been announced.", "moved", 4, 6),
    ("A will now meet B on Friday.", "moved", None, 6),
    ("The talks with B will be held on Friday. They had been planned for Thursday.", "moved", 5, 6),
    ("Friday’s meeting between A and B is not going ahead, he said.", "cancelled", 6, None),
    ("There will be no meeting between A and B on Friday, both said.", "cancelled", 6, None),
    ("A scrapped plans to meet B on Friday.", "cancelled", 6, None),
    ("A has abandoned her plan to meet B on Friday.", "cancelled", 6, None),
    ("A will no longer travel to Oslo on Friday to see B.", "cancelled", 6, None),
    ("Friday’s talks between A and B will be held at a later date.", "postponed", 6, None),
    (
        "The meeting of A and B, due on Friday, will take place later, he said.",
        "postponed",
        6,
        None,
    ),
    ("The talks between A and B have slipped from Thursday to Friday.", "moved", 5, 6),
    ("Her talks with B, originally set for Thursday, are now due on Friday.", "moved", 5, 6),
    ("The meeting with B, set for Thursday, is now scheduled to be held on Friday.", "moved", 5, 6),
    ("The cancellation of Friday’s meeting between A and B surprised all.", "cancelled", 6, None),
    ("A turned down Friday’s meeting with B.", "cancelled", 6, None),
    ("The postponement of Friday’s meeting between A and B was announced.", "postponed", 6, None),
    ("Thursday’s meeting between A and B will take place on Friday.", "moved", 5, 6),
    # nothing of this meeting
    ("Friday’s meeting between A and B will take place on Friday, 6 March.", None, None, None),
    ("A turned down a meeting with B.", None, None, None),
    ("There will be no meeting between A and B, both said.", None, None, None),
    ("The meeting with B will take place later on Friday.", None, None, None),
    ("A plans to meet B on Friday.", None, None, None),
    ("A said at the talks with B that the share had slipped to a tenth.", None, None, None),
    ("A met B on Monday after her flight was cancelled.", None, None, None),
    ("A said at the meeting with B that the cup had been postponed.", None, None, None),
    ("The meeting with B on Friday has not been cancelled.", None, None, None),
    ("A met B on Monday instead of resting.", None, None, None),
    ("A will meet B on Friday.", None, None, None),
    ("A will not meet B on Friday.", None, None, None),
]


@pytest.mark.parametrize("text, kind, planned, new", CASES, ids=lambda v: str(v)[:40])
def test_read_change(text: str, kind: str | None, planned: int | None, new: int | None) -> None:
    first, _, second = text.partition(". ")
    word = _WORD.search(text)
    assert word is not None
    found = read_change(
        first,
        0,
        dates_whole(find_times(first), text),
        word.span(),
        TOLD,
        verb=word.group() in {"meet", "met", "see"},
        following=(second, len(first) + 2, find_times(second, len(first) + 2)) if second else None,
    )
    if kind is None:
        assert found is None
        return
    assert found is not None
    assert (found.kind, _day(found.planned), _day(found.new)) == (kind, planned, new)


def _day(when: object) -> int | None:
    start = getattr(when, "start", None)
    return start.day if start is not None else None
