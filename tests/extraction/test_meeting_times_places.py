"""When, where, how long, about what."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from readout.extraction.article import parsed, read_facts
from readout.extraction.find.times.durations import find_durations
from readout.extraction.limits import Clock

from tests.extraction.meeting_tables import meetings_of, names, the_one

WHEN = [
    ("Ingrid Aas met Pavel Novak on Monday.", "2024-05-13", "2024-05-13", "day"),
    ("Ingrid Aas met Pavel Novak on Sunday.", "2024-05-12", "2024-05-12", "day"),
    ("Ingrid Aas met Pavel Novak yesterday.", "2024-05-14", "2024-05-14", "day"),
    ("Ingrid Aas will meet Pavel Novak on Friday.", "2024-05-17", "2024-05-17", "day"),
    ("Ingrid Aas will meet Pavel Novak tomorrow.", "2024-05-16", "2024-05-16", "day"),
    ("Ingrid Aas met Pavel Novak last week.", "2024-05-06", "2024-05-12", "week"),
    ("Ingrid Aas will meet Pavel Novak next month.", "2024-06-01", "2024-06-30", "month"),
    ("Ingrid Aas met Pavel Novak in November in Oslo.", "2023-11-01", "2023-11-30", "month"),
    ("Ingrid Aas met Pavel Novak on 3 April 2022.", "2022-04-03", "2022-04-03", "day"),
    ("In 1945 Ingrid Aas met General Pavel Novak in Brno.", "1945-01-01", "1945-12-31", "year"),
    (
        "Ingrid Aas, who resigned on Tuesday, had met Pavel Novak last week.",
        *("2024-05-06", "2024-05-12", "week"),
    ),
    (
        "On Tuesday Ingrid Aas said she would meet Pavel Novak on Friday.",
        *("2024-05-17", "2024-05-17", "day"),
    ),
    (
        "Ingrid Aas arrived in Brno on Sunday. The next day Aas met President Pavel Novak.",
        *("2024-05-13", "2024-05-13", "day"),
    ),
]

# What was planned or called off lies on the nearer side of today.
PLANNED_THEN = [
    ("Ingrid Aas called off a lunch with Pavel Novak on Tuesday.", "2024-05-14"),
    ("Ingrid Aas called off a lunch with Pavel Novak at the last moment on Sunday.", "2024-05-12"),
    ("Ingrid Aas pulled out of Tuesday's meeting with Pavel Novak.", "2024-05-14"),
    ("Ingrid Aas had been due to meet Pavel Novak on Monday but fell ill.", "2024-05-13"),
    ("Ingrid Aas has cancelled a meeting with Pavel Novak planned for Monday.", "2024-05-20"),
    ("Ingrid Aas called off a lunch with Pavel Novak on Friday.", "2024-05-17"),
    (
        "A meeting of Ingrid Aas and Pavel Novak, which was to have begun on 7 May, was cancelled.",
        "2024-05-07",
    ),
]

NO_DAY = [
    "Ingrid Aas and Pavel Novak met for three hours, five days later than planned.",
    "Ingrid Aas agreed to meet Pavel Novak at a later date.",
    "Ingrid Aas once met Pavel Novak.",
    "Ingrid Aas, who resigned on Tuesday, has met Pavel Novak.",
    "Ingrid Aas said on Tuesday that she wanted to meet Pavel Novak.",
]

WHERE = [
    ("Ingrid Aas met Pavel Novak in Brno on Monday.", "Brno"),
    ("Ingrid Aas met Pavel Novak at the Royal Hotel in Brno.", "Royal Hotel in Brno"),
    ("Ingrid Aas welcomed Pavel Novak to Oslo on Monday.", "Oslo"),
    ("Ingrid Aas travelled to Brno, where she met Pavel Novak.", "Brno"),
    ("Ingrid Aas arrived in Brno on Monday. She met President Pavel Novak.", "Brno"),
    ("Ingrid Aas met Pavel Novak at her residence, the Alder Palace, on Monday.", "Alder Palace"),
    ("Ingrid Aas met Pavel Novak on Tuesday at his office, the Voss House.", "Voss House"),
    ("Ingrid Aas met Pavel Novak at a hotel, the Grand Meridian, on Friday.", "Grand Meridian"),
    ("BRNO, May 14 - Ingrid Aas met Pavel Novak on Tuesday.", "BRNO"),
]


@pytest.mark.parametrize(("text", "start", "end", "precision"), WHEN)
def test_when(text: str, start: str, end: str, precision: str) -> None:
    time = the_one(text).time
    assert time is not None
    assert (str(time.start), str(time.end), time.precision) == (start, end, precision)


@pytest.mark.parametrize(("text", "day"), PLANNED_THEN)
def test_what_was_planned_then(text: str, day: str) -> None:
    time = the_one(text).time
    assert time is not None
    assert str(time.start) == day


@pytest.mark.parametrize("text", NO_DAY)
def test_no_day_for_want_of_better(text: str) -> None:
    assert the_one(text).time is None


def test_basis() -> None:
    basis = {
        text: (the_one(text).time or pytest.fail("no time")).basis
        for text in (
            "Ingrid Aas met Pavel Novak on 3 April 2022.",
            "Ingrid Aas met Pavel Novak on Monday.",
            "Ingrid Aas is now meeting Pavel Novak.",
        )
    }
    assert list(basis.values()) == ["explicit", "relative", "inferred"]


def test_without_publication_date_relative_times_are_unknown() -> None:
    time = the_one("Ingrid Aas met Pavel Novak on Monday.", None).time
    assert time is not None
    assert (time.start, time.end, time.precision) == (None, None, "unknown")
    stated = the_one("Ingrid Aas met Pavel Novak on 3 April 2022.", None).time
    assert stated is not None
    assert stated.start == date(2022, 4, 3)


@pytest.mark.parametrize("published", [date(2150, 1, 1), date(1, 1, 2), date(1945, 5, 9)])
def test_any_publication_date(published: date) -> None:
    meeting = the_one("Ingrid Aas met Pavel Novak on Monday.", published)
    assert meeting.time is None or meeting.time.start is None or meeting.time.start <= published


def test_a_moment_counts_by_its_day() -> None:
    moment = datetime(2024, 5, 15, 9, 30, tzinfo=UTC)
    time = the_one("Ingrid Aas met Pavel Novak yesterday.", moment).time
    assert time is not None
    assert time.start == date(2024, 5, 14)


@pytest.mark.parametrize(("text", "place"), WHERE)
def test_where(text: str, place: str) -> None:
    found = the_one(text).place
    assert found is not None
    assert found.name == place
    assert found.span is not None
    assert text[slice(*found.span)] == place


@pytest.mark.parametrize(
    "text",
    [
        "Born in Brno, Ingrid Aas met Pavel Novak on Sunday.",
        "Ingrid Aas, the ambassador to France, met Pavel Novak on Monday.",
        "Ingrid Aas spoke by phone with Pavel Novak in Brno on Monday.",
    ],
)
def test_nowhere(text: str) -> None:
    assert the_one(text).place is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("for seven and a half hours", 450),
        ("a two-hour meeting", 120),
        ("lasted 90 minutes", 90),
        ("for an hour and a half", 90),
        ("half an hour", 30),
        ("three quarters of an hour", 45),
        ("an hour-long call", 60),
        ("for 2½ hours", 150),
        ("for one hour and 20 minutes", 80),
        ("two hours ago", None),
        ("within two hours", None),
        ("two hours later", None),
    ],
)
def test_durations(text: str, minutes: int | None) -> None:
    assert [m for _, _, m in find_durations(text)] == ([minutes] if minutes else [])


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Ingrid Aas met Pavel Novak on Monday to discuss fishing rights.", "fishing rights"),
        ("Ingrid Aas held talks with Pavel Novak about the new bridge.", "new bridge"),
        ("Ingrid Aas met Pavel Novak on Monday.", None),
    ],
)
def test_topic(text: str, topic: str | None) -> None:
    assert the_one(text).topic == topic


def test_call_and_visit_stay_apart() -> None:
    found = meetings_of(
        "Ingrid Aas spoke by phone with Pavel Novak on Monday. On Tuesday she met him in Brno."
    )
    assert [(m.format, m.time and m.time.start) for m in found] == [
        ("call", date(2024, 5, 13)),
        ("in_person", date(2024, 5, 14)),
    ]


def test_told_twice_is_one() -> None:
    meeting = the_one(
        "Ingrid Aas met Pavel Novak in Brno on Monday. The meeting lasted two hours. "
        "Novak told Aas during the talks that fish mattered."
    )
    assert meeting.duration_minutes == 120
    assert len(meeting.evidence) >= 2
    assert names(meeting) == {"Ingrid Aas", "Pavel Novak"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("BRNO, May 14 - Ingrid Aas met Pavel Novak on Tuesday.", "BRNO"),
        ("BRNO, May 14 - Rain fell. Ingrid Aas met Pavel Novak here on Tuesday.", "BRNO"),
        ("BRNO, May 14 - Rain fell. Ingrid Aas is to meet Pavel Novak here on Friday.", "BRNO"),
        ("BRNO, May 14 - Rain fell. Ingrid Aas is meeting Pavel Novak.", "BRNO"),
        ("BRNO, May 14 - Rain fell. Ingrid Aas met Pavel Novak in March.", None),
        ("BRNO, May 14 - Ingrid Aas is to meet Pavel Novak on Friday.", None),
        ("BRNO, May 14 - Rain fell. Ingrid Aas will meet Pavel Novak next week.", None),
        ("BRNO, May 14 - Rain fell. The day before, Ingrid Aas met Pavel Novak.", None),
    ],
)
def test_a_dateline_is_the_place_of_its_own_sentence(text: str, place: str | None) -> None:
    found = the_one(text).place
    assert (found.name if found is not None else None) == place


@pytest.mark.parametrize(
    "asked",
    [
        "She appealed to more investors to come to Malawi.",
        "She asked tourists to return to Peru.",
        "She urged foreign companies to move to Ghana.",
        "She called on traders to travel to Chile.",
    ],
)
def test_others_who_are_asked_to_travel_are_no_journey(asked: str) -> None:
    text = f"OSLO, June 3 (NN) – President Hana Kovar met Jonas Lind on Tuesday. {asked}"
    clock = Clock(1e9)
    _, (meeting,) = read_facts(parsed(text, clock), date(2014, 6, 3), clock)
    assert meeting.place is not None
    assert meeting.place.name == "OSLO"


@pytest.mark.parametrize(
    "place", ["Ponta do Ouro", "Foz do Iguaçu", "Juiz de Fora", "Alphen aan den Rijn"]
)
def test_small_words_belong_to_the_name_of_a_town(place: str) -> None:
    meeting = the_one(f"Minister Ingrid Aas met Pavel Novak in {place} on Monday.")
    assert meeting.place is not None
    assert meeting.place.name == place


def test_a_person_is_no_place() -> None:
    meeting = the_one(
        "MAPUTO – The meeting of Fisheries Ministers Anabela Macamo of Mozambique and Lungile Dube "
        "of South Africa, planned for Thursday, will take place on Friday, 17 May, officials said."
    )
    assert meeting.place is None or "Dube" not in meeting.place.name


MET = "Mayor Elin Strand met trader Ole Vik in Bergen on Monday."


@pytest.mark.parametrize(
    "second",
    [
        "A second meeting is planned in Voss on Friday.",
        "Another round of talks is set for Friday in Voss.",
        "A further meeting is scheduled for Friday in Voss.",
        "The next meeting will take place in Voss on Friday, 17 May.",
        "A third meeting will be held in Voss on Friday.",
    ],
)
def test_a_second_meeting_is_of_those_who_met(second: str) -> None:
    _, planned = meetings_of(f"{MET} {second}")
    assert names(planned) == {"Elin Strand", "Ole Vik"}
    assert planned.status == "scheduled"
    assert planned.time is not None
    assert planned.time.start == date(2024, 5, 17)
    assert planned.place is not None
    assert planned.place.name == "Voss"


@pytest.mark.parametrize(
    "other",
    [
        "The board will hold its next meeting on Friday.",
        "A second meeting is planned.",
        "A second meeting of the board is planned for Friday.",
        "Strand left early. A second meeting is planned for Friday.",
    ],
)
def test_a_meeting_of_others_or_without_a_day_is_not(other: str) -> None:
    assert len(meetings_of(f"{MET} {other}")) == 1
