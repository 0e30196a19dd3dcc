"""The register of people: names spread, titles off, roles and nations kept."""

from __future__ import annotations

import pytest
from readout.extraction.find.people.reading import read_people
from readout.extraction.find.people.register import Register
from readout.names.same import NearWords, same_person
from readout.text.parsing import parse


def _cast(text: str) -> Register:
    return read_people(parse(text))


PEOPLE = [
    # titles off, surname spread
    (
        "US Secretary of State Ann Miller met Foreign Minister Chen Wenli. Miller told Chen so.",
        {"Ann Miller": 2, "Chen Wenli": 2},
    ),
    # family name first, hyphen
    ("President Tsai Mei-ling left. Tsai was calm.", {"Tsai Mei-ling": 2}),
    ("Premier Nguyen Thi Hoa spoke. Later Nguyen left.", {"Nguyen Thi Hoa": 2}),
    # couples share the surname
    ("Paul and Edith Moreau met the mayor.", {"Paul Moreau": 1, "Edith Moreau": 1}),
    # kept titles
    ("King Harald received Pope Clement. Harald smiled.", {"King Harald": 2, "Pope Clement": 1}),
    # a nickname and an initial are the same person
    ("President Joseph R. Biden spoke. Joe Biden left.", {"Joseph R. Biden": 2}),
    # a name that grew is found by its new words
    (
        "Maria Lopes spoke. Later Maria Lopes Garrido left. Lopes Garrido was tired.",
        {"Maria Lopes Garrido": 3},
    ),
    # a suffix belongs to the name
    ("Senator Robert Miller, Jr. spoke. Miller left.", {"Robert Miller, Jr.": 2}),
    # a trade before an unknown name
    ("The pope received the novelist Amara Okafor. Okafor smiled.", {"Amara Okafor": 2}),
    # a town isn't its mayor
    ("The mayor of Porto Alvo, Joaquim Serra, resigned.", {"Joaquim Serra": 1}),
    # a company with a title word in front
    ("The fund General Atlantic sold its shares.", {}),
    # a dateline is nobody
    (
        "DAYTON FALLS, Ohio (AP) - Mayor Clint Barrow resigned. Barrow was tired.",
        {"Clint Barrow": 2},
    ),
]


@pytest.mark.parametrize(("text", "expected"), PEOPLE)
def test_people_and_their_mentions(text: str, expected: dict[str, int]) -> None:
    assert {p.name: len(p.mentions) for p in _cast(text).people} == expected


@pytest.mark.parametrize(
    ("text", "name", "role", "nation", "sex"),
    [
        (
            "US Secretary of State Ann Miller left.",
            "Ann Miller",
            "US Secretary of State",
            "United States",
            "f",
        ),
        (
            "China’s top diplomat, Chen Wenli, left.",
            "Chen Wenli",
            "China’s top diplomat",
            "China",
            "",
        ),
        ("President Pavel Novak of Slovakia left.", "Pavel Novak", "President", "Slovakia", "m"),
        ("The chairwoman, Renate Vogel, left.", "Renate Vogel", "chairwoman", None, "f"),
        (
            "Joaquim Serra, the mayor of Lisbon, left.",
            "Joaquim Serra",
            "mayor of Lisbon",
            "Portugal",
            "",
        ),
    ],
)
def test_role_nation_sex(text: str, name: str, role: str, nation: str | None, sex: str) -> None:
    person = next(p for p in _cast(text).people if p.name == name)
    assert person.first_role == role
    assert person.nations == ({nation} if nation else set())
    assert person.sex == sex


def test_two_bearers_of_a_surname_are_told_apart_by_title() -> None:
    register = _cast("Paul Moreau and Edith Moreau spoke. Mrs Moreau left. Mr Moreau stayed.")
    counts = {p.name: len(p.mentions) for p in register.people}
    assert counts == {"Paul Moreau": 2, "Edith Moreau": 2}


def test_every_token_of_a_mention_leads_to_its_person() -> None:
    doc = parse("President Pavel Novak met Ann Miller. Novak smiled.")
    register = read_people(doc)
    for person in register.people:
        for start, stop in person.mentions:
            for i in range(start, stop):
                assert register.at(doc[i]) is person
                assert register.mention(doc[i]) == (start, stop)
    assert register.at(doc[0]) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Joe Biden", "Joseph R. Biden", True),
        ("Mary Smith", "John Smith", False),
        ("Mohammed bin Salman", "Mohammed bin Salman Al Saud", True),
        ("Xi Jinping", "Xi Mingze", False),
    ],
)
def test_same_person(one: str, other: str, same: bool) -> None:
    assert same_person(tuple(one.split()), tuple(other.split())) is same


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("holwess", {"hollwess"}),  # left out
        ("hollwesss", {"hollwess"}),  # put in
        ("hollwass", {"hollwess"}),  # changed
        ("hollwses", {"hollwess"}),  # swapped
        ("bollwess", set()),  # begins otherwise
        ("hollwess", set()),  # itself
        ("holwes", set()),  # two letters off
    ],
)
def test_words_near_another(word: str, near: set[str]) -> None:
    assert NearWords(["hollwess", "marten"]).near(word) == near
