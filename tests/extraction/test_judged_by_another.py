"""Behind what was said, ", a charge the mayor denies": a noun for a statement with what somebody
else makes of it is the reporter's; a noun for a thing, or what the speaker tells of it, is not."""

from __future__ import annotations

import pytest

from tests.extraction.quotes_of import said

BY_ANOTHER = [
    ("charge", "Ruiz said the park was sold for half its worth", ", a charge the mayor denies"),
    (
        "figure, participle",
        "Ruiz said the bill would cost 300 jobs",
        ", a figure disputed by unions",
    ),
    (
        "figure, contested",
        "Moen said fees had doubled since May",
        ", a figure contested by the bank",
    ),
    (
        "claim, called",
        "Ruiz said the minister had taken money",
        ", a claim his lawyer called nonsense",
    ),
    (
        "practice",
        "Ruiz said the board had gone around him",
        ", a practice the handbook discourages",
    ),
    ("demand", "Ruiz said the mayor should resign", ", a demand which her office has rejected"),
    ("remark", "Ruiz said there would be no vote", ", a remark for which he later apologised"),
    (
        "result, hailed",
        "The agency said output rose 4 per cent",
        ", a result it hailed as a triumph",
    ),
    ("remark, who hears", "Orr said the roof would hold", ", a remark that drew laughter"),
    ("assertion", "Moen said the pits were empty", ", an assertion that miners dismissed"),
    ("forecast", "Moen said prices would fall by June", ", a forecast economists have questioned"),
    ("promise", "Ruiz told farmers the dam would be built", ", a promise he has since withdrawn"),
]
HIS_OWN = [
    "the city had bought a tram, a vehicle that nobody could drive",
    "the fine was 300 euros, a sum that would ruin any baker",
    "the firm had made a plan, an idea that came from his father",
    "the mill would reopen, a result that would help the town",
]


@pytest.mark.parametrize(("why", "words", "tail"), BY_ANOTHER)
def test_what_another_makes_of_it_is_the_reporters(why: str, words: str, tail: str) -> None:
    contents = [content for _, content in said(f"{words}{tail}.")]
    assert contents, why
    assert words.endswith(contents[0].rstrip(".")), why


@pytest.mark.parametrize("words", HIS_OWN)
def test_what_the_speaker_tells_of_it_is_his(words: str) -> None:
    assert [content for _, content in said(f"Pavel Hron said {words}.")] == [words]
