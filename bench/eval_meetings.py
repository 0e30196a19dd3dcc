"""Score meeting extraction against hand-annotated articles.

Usage: eval_meetings.py GOLD.jsonl SCORER.py [--verbose] [--ids ID,ID] [--out FILE]

GOLD has {"id","text","publish_date","meetings"} a line; SCORER is run as
`python SCORER GOLD PRED` and knows one class `denied_or_cancelled` for what we tell apart
(postponed, cancelled, denied). Adds what the scorer doesn't count: a confusion matrix of
status and whether confidence means what it says. The texts stay where they are.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from readout.cli.extracting import article_of, as_row
from readout.extraction import extract

Row = dict[str, Any]
_NEGATIVE = {"postponed", "cancelled", "denied"}


def predict(gold: Row) -> Row:
    """Our meetings of one gold article, in the scorer's form."""
    article = article_of({**gold, "published": gold.get("publish_date")})
    row = as_row(extract(article))
    for meeting in row["meetings"]:
        if meeting["status"] in _NEGATIVE:
            meeting["status"] = "denied_or_cancelled"
        start, end = meeting["evidence"][0]
        meeting["evidence"] = gold["text"][start:end]
    return row


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def details(gold: list[Row], told: dict[str, Row], scorer: ModuleType) -> None:
    """Print status confusion and reliability of confidence over matched meetings."""
    confusion: Counter[tuple[str, str]] = Counter()
    bins: dict[int, list[int]] = {}
    for article in gold:
        asked, found = article["meetings"], told[article["id"]]["meetings"]
        weights = [[scorer.weight(m, g) for g in asked] for m in found]
        pairs = dict(scorer.assign(weights)) if asked else {}
        for index, meeting in enumerate(found):
            match = asked[pairs[index]] if index in pairs else None
            if match is not None and match.get("optional"):
                continue
            right = match is not None
            if match is not None:
                hits, said, wanted, _ = scorer.align(meeting, match)
                right = hits == said == wanted and scorer.status_ok(meeting, match)
                if not scorer.status_ok(meeting, match):
                    confusion[match["status"], meeting["status"]] += 1
                else:
                    confusion[match["status"], match["status"]] += 1
            cell = bins.setdefault(min(9, int(meeting["confidence"] * 10)), [0, 0, 0])
            cell[0] += 1
            cell[1] += match is not None
            cell[2] += right
    print("status (gold → told):")
    for (want, got), count in sorted(confusion.items()):
        print(f"  {want:20} {got:20} {count}")
    print("confidence: n, found, found with exact parties and status")
    for key, (count, found_, right_) in sorted(bins.items()):
        print(f"  {key / 10:.1f}+  {count:4} {found_ / count:.2f} {right_ / count:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--ids", default="")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    gold = [json.loads(line) for line in args.gold.read_text().splitlines()]
    if args.ids:
        gold = [row for row in gold if row["id"].startswith(tuple(args.ids.split(",")))]
    began = time.process_time()
    told = {row["id"]: predict(row) for row in gold}
    spent = time.process_time() - began
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "gold.jsonl"
        asked.write_text("".join(json.dumps(row) + "\n" for row in gold))
        out = args.out or Path(folder) / "told.jsonl"
        out.write_text("".join(json.dumps(row) + "\n" for row in told.values()))
        extra = ["--verbose"] if args.verbose else []
        subprocess.run([sys.executable, str(args.scorer), str(asked), str(out), *extra], check=True)
    details(gold, told, _module(args.scorer))
    words = sum(len(row["text"].split()) for row in gold)
    print(f"{len(gold)} articles, {words} words, {spent:.1f} CPU-s")


if __name__ == "__main__":
    main()
