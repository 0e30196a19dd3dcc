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

from tests.counting import calls

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
    "surnames": "Lee{0} met Hall{1}. Mrs Hall{0} and Lee{1} spoke.\n",
    "pronouns": "President Ann{0} Lee{1} came. She met him, and they talked. The minister left.\n",
    "offices": "Minister Ann{0} Lee{1} and the French president will meet the prime minister.\n",
    "journeys": "Ann{0} Lee{1} flew to Oslo on Monday. She held talks there, he said.\n",
    "denials": "Ann{0} Lee{1} met Bob Hall. No such meeting took place, she said.\n",
    "moved": "Ann{0} Lee{0} was to meet Bob Hall. The meeting was put off to Friday.\n",
    "talks": "Talks with Ann{0} Lee{0} lasted two hours. Both sides agreed to meet again.\n",
    "bodies": "The Wug{0} Council and the Dax{1} Company met. The two groups met in Oslo.\n",
    "quotes": "“We will go, Ann{0},” she said, adding that the minister told him “no”.\n",
    "indirect": "Ann{0} Lee{0}, a nurse, said that it was cold, according to Bob{1} Hall{1}.\n",
    "turns": "“It is cold, Mr Lee{0}.”\n“So it is,” Bob{1} Hall{1} told her.\n",
    "one family": "Ann{0} Lee, a nurse, and Bob{1} Lee, a baker, said that it was cold.\n",
    "titles": "Ann{0} Lee{0} came. Mr Ann{0} said it was cold. Mrs Lee{0} met Dr Hall{1}.\n",
    "kin": "The wife of Ann{0} Lee{0} met the brother of Bob{1} Hall{1}, his lawyer said.\n",
    "list": "Ann{0} Lee{0}, Bob{1} Hall{1}, Eve Wug{0} and Al Dax{1} met; all four spoke.\n",
    "days": "On May 3 Ann{0} Lee{0} met Bob Hall in Oslo. Two days later they met again.\n",
    "crowd": "The minister met farmers. The president met the mayor, an official said.\n",
    "statements": "The Wug{0} Council said in a statement on Monday that Lee{0} was ill.\n",
}


@pytest.mark.parametrize("kind", LINES)
def test_the_work_grows_with_the_text(kind: str) -> None:
    """The rules alone: four times the text makes a little over four times the calls (a step
    that looks at everything from everywhere makes up to sixteen). Counted, not timed: the same
    on every machine."""
    from readout.extraction.decide.meetings import find_meetings
    from readout.extraction.decide.quotes import find_quotes
    from readout.extraction.resolve.references import References
    from readout.text.parsing import parse

    def word(n: int) -> str:
        return chr(97 + n % 26) + chr(97 + n // 26 % 26) + chr(97 + n // 676)

    def work(lines: int) -> int:
        text = "".join(LINES[kind].format(word(n), word(n + 9)) for n in range(lines))
        document = Document(parse(text), DAY)

        def read() -> None:
            references = References(document)
            find_quotes(document, references)
            find_meetings(document, references)

        return calls(read)

    work(20)
    assert work(600) < 6 * work(150)


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
