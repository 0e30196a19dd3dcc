"""Text on its way to the parser: same length, paragraphs that add up, language, parse."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.text.language import language_of
from readout.text.lemmas import lemma
from readout.text.normalise import same_length, widen
from readout.text.paragraphs import LONGEST, paragraphs
from readout.text.parsing import parse

PLAIN = [
    ("“x”", "“x”"),
    ("a\xa0b", "a b"),
    ("a\r\nb", "a\n\nb"),
    ("<b>x</b>", "   x    "),
    ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ("&quot;x&quot;", '     "x"     '),
    ("R&amp;D", "R&    D"),
    ("â€œxâ€\x9d", "  “x”  "),
    ("a\ud83db", "a\ufffdb"),
    ("a\u200fb", "a b"),
    ("― Ann", "— Ann"),
]


@pytest.mark.parametrize("text, plain", PLAIN)
def test_same_length(text: str, plain: str) -> None:
    assert same_length(text) == plain


@pytest.mark.parametrize("mark", "“”‘’–—…«»éèüßñçöø£€©®")
@pytest.mark.parametrize("undefined", ["latin-1", "lost"])
def test_what_went_through_windows_1252_comes_back(mark: str, undefined: str) -> None:
    """Every mark of newspapers, by any decoder: undefined bytes as control signs, or lost."""
    bytes_ = mark.encode("utf-8")
    seen = "".join(
        bytes([b]).decode("cp1252", "ignore") or (chr(b) if undefined == "latin-1" else "")
        for b in bytes_
    )
    plain = same_length(f"He said{seen}there")
    assert len(plain) == len(f"He said{seen}there")
    assert re.sub("[ \u2060]", "", plain) == f"Hesaid{mark}there"


def test_capitals_that_look_like_it_stay() -> None:
    assert same_length("SÃO PAULO, “AMANHÃ” e “MAÇÔ") == "SÃO PAULO, “AMANHÃ” e “MAÇÔ"


@given(st.text(max_size=300))
def test_length_and_offsets_are_kept(text: str) -> None:
    plain = same_length(text)
    assert len(plain) == len(text)
    spans = paragraphs(plain)
    assert "".join(plain[s:e] for s, e in spans) == plain


def test_widen_takes_the_whole_mark() -> None:
    text = "â€œxâ€\x9d"
    plain = same_length(text)
    at = plain.index("“")
    assert widen(text, plain, (at, plain.index("”") + 1)) == (0, len(text))


PARAGRAPHS = [
    ("A headline\nThe text", ["A headline\n", "The text"]),
    ("one\n\ntwo", ["one\n\n", "two"]),
    ("a line that is\nwrapped goes on", ["a line that is\nwrapped goes on"]),
    ("It ends.\nand so does this", ["It ends.\n", "and so does this"]),
    ("\n\nlate", ["\n\nlate"]),
]


@pytest.mark.parametrize("text, expected", PARAGRAPHS)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[s:e] for s, e in paragraphs(text)] == expected


def test_an_overlong_paragraph_is_cut_between_sentences() -> None:
    text = "The boat sank at noon. " * 2_000
    pieces = [text[s:e] for s, e in paragraphs(text)]
    assert "".join(pieces) == text
    assert all(len(p) <= LONGEST for p in pieces)
    assert all(p.rstrip().endswith(".") for p in pieces)


LANGUAGES = [
    ("The talks in Geneva will go on, the minister said.", "en"),
    ("Viktor Hale met Omar Diallo on Monday.", "en"),
    ("Guo Shan met Carla Mendes last month.", "en"),
    ("Der Kanzler traf am Montag in Berlin den Präsidenten.", "de"),
    ("Il ministro ha detto che non ci saranno elezioni.", "it"),
    ("De premier zei maandag dat het akkoord er is.", "nl"),
]


@pytest.mark.parametrize("text, language", LANGUAGES)
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_too_short_to_tell() -> None:
    assert language_of("No.", "en") == "en"
    assert language_of("No.") is None


def test_parse_keeps_the_text() -> None:
    text = "“We go,” she said.\n\nIt rained.\nThe end"
    doc = parse(text)
    assert doc.text == text
    starts = [s.start_char for s in doc.sents]
    assert text.index("It rained") in starts
    assert text.index("The end") in starts


def test_parse_of_nothing() -> None:
    assert len(parse("")) == 0


def test_word_classes_agree_with_the_attribute_ruler() -> None:
    """The table in place of spaCy's matcher gives its answers: classes, forms, lemmas."""
    import spacy
    from readout.config import load_settings

    text = "She hadn't said that this is what they have done. Have you? An aide's told me so."
    theirs = spacy.load(load_settings().spacy_model)(text)
    ours = parse(text)
    assert [t.pos_ for t in ours] == [t.pos_ for t in theirs]
    assert [t.lemma_ for t in ours] == [t.lemma_ for t in theirs]
    assert [str(t.morph) for t in ours] == [str(t.morph) for t in theirs]


def test_lemma_folds_case() -> None:
    doc = parse("They Said so and she told him.")
    assert [lemma(t) for t in doc if t.lower_ in {"said", "told"}] == ["say", "tell"]
