"""One person has one name in an article, however he is called later, and whatever office, title or
seat stands around his name. The names and countries are made up; each kind stands for many."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article

KELLER, HOLM = "Anton Keller", "Erika Holm"


def _named(text: str) -> tuple[list[set[str]], set[str]]:
    """The parties of each meeting, and the speakers."""
    told = extract(Article("names", text, date(2024, 3, 6)))
    parties = [{p.name for p in m.participants} for m in told.meetings]
    return parties, {q.speaker_name for q in told.quotes if q.speaker_name}


@pytest.mark.parametrize(
    "later",
    [
        "{} met Prime Minister Anton Keller in Vienna on Tuesday.",
        "Prime Minister Anton Keller received {} in Vienna on Tuesday.",
        "Prime Minister Anton Keller received {} on Tuesday, and “we agreed on much”, {} told reporters.",
        "“We agreed,” {} said after talks with Prime Minister Anton Keller in Vienna on Tuesday.",
    ],
)
@pytest.mark.parametrize(
    ("full", "called"),
    [
        ("Prince Faisal bin Turki", "Prince Faisal"),
        ("Sheikh Khaled bin Nasser Al Thuwaini", "Sheikh Khaled"),
        ("Oluwaseun Adeyemi-Bello", "Adeyemi-Bello"),
        ("Abdul Karim al-Obaidi", "al-Obaidi"),
        ("Jean Le Goff", "Le Goff"),
        ("Youssef El Khoury", "El Khoury"),
        ("Marieke van Oosten", "Minister van Oosten"),
        ("Ludovic van den Berg", "Minister van den Berg"),
        ("Kees ter Horst", "Minister ter Horst"),
        ("Rui dos Santos", "Minister dos Santos"),
    ],
)
def test_called_later_as_papers_do(full: str, called: str, later: str) -> None:
    again = later.replace("{}", called)
    again = again[0].upper() + again[1:]
    text = f"Corvanian Energy Minister {full} said on Monday that work would go on.\n\n{again}"
    parties, speakers = _named(text)
    name = full.removeprefix("Prince ").removeprefix("Sheikh ")
    assert parties == [{name, KELLER}]
    assert speakers == {name}


def test_a_title_is_no_proof_of_whom_a_given_name_means() -> None:
    text = (
        "Prince William visited a school on Monday.\n\nFormer minister William Hewes said the school "
        "was poor.\n\nPrince William met Prime Minister Anton Keller in Vienna on Tuesday."
    )
    assert _named(text)[0] == [{"Prince William", KELLER}]


@pytest.mark.parametrize("name", ["Fahad bin Jassim Al-Kuwari", "Susan Whitlock", "Park Sung-ho"])
@pytest.mark.parametrize(
    "office",
    [
        "Qatari Prime Minister and Foreign Minister {}",
        "Qatari Prime Minister and Foreign Minister Sheikh {}",
        "President and CEO {}",
        "Qatari Treasurer {}",
        "Minister for Roads {}",
        "Qatar's Minister for Water, Forestry and Land Affairs, {},",
        "Archbishop {} of Torvik",
        "Hon. {}",
        "City Clerk {}",
        "Councillor {}",
        "Mme {}",
    ],
)
def test_whatever_office_stands_before_the_name(office: str, name: str) -> None:
    who = office.format(name)
    text = f"Corvanian President Anton Keller held talks on Tuesday with {who} and Finance Minister Erika Holm."
    assert _named(text)[0] == [{KELLER, name, HOLM}]


def test_two_with_an_article_are_two() -> None:
    text = "Corvanian President Anton Keller met the chancellor and Foreign Minister Susan Whitlock in Oslo on Tuesday."
    parties = _named(text)[0][0]
    assert {KELLER, "Susan Whitlock"} < parties


@pytest.mark.parametrize("name", ["Tiaan Mokoena", "Susan Whitlock"])
@pytest.mark.parametrize(
    "title",
    [
        *("Sardar", "Chaudhary", "Maulvi", "Begum", "Advocate", "Adv.", "SSP", "MLC", "TD"),
        *("Obong", "Ardo", "Igwe", "Rwot", "Otunba", "Induna", "Mwalimu"),
        *("Temenggong", "Tengku", "Puan", "Pak", "Khun", "Samdech", "Ratu"),
        *("Lic.", "Padre", "Maître", "Abbé", "Signora", "Freiherr", "Pani", "Hegumen", "Yokozuna"),
        *("Co-chair", "Revd", "Fr.", "Commandant"),
    ],
)
def test_titles_of_the_world(title: str, name: str) -> None:
    for text in (
        f"Corvanian President Anton Keller met {title} {name} in Vienna on Tuesday.",
        f"{title} {name} met Corvanian President Anton Keller in Vienna on Tuesday.",
    ):
        assert _named(text)[0] == [{KELLER, name}]


@pytest.mark.parametrize("name", ["Annabel Thrale", "Aldous Finch", "Rosauro Magtibay"])
@pytest.mark.parametrize(
    "told",
    [
        "Opening for the Crown on Monday, {} QC said the man was guilty.",
        "On 12 June {}, the chief whip, warned that the plan was weak.",
        "Lead counsel Tan Sri {} suggested that the plan was weak.",
    ],
)
def test_letters_dates_and_titles_of_two_words(told: str, name: str) -> None:
    assert _named("The plan was shown last week.\n\n" + told.format(name))[1] == {name}


def test_a_portfolio_is_no_given_name() -> None:
    text = "Minister of Agriculture Erskine Griffith-Payne said the plan was weak."
    assert _named(text)[1] == {"Erskine Griffith-Payne"}
