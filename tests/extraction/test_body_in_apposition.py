"""A body told by what it is, with its name between commas behind: the name speaks."""

from __future__ import annotations

import pytest

from tests.extraction.quotes_of import said

BODIES = [
    ("whose party", "Garane’s party, the Lowland People’s Liberation Front, said the vote had been stolen.", "Lowland People’s Liberation Front"),
    ("whose party", "Hana Beck’s party, Forward Lund, said the vote had been stolen.", "Forward Lund"),
    ("whose firm", "Voss’s company, Baltic Timber Holdings, said it would appeal.", "Baltic Timber Holdings"),
    ("whose firm", "The tycoon’s firm, Oriole Steel, said it would appeal.", "Oriole Steel"),
    ("his party", "Karl Voss lost on Sunday. His party, the National Renewal Movement, said the count was false.", "National Renewal Movement"),
    ("its ally", "The bloc’s main ally, the Farmers’ Union Party, said it would stay.", "Farmers’ Union Party"),
    ("a nation's", "The country’s largest union, the Federation of Dock Workers, said the strike would go on.", "Federation of Dock Workers"),
    ("a nation's", "Chile’s biggest bank, Banco Austral, said profits had doubled.", "Banco Austral"),
    ("a nation's", "The island’s main opposition party, the Democratic Alliance, said it would boycott the vote.", "Democratic Alliance"),
    ("plain", "The opposition party, the Union for Change, said it would boycott the vote.", "Union for Change"),
    ("plain", "The airline, Skyhop, said the plane had landed safely.", "Skyhop"),
    ("plain", "The rebel group, the Army of the North, said it held the town.", "Army of the North"),
    ("initials behind", "Garane’s party, the Lowland People’s Liberation Front (LPLF), said the vote had been stolen.", "Lowland People’s Liberation Front"),
    ("adjective", "The Kenyan charity, Water for All, said forty wells were dry.", "Water for All"),
    ("colon", "Adeyi’s party, the Congress of Labour, said: “We will not sit in a stolen house.”", "Congress of Labour"),
    ("tail", "“We will not sit in a stolen house,” said Adeyi’s party, the Congress of Labour.", "Congress of Labour"),
    ("tail", "“The wells are dry,” said the charity, Water for All.", "Water for All"),
    ("ministry", "The country’s statistics office, Statistik Nord, said prices had fallen.", "Statistik Nord"),
]  # fmt: skip

OTHERS = [
    ("a list goes on", "The ministry, the National Bank and the unions said the strike would end.", "National Bank"),
    ("a person", "The charity’s head, Ruth Adler, said the wells were dry.", "Ruth Adler"),
    ("a person", "The party leader, Karl Voss, said the count was false.", "Karl Voss"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "speaker"), OTHERS[1:])
def test_a_person_between_commas_speaks(why: str, text: str, speaker: str) -> None:
    assert said(text)[0][0] == speaker, why


def test_a_list_is_no_apposition() -> None:
    assert said(OTHERS[0][1])[0][0] != OTHERS[0][2]


@pytest.mark.parametrize(("why", "text", "speaker"), BODIES)
def test_the_name_between_commas_speaks(why: str, text: str, speaker: str) -> None:
    assert said(text)[0][0].removeprefix("the ") == speaker, why
