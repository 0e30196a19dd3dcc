"""Who is meant, and which watch hears of what."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.names.spelling import words_of as words
from readout.watching.matching import Change, Matcher
from readout.watching.parties import Participant, means
from readout.watching.watches import Party, Watch

MEANT = [
    ("Antony Blinken", ("Antony J. Blinken", None, "person"), True),
    ("Blinken", ("Antony Blinken", None, "person"), True),
    ("antony blinken", ("ANTONY BLINKEN", None, "person"), True),
    ("Jose Sa", ("José Sá", None, "person"), True),
    ("Soren Ost", ("Søren Øst", None, "person"), True),
    ("O’Neill", ("Sean O'Neill", None, "person"), True),
    ("Blinken Antony", ("Antony Blinken", None, "person"), False),
    ("Joe Biden", ("Jill Biden", None, "person"), False),
    ("Li", ("Liam Ling", None, "person"), False),
    ("China", ("China", None, "country"), True),
    ("Chinese", ("China", None, "country"), True),
    ("Kremlin", ("Russia", None, "country"), True),
    ("China", ("Xi Jinping", "Chinese President", "person"), True),
    ("China", ("Xi Jinping", None, "person"), False),
    ("Washington", ("Antony Blinken", "US secretary of state", "person"), False),
    ({"country": "China"}, ("Nicholas Burns", "US ambassador to China", "person"), False),
    ({"country": "US"}, ("Nicholas Burns", "US ambassador to China", "person"), True),
    ({"country": "China"}, ("Chinese embassy", None, "org"), True),
    ({"country": "Russia"}, ("Kremlin", None, "org"), True),
    ({"country": "Germany"}, ("Berlin", None, "country"), True),
    ({"country": "China"}, ("Xi Jinping", "Chinese President", "person"), True),
    ({"country": "China"}, ("Janet Yellen", "U.S. Treasury Secretary", "person"), False),
    ({"country": "US"}, ("Janet Yellen", "U.S. Treasury Secretary", "person"), True),
    ({"country": "United States"}, ("United States", None, "country"), True),
    ({"role": "foreign minister"}, ("Qin Gang", "Chinese Foreign Minister", "person"), True),
    ({"role": "foreign minister"}, ("Qin Gang", "minister of foreign trade", "person"), False),
    ({"role": "foreign minister"}, ("Qin Gang", None, "person"), False),
    ({"person": "Qin", "role": "minister"}, ("Qin Gang", "Foreign Minister", "person"), True),
    ({"person": "World Bank"}, ("World Bank", None, "org"), False),
    ({"body": "World Bank"}, ("World Bank", None, "org"), True),
    ({"body": "Bank"}, ("Ernie Bank", None, "person"), False),
    ("😀", ("😀", None, "person"), False),
    ("", None, None),
]


@pytest.mark.parametrize("party, who, meant", [m for m in MEANT if m[1]])
def test_who_is_meant(party: Any, who: tuple[str, str | None, str], meant: bool) -> None:
    assert means(Party.model_validate(party), Participant(*who)) is meant
    # The index finds exactly what the comparison finds.
    watch = Watch(name="A", who=(party,), recipients=("a@b.example",))
    found = Matcher([watch]).match(change(participants=(Participant(*who),)))
    assert bool(found) is meant


def test_an_alias_means_its_person() -> None:
    party = Party.model_validate("Tony Blinken")
    who = Participant("Antony Blinken")
    assert not means(party, who)
    assert means(party, who, {"Tony Blinken": ["Antony Blinken"]})
    watch = Watch(name="A", who=("Tony Blinken",), recipients=("a@b.example",))
    matcher = Matcher([watch], {"Tony Blinken": ["Antony Blinken"]})
    assert matcher.match(change(participants=(who,)))


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_names_are_compared_without_error(one: str, other: str) -> None:
    words(one)
    if one.strip() and not any(ord(c) < 32 for c in one):
        means(Party.model_construct(name=one), Participant(other))


def change(**given: Any) -> Change:
    return Change(
        **{
            "change_id": "c1",
            "meeting_id": "m1",
            "kind": "status",
            "old_value": "possible",
            "new_value": "held",
            "status": "held",
            "confidence": 0.8,
            "participants": (
                Participant("Marit Holm", "Norwegian fisheries minister"),
                Participant("Ewan Baird"),
                Participant("Ann Third"),
            ),
            "place": "Stornoway, Scotland",
            "topic": "mackerel quotas",
            "evidence": "Holm met Baird, and both spoke of taxes on fish landed in Peterhead.",
            "outlets": ("The Ledger",),
            "languages": ("en",),
            **given,
        }
    )


ABOUT: list[tuple[dict[str, Any], dict[str, Any], str | None]] = [
    # watch, change, what the result must contain; None: not about it at all
    ({"who": ["Marit Holm"]}, {}, "told"),
    ({"who": ["Marit Holm"], "with": ["Ewan Baird"]}, {}, "told"),
    ({"who": ["Marit Holm"], "with": ["Marit Holm"]}, {}, None),
    ({"with": ["Ewan Baird"]}, {}, "told"),
    ({"who": ["Somebody Else"]}, {}, None),
    ({"who": ["Marit Holm"], "with": ["Somebody Else"]}, {}, None),
    ({"who": [{"country": "Norway"}]}, {}, "told"),
    ({"where": "Stornoway"}, {}, "told"),
    ({"where": "Scotland"}, {}, "told"),
    ({"where": "Oslo"}, {}, None),
    ({"where": "Oslo"}, {"place": None}, None),
    ({"topic": "quotas"}, {}, "told"),
    ({"topic": "quota"}, {}, None),
    ({"topic": "quota*"}, {}, "told"),
    ({"topic": ["oil", "taxes on fish"]}, {}, "told"),
    ({"topic": "fish on taxes"}, {}, None),
    ({"topic": "quotas"}, {"topic": "x " * 5000 + "quotas"}, "told"),
    ({}, {}, "told"),
    ({"who": ["Peterhead"]}, {}, None),
    ({"who": ["Peterhead"], "mentioned": True}, {}, "told"),
    ({"who": ["Peterhead"], "with": ["Marit Holm"], "mentioned": True}, {}, "told"),
    ({"who": ["Peterhead"], "with": ["Nobody"], "mentioned": True}, {}, None),
    ({"enabled": False}, {}, None),
    ({"changes": ["date"]}, {}, "changes of status are not asked for"),
    ({"digest_only": ["status"], "changes": ["date"]}, {}, "digest"),
    ({"status_at_least": "held"}, {}, "told"),
    ({"status_at_least": "held"}, {"new_value": "likely"}, "likely, and the watch asks for held"),
    ({"status_at_least": "held"}, {"new_value": "postponed"}, "told"),
    ({"status_at_least": "held"}, {"kind": "denied", "new_value": "The Ledger"}, "told"),
    ({"changes": ["denied"]}, {"new_value": "denied"}, "told"),
    ({"confidence_at_least": 0.9}, {}, "confidence 0.80"),
    ({"outlets": ["the ledger"]}, {}, "told"),
    ({"outlets": ["The Times"]}, {}, "not reported by an outlet"),
    ({"language": "EN"}, {}, "told"),
    ({"language": "de"}, {}, "not in a language that the watch asks for (en)"),
]


@pytest.mark.parametrize("given, about, expected", ABOUT)
def test_what_a_watch_is_told(
    given: dict[str, Any], about: dict[str, Any], expected: str | None
) -> None:
    watch = Watch.model_validate({"name": "A", "recipients": ["a@b.example"], **given})
    found = Matcher([watch]).match(change(**about))
    if expected is None:
        assert found == []
        return
    (match,) = found
    said = match.held or ("digest" if match.digest else "told")
    assert expected in said


def test_the_rule_is_said_in_words() -> None:
    watch = Watch.model_validate(
        {"name": "A", "recipients": ["a@b.example"], "who": ["Marit Holm"], "with": ["Ewan Baird"],
         "where": "Stornoway", "topic": "quota*", "status_at_least": "scheduled"}
    )  # fmt: skip
    (match,) = Matcher([watch]).match(change())
    assert match.rule == (
        "Marit Holm with Ewan Baird, in Stornoway, about quota*, scheduled or firmer; "
        "a change of status"
    )


def test_forty_participants() -> None:
    many = tuple(Participant(f"Person Number{i}") for i in range(40))
    watch = Watch(
        name="A", who=("Person Number39",), with_=("Person Number0",), recipients=("a@b.example",)
    )
    assert Matcher([watch]).match(change(participants=many))


# What the register, a role of another report or a speaker's office says of somebody.
COUNTRIES = [
    ("China", {"name": "Xi Jinping", "country": "China"}, True),
    ("China", {"name": "Qin Gang", "roles": ["Chinese foreign minister"]}, True),
    ("China", {"name": "Mao Ning", "behalf": ["the Chinese foreign ministry"]}, True),
    ("China", {"name": "Nicholas Burns", "country": "United States"}, False),
    ("Germany", {"name": "Friedrich Merz", "country": "Germany"}, True),
    ("Germany", {"name": "Friedrich Merz", "country": "germany"}, True),
    ("Germany", {"name": "Foreign Office", "type": "org", "country": "Germany"}, True),
    ("South Korea", {"name": "Kim Jong Un", "country": "North Korea"}, False),
    ("Niger", {"name": "Bola Tinubu", "country": "Nigeria"}, False),
]


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("country, who, meant", COUNTRIES)
def test_a_country_is_meant_by_whoever_acts_for_it(
    country: str, who: dict[str, Any], meant: bool, plain: bool
) -> None:
    participant = Participant.of_row({"role": None, "type": "person"} | who)
    party: Any = country if plain else {"country": country}
    watch = Watch(name="A", who=(party,), recipients=("a@b.example",))
    assert bool(Matcher([watch]).match(change(participants=(participant,)))) is meant
