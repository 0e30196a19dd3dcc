"""Base forms that the rule lemmatizer gets wrong and the word lists depend on."""

from __future__ import annotations

import pytest
from readout.text.lemmas import lemma
from readout.text.parsing import parse


@pytest.mark.parametrize(
    ("sentence", "form", "base"),
    [
        ("Prill hopes to sit down with them.", "hopes", "hope"),
        ("They had hoped to meet her.", "hoped", "hope"),
        ("He hopped over the fence.", "hopped", "hop"),
        ("The two are slated to meet on Monday.", "slated", "slate"),
        ("The two dined together.", "dined", "dine"),
        ("The visit was axed.", "axed", "axe"),
        ("She texted him.", "texted", "text"),
    ],
)
def test_base_form(sentence: str, form: str, base: str) -> None:
    assert [lemma(token) for token in parse(sentence) if token.text == form] == [base]
