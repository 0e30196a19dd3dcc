"""Every article of the corpus is read, and no validator objects to any."""

from __future__ import annotations

from pathlib import Path

import pytest
from readout.evaluation.corpus import faults, read_article, read_corpus
from readout.evaluation.markup import GoldError

CORPUS = Path(__file__).parents[2] / "seeds" / "corpus"
HEAD = "genre: wire\nregion: gulf\noutlet: O\npublished: 2024-05-12\ntitle: T\n---\n"
BODY = (
    "Abena Osei {m1 met} Ilir Kodra {d1 on Saturday} in {l1 Lusaka}.\n{s1 She} {q1 said} {c1 no}.\n"
)
ANSWERS = "---\nm1: Abena Osei + Ilir Kodra | held | 2024-05-11 | at=Lusaka\nq1: Abena Osei\n"


def test_the_corpus_is_large_and_varied() -> None:
    articles = read_corpus(CORPUS)
    assert len(articles) >= 600
    assert len({a.item.id for a in articles}) == len(articles)
    bare = sum(all(m.optional for m in a.item.meetings) for a in articles)
    assert 0.25 <= bare / len(articles) <= 0.45
    assert len({a.genre for a in articles}) >= 25
    assert len({a.region for a in articles}) >= 20
    objections = [f"{a.item.id}: {f}" for a in articles for f in faults(a)]
    assert objections == []


def test_an_article_is_read_with_spans_of_its_text() -> None:
    article = read_article(HEAD + BODY + ANSWERS, hand="h", name="a")
    text = article.item.text
    assert [text[slice(*s)] for s in article.triggers[0]] == ["met"]
    assert [text[slice(*s)] for s in article.days[0]] == ["on Saturday"]
    assert text[slice(*article.item.quotes[0].content[0])] == "no"
    assert list(faults(article)) == []


@pytest.mark.parametrize(
    "body, answers, told",
    [
        (BODY.replace("{m1 met}", "met"), ANSWERS, "differ"),
        (BODY.replace("{m1 met}", "{m1 met"), ANSWERS, "not closed"),
        (BODY, ANSWERS.replace("q1", "q2"), "differ"),
        (BODY, ANSWERS + "x: y\n", "isn't mN"),
        (BODY, ANSWERS.replace("held", "holden"), "status"),
    ],
)
def test_what_does_not_fit_is_told(body: str, answers: str, told: str) -> None:
    with pytest.raises(GoldError, match=told):
        read_article(HEAD + body + answers, hand="h", name="a")


@pytest.mark.parametrize(
    "change, told",
    [
        (("2024-05-11", "2024-05-10"), "a Friday"),
        (("Ilir Kodra |", "Ilir Kodro |"), "does not stand in the text"),
        (("at=Lusaka", "at=Kitwe"), "place"),
    ],
)
def test_a_validator_objects(change: tuple[str, str], told: str) -> None:
    article = read_article(HEAD + BODY + ANSWERS.replace(*change), hand="h", name="a")
    assert any(told in fault for fault in faults(article))


@pytest.mark.parametrize(
    "told", ["Acme Bank (org)=Acme", "Acme Bank=Acme (org)", "Acme Bank=Acme (org)?"]
)
def test_a_partys_kind_may_stand_behind_either_of_its_names(told: str) -> None:
    body = "Abena Osei {m1 met} Acme Bank {d1 on Saturday}. Acme was glad.\n"
    answers = f"---\nm1: Abena Osei + {told} | held | 2024-05-11\n"
    party = read_article(HEAD + body + answers, hand="h", name="a").item.meetings[0].participants[1]
    assert (party.name, party.type, party.also) == ("Acme Bank", "org", ("Acme",))
    assert party.optional == told.endswith("?")
