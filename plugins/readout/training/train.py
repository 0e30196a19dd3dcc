"""Train the reader: `python -m readout.training.train --corpus seeds/corpus --out FOLDER`.

One article a step, heads and the upper layers of the encoder together (Adam; linear warm-up and
decay), seeded. `--folds K --by item|genre|hand` trains K times without a fold and scores it.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from safetensors.numpy import load_file

from readout.learned import features
from readout.training import network, variety
from readout.training.examples import Example

Params = dict[str, Any]
_WINDOWS = (1, 2, 4, 6, 8, 12)
_TRIGGERS = (6, 24)
_LINKS = (64,)
_REPORTS = 64
_TOKENS_PER_WINDOW = 190
_SENTENCES_PER_WINDOW = 16


def _bucket(size: int, sizes: Sequence[int]) -> int:
    return next((s for s in sizes if s >= size), sizes[-1])


def arrays(example: Example) -> dict[str, np.ndarray] | None:
    """One example as padded arrays; None when it is too long for the largest bucket."""
    scene = example.scene
    w = scene.windows
    if len(w.pieces) > _WINDOWS[-1]:
        return None
    nw = _bucket(len(w.pieces), _WINDOWS)
    n = nw * _TOKENS_PER_WINDOW
    size = len(w.first)
    if size > n:
        return None

    def pad(x: np.ndarray, rows: int, fill: float = 0) -> np.ndarray:
        out = np.full((rows, *x.shape[1:]), fill, x.dtype)
        out[: len(x)] = x[:rows]
        return out

    found = sorted(example.tellings)[: _TRIGGERS[-1]]
    nt = _bucket(len(found), _TRIGGERS)
    t_index = pad(np.array(found, np.int32), nt)
    t_mask = pad(np.ones(len(found), np.float32), nt)
    t_same = np.zeros((nt, nt), np.float32)
    for x, one in enumerate(found):
        for y, other in enumerate(found):
            t_same[x, y] = bool(example.tellings[one] & example.tellings[other])
    status = np.zeros(nt, np.int32)
    form = np.zeros(nt, np.int32)
    pair_y = np.zeros((nt, n, network.RELATIONS), np.float32)
    pair_m = np.zeros((nt, n, network.RELATIONS), np.float32)
    p_clue = np.zeros((nt, n, 2), np.float32)
    rival = np.zeros((nt, n), np.int32)
    step = np.zeros((nt, n), np.int32)
    tree = np.full((nt, n), 8, np.int32)
    sent = np.zeros((nt, n), np.int32)
    f_at = np.zeros((nt, features.FOCUS), np.int32)
    f_mask = np.zeros((nt, features.FOCUS), np.float32)
    f_mark = np.zeros((nt, features.FOCUS), np.int32)
    f_mine = np.zeros(nt, np.int32)
    at = np.arange(size)
    sentence = scene.sentence
    trigger_w = np.ones(size, np.float32)
    for k, i in enumerate(found):
        told = sorted(example.tellings[i])
        status[k], form[k], _ = example.occasions[told[0]]
        if all(example.occasions[o][2] for o in told):
            trigger_w[i] = 0.0
        others = [o for o in found if not example.tellings[o] & example.tellings[i]]
        rival[k, :size] = features.rivalry(scene, int(i), others)
        p_clue[k, :size] = example.party_clues[int(i)]
        step[k, :size] = features.signed_bucket(at - i)
        tree[k, :size] = features.tree_distance(scene, int(i))
        start, stop = features.around(scene, int(i))
        f_at[k] = np.minimum(start + np.arange(features.FOCUS), size - 1)
        f_mask[k, : stop - start] = 1.0
        for o in found:
            if start <= o < stop:
                f_mark[k, o - start] = 1 if o == i else 2
        f_mine[k] = i - start
        gap = sentence - sentence[i]
        sent[k, :size] = features.sentence_bucket(gap)
        same = gap == 0
        near = np.abs(gap) <= 3
        party = np.zeros(size, np.bool_)
        spare = np.zeros(size, np.bool_)
        day = np.zeros(size, np.bool_)
        place = np.zeros(size, np.bool_)
        for o in told:
            mine = np.zeros(size, np.bool_)
            mine[list(example.parties[o])] = True
            party |= mine
            spare[list(example.optional_parties[o])] = True
            day[list(example.days[o])] = True
            place[list(example.places[o])] = True
        spare &= ~party
        pair_y[k, :size, 0] = party
        pair_m[k, :size, 0] = same & scene.nominal & ~spare
        pair_y[k, :size, 1] = day
        pair_m[k, :size, 1] = near & scene.temporal
        pair_y[k, :size, 2] = place
        pair_m[k, :size, 2] = near & scene.nominal
        pair_y[k, :size, 3] = party
        pair_m[k, :size, 3] = near & ~same & scene.nominal & ~spare
    trigger_y = (example.trigger > 0).astype(np.float32)
    trigger_w *= example.trigger >= 0
    links = example.links[: _LINKS[-1]]
    na = _bucket(len(links), _LINKS)
    l_index = pad(np.array([a for a, _ in links], np.int32), na)
    l_y = np.zeros((na, n), np.float32)
    l_m = np.zeros((na, n), np.float32)
    l_told = np.zeros(na, np.float32)
    l_clue = np.zeros((na, n, network.LINK_CLUES), np.float32)
    l_step = np.zeros((na, n), np.int32)
    l_sent = np.zeros((na, n), np.int32)
    ends = np.zeros(size, np.bool_)
    ends[[e for e in example.names if e < size]] = True
    for k, (a, right) in enumerate(links):
        gap = sentence - sentence[a]
        near = (gap >= -12) & (gap <= 2)
        good = [r for r in right if near[r]]
        if right and not good:
            continue
        l_told[k] = 1.0
        l_y[k, good] = 1.0
        l_m[k, :size] = ends & near & (at != a)
        l_m[k, good] = 1.0
        for e, clue in example.link_clues[k].items():
            l_clue[k, e] = clue
        l_step[k, :size] = features.signed_bucket(at - a)
        l_sent[k, :size] = features.sentence_bucket(gap)
    count = nw * _SENTENCES_PER_WINDOW
    s_of = np.full(n, count, np.int32)
    s_of[:size] = np.minimum(sentence, count)
    s_y = np.zeros(count, np.float32)
    s_m = np.zeros(count, np.float32)
    s_m[: int(sentence.max()) + 1] = 1.0
    for i in example.tellings:
        if sentence[i] < count:
            s_y[sentence[i]] = 1.0
            s_m[sentence[i]] = max(float(s_m[sentence[i]] > 0.5 and trigger_w[i] > 0), 0.0)
    reports = example.reports[:_REPORTS]
    r_index = pad(np.array([(c, f) for c, f, _ in reports], np.int32).reshape(-1, 2), _REPORTS)
    r_y = pad(np.array([y for _, _, y in reports], np.float32), _REPORTS)
    r_m = pad(np.ones(len(reports), np.float32), _REPORTS)
    return {
        "r_index": r_index,
        "r_y": r_y,
        "r_m": r_m,
        "pieces": pad(w.pieces, nw),
        "lengths": pad(w.lengths, nw, 1),
        "first": pad(w.first, n),
        "last": pad(w.last, n),
        "kinds": pad(scene.kinds, n),
        "flags": pad(scene.flags, n),
        "trigger_y": pad(trigger_y, n),
        "trigger_w": pad(trigger_w, n),
        "t_index": t_index,
        "t_mask": t_mask,
        "t_same": t_same,
        "p_clue": p_clue,
        "rival": rival,
        "f_at": f_at,
        "f_mask": f_mask,
        "f_mark": f_mark,
        "f_mine": f_mine,
        "l_clue": l_clue,
        "sentence": s_of,
        "s_y": s_y,
        "s_m": s_m,
        "status": status,
        "form": form,
        "pair_y": pair_y,
        "pair_m": pair_m,
        "step": step,
        "tree": tree,
        "sent": sent,
        "t_sent": features.sentence_bucket(
            np.abs(pad(sentence[found], nt)[None] - pad(sentence[found], nt)[:, None])
        ),
        "l_index": l_index,
        "l_told": l_told,
        "l_y": l_y,
        "l_m": l_m,
        "l_step": l_step,
        "l_sent": l_sent,
    }


def _bce(score: jax.Array, y: jax.Array, positive: float = 1.0) -> jax.Array:
    return -(positive * y * jax.nn.log_sigmoid(score) + (1 - y) * jax.nn.log_sigmoid(-score))


def loss(trained: Params, frozen: Params, a: Params, key: jax.Array) -> jax.Array:
    """The sum of all heads' losses on one article."""
    k1, k2, k3, k4 = jax.random.split(key, 4)
    h = trained["heads"]
    piece = network.encode(frozen, trained["blocks"], a["pieces"], a["lengths"], k1)
    x = network.tokens(h, piece, a["first"], a["last"], a["kinds"], a["flags"])
    x = network._drop(k2, x, 0.15)
    total = (_bce(network.trigger_scores(h, x), a["trigger_y"], 1.5) * a["trigger_w"]).sum() / 8
    told = network.sentence_scores(h, x, a["sentence"], a["s_y"].shape[0])
    total += (_bce(told, a["s_y"], 1.5) * a["s_m"]).sum() / 4
    rows, at = jnp.arange(len(a["t_index"])), a["f_at"]
    # Now and then another trigger goes unmarked, since at run time some are not found.
    unseen = jax.random.bernoulli(k4, 0.15, a["f_mark"].shape) & (a["f_mark"] == 2)

    def near(what: jax.Array) -> jax.Array:
        return what[rows[:, None], at]

    more, seen = network.focus(
        h,
        x,
        at,
        a["f_mask"],
        jnp.where(unseen, 0, a["f_mark"]),
        near(a["step"]),
        near(a["tree"]),
        near(a["sent"]),
        near(a["p_clue"]),
        k3,
    )
    t = x[a["t_index"]]
    whole = jnp.concatenate([t, seen[rows, a["f_mine"]]], -1)
    status, form = network.status_scores(h, whole)
    m = a["t_mask"]
    total += (optax.softmax_cross_entropy_with_integer_labels(status, a["status"]) * m).sum() / 4
    total += (optax.softmax_cross_entropy_with_integer_labels(form, a["form"]) * m).sum() / 8
    pair = network.pair_scores(h, t, x, a["step"], a["tree"], a["sent"], a["p_clue"], a["rival"])
    pair = pair.at[rows[:, None], at].add(more * a["f_mask"][..., None])
    weight = jnp.array([0.25, 0.25, 0.25, 0.06])
    total += (_bce(pair, a["pair_y"]) * a["pair_m"] * m[:, None, None]).sum((0, 1)) @ weight
    same = network.same_scores(h, whole, a["t_sent"])
    y = a["t_same"]
    upper = jnp.triu(m[:, None] * m[None], 1)
    total += (_bce(same, y, 3.0) * upper).sum() / (2 + m.sum())
    link = network.link_scores(h, x[a["l_index"]], x, a["l_step"], a["l_sent"], a["l_clue"])
    # The last choice, with score 0: nobody who is named here.
    none = jnp.zeros((link.shape[0], 1))
    any_ = jax.nn.logsumexp(jnp.concatenate([jnp.where(a["l_m"] > 0, link, -1e9), none], -1), -1)
    told = a["l_y"].sum(-1) > 0
    good = jnp.where(told, jax.nn.logsumexp(jnp.where(a["l_y"] > 0, link, -1e9), -1), 0.0)
    total += ((any_ - good) * a["l_told"]).sum() / 8
    quote = network.quote_scores(h, x[a["r_index"][:, 0]], x[a["r_index"][:, 1]])
    total += (_bce(quote, a["r_y"]) * a["r_m"]).sum() / 12
    return total


