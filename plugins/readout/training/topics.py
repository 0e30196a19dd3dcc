"""`python -m readout.training.topics`: the topic model's weights from seeds/corpus.

Multinomial logistic regression with a quadratic penalty, by full gradients from zero: no chance
in it, the same corpus gives the same weights. `--measure` holds out fifths and whole hands.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from readout.evaluation.corpus import CorpusArticle, read_corpus
from readout.home import DATA
from readout.learned.topics import SURE, WEIGHTS, Model, counted, vector
from readout.lexicon.subjects import SUBJECTS

CORPUS = DATA / "seeds" / "corpus"
MOST_WORDS, LEAST_ARTICLES = 6_000, 3
ROUNDS, STEP, PENALTY = 250, 6.0, 1e-4


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article with its topic; `hand` is who wrote it."""

    hand: str
    text: str
    title: str
    topic: str


def labelled(corpus: Path = CORPUS) -> list[Labelled]:
    """The articles that have a topic by topics.toml."""
    told = tomllib.loads((corpus / "topics.toml").read_text(encoding="utf-8"))
    found = []
    for article in read_corpus(corpus):
        topic = _topic(article, told)
        if topic:
            assert topic in SUBJECTS, topic
            found.append(Labelled(article.hand, article.item.text, article.title, topic))
    return found


def _topic(article: CorpusArticle, told: dict[str, Any]) -> str | None:
    hand, _, name = article.item.id.partition("/")
    if hand not in told["hands"]:
        return None
    key = f"{hand}/{name.split('_')[0]}"
    found = told["articles"].get(key) or told["genres"].get(article.genre)
    return str(found) if found else None


def train(articles: list[Labelled]) -> Model:
    """A model from these articles."""
    counts = [counted(a.text, a.title) for a in articles]
    spread = Counter(word for c in counts for word in c)
    ranked = sorted(spread.items(), key=lambda item: (-item[1], item[0]))
    kept = [w for w, n in ranked if LEAST_ARTICLES <= n <= 0.5 * len(articles)][:MOST_WORDS]
    words = {word: n for n, word in enumerate(sorted(kept))}
    idf = np.array(
        [np.log(len(articles) / spread[word]) for word in sorted(kept)], dtype=np.float32
    )
    rows = np.stack([vector(c, words, idf) for c in counts])
    topics = tuple(sorted({a.topic for a in articles}))
    wanted = np.zeros((len(articles), len(topics)), dtype=np.float32)
    for n, article in enumerate(articles):
        wanted[n, topics.index(article.topic)] = 1
    weights, bias = _fitted(rows, wanted)
    return Model(words, idf, weights, bias, topics)


def _fitted(
    rows: npt.NDArray[np.float32], wanted: npt.NDArray[np.float32]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    # Each topic counts for as much as any other, or rare ones would never be told.
    per_topic = wanted.sum(axis=0)
    weight = (wanted @ (1 / per_topic))[:, None]
    weight = (weight / weight.mean()).astype(np.float32)
    weights = np.zeros((rows.shape[1], wanted.shape[1]), dtype=np.float32)
    bias = np.zeros(wanted.shape[1], dtype=np.float32)
    push_w, push_b = np.zeros_like(weights), np.zeros_like(bias)
    for _ in range(ROUNDS):
        scores = rows @ weights + bias
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        off = (powers / powers.sum(axis=1, keepdims=True) - wanted) * weight / len(rows)
        push_w = 0.9 * push_w + rows.T @ off + PENALTY * weights
        push_b = 0.9 * push_b + off.sum(axis=0)
        weights -= STEP * push_w
        bias -= STEP * push_b
    return weights, bias


def held_out(articles: list[Labelled], folds: list[list[int]]) -> list[tuple[str, str, float]]:
    """(right, told, share) of every article, told by a model that did not see its fold."""
    found = []
    for fold in folds:
        out = set(fold)
        made = train([a for n, a in enumerate(articles) if n not in out])
        for n in fold:
            shares = made.shares(articles[n].text, articles[n].title)
            best = int(shares.argmax())
            found.append((articles[n].topic, made.topics[best], float(shares[best])))
    return found


def figures(found: list[tuple[str, str, float]]) -> dict[str, float]:
    """Accuracy of all; how many are told at SURE, and how many of those are right."""
    told = [(right, said) for right, said, share in found if share >= SURE]
    return {
        "articles": len(found),
        "accuracy": round(sum(r == s for r, s, _ in found) / len(found), 3),
        "told": round(len(told) / len(found), 3),
        "right_of_told": round(sum(r == s for r, s in told) / max(1, len(told)), 3),
    }


def save(made: Model, path: Path = WEIGHTS) -> None:
    np.savez_compressed(
        path,
        words=np.array(sorted(made.words, key=made.words.__getitem__)),
        idf=made.idf.astype(np.float16),
        weights=made.weights.astype(np.float16),
        bias=made.bias.astype(np.float16),
        topics=np.array(made.topics),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true", help="hold out, print, write nothing")
    articles = labelled()
    if not parser.parse_args().measure:
        save(train(articles))
        print(f"{WEIGHTS}: {len(articles)} articles")
        return
    fifths = [list(range(n, len(articles), 5)) for n in range(5)]
    hands = sorted({a.hand for a in articles})
    by_hand = [[n for n, a in enumerate(articles) if a.hand == hand] for hand in hands]
    for name, folds in (("fifths", fifths), ("hands", by_hand)):
        found = held_out(articles, folds)
        print(name, figures(found))
        for topic, count in Counter(a.topic for a in articles).most_common():
            mine = [f for f in found if f[0] == topic]
            said = [f for f in found if f[1] == topic]
            right = sum(f[0] == f[1] for f in mine)
            print(f"  {topic:15} {count:4}  found {right / len(mine):.2f}"
                  f"  right {right / max(1, len(said)):.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
