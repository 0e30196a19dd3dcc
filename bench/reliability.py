"""Is a quote of confidence 0.9 right nine times of ten? Table and picture.

    python bench/reliability.py GOLD.jsonl SCORER.py docs/img/quotes_reliability.png

GOLD is annotated with speakers; SCORER brings `toks(text, spans)` and `right(gold, name,
text)`. A quote is right when its words are exactly those of a gold quote and its speaker
is right; one that pairs with an optional gold quote counts neither way. The gate's own
corpora make the second series.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from readout.config import ROOT
from readout.evaluation.corpora import load_corpus
from readout.evaluation.reliability_chart import draw
from readout.extraction import extract
from readout.model import Article

Told = list[tuple[float, bool]]
_CORPORA = ("quotes_sentences", "articles")


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judge(scorer: ModuleType, text: str, gold: list[dict[str, Any]]) -> Told:
    """(confidence, right) of each quote of one text."""
    asked = [(g, scorer.toks(text, g["content"])) for g in gold]
    result: Told = []
    for quote in extract(Article("x", text)).quotes:
        mine = scorer.toks(text, quote.content)
        if quote.cue_kind != "speech" or not mine:
            continue
        near = [(len(mine & g) / len(mine | g), not o["optional"], o) for o, g in asked if mine & g]
        best = max(near, key=lambda n: n[:2], default=(0.0, True, None))
        inside = any(o["optional"] and len(mine & g) >= 0.8 * len(mine) for o, g in asked)
        if (best[2] is not None and best[0] >= 0.5 and best[2]["optional"]) or (
            best[0] < 0.5 and inside
        ):
            continue
        right = best[0] == 1.0 and scorer.right(best[2], quote.speaker_name, text)
        result.append((quote.confidence, bool(right)))
    return result


def of_gate(scorer: ModuleType) -> Told:
    result: Told = []
    for corpus in _CORPORA:
        for item in load_corpus(corpus, ROOT / "tests" / "gate"):
            gold = [
                {
                    "content": q.content,
                    "optional": q.optional,
                    "speaker_name": q.speaker_name,
                    "speaker_kind": "person" if q.speaker_kind is None else q.speaker_kind,
                    "speaker_desc": q.speaker_desc,
                    "also": list(q.also),
                }
                for q in item.quotes
            ]
            result += judge(scorer, item.text, gold)
    return result


def table(name: str, told: Told) -> list[dict[str, Any]]:
    """Print and return a row a tenth of confidence."""
    rows = []
    print(name)
    for tenth in range(10):
        part = [(c, r) for c, r in told if tenth <= min(c, 0.999) * 10 < tenth + 1]
        if part:
            mean = sum(c for c, _ in part) / len(part)
            right = sum(r for _, r in part) / len(part)
            print(f"  {tenth / 10:.1f}  told {mean:.2f}  right {right:.2f}  of {len(part)}")
            rows.append({"series": name, "confidence": mean, "right": right, "records": len(part)})
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("picture", type=Path)
    asked = parser.parse_args()
    scorer = load(asked.scorer)
    told: Told = []
    for text_row in map(json.loads, asked.gold.read_text(encoding="utf-8").splitlines()):
        told += judge(scorer, text_row["text"], text_row["quotes"])
    rows = table("news articles", told) + table("gate corpora", of_gate(scorer))
    sure = [r for c, r in told if c >= 0.9]
    print(f"at 0.9 and above: {sum(sure) / max(1, len(sure)):.3f} right of {len(sure)}")
    draw(rows, asked.picture)


if __name__ == "__main__":
    main()
