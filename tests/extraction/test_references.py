"""One resolver for quotes and meetings: a pronoun has one antecedent, whoever asks."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction.document import Document
from readout.extraction.resolve.references import References
from readout.text.parsing import parse


def references(text: str) -> References:
    return References(Document(parse(text), date(2024, 3, 13)))


def meant(text: str, word: str, nth: int = 0) -> tuple[str | None, list[str]]:
    """Who a word of the text means, and between whom nothing decides."""
    known = references(text)
    token = [t for t in known.doc if t.lower_ == word][nth]
    pronoun = word in {"he", "him", "his", "she", "her"}
    answer = known.he_or_she(token) if pronoun else known.described(token)
    who = answer.person.name if answer.person else None
    return who, [] if who else [p.name for p in answer.candidates]


ONE = [
    ("Ivo Marek met Jan Novotny in Prague. He had come by train.", "he", "Ivo Marek"),
    ("Ivo Marek told Jan Novotny that he was late.", "he", "Ivo Marek"),
    ("Anna Berg met Jan Novotny. She thanked him.", "him", "Jan Novotny"),
    ("After his talks with Jan Novotny, Ivo Marek flew home.", "his", "Ivo Marek"),
    ("President Ivo Marek met Prime Minister Jan Novotny. The president smiled.", "president",
     "Ivo Marek"),
    ("Ivo Marek, the French president, spoke to Jan Novotny, the Czech president. "
     "The Czech president listened.", "president", "Jan Novotny"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "name"), ONE)
def test_one_person_is_meant(text: str, word: str, name: str) -> None:
    nth = -1 if word == "president" else 0
    assert meant(text, word, nth)[0] == name


def test_two_who_fit_equally_are_both_kept_and_none_is_named() -> None:
    text = "Minister Ivo Marek and Minister Jan Novotny landed. “It is late,” the minister said."
    who, both = meant(text, "minister")
    assert who is None
    assert sorted(both) == ["Ivo Marek", "Jan Novotny"]


def test_a_second_asker_gets_the_same_answer() -> None:
    known = references(
        "Ivo Marek met Jan Novotny. He said he would meet Anna Berg. Anna Berg left."
    )
    for token in known.doc:
        if token.lower_ == "he":
            first = known.he_or_she(token, turn="takes")
            assert known.he_or_she(token) == first
            assert known.he_or_she(token, turn="goes_on") == first


def test_who_is_excluded_is_not_replaced_by_the_second_best() -> None:
    known = references("Ivo Marek landed. Jan Novotny met him.")
    him = next(t for t in known.doc if t.text == "him")
    person = known.he_or_she(him).person
    assert person is not None
    assert known.he_or_she(him, exclude=[person]).person is None
