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
