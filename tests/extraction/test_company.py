"""Parties that only say who somebody is, and mentions of one article that can't all be true."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.extraction.decide.company import with_own_parties
from readout.model import Article, MeetingMention, Participant

PUBLISHED = date(2026, 5, 6)


def read(text: str) -> list[MeetingMention]:
    return list(extract(Article("d", text, published=PUBLISHED, title="")).meetings)


TABLE = [  # sentence, who is told to meet
    ("The teachers' union head Zanele Mthethwa met Commissioner Pieter Groenewald in Durban on Monday.",
     {"Zanele Mthethwa", "Pieter Groenewald"}),
    ("Education Commissioner Pieter Groenewald and teachers’ union head Zanele Mthethwa will now meet on "
     "Sunday, 20 June, two days earlier than first planned.",
     {"Zanele Mthethwa", "Pieter Groenewald"}),
    ("The harbour master of Tórshavn will meet Fisheries Minister Rannvá Joensen on Thursday.",
     {"harbour master of Tórshavn", "Rannvá Joensen"}),
    ("The premier of Ontario will meet Quebec Premier Thérèse Lamontagne in Ottawa on Wednesday.",
     {"premier of Ontario", "Thérèse Lamontagne"}),
    ("The archbishop of Kraków will be received by President Jarosława Wilczek in Warsaw on Tuesday.",
     {"archbishop of Kraków", "Jarosława Wilczek"}),
    ("Mayor Silvia Ferrante will meet the head of the regional railway in Bari on Friday.",
     {"Silvia Ferrante", "head of the regional railway"}),
    ("Ana Ruiz met with Tom Berg and his advisers in Lima on Friday.",
     {"Ana Ruiz", "Tom Berg", "advisers"}),
    ("Fisheries Ministers Anabela Macamo and Lungile Dube will meet in Maputo on Friday.",
     {"Anabela Macamo", "Lungile Dube"}),
    ("Abbot Benedikt Zellweger will meet Cosima Feuerstein in Einsiedeln on Saturday.",
     {"Benedikt Zellweger", "Cosima Feuerstein"}),
]  # fmt: skip


@pytest.mark.parametrize("text, who", TABLE)
def test_only_parties_of_their_own_are_told(text: str, who: set[str]) -> None:
    (found,) = read(text)
    assert {p.name for p in found.participants} == who


def _mention(text: str, *parties: tuple[str, str]) -> MeetingMention:
    told = tuple(
        Participant(name, None, kind, (text.index(name), text.index(name) + len(name)))  # type: ignore[arg-type]
        for name, kind in parties
    )
    return MeetingMention(told, "held", ((0, len(text)),), (0, 1))


def test_what_one_leads_is_no_party_beside_him() -> None:
    text = "Dalsgaard met the leader of Orkney Islands Council, Rendall, in Kirkwall."
    whole = [("Dalsgaard", "person"), ("Orkney Islands Council", "org"), ("Rendall", "person")]
    (found,) = with_own_parties([_mention(text, *whole)], text)
    assert [p.name for p in found.participants] == ["Dalsgaard", "Rendall"]
    # Where nobody is named, the office is who was met.
    text = "Beridzeli is to meet the secretary-general of the OSCE in Tbilisi."
    (found,) = with_own_parties([_mention(text, ("Beridzeli", "person"), ("OSCE", "org"))], text)
    assert [p.name for p in found.participants] == ["Beridzeli", "secretary-general of the OSCE"]
    text = "The chief executive of Halmstad Brewery will meet Ylva Brodin."
    both = [("Halmstad Brewery", "person"), ("Ylva Brodin", "person")]
    (found,) = with_own_parties([_mention(text, *both)], text)
    assert [p.name for p in found.participants] == [
        "chief executive of Halmstad Brewery", "Ylva Brodin"
    ]  # fmt: skip


def test_what_had_been_planned_is_what_was_called_off() -> None:
    found = read(
        "Gov. Thomas Haverly on Wednesday called off a meeting with the leaders of the state’s largest "
        "teachers’ union, hours before it was to begin. Mr. Haverly had been scheduled to sit down "
        "with Lucille Bond, the union’s president, at 4 p.m. in the State House."
    )
    assert [(m.status, {p.name for p in m.participants}) for m in found] == [
        ("cancelled", {"Thomas Haverly", "Lucille Bond"})
    ]


def test_a_visit_called_off_before_calls_off_no_other_talks() -> None:
    (found,) = read(
        "Secretary of State Antony Blinken will travel to Beijing this weekend for talks with senior "
        "Chinese officials, reviving a visit that was called off in February."
    )
    assert found.status == "scheduled"
    assert found.time is not None
    assert found.time.start == date(2026, 5, 9)


def test_what_was_brought_forward_was_to_be_later() -> None:
    (found,) = read(
        "The meeting of farmers’ president Wendelin Achatz and Agriculture Minister Notburga Lechleitner "
        "in Salzburg has been brought forward to Tuesday, 12 May, the ministry said. It had been planned "
        "for Thursday."
    )
    assert found.planned is not None
    assert found.planned.start == date(2026, 5, 14)


def test_a_reason_is_no_place() -> None:
    (found,) = read(
        "Vukašin Radojčić of Serbia and Hrvoje Matulić of Croatia will meet on Thursday, a day earlier "
        "than planned, because of a funeral in Zagreb."
    )
    assert found.place is None


@pytest.mark.parametrize(
    "text",
    [
        "This page carried a report about a coming meeting of National coach Tesfalem Woldeyes with "
        "the head of the athletics federation. The report was wrong and we have withdrawn it.",
        "An earlier version of this story said that it told of talks between Lena Falk and Anton Weiss "
        "in Bonn. That story was incorrect and has been removed.",
        "Our article of Monday about a meeting of Lena Falk and Anton Weiss was false. We apologise.",
    ],
)
def test_a_report_that_is_taken_back_is_no_news(text: str) -> None:
    assert read(text) == []


def test_a_report_that_stands_is_news() -> None:
    told = read(
        "Reports of a meeting between Lena Falk and Anton Weiss in Bonn on Monday are true."
    )
    assert len(told) == 1
