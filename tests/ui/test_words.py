"""How days, durations and confidence are said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from readout.rendering import words

D = date


@pytest.mark.parametrize(
    "start, end, precision, said",
    [
        (D(2023, 6, 19), D(2023, 6, 19), "day", "Mon 19 Jun 2023"),
        (D(2023, 6, 19), D(2023, 6, 19), "minute", "Mon 19 Jun 2023"),
        (D(2023, 6, 18), D(2023, 6, 19), "day", "18–19 Jun 2023"),
        (D(2023, 6, 30), D(2023, 7, 1), "day", "30 Jun – 1 Jul 2023"),
        (D(2023, 12, 31), D(2024, 1, 1), "day", "31 Dec 2023 – 1 Jan 2024"),
        (D(2023, 6, 12), D(2023, 6, 18), "week", "week of 12 Jun 2023"),
        (D(2023, 6, 1), D(2023, 6, 30), "month", "June 2023"),
        (D(2023, 6, 1), D(2023, 8, 31), "month", "1 Jun – 31 Aug 2023"),
        (D(2023, 1, 1), D(2023, 12, 31), "year", "2023"),
        (D(2023, 6, 19), None, "day", "Mon 19 Jun 2023"),
        (None, D(2023, 6, 19), "day", "Mon 19 Jun 2023"),
        (None, None, "day", "day not known"),
        (D(2023, 6, 19), D(2023, 6, 19), "unknown", "day not known"),
        (D(9999, 12, 31), D(9999, 12, 31), "day", "Fri 31 Dec 9999"),
    ],
)
def test_when(start: date | None, end: date | None, precision: str, said: str) -> None:
    assert words.when_words(start, end, precision) == said


@pytest.mark.parametrize(
    "minutes, said",
    [(None, ""), (0, ""), (-5, ""), (45, "45 min"), (60, "1 h"), (450, "7 h 30 min")],
)
def test_duration(minutes: int | None, said: str) -> None:
    assert words.duration_words(minutes) == said


@pytest.mark.parametrize(
    "confidence, said",
    [
        (1.0, "clear"),
        (0.7, "clear"),
        (0.69, "doubtful"),
        (0.1, "doubtful"),
        (0.0, "doubtful"),
        (-1.0, "doubtful"),
    ],
)
def test_confidence(confidence: float, said: str) -> None:
    assert words.confidence_words(confidence) == said


@pytest.mark.parametrize(
    "roles, said",
    [
        (["US Secretary of State", "US secretary of state"], ["US Secretary of State"]),
        (["Secretary of State", "US secretary of state"], ["US secretary of state"]),
        (["Prime Minister", "Prime Minister of Estmark"], ["Prime Minister of Estmark"]),
        (["council", "leader"], ["council", "leader"]),
        (["opposition leader", "exiled opposition leader"], ["exiled opposition leader"]),
        (["Sen.", "Sen"], ["Sen."]),
        (["President", "Vice President of Malta"], ["President", "Vice President of Malta"]),
        ([], []),
    ],
)
def test_roles_of_one_person_are_folded(roles: list[str], said: list[str]) -> None:
    assert words.folded_roles(roles) == said


def test_what_is_told_first_has_not_moved() -> None:
    assert words.change_words("date", None) == "date told"
    assert words.change_words("date", "2023-06-19") == "date moved"
    assert words.change_words("date") == "date moved"
    assert words.change_words("new", None) == "first reported"


def test_moments_are_utc() -> None:
    noon = datetime(2023, 6, 19, 12, 5, tzinfo=timezone(timedelta(hours=8)))
    assert words.moment_words(noon) == "19 Jun 2023, 04:05"
    assert words.moment_words(datetime(2023, 6, 19, 4, 5)) == "19 Jun 2023, 04:05"
    assert words.moment_words(None) == ""


@pytest.mark.parametrize(
    "passed, said",
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=30), "30 h ago"),
        (timedelta(days=3), "3 days ago"),
    ],
)
def test_ago(passed: timedelta, said: str) -> None:
    now = datetime(2023, 6, 19, tzinfo=UTC)
    assert words.ago_words(now - passed, now) == said


def test_many_names_are_shortened() -> None:
    assert words.who_words(["A", "B"]) == "A – B"
    assert words.who_words(list("ABCDEFGH")) == "A – B – C – D – E and 3 more"
    assert words.who_words([]) == "nobody named"
