"""Speakers told by more than their name: an office with a body in it, a relative clause behind a
body, a paper behind its sort, acronyms, two at once; and those who stay without a name."""

from __future__ import annotations

import pytest

from tests.extraction.quotes_of import quotes

# What, text, the speaker of its last quote.
SPEAKERS = [
    (
        "an office with a body in it",
        "Association of Dairy Workers National President Bill Carver said the pay offer was an insult.",
        "Bill Carver",
    ),
    (
        "an office with a body in it",
        "University of Otterby Student Council president Sara Menon said the ban was unfair.",
        "Sara Menon",
    ),
    (
        "an office with a body in it",
        "Deputy director of the Office for Harbour Safety Ivan Petrov said the crane had been checked.",
        "Ivan Petrov",
    ),
    (
        "an office with a body in it",
        "Chairman of the Northern Chapter of the Society for Animal Rights Joel Tan said the zoo must close.",
        "Joel Tan",
    ),
    (
        "an office with a body in it",
        "Secretary of the Tamworth branch of the Nurses Federation Lucy Hall said the ward was unsafe.",
        "Lucy Hall",
    ),
    (
        "an office with a body in it",
        "Teachers' Union of Malmark General Secretary Per Lund said schools would stay shut.",
        "Per Lund",
    ),
    (
        "an office with a body in it",
        "Bank of Tarsia Chief Economist Nina Ross said rates would rise.",
        "Nina Ross",
    ),
    (
        "an office with a body in it",
        'A spokesman for Musa, Karim Aziz, in a briefing for foreign reporters repeated the threat and said: "We will fight to the end."',
        "Karim Aziz",
    ),
    (
        "an office with a body in it",
        'A spokeswoman for Hale, Joan Reed, in a note to the press confirmed the sale and said: "The price was fair."',
        "Joan Reed",
    ),
    (
        "an office with a body in it",
        'An aide to Morales, Luis Vega, speaking to reporters said: "He is in good health."',
        "Luis Vega",
    ),
    (
        "an office with a body in it",
        "Speaking for the parents, Tom Mallory, SC, said that, as the family came from India, they knew no better.",
        "Tom Mallory",
    ),
    (
        "an office with a body in it",
        "Speaking in court, Judith Kerr, QC, said that the evidence had been lost.",
        "Judith Kerr",
    ),
    (
        "an office with a body in it",
        "After the vote, Helen Marsh, MP, said the law was a mistake.",
        "Helen Marsh",
    ),
    (
        "an office with a body in it",
        "Justice Minister Alan Reed, MP, said the bill would pass.",
        "Alan Reed",
    ),
    (
        "an office with a body in it",
        "The Society for Animal Rights said the zoo must close.",
        "Society for Animal Rights",
    ),
    (
        "an office with a body in it",
        "The University of Otterby said the exam would be held.",
        "University of Otterby",
    ),
    ("an office with a body in it", "Bank of Tarsia said rates would rise.", "Bank of Tarsia"),
    (
        "an office with a body in it",
        "The Council on Fisheries and Coastal Towns said the quota was low.",
        "Council on Fisheries and Coastal Towns",
    ),
    (
        "who, behind a body",
        "The report also quotes Jiro Takata, a specialist with the Hirono Prefecture Agricultural Department, who said he was shocked to find the spots.",
        "Jiro Takata",
    ),
    (
        "who, behind a body",
        "The paper spoke to Marta Lopes, a nurse at the Santa Cruz Hospital, who said the ward was full.",
        "Marta Lopes",
    ),
    (
        "who, behind a body",
        "The hearing was led by Alan Webb, a partner at the law firm Hart and Lowe, who said the claim was late.",
        "Alan Webb",
    ),
    (
        "who, behind a body",
        "The prize went to Ines Roth, an engineer with the Kellerman Institute, who said she was stunned.",
        "Ines Roth",
    ),
    (
        "who, behind a body",
        "The visitors met Daoud Rahimi, a farmer from the Kunar Valley, who said the well was dry.",
        "Daoud Rahimi",
    ),
    (
        "who, behind a body",
        "The plan was attacked by the Football League's referees, who said the rule was unclear.",
        "Football League's referees",
    ),
    (
        "who, behind a body",
        "There was praise from the World Bank's inspectors, who said the dam was sound.",
        "World Bank's inspectors",
    ),
    (
        "who, behind a body",
        "The report quotes a letter from the Kellerman Institute, which said the dam was unsafe.",
        "Kellerman Institute",
    ),
    (
        "who, behind a body",
        "The plan was drawn up by the Bank of Tarsia, which said rates would rise.",
        "Bank of Tarsia",
    ),
    (
        "a paper behind its sort",
        "National newspaper The Citizen's Daily has suggested it is the worst theft in the country's history.",
        "Citizen's Daily",
    ),
    (
        "a paper behind its sort",
        "Financial newspaper The Market Herald reported that the bank had been sold.",
        "Market Herald",
    ),
    (
        "a paper behind its sort",
        "State newspaper The New Dawn said the harvest was good.",
        "New Dawn",
    ),
    (
        "a paper behind its sort",
        "Regional newspaper The Northern Echo reported that two bridges were closed.",
        "Northern Echo",
    ),
    (
        "a paper behind its sort",
        "The Friday edition of the Harbour Gazette reported that nobody was hurt.",
        "Harbour Gazette",
    ),
    (
        "whoever it is",
        'Minister Ali Demir denied it. Wikizeit spoke to a graduate who wished not to be named, who shared views on the arrests. "It affected everyone," said the source.',
        None,
    ),
    (
        "whoever it is",
        'Minister Ali Demir denied it. The paper spoke to a clerk who asked not to be named. "It affected everyone," the clerk said.',
        None,
    ),
    (
        "whoever it is",
        'Senator Rob Clark denied it. The station talked to a nurse on condition of anonymity. "We were told to lie," the source said.',
        None,
    ),
    (
        "whoever it is",
        "Rob Clark greeted Mansur with a hug, according to a member of Clark's delegation.",
        None,
    ),
    ("whoever it is", "The car was stolen, according to a neighbour of Hale's mother.", None),
    ("whoever it is", "Rob Clark is in good health, according to an aide to Clark.", None),
    (
        "whoever it is",
        "Rob Clark wants to run again, according to a friend of Clark's family.",
        None,
    ),
    ("whoever it is", "The vote was rigged, according to an adviser in Rob Clark's office.", None),
    ("whoever it is", "Musa fled by boat, said a guard at Musa's palace.", None),
    ("whoever it is", "Musa fled by boat, a driver in Musa's convoy said.", None),
    (
        "whoever it is",
        "Musa fled by boat, according to Clark's spokesman, Karl Dietz.",
        "Karl Dietz",
    ),
    (
        "whoever it is",
        'A man stood at the gate. Sergeant Omar Said let us in. "They fired first," the man said.',
        None,
    ),
    (
        "whoever it is",
        "The Voice of Tarsia covered the vote. VoT reported last week that the bid would succeed.",
        "Voice of Tarsia",
    ),
    (
        "whoever it is",
        "The Department of Justice sued the firm. The DoJ said the price was fixed.",
        "Department of Justice",
    ),
    (
        "whoever it is",
        "The Ministry of Finance met banks. The MoF said rates were too high.",
        "Ministry of Finance",
    ),
    (
        "whoever it is",
        "The Federal Bureau of Inquiry raided the office. The F.B.I. said two were held.",
        "Federal Bureau of Inquiry",
    ),
    (
        "whoever it is",
        "The League of Coastal Towns met. The LCT said fees would rise.",
        "League of Coastal Towns",
    ),
    ("whoever it is", "The U.S. said the tax would stay.", "U.S."),
    (
        "whoever it is",
        "Posts on the board from Friday theorized that an attack had occurred, and wrote that the site was down.",
        None,
    ),
    ("whoever it is", "Comments on the page from Monday said that the site was down.", None),
    ("whoever it is", "Judge Ruth Penrose's ruling says the search was unlawful.", "Ruth Penrose"),
    ("whoever it is", "Mayor Tom Brett's letter says the road will be closed.", "Tom Brett"),
    (
        "whoever it is",
        "Fatim issued a statement following the press conference saying the truce is not enough.",
        "Fatim",
    ),
    (
        "whoever it is",
        "Senator Ann Moss issued a statement during the debate saying she would resign.",
        "Ann Moss",
    ),
    (
        "the two",
        "Wai Lin and Zaw Pho stood trial on Monday. Both men say they were starved and beaten.",
        "Wai Lin and Zaw Pho",
    ),
    (
        "the two",
        "Ann Brook and Ruth Cole were fired in May. Both women said they would sue.",
        "Ann Brook and Ruth Cole",
    ),
    (
        "the two",
        "Karl Benz and Otto Ruf were arrested in Graz. The two men said they were innocent.",
        "Karl Benz and Otto Ruf",
    ),
    (
        "the two",
        "Ana Ruiz and Leo Vega shared the prize. The pair said they would give it away.",
        "Ana Ruiz and Leo Vega",
    ),
    (
        "the two",
        "Ana Ruiz met Leo Vega in Lima. Both leaders said the border would open.",
        "Ana Ruiz and Leo Vega",
    ),
    (
        "the two",
        "Tom Bell and Ian Grey ran the shop. Both brothers said the till was empty.",
        "Tom Bell and Ian Grey",
    ),
    ("the two", "Police stopped a van. Both men said they were innocent.", None),
]


@pytest.mark.parametrize(
    ("kind", "text", "speaker"), SPEAKERS, ids=[f"{k} {n}" for n, (k, *_) in enumerate(SPEAKERS)]
)
def test_the_speaker_is_whoever_the_article_says(kind: str, text: str, speaker: str | None) -> None:
    found = quotes(text)
    assert found, kind
    assert found[-1].speaker_name == speaker, kind
