"""Whoever met is told, all of them and nobody else: lists of offices and names, two meetings of one
sentence, meetings of others beside it; and a sample of `bench.parties`, a floor for each part."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article

from bench.parties import cases, fault, read, unasked

DAY = date(2024, 5, 15)

LISTS: list[tuple[str, list[str]]] = [
    (
        "Prime Minister Karim Abdul-Rahman, 77, offered to resign.\n\nThe premier hosted the "
        "president, Salih Barzinji, and Parliament Speaker Mohammed al-Dulaimi on Sunday at his "
        "office.",
        ["Karim Abdul-Rahman", "Salih Barzinji", "Mohammed al-Dulaimi"],
    ),
    (
        "Prime Minister Fumihiko Kishimoto said so.\n\nKishimoto met his predecessor as party "
        "president, Taro Asahara, and the party's secretary-general, Toshio Motoki, on Wednesday.",
        ["Fumihiko Kishimoto", "Taro Asahara", "Toshio Motoki"],
    ),
    (
        "Foreign Minister Rosa Salcedo met the president, Hayk Vardanyan, Interior Minister Lena "
        "Brandt and the head of the nurses' union, Chinedu Adeyinka, on Sunday.",
        ["Rosa Salcedo", "Hayk Vardanyan", "Lena Brandt", "Chinedu Adeyinka"],
    ),
    (
        "Chancellor Otto Brandl received the mayor, Ines Soto, and the city's treasurer, Jan Kos, "
        "at the palace on Monday.",
        ["Otto Brandl", "Ines Soto", "Jan Kos"],
    ),
    (
        "Governor Tim Ralston sat down with the bishop, Tadeusz Wolny, and Mayor Eve Stanton on "
        "Tuesday.",
        ["Tim Ralston", "Tadeusz Wolny", "Eve Stanton"],
    ),
    (
        "Mayor Eve Stanton met the governor, Tim Ralston, on Monday, and the bishop, Tadeusz Wolny, "
        "said so.",
        ["Eve Stanton", "Tim Ralston"],
    ),
    (
        "Energy Minister Kofi Adjei and Foreign Minister Ama Boateng met Attorney General João da "
        "Cunha on Thursday.",
        ["Kofi Adjei", "Ama Boateng", "João da Cunha"],
    ),
    (
        "Finance Minister Joost de Vries won a second term in March. The finance minister had met "
        "the miners' union and the shipowners' association in Arequipa last month.",
        ["Joost de Vries", "miners", "shipowners"],
    ),
    (
        "Health Minister Toshio Asahara offered to resign.\n\nHe sat down with President Sutomo, "
        "Governor Declan Mac Giolla and Speaker Ewa Sikora on Sunday.",
        ["Toshio Asahara", "Sutomo", "Declan Mac Giolla", "Ewa Sikora"],
    ),
    (
        "Governor Tim Ralston met Mayor Eve Stanton and Bishop Salih Abdul-Rahman on Tuesday.",
        ["Tim Ralston", "Eve Stanton", "Salih Abdul-Rahman"],
    ),
    (
        "Finance Minister Karim Barzinji, 45, went to Nagoya on Tuesday for talks with President "
        "Ewa Sikora and Energy Minister Achieng Kiplagat.",
        ["Karim Barzinji", "Ewa Sikora", "Achieng Kiplagat"],
    ),
    (
        "A delegation led by Foreign Minister Osman Abdelrahim went to Antwerp on Sunday for talks "
        "with Governor Kipchumba Mwangi and Speaker Zainab Nasser.",
        ["Osman Abdelrahim", "Kipchumba Mwangi", "Zainab Nasser"],
    ),
    (
        "A delegation led by Prime Minister Wanjiku Kiplagat hosted Luiza Prates, the party's chair, "
        "and Idris Khalafalla, its treasurer, on Monday at their office.",
        ["Wanjiku Kiplagat", "Luiza Prates", "Idris Khalafalla"],
    ),
    ("Talks between Ilse Kron and Musa Kande took place on Monday.", ["Ilse Kron", "Musa Kande"]),
    ("President Meera Iyer will meet officials from Indonesia on Thursday.", ["Iyer", "Indonesia"]),
]
"""All of a list, and the subject with it."""

TWO: list[tuple[str, list[list[str]]]] = [
    (
        "Prime Minister Ewa Sikora dined with Belgium's foreign minister, Pieter van der Meer, who "
        "received Attorney General Haruka Asahara separately.",
        [["Ewa Sikora", "Pieter van der Meer"], ["Pieter van der Meer", "Haruka Asahara"]],
    ),
    (
        "Energy Minister Kofi Adjei met with the miners' union in Bonn on Monday before he sat down "
        "with Belgium's finance minister, Joost Hofstra.",
        [["Kofi Adjei", "miners"], ["Kofi Adjei", "Joost Hofstra"]],
    ),
    (
        "Energy Minister Kofi Adjei met with officials from Kenya before he sat down with Belgium's "
        "finance minister, Joost Hofstra.",
        [["Kofi Adjei", "Kenya"], ["Kofi Adjei", "Joost Hofstra"]],
    ),
    (
        "Teuea Natoka, the president, saw Britain's energy secretary, Harriet Whitcombe, on Tuesday "
        "before he sat down with China's envoy, Xie Guangming.\n\nBrazil's environment minister, "
        "Hélio Marçal, who chairs the talks, spoke of progress.",
        [["Teuea Natoka", "Harriet Whitcombe"], ["Teuea Natoka", "Xie Guangming"]],
    ),
]
"""Each word of a sentence has its own company."""


def _told(text: str) -> list[list[str]]:
    return [[p.name for p in m.participants] for m in extract(Article("t", text, DAY)).meetings]


def _is(names: list[str], wanted: list[str]) -> bool:
    every = all(any(word in name for name in names) for word in wanted)
    return every and all(any(word in name for word in wanted) for name in names)


@pytest.mark.parametrize(("text", "wanted"), LISTS)
def test_the_whole_company(text: str, wanted: list[str]) -> None:
    told = _told(text)
    assert len(told) == 1, told
    assert _is(told[0], wanted), told


@pytest.mark.parametrize(("text", "wanted"), TWO)
def test_two_words_two_companies(text: str, wanted: list[list[str]]) -> None:
    told = _told(text)
    assert len(told) == len(wanted), told
    assert all(any(_is(names, one) for names in told) for one in wanted), told


SAMPLE, SEED, OFTEN = 420, 11, 12


@pytest.fixture(scope="module")
def counted() -> dict[str, Counter[tuple[str, str]]]:
    """How many of the sample hold each part, and how many of them are told exactly."""
    found: dict[str, Counter[tuple[str, str]]] = {"all": Counter(), "right": Counter()}
    for case, told in read(cases(SAMPLE, SEED)):
        for level in [*case.levels.items(), ("whole", "sample")]:
            found["all"][level] += 1
            found["right"][level] += not fault(told, case)
        found["all"]["others", "of them"] += len(case.others)
        found["all"]["others", "unasked"] += unasked(told, case)
    return found


def _share(counted: dict[str, Counter[tuple[str, str]]], level: tuple[str, str]) -> float:
    return counted["right"][level] / counted["all"][level]


FLOOR = 0.8
"""Of each part that the sample has a dozen times, how many are told exactly. Before lists were read
on the page and two words of a sentence told apart, 17 of 68 parts lay below it."""

LOWER = {("object", "three mixed"): 0.7}
"""Where an office and a name, a title and a name, and the head of a body are listed."""


def test_each_part_is_told(counted: dict[str, Counter[tuple[str, str]]]) -> None:
    levels = [level for level in counted["all"] if level[0] not in {"whole", "others"}]
    low = {
        level: round(_share(counted, level), 2)
        for level in levels
        if counted["all"][level] >= OFTEN and _share(counted, level) < LOWER.get(level, FLOOR)
    }
    assert not low, low


def test_the_sample_is_told(counted: dict[str, Counter[tuple[str, str]]]) -> None:
    assert _share(counted, ("whole", "sample")) >= 0.93  # .84 before


def test_few_companies_are_told_that_nobody_tells(
    counted: dict[str, Counter[tuple[str, str]]],
) -> None:
    assert counted["all"]["others", "unasked"] <= 30  # 87 before
