"""`python -m readout.training.mean ONE OTHER --out FOLDER`: the mean of two trainings' weights.

Two trainings from the same base weights, with heads drawn by the same seed, end near enough to each
other that the mean of their parameters is a reader too, and a steadier one than either ("model
soups", Wortsman et al. 2022). It costs nothing when reading. What ranks antecedents and what
confidences mean is fitted anew on the mean.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from readout.evaluation.corpus import read_corpus
from readout.learned.encoder import version_of
from readout.training import antecedents, export
from readout.training.__main__ import calibrated
from readout.training.examples import held_out


def write_mean(one: Path, other: Path, out: Path) -> None:
    """The trained layers and heads of `out` become the mean; all else is that of `other`.

    Args:
        one, other: folders of weights that training wrote. out: where to write; made if need be.

    Raises:
        ValueError: the two have not the same layers or heads.
    """
    upper, focus = (_mean_layers(one, other, name) for name in ("upper.onnx", "focus.onnx"))
    with np.load(one / "heads.npz") as first, np.load(other / "heads.npz") as second:
        shapes = [{k: stored[k].shape for k in stored.files} for stored in (first, second)]
        if shapes[0] != shapes[1]:
            raise ValueError(f"{one} and {other} have not the same heads")
        heads = {
            k: ((first[k].astype(np.float32) + second[k]) / 2).astype(np.float16)
            for k in second.files
        }
    # Only now: `out` may be either of the two.
    if out.resolve() != other.resolve():
        shutil.copytree(other, out, dirs_exist_ok=True)
    width = len(upper[0]["n1"]["b"])
    export.quantised(export.upper_graph(upper, width), out / "upper.onnx")
    export.quantised(export.focus_graph(focus), out / "focus.onnx")
    np.savez_compressed(out / "heads.npz", **heads)


def _mean_layers(one: Path, other: Path, name: str) -> list[export.Params]:
    layers = [export.trained_blocks(folder / name) for folder in (one, other)]
    if len(layers[0]) != len(layers[1]):
        raise ValueError(f"{one} has {len(layers[0])} layers in {name}, {other} {len(layers[1])}")
    return [
        {part: {k: (a[part][k] + b[part][k]) / 2 for k in a[part]} for part in a}
        for a, b in zip(*layers, strict=True)
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m readout.training.mean", description=__doc__)
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=antecedents.CORPUS)
    told = parser.parse_args(arguments)
    metas = [json.loads((folder / "meta.json").read_text()) for folder in (told.one, told.other)]
    write_mean(told.one, told.other, told.out)
    articles = read_corpus(told.corpus)
    held = held_out(articles)
    antecedents.make(articles, held, told.out)
    calibration = calibrated(told.out, articles, held)
    of = [{k: v for k, v in meta.items() if k not in ("calibration", "of")} for meta in metas]
    meta = {**of[1], "calibration": calibration, "of": of}
    (told.out / "meta.json").write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n")
    print(f"{told.out}: {version_of(told.out)}")


if __name__ == "__main__":
    main()
