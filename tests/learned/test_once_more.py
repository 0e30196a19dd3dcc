"""Two meetings of the same people are two, each with its own day, place and sentence."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article

DAY = date(2024, 5, 15)  # a Wednesday
# Text, and what is told of Kron and Kande: status, first day, place.
CASES = [
    # Another day of one verb.
    ("Ilse Kron met Musa Kande on Monday and again on Tuesday.", "held 05-13, held 05-14"),
    (
        "Ilse Kron met Musa Kande in Oslo on Monday and again on Tuesday morning.",
        "held 05-13 Oslo, held 05-14 Oslo",
    ),
    (
        "Ilse Kron and Musa Kande met on 3 May and again on 9 May, her office said.",
        "held 05-03, held 05-09",
    ),
    (
        "Ilse Kron called Musa Kande on Sunday and then again on Tuesday.",
        "held 05-12, held 05-14",
    ),
    (
        "Ilse Kron met Musa Kande twice last week, on Monday in Oslo and on Friday in Bergen.",
        "held 05-06 Oslo, held 05-10",
    ),
    ("Ilse Kron received Musa Kande three times: in 2019, in 2021 and in 2023.", "held 2019-01-01"),
    ("Ilse Kron met Musa Kande in 2019 and in 2023.", "held 2019-01-01, held 2023-01-01"),
    (
        "Ilse Kron will meet Musa Kande on Friday and again on Sunday.",
        "scheduled 05-17, scheduled 05-19",
    ),
    # One time, not two.
    ("Ilse Kron met Musa Kande on Monday and Tuesday.", "held 05-13"),
    ("Ilse Kron met Musa Kande on Monday and on Tuesday flew home.", "held 05-13"),
    ("Ilse Kron met Musa Kande on Monday and Tomas Lindqvist on Tuesday.", "held 05-13"),
    ("Ilse Kron met Musa Kande on Monday and left on Tuesday.", "held 05-13"),
    # An earlier one, told by its day and *when*.
    (
        "Ilse Kron met Musa Kande in Oslo on Tuesday, their first meeting since June 2023, when "
        "she received him in Bergen.",
        "held 05-14 Oslo, held 2023-06-01 Bergen",
    ),
    (
        "Ilse Kron received Musa Kande in Oslo on Tuesday, returning a visit of March 2023, when "
        "he hosted her in Kampala.",
        "held 05-14 Oslo, held 2023-03-01 Kampala",
    ),
    (
        "Ilse Kron and Musa Kande will meet in Oslo on Friday for the first time since 2 March, "
        "when they held talks in Kampala.",
        "scheduled 05-17 Oslo, held 03-02 Kampala",
    ),
    # … which tells no meeting.
    (
        "Ilse Kron met Musa Kande in Oslo on Tuesday, the first meeting since June 2023, when she "
        "took office.",
        "held 05-14 Oslo",
    ),
    (
        "Ilse Kron met Musa Kande in Oslo on Tuesday, a year after June 2023, when he asked for a "
        "meeting with her.",
        "held 05-14 Oslo",
    ),
    # An earlier one, told by how long before.
    (
        "Ilse Kron met Musa Kande on Tuesday, three days after a phone call with him.",
        "held 05-14, held 05-11",
    ),
    (
        "Ilse Kron's meeting with Musa Kande on Tuesday came a month after they met in Oslo.",
        "held 05-14, held 04-01 Oslo",
    ),
    (
        "Ilse Kron will meet Musa Kande in Oslo on Friday, two weeks after they spoke by phone.",
        "scheduled 05-17 Oslo, held 04-29",
    ),
    ("Ilse Kron met Musa Kande on Tuesday, three days after he demanded it.", "held 05-14"),
    (
        "Ilse Kron met Musa Kande on Tuesday, three days after a vote in parliament.",
        "held 05-14",
    ),
    # An earlier one in a sentence of its own.
    (
        "Ilse Kron met Musa Kande on Tuesday. The two last met in March in Kampala.",
        "held 05-14, held 03-01 Kampala",
    ),
    (
        "Ilse Kron met Musa Kande on Tuesday. They had met in March in Kampala.",
        "held 05-14, held 03-01 Kampala",
    ),
    (
        "Ilse Kron met Musa Kande on Tuesday. The two first met in 2019 in Oslo.",
        "held 05-14, held 2019-01-01 Oslo",
    ),
    # One to come.
    (
        "Ilse Kron met the trade unionist Musa Kande on Monday. They are due to meet again on "
        "Friday.",
        "held 05-13, scheduled 05-17",
    ),
    (
        "Ilse Kron met Musa Kande on Monday. The next meeting between the two is planned for "
        "Friday.",
        "held 05-13, scheduled 05-17",
    ),
    (
        "Ilse Kron and Musa Kande held talks on Monday. They are to hold a second round of talks on "
        "Friday.",
        "held 05-13, scheduled 05-17",
    ),
]

# Whoever is named in the sentence met, not somebody whom another one tells as a party.
HERE = [
    (
        "Foreign Minister Ilse Kron won a second term in March.\n\nThe foreign minister sat down "
        "with officials from Ireland on Monday.\n\nThe foreign minister last month also went to "
        "Kisumu for talks with Prime Minister Otieno Mwangi.",
        [{"Ilse Kron", "Ireland"}, {"Ilse Kron", "Otieno Mwangi"}],
    ),
    (
        "President Musa Kande said the harvest had been poor.\n\nKande went to Nagoya on Sunday "
        "for talks with the miners' union.\n\nSpeaker Karim al-Dulaimi is to meet Governor Ewa "
        "Sikora on Saturday.",
        [{"Musa Kande", "miners' union"}, {"Karim al-Dulaimi", "Ewa Sikora"}],
    ),
    (
        "Foreign Minister Ilse Kron won a second term in March.\n\nShe left Izmir on Sunday after "
        "meeting officials from Nigeria.\n\nPrime Minister Zainab Barzinji met Governor Sutomo on "
        "Monday.",
        [{"Ilse Kron", "Nigeria"}, {"Zainab Barzinji", "Sutomo"}],
    ),
    (
        "Japan's foreign minister, Haruka Asahara, went to Nagoya on Sunday for talks with the "
        "miners' union. The day before, she dined with Ireland's energy minister, Declan Tierney.",
        [{"Haruka Asahara", "miners' union"}, {"Haruka Asahara", "Declan Tierney"}],
    ),
]


def _told(text: str) -> set[str]:
    facts = extract(Article("t", text + "\n\nIt rained in the capital.", DAY))
    found = set()
    for meeting in facts.meetings:
        if {p.name for p in meeting.participants} != {"Ilse Kron", "Musa Kande"}:
            continue
        start = meeting.time.start if meeting.time is not None else None
        day = "never" if start is None else start.isoformat().removeprefix("2024-")
        place = f" {meeting.place.name}" if meeting.place is not None else ""
        found.add(f"{meeting.status} {day}{place}")
    return found


@pytest.mark.parametrize(("text", "told"), CASES)
def test_how_often_they_met(text: str, told: str) -> None:
    assert _told(text) == set(told.split(", "))


def test_each_has_its_own_sentences() -> None:
    text = "Ilse Kron met Musa Kande on Tuesday. The two last met in March in Kampala."
    facts = extract(Article("t", text, DAY))
    assert [[text[a:b] for a, b in m.evidence] for m in facts.meetings] == [
        ["Ilse Kron met Musa Kande on Tuesday."],
        ["The two last met in March in Kampala."],
    ]


@pytest.mark.parametrize(("text", "wanted"), HERE)
def test_who_is_named_here_met(text: str, wanted: list[set[str]]) -> None:
    facts = extract(Article("t", text, DAY))
    told = [{p.name.removeprefix("the ") for p in m.participants} for m in facts.meetings]
    assert sorted(map(sorted, told)) == sorted(map(sorted, wanted))
