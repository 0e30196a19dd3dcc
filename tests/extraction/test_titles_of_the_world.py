"""What people are called before a whole name, in every land, is no part of the name: the titles of
chiefs and clerics, of knights of Malay rulers, ranks of police and letters of legislatures."""

from __future__ import annotations

import pytest

from tests.extraction.quotes_of import said

SPEAKERS = [
    ("landed", "Sardar Jaswant Pal Grewal said the canal was dry.", "Jaswant Pal Grewal"),
    ("landed", "“The canal is dry,” Nawab Akbar Ali Magsi told reporters.", "Akbar Ali Magsi"),
    ("landed", "Party leader Chaudhry Nadeem Akram said the vote was stolen.", "Nadeem Akram"),
    ("landed", "Begum Nusrat Jahan said the school would reopen.", "Nusrat Jahan"),
    ("landed", "Thakur Vikram Pratap Singh said the well was his.", "Vikram Pratap Singh"),
    ("broken", "Sindh Home Minister Nawab Ghulam Murtaza Talpur said the road was closed.", "Ghulam Murtaza Talpur"),
    ("cleric", "Maulvi Abdul Rauf Kakar said the dispute was over.", "Abdul Rauf Kakar"),
    ("cleric", "“The dispute is over,” said Allama Tahir Raza Naqvi.", "Tahir Raza Naqvi"),
    ("cleric", "Haji Nematullah Barak said the road was closed.", "Nematullah Barak"),
    ("cleric", "Hojatoleslam Mohsen Rahimi said the seminary would not open.", "Mohsen Rahimi"),
    ("cleric", "Brother Fintan Keogh said the chapel was full.", "Fintan Keogh"),
    ("cleric", "Archdeacon Olive Pratt said the bells would ring.", "Olive Pratt"),
    ("cleric", "The Revd Hilary Snape said the roof leaked.", "Hilary Snape"),
    ("chief", "Obong Effiong Okon Bassey said the palace was open.", "Effiong Okon Bassey"),
    ("chief", "Rwot Okello Latigo said the elders would pray.", "Okello Latigo"),
    ("chief", "Temenggong Joseph Ngau Lian said the forest was theirs.", "Joseph Ngau Lian"),
    ("chief", "Induna Sibusiso Mkhize said the herds had gone.", "Sibusiso Mkhize"),
    ("knight", "Tan Sri Wong Kok Leong said the bank was sound.", "Wong Kok Leong"),
    ("knight", "Puan Sri Zaleha Ismail said the house was sold.", "Zaleha Ismail"),
    ("knight", "“The bank is sound,” Datuk Seri Hamid Yusof said.", "Hamid Yusof"),
    ("knight", "Puan Hajah Rokiah Omar said the clinic would move.", "Rokiah Omar"),
    ("rank", "Police spokesman ASP Danjuma Bello said two men were held.", "Danjuma Bello"),
    ("rank", "SP Funmilayo Adeoye said two men were held.", "Funmilayo Adeoye"),
    ("rank", "DIG Harpreet Kaur said the site was sealed.", "Harpreet Kaur"),
    ("rank", "Subedar Ranjit Thapa said the pass was blocked.", "Ranjit Thapa"),
    ("law", "Advocate Sipho Ndaba said the order was void.", "Sipho Ndaba"),
    ("law", "“The order is void,” Adv Thandi Mokoena said.", "Thandi Mokoena"),
    ("house", "Labour MLC Rachel Dunn said the bill would fail.", "Rachel Dunn"),
    ("house", "Independent TD Noel Grogan said the bill would fail.", "Noel Grogan"),
    ("house", "Cr Heather Blain said the pool would close.", "Heather Blain"),
    ("rank", "Det Con Martin Heald said the lead was gone.", "Martin Heald"),
]  # fmt: skip

NAMES = [
    ("a name, one word behind", "Sardar Babak said the canal was dry. Babak left.", "Sardar Babak"),
    (
        "called by it further on",
        "Sardar Jaswant Pal Grewal left. Sardar Grewal said the canal was dry.",
        "Jaswant Pal Grewal",
    ),
    ("a surname", "Khaleda Begum said the school would reopen.", "Khaleda Begum"),
    ("a surname", "Tan Wei Ling said the bank was sound.", "Tan Wei Ling"),
    ("a given name", "Sri Handayani said the clinic would move.", "Sri Handayani"),
    ("a surname", "Vikram Chaudhry said the vote was stolen.", "Vikram Chaudhry"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "speaker"), SPEAKERS)
def test_a_title_before_a_whole_name_is_no_part_of_it(why: str, text: str, speaker: str) -> None:
    assert {who for who, _ in said(text)} == {speaker}, why


@pytest.mark.parametrize(("why", "text", "speaker"), NAMES)
def test_what_is_a_name_stays(why: str, text: str, speaker: str) -> None:
    assert {who for who, _ in said(text)} == {speaker}, why
