"""What somebody is, written large in front of the name, is no part of the name: at a sentence's
start, behind an adjective, as an office of a body with its name, with a comma in between."""

from __future__ import annotations

import pytest
from readout.extraction import extract
from readout.model import Article

from tests.extraction.quotes_of import said

SPEAKERS = [
    ("trade first", "Broadcaster Gareth Pell tweeted that the show was over.", "Gareth Pell"),
    ("trade first", "Broadcaster Gareth Pell said the show was over.", "Gareth Pell"),
    ("trade first", "“The show is over,” wrote broadcaster Gareth Pell.", "Gareth Pell"),
    ("trade first", "Epidemiologist Zanele Mokoena warned that the wells were unsafe.", "Zanele Mokoena"),
    ("trade first", "Whistleblower Ivana Krizan told the panel that the books were false.", "Ivana Krizan"),
    ("trade first", "Ferryman Ruel Abad said the river was rising.", "Ruel Abad"),
    ("trade first", "Podcaster Keon Little posted that he would not come back.", "Keon Little"),
    ("trade first, no doer", "Clerk Dora Finch said the show was over.", "Dora Finch"),
    ("trade first, no doer", "Midwife Ingrid Moe said the ward was full.", "Ingrid Moe"),
    ("trade first, no doer", "Poet Hana Beck wrote that the sea was tired.", "Hana Beck"),
    ("local office", "Councilmember Aiko Tanabe said the crossing would be repainted.", "Aiko Tanabe"),
    ("local office", "Councilwoman Dolores Vega said the crossing would be repainted.", "Dolores Vega"),
    ("local office", "Alderperson Tess Moran said the lights would stay on.", "Tess Moran"),
    ("local office", "“The lights stay on,” Selectwoman Tess Moran said.", "Tess Moran"),
    ("local office", "Assemblymember Rohan Dutta said rents would be frozen.", "Rohan Dutta"),
    ("local office", "Comptroller Silvio Abate said the books were in order.", "Silvio Abate"),
    ("side and office", "Opposition MP Lindiwe Seretse said the water bill was a theft.", "Lindiwe Seretse"),
    ("side and office", "Backbench MP Owen Tarr said the bill would fall.", "Owen Tarr"),
    ("side and office", "“The bill is a theft,” Opposition MP Lindiwe Seretse told the House.", "Lindiwe Seretse"),
    ("side and office", "Independent councillor Mairi Strang said the pier must close.", "Mairi Strang"),
    ("side and office", "Ruling party whip Sipho Nkabinde said the vote would be free.", "Sipho Nkabinde"),
    ("side and office", "Labour MSP Mairi Strang said the pier must close.", "Mairi Strang"),
    ("office of a body, comma", "The House Committee on Rural Roads chairman, Wendell Pryce, said the fund was empty.", "Wendell Pryce"),
    ("office of a body, comma", "Senate Committee on Public Works chairwoman, Ruth Adler, said the dam was safe.", "Ruth Adler"),
    ("office of a body, comma", "House Committee on Inland Fisheries chairman, Wendell Pryce, said: “The fund is empty and everybody knows it.”", "Wendell Pryce"),
    ("office of a body", "Port Workers Union of Lund president Ebba Dahl said the cranes would stop.", "Ebba Dahl"),
    ("behind what he heads", "The director of Amnesty Watch Macau Chi-fai Lau said the arrests were unlawful. Lau said he would go to court.", "Chi-fai Lau"),
    ("several words", "Former police inspector turned novelist Hana Beck said the case was closed.", "Hana Beck"),
    ("several words", "Climate campaigner Ingrid Moe said the ice was thin.", "Ingrid Moe"),
    ("several words", "Lead investigator Pavel Hron said the brakes had failed.", "Pavel Hron"),
]  # fmt: skip

PARTIES = [
    ("trade first", "Broadcaster Gareth Pell met Energy Minister Ama Boateng in Accra on Monday.", ["Gareth Pell", "Ama Boateng"]),
    ("local office", "Councilmember Aiko Tanabe met Mayor Luis Ferreira on Monday.", ["Aiko Tanabe", "Luis Ferreira"]),
    ("side and office", "Opposition MP Lindiwe Seretse met Water Minister Thabo Kgari in Gaborone on Monday.", ["Lindiwe Seretse", "Thabo Kgari"]),
    ("local office", "On Monday Governor Hal Whitman met Assemblymember Rohan Dutta in Albany.", ["Hal Whitman", "Rohan Dutta"]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "speaker"), SPEAKERS)
def test_what_somebody_is_is_no_part_of_his_name(why: str, text: str, speaker: str) -> None:
    assert {who for who, _ in said(text)} == {speaker}, why


@pytest.mark.parametrize(("why", "text", "parties"), PARTIES)
def test_nor_where_they_meet(why: str, text: str, parties: list[str]) -> None:
    (meeting,) = extract(Article("t", text)).meetings
    assert [p.name for p in meeting.participants] == parties, why
