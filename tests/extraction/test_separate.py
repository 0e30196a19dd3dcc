"""One word that tells of several meetings; parties once, by their full names."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.extraction.decide.company import abbreviations
from readout.extraction.decide.separate import separated
from readout.extraction.document import Document
from readout.model import Article, MeetingMention, Participant


def _met(text: str) -> list[set[str]]:
    told = extract(Article("1", text, date(2024, 3, 13)))
    return [{p.name for p in m.participants} for m in told.meetings]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "President Chikondi Mbewe held separate meetings with Prime Minister Armindo Sitoe, "
            "Irrigation Minister Hossam Rizk and envoy Takumi Hoshino on Tuesday.",
            [("Chikondi Mbewe", x) for x in ("Armindo Sitoe", "Hossam Rizk", "Takumi Hoshino")],
        ),
        (
            "Foreign Minister Lena Falk met separately with Anton Weiss and Julia Korb in Bonn.",
            [("Lena Falk", "Anton Weiss"), ("Lena Falk", "Julia Korb")],
        ),
        (
            "King Harald Moe received Anton Weiss and Julia Korb in separate audiences on Monday.",
            [("Harald Moe", "Anton Weiss"), ("Harald Moe", "Julia Korb")],
        ),
        (
            "Prime Minister Lena Falk held bilateral meetings with Anton Weiss and Julia Korb.",
            [("Lena Falk", "Anton Weiss"), ("Lena Falk", "Julia Korb")],
        ),
    ],
)
def test_counterparts_met_apart_are_a_meeting_each(text: str, pairs: list[tuple[str, str]]) -> None:
    assert sorted(map(sorted, _met(text))) == sorted(map(sorted, pairs))


@pytest.mark.parametrize(
    "text",
    [
        "President Lena Falk met Anton Weiss and Julia Korb in Bonn on Monday.",
        "President Lena Falk held bilateral talks with Anton Weiss and Julia Korb in Bonn.",
    ],
)
def test_counterparts_met_together_are_one_meeting(text: str) -> None:
    assert _met(text) == [{"Lena Falk", "Anton Weiss", "Julia Korb"}]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Lena Falk met Anton Weiss and later Julia Korb.", [["Anton Weiss"], ["Julia Korb"]]),
        (
            "Lena Falk met Anton Weiss and Omar Said and then Julia Korb.",
            [["Anton Weiss", "Omar Said"], ["Julia Korb"]],
        ),
        (
            "Lena Falk met Anton Weiss and Julia Korb, then left.",
            [["Anton Weiss", "Julia Korb"]],
        ),
    ],
)
def test_an_adverb_between_two_counterparts_parts_them(text: str, groups: list[list[str]]) -> None:
    names = ["Lena Falk", "Anton Weiss", "Omar Said", "Julia Korb"]
    at = text.index("met")
    mention = MeetingMention(
        participants=tuple(
            Participant(n, span=(text.index(n), text.index(n) + len(n))) for n in names if n in text
        ),
        status="held",
        evidence=((0, len(text)),),
        trigger=(at, at + 3),
    )
    parts = separated(Document.read(text, None), mention)
    assert [[p.name for p in m.participants if p.name != "Lena Falk"] for m in parts] == groups


def test_a_short_form_is_told_by_the_long_one() -> None:
    told = _met(
        "The Cross River government met the Association of Public Sector Nurses (APSN) on Friday. "
        "Governor Ekpe Bassey met the APSN again on Sunday."
    )
    assert any("Association of Public Sector Nurses" in m for m in told)
    assert not any(
        name in m for m in told for name in ("APSN", "Association of Public Sector Nurses (APSN")
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Kenya Union of Bakers (KUB) said", {"KUB": "Kenya Union of Bakers"}),
        ("by United Transport and Dockers Union (Utadu).", {"Utadu": "United Transport and Dockers Union"}),
        ("the minister (pictured) met Ana Pinto (PSD)", {}),
        ("A long walk (ALWX)", {}),
    ],
)  # fmt: skip
def test_abbreviations_are_those_that_the_text_explains(text: str, found: dict[str, str]) -> None:
    assert abbreviations(text) == found


def test_a_body_in_a_description_is_no_party() -> None:
    (met,) = _met(
        "President Joseph Kamara met People’s Dawn Alliance leader Foday Sesay and "
        "Harbour Company chairman Musa Bah at State Lodge on Friday."
    )
    assert met == {"Joseph Kamara", "Foday Sesay", "Musa Bah"}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Tersoo Agber met the Security Council on Monday.", {"Tersoo Agber", "Security Council"}),
        (
            "President Chikondi Mbewe was there. The Head of State met Fatou Diagne on Monday.",
            {"Chikondi Mbewe", "Fatou Diagne"},
        ),
        (
            "Patriarch Gregorios II came. The Patriarch had a meeting with Cardinal Emil Brand.",
            {"Gregorios II", "Emil Brand"},
        ),
    ],
)
def test_an_office_in_capitals_is_a_person_and_a_council_a_body(
    text: str, parties: set[str]
) -> None:
    assert _met(text) == [parties]


@pytest.mark.parametrize(
    "text",
    [
        "Gottfried Wiesbauer, the head of the steel group Donauguss, will meet the chairman of its "
        "rival Morvan Acier, Thibault Descombières, in Linz on Monday, three bankers said.",
        "Gottfried Wiesbauer will meet the chairman of Morvan Acier, Thibault Descombières, in Linz.",
        "Gottfried Wiesbauer met the director of the Vorarlberg Bank, Thibault Descombières.",
    ],
)
def test_the_bearer_of_an_office_is_the_party_not_his_body(text: str) -> None:
    assert _met(text) == [{"Gottfried Wiesbauer", "Thibault Descombières"}]


def test_ministers_of_something_are_one_party() -> None:
    assert _met("The Ministers of the Environment will meet in Drenova in the autumn.") == []
    (met,) = _met("President Lena Falk met the Ministers of the Environment in Bonn on Monday.")
    assert "Lena Falk" in met
    assert "Environment" not in met


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Lena Falk met Anton Weiss in Bonn and Julia Korb in Vienna on Monday.",
            {("Anton Weiss", "Bonn"), ("Julia Korb", "Vienna")},
        ),
        (
            "Lena Falk will meet Anton Weiss on Thursday and Julia Korb on Friday.",
            {("Anton Weiss", "2024-03-14"), ("Julia Korb", "2024-03-15")},
        ),
        (
            "Lena Falk spoke with Anton Weiss and with Julia Korb on Monday.",
            {("Anton Weiss", "2024-03-11"), ("Julia Korb", "2024-03-11")},
        ),
    ],
)
def test_each_has_the_day_and_the_place_beside_it(text: str, told: set[tuple[str, str]]) -> None:
    document = Document.read(text, date(2024, 3, 13))
    names = ("Lena Falk", "Anton Weiss", "Julia Korb")
    people = tuple(
        Participant(n, None, "person", (text.index(n), text.index(n) + len(n))) for n in names
    )
    verb = next(w for w in ("met", "meet", "spoke") if w in text)
    at = text.index(verb)
    status = "scheduled" if "will" in text else "held"
    when = document.times.resolved(document.all_times[-1][0], document.sentences[0], "past")
    mention = MeetingMention(people, status, ((0, len(text)),), (at, at + len(verb)), time=when)
    found = set()
    for part in separated(document, mention):
        other = next(p.name for p in part.participants if p.name != "Lena Falk")
        assert part.time is not None
        stated = any(other_place in text for other_place in ("Bonn", "Vienna"))
        found.add((other, part.place.name if stated and part.place else str(part.time.start)))
    assert found == told
