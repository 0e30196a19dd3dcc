"""He or she, by what the article itself says."""

from __future__ import annotations

import pytest
from readout.extraction.find.people.reading import read_people
from readout.text.parsing import parse


@pytest.mark.parametrize(
    ("text", "name", "sex"),
    [
        ("She married, and her husband, the botanist Aneurin Peake, died.", "Aneurin Peake", "m"),
        ("Tariku Bellwether and his wife Ngozi Bellwether came.", "Ngozi Bellwether", "f"),
        ("President Zerafa Mifsud arrived on Friday. She left on Monday.", "Zerafa Mifsud", "f"),
        ("The wife of Senator Okoro Tanno, 51, left.", "Okoro Tanno", ""),
        ("Okoro Tanno, 51, met Zerafa Mifsud, 44. She left.", "Okoro Tanno", ""),
    ],
)
def test_sex(text: str, name: str, sex: str) -> None:
    found = {p.name: p.sex for p in read_people(parse(text)).people}
    assert found[name] == sex
