"""What carries a meeting and what only looks like one."""

from __future__ import annotations

import pytest

from tests.extraction.meeting_tables import meetings_of, names, the_one

CARRIED = [
    ("Prime Minister Ingrid Aas met President Pavel Novak on Tuesday.", "in_person"),
    ("Ingrid Aas held talks with Pavel Novak in Brno on Tuesday.", "in_person"),
    ("Ingrid Aas sat down with Pavel Novak for an hour.", "in_person"),
    ("Ingrid Aas hosted Pavel Novak at her cabin on Sunday.", "in_person"),
    ("Ingrid Aas received Pavel Novak on Monday, a visit that had been in doubt.", "in_person"),
    ("Pavel Novak was received by Ingrid Aas on Monday.", "in_person"),
    ("Ingrid Aas spoke by phone with Pavel Novak on Monday.", "call"),
    ("Ingrid Aas phoned Pavel Novak on Monday.", "call"),
    ("Ingrid Aas called Pavel Novak on Monday to congratulate him.", "call"),
    ("Ingrid Aas held a video call with Pavel Novak on Monday.", "video"),
    ("Ingrid Aas had lunch with Pavel Novak on Friday.", "in_person"),
    ("Pavel Novak paid a visit to Ingrid Aas last week.", "in_person"),
    ("The Aas-Novak summit ended on Friday. Ingrid Aas smiled. Pavel Novak did not.", "in_person"),
    ("A meeting between Ingrid Aas and Pavel Novak took place on Friday.", "in_person"),
    ("Ingrid Aas conferred with Pavel Novak for hours.", "in_person"),
]

LOOKALIKES = [
    "The two Prime Ministers walked to the barrier and spoke with drivers.",
    "Ingrid Aas said the plan met the expectations of Pavel Novak's voters.",
    "The proposal of Ingrid Aas met with scorn from Pavel Novak.",
    "Ingrid Aas failed to meet the commission's 15 percent threshold.",
    "Pavel Novak said the club would meet the deadline.",
    "Brno will host Ostrava in the cup final on Saturday.",
    "Pavel Novak will meet Jan Kral in the second round.",
    "Ingrid Aas reached the summit of the mountain on Sunday.",
    "Ingrid Aas spoke to reporters in Oslo on Tuesday.",
    "Ingrid Aas called Pavel Novak a coward.",
    "Ingrid Aas called on the government to lower the tax.",
    "Fjord Bank is in talks about a merger with a rival.",
    "It was the fourth meeting of the year for the chess club.",
    "Ingrid Aas received a letter from the tax office on Monday.",
    "Ingrid Aas welcomed the verdict of the court on Tuesday.",
    "Ingrid Aas often meets with voters in Bergen.",
    "Ingrid Aas and her friends met many times.",
    "Pavel Novak gave a press conference in Prague on Tuesday.",
]


@pytest.mark.parametrize(("text", "form"), CARRIED)
def test_carried(text: str, form: str) -> None:
    meeting = the_one(text)
    assert names(meeting) == {"Ingrid Aas", "Pavel Novak"}
    assert meeting.format == form


@pytest.mark.parametrize("text", LOOKALIKES)
def test_only_looks_like_one(text: str) -> None:
    assert [names(m) for m in meetings_of(text)] == []


def test_trigger_stands_in_the_best_evidence() -> None:
    text = "The talks were warm. Ingrid Aas met Pavel Novak on Monday in Brno."
    meeting = the_one(text)
    start, end = meeting.evidence[0]
    assert text[slice(*meeting.trigger)] == "met"
    assert start <= meeting.trigger[0] < end
