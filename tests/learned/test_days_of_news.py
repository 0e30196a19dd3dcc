"""When a meeting was: the ways in which news tells a day, in sentences of our own."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article

PUBLISHED = date(2024, 5, 15)  # a Wednesday

# Text, first day, last day where it is another one; None where no day is told.
CASES: dict[str, list[tuple[str, str | None, str | None]]] = {
    "this Friday, of what was": [
        (
            "Foreign Minister Lena Horak met President Tomas Ferri in Riga this Friday.",
            "2024-05-10",
            None,
        ),
        (
            "Premier Ada Lindqvist held talks with Karel Novy this Friday in Oslo.",
            "2024-05-10",
            None,
        ),
        ("Mayor Ines Prado met union leader Rui Matos this Monday.", "2024-05-13", None),
        (
            "Foreign Minister Lena Horak met President Tomas Ferri in Riga on Monday this week.",
            "2024-05-13",
            None,
        ),
        (
            "Foreign Minister Lena Horak will meet President Tomas Ferri in Riga on Friday this week.",
            "2024-05-17",
            None,
        ),
        ("President Paul Okello will meet Premier Ada Lindqvist next Friday.", "2024-05-24", None),
    ],
    "a day counted from another that stands behind it": [
        (
            "Foreign Minister Lena Horak met Karel Novy in Riga, a day after talks with President Tomas Ferri on Monday.",
            "2024-05-14",
            None,
        ),
        (
            "President Paul Okello held talks with Chancellor Greta Wolff a day after meeting Premier Ada Lindqvist on Sunday.",
            "2024-05-13",
            None,
        ),
        (
            "Lena Horak met Karel Novy in Riga two days before a vote on Thursday.",
            "2024-05-14",
            None,
        ),
        (
            "President Paul Okello met Greta Wolff, the banker, one day after he arrived in Bern on Sunday.",
            "2024-05-13",
            None,
        ),
        (
            "The envoy, Ana Sousa, met President Paul Okello on Tuesday, a day after talks with Karel Novy.",
            "2024-05-14",
            None,
        ),
        (
            "President Paul Okello met Karel Novy a day before the summit, which opened on Monday.",
            "2024-05-12",
            None,
        ),
    ],
    "the next day and the day before": [
        (
            "Envoy Ana Sousa arrived in Lusaka on Sunday. Two days later she met President Paul Okello.",
            "2024-05-14",
            None,
        ),
        (
            "Envoy Ana Sousa met Karel Novy on Sunday. The following day she met President Paul Okello.",
            "2024-05-13",
            None,
        ),
        (
            "Premier Ada Lindqvist addressed parliament on Monday. The day before, she had met President Paul Okello in Bergen.",
            "2024-05-12",
            None,
        ),
        (
            "Premier Ada Lindqvist flew to Lusaka on Friday and met President Paul Okello the next day.",
            "2024-05-11",
            None,
        ),
        (
            "Ana Sousa landed in Lusaka on Thursday. She met President Paul Okello the day after.",
            "2024-05-10",
            None,
        ),
    ],
    "the same day": [
        (
            "Envoy Ana Sousa arrived in Lusaka on Sunday. The same day she met President Paul Okello.",
            "2024-05-12",
            None,
        ),
        (
            "Parliament voted on Monday. Earlier in the day Premier Ada Lindqvist met President Paul Okello.",
            "2024-05-13",
            None,
        ),
        (
            "Premier Ada Lindqvist spoke in Bergen on Monday. That evening she met President Paul Okello for dinner.",
            "2024-05-13",
            None,
        ),
        (
            "Premier Ada Lindqvist told reporters on Tuesday that she had met Karel Novy earlier in the day.",
            "2024-05-14",
            None,
        ),
        (
            "Premier Ada Lindqvist, who had met Karel Novy earlier that day, told parliament on Monday that a deal was near.",
            "2024-05-13",
            None,
        ),
    ],
    "hours before and after": [
        (
            "Hours after arriving in Lusaka on Tuesday, Ana Sousa met President Paul Okello.",
            "2024-05-14",
            None,
        ),
        (
            "Ana Sousa met President Paul Okello hours after landing in Lusaka on Monday.",
            "2024-05-13",
            None,
        ),
        (
            "Ana Sousa met President Paul Okello shortly after she landed in Lusaka on Monday.",
            "2024-05-13",
            None,
        ),
        ("Premier Ada Lindqvist met Karel Novy hours before Tuesday's vote.", "2024-05-14", None),
        (
            "Upon her arrival on Monday, Ana Sousa was received by President Paul Okello.",
            "2024-05-13",
            None,
        ),
        (
            "Hours after the quake struck on Monday, President Paul Okello called Premier Ada Lindqvist.",
            "2024-05-13",
            None,
        ),
    ],
    "parts of a day": [
        ("President Paul Okello met Premier Ada Lindqvist last night.", "2024-05-14", None),
        ("President Paul Okello met Premier Ada Lindqvist this morning.", "2024-05-15", None),
        (
            "President Paul Okello met Premier Ada Lindqvist in the early hours of Monday.",
            "2024-05-13",
            None,
        ),
        (
            "President Paul Okello met Premier Ada Lindqvist on the night of 10 May.",
            "2024-05-10",
            None,
        ),
        ("President Paul Okello phoned Premier Ada Lindqvist late on Monday.", "2024-05-13", None),
        ("President Paul Okello met Premier Ada Lindqvist late Sunday.", "2024-05-12", None),
    ],
    "parts of weeks and months": [
        (
            "President Paul Okello met Premier Ada Lindqvist earlier this week.",
            "2024-05-13",
            "2024-05-15",
        ),
        (
            "President Paul Okello met Premier Ada Lindqvist earlier this month.",
            "2024-05-01",
            "2024-05-15",
        ),
        (
            "President Paul Okello met Premier Ada Lindqvist late last month.",
            "2024-04-16",
            "2024-04-30",
        ),
        (
            "President Paul Okello met Premier Ada Lindqvist in mid-April.",
            "2024-04-10",
            "2024-04-20",
        ),
        (
            "President Paul Okello met Premier Ada Lindqvist in the last week of April.",
            "2024-04-24",
            "2024-04-30",
        ),
        (
            "President Paul Okello will meet Premier Ada Lindqvist in the first week of June.",
            "2024-06-01",
            "2024-06-07",
        ),
        (
            "President Paul Okello will meet Premier Ada Lindqvist later this week.",
            "2024-05-15",
            "2024-05-19",
        ),
    ],
    "weekends": [
        (
            "President Paul Okello met Premier Ada Lindqvist over the weekend.",
            "2024-05-11",
            "2024-05-12",
        ),
        (
            "President Paul Okello met Premier Ada Lindqvist at the weekend.",
            "2024-05-11",
            "2024-05-12",
        ),
        (
            "President Paul Okello met Premier Ada Lindqvist this weekend in Bern.",
            "2024-05-11",
            "2024-05-12",
        ),
        (
            "President Paul Okello will meet Premier Ada Lindqvist this weekend in Bern.",
            "2024-05-18",
            "2024-05-19",
        ),
        (
            "President Paul Okello held weekend talks with Premier Ada Lindqvist in Bern.",
            "2024-05-11",
            "2024-05-12",
        ),
    ],
    "days by name": [
        ("President Paul Okello met Premier Ada Lindqvist on Christmas Eve.", "2023-12-24", None),
        ("President Paul Okello met Premier Ada Lindqvist on New Year's Day.", "2024-01-01", None),
    ],
    "a day that owns the meeting": [
        (
            "At Monday evening's meeting President Paul Okello assured Premier Ada Lindqvist of his help.",
            "2024-05-13",
            None,
        ),
        (
            "At Monday's dinner President Paul Okello and Premier Ada Lindqvist talked about fish.",
            "2024-05-13",
            None,
        ),
        (
            "At Monday's meeting President Paul Okello told Premier Ada Lindqvist that the pier was safe.",
            "2024-05-13",
            None,
        ),
        (
            "Sunday's talks between President Paul Okello and Premier Ada Lindqvist lasted two hours.",
            "2024-05-12",
            None,
        ),
        (
            "Thursday's meeting between President Paul Okello and Premier Ada Lindqvist will be their first.",
            "2024-05-16",
            None,
        ),
    ],
    "the day of the dateline": [
        (
            "LUSAKA, May 14 — President Paul Okello met Premier Ada Lindqvist here to discuss copper.",
            "2024-05-14",
            None,
        ),
        (
            "LUSAKA, May 13 (Wire) - President Paul Okello met Premier Ada Lindqvist here today.",
            "2024-05-13",
            None,
        ),
    ],
    "a day of another sentence": [
        (
            "Premier Ada Lindqvist visited Lusaka on Monday. She met President Paul Okello and opened a school.",
            "2024-05-13",
            None,
        ),
        (
            "President Paul Okello received Premier Ada Lindqvist in Lusaka. The visit on Sunday was her first to the country.",
            "2024-05-12",
            None,
        ),
        (
            "President Paul Okello has met Premier Ada Lindqvist. The meeting took place in Lusaka on Sunday.",
            "2024-05-12",
            None,
        ),
        (
            "President Paul Okello met Premier Ada Lindqvist, his office said. The two spoke for an hour on Friday about copper.",
            "2024-05-10",
            None,
        ),
    ],
    "the day of an event beside it": [
        (
            "On the second day of his visit, which began on Monday, President Paul Okello met Premier Ada Lindqvist.",
            "2024-05-14",
            None,
        ),
        (
            "President Paul Okello met Premier Ada Lindqvist on the eve of Thursday's vote.",
            "2024-05-15",
            None,
        ),
        (
            "President Paul Okello met Premier Ada Lindqvist on the eve of Monday's vote.",
            "2024-05-12",
            None,
        ),
        ("President Paul Okello met Premier Ada Lindqvist ahead of Thursday's vote.", None, None),
        (
            "President Paul Okello met Premier Ada Lindqvist on Tuesday ahead of Thursday's vote.",
            "2024-05-14",
            None,
        ),
        (
            "President Paul Okello met Premier Ada Lindqvist on the sidelines of Monday's summit in Bern.",
            "2024-05-13",
            None,
        ),
        (
            "President Paul Okello arrived in Bern on Tuesday ahead of a meeting the next day with Premier Ada Lindqvist.",
            "2024-05-15",
            None,
        ),
    ],
    "days by number, and since when": [
        ("President Paul Okello is to meet Premier Ada Lindqvist tomorrow.", "2024-05-16", None),
        (
            "President Paul Okello met Premier Ada Lindqvist yesterday, on the 14th.",
            "2024-05-14",
            None,
        ),
        (
            "President Paul Okello met Premier Ada Lindqvist on the 9th of this month.",
            "2024-05-09",
            None,
        ),
        ("President Paul Okello met Premier Ada Lindqvist on the 14th.", "2024-05-14", None),
    ],
    "several days": [
        (
            "President Paul Okello and Premier Ada Lindqvist held talks in Bern on 9 and 10 May.",
            "2024-05-09",
            "2024-05-10",
        ),
        (
            "President Paul Okello and Premier Ada Lindqvist held talks in Bern between 9 and 10 May.",
            "2024-05-09",
            "2024-05-10",
        ),
        (
            "President Paul Okello and Premier Ada Lindqvist held talks in Bern from Sunday to Tuesday.",
            "2024-05-12",
            "2024-05-14",
        ),
        (
            "President Paul Okello and Premier Ada Lindqvist will hold talks in Bern from Thursday to Saturday.",
            "2024-05-16",
            "2024-05-18",
        ),
        (
            "President Paul Okello and Premier Ada Lindqvist held talks in Bern on Monday and Tuesday.",
            "2024-05-13",
            "2024-05-14",
        ),
    ],
    "a day of something else": [
        (
            "President Paul Okello met Premier Ada Lindqvist in Bern on 13 May. The two countries fought a war in 1998.",
            "2024-05-13",
            None,
        ),
        (
            "President Paul Okello, in office since 2011, met Premier Ada Lindqvist in Bern.",
            None,
            None,
        ),
        (
            "President Paul Okello met Premier Ada Lindqvist in Bern on Monday to discuss the vote planned for 2026.",
            "2024-05-13",
            None,
        ),
        (
            "President Paul Okello met Premier Ada Lindqvist to discuss the elections due in November.",
            None,
            None,
        ),
        (
            "President Paul Okello met Premier Ada Lindqvist on Monday to mark the treaty signed in June 1991.",
            "2024-05-13",
            None,
        ),
        ("President Paul Okello, elected in March, met Premier Ada Lindqvist in Bern.", None, None),
    ],
    "within long clauses": [
        (
            "The president, Paul Okello, on Monday received Premier Ada Lindqvist at the State House, where the two leaders agreed to reopen the border closed since 2019.",
            "2024-05-13",
            None,
        ),
        (
            "President Paul Okello said on Tuesday that his talks with Premier Ada Lindqvist the day before had been frank.",
            "2024-05-13",
            None,
        ),
        (
            "The announcement on Tuesday came after President Paul Okello and Premier Ada Lindqvist met on Sunday in Bern.",
            "2024-05-12",
            None,
        ),
        (
            "The announcement came on Tuesday after a meeting between President Paul Okello and Premier Ada Lindqvist in Bern.",
            "2024-05-14",
            None,
        ),
        (
            "Okello made the remarks on Tuesday during a meeting with Premier Ada Lindqvist in Bern.\n\nPresident Paul Okello has ruled since 2011.",
            "2024-05-14",
            None,
        ),
        (
            "President Paul Okello told visiting Premier Ada Lindqvist on Tuesday that the border would reopen by the end of the year.",
            "2024-05-14",
            None,
        ),
        (
            "President Paul Okello and Premier Ada Lindqvist met Monday in Bern to discuss an accord that expired in 2021.",
            "2024-05-13",
            None,
        ),
        (
            "Premier Ada Lindqvist is scheduled to hold talks with President Paul Okello on Friday before flying home on Sunday.",
            "2024-05-17",
            None,
        ),
        (
            "Premier Ada Lindqvist, who is on a three-day visit that ends on Thursday, met President Paul Okello on Tuesday.",
            "2024-05-14",
            None,
        ),
        (
            "Negotiators led by Karel Novy and Ana Sousa met for six hours on Monday and will meet again on Friday.",
            "2024-05-13",
            None,
        ),
    ],
    "within the story": [
        (
            "President Paul Okello welcomed Premier Ada Lindqvist to the State House on Monday. During the meeting, the two leaders discussed the border.",
            "2024-05-13",
            None,
        ),
        (
            "President Paul Okello and Premier Ada Lindqvist signed an accord in Bern on Monday. At the meeting Lindqvist praised Okello for his patience.",
            "2024-05-13",
            None,
        ),
        (
            "Ana Sousa began her visit on Monday in Bern.\n\nShe met Karel Novy, the mayor, and later held talks with President Paul Okello.",
            "2024-05-13",
            None,
        ),
        (
            "President Paul Okello reopened the border on Tuesday. The decision followed a meeting with Premier Ada Lindqvist on Sunday.",
            "2024-05-12",
            None,
        ),
        (
            '"We had a good talk," President Paul Okello said on Monday after meeting Premier Ada Lindqvist.',
            "2024-05-13",
            None,
        ),
        (
            '"We had a good talk," President Paul Okello told reporters after his meeting with Premier Ada Lindqvist in Bern Monday.',
            "2024-05-13",
            None,
        ),
        (
            "President Paul Okello meets Premier Ada Lindqvist on Thursday, with the border high on the agenda.",
            "2024-05-16",
            None,
        ),
        (
            "The two sides last met in Bern in December, when President Paul Okello hosted Premier Ada Lindqvist.",
            "2023-12-01",
            "2023-12-31",
        ),
        (
            "President Paul Okello and Premier Ada Lindqvist met for the first time in two years on Sunday.",
            "2024-05-12",
            None,
        ),
        (
            "President Paul Okello and Premier Ada Lindqvist, meeting on Monday for the first time since January 2022, agreed to talk again.",
            "2024-05-13",
            None,
        ),
        (
            "President Paul Okello cancelled a meeting with Premier Ada Lindqvist that had been set for Monday.",
            "2024-05-13",
            None,
        ),
        (
            "President Paul Okello cancelled a meeting with Premier Ada Lindqvist planned for Friday.",
            "2024-05-17",
            None,
        ),
        (
            "Monday saw President Paul Okello meet Premier Ada Lindqvist in Bern.",
            "2024-05-13",
            None,
        ),
        (
            "On Monday, after a week of protests over a law passed in 2021, President Paul Okello met union leader Rui Matos.",
            "2024-05-13",
            None,
        ),
        (
            "President Paul Okello met union leader Rui Matos on Monday, three days after police fired at marchers in Bern.",
            "2024-05-13",
            None,
        ),
        (
            "President Paul Okello met union leader Rui Matos on Saturday, May 11.",
            "2024-05-11",
            None,
        ),
        (
            "President Paul Okello was to have met union leader Rui Matos on Monday, but the meeting was called off.",
            "2024-05-13",
            None,
        ),
        (
            "President Paul Okello agreed on Monday to meet union leader Rui Matos on Friday.",
            "2024-05-17",
            None,
        ),
        (
            "President Paul Okello met union leader Rui Matos a week ago.",
            "2024-05-06",
            "2024-05-12",
        ),
        (
            "President Paul Okello met union leader Rui Matos a fortnight ago.",
            "2024-04-29",
            "2024-05-05",
        ),
        (
            "President Paul Okello met union leader Rui Matos in 2019, a year before his own election.",
            "2019-01-01",
            "2019-12-31",
        ),
    ],
}


@pytest.mark.parametrize(
    "text, first, last",
    [row for rows in CASES.values() for row in rows],
    ids=[f"{kind}-{n}" for kind, rows in CASES.items() for n, _ in enumerate(rows)],
)
def test_the_day_is_the_one_a_careful_reader_knows(
    text: str, first: str | None, last: str | None
) -> None:
    told = extract(Article("a", text, PUBLISHED)).meetings
    days = [_days(m.time.start, m.time.end) if m.time is not None else None for m in told]
    wanted = (first, last or first) if first is not None else None
    assert told
    assert wanted in days


def test_only_the_days_that_are_told() -> None:
    text = "Lena Horak met Karel Novy in Riga, a day after talks with Tomas Ferri on Monday."
    told = extract(Article("a", text, PUBLISHED)).meetings
    days = {
        tuple(sorted(p.name for p in m.participants)): m.time.start if m.time else None
        for m in told
    }
    assert days == {
        ("Karel Novy", "Lena Horak"): date(2024, 5, 14),
        ("Lena Horak", "Tomas Ferri"): date(2024, 5, 13),
    }


def _days(start: date | None, end: date | None) -> tuple[str, str] | None:
    return (start.isoformat(), (end or start).isoformat()) if start is not None else None
