"""How certain a meeting is, by the words around its verb: plain sentences, each with the statuses that
a careful reader would accept; "none" for no meeting told at all."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article

DAY = date(2024, 5, 15)
REST = (
    "\n\nIt rained in the capital, where shops were shut for the holiday. The river rose by a metre and "
    "the ferry stayed in port."
)

CASES = [
    ("Ilse Kron refused to meet Musa Kande in Bonn on Monday.", "cancelled|denied|none"),
    ("Ilse Kron has no plans to meet Musa Kande in Bonn.", "denied|none"),
    ("Ilse Kron ruled out a meeting with Musa Kande.", "denied|none|cancelled"),
    ("Ilse Kron rejected a meeting with Musa Kande on Monday.", "denied|none|cancelled"),
    ("Ilse Kron hopes to meet Musa Kande in Bonn next week.", "possible|likely"),
    ("Ilse Kron may meet Musa Kande in Bonn next week.", "possible"),
    ("Ilse Kron could meet Musa Kande in Bonn next week.", "possible"),
    ("Ilse Kron is expected to meet Musa Kande in Bonn next week.", "likely|scheduled"),
    ("Ilse Kron agreed to meet Musa Kande in Bonn next week.", "scheduled|likely"),
    ("Ilse Kron was to have met Musa Kande in Bonn on Monday but fell ill.", "cancelled"),
    (
        "Ilse Kron was due to meet Musa Kande in Bonn on Monday, but the trip was called off.",
        "cancelled",
    ),
    ("Ilse Kron cancelled her meeting with Musa Kande in Bonn on Monday.", "cancelled"),
    (
        "Ilse Kron postponed her meeting with Musa Kande in Bonn on Monday until next week.",
        "postponed|scheduled",
    ),
    ("Ilse Kron's meeting with Musa Kande has been put off indefinitely.", "postponed|cancelled"),
    ("Ilse Kron denied having met Musa Kande in Bonn on Monday.", "denied"),
    ("Ilse Kron's office denied that she had met Musa Kande in Bonn on Monday.", "denied"),
    ("Ilse Kron has never met Musa Kande.", "none|denied"),
    ("Ilse Kron did not meet Musa Kande during her visit on Monday.", "denied"),
    (
        "Ilse Kron would have met Musa Kande on Monday had the airport been open.",
        "none|cancelled|denied",
    ),
    ("Ilse Kron was seen meeting Musa Kande in a cafe in Bonn on Monday.", "held"),
    ("Ilse Kron walked out of a meeting with Musa Kande in Bonn on Monday.", "held"),
    ("Ilse Kron cut short a meeting with Musa Kande in Bonn on Monday.", "held"),
    ("Ilse Kron skipped a meeting with Musa Kande in Bonn on Monday.", "cancelled|denied|none"),
    ("Ilse Kron boycotted talks with Musa Kande in Bonn on Monday.", "cancelled|denied|none"),
    ("Ilse Kron pulled out of talks with Musa Kande in Bonn on Monday.", "cancelled"),
    ("Ilse Kron demanded a meeting with Musa Kande.", "possible|none"),
    ("Ilse Kron asked to meet Musa Kande.", "possible|none"),
    ("Ilse Kron accepted an invitation to meet Musa Kande in Bonn next week.", "scheduled|likely"),
    (
        "Ilse Kron declined an invitation to meet Musa Kande in Bonn next week.",
        "denied|cancelled|none",
    ),
    ("Ilse Kron is meeting Musa Kande in Bonn today.", "under_way|scheduled"),
    ("Ilse Kron and Musa Kande are holding talks in Bonn.", "under_way"),
    ("Talks between Ilse Kron and Musa Kande broke down in Bonn on Monday.", "held"),
    ("Talks between Ilse Kron and Musa Kande ended without agreement in Bonn on Monday.", "held"),
    ("Talks between Ilse Kron and Musa Kande have resumed in Bonn.", "under_way|held"),
    (
        "Talks between Ilse Kron and Musa Kande never took place, her office said.",
        "denied|cancelled",
    ),
    ("Ilse Kron is ready to meet Musa Kande.", "possible"),
    ("Ilse Kron is not ready to meet Musa Kande.", "none|denied|possible"),
    ("Ilse Kron will not meet Musa Kande in Bonn next week.", "denied|cancelled|none"),
    ("Ilse Kron will meet Musa Kande in Bonn next week.", "scheduled"),
    ("Ilse Kron meets Musa Kande in Bonn next Tuesday.", "scheduled"),
    ("Before flying home, Ilse Kron met Musa Kande in Bonn.", "held"),
    ("Ilse Kron left Bonn on Monday without meeting Musa Kande.", "denied|none"),
    ("Ilse Kron left Bonn on Monday after meeting Musa Kande.", "held"),
    ("Musa Kande urged Ilse Kron to meet him in Bonn.", "possible|none"),
    ("It was unclear whether Ilse Kron would meet Musa Kande in Bonn.", "possible"),
    ("Ilse Kron was unable to meet Musa Kande on Monday.", "denied|cancelled|none"),
    ("Ilse Kron failed to meet Musa Kande on Monday.", "denied|cancelled|none"),
    ("Ilse Kron's planned meeting with Musa Kande on Monday fell through.", "cancelled"),
    ("Ilse Kron and Musa Kande were to meet again on Wednesday.", "scheduled"),
    ("Ilse Kron is ready to meet Musa Kande, her office said.", "possible"),
    ("Ilse Kron is not ready to meet Musa Kande, her office said.", "denied|none|possible"),
    ("Ilse Kron was ready to meet Musa Kande, her office said on Monday.", "possible"),
    ("Ilse Kron said she was ready to meet Musa Kande in Bonn.", "possible"),
    ("Ilse Kron is willing to meet Musa Kande, her office said.", "possible"),
    ("Ilse Kron is not willing to meet Musa Kande, her office said.", "denied|none|possible"),
    ("Ilse Kron was willing to meet Musa Kande, her office said on Monday.", "possible"),
    ("Ilse Kron said she was willing to meet Musa Kande in Bonn.", "possible"),
    ("Ilse Kron is prepared to meet Musa Kande, her office said.", "possible"),
    ("Ilse Kron is not prepared to meet Musa Kande, her office said.", "denied|none|possible"),
    ("Ilse Kron was prepared to meet Musa Kande, her office said on Monday.", "possible"),
    ("Ilse Kron said she was prepared to meet Musa Kande in Bonn.", "possible"),
    ("Ilse Kron is open to meeting Musa Kande, her office said.", "possible"),
    ("Ilse Kron is not open to meeting Musa Kande, her office said.", "denied|none|possible"),
    ("Ilse Kron was open to meeting Musa Kande, her office said on Monday.", "possible"),
    ("Ilse Kron said she was open to meeting Musa Kande in Bonn.", "possible"),
    ("Ilse Kron is keen to meet Musa Kande, her office said.", "possible"),
    ("Ilse Kron is not keen to meet Musa Kande, her office said.", "denied|none|possible"),
    ("Ilse Kron is eager to meet Musa Kande, her office said.", "possible"),
    ("Ilse Kron is not eager to meet Musa Kande, her office said.", "denied|none|possible"),
    ("Ilse Kron is happy to meet Musa Kande, her office said.", "possible"),
    ("Ilse Kron is free to meet Musa Kande, her office said.", "possible"),
    ("Ilse Kron is anxious to meet Musa Kande, her office said.", "possible"),
    ("Ilse Kron is determined to meet Musa Kande, her office said.", "possible"),
    ("Ilse Kron is reluctant to meet Musa Kande, her office said.", "possible|denied|none"),
    ("Ilse Kron is unwilling to meet Musa Kande, her office said.", "possible|denied|none"),
    ("Ilse Kron is hesitant to meet Musa Kande, her office said.", "possible|denied|none"),
    ("Ilse Kron is able to meet Musa Kande, her office said.", "possible"),
    ("Ilse Kron is glad to meet Musa Kande, her office said.", "possible"),
    ("Ilse Kron is inclined to meet Musa Kande, her office said.", "possible"),
    ("Ilse Kron is not inclined to meet Musa Kande, her office said.", "denied|none|possible"),
    ("Ilse Kron is disposed to meet Musa Kande, her office said.", "possible"),
    ("Ilse Kron is available to meet Musa Kande, her office said.", "possible"),
    (
        "Ilse Kron was to have met Musa Kande in Bonn on Monday but fell ill.",
        "cancelled|denied|postponed|none",
    ),
    (
        "Ilse Kron was due to have met Musa Kande in Bonn on Monday but fell ill.",
        "cancelled|denied|postponed|none",
    ),
    (
        "Ilse Kron was supposed to have met Musa Kande in Bonn on Monday but fell ill.",
        "cancelled|denied|postponed|none",
    ),
    (
        "Ilse Kron was scheduled to have met Musa Kande in Bonn on Monday but fell ill.",
        "cancelled|denied|postponed|none",
    ),
    ("Ilse Kron is said to have met Musa Kande in Bonn on Monday.", "held"),
    ("Ilse Kron is believed to have met Musa Kande in Bonn on Monday.", "held"),
    ("Ilse Kron is reported to have met Musa Kande in Bonn on Monday.", "held"),
    ("Ilse Kron claims to have met Musa Kande in Bonn on Monday.", "held"),
    ("Ilse Kron is understood to have met Musa Kande in Bonn on Monday.", "held"),
    ("Ilse Kron is thought to have met Musa Kande in Bonn on Monday.", "held"),
    ("Ilse Kron was found to have met Musa Kande in Bonn on Monday.", "held"),
    ("Ilse Kron admitted to having met Musa Kande in Bonn on Monday.", "held"),
    ("Ilse Kron left Bonn on Monday without meeting Musa Kande.", "denied|none"),
    ("Ilse Kron flew home on Monday without having met Musa Kande.", "denied|none"),
    ("Ilse Kron returned on Monday without a meeting with Musa Kande.", "denied|none"),
    ("Ilse Kron ended her visit on Monday without talks with Musa Kande.", "denied|none"),
    ("Ilse Kron came and went on Monday without seeing Musa Kande.", "denied|none"),
    ("Ilse Kron went home on Monday without speaking to Musa Kande.", "denied|none"),
    ("Ilse Kron left Bonn on Monday after meeting Musa Kande.", "held"),
    ("Ilse Kron left Bonn on Monday having met Musa Kande.", "held"),
    ("Ilse Kron ended her visit on Monday by meeting Musa Kande.", "held"),
    ("Ilse Kron began her visit on Monday with a meeting with Musa Kande.", "held"),
    ("Ilse Kron capped her visit on Monday with talks with Musa Kande.", "held"),
    ("Ilse Kron ended her visit on Monday with a dinner with Musa Kande.", "held"),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_how_certain_it_is(text: str, wanted: str) -> None:
    told = [m.status for m in extract(Article("t", text + REST, DAY)).meetings]
    accepted: list[str] = wanted.split("|")
    assert len(told) <= 1
    assert (told or ["none"])[0] in accepted
