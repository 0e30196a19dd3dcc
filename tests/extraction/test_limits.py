"""One bad token costs a sentence at most, one long page only itself."""

from __future__ import annotations

import time
from datetime import date

import pytest
from readout.config import Settings
from readout.extraction import article as door
from readout.extraction import extract
from readout.extraction.document import Document
from readout.model import Article, Extraction
from readout.steps.extracting import facts_of
from spacy.tokens import Doc

DAY = date(2024, 3, 13)
FACT = "Ivo Marek met Jan Novotny in Oslo on Monday. “It is cold,” Anna Berg said.\n"
# Characters that `str.isdigit` or `str.isnumeric` takes for figures and `int` or `float` may not.
FIGURES = ["10²", "①", "²", "⑫", "½", "Ⅻ", "٣", "𝟙𝟚", "三", "₂", "１２", "3⁴5", "৪", "9" * 5000]
PLACES = [
    "It is {} times as much.",
    "Tomos Ellis, {}, met the trader.",
    "They met {} hours ago, for {} minutes.",
    "He will meet her in {} weeks, on March {}, 20{}.",
    "{} May and the week of June {}; since {}.",
]


def read(text: str) -> Extraction:
    return extract(Article("t", text, DAY))


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("place", PLACES)
def test_a_figure_that_is_no_number_costs_nothing(place: str, figure: str) -> None:
    found = read(FACT + place.format(*[figure] * place.count("{}")))
    assert found.problem is None
    assert [m.status for m in found.meetings][:1] == ["held"]
    assert [q.speaker_name for q in found.quotes][:1] == ["Anna Berg"]


def test_a_rule_that_fails_costs_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    real = door.find_meetings

    def failing(document: Document, known: object) -> object:
        if "zyzzyva" in document.text:
            raise KeyError("zyzzyva")
        return real(document, known)  # type: ignore[arg-type]

    monkeypatch.setattr(door, "find_meetings", failing)
    text = FACT + "A zyzzyva met the mayor.\nShe left. The zyzzyva stayed. " + FACT
    found = read(text)
    start = text.index("A zyzzyva")
    assert f"characters {start}-" in str(found.problem)
    assert "KeyError" in str(found.problem)
    assert len(found.quotes) == 2
    assert len(found.meetings) == 1
    for quote in found.quotes:
        assert text[slice(*quote.content[0])] == "“It is cold,”"


def test_a_text_in_which_too_much_fails_is_a_problem_and_the_batch_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = door.find_quotes

    def failing(document: Document, references: object) -> object:
        if "wug" in document.text:
            raise ValueError("a wug")
        return real(document, references)  # type: ignore[arg-type]

    monkeypatch.setattr(door, "find_quotes", failing)
    rows = [
        {"revision_id": f"r{n}", "article_id": f"a{n}", "body": body, "published_at": None}
        for n, body in enumerate(["One wug. " * 9, FACT])
    ]
    relations, counts = facts_of(rows)
    assert counts["unreadable"] == 1
    assert [r["problem"] for r in relations["extractions"]] == ["ValueError: a wug", None]
    assert counts["quotes"] == 1


def test_an_article_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    read(FACT)  # the model is loaded
    monkeypatch.setattr(door, "load_settings", lambda: Settings(extract_seconds=0.3))
    before = time.thread_time()
    found = read(FACT * 3_000)
    assert time.thread_time() - before < 3
    assert (found.quotes, found.meetings) == ((), ())
    assert str(found.problem).startswith(f"{len(FACT) * 3_000} characters, not read in 0.3 s")
    assert read(FACT).problem is None


LINES = {
    "names": "Ann{0} Lee{0} met Bob{1} Hall{1} in Oslo on Friday.\n",
    "pronouns": "President Ann{0} Lee{1} came. She met him, and they talked. The minister left.\n",
    "offices": "Minister Ann{0} Lee{1} and the French president will meet the prime minister.\n",
    "journeys": "Ann{0} Lee{1} flew to Oslo on Monday. She held talks there, he said.\n",
    "denials": "Ann{0} Lee{1} met Bob Hall. No such meeting took place, she said.\n",
    "quotes": "“We will go, Ann{0},” she said, adding that the minister told him “no”.\n",
}


@pytest.mark.parametrize("kind", LINES)
def test_one_sentence_paragraphs_cost_in_proportion(kind: str) -> None:
    """The rules alone: four times the text, at most ten times the work (a quadratic rule
    takes sixteen times)."""
    from readout.extraction.decide.meetings import find_meetings
    from readout.extraction.decide.quotes import find_quotes
    from readout.extraction.resolve.references import References
    from readout.text.parsing import parse

    def word(n: int) -> str:
        return chr(97 + n % 26) + chr(97 + n // 26 % 26) + chr(97 + n // 676)

    def seconds(lines: int) -> float:
        doc = parse("".join(LINES[kind].format(word(n), word(n + 9)) for n in range(lines)))
        least = float("inf")
        for _ in range(3):  # the least: a collection of garbage may fall into one
            start = time.thread_time()
            document = Document(doc, DAY)
            references = References(document)
            find_quotes(document, references)
            find_meetings(document, references)
            least = min(least, time.thread_time() - start)
        return least

    seconds(20)
    assert seconds(480) < 10 * max(seconds(120), 0.03)


def test_the_parser_never_takes_more_than_a_batch_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from readout.text import parsing

    nlp = parsing.pipeline()
    seen: list[int] = []

    class Watched:
        vocab = nlp.vocab
        make_doc = staticmethod(nlp.make_doc)

        def pipe(self, batch: list[Doc], batch_size: int) -> object:
            seen.append(sum(len(piece.text) for piece in batch))
            return nlp.pipe(batch, batch_size=batch_size)

    monkeypatch.setattr(parsing, "pipeline", Watched)
    text = FACT.replace("\n", " ") * 1_000
    assert str(parsing.parse(text)) == text
    assert max(seen) <= parsing.BATCH_CHARS
    assert sum(seen) == len(text)
