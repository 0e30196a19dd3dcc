"""The weights as shipped: they load, they are of this corpus's making, and nothing breaks without."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from readout.extraction import article, extract
from readout.learned import encoder as loading
from readout.learned.encoder import WEIGHTS, Encoder, WeightsError
from readout.model import Article

TEXT = (
    "Prime Minister Irena Vasko held talks with the Prime Minister of Estmark, Henrik Aalund, "
    "at the Customs House in Halvik on Friday.\n\n“We agreed on the half,” she said."
)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WEIGHTS, tmp_path / "weights"))


def test_a_version_of_the_weights_is_at_most_25_megabytes() -> None:
    assert sum(f.stat().st_size for f in WEIGHTS.iterdir()) <= 25_000_000


@pytest.mark.parametrize("name", ["base.onnx", "focus.onnx", "antecedents.npz", "vocabulary.txt"])
def test_a_missing_file_is_told_with_its_mend(weights: Path, name: str) -> None:
    (weights / name).unlink()
    with pytest.raises(WeightsError, match="make train"):
        Encoder(weights)


@pytest.mark.parametrize("name", ["base.onnx", "heads.npz", "antecedents.npz", "meta.json"])
def test_a_damaged_file_is_told_with_its_mend(weights: Path, name: str) -> None:
    (weights / name).write_bytes(b"no weights")
    with pytest.raises(WeightsError, match="READOUT_READER=rules"):
        Encoder(weights)


def test_without_weights_the_rules_read_alone_and_say_so(
    weights: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (weights / "upper.onnx").write_bytes(b"")
    monkeypatch.setattr(loading, "encoder", lambda: Encoder(weights))
    article.chosen_encoder.cache_clear()
    try:
        told = extract(Article("1", TEXT, date(2023, 6, 24)))
    finally:
        article.chosen_encoder.cache_clear()
    assert [sorted(p.name for p in m.participants) for m in told.meetings] == [
        ["Henrik Aalund", "Irena Vasko"]
    ]
    assert "rules alone" in caplog.text


def test_one_sentence_gives_one_meeting_and_spans_of_the_text() -> None:
    told = extract(Article("1", TEXT, date(2023, 6, 24)), Encoder())
    (meeting,) = told.meetings
    assert sorted(p.name for p in meeting.participants) == ["Henrik Aalund", "Irena Vasko"]
    assert meeting.status == "held"
    assert meeting.time is not None
    assert meeting.time.start == date(2023, 6, 23)
    assert TEXT[slice(*meeting.evidence[0])].startswith("Prime Minister Irena Vasko held talks")
    (quote,) = told.quotes
    assert quote.speaker_name == "Irena Vasko"


def test_two_runs_give_the_same_scores() -> None:
    from readout.extraction.decide.scene import scene_of_document
    from readout.extraction.document import Document

    reader = Encoder()
    scene = scene_of_document(Document.read(TEXT, date(2023, 6, 24)), reader.wordpieces)
    one, two = reader.read(scene), Encoder().read(scene)
    assert np.array_equal(one.triggers(), two.triggers())
    assert np.array_equal(one.sentences(), two.sentences())


@pytest.mark.parametrize(
    "text",
    [
        "Neither government said whether Blinken would see President Xi Jinping in Beijing. Antony "
        "Blinken, the US Secretary of State, will arrive on Sunday.",
        "Neither government has said whether Antony Blinken will see President Xi Jinping in Beijing.",
        "Neither side would say if Antony Blinken met President Xi Jinping.",
        "The White House did not say whether Antony Blinken would meet Xi Jinping.",
    ],
)
def test_a_question_that_nobody_answers_denies_nothing(text: str) -> None:
    told = extract(Article("1", text, date(2023, 6, 14)), Encoder())
    assert {m.status for m in told.meetings} <= {"possible"}


def test_a_window_is_read_alike_alone_and_among_others() -> None:
    from readout.extraction.decide.scene import scene_of_document
    from readout.extraction.document import Document

    reader = Encoder()
    text = "\n".join([TEXT] * 12 + ["The two sides will meet again in Halvik in autumn."])
    scene = scene_of_document(Document.read(text, date(2023, 6, 24)), reader.wordpieces)
    lengths = scene.windows.lengths
    assert len(lengths) > 2
    assert lengths[-1] < lengths[0]
    together = reader.pieces(scene)
    room = scene.windows.pieces.shape[1]
    for k, length in enumerate(lengths):
        one = replace(
            scene.windows, pieces=scene.windows.pieces[k : k + 1], lengths=lengths[k : k + 1]
        )
        alone = reader.pieces(replace(scene, windows=one))
        assert np.array_equal(alone, together[k * room : (k + 1) * room])
        assert not alone[length:].any()
