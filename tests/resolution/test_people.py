"""Whom a name means."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from readout.resolution.edits import Edit, read_edits
from readout.resolution.gazetteer import load_gazetteer
from readout.resolution.people import Claim, Party, company_key, partner_key, resolve_parties

GAZETTEER = load_gazetteer()
JUNE_2023 = date(2023, 6, 19)
# (name, role, type, article, with whom): one claim; the others of its line are its company.
Stated = tuple[str, str | None, str, str, tuple[str, ...]]


def said(
    name: str,
    role: str | None = None,
    article: str = "a",
    company: tuple[str, ...] = (),
    type_: str = "person",
) -> Stated:
    return (name, role, type_, article, company)


def resolved(*claims: Stated, day: date = JUNE_2023, edits: tuple[Edit, ...] = ()) -> list[Party]:
    made = [
        Claim(
            f"m{i}/0",
            article,
            name,
            role,
            type_,  # type: ignore[arg-type]
            day,
            frozenset(partner_key(c, "person", GAZETTEER) for c in company),
            frozenset(company_key(c, "person", GAZETTEER) for c in company),
        )
        for i, (name, role, type_, article, company) in enumerate(claims)
    ]
    found = resolve_parties(made, GAZETTEER, read_edits(edits)[0])
    return [found[c.claim_id] for c in made]


ONE = {
    "Xi in every dress": ["Xi", "Xi Jinping", "Mr Xi", "Mr. Xi", "President Xi", "President Xi Jinping"],
    "Biden, Joe": ["Joe Biden", "Joseph R. Biden, Jr.", "President Biden", "Mr Biden", "President Joe Biden"],
    "initials and nicknames": ["Antony Blinken", "Antony J. Blinken", "Tony Blinken", "Secretary Blinken"],
    "accents": ["Recep Tayyip Erdoğan", "Recep Erdogan", "Erdoğan", "President Erdogan"],
    "spellings": ["Volodymyr Zelenskyy", "Volodymyr Zelensky", "Zelenskyy", "President Zelenskyy"],
    "hyphens": ["Park Geun-hye", "Park Geun Hye"],
    "family name last or first": ["Fumio Kishida", "Kishida Fumio", "Prime Minister Kishida"],
    "one name": ["Lula", "Luiz Inácio Lula da Silva", "President Lula", "Lula da Silva"],
    "kings": ["King Abdullah II", "King Abdullah", "Abdullah II"],
    "possessive": ["Angela Merkel", "Angela Merkel’s", "Merkel’s"],
    "particles": ["Bashar al-Assad", "Bashar Assad", "President Assad"],
    "offices before the name": [
        "Qin Gang",
        "Chinese Foreign Minister Qin Gang",
        "State Councilor and Foreign Minister Qin Gang",
    ],
    "secretaries": [
        "Antony Blinken",
        "US Secretary of State Antony Blinken",
        "Secretary of State Blinken",
    ],
    "not in the seeds": ["Marjun Dalsgaard", "Minister Marjun Dalsgaard", "Ms Marjun Dalsgaard"],
}  # fmt: skip


@pytest.mark.parametrize("names", ONE.values(), ids=ONE.keys())
def test_one_person(names: list[str]) -> None:
    day = date(2014, 6, 1) if names[0].startswith("Park") else JUNE_2023
    parties = resolved(*(said(n, article=f"a{i}") for i, n in enumerate(names)), day=day)
    assert [(p.party_id, p.firm) for p in parties] == [(parties[0].party_id, True)] * len(names)


TWO = {
    "husband and wife": [said("Joe Biden"), said("Jill Biden")],
    "husband and wife, bare": [said("Mr Biden"), said("Dr Jill Biden"), said("Hunter Biden")],
    "father and son": [said("Donald Trump"), said("Donald Trump Jr.")],
    "two Kerrys": [
        said("John Kerry", "US climate envoy", "a", ("Xie Zhenhua",)),
        said("John Kerry", "hurling coach", "b", ("Pat Duffy",)),
    ],
    "two ministers of one name": [
        said("Ana Lima", "Portuguese trade minister", "a", ("Jo Berg",)),
        said("Ana Lima", "Brazilian health minister", "b", ("Rui Paz",)),
    ],
    "middle initials": [
        said("George W. Halas", None, "a", ("Jo Berg",)),
        said("George H. Halas", None, "b", ("Rui Paz",)),
    ],
    "Park and Park": [said("Park Geun-hye"), said("Park Jin")],
    "a man and a woman": [said("Mr Alex Moreau", None, "a"), said("Ms Alex Moreau", None, "b")],
}


@pytest.mark.parametrize("claims", TWO.values(), ids=TWO.keys())
def test_several_persons(claims: list[Stated]) -> None:
    parties = resolved(*claims)
    assert all(a.party_id != b.party_id for a, b in pairwise(parties))


def test_namesakes_go_by_the_company_they_keep() -> None:
    minister, singer, plain, nobody = resolved(
        said("Ana Lima", "fisheries minister", "a", ("Jo Berg",)),
        said("Ana Lima", "singer", "b", ("Tom Oduya",)),
        said("Ana Lima", None, "c", ("Jo Berg",)),
        said("Ana Lima", None, "d", ("Rut Halas",)),
    )
    assert plain.party_id == minister.party_id != singer.party_id
    assert not nobody.firm
    assert set(nobody.candidates) == {minister.party_id, singer.party_id}


def test_somebody_who_changes_walks_is_known_by_his_company() -> None:
    coach, minister = resolved(
        said("Pal Horvat", "coach", "a", ("Jo Berg", "Rut Halas")),
        said("Pal Horvat", "sports minister", "b", ("Jo Berg",)),
    )
    assert coach.party_id == minister.party_id


DOUBTFUL = {
    "a common family name": said("Wang"),
    "nobody known": said("Dalsgaard"),
    "an empty name": said(""),
    "a common word": said("president"),
    "a number": said("19"),
}


@pytest.mark.parametrize("claim", DOUBTFUL.values(), ids=DOUBTFUL.keys())
def test_a_doubtful_name_stays_alone_in_its_article(claim: Stated) -> None:
    here, there = resolved(claim, (claim[0], claim[1], claim[2], "b", ()))
    assert not here.firm
    assert here.party_id != there.party_id


def test_a_bare_name_means_whom_its_article_names_in_full() -> None:
    full, bare = resolved(said("Marjun Dalsgaard"), said("Dalsgaard"))
    assert bare.party_id == full.party_id
    assert bare.how == "same article"


def test_a_bare_name_may_be_known_by_its_company() -> None:
    full, bare, other = resolved(
        said("Marjun Dalsgaard", None, "a", ("Alasdair Rendall",)),
        said("Dalsgaard", None, "b", ("Alasdair Rendall",)),
        said("Dalsgaard", None, "c", ("Xi Jinping",)),
    )
    assert bare.party_id == full.party_id
    assert not other.firm


def test_a_family_name_that_two_of_the_article_bear_decides_nothing() -> None:
    *_, bare = resolved(said("Joe Biden"), said("Jill Biden"), said("Biden"))
    assert not bare.firm
    assert len(bare.candidates) == 2


def test_an_office_ends() -> None:
    (then,) = resolved(said("Prime Minister Johnson"), day=date(2020, 9, 3))
    (later,) = resolved(said("Prime Minister Johnson"), day=date(2024, 9, 3))
    assert (then.name, then.firm) == ("Boris Johnson", True)
    assert not later.firm


BODIES = {
    "United Kingdom": ["UK", "U.K.", "Britain", "Downing Street", "the British government", "London"],
    "Russia": ["Kremlin", "the Kremlin", "Moscow", "Russian side", "Russian Federation"],
    "China": ["Beijing", "Chinese delegation", "PRC"],
    "United States": ["US", "U.S.", "White House", "the State Department", "Washington"],
    "NATO": ["Nato", "North Atlantic Treaty Organization", "NATO leaders"],
    "UN Security Council": ["Security Council", "U.N. Security Council"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "told"), BODIES.items(), ids=BODIES.keys())
def test_words_that_stand_for_a_country_or_body(name: str, told: list[str]) -> None:
    parties = resolved(*(said(t, type_="org") for t in told))
    assert {p.name for p in parties} == {name}


def test_groups_by_kind_only_are_generic() -> None:
    parties = resolved(said("business executives", type_="group"), said("aides", type_="org"))
    assert all(p.generic for p in parties)


def test_a_kremlin_that_was_taken_for_a_person_is_russia() -> None:
    (party,) = resolved(said("Kremlin"))
    assert (party.name, party.type) == ("Russia", "country")


def test_a_person_of_the_seeds_that_was_taken_for_a_body() -> None:
    (party,) = resolved(said("Antony Blinken", type_="org"))
    assert (party.name, party.type) == ("Antony Blinken", "person")


def test_names_that_hold_a_title_are_names() -> None:
    king, jr = resolved(said("Stephen King"), said("Martin Luther King Jr."))
    assert king.firm
    assert jr.firm
    assert king.party_id != jr.party_id


def test_a_title_makes_a_name_of_one_word() -> None:
    one, other = resolved(said("Kgosi Letsatsi", None, "a"), said("Kgosi Letsatsi", None, "b"))
    assert one.firm
    assert one.party_id == other.party_id


# -- decisions by hand


def test_hand_made_merge_alias_split_rename() -> None:
    full, other = resolved(said("Marjun Dalsgaard"), said("M. Dalsgard", article="b"))
    merged = resolved(
        said("Marjun Dalsgaard"),
        said("M. Dalsgard", article="b"),
        edits=(
            Edit("merge", other.party_id, full.party_id),
            Edit("rename", full.party_id, "Marjun í Dali"),
        ),
    )
    assert {(p.party_id, p.name) for p in merged} == {(full.party_id, "Marjun í Dali")}
    again = resolved(
        said("Marjun Dalsgaard"),
        said("M. Dalsgard", article="b"),
        edits=(
            Edit("merge", other.party_id, full.party_id),
            Edit("split", full.party_id, "M. Dalsgard"),
        ),
    )
    assert again[0].party_id != again[1].party_id
    (aliased,) = resolved(said("the Iron Lady"), edits=(Edit("alias", full.party_id, "Iron Lady"),))
    assert aliased.party_id != full.party_id  # "the" is a part of how it is spelled
    (aliased,) = resolved(said("Iron Lady"), edits=(Edit("alias", full.party_id, "iron lady"),))
    assert aliased.party_id == full.party_id


def test_the_last_decision_can_be_taken_back() -> None:
    made = [Edit("merge", "a", "b"), Edit("rename", "b", "Bee"), Edit("undo", "b", "")]
    edits, problems = read_edits(made)
    assert (edits.final("a"), edits.names, problems) == ("b", {}, [])
    edits, problems = read_edits([*made, Edit("undo", "b", ""), Edit("undo", "b", "")])
    assert edits.final("a") == "a"
    assert problems == ["undo b: nothing was decided about it"]


def test_merges_that_contradict_each_other_end_and_are_told() -> None:
    edits, problems = read_edits(
        [Edit("merge", "a", "b"), Edit("merge", "b", "c"), Edit("merge", "c", "a"), Edit("merge", "d", "d")]
    )  # fmt: skip
    assert edits.final("c") == edits.final("a")
    assert len(problems) == 2
    assert "taken back" in problems[0]
    assert "left out" in problems[1]


OFFICES = [  # what one article says, name and role in another, whether it is the same person
    ("mayor of Rosario", "Ulises Barrenechea", "Rosario mayor", True),
    ("mayor of Rosario", "Ulises Barrenechea", "Mayor", True),
    ("mayor of Rosario", "Juan Etcheverry", "mayor of Paraná", False),
    ("Danish environment minister", "Thorkild Ravn", "Danish Environment Minister", True),
    (
        "Danish environment minister",
        "Thorkild Ravn",
        "Minister of the Environment of Denmark",
        True,
    ),
    ("Danish environment minister", "Inkeri Salo", "Finnish environment minister", False),
    ("Danish environment minister", "Bodil Krag", "Danish finance minister", False),
    ("chief executive of Velamar", "Rosalind Achterberg", "chief executive of Velamar", True),
    ("harbour master of Tórshavn", "Jógvan Dam", "Tórshavn harbour master", True),
    ("Zambian counterpart", "Chileshe Mutondo", "Foreign Minister of Zambia", True),
    ("Zambian counterpart", "Farai Moyo", "Foreign Minister of Zimbabwe", False),
    ("mayor of Rosario", "Ulises Barrenechea", "deputy mayor of Rosario", False),
    ("president of the region of Sicily", "Gaspare Cuffaro", "regional president", True),
    ("president of the region of Sicily", "Gaspare Cuffaro", "president of Sicily", True),
    ("president of the region of Sicily", "Aldo Bianchi", "provincial president", False),
    ("grand mufti of Lebanon", "Rafic Itani", "Lebanon’s grand mufti", True),
    ("grand mufti of Lebanon", "Samir Halabi", "Syria’s grand mufti", False),
]


@pytest.mark.parametrize("office, name, role, same", OFFICES)
def test_an_office_is_who_bears_it_in_the_same_company(
    office: str, name: str, role: str, same: bool
) -> None:
    company = ("Nélida Quintrel",)
    described, named = resolved(
        said(office, None, "a", company, "group"), said(name, role, "b", company)
    )
    assert (described.party_id == named.party_id) is same
    assert named.name == name


def test_an_office_that_two_in_that_company_may_bear_is_nobody() -> None:
    company = ("Nélida Quintrel",)
    described, one, other = resolved(
        said("mayor of Rosario", None, "a", company, "group"),
        said("Ulises Barrenechea", "Mayor", "b", company),
        said("Ramona Sosa", "Mayor", "c", company),
    )
    assert described.generic
    assert described.party_id not in {one.party_id, other.party_id}


def test_an_office_said_in_other_company_is_not_explained() -> None:
    described, named = resolved(
        said("mayor of Rosario", None, "a", ("Nélida Quintrel",), "group"),
        said("Ulises Barrenechea", "mayor of Rosario", "b", ("Otto Kranz",)),
    )
    assert described.party_id != named.party_id


SPELLINGS = [
    ("Antony Prendergast", "Anthony Prendergast", True),
    ("Oleksandr Havrylenko", "Olexander Havrylenko", True),
    ("Mohammed Al-Qirbawi", "Mohamed al-Qirbawi", True),
    ("Jürgen Mühlhäuser", "Juergen Muehlhaeuser", True),
    ("Serhiy Dovhanenko", "Sergii Dovhanenko", True),
    ("Abdelrahman El-Sayed", "Abdel Rahman Elsayed", True),
    ("Yulia Berezhko", "Iuliia Berezhko", True),
    ("Kristina Berg", "Christina Berg", True),
    ("Maria Garcia", "Mario Garcia", False),
    ("Jan Novak", "Jana Novak", False),
    ("Jens Hansen", "Jonas Hansen", False),
    ("Peter Berg", "Petra Berg", False),
    ("Tom Baker", "Tim Baker", False),
]


@pytest.mark.parametrize("one, other, same", SPELLINGS)
def test_two_spellings_in_one_company_are_one_person(one: str, other: str, same: bool) -> None:
    first, second = resolved(
        said(one, None, "a", ("Renske Tadema",)), said(other, None, "b", ("Renske Tadema",))
    )
    assert (first.party_id == second.party_id) is same


def test_two_spellings_in_other_company_stay_two() -> None:
    first, second = resolved(
        said("Oleksandr Havrylenko", None, "a", ("Renske Tadema",)),
        said("Olexander Havrylenko", None, "b", ("Otto Kranz",)),
    )
    assert first.party_id != second.party_id


def test_a_person_of_the_seeds_is_known_in_another_spelling() -> None:
    spelled, stranger = resolved(
        said("Serguei Lavrow", "Russian foreign minister", "a", ("Otto Kranz",)),
        said("Serguei Lavrow", "Russian goalkeeper", "b", ("Renske Tadema",)),
    )
    assert spelled.how == "seed"
    assert stranger.how != "seed"


def test_two_surnames_explain_each_other() -> None:
    full, bare = resolved(
        said("Philippa Thornbury", None, "a", ("Hasan Mujezinović",)),
        said("Thornbury", None, "b", ("Mujezinović",)),
    )
    assert bare.party_id == full.party_id
