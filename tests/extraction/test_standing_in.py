"""Who comes for whom, whose leader somebody is, and the days and places that a clause doesn't mean."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article, MeetingMention

PUBLISHED = date(2026, 5, 4)  # a Monday


def read(text: str) -> list[MeetingMention]:
    return list(extract(Article("d", text, published=PUBLISHED, title="")).meetings)


REPLACED = [  # sentence, who comes, for whom
    ("Agriculture Secretary Consuelo Villaseñor will meet Trade Minister Odette Larivée in Ottawa on "
     "Friday in place of Fausto Arizmendi, who has fallen ill.",
     {"Consuelo Villaseñor", "Odette Larivée"}, "Fausto Arizmendi"),
    ("Deputy mayor Olavur Nónstein met ferry director Bárdur Lognberg in Vágur on Monday instead of Mayor "
     "Gudrid Heinesen, who was stuck in Copenhagen.",
     {"Olavur Nónstein", "Bárdur Lognberg"}, "Gudrid Heinesen"),
    ("Interior Minister Teodora Vlah met Bishop Anton Kurz in Graz on Sunday, standing in for Prime "
     "Minister Emil Novotny.",
     {"Teodora Vlah", "Anton Kurz"}, "Emil Novotny"),
    ("Energy Minister Paulo Teles will meet union leader Greta Holm in Porto on Thursday, replacing "
     "Labour Minister Inês Couto.",
     {"Paulo Teles", "Greta Holm"}, "Inês Couto"),
    ("Foreign Minister Ilse Brandt will be represented by her deputy, Jonas Wirth, at Wednesday’s meeting "
     "with Defence Minister Marek Dudek in Gdańsk.",
     {"Jonas Wirth", "Marek Dudek"}, "Ilse Brandt"),
]  # fmt: skip


@pytest.mark.parametrize("text, who, gone", REPLACED)
def test_who_comes_for_whom(text: str, who: set[str], gone: str) -> None:
    (found,) = read(text)
    assert ({p.name for p in found.participants}, found.replaced) == (who, (gone,))


@pytest.mark.parametrize(
    "text",
    [
        "President Ana Ruiz met Tom Berg in Lima on Sunday instead of in Quito.",
        "Tom Berg met Ana Ruiz in Lima on Sunday to talk about replacing the old ferry.",
        "Ana Ruiz, who took office in January, will meet Tom Berg in Lima on Friday.",
    ],
)
def test_nobody_comes_for_another(text: str) -> None:
    (found,) = read(text)
    assert {p.name for p in found.participants} == {"Ana Ruiz", "Tom Berg"}
    assert found.replaced == ()


@pytest.mark.parametrize(
    "text, name",
    [
        ("A sandstorm has delayed Wednesday’s meeting between Prime Minister Bold Ganbaatar and miners’ "
         "leader Oyuunchimeg Dorj.", "Oyuunchimeg Dorj"),
        ("The Vienna meeting of museum director Perpetua Swann and the heirs’ lawyer Avigdor Kestenbaum was "
         "rescheduled from Wednesday to Thursday.", "Avigdor Kestenbaum"),
        ("Mayor Gudrid Heinesen will meet the farmers’ spokeswoman, Ruth Ambler, in Vágur on Friday.",
         "Ruth Ambler"),
        ("Talks between Governor Rosa Meira and the nurses’ negotiator Dele Okoro will be held in Recife on "
         "Friday.", "Dele Okoro"),
    ],
)  # fmt: skip
def test_a_group_that_owns_its_leader_is_no_party(text: str, name: str) -> None:
    (found,) = read(text)
    assert name in {p.name for p in found.participants}
    assert len(found.participants) == 2
    assert all(p.type == "person" for p in found.participants)


@pytest.mark.parametrize(
    "text, start",
    [
        ("Ana Ruiz may meet Tom Berg in Lima before the weekend, newspapers said.", None),
        ("Ana Ruiz will meet Tom Berg in Lima at the weekend.", date(2026, 5, 9)),
        ("Ana Ruiz will meet Tom Berg in Lima on Wednesday, a year after the two walked out of talks.",
         date(2026, 5, 6)),
        ("Striker Tom Berg has no plans to meet club owner Ana Ruiz in Lima on Friday, his agent said.",
         date(2026, 5, 8)),
        ("Ana Ruiz does not intend to meet Tom Berg in Lima on Friday.", date(2026, 5, 8)),
    ],
)  # fmt: skip
def test_the_day_that_is_meant(text: str, start: date | None) -> None:
    found = read(text)[0]
    assert (found.time.start if found.time else None) == start


def test_whose_request_it_was_is_no_place_and_the_desk_is_none_of_a_moved_meeting() -> None:
    put_off = read(
        "VIENNA (Wire) - Wednesday’s meeting between Iranian envoy Babak Shirazi and British envoy "
        "Octavia Pemberton has been postponed at Iran’s request."
    )
    moved = read(
        "MAPUTO (Wire) - The meeting of Ministers Anabela Macamo and Lungile Dube, planned for "
        "Wednesday, will take place on Friday, 8 May, officials said."
    )
    assert [m.place for m in (*put_off, *moved)] == [None, None]


def test_a_first_appointment_that_was_washed_out_is_no_meeting_of_its_own() -> None:
    (found,) = read(
        "Bishops Immanuel Haufiku and Gudrun Overdiek will meet in Windhoek on Tuesday, 12 May, "
        "after their first appointment was washed out."
    )
    assert (found.status, found.change) == ("scheduled", "moved")


def test_a_video_link_that_was_offered_and_declined_makes_no_video_talks() -> None:
    found = read(
        "Talks between Fisheries Minister Ana Ruiz and Mayor Tom Berg, which were to have been held "
        "in Kirkwall today, have been postponed. The council offered to hold the discussion by "
        "video link, but the minister’s office declined."
    )
    assert {m.format for m in found} == {"in_person"}
