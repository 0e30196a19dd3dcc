"""Articles parsed together are read as each is by itself."""

from __future__ import annotations

import pytest
from readout.extraction import article as door
from readout.extraction import extract, parsed_ahead
from readout.model import Article
from readout.sample.stories import NEWSROOM, load_stories
from readout.steps.extracting import facts_of
from readout.text.parsing import text_of


@pytest.fixture(scope="module")
def texts() -> list[str]:
    found = ["\n".join(story.paragraphs) for story in load_stories(NEWSROOM)][:8]
    found.insert(2, "")
    found.insert(
        4,
        "Der Ministerpräsident traf am Montag den Bürgermeister und sprach von Zöllen, "
        "die noch in diesem Jahr fallen sollen, wie er vor der Presse sagte.",
    )
    found.insert(6, "DRENOVA (Quillon) — Mayor Ulla Kj\xe6r met Karim\u200b Nassar &amp; his aide.")
    found.append("“We met,” Ulla Kjaer said. " * 700)
    return found


def test_the_facts_are_the_same(texts: list[str]) -> None:
    docs = list(parsed_ahead(texts))
    assert len(docs) == len(texts)
    assert [docs[n] is None for n in (2, 4, 6, len(texts) - 1)] == [True, True, False, True]
    for text, doc in zip(texts[:-1], docs, strict=False):
        if doc is not None:
            assert text_of(doc) == doc.text
        assert extract(Article("x", text), doc=doc) == extract(Article("x", text))


def test_one_that_cannot_be_parsed_costs_the_others_nothing(
    texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(given: list[str]) -> None:
        raise ValueError("a parser's defect")

    monkeypatch.setattr(door, "parse_articles", fails)
    assert list(parsed_ahead(texts)) == [None] * len(texts)


def test_a_row_is_read_with_its_own_parse(texts: list[str]) -> None:
    rows = [
        {"article_id": f"a{n}", "revision_id": f"r{n}", "body": text}
        for n, text in enumerate(texts[:6])
    ]
    relations, counts = facts_of(rows)
    assert [row["article_id"] for row in relations["extractions"]] == [f"a{n}" for n in range(6)]
    for row in relations["quote_spans"]:
        body = texts[int(row["revision_id"][1:])]
        assert body[row["start_char"] : row["end_char"]] == row["text"]
    assert counts.counts["articles"] == 6
