"""A name that was told words is a medium where it can be nobody else, and never who spoke."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article

MEDIA = [
    "Doha Business Monitor",
    "Al-Mamlaka Sport",
    "the Rhein-Anzeiger",
    "Midlands 103",
    "Humber Coast Live",
    "broadcaster CBN Brasil",
    "the weekly Ogoniok-Sever",
    "Radio Okapi-Sud",
    "the Argus-Courier",
    "Kossuth Hirek",
    "Zambezi Business Week",
]
NOT = [
    "Congress",
    "the Security Council",
    "Jane Harrow",
    "the Senate",
    "lawmakers",
    "shareholders",
    "France",
    "the Kampala meeting",
    "Mr Okoro",
    "the conference in Lima",
    "Petra Hoxha and her colleagues",
    "the court",
]
TEXT = (
    "The harbour of Vintra will close for a month.\n\n“We had no choice, and we knew it,” the "
    "director of the port, Nuria Casal, told {}.\n\nTraders said prices would rise."
).replace("\\\n", "\n")


def _via(hearer: str) -> str | None:
    told = extract(Article("1", TEXT.format(hearer), date(2024, 3, 5)))
    return next(q.via for q in told.quotes if q.speaker_name == "Nuria Casal")


@pytest.mark.parametrize("hearer", MEDIA)
def test_a_medium_relays(hearer: str) -> None:
    via = _via(hearer)
    assert via is not None, hearer
    assert via in hearer


@pytest.mark.parametrize("hearer", NOT)
def test_whoever_else_hears_relays_nothing(hearer: str) -> None:
    assert _via(hearer) is None


@pytest.mark.parametrize("hearer", ["Jane Harrow", "Mr Okoro", "Kossuth Hirek", "Tanwen Rhys"])
@pytest.mark.parametrize("verb", ["told", "assured", "warned", "reminded"])
def test_who_is_told_is_not_who_speaks(hearer: str, verb: str) -> None:
    text = TEXT.format(hearer).replace("told", verb)
    quotes = extract(Article("1", text, date(2024, 3, 5))).quotes
    direct = [q for q in quotes if q.type == "direct"]
    assert [q.speaker_name for q in direct] == ["Nuria Casal"]
