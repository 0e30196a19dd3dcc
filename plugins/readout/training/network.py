"""The encoder (BERT, Devlin et al. 2019; MiniLM's six layers) and its heads in JAX.

Parameters are plain dictionaries of arrays. Shapes: W windows of L pieces, N tokens, T
triggers of one article, D the encoder's width (384).
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from readout.extraction.decide.scene import LINK_CLUES
from readout.learned.features import DEP, ENT, FLAGS, POS, RIVALRY

Params = dict[str, Any]
HEADS, EPSILON = 12, 1e-12
_EMBED = {"pos": (len(POS), 8), "dep": (len(DEP), 12), "ent": (len(ENT), 12)}
HIDDEN, PAIR, SAME, LINK, LINK_HIDDEN = 128, 48, 48, 64, 24
RELATIONS = 4  # party, day, place, party of a neighbouring sentence
FOCUS_WIDTH, FOCUS_HEADS, FOCUS_LAYERS = 128, 4, 2


def encoder_from(tensors: dict[str, np.ndarray], layers: int = 6) -> Params:
    """The published weights (Hugging Face names) as our nested dictionary."""

    def dense(prefix: str) -> Params:
        return {
            "w": jnp.asarray(tensors[prefix + ".weight"].T),
            "b": jnp.asarray(tensors[prefix + ".bias"]),
        }

    def norm(prefix: str) -> Params:
        return {
            "g": jnp.asarray(tensors[prefix + ".weight"]),
            "b": jnp.asarray(tensors[prefix + ".bias"]),
        }

    blocks = []
    for n in range(layers):
        p = f"encoder.layer.{n}."
        blocks.append(
            {
                "q": dense(p + "attention.self.query"),
                "k": dense(p + "attention.self.key"),
                "v": dense(p + "attention.self.value"),
                "o": dense(p + "attention.output.dense"),
                "n1": norm(p + "attention.output.LayerNorm"),
                "f1": dense(p + "intermediate.dense"),
                "f2": dense(p + "output.dense"),
                "n2": norm(p + "output.LayerNorm"),
            }
        )
    return {
        "words": jnp.asarray(tensors["embeddings.word_embeddings.weight"]),
        "places": jnp.asarray(tensors["embeddings.position_embeddings.weight"]),
        "kinds": jnp.asarray(tensors["embeddings.token_type_embeddings.weight"]),
        "norm": norm("embeddings.LayerNorm"),
        "blocks": blocks,
    }


def heads_from(key: jax.Array, width: int = 384) -> Params:
    """Fresh heads, small random weights."""
    feats = sum(d for _, d in _EMBED.values()) + len(FLAGS)
    full = width + feats
    keys = iter(jax.random.split(key, 80))

    def dense(i: int, o: int, scale: float | None = None) -> Params:
        s = scale if scale is not None else (1.0 / i) ** 0.5
        return {"w": jax.random.normal(next(keys), (i, o)) * s, "b": jnp.zeros((o,))}

    small = FOCUS_WIDTH

    def block() -> Params:
        return {
            **{k: dense(small, small) for k in ("q", "k", "v", "o")},
            "f1": dense(small, 2 * small),
            "f2": dense(2 * small, small),
            "n1": {"g": jnp.ones((small,)), "b": jnp.zeros((small,))},
            "n2": {"g": jnp.ones((small,)), "b": jnp.zeros((small,))},
        }

    return {
        "focus_in": dense(full, small),
        "focus_mark": jax.random.normal(next(keys), (3, small)) * 0.3,
        "focus_step": jax.random.normal(next(keys), (17, small)) * 0.1,
        "focus_tree": jax.random.normal(next(keys), (9, small)) * 0.1,
        "focus_sentence": jax.random.normal(next(keys), (9, small)) * 0.1,
        "focus_clue": jax.random.normal(next(keys), (2, small)) * 0.1,
        "focus_norm": {"g": jnp.ones((small,)), "b": jnp.zeros((small,))},
        **{f"focus{n}": block() for n in range(FOCUS_LAYERS)},
        "focus_out": dense(small, RELATIONS, 0.01),
        "embed": {k: jax.random.normal(next(keys), s) * 0.3 for k, s in _EMBED.items()},
        "trigger1": dense(full, HIDDEN),
        "trigger2": dense(HIDDEN, 1),
        "status1": dense(full + small, HIDDEN),
        "status2": dense(HIDDEN, 8),
        "format2": dense(HIDDEN, 4),
        "sentence1": dense(2 * full, HIDDEN),
        "sentence2": dense(HIDDEN, 1),
        "pair_t": dense(full, RELATIONS * PAIR),
        "pair_c": dense(full, RELATIONS * PAIR),
        "pair_ut": dense(full, RELATIONS, 0.01),
        "pair_uc": dense(full, RELATIONS, 0.01),
        "pair_step": jnp.zeros((17, RELATIONS)),
        "pair_tree": jnp.zeros((9, RELATIONS)),
        "pair_sentence": jnp.zeros((9, RELATIONS)),
        "pair_clue": jnp.zeros((2,)),
        "pair_rival": jnp.zeros((RIVALRY, RELATIONS)),
        "same_a": dense(full + small, SAME),
        "same_u": dense(full + small, 1, 0.01),
        "same_w": dense(SAME, 1),
        "same_sentence": jnp.zeros((9, 1)),
        "quote1": dense(2 * full, HIDDEN),
        "quote2": dense(HIDDEN, 1),
        "link_a": dense(full, LINK),
        "link_c": dense(full, LINK),
        "link_u": dense(full, 1, 0.01),
        "link_step": jnp.zeros((17, 1)),
        "link_sentence": jnp.zeros((9, 1)),
        "link_clue": dense(LINK_CLUES, LINK_HIDDEN),
        "link_kind": dense(full, LINK_HIDDEN),
        "link_both": dense(LINK_HIDDEN, 1, 0.1),
    }


def _dense(p: Params, x: jax.Array) -> jax.Array:
    return x @ p["w"] + p["b"]


def _eight_bits(x: jax.Array) -> jax.Array:
    """What is left of activations in eight bits for the whole tensor, as ONNX Runtime's dynamic
    quantisation does it; the gradient passes (Bengio et al. 2013, straight-through)."""
    low, high = jnp.minimum(x.min(), 0), jnp.maximum(x.max(), 0)
    step = jax.lax.stop_gradient((high - low) / 255 + 1e-12)
    return x + jax.lax.stop_gradient(jnp.round(x / step) * step - x)


def _seven_bits(w: jax.Array) -> jax.Array:
    """Weights in seven bits an output channel."""
    step = jax.lax.stop_gradient(jnp.abs(w).max(0, keepdims=True) / 63 + 1e-12)
    return w + jax.lax.stop_gradient(jnp.round(w / step) * step - w)


def _coarse(p: Params, x: jax.Array) -> jax.Array:
    """A dense layer of the encoder as it will run."""
    return _eight_bits(x) @ _seven_bits(p["w"]) + p["b"]


def _norm(p: Params, x: jax.Array) -> jax.Array:
    mean = x.mean(-1, keepdims=True)
    spread = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) / jnp.sqrt(spread + EPSILON) * p["g"] + p["b"]


def _drop(key: jax.Array | None, x: jax.Array, rate: float) -> jax.Array:
    if key is None or rate == 0.0:
        return x
    return jnp.where(jax.random.bernoulli(key, 1 - rate, x.shape), x / (1 - rate), 0.0)


def encode(
    frozen: Params,
    tuned: list[Params],
    pieces: jax.Array,
    lengths: jax.Array,
    key: jax.Array | None = None,
    rate: float = 0.1,
) -> jax.Array:
    """Piece vectors [W, L, D]. `frozen` has the embeddings and the lowest blocks."""
    size = pieces.shape[1]
    x = frozen["words"][pieces] + frozen["places"][:size][None] + frozen["kinds"][0]
    x = _norm(frozen["norm"], x)
    mask = (jnp.arange(size)[None] < lengths[:, None])[:, None, None, :]
    for block in frozen["blocks"]:
        x = _block(block, x, mask, None, 0.0)
    x = jax.lax.stop_gradient(x)
    for block in tuned:
        if key is not None:
            key, sub = jax.random.split(key)
        else:
            sub = None
        x = _block(block, x, mask, sub, rate)
    return x


def _block(
    p: Params, x: jax.Array, mask: jax.Array, key: jax.Array | None, rate: float
) -> jax.Array:
    w, size, width = x.shape
    part = width // HEADS

    def split(y: jax.Array) -> jax.Array:
        return y.reshape(w, size, HEADS, part).transpose(0, 2, 1, 3)

    q, k, v = split(_coarse(p["q"], x)), split(_coarse(p["k"], x)), split(_coarse(p["v"], x))
    score = q @ k.transpose(0, 1, 3, 2) / part**0.5
    score = jnp.where(mask, score, -1e9)
    mixed = (jax.nn.softmax(score, -1) @ v).transpose(0, 2, 1, 3).reshape(w, size, width)
    k1, k2 = (None, None) if key is None else jax.random.split(key)
    x = _norm(p["n1"], x + _drop(k1, _coarse(p["o"], mixed), rate))
    inner = jax.nn.gelu(_coarse(p["f1"], x), approximate=False)
    return _norm(p["n2"], x + _drop(k2, _coarse(p["f2"], inner), rate))


def tokens(
    heads: Params,
    piece: jax.Array,
    first: jax.Array,
    last: jax.Array,
    kinds: jax.Array,
    flags: jax.Array,
) -> jax.Array:
    """Token vectors [N, D + features]."""
    flat = piece.reshape(-1, piece.shape[-1])
    x = (flat[first] + flat[last]) / 2
    e = heads["embed"]
    return jnp.concatenate(
        [x, e["pos"][kinds[:, 0]], e["dep"][kinds[:, 1]], e["ent"][kinds[:, 2]], flags], -1
    )


def focus(
    h: Params,
    x: jax.Array,
    at: jax.Array,
    mask: jax.Array,
    marks: jax.Array,
    step: jax.Array,
    tree: jax.Array,
    sentence: jax.Array,
    clue: jax.Array,
    key: jax.Array | None = None,
) -> tuple[jax.Array, jax.Array]:
    """The text around each trigger read once more, knowing which trigger is asked about.

    `at` [T, F] token numbers, `mask` [T, F]; `marks` [T, F]: 0, 1 the trigger, 2 another one.
    Returns scores to add to the pairs' [T, F, relation], and vectors of the tokens [T, F, width].
    """
    y = _dense(h["focus_in"], x)[at] + h["focus_mark"][marks] + h["focus_step"][step]
    y = y + h["focus_tree"][tree] + h["focus_sentence"][sentence] + clue @ h["focus_clue"]
    y = _norm(h["focus_norm"], y)
    t, size, width = y.shape
    part = width // FOCUS_HEADS
    for n in range(FOCUS_LAYERS):
        p = h[f"focus{n}"]
        k1 = k2 = None
        if key is not None:
            key, k1, k2 = jax.random.split(key, 3)

        def split(z: jax.Array) -> jax.Array:
            return z.reshape(t, size, FOCUS_HEADS, part).transpose(0, 2, 1, 3)

        q, k, v = (split(_dense(p[c], y)) for c in "qkv")
        score = q @ k.transpose(0, 1, 3, 2) / part**0.5
        score = jnp.where(mask[:, None, None, :] > 0, score, -1e9)
        mixed = (jax.nn.softmax(score, -1) @ v).transpose(0, 2, 1, 3).reshape(t, size, width)
        y = _norm(p["n1"], y + _drop(k1, _dense(p["o"], mixed), 0.15))
        inner = jax.nn.gelu(_dense(p["f1"], y))
        y = _norm(p["n2"], y + _drop(k2, _dense(p["f2"], inner), 0.15))
    return _dense(h["focus_out"], y), y


def trigger_scores(h: Params, x: jax.Array) -> jax.Array:
    return _dense(h["trigger2"], jax.nn.gelu(_dense(h["trigger1"], x)))[:, 0]


def sentence_scores(h: Params, x: jax.Array, sentence: jax.Array, count: int) -> jax.Array:
    """[S]: whether a sentence tells of an occasion; `sentence[n]` its number, `count` for none."""
    total = jax.ops.segment_sum(x, sentence, count + 1)[:count]
    size = jax.ops.segment_sum(jnp.ones(len(x)), sentence, count + 1)[:count, None]
    top = jax.ops.segment_max(x, sentence, count + 1)[:count]
    both = jnp.concatenate([total / jnp.maximum(size, 1), jnp.where(size > 0, top, 0)], -1)
    return _dense(h["sentence2"], jax.nn.gelu(_dense(h["sentence1"], both)))[:, 0]


def status_scores(h: Params, x: jax.Array) -> tuple[jax.Array, jax.Array]:
    hidden = jax.nn.gelu(_dense(h["status1"], x))
    return _dense(h["status2"], hidden), _dense(h["format2"], hidden)


def pair_scores(
    h: Params,
    t: jax.Array,
    x: jax.Array,
    step: jax.Array,
    tree: jax.Array,
    sentence: jax.Array,
    clue: jax.Array,
    rival: jax.Array,
) -> jax.Array:
    """[T, N, relation]: how well token n is a party, the day, the place of trigger t."""
    a = _dense(h["pair_t"], t).reshape(t.shape[0], RELATIONS, PAIR)
    b = _dense(h["pair_c"], x).reshape(x.shape[0], RELATIONS, PAIR)
    score = jnp.einsum("trk,nrk->tnr", a, b) / PAIR**0.5
    score += _dense(h["pair_ut"], t)[:, None] + _dense(h["pair_uc"], x)[None]
    score = score.at[..., 0].add(clue @ h["pair_clue"]) + h["pair_rival"][rival]
    return score + h["pair_step"][step] + h["pair_tree"][tree] + h["pair_sentence"][sentence]


def same_scores(h: Params, t: jax.Array, sentence: jax.Array) -> jax.Array:
    """[T, T]: whether two triggers tell of one occasion."""
    a = jnp.tanh(_dense(h["same_a"], t))
    near = a[:, None] * a[None]
    apart = jnp.abs(a[:, None] - a[None])
    u = _dense(h["same_u"], t)[:, 0]
    score = ((near - apart) @ h["same_w"]["w"])[..., 0] + h["same_w"]["b"][0]
    return score + u[:, None] + u[None] + h["same_sentence"][sentence][..., 0]


def link_scores(
    h: Params, a: jax.Array, x: jax.Array, step: jax.Array, sentence: jax.Array, clue: jax.Array
) -> jax.Array:
    """[A, N]: how well the name that ends at token n is whom the words at a stand for."""
    score = _dense(h["link_a"], a) @ _dense(h["link_c"], x).T / LINK**0.5
    score += _dense(h["link_u"], x)[:, 0][None]
    mixed = jax.nn.gelu(_dense(h["link_clue"], clue) + _dense(h["link_kind"], a)[:, None])
    score += _dense(h["link_both"], mixed)[..., 0]
    return score + h["link_step"][step][..., 0] + h["link_sentence"][sentence][..., 0]


def quote_scores(h: Params, cue: jax.Array, first: jax.Array) -> jax.Array:
    """[R]: how well what the rules propose as a quote is one."""
    both = jnp.concatenate([cue, first], -1)
    return _dense(h["quote2"], jax.nn.gelu(_dense(h["quote1"], both)))[:, 0]
