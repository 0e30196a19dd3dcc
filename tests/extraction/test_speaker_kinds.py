"""Kinds of speakers that were told wrong on texts nobody had seen, a parametrised test each."""

from __future__ import annotations

import pytest

from tests.extraction.quotes_of import said


def _last(text: str) -> str | None:
    return said(text)[-1][0]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "NFA President Omari Banda visited the stadium in Lome. He then met the mayor. "
            "“The pitch is ready,” the NFA President added.",
            "Omari Banda",
        ),
        (
            "Kestrel Bank Chairman Paul Orlov resigned on Monday. "
            "The Kestrel Bank Chairman said that he was tired.",
            "Paul Orlov",
        ),
        (
            "Ayo Danjuma, chairman of the NLU, spoke to workers. "
            "The NLU Chairman said the strike would go on.",
            "Ayo Danjuma",
        ),
        ("The NLU Council said the strike would go on.", "NLU Council"),
    ],
)
def test_an_office_behind_a_body_in_capitals(text: str, speaker: str) -> None:
    assert _last(text) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Co-founder Lena Ostrow left the firm in May. The co-founder said she was proud.",
            "Lena Ostrow",
        ),
        (
            "The panel's co-chairs, Jan Visser and Noor Aziz, wrote to members. The plan was late. "
            "The co-chairs said that it would come.",
            "Jan Visser and Noor Aziz",
        ),
        (
            "Ward co-chairs Dr Mia Sorensen and Dr Raj Pillai said they were glad.",
            "Mia Sorensen and Raj Pillai",
        ),
    ],
)
def test_joint_offices_are_one_word(text: str, speaker: str) -> None:
    assert _last(text) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The owners of the club, Bill Hoad and Mary Finch, were fined. The roof fell in May. "
            "The owners said they would appeal.",
            "Bill Hoad and Mary Finch",
        ),
        (
            "The hikers, Per Aune and Siri Moe, were found on Monday. It had snowed. "
            "The hikers said they had been lost.",
            "Per Aune and Siri Moe",
        ),
        ("Several lawyers came. The lawyers said the case was weak.", "lawyers"),
        (
            "Two lawyers, Ana Ferro and Luc Perrin, came. Other lawyers, Bo Lind and Cy Park, left. "
            "The lawyers said the case was weak.",
            "lawyers",
        ),
    ],
)
def test_several_who_were_named_behind_the_same_noun(text: str, speaker: str) -> None:
    assert _last(text) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Tomas Berglund Junior, legal adviser to K-Guard, said the group — "
            "based in Bonn, with offices in nine countries — provides legal "
            "solutions for governments.",
            "Tomas Berglund Junior",
        ),
        (
            "Omar Haddad noted that Peru had been praised by the fund, claiming jobs had grown.",
            "Omar Haddad",
        ),
        (
            "Ruth Palmqvist told reporters that the ministry had been warned in May, insisting "
            "that it knew.",
            "Ruth Palmqvist",
        ),
    ],
)
def test_the_subject_of_the_clause_is_not_who_reports_it(text: str, speaker: str) -> None:
    assert _last(text) == speaker


def test_a_town_of_a_land_is_nobody() -> None:
    text = (
        "The meeting at the Government House, Dutsin Kanda, went on. Speaking later, Musa Adeyemi, "
        "a guard, said it was safe. He explained that Kanda, like several states, was hit by "
        "thieves. “We will help,” he said. Kanda State has many guards."
    )
    assert _last(text) == "Musa Adeyemi"
