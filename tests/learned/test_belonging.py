"""Who belongs to somebody named, and who is named beside a meeting, is not who met."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article

DAY = date(2024, 5, 15)
REST = (
    " It was the first such occasion since spring.\n\nIt rained in the capital, where shops were shut "
    "for the holiday."
)
"""More text, so that it is an article; nobody meets in it."""

BELONGING: list[tuple[str, list[str]]] = [
    (
        "Senator Paula Arrieta met Governor Luis Quiroga's lawyers in Asunción on Tuesday.",
        ["Arrieta", "lawyers"],
    ),
    (
        "Foreign Minister Ane Holm met President Ilya Brandt's special envoy in Geneva on Tuesday.",
        ["Holm", "envoy"],
    ),
    (
        "Prime Minister Kofi Adjei met the late singer Ama Boateng's family on Wednesday.",
        ["Adjei", "family"],
    ),
    (
        "The mayor, Dana Whitlow, held talks with Councillor Sam Okafor's aides on Monday.",
        ["Whitlow", "aides"],
    ),
    (
        "President Marta Lindqvist received Prince Faisal bin Nawaf's brother at the palace on Friday.",
        ["Lindqvist", "brother"],
    ),
    (
        "Rosa Keller met members of Jakob Bleier's legal team in Berlin on Thursday.",
        ["Keller", "legal team"],
    ),
    (
        "Chancellor Otto Brandl met Vice President Ines Soto's chief of staff on Monday.",
        ["Brandl", "chief of staff"],
    ),
    ("Pastor Elijah Moyo visited and spoke with Thabo Ncube's widow on Sunday.", ["Moyo", "widow"]),
    (
        "Transport Minister Hana Sato met Keiji Mori's opposition group in parliament on Wednesday.",
        ["Sato", "group"],
    ),
    (
        "Governor Tim Ralston met with Mayor Eve Stanton's staff on Tuesday to discuss the levee.",
        ["Ralston", "staff"],
    ),
    ("Coach Ruben Dias met Marco Pinto's agent in Lisbon on Monday.", ["Dias", "agent"]),
    (
        "Interior Minister Leila Haddad met Youssef Karam's parents on Saturday.",
        ["Haddad", "parents"],
    ),
    (
        "Ambassador Nora Lund will meet Deputy Premier Ivo Marek's advisers in Brno on Friday.",
        ["Lund", "advisers"],
    ),
    (
        "Union leader Pat Doyle met Health Secretary Jean Marsh's officials on Tuesday.",
        ["Doyle", "officials"],
    ),
    (
        "Joe Barden did not meet with Alan Pike's family, his campaign said on Tuesday.",
        ["Barden", "family"],
    ),
    (
        "Peter Vance plans to meet with Jacob Stone's relatives in Kenton on Thursday.",
        ["Vance", "relatives"],
    ),
    (
        "Archbishop Luka Maric met Davor Babic's supporters outside the court on Monday.",
        ["Maric", "supporters"],
    ),
    (
        "King Haakon Vik met Premier Olga Stein's husband at the reception on Friday.",
        ["Vik", "husband"],
    ),
    (
        "Governor Luis Quiroga's lawyers met prosecutor Ana Belmonte in Asunción on Tuesday.",
        ["lawyers", "Ana Belmonte"],
    ),
    (
        "Talks between Prime Minister Ilan Roth's envoys and President Musa Kande's advisers took place in Rabat on Tuesday.",
        ["envoys", "advisers"],
    ),
    (
        "President Musa Kande's delegation met Foreign Minister Ilse Kron in Vienna on Tuesday.",
        ["delegation", "Ilse Kron"],
    ),
    ("Mayor Eve Stanton's campaign met the teachers' union on Wednesday.", ["campaign", "union"]),
    ("Justice Minister Olga Brenner met Viktor Hald's widow on Sunday.", ["Olga Brenner", "widow"]),
    (
        "Justice Minister Olga Brenner met Viktor Hald's relatives on Sunday.",
        ["Olga Brenner", "relatives"],
    ),
    (
        "Justice Minister Olga Brenner met Viktor Hald's fiancée on Sunday.",
        ["Olga Brenner", "fianc"],
    ),
    (
        "Manager Sean Keogh met Luca Ferri's representatives in Milan on Monday.",
        ["Sean Keogh", "representatives"],
    ),
    (
        "Finance Minister Rui Alves met Otto Lang's creditors in Bonn on Monday.",
        ["Rui Alves", "creditors"],
    ),
    (
        "Bishop Tadeusz Wolny met Prime Minister Ewa Lis's deputy, Jan Kos, on Monday.",
        ["Tadeusz Wolny", "Jan Kos"],
    ),
    (
        "Bishop Tadeusz Wolny met Prime Minister Ewa Lis's deputy Jan Kos on Monday.",
        ["Tadeusz Wolny", "Jan Kos"],
    ),
    (
        "Trade envoy Lena Moss met Prime Minister Ewa Lis at Karol Dyk's office on Monday.",
        ["Lena Moss", "Ewa Lis"],
    ),
    (
        "Trade envoy Lena Moss met Prime Minister Ewa Lis in Karol Dyk's club on Monday.",
        ["Lena Moss", "Ewa Lis"],
    ),
    (
        "Karol Dyk's meeting with Prime Minister Ewa Lis on Monday lasted an hour.",
        ["Karol Dyk", "Ewa Lis"],
    ),
    (
        "Karol Dyk's talks with Ewa Lis's ministers on Monday lasted an hour.",
        ["Karol Dyk", "ministers"],
    ),
    ("Karol Dyk met King Otto's son, Prince Emil, at the palace on Monday.", ["Karol Dyk", "Emil"]),
    (
        "Karol Dyk met his lawyers and Ewa Lis's aides at the palace on Monday.",
        ["Karol Dyk", "lawyers", "aides"],
    ),
    (
        "Karol Dyk met Ewa Lis and her advisers at the palace on Monday.",
        ["Karol Dyk", "Ewa Lis", "advisers"],
    ),
    (
        "Karol Dyk met Ewa Lis's counterpart from Norway, Nils Aas, on Monday.",
        ["Karol Dyk", "Nils Aas"],
    ),
    (
        "Ewa Lis's spokesman Jan Kos met reporters' union leader Ola Berg on Monday.",
        ["Jan Kos", "Ola Berg"],
    ),
    ("Karol Dyk's party met President Ewa Lis on Monday.", ["party", "Ewa Lis"]),
    (
        "Karol Dyk was received by President Ewa Lis's chief of staff on Monday.",
        ["Karol Dyk", "chief of staff"],
    ),
]
"""A sentence, and of each party some words."""

BESIDE: list[tuple[str, list[str]]] = [
    (
        "Officials of the Hartmann administration met Ilya Voss on Monday.",
        ["Hartmann administration", "Ilya Voss"],
    ),
    ("Ilya Voss met Hartmann administration officials on Monday.", ["Hartmann", "Ilya Voss"]),
    (
        "Putnik ally Viktor Marchuk met Foreign Minister Ilse Kron in Vienna on Monday.",
        ["Viktor Marchuk", "Ilse Kron"],
    ),
    (
        "Modak aide Ravi Seth met Foreign Minister Ilse Kron in Vienna on Monday.",
        ["Ravi Seth", "Ilse Kron"],
    ),
    (
        "Foreign Minister Ilse Kron met Orban-backed candidate Petra Nagy on Monday.",
        ["Petra Nagy", "Ilse Kron"],
    ),
    (
        "Ilse Kron, standing in for Chancellor Otto Brandl, met President Musa Kande on Monday.",
        ["Ilse Kron", "Musa Kande"],
    ),
    (
        "Ilse Kron met President Musa Kande on behalf of Chancellor Otto Brandl on Monday.",
        ["Ilse Kron", "Musa Kande"],
    ),
    (
        "Ilse Kron met Musa Kande, the successor to President Idris Bello, on Monday.",
        ["Ilse Kron", "Musa Kande"],
    ),
    (
        "Ilse Kron met Musa Kande on Monday to discuss the release of journalist Dina Roth.",
        ["Ilse Kron", "Musa Kande"],
    ),
    (
        "Ilse Kron met Musa Kande on Monday to discuss Dina Roth's release.",
        ["Ilse Kron", "Musa Kande"],
    ),
    (
        "Ilse Kron met Musa Kande on Monday after the death of President Idris Bello.",
        ["Ilse Kron", "Musa Kande"],
    ),
    (
        "Ilse Kron met Musa Kande on Monday at the funeral of President Idris Bello.",
        ["Ilse Kron", "Musa Kande"],
    ),
    ("Ilse Kron met Musa Kande at Julius Oduya airport on Monday.", ["Ilse Kron", "Musa Kande"]),
    (
        "Ilse Kron met Musa Kande at a rally for mayoral candidate Dina Roth on Monday.",
        ["Ilse Kron", "Musa Kande"],
    ),
    ("Ilse Kron met Musa Kande instead of Dina Roth on Monday.", ["Ilse Kron", "Musa Kande"]),
    ("Ilse Kron met Musa Kande, not Dina Roth, on Monday.", ["Ilse Kron", "Musa Kande"]),
    ("Ilse Kron met Musa Kande on Monday without Dina Roth.", ["Ilse Kron", "Musa Kande"]),
    ("Like Dina Roth before her, Ilse Kron met Musa Kande on Monday.", ["Ilse Kron", "Musa Kande"]),
    (
        "Ilse Kron met Musa Kande on Monday for the first time since replacing Dina Roth.",
        ["Ilse Kron", "Musa Kande"],
    ),
    (
        "Ilse Kron met Musa Kande, a close friend of Dina Roth, on Monday.",
        ["Ilse Kron", "Musa Kande"],
    ),
    (
        "Ilse Kron met Musa Kande, who succeeded Dina Roth in May, on Monday.",
        ["Ilse Kron", "Musa Kande"],
    ),
    (
        "Ilse Kron met Musa Kande, whom Dina Roth had accused of fraud, on Monday.",
        ["Ilse Kron", "Musa Kande"],
    ),
    ("Musa Kande's wife, Awa Kande-Sow, met Ilse Kron on Monday.", ["Awa Kande-Sow", "Ilse Kron"]),
    (
        "Musa Kande's predecessor, Idris Bello, met Ilse Kron on Monday.",
        ["Idris Bello", "Ilse Kron"],
    ),
    (
        "Ilse Kron met the leader of Musa Kande's party, Awa Sow, on Monday.",
        ["Awa Sow", "Ilse Kron"],
    ),
    ("Dina Roth said Ilse Kron met Musa Kande on Monday.", ["Ilse Kron", "Musa Kande"]),
    ("Ilse Kron met Musa Kande on Monday, Dina Roth told reporters.", ["Ilse Kron", "Musa Kande"]),
    (
        "Ilse Kron met Musa Kande on Monday over a bill named after Dina Roth.",
        ["Ilse Kron", "Musa Kande"],
    ),
    (
        "Ilse Kron met Musa Kande on Monday amid a row over remarks by Dina Roth.",
        ["Ilse Kron", "Musa Kande"],
    ),
    (
        "Ilse Kron met Musa Kande on Monday, days after Dina Roth resigned.",
        ["Ilse Kron", "Musa Kande"],
    ),
    (
        "Ilse Kron met Musa Kande on Monday, as had been agreed with Dina Roth.",
        ["Ilse Kron", "Musa Kande"],
    ),
    ("Ilse Kron met Musa Kande on Monday to lobby for Dina Roth.", ["Ilse Kron", "Musa Kande"]),
    (
        "Ilse Kron met Musa Kande on Monday about the case against Dina Roth.",
        ["Ilse Kron", "Musa Kande"],
    ),
    ("Ilse Kron, a rival of Dina Roth, met Musa Kande on Monday.", ["Ilse Kron", "Musa Kande"]),
    (
        "Ilse Kron, the daughter of Dina Roth, met Musa Kande on Monday.",
        ["Ilse Kron", "Musa Kande"],
    ),
    (
        "Ilse Kron, who leads Dina Roth's old party, met Musa Kande on Monday.",
        ["Ilse Kron", "Musa Kande"],
    ),
    (
        "Ilse Kron met Musa Kande in the house of the poet Dina Roth on Monday.",
        ["Ilse Kron", "Musa Kande"],
    ),
    (
        "Ilse Kron met the actor Musa Kande on the set of a film by Dina Roth on Monday.",
        ["Ilse Kron", "Musa Kande"],
    ),
    ("Ilse Kron met with lawyers representing Musa Kande on Monday.", ["Ilse Kron", "lawyers"]),
    ("Ilse Kron met with supporters of Musa Kande on Monday.", ["Ilse Kron", "supporters"]),
    ("Ilse Kron met with the parents of Musa Kande on Monday.", ["Ilse Kron", "parents"]),
    ("Ilse Kron met members of Musa Kande's cabinet on Monday.", ["Ilse Kron", "cabinet"]),
    ("Ilse Kron met the brother of Musa Kande on Monday.", ["Ilse Kron", "brother"]),
    ("President Ilse Kron met the sister of Musa Kande on Monday.", ["Ilse Kron", "sister"]),
    ("Ilse Kron met the son of Musa Kande in Oslo on Monday.", ["Ilse Kron", "son"]),
    ("Ilse Kron met an envoy of President Musa Kande on Monday.", ["Ilse Kron", "envoy"]),
]
"""Others named in the sentence of a meeting: for whom, whose, after whom, not whom."""


@pytest.mark.parametrize(("text", "wanted"), BELONGING + BESIDE)
def test_they_met(text: str, wanted: list[str]) -> None:
    meetings = extract(Article("t", text + REST, DAY)).meetings
    told = [[p.name for p in m.participants] for m in meetings]
    assert any(
        all(any(word in name for name in one) for word in wanted)
        and all(any(word in name for word in wanted) for name in one)
        for one in told
    ), told
