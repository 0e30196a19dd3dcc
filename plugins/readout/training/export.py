"""Trained parameters → what the product loads: three ONNX graphs in int8 and the heads.

`base.onnx` holds the embeddings and the layers that training left alone (the same file for every
version), `upper.onnx` the trained layers, `focus.onnx` those of the second reading around a
trigger, `heads.npz` the heads and `meta.json` the versions.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import jax
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from readout.training import network

Params = dict[str, Any]
HEADS = 12
_PARTS = ("q", "k", "v", "o", "n1", "f1", "f2", "n2")
_RUNTIME = "com.microsoft"  # the domain of ONNX Runtime's own operators


class _Graph:
    """A graph in the making: nodes and constants with fresh names."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, value: np.ndarray, name: str = "c") -> str:
        label = f"{name}_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), label))
        return label

    def node(self, op: str, *inputs: str, **attributes: Any) -> str:
        label = f"{op.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [label], name=label, **attributes))
        return label

    def dense(self, p: Params, x: str) -> str:
        w = self.constant(np.asarray(p["w"], np.float32), "w")
        return self.node(
            "Add", self.node("MatMul", x, w), self.constant(np.asarray(p["b"], np.float32))
        )

    def norm(self, p: Params, x: str) -> str:
        g, b = (self.constant(np.asarray(p[k], np.float32)) for k in "gb")
        return self.node("LayerNormalization", x, g, b, axis=-1, epsilon=1e-12)

    def gelu(self, x: str) -> str:
        half = self.constant(np.float32(0.5))
        one = self.constant(np.float32(1.0))
        root = self.constant(np.float32(2**0.5))
        erf = self.node("Erf", self.node("Div", x, root))
        return self.node("Mul", self.node("Mul", x, half), self.node("Add", erf, one))

    def block(self, p: Params, x: str, heads: int = HEADS) -> str:
        # ONNX Runtime's own operator: a fifth to a half less time than the same written out in
        # products, transpositions and a softmax.
        seen = self.node(
            "MultiHeadAttention",
            *(self.dense(p[name], x) for name in "qkv"),
            domain=_RUNTIME,
            num_heads=heads,
        )
        x = self.norm(p["n1"], self.node("Add", x, self.dense(p["o"], seen)))
        inner = self.gelu(self.dense(p["f1"], x))
        return self.norm(p["n2"], self.node("Add", x, self.dense(p["f2"], inner)))

    def model(self, inputs: list[Any], output: str, width: int) -> Any:
        out = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["w", "l", width])
        self.nodes.append(helper.make_node("Identity", [output], ["vectors"]))
        graph = helper.make_graph(self.nodes, "readout", inputs, [out], self.constants)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_RUNTIME, 1)]
        made = helper.make_model(graph, opset_imports=opsets)
        made.ir_version = 9
        onnx.checker.check_model(made)
        return made


def base_graph(frozen: Params) -> Any:
    """Piece numbers of windows of one length → vectors behind the frozen layers."""
    g = _Graph()
    width = int(frozen["words"].shape[1])
    pieces = helper.make_tensor_value_info("pieces", TensorProto.INT64, ["w", "l"])
    places = helper.make_tensor_value_info("places", TensorProto.INT64, ["l"])
    words = g.constant(np.asarray(frozen["words"], np.float32), "words")
    where = np.asarray(frozen["places"], np.float32) + np.asarray(frozen["kinds"][0], np.float32)
    x = g.node(
        "Add",
        g.node("Gather", words, "pieces"),
        g.node("Gather", g.constant(where[:256], "where"), "places"),
    )
    x = g.norm(frozen["norm"], x)
    for block in frozen["blocks"]:
        x = g.block(block, x)
    return g.model([pieces, places], x, width)


def upper_graph(blocks: list[Params], width: int = 384) -> Any:
    """Vectors of windows of one length → vectors behind the trained layers."""
    return _layers(blocks, width, HEADS)


def focus_graph(blocks: list[Params]) -> Any:
    """Vectors of the tokens around one trigger → vectors behind the layers that read them once
    more."""
    return _layers(blocks, len(blocks[0]["n1"]["b"]), network.FOCUS_HEADS)


def _layers(blocks: list[Params], width: int, heads: int) -> Any:
    g = _Graph()
    lower = helper.make_tensor_value_info("lower", TensorProto.FLOAT, ["w", "l", width])
    x = "lower"
    for block in blocks:
        x = g.block(block, x, heads)
    return g.model([lower], x, width)


def heads_apart(heads: Params) -> tuple[Params, list[Params]]:
    """The heads that are multiplied by NumPy, and the layers of the second reading."""
    names = [f"focus{n}" for n in range(network.FOCUS_LAYERS)]
    return {k: v for k, v in heads.items() if k not in names}, [heads[k] for k in names]


def quantised(model: Any, target: Path) -> None:
    """Weights of matrix products and embeddings in eight bits, activations at run time."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        onnx.save(model, str(plain))
        quantize_dynamic(
            plain,
            target,
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
        )


def trained_blocks(file: Path) -> list[Params]:
    """The layers of an `upper.onnx` or `focus.onnx`, in the order of `_Graph.block`, out of their
    eight bits."""
    stored = {c.name: numpy_helper.to_array(c) for c in onnx.load(str(file)).graph.initializer}
    values: dict[int, np.ndarray] = {}
    for name, value in stored.items():
        if (found := re.fullmatch(r"([wc]_(\d+))(_quantized)?", name)) is None:
            continue
        if found[3]:
            zero, scale = (stored[found[1] + part] for part in ("_zero_point", "_scale"))
            value = (value.astype(np.float32) - zero.astype(np.float32)) * scale
        if value.size > 1 and value.dtype == np.float32:  # else a shape or a factor
            values[int(found[2])] = value
    ordered = [values[number] for number in sorted(values)]
    blocks: list[Params] = []
    for at in range(0, len(ordered), 2 * len(_PARTS)):
        pairs = zip(ordered[at::2], ordered[at + 1 :: 2], strict=False)
        blocks.append(
            {
                part: {"g" if part in ("n1", "n2") else "w": first, "b": second}
                for part, (first, second) in zip(_PARTS, pairs, strict=False)
            }
        )
    return blocks


def read_weights(folder: Path) -> Params:
    """The trained layers and heads that training wrote into `folder`, out of their eight and
    sixteen bits: as training has them."""
    heads: Params = {}
    with np.load(folder / "heads.npz") as stored:
        for key in stored.files:
            *outer, last = key.split("/")
            into = heads
            for part in outer:
                into = into.setdefault(part, {})
            into[last] = stored[key].astype(np.float32)
    for n, block in enumerate(trained_blocks(folder / "focus.onnx")):
        heads[f"focus{n}"] = block
    return {"heads": heads, "blocks": trained_blocks(folder / "upper.onnx")}


def flat(tree: Params, prefix: str = "") -> dict[str, np.ndarray]:
    """Nested dictionaries as one level, keys joined by a slash, in half precision."""
    out: dict[str, np.ndarray] = {}
    for key, value in tree.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            out |= flat(value, name + "/")
        else:
            out[name] = np.asarray(jax.device_get(value), np.float16)
    return out
