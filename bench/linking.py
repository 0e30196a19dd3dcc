"""The linking model: fitted on labelled pairs, measured with folds cut between storylines.

    python -m bench.linking            precision and recall by threshold
    python -m bench.linking --write    … and the weights, to plugins/readout/resolution/linking.toml
    python -m bench.linking --pairs FILE   … with verdicts of people (`readout meetings pairs`)

A pair is a mention without a day, and a meeting. Mentions are what the extractor reads in the
storylines of tests/storylines that aren't held out (and of files given), as they are where they
name no day and with the day taken away where they do; the meeting is what the other articles
say of it. That is a match; others are: another meeting of the same storyline, and the same
people meeting again (the true meeting moved by weeks or months, its words and place gone).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from readout.cli.extracting import meeting_row
from readout.config import ROOT
from readout.extraction import extract
from readout.model import Article
from readout.resolution.gazetteer import load_gazetteer
from readout.resolution.linking import FEATURES, Host, features_of, model
from readout.resolution.loose import read_mention, readings_of
from readout.resolution.readings import Reading

Row = dict[str, Any]
OPEN = ("march", "june")
WEIGHTS = ROOT / "plugins" / "readout" / "resolution" / "linking.toml"
# Days by which the true meeting is moved to make the next or the last one of the same people.
AGAIN = (-330, -90, -40, -20, -9, 12, 25, 40)
FOLDS = 5
# Not joined below this precision on storylines that the weights haven't seen.
SURE = 0.997


def stories(paths: Sequence[Path]) -> Iterator[tuple[Row, list[Reading]]]:
    """Each storyline with what the extractor reads in it."""
    gazetteer = load_gazetteer()
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            story = json.loads(line)
            rows, words = [], {}
            for article in story["articles"]:
                text = "\n\n".join(article["text"])
                when = datetime.fromisoformat(article["published"])
                found = extract(Article(article["id"], text, when, article["title"]))
                for number, meeting in enumerate(found.meetings):
                    ident = f"{article['id']}/{number}"
                    words[ident] = text[slice(*meeting.evidence[0])]
                    rows.append(
                        {
                            **meeting_row(meeting),
                            "mention_id": ident,
                            "article_id": article["id"],
                            "published": article["published"],
                            "outlet": article["outlet"],
                        }
                    )
            made = readings_of([read_mention(r) for r in rows], gazetteer)
            yield story, [replace(r, evidence=words[r.mention_id]) for r in made]


def pairs_of(story: Row, readings: Sequence[Reading]) -> Iterator[tuple[tuple[float, ...], bool]]:
    """Features and label of every pair of one storyline."""
    about = {a["id"]: a["about"] for a in story["articles"]}
    sure = [r for r in readings if len(about[r.article_id]) == 1 and len(r.everybody) > 1]
    of: dict[int, list[Reading]] = {}
    for reading in sure:
        of.setdefault(about[reading.article_id][0], []).append(reading)
    for number, mine in of.items():
        for reading in mine:
            others = [r for r in mine if r.article_id != reading.article_id and r.start]
            if not others:
                continue
            bare = replace(reading, start=None, end=None, precision="unknown")
            true = Host.of([others])
            wrong = [
                Host.of([rs]) for n, rs in of.items() if n != number and any(r.start for r in rs)
            ]
            again = [_again(others, days) for days in AGAIN]
            yield from _labelled(bare, true, wrong)
            for host in again:
                yield from _labelled(bare, true, [host])
                yield from _labelled(bare, None, [host])


def judged_pairs(path: Path) -> Iterator[tuple[tuple[float, ...], bool]]:
    """Features and label of the pairs that people judged; of two mentions the one that names no
    day, or else the later one, is asked which meeting it means."""
    gazetteer = load_gazetteer()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        told = (row["mention"], row["other"])
        made = readings_of([read_mention(m) for m in told], gazetteer)
        both = [replace(r, evidence=m["evidence"] or "") for r, m in zip(made, told, strict=True)]
        both.sort(key=lambda r: (r.start is not None, -r.published.timestamp()))
        asked, other = both
        bare = replace(asked, start=None, end=None, precision="unknown")
        features = features_of(bare, Host.of([[other]]), 0)
        if features is not None:
            yield features, bool(row["same"])


def _labelled(
    reading: Reading, true: Host | None, wrong: Sequence[Host]
) -> Iterator[tuple[tuple[float, ...], bool]]:
    hosts = [*([true] if true else []), *wrong]
    possible = [h for h in hosts if features_of(reading, h, 0) is not None]
    for host in possible:
        features = features_of(reading, host, len(possible) - 1)
        if features is not None:
            yield features, host is true


def _again(readings: Sequence[Reading], days: int) -> Host:
    """The same people on another occasion."""
    step = timedelta(days=days)
    return Host.of(
        [
            [
                replace(
                    r,
                    start=r.start + step if r.start else None,
                    end=r.end + step if r.end else None,
                    published=r.published + step,
                    article_id=f"{r.article_id} again",
                    evidence="",
                    place=None,
                    spot=None,
                )
                for r in readings
            ]
        ]
    )


def fit(x: np.ndarray, y: np.ndarray, decay: float = 2.0) -> np.ndarray:
    """Logistic regression by Newton's method, with a penalty on all weights but the first."""
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], decay)
    penalty[0] = 1e-3
    for _ in range(50):
        chance = 1 / (1 + np.exp(-(x @ weights)))
        gradient = x.T @ (chance - y) + penalty * weights
        curve = x.T @ (x * (chance * (1 - chance))[:, None]) + np.diag(penalty)
        step = np.linalg.solve(curve, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def unseen_scores(x: np.ndarray, y: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """Each pair's score by weights fitted without its storyline."""
    scores = np.zeros(len(y))
    for fold in range(FOLDS):
        held = folds == fold
        scores[held] = 1 / (1 + np.exp(-(x[held] @ fit(x[~held], y[~held]))))
    return scores


def curve(scores: np.ndarray, y: np.ndarray) -> list[tuple[float, float, float, int]]:
    """Threshold, precision, recall and number joined."""
    made = []
    for threshold in np.arange(0.1, 0.96, 0.05):
        joined = scores >= threshold
        right = float((joined & (y == 1)).sum())
        precision = right / max(float(joined.sum()), 1.0)
        made.append((round(float(threshold), 2), precision, right / y.sum(), int(joined.sum())))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--pairs", type=Path, help="verdicts of people, JSON lines")
    given = parser.parse_args()
    paths = given.files or [ROOT / "tests" / "storylines" / f"{n}.jsonl" for n in OPEN]
    rows, labels, groups = [], [], []
    for number, (story, readings) in enumerate(stories(paths)):
        for features, label in pairs_of(story, readings):
            rows.append(features)
            labels.append(label)
            groups.append(number % FOLDS)
    for number, (features, label) in enumerate(judged_pairs(given.pairs) if given.pairs else ()):
        rows.append(features)
        labels.append(label)
        groups.append(number % FOLDS)
    x, y, folds = np.array(rows), np.array(labels, dtype=float), np.array(groups)
    scores = unseen_scores(x, y, folds)
    told = curve(scores, y)
    print(f"{len(y)} pairs, {int(y.sum())} of them one meeting")
    print("threshold  precision  recall  joined")
    for threshold, precision, recall, joined in told:
        print(f"{threshold:9.2f}  {precision:9.3f}  {recall:6.3f}  {joined:6}")
    old = np.array(model().weights)
    for threshold, precision, recall, _ in curve(1 / (1 + np.exp(-(x @ old))), y)[8:12:2]:
        print(f"weights in force at {threshold:.2f}: {precision:.3f} {recall:.3f}")
    if given.write:
        join = next((t for t, p, _, _ in told if p >= SURE and t >= 0.5), 0.9)
        _write(fit(x, y), join, len(y))


def _write(weights: np.ndarray, join: float, count: int) -> None:
    lines = [
        f"# Written by `python -m bench.linking --write` from {count} labelled pairs, folds cut",
        "# between storylines; see docs/resolution.md.",
        f"join = {join}",
        "propose = 0.3",
        "margin = 0.15",
        "",
        "[weights]",
        *(f'"{n}" = {w:.3f}' for n, w in zip(FEATURES, weights, strict=True)),
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
