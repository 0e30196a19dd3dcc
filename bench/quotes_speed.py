"""CPU time and memory of reading quotes, against the bare spaCy pipeline on the same texts.

    python -m bench.quotes_speed TEXTS.jsonl [--words 20000] [--long-mb 2]

Prints, from one run: words per CPU-second of the bare pipeline (`spacy.load`, all its
components, text by text), of quotes alone (language check, parse, register, quotes) and
of the whole extraction, both as a share of the bare pipeline's time; then how time grows
with the length of one text, and the peak memory of this process.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from bench.figures import peak_megabytes

os.environ.setdefault("OMP_NUM_THREADS", "1")


def cpu(work: Callable[[str], object], texts: list[str]) -> float:
    """CPU-seconds of this process that reading the texts takes."""
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


def read_texts(path: Path, words: int) -> list[str]:
    texts: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and sum(len(t.split()) for t in texts) < words:
            texts.append(json.loads(line)["text"])
    return texts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--long-mb", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()

    import spacy
    from readout.config import load_settings
    from readout.extraction import extract
    from readout.extraction.decide.quotes import find_quotes
    from readout.extraction.document import Document
    from readout.extraction.resolve.references import References
    from readout.model import Article
    from readout.text.language import language_of
    from readout.text.parsing import parse

    def quotes_alone(text: str) -> None:
        language_of(text)
        doc = parse(text)
        document = Document(doc)
        find_quotes(document, References(document))

    texts = read_texts(asked.texts, asked.words)
    words = sum(len(t.split()) for t in texts)
    bare = spacy.load(load_settings().spacy_model)
    for text in texts[:5]:  # load, fill caches
        bare(text)
        extract(Article("warm", text))
    kinds: dict[str, Callable[[str], object]] = {
        "bare pipeline": bare,
        "quotes alone": quotes_alone,
        "quotes and meetings": lambda t: extract(Article("x", t)),
    }
    # The least of several rounds: whatever else runs on the machine only ever adds.
    least = {
        name: min(cpu(work, texts) for _ in range(asked.rounds)) for name, work in kinds.items()
    }
    base = least["bare pipeline"]
    print(f"{len(texts)} texts, {words} words, least of {asked.rounds} rounds")
    for name, seconds in least.items():
        rate = f"{words / seconds:8.0f} words/CPU-s"
        print(f"{name:20} {seconds:7.2f} CPU-s {rate} {seconds / base:6.2f} × bare")
    print(f"peak memory so far {peak_megabytes():.0f} MB")
    for part in (0.25, 0.5, 1.0) if asked.long_mb > 0 else ():
        size = int(asked.long_mb * part * 1_000_000)
        pool = "\n".join(texts)
        long = (pool * (size // len(pool) + 1))[:size]
        seconds = cpu(quotes_alone, [long])
        each = f"{seconds / size * 1e6:5.1f} CPU-s a MB"
        what = f"quotes of one text of {size / 1e6:.2f} MB"
        print(f"{what}: {seconds:7.1f} CPU-s, {each}, peak {peak_megabytes():.0f} MB")


if __name__ == "__main__":
    main()
