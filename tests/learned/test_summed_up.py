"""What a lead sums up and the text tells one by one, whom a chief is, and what lies weeks before."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article, MeetingMention

PUBLISHED = date(2025, 3, 12)  # a Wednesday
Told = tuple[set[str], date | None, str | None]

SUMMED_UP: list[tuple[str, list[Told]]] = [
    (
        "Foreign Minister Omar Haddad held talks with Peruvian officials on Monday during a tour of the region.\n\n"
        "In Lima, Haddad met President Rosa Quiroga and then Defence Minister Luis Tapia.",
        [
            ({"Omar Haddad", "Rosa Quiroga"}, date(2025, 3, 10), "Lima"),
            ({"Omar Haddad", "Luis Tapia"}, date(2025, 3, 10), "Lima"),
        ],
    ),
    (
        "The chancellor, Greta Holm, saw Kenyan leaders on Tuesday.\n\nHolm met President James Otieno at "
        "State House and had a separate conversation with Prime Minister Lucy Wambui.",
        [
            ({"Greta Holm", "James Otieno"}, date(2025, 3, 11), "State House"),
            ({"Greta Holm", "Lucy Wambui"}, date(2025, 3, 11), None),
        ],
    ),
    (
        "EU trade chief Marta Sipos met Indian officials in Delhi on Tuesday.\n\nSipos's talks with "
        "Commerce Minister Ravi Nair lasted three hours, her spokesman said.",
        [({"Marta Sipos", "Ravi Nair"}, date(2025, 3, 11), "Delhi")],
    ),
    (
        "The Fijian prime minister met counterparts from Samoa and Tonga for the first time on "
        "Tuesday.\n\nPrime Minister Ratu Vula met Samoan Prime Minister Sina Leota and Tongan premier "
        "Viliami Fifita in separate meetings at the forum in Nadi.",
        [
            ({"Ratu Vula", "Sina Leota"}, date(2025, 3, 11), None),
            ({"Ratu Vula", "Viliami Fifita"}, date(2025, 3, 11), None),
        ],
    ),
    (  # of another country: two meetings
        "Senator Jack Dole met Danish lawmakers on Tuesday. On Wednesday he will meet Kenyan "
        "minister Lucy Wambui.",
        [
            ({"Jack Dole", "Danish lawmakers"}, date(2025, 3, 11), None),
            ({"Jack Dole", "Lucy Wambui"}, date(2025, 3, 12), None),
        ],
    ),
]

CHIEFS = [
    (
        "Rebel leader Kemal Aydin is to see the UN chief in Vienna on Tuesday, after "
        "seeing UN envoy Jens Holt in Nicosia on Monday.\n\nUN Secretary-General Paulo Mendes said he "
        "hoped for progress.",
        {"Kemal Aydin", "Paulo Mendes"},
    ),
    (
        "The NATO chief met Prime Minister Olga Nagy in Budapest on Monday.\n\nNATO envoy Carl Dahl "
        "took part in a seminar. NATO Secretary-General Hans Verbeek said the talks were good.",
        {"Hans Verbeek", "Olga Nagy"},
    ),
]

COUNTERPARTS = [
    (
        "Trade Representative Bob Lind of the United States will speak with his Chinese counterpart next "
        "week.\n\nChinese leader Xu Jing said on Monday that he was hopeful.",
        {"Bob Lind", "Chinese counterpart"},
    ),
    (
        "Finance Minister Ana Costa met her Kenyan counterpart in Lima on Monday.\n\nKenyan President "
        "James Otieno praised the deal.",
        {"Ana Costa", "Kenyan counterpart"},
    ),
    (
        "President Igor Zhuk met his French counterpart in Riga on Monday.\n\nFrench Foreign Minister "
        "Luc Martin was in Rome.",
        {"Igor Zhuk", "French counterpart"},
    ),
    (
        "Premier Ana Lima spoke to her German counterpart on Tuesday.\n\nGerman Chancellor Mia Berg said "
        "it went well.",
        {"Ana Lima", "Mia Berg"},
    ),
    (
        "Secretary of State James Carr met his French counterpart in Riga on Monday.\n\nFrench Foreign "
        "Minister Luc Martin said it went well.",
        {"James Carr", "Luc Martin"},
    ),
]

LONG_BEFORE = [
    (
        "The visit to Warsaw on Thursday comes days after Premier Aline Roux flew to Madrid for talks "
        "with King Alfonso.",
        {"Aline Roux", "King Alfonso"},
        None,
    ),
    (
        "President Lena Aho lands in Oslo on Friday, two months after she held talks with King Sverre "
        "in Bergen.",
        {"Lena Aho", "King Sverre"},
        date(2025, 1, 1),
    ),
]

ANOTHERS_DAY = [
    "President Igor Zhuk will meet Chancellor Mia Berg during his visit.\n\nZhuk will be there "
    "ahead of Monday's vote on the bridge in Tuvana.",
    "Igor Zhuk met Mia Berg in Lima to discuss Tuesday's attack.",
    "Igor Zhuk met Mia Berg in Lima over last week's coup.",
]

OWNERS = [
    (
        "Mr Della Rocca's talks with Premier Pavel Orlov came a day after he met Governor James Carr "
        "in Geneva.\n\nBanker Ugo Della Rocca is trying to save the loan.",
        {"James Carr", "Ugo Della Rocca"},
    ),
    (
        "Minister Samir Fahmy's meeting with the ambassador, Paul Roy, took place after he met Premier "
        "Igor Zhuk.",
        {"Igor Zhuk", "Samir Fahmy"},
    ),
]

ARRIVED = [
    ("Igor Zhuk arrived in Lima on Tuesday to meet Rosa Diaz.", date(2025, 3, 11)),
    ("Igor Zhuk landed in Lima on Monday to hold talks with Rosa Diaz.", date(2025, 3, 10)),
    ("Igor Zhuk travelled to Lima on Sunday for a meeting with Rosa Diaz.", date(2025, 3, 9)),
    ("Igor Zhuk arrived in Lima on Tuesday to meet Rosa Diaz on Thursday.", date(2025, 3, 13)),
    ("Igor Zhuk will arrive in Lima on Tuesday to meet Rosa Diaz.", date(2025, 3, 18)),
    ("Igor Zhuk arrives in Lima on Tuesday to meet Rosa Diaz.", date(2025, 3, 18)),
]

WEEKS = [
    ("in the week of March 24", date(2025, 3, 24)),
    ("in the week of 26 March", date(2025, 3, 24)),
    ("in the week beginning 25 March", date(2025, 3, 25)),
    ("the week starting April 7", date(2025, 4, 7)),
    ("in the week commencing 7 April 2025", date(2025, 4, 7)),
]


def _told(text: str) -> tuple[MeetingMention, ...]:
    return extract(Article("x", text, PUBLISHED)).meetings


def _names(meeting: MeetingMention) -> set[str]:
    return {p.name for p in meeting.participants}


@pytest.mark.parametrize(("text", "wanted"), SUMMED_UP)
def test_a_summary_is_told_once_by_those_whom_it_sums_up(text: str, wanted: list[Told]) -> None:
    told = _told(text)
    assert sorted(sorted(_names(m)) for m in told) == sorted(sorted(w[0]) for w in wanted)
    for names, day, place in wanted:
        meeting = next(m for m in told if _names(m) == names)
        assert (meeting.time.start if meeting.time else None) == day
        if place is not None:
            assert meeting.place is not None
            assert meeting.place.name == place


@pytest.mark.parametrize(("text", "wanted"), CHIEFS)
def test_a_chief_is_no_envoy_of_the_same_body(text: str, wanted: set[str]) -> None:
    assert wanted in [_names(m) for m in _told(text)]


@pytest.mark.parametrize(("text", "wanted"), COUNTERPARTS)
def test_a_counterpart_is_of_the_same_rank(text: str, wanted: set[str]) -> None:
    assert wanted in [_names(m) for m in _told(text)]


@pytest.mark.parametrize(("text", "wanted", "day"), LONG_BEFORE)
def test_what_comes_weeks_after_lends_no_day(text: str, wanted: set[str], day: date | None) -> None:
    (meeting,) = [m for m in _told(text) if _names(m) == wanted]
    assert (meeting.time.start if meeting.time else None) == day


@pytest.mark.parametrize("text", ANOTHERS_DAY)
def test_the_day_of_what_they_speak_of_is_not_theirs(text: str) -> None:
    (meeting,) = _told(text)
    assert _names(meeting) == {"Igor Zhuk", "Mia Berg"}
    assert meeting.time is None


@pytest.mark.parametrize(("text", "wanted"), OWNERS)
def test_whose_meeting_it_is_goes_on_as_he(text: str, wanted: set[str]) -> None:
    assert wanted in [_names(m) for m in _told(text)]


@pytest.mark.parametrize(("text", "day"), ARRIVED)
def test_the_day_of_a_journey_that_was_made_is_past(text: str, day: date) -> None:
    (meeting,) = _told(text)
    assert meeting.time is not None
    assert meeting.time.start == day
    assert meeting.place is not None
    assert meeting.place.name == "Lima"


def test_a_journey_gives_no_place_to_what_was_years_before() -> None:
    told = _told(
        "Governor Ed Marlow arrived in Austin on Tuesday to meet House Speaker Lana Cruz. They met "
        "briefly in 2012 when Cruz ran for the Senate."
    )
    places = {m.time.start.year: m.place for m in told if m.time and m.time.start}
    assert set(places) == {2012, 2025}
    assert places[2012] is None


@pytest.mark.parametrize(("words", "begins"), WEEKS)
def test_a_week_told_by_a_date_is_a_week(words: str, begins: date) -> None:
    (meeting,) = _told(f"President Ivo Dragan will receive Chancellor Mia Berg {words}.")
    assert meeting.time is not None
    assert (meeting.time.start, meeting.time.precision) == (begins, "week")
