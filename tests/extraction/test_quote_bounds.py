"""How far reported words reach: what goes on with them, and what the reporter tells himself."""

from __future__ import annotations

import pytest

from tests.extraction.quotes_of import said

GOES_ON = [
    ("The bridge will close in May, Ilse Brandt said on Monday, and buses will run instead.", "The bridge will close in May … and buses will run instead"),
    ("The delegates met in Tunis, Samira Haddad said, and spoke for two hours.", "The delegates met in Tunis … and spoke for two hours"),
    ("The ferry struck a rock, Captain Oyelaran said, and did not sink.", "The ferry struck a rock … and did not sink"),
    ("The law has passed, minister Karin Holt said, and it will be signed next week.", "The law has passed … and it will be signed next week"),
    ("The vaccine is safe, Imani Okafor said, but added that more tests were needed.", "The vaccine is safe"),
    ("Nobody was hurt, Rui Matos said, but two cars were damaged beyond repair.", "Nobody was hurt"),
    ("“They should prove it or be silent,” said Rui Costa; “rumours lead nowhere.”", "“They should prove it or be silent,” … “rumours lead nowhere.”"),
    ("The freeze was made “out of national interest”, Ingrid Aas continued.", "The freeze was made “out of national interest”"),
    ("Two men were arrested, Sheriff Dale Boone said; a third is still at large.", "Two men were arrested"),
]  # fmt: skip


@pytest.mark.parametrize("text, words", GOES_ON, ids=[words[:30] for _, words in GOES_ON])
def test_what_goes_on_behind_an_inserted_cue(text: str, words: str) -> None:
    assert words in [told for _, told in said(text)]


JOINED = [
    ("Ana Roth said she was not willing to wait, but rather go to court.", "she was not willing to wait, but rather go to court"),
    ("Kofi Boateng said the board was ready to sell, but only at a fair price.", "the board was ready to sell, but only at a fair price"),
    ("Lina Sand claimed she had no choice but to close the school.", "she had no choice but to close the school"),
    ("Hana Sato's letter said it was \"odd\" the union was asking for a vote.", "it was \"odd\" the union was asking for a vote"),
    ("Peter Holm said the plan was sound and praised the council.", "the plan was sound"),
    ("Omar Sesay said he thanked Kenya for its aid and assured it that the port would stay open.", "he thanked Kenya for its aid and assured it that the port would stay open"),
    ("Governor Lia Costa said she had dismissed the board and referred its head to a court.", "she had dismissed the board and referred its head to a court"),
    ("Stefan Hunt said he had met the board last month, and it had been “a nice chat”.", "he had met the board last month, and it had been “a nice chat”"),
    ("Hans Kerr said he had asked for a loan and he had been refused.", "he had asked for a loan and he had been refused"),
    ("Envoys accused Lisbon of lacking “serious” plans to end the strike.", "Lisbon of lacking “serious” plans to end the strike"),
    ("Ada Cole said the plan had failed and described the mood as “grim”.", "the plan had failed"),
]  # fmt: skip


@pytest.mark.parametrize("text, words", JOINED, ids=[words[:30] for _, words in JOINED])
def test_what_is_joined_to_a_reported_clause(text: str, words: str) -> None:
    assert words in [told for _, told in said(text)]


WITHIN = [
    ("A spokeswoman, Ida Moen, said the owner had told the bank he was not for sale.", "he was not for sale"),
    ("Lawyer Tim Roche said the police had assured his client that no charge would follow.", "no charge would follow"),
    ("Minister Ali Demir said that the bank had informed the state that the loan was late.", "the loan was late"),
    ("Officials said Idris Kone had admitted the fund was empty.", "the fund was empty"),
]  # fmt: skip


@pytest.mark.parametrize("text, words", WITHIN, ids=[words[:30] for _, words in WITHIN])
def test_what_somebody_else_says_within_a_quote(text: str, words: str) -> None:
    told = [told for _, told in said(text)]
    assert words in told
    assert len(told) == 2  # and what holds it


