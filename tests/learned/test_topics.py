"""What an article is about, by the stored weights."""

from __future__ import annotations

import pytest
from readout.learned.topics import model, stem, topic_of
from readout.lexicon.subjects import SUBJECTS

# Texts of this test alone: none is in the corpus.
TOLD = {
    "sport": "The striker scored twice in the second half as Fenwold Rovers beat Halvik 3-1 at home "
    "and moved up to third in the league. Their coach praised the goalkeeper after the match.",
    "economy": "Shares in the shipping company fell 4 % after it reported lower quarterly profit. "
    "The bank cut its forecast for the market and said revenue would shrink as prices fell.",
    "health": "The hospital said patients with measles were treated by nurses and doctors in a ward "
    "of its own. The health ministry will send vaccine to clinics as cases of the disease rise.",
    "labour": "The union said its members would strike on Monday unless employers raise wages. "
    "Workers walked out last week after talks on pay and shifts with management broke down.",
}


@pytest.mark.parametrize("name", TOLD)
def test_a_plain_text_has_its_subject(name: str) -> None:
    found = topic_of(TOLD[name])
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("text", ["", "\n", "Vorm splint ogg.", "5 6 7"])
def test_what_tells_nothing_has_none(text: str) -> None:
    assert topic_of(text) is None


def test_the_scheme_has_every_topic_of_the_model() -> None:
    assert set(model().topics) <= set(SUBJECTS)
    assert len({code for code, _ in SUBJECTS.values()}) == 17


def test_stems() -> None:
    assert stem("talks") == stem("talk")
    assert stem("strikers") == stem("striking")
    assert stem("gas") == "gas"
