"""Whom an office stands for though the name stood long before, and who can't be meant."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction.article import parsed
from readout.extraction.decide.antecedents import Antecedents
from readout.extraction.decide.quotes import find_quotes
from readout.extraction.decide.scene import Clues, scene_of_document
from readout.extraction.document import Document
from readout.extraction.limits import Clock
from readout.extraction.resolve.references import References
from readout.learned.encoder import encoder

_BETWEEN = (
    "Rain fell on the coast for a third day. Traders at the harbour said prices had doubled. "
    "Petra Hoxha, who sells fish, had closed her stall. Ferries stayed in port. "
)


def ranked(text: str, word: str) -> tuple[str | None, float]:
    """The likeliest antecedent of the last `word` of a text, and its share."""
    document = Document.of(parsed(text, Clock(60)), date(2024, 5, 14), Clock(60).check)
    references = References(document)
    clues = Clues(document, references, find_quotes(document, references))
    reader = encoder()
    heads = reader.read(scene_of_document(document, reader.wordpieces))
    shares = Antecedents(clues, heads).shares(
        [t.i for t in document.doc if t.text.lower() == word][-1]
    )
    best = max(shares, key=lambda one: shares[one])
    return best.name if best is not None else None, shares[best]


OFFICES = [
    ("Mayor", "mayor", "The mayor met the residents of Harbour Street on Tuesday."),
    ("President", "president", "On Thursday the president flies to Madrid to see the king."),
    ("Prime Minister", "minister", "The prime minister received the ambassador of Chile."),
    ("Transport Minister", "minister", "Unions will meet the transport minister on Friday."),
    ("Archbishop", "archbishop", "The archbishop held talks with the bar association."),
    ("Governor", "governor", "The governor will meet bank chiefs on Monday."),
]


@pytest.mark.parametrize(("office", "word", "last"), OFFICES)
def test_an_office_is_known_long_after_it_was_told(office: str, word: str, last: str) -> None:
    text = f"{office} Lerato Mokwena opened the new market hall.\n\n" + _BETWEEN * 5 + last
    name, share = ranked(text, word)
    assert name == "Lerato Mokwena"
    assert share > 0.42


@pytest.mark.parametrize(
    ("lead", "word", "last", "name"),
    [
        (
            "The finance minister has resigned. Tomas Okoro said he was tired.",
            "minister",
            "The minister met union leaders on Monday.",
            "Tomas Okoro",
        ),
        (
            "Qatar's emir, Sheikh Jassim Al Marri, landed in Oslo. Petra Dahl met him there.",
            "emir",
            "The emir will see the king on Sunday.",
            "Jassim Al Marri",
        ),
        (
            "The Minister of Labour, Hon. Simeon Lalong, opened the talks with Ruth Adeyemi.",
            "minister",
            "The minister met union leaders on Monday.",
            "Simeon Lalong",
        ),
        (
            "King Youssef received Prime Minister Aziz Benali at the palace.",
            "majesty",
            "His Majesty then met the members of the council.",
            "King Youssef",
        ),
    ],
)
def test_an_office_told_beside_a_title_or_a_sentence_before(
    lead: str, word: str, last: str, name: str
) -> None:
    assert ranked(f"{lead}\n\n{last}", word)[0] == name