FOUND = [
    ("misread participle", "The dean issued a warning to students, stating any further delays would cost them a term.", "any further delays would cost them a term"),
    ("participle behind the cue", "The mine is safe, Olga Petrenko said, noting firms including Kestrel and Orbis had tested it.", "The mine is safe"),
    ("misread and added", "Lars Nygaard told the board last week he had read the report, but added nobody should be blamed.", "nobody should be blamed"),
    ("source at length", "According to Norwegian Ambassador to Chile Tor Lunde, the visit of the fleet shows trust in the region.", "the visit of the fleet shows trust in the region"),
    ("and, according to", "The firm has sold trucks to the rebels and, according to diplomats, built a depot in the hills.", "built a depot in the hills"),
    ("hearer and pronoun", "However, she warned the guild it had forfeited the respect of parents.", "it had forfeited the respect of parents"),
    ("speaker behind a comma", "She met the delegates of the union, her spokeswoman, Ines Roca, said.", "She met the delegates of the union"),
    ("speaker told an agency", "The flood hinders the crews, a minister, Hakim Bader, told an agency.", "The flood hinders the crews"),
    ("as it fell", "President Lucia Arce said on Friday she would name her cabinet next week, as the peso recovered from its losses.", "she would name her cabinet next week"),
    ("ending", "Ministers said the two states would exchange envoys “without delay”, ending a rift of nine years.", "the two states would exchange envoys “without delay”"),
    ("raising the prospect", "The union said its members will strike in May, raising the prospect of a long summer of queues.", "its members will strike in May"),
    ("a phrase", "Bruno Keller said the club was “a disgrace”, a phrase he had used before.", "the club was “a disgrace”"),
    ("at a conference", "Elin Dahl called the plan “absurd” at a press conference on Monday.", "the plan “absurd”"),
    ("number behind a day", "Prosecutors said on Tuesday seventeen officers were being questioned.", "seventeen officers were being questioned"),
    ("without", "He said without aid from the north, or a change of heart, the town would starve.", "without aid from the north, or a change of heart, the town would starve"),
    ("relative behind that", "The owner said in its statement that the workers, who had been sent on leave, would be flown home.", "the workers, who had been sent on leave, would be flown home"),
    ("as evidence that", "The ministry has touted these visits as evidence that trade has come to a “record level”.", "these visits as evidence that trade has come to a “record level”"),
    ("quick to stress", "The duke, too, was quick to stress that Malta had paid its share.", "Malta had paid its share"),
    ("one word", "In an interview on Monday, Reid Long said “no” when asked whether he would run.", "“no”"),
    ("a chant", "Protesters chanted “out, out” at the gates of the palace.", "“out, out”"),
    ("No 10", "The two ministers discussed trade, the economy and fishing, a No 10 spokesperson said.", "The two ministers discussed trade, the economy and fishing"),
    ("a source's name", "According to the club's coach, Alina Mehta, in their first game the girls scored six goals.", "in their first game the girls scored six goals"),
    ("a source's source", "According to newspapers, citing people in the ministry, members of the board had seen the video.", "members of the board had seen the video"),
    ("no closing mark", "“The council had little choice but to close the pool, said Marta Lind, an analyst at the institute.", "“The council had little choice but to close the pool,"),
]  # fmt: skip


@pytest.mark.parametrize("case, text, words", FOUND, ids=[row[0] for row in FOUND])
def test_where_the_parse_is_no_help(case: str, text: str, words: str) -> None:
    assert words in [told for _, told in said(text)]


INNER = [
    "“We lost,” Ana Bell recalled. “I asked, ‘Who is your coach?’ He said, ‘The foreman.’”",
    "“We lost,” Ana Bell said. “Then the owner told us, 'Go home and rest.'”",
    "“It was late,” Rui Costa said. “My mother asked, ‘Where is he?’”",
]


@pytest.mark.parametrize("quoted", INNER)
def test_words_that_end_with_another_s_go_on_with_the_speech(quoted: str) -> None:
    told = said(f"{quoted} The street was empty.")
    second = quoted[quoted.index("“", 2) :]
    assert (told[0][0], second) in told
