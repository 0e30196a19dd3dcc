"""A toy encoder trained in seconds: the loss falls, and the product loads what training wrote.

Needs what `make train` installs (.ci/run does); a plain `make test` leaves it out.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("jax", reason="what make train installs is not there")
pytest.importorskip("optax")
pytest.importorskip("onnx")

import jax
import jax.numpy as jnp
from readout.evaluation.corpus import read_article
from readout.learned.encoder import Encoder
from readout.learned.heads import Heads
from readout.learned.wordpieces import WordPieces
from readout.training import antecedents, export, network
from readout.training.__main__ import write_weights
from readout.training.examples import example_of
from readout.training.train import Further, arrays, loss, train

HEAD = "genre: wire\nregion: gulf\noutlet: O\npublished: 2024-05-12\ntitle: T\n---\n"
TEXT = (
    "Abena Osei {m1 met} Ilir Kodra {d1 on Saturday} in {l1 Lusaka}.\n"
    "The rain went on. {s1 She} {q1 said} {c1 that helped}.\n"
    "Prices rose by a tenth. Maize was dear.\n"
    "---\nm1: Abena Osei + Ilir Kodra | held | 2024-05-11 | at=Lusaka\nq1: Abena Osei\n"
)
WIDTH = 24


def _base(words: int) -> dict[str, object]:
    keys = iter(jax.random.split(jax.random.PRNGKey(0), 40))

    def dense(i: int, o: int) -> dict[str, object]:
        return {"w": jax.random.normal(next(keys), (i, o)) * 0.2, "b": jnp.zeros(o)}

    def norm() -> dict[str, object]:
        return {"g": jnp.ones(WIDTH), "b": jnp.zeros(WIDTH)}

    def block() -> dict[str, object]:
        return {
            **{k: dense(WIDTH, WIDTH) for k in ("q", "k", "v", "o")},
            "f1": dense(WIDTH, 48),
            "f2": dense(48, WIDTH),
            "n1": norm(),
            "n2": norm(),
        }

    return {
        "words": jax.random.normal(next(keys), (words, WIDTH)) * 0.3,
        "places": jnp.zeros((256, WIDTH)),
        "kinds": jnp.zeros((2, WIDTH)),
        "norm": norm(),
        "blocks": [block(), block()],
    }


def test_a_toy_learns_and_is_loaded(tmp_path: Path) -> None:
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)]
    listed = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters, *("##" + c for c in letters), ".", ","]
    words = {w: n for n, w in enumerate(listed)}
    example = example_of(read_article(HEAD + TEXT, hand="h", name="a"), WordPieces(words))
    base = _base(len(words))
    ready = arrays(example)
    assert ready is not None
    key = jax.random.PRNGKey(3)

    untrained = {
        "heads": network.heads_from(jax.random.PRNGKey(1), WIDTH),
        "blocks": [base["blocks"][1]],
    }
    frozen, trained = train(
        [example], base, epochs=40, seed=1, frozen_layers=1, quiet=True, head_rate=0.01
    )
    measured = jax.jit(loss)
    before = float(measured(untrained, frozen, ready, key))
    after = float(measured(trained, frozen, ready, key))
    assert after < 0.5 * before
    write_weights(tmp_path, frozen, trained, words, {})
    start = export.read_weights(tmp_path)
    assert abs(float(measured(start, frozen, ready, key)) - after) < 0.1 * before
    further = Further(untrained, words["[UNK]"], keep=0.9, rate=1e-3, head_rate=0.01)
    _, more = train(
        [example], base, epochs=40, seed=2, frozen_layers=1, quiet=True, further=further
    )
    assert float(measured(more, frozen, ready, key)) < 0.5 * before
    copies = [read_article(HEAD + TEXT, hand="h", name=f"a{n}") for n in range(80)]
    antecedents.make(copies, {"h/a0", "h/a1"}, tmp_path, workers=0)
    encoder = Encoder(tmp_path)
    told = encoder.read(example.scene).sentences()
    assert int(told.argmax()) == 0  # the first sentence tells of the occasion

    # The product's NumPy heads say what the training's do, over the same vectors.
    flat = encoder.pieces(example.scene)
    ours = Heads.over(encoder.heads, example.scene, flat, encoder.again).triggers()
    heads = jax.tree_util.tree_map(
        lambda x: jnp.asarray(x, jnp.float16).astype(jnp.float32), trained["heads"]
    )
    w = example.scene.windows
    x = network.tokens(
        heads, jnp.asarray(flat)[None], w.first, w.last, example.scene.kinds, example.scene.flags
    )
    theirs = np.asarray(jax.nn.sigmoid(network.trigger_scores(heads, x)))
    assert np.allclose(ours, theirs, atol=1e-3)

    # So does the second reading around a trigger, and whom words stand for.
    told = Heads.over(encoder.heads, example.scene, flat, encoder.again)
    trigger = next(iter(example.tellings))
    told.focus([trigger], [example.party_clues[trigger]])
    pairs = told.pairs(trigger, example.party_clues[trigger], [])
    size = len(x)
    row = {k: np.asarray(ready[k][:1]) for k in ("step", "tree", "sent", "p_clue", "rival")}
    at = ready["f_at"][:1]
    more, _ = network.focus(
        heads,
        x,
        at,
        ready["f_mask"][:1],
        ready["f_mark"][:1],
        *(row[k][0, at[0]][None] for k in ("step", "tree", "sent", "p_clue")),
    )
    whole = network.pair_scores(
        heads,
        x[jnp.array([trigger])],
        x,
        *(row[k][:, :size] for k in ("step", "tree", "sent", "p_clue", "rival")),
    )
    whole = whole.at[0, at[0]].add(more[0] * ready["f_mask"][0][:, None])
    asked = np.asarray(ready["pair_m"][0, :size]) > 0
    theirs = np.asarray(jax.nn.sigmoid(whole[0]))
    assert asked.any()
    assert np.allclose(pairs[asked], theirs[asked], atol=2e-3)
    anchor = example.links[0][0]
    ends = sorted(example.link_clues[0])
    clues = np.array([example.link_clues[0][e] for e in ends], np.float32)
    share = told.link(anchor, ends, clues)
    score = network.link_scores(
        heads,
        x[jnp.array([anchor])],
        x,
        *(np.asarray(ready[k][:1])[:, :size] for k in ("l_step", "l_sent", "l_clue")),
    )
    theirs = np.asarray(jax.nn.softmax(jnp.append(score[0, jnp.array(ends)], 0.0)))
    assert np.allclose(share, theirs, atol=2e-3)
