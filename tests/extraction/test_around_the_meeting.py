"""What stands around a meeting in its story: who came along, which day is of the words about it, the
visit on which it was to be, where somebody came from. One table a kind, each sentence our own."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article, MeetingMention

PUBLISHED = date(2024, 5, 13)  # a Monday


def read(text: str) -> list[MeetingMention]:
    return list(extract(Article("d", text, published=PUBLISHED, title="")).meetings)


def parties(meeting: MeetingMention) -> set[str]:
    return {p.name for p in meeting.participants}


CAME_ALONG = [
    (
        "Accompanied by her deputy Nils Orre, Mayor Iris Holm met union leader Marta Quiroga.",
        {"Nils Orre", "Iris Holm", "Marta Quiroga"},
    ),
    (
        "Davor Melnik, together with Foreign Minister Karel Dusek, received Nuno Farias in Bonn.",
        {"Davor Melnik", "Karel Dusek", "Nuno Farias"},
    ),
    (
        "President Davor Melnik received Governor Teo Banks. The governor was accompanied by Mayor "
        "Iris Holm.",
        {"Davor Melnik", "Teo Banks", "Iris Holm"},
    ),
    (
        "Mayor Iris Holm met union leader Marta Quiroga, who came with lawyer Pavel Hruby.",
        {"Iris Holm", "Marta Quiroga", "Pavel Hruby"},
    ),
    (
        "Defence Minister Karel Dusek met General Osei Tandu on Monday. Ambassador Ruth Amberley "
        "also attended the meeting.",
        {"Karel Dusek", "Osei Tandu", "Ruth Amberley"},
    ),
    (
        "Also present at the meeting between President Davor Melnik and Chancellor Ida Brandvold "
        "was central banker Tomas Reyl.",
        {"Davor Melnik", "Ida Brandvold", "Tomas Reyl"},
    ),
    (
        "Defence Minister Karel Dusek met General Osei Tandu on Monday. Dusek was accompanied on "
        "the trip by Ambassador Ruth Amberley.",
        {"Karel Dusek", "Osei Tandu"},
    ),
    (
        "Defence Minister Karel Dusek met General Osei Tandu on Monday. Ambassador Ruth Amberley "
        "did not attend the meeting.",
        {"Karel Dusek", "Osei Tandu"},
    ),
]


@pytest.mark.parametrize("text, who", CAME_ALONG)
def test_who_came_along(text: str, who: set[str]) -> None:
    (found,) = read(text)
    assert parties(found) == who


CALLED = [
    (
        "Turkey summoned Swedish ambassador Nils Orre over Chancellor Ida Brandvold's speech.",
        {"Turkey", "Nils Orre"},
    ),
    (
        "The Italian foreign ministry summoned ambassador Nuno Farias on Tuesday over comments by "
        "President Davor Melnik.",
        {"Italian foreign ministry", "Nuno Farias"},
    ),
    (
        "The Danish Foreign Ministry called in Peru’s ambassador on account of a leaflet. "
        "Ambassador Hana Azariel was summoned by Denmark’s Foreign Ministry on Monday.",
        {"Denmark’s Foreign Ministry", "Hana Azariel"},
    ),
    (
        "President Davor Melnik told Chancellor Ida Brandvold during a visit to Bonn that gas "
        "prices must fall.",
        {"Davor Melnik", "Ida Brandvold"},
    ),
    (
        "Visiting Doha on Monday, Trade Minister Amara Sesay assured Prime Minister Lena Havik of "
        "her country's support.",
        {"Amara Sesay", "Lena Havik"},
    ),
]


@pytest.mark.parametrize("text, who", CALLED)
def test_an_envoy_is_called_in_and_an_office_told_on_a_visit(text: str, who: set[str]) -> None:
    (found,) = read(text)
    assert (parties(found), found.status) == (who, "held")


@pytest.mark.parametrize(
    "text",
    [
        "President Davor Melnik told reporters during a visit to Bonn that gas prices must fall.",
        "Prime Minister Lena Havik told voters during a visit to Leeds that taxes would fall.",
        "The court summoned banker Tomas Reyl over unpaid taxes.",
    ],
)
def test_no_press_and_no_court(text: str) -> None:
    assert read(text) == []


DAYS = [
    ("President Davor Melnik and Chancellor Ida Brandvold held three summits since 2018.", None),
    (
        "This will be the first time that President Davor Melnik and rebel chief Osei Tandu will be "
        "meeting since the March 2021 clashes.",
        None,
    ),
    (
        "On Sunday the union welcomed the talks between Labour Minister Pavel Hruby and employer "
        "Clara Voss. Friday's talks lasted an hour.",
        date(2024, 5, 10),
    ),
    (
        "Belmar on Saturday condemned talks in Oslo between Prime Minister Lena Havik and rebel "
        "leader Osei Tandu. Thursday's talks were the first.",
        date(2024, 5, 9),
    ),
]


@pytest.mark.parametrize("text, day", DAYS)
def test_the_day_of_what_went_before_and_of_the_words(text: str, day: date | None) -> None:
    (found,) = read(text)
    assert (found.time.start if found.time is not None else None) == day


PLACES = [
    (
        "Before arriving in Norway, Prime Minister Lena Havik visited Latvia, where she met with "
        "President Ilmar Kask.",
        "Latvia",
    ),
    ("Before he moved to Berlin, banker Tomas Reyl met investor Clara Voss.", None),
    (
        "President Davor Melnik and Chancellor Ida Brandvold held a short meeting on the sidelines "
        "of the G20 summit on Friday, aide Jan Roos said.",
        "G20 summit",
    ),
    (
        "Ministers fly home from a G20 summit in Kuala Lumpur. Presidents Davor Melnik and Ilmar Kask "
        "met on the sidelines of the G20 summit on Friday.",
        "Kuala Lumpur",
    ),
    (
        "Mayor Iris Holm met Governor Teo Banks on the fringes of the Coastal Forum in Riga.",
        "Riga",
    ),
    (
        "Foreign Secretary Derek Lamm arrived in a cold and foggy Oslo on Wednesday. The mood "
        "was good. He held talks with his Chilean counterpart Pablo Soto.",
        "Oslo",
    ),
    (
        "Foreign Secretary Derek Lamm landed in a rainy Kuala Lumpur on Wednesday. The mood was "
        "good. He held talks with his Chilean counterpart Pablo Soto.",
        "Kuala Lumpur",
    ),
]


@pytest.mark.parametrize("text, place", PLACES)
def test_where_one_goes_before_or_afterwards_is_elsewhere(text: str, place: str | None) -> None:
    (found,) = read(text)
    assert (found.place.name if found.place is not None else None) == place


STATES = [
    (
        "Foreign Minister Karel Dusek on Sunday postponed his visit to Japan. He was scheduled to "
        "meet his counterpart Kenji Arata there on Thursday.",
        "postponed",
    ),
    (
        "Chancellor Ida Brandvold's visit to Riga has been called off. She had been due to hold "
        "talks with President Ilmar Kask.",
        "cancelled",
    ),
    (
        "Mayor Iris Holm called off her journey to Leeds, where she would have met Governor Teo "
        "Banks.",
        "cancelled",
    ),
    (
        "Talks between Labour Minister Pavel Hruby and banker Clara Voss are to be held in Bonn.",
        "scheduled",
    ),
    (
        "The summit of President Davor Melnik and Chancellor Ida Brandvold is about to begin.",
        "scheduled",
    ),
    (
        "Organiser Nuno Farias cancelled the march after talks with Mayor Iris Holm on Sunday.",
        "held",
    ),
    (
        "Talks between Labour Minister Pavel Hruby and the teachers' union will take place next "
        "week. The union said it would call off its strike if the talks bring an offer.",
        "scheduled",
    ),
]


@pytest.mark.parametrize("text, status", STATES)
def test_what_became_of_it(text: str, status: str) -> None:
    (found,) = read(text)
    assert found.status == status


SIDES = [
    (
        "Union leader Marta Quiroga refused to attend a meeting convened by Labour Minister Pavel "
        "Hruby.",
        [{"Marta Quiroga", "Pavel Hruby"}],
    ),
    (
        "Senator Colin Frith attended a lunch hosted by Ambassador Ruth Amberley on Monday.",
        [{"Colin Frith", "Ruth Amberley"}],
    ),
    (
        "Prime Minister Lena Havik said that talks with President Davor Melnik would resume in "
        "Oslo on Friday.",
        [{"Lena Havik", "Davor Melnik"}],
    ),
    (
        "The Coal Board announced that talks with the miners' union will take place on Thursday.",
        [{"Coal Board", "miners' union"}],
    ),
    ("Hartwell Council negotiated with Unitas representatives on Friday.",
     [{"Hartwell Council", "Unitas"}]),
    ("Hartwell Council negotiates with Unitas representatives.", []),
    (
        "Chilean President Marta Soto and Peruvian President Ines Lima are rivals. A meeting of the "
        "leaders of Chile and Peru is planned for Friday.",
        [{"Marta Soto", "Ines Lima"}],
    ),
    (
        "Davor Melnik and Ilmar Kask held two meetings this month in Prague with Chancellor Ida "
        "Brandvold and Foreign Minister Karel Dusek respectively.",
        [
            {"Davor Melnik", "Ilmar Kask", "Ida Brandvold"},
            {"Davor Melnik", "Ilmar Kask", "Karel Dusek"},
        ],
    ),
    ("Lena Havik thanked Norway for hosting the third Coastal Summit in Oslo.", []),
    ("President Davor Melnik will attend the G7 summit in Turin on Monday.", []),
]  # fmt: skip


@pytest.mark.parametrize("text, companies", SIDES)
def test_whose_meeting_it_is(text: str, companies: list[set[str]]) -> None:
    assert [parties(m) for m in read(text)] == companies


OFFICE_BEFORE = [
    (
        "President Radu Vel met nobody in Vienna, his office said. It denied a report on Anton "
        "Brez. “On Tuesday the President was at his desk. In the afternoon he received Mayor Iris "
        "Holm,” spokesman Grig Halas said.",
        {"Radu Vel", "Iris Holm"},
    ),
    (
        "King Rashid wrote to the envoy Nuno Farias. The king was tired. He received Chancellor "
        "Ida Brandvold on Sunday.",
        {"King Rashid", "Ida Brandvold"},
    ),
    (
        "Mayor Iris Holm has a feud with Senator Ana Reis. The senator was in Leeds. She met "
        "Governor Teo Banks on Friday.",
        {"Ana Reis", "Teo Banks"},
    ),
]


@pytest.mark.parametrize("text, who", OFFICE_BEFORE)
def test_he_is_the_office_that_the_sentence_before_tells_of(text: str, who: set[str]) -> None:
    assert [parties(m) for m in read(text)] == [who]


BODIES = [
    ("Mayor Iris Holm met Unitas representatives on Monday.", {"Iris Holm", "Unitas"}),
    (
        "Representatives of the Association of Bakers met Labour Minister Pavel Hruby.",
        {"Association of Bakers", "Pavel Hruby"},
    ),
    ("Union leaders met Governor Teo Banks on Monday.", {"Union leaders", "Teo Banks"}),
]


@pytest.mark.parametrize("text, who", BODIES)
def test_representatives_of_a_body_with_a_name_are_the_body(text: str, who: set[str]) -> None:
    assert [parties(m) for m in read(text)] == [who]


TWO_PLACES = [
    (
        "President Davor Melnik and Prime Minister Ilmar Kask held two summits, one in Oslo and "
        "the other in Riga.",
        ["Oslo", "Riga"],
    ),
    (
        "Mayor Iris Holm held two rounds of talks with Governor Teo Banks, one in Leeds, the "
        "other in New York.",
        ["Leeds", "New York"],
    ),
    (
        "Mayor Iris Holm, who owns two houses, one in Oslo and the other in Riga, met Governor Teo "
        "Banks in Bonn.",
        ["Bonn"],
    ),
]


@pytest.mark.parametrize("text, places", TWO_PLACES)
def test_one_in_a_town_and_the_other_in_another_are_two(text: str, places: list[str]) -> None:
    assert [m.place.name for m in read(text) if m.place is not None] == places


PLANNED_THEN = [
    (
        "Foreign Minister Karel Dusek called off his visit to Riga. He was to have met President "
        "Ilmar Kask on Tuesday.",
        date(2024, 5, 14),
    ),
    ("Mayor Iris Holm was to have met Governor Teo Banks on Sunday.", date(2024, 5, 12)),
    ("Mayor Iris Holm had held talks with Governor Teo Banks on Tuesday.", date(2024, 5, 7)),
]


@pytest.mark.parametrize("text, day", PLANNED_THEN)
def test_what_had_been_planned_lies_on_the_nearer_side_of_today(text: str, day: date) -> None:
    (found,) = read(text)
    assert found.time is not None
    assert found.time.start == day
