"""The status of the clause, with the words that decide it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extraction.meeting_tables import meetings_of, the_one

STATUS = [
    ("possible", "Neither office said whether Ingrid Aas would see President Pavel Novak."),
    ("possible", "Officials would not say whether Ingrid Aas will see Chancellor Pavel Novak."),
    (
        "scheduled",
        "Ingrid Aas is scheduled to visit Brno in July, days after she accepted an invitation "
        "from President Pavel Novak.",
    ),
    (
        "scheduled",
        "Ingrid Aas is to visit Brno in July, having accepted an invitation from Pavel Novak.",
    ),
    ("held", "Ingrid Aas's meeting with Pavel Novak on Monday had gone well."),
    ("held", "The talks between Ingrid Aas and Pavel Novak on Tuesday went badly, both said."),
    ("held", "Talks between Ingrid Aas and Pavel Novak on Sunday went on for three hours."),
    ("denied", "Ingrid Aas criticised Pavel Novak's refusal to meet with her."),
    ("denied", "Ingrid Aas deplored Minister Pavel Novak's unwillingness to meet with her."),
    ("scheduled", "Ingrid Aas praised Pavel Novak's agreement to meet with her."),
    ("possible", "Ingrid Aas repeated her offer to meet Pavel Novak."),
    ("possible", "Ingrid Aas noted Pavel Novak's readiness to meet her."),
    ("held", "Ingrid Aas met Pavel Novak on Monday."),
    ("held", "Ingrid Aas has met Pavel Novak."),
    ("held", "Ingrid Aas spoke to reporters after meeting Pavel Novak."),
    ("held", "Ingrid Aas had the chance to meet Pavel Novak in Brno."),
    ("held", "The meeting of Ingrid Aas and Pavel Novak in March failed to calm the markets."),
    ("held", "Before the flood, Ingrid Aas had met Pavel Novak."),
    ("scheduled", "Ingrid Aas will meet Pavel Novak on Friday."),
    ("scheduled", "Ingrid Aas is to meet Pavel Novak on Friday."),
    ("scheduled", "Ingrid Aas is due to meet Pavel Novak on Friday."),
    ("scheduled", "Ingrid Aas plans to meet Pavel Novak."),
    ("scheduled", "Ingrid Aas accepted an invitation to meet Pavel Novak."),
    ("scheduled", "Ingrid Aas agreed to meet Pavel Novak at a later date."),
    ("scheduled", "Ingrid Aas meets Pavel Novak on Friday."),
    ("scheduled", "Ingrid Aas travels to Brno on Friday for talks with Pavel Novak."),
    ("scheduled", "Ahead of her meeting with Pavel Novak on Friday, Ingrid Aas was calm."),
    ("scheduled", "On Tuesday Ingrid Aas said she would meet Pavel Novak on Friday."),
    ("likely", "Ingrid Aas is expected to meet Pavel Novak on Friday."),
    ("likely", "Ingrid Aas will probably meet Pavel Novak on Friday."),
    ("likely", "A meeting between Ingrid Aas and Pavel Novak is likely."),
    ("possible", "Ingrid Aas could meet Pavel Novak on Friday."),
    ("possible", "Ingrid Aas wants to meet Pavel Novak."),
    ("possible", "Ingrid Aas asked to meet Pavel Novak."),
    ("possible", "Ingrid Aas has invited Pavel Novak to visit her in Oslo."),
    ("possible", "Ingrid Aas did not rule out a meeting with Pavel Novak."),
    ("possible", "Neither side has confirmed a meeting between Ingrid Aas and Pavel Novak."),
    ("possible", "It is unclear whether Ingrid Aas will meet Pavel Novak."),
    ("possible", "Ingrid Aas would meet Pavel Novak only after an apology."),
    ("under_way", "Ingrid Aas is now meeting Pavel Novak in Brno."),
    ("under_way", "Talks between Ingrid Aas and Pavel Novak are under way in Brno."),
    ("under_way", "Ingrid Aas opened talks with Pavel Novak on Wednesday."),
    ("denied", "Ingrid Aas declined to meet Pavel Novak."),
    ("denied", "Ingrid Aas will not meet Pavel Novak."),
    ("denied", "Ingrid Aas has never met Pavel Novak."),
    ("denied", "Ingrid Aas has no plans to meet Pavel Novak."),
    ("denied", "No meeting between Ingrid Aas and Pavel Novak is planned."),
    ("denied", "Ingrid Aas denied that she had met Pavel Novak."),
    ("denied", "The palace ruled out a meeting between Ingrid Aas and Pavel Novak."),
    ("denied", "Ingrid Aas turned down an invitation to meet Pavel Novak."),
    ("cancelled", "Ingrid Aas called off her meeting with Pavel Novak."),
    ("cancelled", "The summit of Ingrid Aas and Pavel Novak was cancelled."),
    ("cancelled", "The meeting of Ingrid Aas and Pavel Novak will not go ahead."),
    ("cancelled", "Ingrid Aas pulled out of a meeting with Pavel Novak."),
    ("postponed", "Ingrid Aas put off her talks with Pavel Novak."),
    ("postponed", "The meeting of Ingrid Aas and Pavel Novak is on hold."),
    ("postponed", "A call between Ingrid Aas and Pavel Novak was pushed back."),
]


@pytest.mark.parametrize(("status", "text"), STATUS)
def test_status(status: str, text: str) -> None:
    assert the_one(text).status == status


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Ingrid Aas could meet Pavel Novak on Friday.", "could"),
        ("Ingrid Aas declined to meet Pavel Novak.", "declined"),
        ("Ingrid Aas is expected to meet Pavel Novak.", "expected"),
        ("Ingrid Aas will not meet Pavel Novak.", "not"),
    ],
)
def test_cues(text: str, cue: str) -> None:
    assert cue in {text[a:b] for a, b in the_one(text).status_cues}


def test_contradicting_claims_stay_two() -> None:
    found = meetings_of(
        "Ingrid Aas said she had met Pavel Novak in March; Novak said they never met."
    )
    assert sorted(m.status for m in found) == ["denied", "held"]


_FILL = (
    "\n\nThe newest ferry of the coast employs 373 people and makes sugar and diesel. Exports of "
    "cotton came to 80 million last year, a third of it by rail.\n\nThe only theatre of the islands "
    "employs 372 people and makes glass and sugar. Nearly 74 per cent of shopkeepers in the plain "
    "own no car."
)


@pytest.mark.parametrize(
    "what",
    [
        "A sandstorm has delayed Friday’s meeting between",
        "Floods have delayed Friday’s meeting of",
        "A broken engine has postponed Friday’s talks between",
        "A heatwave has put off Friday’s meeting between",
    ],
)
def test_what_delays_a_meeting_postpones_it(what: str) -> None:
    text = (
        f"{what} Prime Minister Bold Ganbaatar and miners’ leader Oyuunchimeg Dorj; no new date "
        f"was given.{_FILL}"
    )
    meeting = the_one(text)
    assert (meeting.status, meeting.change) == ("postponed", "postponed")
    assert meeting.planned is not None
    assert meeting.planned.start == date(2024, 5, 17)
    assert {p.name for p in meeting.participants} == {"Bold Ganbaatar", "Oyuunchimeg Dorj"}
