"""Who somebody is, as papers introduce people: in long phrases, by any trade, by what they lead."""

from __future__ import annotations

import pytest
from readout.extraction.find.people.reading import read_people
from readout.text.parsing import parse

INTRODUCED = [
    ("Its spokeswoman, Dr. Rotem Azulay, said so.", "Rotem Azulay", "spokeswoman"),
    ("The union was led by its chair, Prof. Ivo Radev, on Monday.", "Ivo Radev", "chair"),
    ("“No,” said Huw Prosser, 51, a crane driver.", "Huw Prosser", "crane driver"),
    (
        "Afdal Amir, who heads the workers' federation in Morowali, left.",
        "Afdal Amir",
        "heads the workers' federation in Morowali",
    ),
    (
        "The president of the Potosí civic committee, Roxana Graz, asked.",
        "Roxana Graz",
        "president of the Potosí civic committee",
    ),
    ("Entomologist Riikka Salo said so.", "Riikka Salo", "Entomologist"),
    ("In Buka, market vendor Hellen Kiras said so.", "Hellen Kiras", "market vendor"),
    (
        "It was announced by Jonas Steen, leader of the centre-right Liberal Alliance, who smiled.",
        "Jonas Steen",
        "leader of the centre-right Liberal Alliance",
    ),
    ("They asked Dr Deus Kamu, the forum's chairman.", "Deus Kamu", "forum's chairman"),
    ("Anna Miller, a pharmacist in Jounieh, said no.", "Anna Miller", "pharmacist in Jounieh"),
    ("Anna Miller, their lawyer, said no.", "Anna Miller", "lawyer"),
]


@pytest.mark.parametrize("text, name, role", INTRODUCED)
def test_who_somebody_is_stands_beside_the_name(text: str, name: str, role: str) -> None:
    (person,) = (p for p in read_people(parse(text)).people if p.name == name)
    assert role in person.roles


@pytest.mark.parametrize(
    "text",
    [
        "Asked about the mayor of Paris, Otto Kranz said no.",
        "After the match, Otto Kranz said the team had won.",
        "Writing to Otto Kranz, the minister said no.",
        "She thanked Otto Kranz, and the director left.",
    ],
)
def test_what_only_stands_near_is_no_office(text: str) -> None:
    (person,) = (p for p in read_people(parse(text)).people if p.name == "Otto Kranz")
    assert person.roles == []


@pytest.mark.parametrize(
    "text, nation",
    [("Senegal's Otto Kranz came third.", "Senegal"), ("Otto Kranz of Chad won.", "Chad")],
)
def test_the_country_of_a_name(text: str, nation: str) -> None:
    (person,) = (p for p in read_people(parse(text)).people if p.name == "Otto Kranz")
    assert person.nations == {nation}
