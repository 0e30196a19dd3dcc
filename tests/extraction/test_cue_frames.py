"""One test per frame of the cue lexicon, and the lexicon itself."""

from __future__ import annotations

import pytest
from readout.lexicon.quotes import cues, documents, speakers

from tests.extraction.quotes_of import quotes, said

FRAMES = [
    # clause: with that, without, behind an adverb, behind a date
    ("clause", "Nora Quill said that the hall was empty.", "Nora Quill", "the hall was empty"),
    ("clause", "Nora Quill says the hall is empty.", "Nora Quill", "the hall is empty"),
    (
        "clause",
        "Nora Quill said on Monday that the hall was empty.",
        "Nora Quill",
        "the hall was empty",
    ),
    (
        "clause",
        "Nora Quill emphasised that the hall had been empty since May.",
        "Nora Quill",
        "the hall had been empty since May",
    ),
    (
        "clause",
        "Nora Quill emphasized that the hall had been empty since May.",
        "Nora Quill",
        "the hall had been empty since May",
    ),
    # a clause that the parser hangs on the letter
    (
        "clause",
        "Nora Quill said in an earlier letter that the hall had been empty.",
        "Nora Quill",
        "the hall had been empty",
    ),
    ("question", "Nora Quill asked whether the hall was empty.", "Nora Quill", None),
    (
        "hearer",
        "Nora Quill told reporters the hall was empty.",
        "Nora Quill",
        "the hall was empty",
    ),
    (
        "hearer_to",
        "Nora Quill complained to the board that the hall was cold.",
        "Nora Quill",
        "the hall was cold",
    ),
    ("quoted", "“It is cold,” Nora Quill joked.", "Nora Quill", "“It is cold,”"),
    ("quoted", "Nora Quill continued: “It is cold.”", "Nora Quill", "“It is cold.”"),
    ("command", "Nora Quill urged members to leave.", "Nora Quill", "members to leave"),
    (
        "commitment",
        "Nora Quill vowed to heat the hall.",
        "Nora Quill",
        "to heat the hall",
    ),
    (
        "naming",
        "Nora Quill called the hall “a barn with chairs”.",
        "Nora Quill",
        "the hall “a barn with chairs”",
    ),
    (
        "naming_as",
        "Nora Quill described the hall as “a barn with chairs”.",
        "Nora Quill",
        "the hall as “a barn with chairs”",
    ),
    (
        "blaming",
        "Nora Quill accused the board of “sleeping on its keys”.",
        "Nora Quill",
        "the board of “sleeping on its keys”",
    ),
    (
        "preposition",
        "Nora Quill called for “a little warmth”.",
        "Nora Quill",
        "“a little warmth”",
    ),
    (
        "object",
        "Nora Quill stressed “the need for patience”.",
        "Nora Quill",
        "“the need for patience”",
    ),
    (
        "according",
        "According to Nora Quill, the hall was empty.",
        "Nora Quill",
        "the hall was empty",
    ),
    (
        "according",
        "The hall was empty, according to Nora Quill.",
        "Nora Quill",
        "The hall was empty",
    ),
    (
        "parenthetical",
        "The hall was empty, Nora Quill said.",
        "Nora Quill",
        "The hall was empty",
    ),
    (
        "parenthetical",
        "The hall was empty, said Nora Quill, who keeps the keys.",
        "Nora Quill",
        "The hall was empty",
    ),
    (
        "inserted",
        "The hall, Nora Quill said, was empty.",
        "Nora Quill",
        "The hall … was empty",
    ),
    ("colon", "Nora Quill: “It is cold.”", "Nora Quill", "“It is cold.”"),
    ("credit", "“It is cold.” — Nora Quill", "Nora Quill", "“It is cold.”"),
]


@pytest.mark.parametrize("frame, text, speaker, words", FRAMES)
def test_frame(frame: str, text: str, speaker: str, words: str | None) -> None:
    found = said(text)
    assert len(found) == 1, frame
    assert found[0][0] == speaker
    if words is not None:
        assert found[0][1] == words


NO_QUOTE = [
    "Nora Quill did not say when the hall would open.",
    "Nobody said that the hall was cold.",
    "The hall is said to be haunted.",
    "The players were paid according to plan.",
    "Nora Quill declined to say who has the keys.",
    "They called the hall “Patience” and painted it blue.",
    "The hall, claimed by two villages, stays shut.",
    "Nora Quill could say a few words at the opening.",
]


@pytest.mark.parametrize("text", NO_QUOTE)
def test_no_quote(text: str) -> None:
    assert said(text) == []


def test_attitudes_are_told_apart() -> None:
    from readout.extraction import extract
    from readout.model import Article

    found = extract(Article("t", "Farmers believe that the wolf is back in the valley.")).quotes
    assert [q.cue_kind for q in found] == ["attitude"]


def test_confidence_is_a_share() -> None:
    text = "“It is cold,” said Nora Quill. She said the hall, which was built in 1911, was empty."
    for quote in quotes(text):
        assert 0.0 < quote.confidence < 1.0


def test_lexicon_is_lower_case_and_in_base_form() -> None:
    for lemma, cue in cues().items():
        assert lemma == lemma.lower().strip()
        assert cue.frames or cue.prepositions or cue.attitude
    for words in (documents(), speakers("bodies"), speakers("anonymous")):
        assert all(w == w.lower() for w in words)


def test_british_and_american_spellings_stand_together() -> None:
    for british in [c for c in cues() if c.endswith("ise") and c[:-3] + "ize" in cues()]:
        assert cues()[british].frames == cues()[british[:-3] + "ize"].frames
