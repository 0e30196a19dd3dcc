"""Who meets in a contest is at play; who meets at one to talk is not."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction.article import parsed, read_facts
from readout.extraction.limits import Clock

_PLACES_OF_PLAY = (
    "in the 400 metres final", "at the Wimbledon quarter-finals", "in the semi-finals of the Italian Open",
    "in the third round of the US Open", "in the world heavyweight title fight", "at the Masters in the last sixteen",
    "in the snooker final in Sheffield", "in the under-73kg judo final", "in Saturday's Champions League final",
    "in the first leg at Anfield", "in the Davis Cup tie", "in a playoff for the gold medal",
    "in the quarter-final of the darts", "in the group stage of the World Cup", "in the 100m butterfly heats",
    "in the men's doubles", "over twelve rounds in Las Vegas", "in the ring at Wembley on Saturday",
    "in the opening match of the tournament", "for the title in Madrid", "in the women's 60kg boxing bout",
    "in the derby at San Siro", "in the last four", "in the 1500 metres heats", "on centre court on Friday",
    "in Sunday's Grand Slam decider", "at Roland Garros in the fourth round",
    "in game seven on Sunday", "in the Six Nations at Twickenham", "in the relegation play-off",
)  # fmt: skip
_MEETINGS = (
    "Iga Nowak met Maria Sousa in Madrid on Friday.",
    "The coach Julien Benoit met Carlos Vega, the club's owner, before the final.",
    "India and Pakistan held talks in Dubai on the sidelines of the Asia Cup.",
    "Novak met Alvarez at the Wimbledon club house to discuss prize money.",
    "President Hana Kovar met Prime Minister Jonas Lind at the World Cup in Doha.",
    "Julien Benoit and Carlos Vega met in London on Saturday after the derby.",
    "Prime Minister Jonas Lind met President Hana Kovar in the final round of negotiations.",
    "Brazil and Croatia met in Geneva for a second round of talks.",
    "President Hana Kovar met Jonas Lind over lunch in the last week of the campaign.",
    "Julien Benoit met Carlos Vega over twelve hours in Las Vegas to settle the dispute.",
    "Trade ministers Hana Kovar and Jonas Lind met in the third round of trade talks.",
)


def _meetings(text: str) -> int:
    clock = Clock(1e9)
    return len(read_facts(parsed(text, clock), date(2024, 3, 13), clock)[1])


@pytest.mark.parametrize("where", _PLACES_OF_PLAY)
def test_a_fixture_is_no_meeting(where: str) -> None:
    assert not _meetings(f"Iga Nowak met Maria Sousa {where}.")
    assert not _meetings(f"Julien Benoit is to meet Carlos Vega {where}.")
    assert not _meetings(f"India and Pakistan will meet {where}.")


@pytest.mark.parametrize("text", _MEETINGS)
def test_a_meeting_beside_a_contest_is_one(text: str) -> None:
    assert _meetings(text) == 1
