"""Whom a role lets somebody act for."""

from __future__ import annotations

import pytest
from readout.resolution.gazetteer import load_gazetteer
from readout.resolution.nations import stated_country

STATED = {
    # an adjective
    "Chinese Foreign Minister": "China",
    "former British ambassador to China": "United Kingdom",
    "Faroese fisheries minister": "Faroe Islands",
    "foreign affairs adviser to the Pakistani prime minister": "Pakistan",
    # of a country
    "Ambassador of Portugal": "Portugal",
    "President of the Republic of Zambia": "Zambia",
    "acting foreign minister of the Sudan": "Sudan",
    "emir of Qatar": "Qatar",
    "Minister for Foreign Affairs of the Netherlands": "Netherlands",
    "Speaker of the Parliament of Zimbabwe": "Zimbabwe",
    "Consul General of China in Karachi": "China",
    "National Security Adviser of India": "India",
    "resident coordinator of the United Nations": "United Nations",
    # a country's
    "China’s top diplomat": "China",
    "New Zealand's climate minister": "New Zealand",
    "Kuwait's Ambassador to the Philippines": "Kuwait",
    "head of Egypt's intelligence service": "Egypt",
    "France's special envoy to Lebanon": "France",
    # beside the office
    "Solomon Islands Prime Minister": "Solomon Islands",
    "EU negotiator": "European Union",
    # of one that no list has
    "Prime Minister of Estmark": "Estmark",
    "Estmark’s foreign minister": "Estmark",
    "ambassador of Corvania": "Corvania",
    "prime minister of the North Tarvian Isles": "North Tarvian Isles",
}
NOT_STATED = [
    None,
    "",
    "President",
    "Foreign Minister",
    "Minister of Finance",
    "Minister for Trade",
    "Secretary of State",
    "ambassador to China",
    "envoy for Syria",
    "critic of China",
    "expert on Russia",
    "professor at the University of Jordan Valley",
    "president of Jordan River Authority",
    "Congo River Authority head",
    "China Mobile chief executive",
    "Mayor of Marlborough",
    "Governor of the Reserve Bank",
    "president of the Sami Parliament",
    "Director of the National Museum",
    "bishop of Killala",
    "correspondent in Egypt",
    "adviser to the board",
    "Turkish Cypriot leader",
]


@pytest.mark.parametrize("role, country", STATED.items())
def test_a_role_tells_the_country(role: str, country: str) -> None:
    assert stated_country(role, load_gazetteer()) == country


@pytest.mark.parametrize("role", NOT_STATED)
def test_a_role_tells_none(role: str | None) -> None:
    assert stated_country(role, load_gazetteer()) is None


def test_the_adjective_alone_knew_fewer() -> None:
    """What was known before, so that the figure in the change log can be made again."""
    gazetteer = load_gazetteer()
    known = [role for role, country in STATED.items() if gazetteer.nation_of(role) == country]
    assert len(known) < len(STATED) / 2
