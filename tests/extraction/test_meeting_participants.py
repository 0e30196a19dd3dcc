"""Who takes part: full names, descriptions, groups, lists; who doesn't."""

from __future__ import annotations

import pytest
from readout.extraction.article import parsed
from readout.extraction.limits import Clock
from readout.extraction.resolve.bodies import body_of_teller

from tests.extraction.meeting_tables import names, the_one

WHO = [
    # full names from elsewhere
    (
        "Ingrid Aas and Pavel Novak are old rivals. On Monday Aas met Novak.",
        {"Ingrid Aas", "Pavel Novak"},
    ),
    (
        "Premier Chen Wenli landed at noon. Chen met President Pavel Novak on Monday.",
        {"Chen Wenli", "Pavel Novak"},
    ),
    # pronouns
    (
        "Ingrid Aas flew to Brno. On Monday she met President Pavel Novak.",
        {"Ingrid Aas", "Pavel Novak"},
    ),
    (
        "After his meeting with Ingrid Aas on Monday, Pavel Novak smiled.",
        {"Ingrid Aas", "Pavel Novak"},
    ),
    (
        "Ingrid Aas and Pavel Novak disagree on fish. They met in Brno on Monday.",
        {"Ingrid Aas", "Pavel Novak"},
    ),
    ('"I met Pavel Novak on Monday," Ingrid Aas said.', {"Ingrid Aas", "Pavel Novak"}),
    # descriptions
    (
        "Czech Foreign Minister Jan Kral is on tour. Norwegian Foreign Minister Liv Berg met her "
        "Czech counterpart in Oslo on Monday.",
        {"Jan Kral", "Liv Berg"},
    ),
    (
        "Norwegian Prime Minister Ingrid Aas was tired. The prime minister met Pavel Novak.",
        {"Ingrid Aas", "Pavel Novak"},
    ),
    (
        "President Pavel Novak and Prime Minister Ingrid Aas signed. The two leaders had met in "
        "Brno on Sunday.",
        {"Ingrid Aas", "Pavel Novak"},
    ),
    # lists and couples
    (
        "Ingrid Aas met the bankers Jan Kral, Liv Berg and Ota Dusek on Monday.",
        {"Ingrid Aas", "Jan Kral", "Liv Berg", "Ota Dusek"},
    ),
    (
        "President Jan Kral of Slovakia, Prime Minister Liv Berg of Norway, and President Pavel "
        "Novak of the Czech Republic held a call on Monday.",
        {"Jan Kral", "Liv Berg", "Pavel Novak"},
    ),
    (
        "Paul and Edith Novak met Ingrid Aas on Monday.",
        {"Paul Novak", "Edith Novak", "Ingrid Aas"},
    ),
    (
        "President Pavel Novak and his wife, Eva Novak, received Ingrid Aas on Sunday.",
        {"Pavel Novak", "Eva Novak", "Ingrid Aas"},
    ),
    # relatives and possessives
    ("Pavel Novak, whom Ingrid Aas met on Monday, was pleased.", {"Pavel Novak", "Ingrid Aas"}),
    (
        "Pavel Novak, whose meeting with Ingrid Aas in March failed, is back.",
        {"Pavel Novak", "Ingrid Aas"},
    ),
    # groups and bodies
    ("Ingrid Aas met union leaders on Monday.", {"Ingrid Aas", "union leaders"}),
    (
        "A Syrian opposition delegation met Ingrid Aas on Monday.",
        {"Syrian opposition delegation", "Ingrid Aas"},
    ),
    (
        "Ingrid Aas met officials from Chile and Peru on Monday.",
        {"Ingrid Aas", "Chile", "Peru"},
    ),
    (
        "Envoy Jan Kral, accompanied by Liv Berg, held talks with Pavel Novak on Monday.",
        {"Jan Kral", "Liv Berg", "Pavel Novak"},
    ),
    (
        "Norden Mining said its executives held talks with the Miners' Union on Friday.",
        {"Norden Mining", "Miners' Union"},
    ),
    (
        "The Chamber of Shipping said its officials spoke with Pavel Novak on Monday.",
        {"Chamber of Shipping", "Pavel Novak"},
    ),
    # who tells of himself
    (
        "Milan Vesely will not resign, according to Jan Kral, who told reporters that he had "
        "talked to Pavel Novak on Tuesday.",
        {"Jan Kral", "Pavel Novak"},
    ),
    (
        "Tom Okri was angry, according to Councillor Jan Kral, who said he met Ingrid Aas.",
        {"Jan Kral", "Ingrid Aas"},
    ),
    # who only comments takes no part
    (
        "Ingrid Aas met Pavel Novak on Monday, spokesman Jan Kral said.",
        {"Ingrid Aas", "Pavel Novak"},
    ),
    (
        "According to Jan Kral, Ingrid Aas met Pavel Novak on Monday.",
        {"Ingrid Aas", "Pavel Novak"},
    ),
    (
        "Ingrid Aas and Pavel Novak left for a meeting with their aides on Monday.",
        {"Ingrid Aas", "Pavel Novak"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), WHO)
def test_who(text: str, expected: set[str]) -> None:
    assert names(the_one(text)) == expected


def test_role_nation_and_resolution() -> None:
    meeting = the_one(
        "US Secretary of State Ann Miller arrived. The secretary of state met Chinese Foreign "
        "Minister Chen Wenli on Monday."
    )
    told = {p.name: p for p in meeting.participants}
    assert told["Ann Miller"].role == "US Secretary of State"
    assert told["Ann Miller"].on_behalf_of == "United States"
    assert told["Ann Miller"].resolution == "description"
    assert told["Chen Wenli"].on_behalf_of == "China"
    assert told["Chen Wenli"].resolution == "named"


def test_each_counterpart_with_its_own_day() -> None:
    from tests.extraction.meeting_tables import meetings_of

    found = meetings_of("Ingrid Aas met Pavel Novak on Monday and Jan Kral on Tuesday.")
    days = {tuple(sorted(names(m))): m.time and m.time.start for m in found}
    assert {k: v and v.day for k, v in days.items()} == {
        ("Ingrid Aas", "Pavel Novak"): 13,
        ("Ingrid Aas", "Jan Kral"): 14,
    }


_FILL = (
    "\n\nThe newest ferry of the coast employs 373 people and makes sugar and diesel. Exports of "
    "cotton came to 80 million last year, a third of it by rail."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an office is who holds it, not where it sits
        (
            "The president of the region of Sicily will meet Minister Loredana Ferrario on Friday.",
            {"president of the region of Sicily", "Loredana Ferrario"},
        ),
        (
            "The governor of the province of Drenthe met Transport Minister Lotte Maes on Monday.",
            {"governor of the province of Drenthe", "Lotte Maes"},
        ),
        (
            "The mayor of the city of Ghent will meet Transport Minister Lotte Maes on Friday.",
            {"mayor of the city of Ghent", "Lotte Maes"},
        ),
        (
            "The harbour master of Klaksvík will meet Minister Tóra Djurhuus on Thursday.",
            {"harbour master of Klaksvík", "Tóra Djurhuus"},
        ),
        # houses that reign or reigned; a country is no part of a name
        (
            "Prince Leopold of Hohenfels will meet the vet Kunigunde Bauer in Passau on Friday.",
            {"Prince Leopold of Hohenfels", "Kunigunde Bauer"},
        ),
        (
            "Princess Mathilde of Arenberg met Mayor Elin Strand in Bergen on Monday.",
            {"Princess Mathilde of Arenberg", "Elin Strand"},
        ),
        (
            "Duke Albrecht of Sternau met Mayor Elin Strand in Bergen on Monday.",
            {"Albrecht of Sternau", "Elin Strand"},
        ),
        (
            "King Harald of Norway met Mayor Elin Strand in Bergen on Monday.",
            {"King Harald", "Elin Strand"},
        ),
        # a first name that is a word besides
        (
            "Interior Minister Gaspard Villeneuve-Roy will meet imam Samir Zerrouki on Friday.",
            {"Gaspard Villeneuve-Roy", "Samir Zerrouki"},
        ),
        (
            "Shipowner Aristeidis Kouvelis will meet union leader Fotini Drakaki on Friday.",
            {"Aristeidis Kouvelis", "Fotini Drakaki"},
        ),
        (
            "Sprinter Jahmari Clarke will meet union leader Fotini Drakaki on Friday.",
            {"Jahmari Clarke", "Fotini Drakaki"},
        ),
        # surnames alone that a recogniser takes for a people and a town
        (
            "Thursday’s talks between Bayraktaroğlu and Ødegaard have been cancelled.",
            {"Bayraktaroğlu", "Ødegaard"},
        ),
    ],
)
def test_who_in_an_article_of_several_paragraphs(text: str, expected: set[str]) -> None:
    assert names(the_one(text + _FILL)) == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Lebanon’s grand mufti, Sheikh Rafic Itani, met Ingrid Aas on Monday.", "grand mufti"),
        ("Georgia’s patriarch, Bishop Rafic Itani, met Ingrid Aas on Monday.", "patriarch"),
        ("The army chief, General Rafic Itani, met Ingrid Aas on Monday.", "army chief"),
    ],
)
def test_the_office_beside_a_name_says_more_than_its_title(text: str, role: str) -> None:
    told = {p.name: p.role or "" for p in the_one(text).participants}
    assert told["Rafic Itani"].endswith(role)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Norden Mining spokesman Jan Kral said the company met miners.", "Norden Mining"),
        ("Kestrel Airways spokeswoman Ana Reis said the airline met pilots.", "Kestrel Airways"),
        ("Volta Energy chief executive Jan Kral said the firm met miners.", "Volta Energy"),
        ("A spokesman for Brightwater Council, Ian Moss, said the council met.", "Brightwater"),
        ("Jan Kral said the company met miners.", None),
        ("Norden Mining spokesman Jan Kral said a company met miners.", None),
    ],
)
def test_the_body_of_its_officer(text: str, body: str | None) -> None:
    doc = parsed(text, Clock(30))
    noun = next(
        t for t in doc if t.lower_ in {"company", "airline", "firm", "council"} and t.is_lower
    )
    found = body_of_teller(noun)
    assert found is None if body is None else found is not None and found.text.startswith(body)
