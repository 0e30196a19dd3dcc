"""`python -m readout.training.antecedents`: the weights that rank whom words stand for.

A network of one hidden layer over the signs of `extraction.decide.antecedents`, trained on the
reference links, bodies and speakers of seeds/corpus but the held-out sixth; how much it weighs
beside the encoder's scorer is fitted on that sixth by halves of articles. Seeded; six minutes of
one core, nearly all of it reading.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
import optax

from readout.evaluation.corpus import CorpusArticle, read_corpus
from readout.extraction.decide.antecedents import Antecedents, combined
from readout.extraction.decide.quotes import find_quotes
from readout.extraction.decide.scene import Clues, scene_of_document
from readout.extraction.resolve.references import References
from readout.home import DATA
from readout.learned.encoder import WEIGHTS, Encoder
from readout.training.examples import example_of, head_of, held_out, read_document, tokens_in

FILE = "antecedents.npz"
CORPUS = DATA / "seeds" / "corpus"
HIDDEN, EPOCHS, BATCH, RATE, DECAY = 32, 20, 64, 3e-3, 1e-3
MOST = 64  # entities of an article that are ranked in training
Mix = tuple[float, float, float]
_POWERS, _NOBODY = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0), (-0.5, -0.25, 0.0, 0.25, 0.5)
PRONOUNS, NOUNS, OTHERS = "pronouns", "nouns", "others"
Floats = npt.NDArray[np.float32]


@cache
def _encoder(folder: Path) -> Encoder:
    return Encoder(folder, ranking=False)


@dataclass(frozen=True, slots=True)
class Anaphor:
    """Words that stand for somebody: `signs` [entity + 1, sign], the rows that are `right` (the
    last for nobody), the encoder's shares where its training didn't see the article."""

    article: str
    kind: str
    signs: Floats
    right: tuple[int, ...]
    shares: Floats | None


def anaphors(article: CorpusArticle, folder: Path, held: bool) -> list[Anaphor]:
    """All of one article, as the product reads it."""
    encoder = _encoder(folder)
    example = example_of(article, encoder.wordpieces)
    document = read_document(article.item.text, article.published)
    references = References(document)
    clues = Clues(document, references, find_quotes(document, references))
    heads = encoder.read(scene_of_document(document, encoder.wordpieces)) if held else None
    ranking = Antecedents(clues, heads)
    marked = {
        head_of(document.doc, run)
        for reference in article.references
        if (run := tokens_in(document.doc, reference.span))
    }
    found = []
    for anchor, ends in example.links:
        among = ranking.among(anchor)
        right = tuple(n for n, e in enumerate(among) if ends & set(e.ends))
        if not among or (ends and not right):
            continue
        near = ranking.by_encoder(anchor) if held else None
        found.append(
            Anaphor(
                article.item.id,
                OTHERS
                if anchor not in marked
                else PRONOUNS
                if document.doc[anchor].pos_ == "PRON"
                else NOUNS,
                ranking.signs(anchor, among),
                right or (len(among),),
                None
                if near is None
                else np.array(
                    [*(near.get(e.named, 0.0) for e in among), near.get(None, 0.0)], np.float32
                ),
            )
        )
    return found


def read_all(
    articles: Sequence[CorpusArticle], folder: Path, held: Collection[str], workers: int = 2
) -> list[Anaphor]:
    """The anaphors of every article; those of `held` with the encoder's shares. `workers` started
    afresh (JAX's threads would hang a fork), none for the process itself."""
    told = [a.item.id in held for a in articles]
    where = [folder] * len(articles)
    if not workers:
        return [one for some in map(anaphors, articles, where, told) for one in some]
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        found = pool.map(anaphors, articles, where, told, chunksize=8)
        return [one for some in found for one in some]


def train(rows: Sequence[Anaphor], seed: int = 0) -> dict[str, Floats]:
    """The network's weights: AdamW on the log share of whoever is right, references counting more
    than bodies and speakers, of which there are many easy ones."""
    width = rows[0].signs.shape[1]
    x = np.zeros((len(rows), MOST, width), np.float32)
    known = np.zeros((len(rows), MOST), np.bool_)
    right = np.zeros((len(rows), MOST), np.bool_)
    for n, row in enumerate(rows):
        size = len(row.signs)
        kept = list(range(size))
        if size > MOST:  # the right ones, nobody, and those named most
            often = sorted(range(size - 1), key=lambda k: -row.signs[k, 26])
            kept = sorted({*row.right, size - 1, *often[: MOST - 1 - len(row.right)]})
        x[n, : len(kept)], known[n, : len(kept)] = row.signs[kept], True
        right[n, [kept.index(k) for k in row.right]] = True
    weight = np.array([0.4 if row.kind == OTHERS else 1.0 for row in rows], np.float32)

    def loss(p: Any, x: Any, known: Any, right: Any, weight: Any) -> Any:
        value = (jnp.tanh(x @ p["w1"] + p["b1"]) @ p["w2"] + p["b2"])[..., 0]
        value = jnp.where(known, value, -1e9)
        whole = jax.nn.logsumexp(value, -1)
        good = jax.nn.logsumexp(jnp.where(right, value, -1e9), -1)
        return (weight * (whole - good)).mean()

    keys = jax.random.split(jax.random.PRNGKey(seed), 2)
    p: Any = {
        "w1": jax.random.normal(keys[0], (width, HIDDEN)) / width**0.5,
        "b1": jnp.zeros(HIDDEN),
        "w2": jax.random.normal(keys[1], (HIDDEN, 1)) / HIDDEN**0.5,
        "b2": jnp.zeros(1),
    }
    rule = optax.adamw(RATE, weight_decay=DECAY)
    state = rule.init(p)

    @jax.jit
    def step(p: Any, state: Any, *batch: Any) -> Any:
        slope = jax.grad(loss)(p, *batch)
        change, state = rule.update(slope, state, p)
        return optax.apply_updates(p, change), state

    chance = np.random.default_rng(seed)
    for _ in range(EPOCHS):
        order = chance.permutation(len(rows))
        for low in range(0, len(order) - BATCH + 1, BATCH):
            b = order[low : low + BATCH]
            p, state = step(p, state, x[b], known[b], right[b], weight[b])
    return {name: np.asarray(value, np.float32) for name, value in p.items()}


def logits(row: Anaphor, weights: dict[str, Floats]) -> Floats:
    """The network's value of one anaphor's entities and nobody."""
    found: Floats = (np.tanh(row.signs @ weights["w1"] + weights["b1"]) @ weights["w2"])[:, 0]
    return found


def mixed(rows: Sequence[Anaphor], weights: dict[str, Floats]) -> Mix:
    """How much the encoder's share, the network's, and a constant for nobody weigh: of a grid the
    likeliest on `rows`."""
    told = [(row, logits(row, weights)) for row in rows if row.shares is not None]

    def likely(mix: Mix) -> float:
        total = 0.0
        for row, value in told:
            assert row.shares is not None
            total += float(np.log(combined(row.shares, value, mix)[list(row.right)].sum() + 1e-6))
        return total

    return max(
        ((a, b, c) for a in _POWERS for b in _POWERS for c in _NOBODY),
        key=likely,
    )


def right_of(rows: Sequence[Anaphor], weights: dict[str, Floats], mix: Mix) -> float:
    """The share of anaphors whose likeliest antecedent is right."""
    good = 0
    for row in rows:
        value = logits(row, weights)
        near = row.shares if row.shares is not None else np.ones_like(value)
        good += int(combined(near, value, mix).argmax()) in row.right
    return good / max(1, len(rows))


def figures(rows: Sequence[Anaphor], weights: dict[str, Floats]) -> dict[str, list[float]]:
    """By kind: how many, right by the encoder alone, by the network alone, by both where the other
    half of the articles fitted the mixture."""
    halves = sorted({row.article for row in rows})
    first = set(halves[::2])
    one = [row for row in rows if row.article in first]
    two = [row for row in rows if row.article not in first]
    told: dict[str, list[float]] = {}
    for kind in (PRONOUNS, NOUNS, OTHERS):
        mine = [row for row in rows if row.kind == kind]
        both = sum(
            right_of([r for r in test if r.kind == kind], weights, mixed(fit, weights))
            * sum(r.kind == kind for r in test)
            for fit, test in ((one, two), (two, one))
        ) / max(1, len(mine))
        alone = [
            sum(int(of(row).argmax()) in row.right for row in mine) / max(1, len(mine))
            for of in (lambda row: row.shares, lambda row: logits(row, weights))
        ]
        told[kind] = [len(mine), *(round(x, 3) for x in (*alone, both))]
    return told


def make(
    articles: Sequence[CorpusArticle], held: Collection[str], folder: Path, workers: int = 2
) -> bytes:
    """Train, print the figures on the held-out, write the weights into `folder`, give the file."""
    rows = read_all(articles, folder, held, workers)
    weights = train([row for row in rows if row.shares is None])
    test = [row for row in rows if row.shares is not None]
    print("held out: how many, right by the encoder, by this network, by both")
    for kind, told in figures(test, weights).items():
        print(f"  {kind:9}", *told)
    encoder, ranker, nobody = mixed(test, weights)
    np.savez_compressed(
        folder / FILE,
        **weights,
        mix_encoder=np.float32(encoder),
        mix_ranker=np.float32(ranker),
        mix_nobody=np.float32(nobody),
    )
    print(f"mixture {encoder:.3f} {ranker:.3f} {nobody:.3f} → {folder / FILE}")
    return (folder / FILE).read_bytes()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m readout.training.antecedents")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    told = parser.parse_args(arguments)
    articles = read_corpus(told.corpus)
    make(articles, held_out(articles), told.weights)


if __name__ == "__main__":
    main()
