"""What a story opens with is no part of its first sentence."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.extraction.syntax.dateline import find_dateline
from readout.model import Article

DATELINES = [
    ("NAIROBI — ", "NAIROBI"),
    ("OSLO, March 12 (Newswire) - ", "OSLO"),
    ("BRATISLAVA (CSK) - ", "BRATISLAVA"),
    ("ULAANBAATAR, Mongolia (KH) — ", "ULAANBAATAR"),
    ("Dakar – ", "Dakar"),
    ("Port Moresby (PNP) – ", "Port Moresby"),
    ("Lund (TT) -- ", "Lund"),
    ("Seoul, Sept. 12 (HanPress)--", "Seoul"),
    ("SÃO PAULO, Brazil —", "SÃO PAULO"),
    ("MANAMA: ", "MANAMA"),
    ("Thiruvananthapuram, 4 May 2023 – ", "Thiruvananthapuram"),
    ("NEW DELHI, Jul 15 (PTA) ", "NEW DELHI"),
    ("Palermo, Mar 15 (ANSO) ", "Palermo"),
    ("MADRID, 15 Mar. (PRENSA SUR) - ", "MADRID"),
    ("ABU DHABI, 26th October, 2021 (GSNA) -- ", "ABU DHABI"),
    ("(Tirreno) - ROME, JAN 25 - ", "ROME"),
    ("LONDON | 15 March 2024 | ", "LONDON"),
    ("TASHKENT, March 15. /TAZ/. ", "TASHKENT"),
    ("MOSCOW, March 15 /TAZ/. ", "MOSCOW"),
    ("Accra, March 15, GNB – ", "Accra"),
    ("BRIDGETOWN, Barbados, Mar 15, CMD – ", "BRIDGETOWN"),
    ("Baku, 15 March, AZERNEWS: ", "Baku"),
    ("ISLAMABAD, 15th March 2024: ", "ISLAMABAD"),
    ("KYIV. March 15 (Interfox-Ukraine) – ", "KYIV"),
    ("MOGADISHU, Thursday, March 15 (SONB) – ", "MOGADISHU"),
    ("CONAKRY ", "CONAKRY"),
    ("BUENOS AIRES ", "BUENOS AIRES"),
    ("ISTANBUL ", "ISTANBUL"),
]


@pytest.mark.parametrize("opening, city", DATELINES)
def test_a_dateline_is_read(opening: str, city: str) -> None:
    text = f"{opening}The strike is over, officials said."
    found = find_dateline(text)
    assert found is not None
    assert (found.city, text[found.end :]) == (city, "The strike is over, officials said.")


@pytest.mark.parametrize("opening, city", DATELINES)
def test_who_speaks_and_who_met_is_not_the_dateline(opening: str, city: str) -> None:
    told = "The governor, Lucia Ferrante, said the outlook was grim. She met Guo Shan last month."
    found = extract(Article("x", opening + told, published=date(2024, 3, 13)))
    assert [q.speaker_name for q in found.quotes] == ["Lucia Ferrante"]
    (meeting,) = found.meetings
    assert {p.name for p in meeting.participants} == {"Lucia Ferrante", "Guo Shan"}


@pytest.mark.parametrize(
    "text",
    [
        "BLINKEN: We had a candid talk.",
        "Marchetti – “We played with ten men.”",
        "Lund – who was there – said nothing.",
        "Analysis – The strike is over.",
        "Kovar: The strike is over.",
        "The mayor – a baker – left.",
        "A plan - any plan - would do.",
        "Mr Roe, March 15 (his birthday) Ana met him.",
        "Banks, July 15 (Monday) Leaders met.",
        "Osei (NPP) said the talks failed.",
        "NATO Secretary General Ana Roe met him.",
        "OPEC Ministers met on Monday.",
        "UN Envoy Li Wen said so.",
        "KOREA Open organisers met.",
    ],
)
def test_a_speaker_or_an_aside_is_no_dateline(text: str) -> None:
    assert find_dateline(text) is None


def test_a_headline_may_stand_before_it() -> None:
    text = "Strike over\nBy Ana Roe\nRIGA (BNS) - Dockers returned.\nRIGA — Again."
    found = find_dateline(text)
    assert found is not None
    assert text[found.start : found.end] == "RIGA (BNS) - "
