"""Whatever the text: no exception, valid spans, linear time."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readout.extraction import extract
from readout.model import Article, Extraction

from tests.counting import calls


def read(text: str) -> Extraction:
    found = extract(Article("t", text))
    for quote in found.quotes:
        for start, end in (*quote.content, *quote.cue, *quote.source):
            assert 0 <= start < end <= len(text)
        assert quote.content
        assert list(quote.content) == sorted(quote.content)
    return found


BAD = {
    "empty": "",
    "blank": " \n\t\n ",
    "no quotes": "The boat sank off the pier. Nobody was hurt.",
    "500 quotes in a line": "“We will go,” said Ann Lee. " * 500,
    "no punctuation": "the mayor ann lee said the town would fight on and the council agreed " * 20,
    "marks only": '"' * 200 + "“" * 200 + "'" * 200,
    "html": "<p>“We will go,” said <b>Ann Lee</b>.</p>&nbsp;<div class='x'>More.</div>",
    "nul": "a\x00b “c,” said Ann Lee.",
    "tags in tags": "<<p>>“We will go,” said Ann Lee.</",
    "emoji": "“We will go 🚢,” said Ann Lee. 🎉",
    "combining": "“We will go\u0301\u0301,” said Ann Le\u0301e.",
    "one long word": "a" * 20_000,
}


@pytest.mark.parametrize("name", BAD)
def test_never_raises(name: str) -> None:
    read(BAD[name])


# Feeds break off anywhere; each word here is one behind which a rule looks further.
BREAKS_OFF = [
    f"Mayor Ann Lee met Bob Ray in Oslo on Monday. Lee said the road was open {word}"
    for word in (
        *("and", "even", "before", "in", "made", "when", "after", "again", "as", "that", "of"),
        *("while", "from", "last", "two", "clear", "said", "by", "with", "not", "where", ",", "“"),
    )
] + ["A decision would be made", "The two last", "Ann Lee even", "Ann Lee, 41, made", "The mayor"]


@pytest.mark.parametrize("text", BREAKS_OFF)
def test_a_text_that_breaks_off_is_read_whole(text: str) -> None:
    assert "not read" not in (read(text).problem or "")


SAME = {
    "all capitals": "“WE WILL GO,” SAID ANN LEE.",
    "lone surrogate": "“We will go \ud83d,” said Ann Lee.",
    "right-to-left marks": "\u200f“We will go,”\u200f said Ann Lee.",
    "mojibake": "â€œWe will go,â€\x9d said Ann Lee.",
    "entities": "&ldquo;We will go,&rdquo; said Ann Lee.",
    "tags": "<p>“We will go,” said <b>Ann Lee</b>.</p>",
    "no-break spaces": "“We\xa0will\xa0go,” said\xa0Ann\xa0Lee.",
    "windows line ends": "It rained.\r\n“We will go,” said Ann Lee.\r\n",
}


@pytest.mark.parametrize("name", SAME)
def test_is_read_all_the_same(name: str) -> None:
    text = SAME[name]
    (quote,) = read(text).quotes
    assert quote.type == "direct"
    assert (quote.speaker_name or "").lower() == "ann lee"
    ((start, end),) = quote.content
    assert "go" in text[start:end].lower()
    assert text[start:end][0] in "“â&"


FOREIGN = {
    "fr": "Le président a déclaré lundi que les négociations reprendraient à Genève.",
    "de": "Der Kanzler sagte am Montag, dass die Verhandlungen fortgesetzt werden.",
    "es": "El presidente dijo el lunes que las negociaciones seguirán en Ginebra.",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_another_language_says_so(language: str) -> None:
    found = read(FOREIGN[language])
    assert found.language == language
    assert language in (found.problem or "")
    assert (found.quotes, found.meetings) == ((), ())


def test_no_text_says_so() -> None:
    assert read("").problem == "no text"


PIECES = ["“", "”", "‘", "’", '"', "'", "''", "«", "»", ",", ".", "?", ":", "\n", " ", " — ", "said", "Ann Lee", "she",
          "told", "reporters", "that", "according to", "the minister", "It is cold", "adding", "“A.”", "<p>", "&quot;",
          "â€œ", "\u200f", "\ud83d", "called", "of", "and"]  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_shuffled_reports(text: str) -> None:
    read(text)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=200))
def test_any_characters(text: str) -> None:
    read(text)


def test_quotes_grow_with_the_text_and_no_faster() -> None:
    """Rules alone (the parse is linear by its windows): eight times the text, far from 64
    times the work."""
    from readout.extraction.decide.quotes import find_quotes
    from readout.extraction.document import Document
    from readout.extraction.resolve.references import References
    from readout.text.parsing import parse

    block = (
        "“We will go,” said Ann Lee. She added that the boat was late.\n"
        "The mayor, Bob Hall, said the pier was safe, according to the Morning Post.\n"
        "The airline said it would fly. The British government said it would go to court.\n"
    )

    def work(times: int) -> int:
        document = Document(parse(block * times))
        return calls(lambda: find_quotes(document, References(document)))

    work(5)
    assert work(160) < 12 * work(20)
