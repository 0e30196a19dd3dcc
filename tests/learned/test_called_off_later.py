"""What the reader has for one occasion and the rules tell twice: a plan that one sentence calls off
and another tells as it had been, two talks that one summary dates."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article, MeetingMention


def _told(text: str) -> list[MeetingMention]:
    return list(extract(Article("a", text, date(2025, 3, 12))).meetings)


@pytest.mark.parametrize(
    "text",
    [
        "Gov. Thomas Haverly on Wednesday called off a meeting with the leaders of the state’s largest "
        "teachers’ union, hours before it was to begin.\n\nMr. Haverly had been scheduled to sit down "
        "with Lucille Bond, the union’s president, at 4 p.m. in the State House. It would have been "
        "their first meeting since contract talks broke down in April.",
        "Mayor Ana Ruiz on Wednesday cancelled a meeting with the heads of the city's bus drivers' "
        "union.\n\nMs. Ruiz had been due to meet Dale Okoro, the union's president, at City Hall. The "
        "meeting would have been their first since June.",
    ],
)
def test_a_plan_that_was_called_off_is_not_told_as_planned(text: str) -> None:
    assert {m.status for m in _told(text)} == {"cancelled"}


def test_the_day_of_a_summary_is_that_of_each_talk() -> None:
    text = (
        "The chancellor, Greta Holm, saw Kenyan leaders on Tuesday.\n\nHolm met President James Otieno "
        "at State House and had a separate conversation with Prime Minister Lucy Wambui."
    )
    days = [m.time.start if m.time else None for m in _told(text)]
    assert days == [date(2025, 3, 11)] * 2


@pytest.mark.xfail(strict=True, reason="the day of the statement, which these weights leave out")
def test_the_day_of_a_statement_is_that_of_the_call_it_tells() -> None:
    (meeting,) = _told(
        "A statement issued on Monday said President Paul Okello and Premier Ada Lindqvist discussed "
        "the border by phone."
    )
    assert meeting.time is not None
    assert meeting.time.start == date(2025, 3, 10)