@partial(jax.jit, static_argnames=("optimiser",))
def _step(
    trained: Params, state: Any, frozen: Params, a: Params, key: jax.Array, optimiser: Any
) -> Any:
    value, grad = jax.value_and_grad(loss)(trained, frozen, a, key)
    updates, state = optimiser.update(grad, state, trained)
    return optax.apply_updates(trained, updates), state, value


@jax.jit
def _towards(mean: Params, trained: Params, share: jax.Array) -> Params:
    return jax.tree.map(lambda m, x: m + share * (x - m), mean, trained)


@dataclass(frozen=True, slots=True)
class Further:
    """Learning on from weights that learned from the same examples before.

    `start`: trained parameters; `gap`: the word piece that stands for what can't be read. With
    every pass names are others and some pieces gaps (readout.training.variety); rates are lower;
    what is handed back is the running mean of the parameters (Polyak and Juditsky 1992) over some
    `1 / (1 - keep)` steps. Rates fall as if `planned` passes were made: who ends before has a mean
    of parameters that still moved.
    """

    start: Params
    gap: int
    keep: float = 0.9993
    planned: int = 3
    rate: float = 0.5e-4
    head_rate: float = 0.6e-3
    renamed: float = 0.6
    gaps: float = 0.03


def train(
    examples: list[Example],
    base: Params,
    *,
    epochs: int,
    seed: int,
    frozen_layers: int = 2,
    rate: float = 1.0e-4,
    head_rate: float = 1.5e-3,
    further: Further | None = None,
    quiet: bool = False,
) -> tuple[Params, Params]:
    """Frozen and trained parameters after `epochs` passes over `examples`, in seeded order."""
    frozen = {**base, "blocks": base["blocks"][:frozen_layers]}
    heads = network.heads_from(jax.random.PRNGKey(seed), int(base["words"].shape[1]))
    trained = {"heads": heads, "blocks": base["blocks"][frozen_layers:]}
    if further is not None:
        trained, rate, head_rate = further.start, further.rate, further.head_rate
    ready = [(x, variety.surnames(e)) for e in examples if (x := arrays(e)) is not None]
    others = variety.pool(names for _, names in ready)
    draw = np.random.default_rng(seed)
    steps = (epochs if further is None else further.planned) * len(ready)

    def schedule(peak: float) -> optax.Schedule:
        return optax.warmup_cosine_decay_schedule(0.0, peak, max(1, steps // 12), steps, peak / 50)

    optimiser = optax.chain(
        optax.clip_by_global_norm(5.0),
        optax.multi_transform(
            {
                "blocks": optax.adamw(schedule(rate), weight_decay=0.01),
                "heads": optax.adamw(schedule(head_rate), weight_decay=0.02),
            },
            {"heads": "heads", "blocks": "blocks"},
        ),
    )
    state = optimiser.init(trained)
    order = random.Random(seed)
    key = jax.random.PRNGKey(seed + 1)
    mean = trained
    for epoch in range(epochs):
        began, spent = time.time(), []
        order.shuffle(ready)
        for a, names in ready:
            key, sub = jax.random.split(key)
            given = a if further is None else _varied(a, names, others, further, draw)
            trained, state, value = _step(trained, state, frozen, given, sub, optimiser)
            if further is not None:
                mean = _towards(mean, trained, 1 - further.keep)
            spent.append(value)
        if not quiet:
            told = float(np.mean(jax.device_get(spent)))
            print(f"epoch {epoch + 1}: loss {told:.3f}, {time.time() - began:.0f} s", flush=True)
    return frozen, (trained if further is None else mean)


def _varied(
    a: Params,
    names: variety.Names,
    others: dict[int, list[variety.Pieces]],
    further: Further,
    draw: np.random.Generator,
) -> Params:
    pieces = a["pieces"]
    if draw.random() < further.renamed:
        pieces = variety.renamed(pieces, names, others, draw)
    pieces = variety.with_gaps(pieces, a["lengths"], further.gap, further.gaps, draw)
    return {**a, "pieces": pieces}


def load_base(folder: Path) -> Params:
    """The published MiniLM weights."""
    return network.encoder_from(load_file(folder / "model.safetensors"))


def vocabulary(folder: Path) -> dict[str, int]:
    told: dict[str, int] = json.loads((folder / "tokenizer.json").read_text())["model"]["vocab"]
    return told
