"""Quotes of a plain regular expression and ours against gold, in one run, side by side.

    python bench/eval_quotes.py GOLD.jsonl SCORER.py

GOLD has {"id","text","quotes"} a line; the texts stay where they are. SCORER is run as
`python SCORER GOLD PRED`; one that knows `--speech-only` (spans, as PolNeAR annotates
them) gets it, and a third column: the same quotes with those that go on without a cue
joined to the one before in their paragraph, as PolNeAR's annotators do. We print "“A,” X
said. “B.”" as two quotes, because a reader does.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from readout.cli.extracting import as_row
from readout.evaluation.peers import regex_quotes
from readout.extraction import extract
from readout.model import Article

Row = dict[str, Any]


def predictions(gold: list[Row]) -> dict[str, list[Row]]:
    """System → its rows, one an article; attitudes (cue_kind) are no quotes here."""
    told: dict[str, list[Row]] = {"regex": [], "ours": []}
    for row in gold:
        article = Article(str(row["id"]), row["text"])
        for name, read in (("regex", regex_quotes), ("ours", extract)):
            found = as_row(read(article))
            found["text"] = row["text"]
            found["quotes"] = [q for q in found["quotes"] if q["cue_kind"] == "speech"]
            told[name].append(found)
    return told


def joined(rows: list[Row]) -> list[Row]:
    """Quotes without cue and source become further spans of the one before them."""
    result = []
    for row in rows:
        quotes: list[Row] = []
        last: Row | None = None
        for quote in row["quotes"]:
            start, end = quote["content"][0][0], quote["content"][-1][1]
            nested = last is not None and end <= last["content"][-1][1]
            alone = quote["type"] == "direct" and not quote["cue"] and not quote["source"]
            if last is not None and alone and not nested:
                between = row["text"][last["content"][-1][1] : start]
                if "\n" not in between:
                    last["content"] = last["content"] + quote["content"]
                    continue
            quotes.append(dict(quote))
            last = last if nested else quotes[-1]
        result.append({**row, "quotes": quotes})
    return result


def score(scorer: Path, gold: Path, rows: list[Row], folder: Path, spans: bool) -> Row:
    """The scorer's figures by name, nested ones flattened with dots."""
    told, out = folder / "told.jsonl", folder / "figures.json"
    lines = (json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
    told.write_text("".join(lines), encoding="utf-8")
    extra = ["--speech-only", "--json", str(out)] if spans else []
    run = subprocess.run(
        [sys.executable, str(scorer), str(gold), str(told), *extra],
        capture_output=True,
        text=True,
        check=True,
    )
    found: Row = json.loads(out.read_text() if spans else run.stdout)
    flat: Row = {}
    for key, value in found.items():
        if isinstance(value, dict):
            flat.update({f"{key}.{inner}": v for inner, v in value.items()})
        else:
            flat[key] = value
    return flat


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    asked = parser.parse_args()
    lines = asked.gold.read_text(encoding="utf-8").splitlines()
    told = predictions([json.loads(line) for line in lines if line.strip()])
    spans = "--speech-only" in asked.scorer.read_text(encoding="utf-8")
    if spans:
        told["ours, joined"] = joined(told["ours"])
    with tempfile.TemporaryDirectory() as folder:
        columns = {
            name: score(asked.scorer, asked.gold, rows, Path(folder), spans)
            for name, rows in told.items()
        }
    print(f"{'figure':34}" + "".join(f"{name:>16}" for name in columns))
    for figure in columns["ours"]:
        if not figure.endswith(("n_pred", "n_gold")):
            values = (columns[name].get(figure) for name in columns)
            print(f"{figure:34}" + "".join(f"{'-' if v is None else v:>16}" for v in values))


if __name__ == "__main__":
    main()
