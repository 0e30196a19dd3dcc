"""How far reported words reach, by kinds that were told wrong on texts nobody had seen."""

from __future__ import annotations

import pytest

from tests.extraction.quotes_of import said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Officials said the envoy was in Oslo, but he would not meet the rebels.",
            "the envoy was in Oslo, but he would not meet the rebels",
        ),
        (
            "Anna Weiss said the farms were dry, but they would get water in May.",
            "the farms were dry, but they would get water in May",
        ),
    ],
)
def test_another_than_the_speaker_goes_on(text: str, words: str) -> None:
    assert words in [told for _, told in said(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The party said it would sue, pledging to win.", "it would sue"),
        ("The ministry said the dam was safe, blaming rain for the flood.", "the dam was safe"),
        ("Lena Ostrow said it was too soon when asked about the vote.", "it was too soon"),
        (
            "The union said it had found plans to close the line - something the firm denies.",
            "it had found plans to close the line",
        ),
        (
            "The gang said it had burned the bus, and published photos showing the fire.",
            "it had burned the bus",
        ),
        (
            "Hal Drew said the cut has helped the market, his ministry quoted him as saying.",
            "the cut has helped the market",
        ),
    ],
)
def test_the_reporter_speaks_again(text: str, words: str) -> None:
    assert words in [told for _, told in said(text)]


def test_to_call_somebody_to_say_is_no_command() -> None:
    told = said("Omar Haddad called the station to say he was safe.")
    assert not [words for _, words in told if "the station" in words]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "A court jailed Otto Brun for alleging that the mayor had stolen the funds.",
            "Otto Brun",
            "the mayor had stolen the funds",
        ),
        (
            "“The roof is safe,” the paper reports Ida Roth as saying.",
            "Ida Roth",
            "“The roof is safe,”",
        ),
        (
            "Lakeshore Foods Ltd opened a plant. Lakeshore said it would hire 200 people.",
            "Lakeshore Foods Ltd",
            "it would hire 200 people",
        ),
    ],
)
def test_who_says_it(text: str, speaker: str, words: str) -> None:
    assert (speaker, words) in said(text)
