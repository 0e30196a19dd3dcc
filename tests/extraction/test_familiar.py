"""The parser reads common names where rare ones stand, and nobody else ever sees them."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.extraction.syntax.familiar import stand_ins
from readout.model import Article
from readout.text.parsing import parse, pipeline


def taken(*texts: str) -> list[str]:
    """The words of the texts that the parser doesn't get to see."""
    docs = [pipeline().make_doc(text) for text in texts]
    return [
        token.text
        for doc, words in zip(docs, stand_ins(docs), strict=True)
        for token, word in zip(doc, words or [t.text for t in doc], strict=True)
        if token.text != word
    ]


@pytest.mark.parametrize(
    "text, name",
    [
        ("Foreign Minister Hirut Bekele left.", "Hirut Bekele"),
        ("Bram op den Brouw left.", "Bram op den Brouw"),
        ("Graça das Neves left.", "Graça das Neves"),
        ("Wopke van ’t Hoff left.", "Wopke van ’t Hoff"),
        ("President Sulastri left.", "Sulastri"),
        ("Sahle-Work Alemayehu left.", "Sahle-Work Alemayehu"),
        ("It was seen by Ana and Friday Okoro.", "Friday Okoro"),
        ("Pei Jingyi left.", "Pei Jingyi"),
    ],
)
def test_a_rare_name_is_taken_whole(text: str, name: str) -> None:
    wanted = [t.text for t in pipeline().make_doc(name) if t.text not in {"-", "’"}]
    assert [w for w in taken(text) if w not in {"-", "’"}] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Norda Steel and Helvor Bank left.",
        "The talks in Porto Alvorado were over.",
        "On Friday Okoro said so.",
        "The Tarvik Kovarik left.",
        "Nagorno-Karabakh was quiet.",
        "He left Papua New Guinea for Burkina Faso.",
    ],
)
def test_firms_places_and_days_stay(text: str) -> None:
    assert taken(text) == []


def test_a_part_of_the_name_is_taken_where_it_stands_alone() -> None:
    assert taken("Folasade Oyelaran left.", "Then Oyelaran spoke.")[2:] == ["Oyelaran"]
    assert taken("Oyelaran spoke.") == []


def test_a_name_that_is_a_place_elsewhere_is_a_place() -> None:
    assert taken("Porto Alvorado is small.", "She lives in Porto Alvorado.") == []


def test_the_parse_lies_over_the_text_as_it_stands() -> None:
    text = "Obinna Okafor held talks with Chukwuemeka Anyaoku in Quito on Monday."
    doc = parse(text, stand_ins=stand_ins)
    assert doc.text == text
    assert [e.text for e in doc.ents if e.label_ == "PERSON"] == [
        "Obinna Okafor",
        "Chukwuemeka Anyaoku",
    ]
    assert [t.lemma_ for t in doc[:2]] == ["Obinna", "Okafor"]
    (meeting,) = extract(Article("x", text, published=date(2024, 3, 13))).meetings
    assert [p.name for p in meeting.participants] == ["Obinna Okafor", "Chukwuemeka Anyaoku"]
