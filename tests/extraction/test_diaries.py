"""A published diary: rows with an hour and no verb, or no subject, are its owner's meetings."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article

Told = tuple[str, str, str | None, str | None]

DIARIES: list[tuple[str, str, list[Told]]] = [
    (
        "Irena Vasko",
        "Diary of Prime Minister Irena Vasko, Monday 26 June\n"
        "09:30, Government House: Receives Ambassador Kenji Mori of Sorland\n"
        "11:00, Parliament: Question time\n"
        "14:00, State House: Call with President Marek Dol of Skarn",
        [
            ("Kenji Mori", "2023-06-26", "09:30", "Government House"),
            ("Marek Dol", "2023-06-26", "14:00", "State House"),
        ],
    ),
    (
        "Astrid Lindqvist",
        "The week ahead for Foreign Minister Astrid Lindqvist:\nMonday 26 June\n"
        "10:00 Talks with Henrik Aalund, Prime Minister of Estmark — State House\n"
        "12:00 Lunch with the Norwegian ambassador — Grand Hotel\nTuesday 27 June\n"
        "09:00 Meeting with Governor Paula Ortiz — Halvik",
        [
            ("Henrik Aalund", "2023-06-26", "10:00", "State House"),
            ("Norwegian ambassador", "2023-06-26", "12:00", "Grand Hotel"),
            ("Paula Ortiz", "2023-06-27", "09:00", "Halvik"),
        ],
    ),
    (
        "foreign minister",
        "The foreign minister’s diary for Friday 23 June\n"
        "10 a.m. | State House | Talks with Elena Marquez, Foreign Minister of Corvania\n"
        "1.30 p.m. | Customs House | Working lunch with Chancellor Olaf Brandt\n"
        "3 p.m. | Ministry | Opens an exhibition of maps",
        [
            ("Elena Marquez", "2023-06-23", "10:00", "State House"),
            ("Olaf Brandt", "2023-06-23", "13:30", "Customs House"),
        ],
    ),
    (
        "Irena Vasko",
        "Prime Minister Irena Vasko has the following engagements this week.\n"
        "Thursday, 22 June\n11.00*, Sarvas: Opens the new wing of the hospital\n"
        "14.30, Sarvas, Town Hall: Meets the mayors of the northern districts\n"
        "Friday, 23 June\n"
        "10.00*, Halvik, Customs House: Meets the Prime Minister of Estmark, Mr Henrik Aalund\n"
        "12.15*, Halvik, Customs House: Joint press conference with Mr Aalund",
        [
            ("mayors of the northern districts", "2023-06-22", "14:30", "Sarvas, Town Hall"),
            ("Henrik Aalund", "2023-06-23", "10:00", "Halvik, Customs House"),
        ],
    ),
]


@pytest.mark.parametrize(("owner", "text", "told"), DIARIES, ids=[str(n) for n in range(4)])
def test_the_rows_of_a_diary(owner: str, text: str, told: list[Told]) -> None:
    found = extract(Article("t", text, date(2023, 6, 21))).meetings
    rows = []
    for meeting in found:
        first, *others = [p.name for p in meeting.participants]
        assert (first, meeting.status) == (owner, "scheduled")
        assert meeting.time is not None
        assert meeting.time.at is not None
        hour = f"{meeting.time.at:%H:%M}"
        place = meeting.place.name if meeting.place else None
        rows.append((", ".join(others), str(meeting.time.start), hour, place))
        start, end = meeting.evidence[0]
        assert text[start:end] in text.split("\n")
    assert rows == told


@pytest.mark.parametrize(
    "text",
    [
        # A live blog has prose between its hours.
        "The summit agenda, live. President Joan Calder is in Bonn.\n"
        "10:30 Talks with Olaf Brandt\nThe two leaders will sit down shortly, aides say, and the "
        "motorcade is on its way from the airport to the chancellery.\n"
        "11:15 Lunch with Marek Dol\nCameras were let in for a minute, and the president of Skarn "
        "could be seen laughing at a joke that nobody outside heard.\n"
        "Reporters were told to wait in the press centre until the afternoon statement.",
        # No word says that it is a diary.
        "Prime Minister Irena Vasko spoke.\n10:00, hall: Talks with Olaf Brandt\n"
        "11:00, hall: Talks with Marek Dol",
        # Nobody's.
        "Programme\n10:00 Doors open\n11:00 Music",
    ],
)
def test_hours_that_are_no_diary(text: str) -> None:
    found = extract(Article("t", text, date(2023, 6, 21))).meetings
    assert [m for m in found if m.why["occasion"] == "occasion.diary"] == []


def test_a_row_that_is_no_meeting_is_none_in_prose_either() -> None:
    text = (
        "Prime Minister Irena Vasko has the following engagements this week.\n"
        "Friday, 23 June\n"
        "10.00*, Halvik, Customs House: Meets the Prime Minister of Estmark, Mr Henrik Aalund\n"
        "12.15*, Halvik, Customs House: Joint press conference with Mr Aalund\n"
        "15.00*, Sarvas: Opens the new wing of the hospital"
    )
    (meeting,) = extract(Article("x", text, date(2023, 6, 20))).meetings
    assert [p.name for p in meeting.participants] == ["Irena Vasko", "Henrik Aalund"]
