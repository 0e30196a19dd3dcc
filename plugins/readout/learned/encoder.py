"""The trained encoder at run time: ONNX Runtime in int8, one thread, no network.

Weights lie in the package (`weights/`). Nothing is loaded before the first article asks.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from readout.errors import ReadoutError
from readout.learned.features import Scene
from readout.learned.heads import Floats, Heads
from readout.learned.wordpieces import WordPieces

WEIGHTS = Path(__file__).parent / "weights"
# Fused, a sum and the norm behind it take three to five times as long as apart (1.32).
_SLOWER = ["SkipLayerNormFusion"]


class WeightsError(ReadoutError):
    """The reader's weights are missing or damaged."""

    kind = "weights"


class Encoder:
    """One loaded version of the weights; `version` is the hash of all its files."""

    def __init__(self, folder: Path = WEIGHTS, *, ranking: bool = True) -> None:
        """`ranking=False` reads without the weights that rank antecedents, to train them."""
        try:
            self.version = version_of(folder) if ranking else ""
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.enable_cpu_mem_arena = False
            self._base, self._upper, self._focus = (
                onnxruntime.InferenceSession(
                    str(folder / name),
                    options,
                    providers=["CPUExecutionProvider"],
                    disabled_optimizers=_SLOWER,
                )
                for name in ("base.onnx", "upper.onnx", "focus.onnx")
            )
            self.heads = _nested(folder / "heads.npz")
            if ranking:
                self.heads["antecedents"] = _nested(folder / "antecedents.npz")
            words = (folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
            self.meta: dict[str, Any] = json.loads((folder / "meta.json").read_text())
            self.calibration: Any = self.meta.get("calibration", {})
        except ReadoutError:
            raise
        except Exception as cause:  # ONNX Runtime raises classes of its own, and many
            raise WeightsError(
                "The reader's weights can't be loaded",
                resource=str(folder),
                why=cause,
                mend="git checkout -- plugins/readout/learned/weights, or make train; "
                "until then READOUT_READER=rules reads by rules alone",
            ) from cause
        self.wordpieces = WordPieces({w: n for n, w in enumerate(words) if w})

    def pieces(self, scene: Scene) -> Floats:
        """The vectors of all pieces, [W·L, D]; padding is left at zero.

        Window by window: together they would be padded to the longest, and, since activations
        are quantised by the range of all that is run at once, one would change another's vectors.
        """
        w = scene.windows
        out: Floats | None = None
        for k, length in enumerate(w.lengths):
            pieces = w.pieces[k : k + 1, :length].astype(np.int64)
            places = np.arange(length, dtype=np.int64)
            lower = self._base.run(None, {"pieces": pieces, "places": places})[0]
            upper = self._upper.run(None, {"lower": lower})[0]
            if out is None:
                out = np.zeros((*w.pieces.shape, upper.shape[-1]), np.float32)
            out[k, :length] = upper[0]
        assert out is not None
        return out.reshape(-1, out.shape[-1])

    def read(self, scene: Scene) -> Heads:
        """The heads over one article."""
        return Heads.over(self.heads, scene, self.pieces(scene), self.again)

    def again(self, x: Floats) -> Floats:
        """The layers of the second reading over the tokens around a trigger, [token, width]."""
        found: Floats = self._focus.run(None, {"lower": x[None]})[0][0]
        return found


def version_of(folder: Path = WEIGHTS) -> str:
    """Twelve hexadecimal digits over every file of the weights.

    Raises:
        WeightsError: a file is missing.
    """
    digest = hashlib.sha256()
    for name in (
        "base.onnx",
        "upper.onnx",
        "focus.onnx",
        "heads.npz",
        "antecedents.npz",
        "vocabulary.txt",
        "meta.json",
    ):
        try:
            digest.update((folder / name).read_bytes())
        except OSError as cause:
            raise WeightsError(
                "A file of the reader's weights is missing",
                resource=str(folder / name),
                why=cause,
                mend="git checkout -- plugins/readout/learned/weights, or make train",
            ) from cause
    return digest.hexdigest()[:12]


@cache
def encoder() -> Encoder:
    """The product's encoder, loaded once per process."""
    return Encoder()


def _nested(path: Path) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    with np.load(path) as stored:
        for key in stored.files:
            *parents, name = key.split("/")
            node = tree
            for parent in parents:
                node = node.setdefault(parent, {})
            node[name] = stored[key].astype(np.float32)
    return tree
