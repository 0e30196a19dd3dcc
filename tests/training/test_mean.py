"""The mean of two trainings' weights: layers and heads lie in the middle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("jax", reason="what make train installs is not there")
pytest.importorskip("onnx")

from readout.training import export
from readout.training.mean import write_mean

WIDTH = 24


def _block(draw: np.random.Generator, shift: float) -> dict[str, Any]:
    def dense(i: int, o: int) -> dict[str, np.ndarray]:
        return {
            "w": draw.normal(size=(i, o)).astype(np.float32) * 0.1 + shift,
            "b": draw.normal(size=o).astype(np.float32) + shift,
        }

    def norm() -> dict[str, np.ndarray]:
        return {
            "g": draw.normal(size=WIDTH).astype(np.float32) + 1,
            "b": draw.normal(size=WIDTH).astype(np.float32) + shift,
        }

    return {
        **{k: dense(WIDTH, WIDTH) for k in ("q", "k", "v", "o")},
        "f1": dense(WIDTH, 48),
        "f2": dense(48, WIDTH),
        "n1": norm(),
        "n2": norm(),
    }


def _written(folder: Path, seed: int, layers: int = 2) -> list[dict[str, Any]]:
    draw = np.random.default_rng(seed)
    blocks = [_block(draw, 0.02 * seed) for _ in range(layers)]
    folder.mkdir()
    export.quantised(export.upper_graph(blocks, WIDTH), folder / "upper.onnx")
    export.quantised(export.focus_graph(blocks[::-1]), folder / "focus.onnx")
    head = draw.normal(size=(WIDTH, 3)).astype(np.float16)
    np.savez_compressed(folder / "heads.npz", **{"status2/w": head})
    (folder / "vocabulary.txt").write_text("a")
    return blocks


def _difference(some: list[dict[str, Any]], others: list[dict[str, Any]]) -> float:
    return max(
        float(np.abs(a[part][k] - b[part][k]).max())
        for a, b in zip(some, others, strict=True)
        for part in a
        for k in a[part]
    )


def test_layers_are_read_back_as_they_were_written_but_for_eight_bits(tmp_path: Path) -> None:
    blocks = _written(tmp_path / "one", 1)
    told = export.trained_blocks(tmp_path / "one" / "upper.onnx")
    assert _difference(told, blocks) < 0.005
    assert all(
        np.array_equal(t["n1"]["g"], b["n1"]["g"]) for t, b in zip(told, blocks, strict=True)
    )


def test_the_mean_lies_between(tmp_path: Path) -> None:
    one, other = _written(tmp_path / "one", 1), _written(tmp_path / "other", 2)
    write_mean(tmp_path / "one", tmp_path / "other", tmp_path / "mean")
    wanted = [
        {p: {k: (a[p][k] + b[p][k]) / 2 for k in a[p]} for p in a}
        for a, b in zip(one, other, strict=True)
    ]
    assert _difference(export.trained_blocks(tmp_path / "mean" / "upper.onnx"), wanted) < 0.01
    heads = [
        np.load(tmp_path / name / "heads.npz")["status2/w"] for name in ("one", "other", "mean")
    ]
    assert np.allclose((heads[0].astype(np.float32) + heads[1]) / 2, heads[2], atol=1e-3)
    assert (tmp_path / "mean" / "vocabulary.txt").read_text() == "a"


def test_it_may_take_the_place_of_either(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        _written(tmp_path / name / "one", 1), _written(tmp_path / name / "other", 2)
    told = []
    for name, out in (("a", "mean"), ("b", "one"), ("c", "other")):
        folder = tmp_path / name
        write_mean(folder / "one", folder / "other", folder / out)
        told.append(export.trained_blocks(folder / out / "upper.onnx"))
    assert _difference(told[0], told[1]) == 0
    assert _difference(told[0], told[2]) == 0


def test_trainings_of_another_shape_have_no_mean(tmp_path: Path) -> None:
    _written(tmp_path / "one", 1), _written(tmp_path / "other", 2, layers=1)
    with pytest.raises(ValueError, match="2 layers in upper.onnx"):
        write_mean(tmp_path / "one", tmp_path / "other", tmp_path / "mean")
