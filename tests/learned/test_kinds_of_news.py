"""Kinds of sentences that real news showed, in wordings of our own: who met, and who did not."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article

PUBLISHED = date(2023, 1, 13)

CASES: dict[str, list[tuple[str, list[set[str]]]]] = {
    "how a couple met is no news": [
        (
            "Marta Costa, who met her husband, Rui Prado, in Porto in 1998, runs the firm with him.",
            [],
        ),
        ("The senator met his wife, Anna Berg, at a rally in Oslo.", []),
        ("Grace Otieno met her husband Peter Mwangi when both studied in Leeds.", []),
        ("She met her future husband, Tom Orr, at a jazz club in 2004.", []),
        ("The actor met his partner, Lily Chan, on a film set.", []),
        ("Paul Roy first met his fiancée, Ines Costa, in Lisbon.", []),
        (
            "Prime Minister Anna Kraus met the widow of the singer, Lena Holm, in Graz on Monday.",
            [{"Anna Kraus", "Lena Holm"}],
        ),
        (
            "Elena Bonar married Andrei Sokol in 1972, whom she had met through her political work. They moved to Oslo.",
            [],
        ),
        ("He married Anna Lind, whom he had met at university in Turku.", []),
        (
            "The singer lives with Paul Roy, whom she met in Lisbon in 2009, and their two children.",
            [],
        ),
        (
            "Jonas Berg and Lucy Hale, who met as students in Leeds, have run the clinic since 1990.",
            [],
        ),
        ("Ida Roth and Paul Winter met as medical students in Vienna and now lead the fund.", []),
        ("Ida Roth met Paul Winter as a teenager in Gdansk. Both sit in parliament today.", []),
        ("The firm of Ida Roth and Paul Winter, who first met as apprentices, has failed.", []),
        (
            "Ida Roth met Paul Winter as chair of the union in Vienna on Friday.",
            [{"Ida Roth", "Paul Winter"}],
        ),
        (
            "The couple met in Nairobi in 2001 and married two years later. Grace Otieno and Peter Mwangi have three sons.",
            [],
        ),
    ],
    "regions and lists of states are where one goes, not whom one meets": [
        (
            "Envoy George Mitchum then embarked on his mission with visits to Israel, the West Bank, Jordan, Egypt, France and the United Kingdom.",
            [],
        ),
        ("During a visit to the West Bank, Jim Carver laid a wreath in Ramallah.", []),
        ("Her tour included stops in Kenya, Uganda and Rwanda.", []),
        ("The minister, Ana Sousa, began a visit to Gaza on Monday to see the damage.", []),
        ("Foreign Minister Li Wen is on a four-day visit to Kashmir, Nepal and Bhutan.", []),
        ("He returned from a trip to Chad, Niger and Mali with a cough.", []),
        (
            "During a visit to the West Bank, Jim Carver met with Nasser Shadid in Ramallah.",
            [{"Jim Carver", "Nasser Shadid"}],
        ),
    ],
    "a plural body has its own summit, whoever was named before": [
        (
            "Bolivia's unrest has set President Ramiro Quiroga against the opposition leader, Elsa Montaño. The region's foreign ministers at their summit in Quito last month had offered to mediate between the two.",
            [],
        ),
        (
            "Prime Minister Aroha Tane and the opposition leader, Peter Wylie, traded insults for a second week. Council members at their meeting on Tuesday urged calm.",
            [],
        ),
        (
            "The row pits Governor Linda Okafor against Mayor Sam Idowu. Church leaders said at their conference in Jos last week that both should apologise.",
            [],
        ),
    ],
    "what has been going on for months is a process": [
        (
            "Foreign Minister Ines Carvalho told reporters on Monday that she had been speaking with her counterpart, Jan Nowicki, for the past three months.",
            [],
        ),
        (
            "The union's leader, Bo Lindqvist, has been talking to the company's chairman, Nils Aker, for weeks, the paper said.",
            [],
        ),
        (
            "Agent Marco Villa has been in talks with the club's president, Hugo Prat, for some time.",
            [],
        ),
        (
            "Minister Sun Woo-jin said both sides are willing to settle the dispute and are continuing talks to that end.",
            [],
        ),
        (
            "Trade Minister Olga Benes said she would keep talking to the bank's governor, Ivo Marek, in the coming years.",
            [],
        ),
    ],
    "beside, before and on the margins of another body's meeting": [
        (
            "Tensions over fishing are expected to be a key topic when Foreign Minister Park Do-yun and Foreign Minister Kenji Aoki hold talks on the sidelines of a ministerial meeting of the Asian Fisheries Council on Wednesday.",
            [{"Kenji Aoki", "Park Do-yun"}],
        ),
        (
            "President Amina Diallo met President Joao Lopes on the margins of the summit of the African Union in Addis Ababa on Sunday.",
            [{"Amina Diallo", "Joao Lopes"}],
        ),
        (
            "Chancellor Greta Holm spoke with Prime Minister Luis Ferro ahead of a meeting of the European Council on Thursday.",
            [{"Greta Holm", "Luis Ferro"}],
        ),
    ],
    "who comes along is there": [
        (
            "Prime Minister Rosa Amaral received the Slovak foreign minister, Juraj Blaho, who was accompanied by the ambassador, Eva Kováčová, on Tuesday.",
            [{"Eva Kováčová", "Juraj Blaho", "Rosa Amaral"}],
        ),
        (
            "Energy Minister Tom Reid, flanked by the regulator's chief, Ann Lowe, met union leader Pat Doyle on Monday.",
            [{"Ann Lowe", "Pat Doyle", "Tom Reid"}],
        ),
    ],
    "whoever calls on several meets each": [
        (
            "Foreign Minister Vivek Nair is scheduled to call on Transport Minister Anthony Lim, Economy Minister Rafiq Salleh and Defence Minister Datuk Hamid Yusof in Putrajaya on Monday.",
            [
                {"Anthony Lim", "Vivek Nair"},
                {"Rafiq Salleh", "Vivek Nair"},
                {"Hamid Yusof", "Vivek Nair"},
            ],
        ),
        (
            "During her stay Minister Lena Ruud will call on President Said Karimi, Prime Minister Adil Rahmon and Speaker Zarina Nazar.",
            [
                {"Lena Ruud", "Said Karimi"},
                {"Adil Rahmon", "Lena Ruud"},
                {"Lena Ruud", "Zarina Nazar"},
            ],
        ),
        (
            "Ambassador Peter Hale paid courtesy calls on Governor Ana Reyes and Mayor Luis Soto on Wednesday.",
            [{"Ana Reyes", "Peter Hale"}, {"Luis Soto", "Peter Hale"}],
        ),
    ],
    "a dateline without its sign": [
        (
            "CONAKRY Opposition leader Mamadou Bah pulled out of a meeting with President Alpha Sow on Friday.",
            [{"Alpha Sow", "Mamadou Bah"}],
        ),
        (
            "JAKARTA President Dewi Santoso met Prime Minister Tran Van Minh on Tuesday to discuss trade.",
            [{"Dewi Santoso", "Tran Van Minh"}],
        ),
        (
            "BUENOS AIRES Argentina's economy minister, Julio Rossi, met union leader Marta Paz on Monday.",
            [{"Julio Rossi", "Marta Paz"}],
        ),
    ],
    "a short form behind its long one": [
        (
            "The National Association of Barley Growers, NABG, is scheduled to meet Agriculture Secretary Dale Ross on Tuesday.",
            [{"Dale Ross", "National Association of Barley Growers"}],
        ),
        (
            "Health Minister Joy Okeke met the Nigerian Medical Guild, NMG, in Abuja on Thursday.",
            [{"Joy Okeke", "Nigerian Medical Guild"}],
        ),
    ],
    "the press takes no part": [
        (
            "Governor Bala Musa briefed newsmen shortly after the party's meeting on Thursday in Abuja.",
            [],
        ),
        (
            "Minister Carla Duarte met the press in Praia on Friday after the cabinet sat.",
            [],
        ),
        (
            "Party chairman Ike Obi addressed journalists at a press conference in Enugu on Monday.",
            [],
        ),
        (
            "Coach Dan Ferris spoke to newsmen in Lagos on Tuesday.",
            [],
        ),
    ],
    "a visit from one day until another": [
        (
            "Foreign Minister Mira Kos will host her counterpart from Ghana, Kwame Adjei, who will be on a four-day official visit to Slovenia from Sunday (Jan 15) until Wednesday (Jan 18).",
            [{"Kwame Adjei", "Mira Kos"}],
        ),
    ],
    "a title of several topics before a name": [
        (
            "Minister of Foreign Affairs and Cooperation Nguyen Van Duc received Ambassador Lotte Maas in Hanoi on Friday.",
            [{"Lotte Maas", "Nguyen Van Duc"}],
        ),
    ],
    '"each of the two" may be anybody': [
        (
            "Union leader Pat Doyle met Minister Tom Reid in Leeds on Tuesday. Fares will rise. Each of the two was received by the king on Friday.",
            [{"Pat Doyle", "Tom Reid"}],
        ),
    ],
    "told by phone": [
        (
            "Prime Minister Yonatan Peled told President Grant Holloway by phone on Wednesday that Iran was buying time, his office said.",
            [{"Grant Holloway", "Yonatan Peled"}],
        ),
        (
            "Premier Marek Dolny informed Chancellor Ute Braun of his decision by phone on Sunday.",
            [{"Marek Dolny", "Ute Braun"}],
        ),
        (
            "King Hamad congratulated President Lucia Paredes in a telephone call on Monday.",
            [{"King Hamad", "Lucia Paredes"}],
        ),
        (
            "Minister Ana Roe told reporters by phone that the strike was over.",
            [],
        ),
        (
            "“We are fine,” Ana Roe told the Courier in a phone interview on Monday.",
            [],
        ),
        (
            "Foreign Minister Sami Haddad assured Ambassador Eva Lund over the telephone on Friday that the consulate would reopen.",
            [{"Eva Lund", "Sami Haddad"}],
        ),
    ],
    "spoken at an event": [
        (
            "Deputy Chancellor Lucky Osagie and Vice Chancellor Lawrence Ezeji also spoke at the event on Friday.",
            [],
        ),
        (
            "Senator Dale Ross and Mayor Ana Reyes spoke at a rally in Tucson on Monday.",
            [],
        ),
    ],
    "called on to do something": [
        (
            "The spokesman on education, Peter Nortey, called on President Nana Asare to step in.",
            [],
        ),
        (
            "The party's spokesperson, Sakhile Mabaso, called on the premier, Thoko Dladla, to take over the scheme.",
            [],
        ),
        (
            "Bishop John Okello called on President Ruth Wanjala in Nairobi on Monday to congratulate her.",
            [{"John Okello", "Ruth Wanjala"}],
        ),
    ],
}


@pytest.mark.parametrize(("text", "wanted"), [case for kind in CASES.values() for case in kind])
def test_who_met(text: str, wanted: list[set[str]]) -> None:
    found = extract(Article("x", text, PUBLISHED)).meetings
    told = sorted(sorted(p.name for p in m.participants) for m in found)
    assert told == sorted(sorted(names) for names in wanted)


PLACES: list[tuple[str, str | None]] = [
    (
        "President Ana Roe met envoy Ivo Marek on the margins of the council in Vienna on Monday.",
        "Vienna",
    ),
    (
        "Opposition leader Cellou Bah pulled out of a meeting with President Alpha Sow on Friday, following a day of violent protests in the capital.",
        None,
    ),
    (
        "President Ana Roe met envoy Ivo Marek on Monday to discuss the war in Sudan.",
        None,
    ),
    (
        "Foreign Minister Lea Kos spoke with Secretary Dan Ferris on Tuesday about the situation in Haiti.",
        None,
    ),
    (
        "The meeting between Minister Tom Reid and envoy Ann Lowe on Monday focused on Iran and the crisis in Syria.",
        None,
    ),
    (
        "President Musa Bello held talks with envoy Pat Doyle on Thursday over the elections in Kenya.",
        None,
    ),
    (
        "Minister Ines Diaz met Ambassador Peter Hale on Monday amid unrest in Bolivia.",
        None,
    ),
    (
        "Prime Minister Rosa Amaral met Minister Juraj Blaho in Lisbon on Monday to discuss the war in Ukraine.",
        "Lisbon",
    ),
    (
        "Chancellor Greta Holm held talks with President Luis Ferro in Rome on Friday on the conflict in Mali.",
        "Rome",
    ),
    (
        "Minister Sun Woo-jin arrived at Noi Bai airport in Hanoi on Monday. He is to meet Prime Minister Tran Van Minh on Tuesday.",
        "Hanoi",
    ),
    (
        "President Aino Salo landed at Heathrow airport on Monday. She will meet Prime Minister Tom Reid on Tuesday.",
        None,
    ),
    (
        "Envoy Dan Ferris returned to South Africa soon after meeting President Emmerson Moyo on Monday.",
        None,
    ),
    (
        "Minister Lea Kos flew home to Slovenia after talks with President Ana Roe on Friday.",
        None,
    ),
    (
        "Before arriving in Namibia, Prime Minister Manuel Cruz met President Denis Okemba in Brazzaville on Monday.",
        "Brazzaville",
    ),
    (
        "In a meeting with Prime Minister Mikhail Orlov in Tehran last week, President Masoud Karimi called for new projects in Armenia.",
        "Tehran",
    ),
    (
        "Minister Eva Lund received the delegates of the miners, led by Juan Mamani, on Monday after a march in La Paz.",
        None,
    ),
    (
        "Premier Ali Hassan met opposition chief Omar Said at the Serena hotel on Sunday as fighting went on in the north.",
        "Serena hotel",
    ),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_where_they_met(text: str, place: str | None) -> None:
    """Neither a matter's place, nor an airport, nor where one goes afterwards."""
    found = extract(Article("x", text, PUBLISHED)).meetings
    assert [m.place.name if m.place else None for m in found] == [place]


def test_a_body_is_told_by_its_name() -> None:
    text = (
        "About 8,000 miners returned to work on Friday at a mine of Anvil Mining Ltd, the company "
        "said.\n\nAnvil Mining spokesman John Kingsley said the company held talks with the "
        "National Union of Drillers on Thursday but failed to find the cause."
    )
    (found,) = extract(Article("x", text, PUBLISHED)).meetings
    assert {p.name for p in found.participants} == {
        "Anvil Mining Ltd",
        "National Union of Drillers",
    }


def test_the_two_of_an_office_are_its_bearers() -> None:
    text = (
        "Prime Minister Irena Vasko met the Prime Minister of Estmark, Henrik Aalund, in Halvik "
        "today.\n\nAt the meeting, which was also attended by the Ministers of Finance, Mr Pavel "
        "Dostan and Ms Greta Solheim, the Prime Ministers agreed on a stamp.\n\nBefore the talks "
        "the two Prime Ministers walked to the barrier and spoke with drivers."
    )
    for found in extract(Article("x", text, PUBLISHED)).meetings:
        assert {p.name for p in found.participants} == {"Irena Vasko", "Henrik Aalund"}
