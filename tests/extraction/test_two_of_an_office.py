"""Two who bear one office are both meant; what was set long ago is no day ahead."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article


@pytest.mark.parametrize(
    ("lead", "later"),
    [
        ("President Ana Roe and President Ivo Kral", "the two presidents"),
        ("Foreign Ministers Ana Roe and Ivo Kral", "both foreign ministers"),
        ("Prime Ministers Ana Roe and Ivo Kral", "the two Prime Ministers"),
    ],
)
def test_the_two_are_both(lead: str, later: str) -> None:
    text = f"{lead} met in Lima on Monday.\n\nLater {later} met farmers in Cusco."
    told = extract(Article("1", text, date(2023, 6, 14)))
    for meeting in told.meetings:
        assert {"Ana Roe", "Ivo Kral"} <= {p.name for p in meeting.participants}


PLANS = [
    "Blinken will fly to Beijing on Friday. Neither government said whether Antony Blinken "
    "would see President Xi Jinping.\n\nBlinken had been set to visit in early February but "
    "postponed the trip after a balloon was tracked.",
    "Foreign Secretary Priya Rao will travel to Quito this weekend for talks, the ministry announced "
    "on Wednesday, reviving a visit that was called off in February.\n\nRao is due to meet Foreign "
    "Minister Luis Paz on Sunday.\n\nNeither government has said whether Rao will see President Ines "
    "Calvo.\n\nRao had been set to visit in early February but put off the trip after a volcano "
    "closed the airports.",
]


@pytest.mark.parametrize("text", PLANS)
def test_a_plan_of_last_winter_is_no_day_of_next(text: str) -> None:
    told = extract(Article("1", text, date(2023, 6, 14)))
    assert told.meetings
    for meeting in told.meetings:
        assert meeting.time is None or meeting.time.start is None or meeting.time.start.year == 2023
