"""Names by what stands around them, and peers by their titles."""

from __future__ import annotations

import pytest
from readout.extraction import extract
from readout.extraction.find.people.reading import read_people
from readout.extraction.find.people.signs import bodies_by_use
from readout.model import Article
from readout.text.parsing import parse


def _names(text: str) -> set[str]:
    return {person.name for person in read_people(parse(text)).people}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Prosecutors said Iestyn Prydderch, 51, met the trader at a hotel.", "Iestyn Prydderch"),
        ("A court heard that Gwenllian Tudur-Rhys, 44, took cash.", "Gwenllian Tudur-Rhys"),
        ("She dined with the taoiseach, Fionn Mac Giolla Bhríde.", "Fionn Mac Giolla Bhríde"),
        ("The digital minister, Jean-Baptiste Quéméneur, was there.", "Jean-Baptiste Quéméneur"),
        ("He went on to Amman, where he held talks with King Talal.", "King Talal"),
        ("The Duke of Strathmere met his brother on Friday.", "Duke of Strathmere"),
        ("The Earl and Countess of Malvern arrived in Belmopan.", "Earl of Malvern"),
        ("The Earl and Countess of Malvern arrived in Belmopan.", "Countess of Malvern"),
    ],
)
def test_names_by_signs(text: str, name: str) -> None:
    assert name in _names(text)


def test_a_title_in_apposition_is_its_bearers() -> None:
    text = "Prince Rupert, the Duke of Strathmere, left. The Duke of Strathmere met Ana Kovar."
    assert _names(text) == {"Prince Rupert", "Ana Kovar"}


def test_a_year_is_no_age() -> None:
    assert not _names("The report came out on Friday May, 2019, and was long.")


def test_a_town_is_not_its_duke() -> None:
    register = read_people(parse("The Duke of York spoke. He was born in York and lives in York."))
    duke = next(p for p in register.people if p.name == "Duke of York")
    assert len(duke.mentions) == 1


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Gommara Chairman Edoardo Bellani met the minister. Gommara fell.", "Gommara"),
        ("Polarix said so. Polarix's headquarters are in Aarhus.", "Polarix"),
        ("The tyre maker Valcourt met its rival.", "Valcourt"),
    ],
)
def test_firms_by_use_are_no_people(text: str, body: str) -> None:
    assert body not in _names(text)


def test_a_lone_surname_before_an_aide_stays_a_person() -> None:
    assert not bodies_by_use(parse("Kovar adviser Jan Bílek said that Kovar had met Anna."))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Quoting Rafaelito Alejandro, deputy head of the agency, the paper said 12 had died. "
            "“We are receiving reports,” Alejandro said on Monday.",
            "Rafaelito Alejandro",
        ),
        (
            "The Nitish Kundra-led party left the alliance. Kundra said it could not go on.",
            "Nitish Kundra",
        ),
    ],
)
def test_a_verb_before_and_a_participle_behind_are_no_part_of_a_name(
    text: str, speaker: str
) -> None:
    found = extract(Article("x", text, None)).quotes
    assert speaker in {q.speaker_name for q in found}
