"""Holds a run against the pinned one: floors, the corpus' digest, gains and losses.

The pinned file is a plain JSON object::

    {"corpora": {"quotes_sentences": {"digest": "…", "items": 255,
                                      "floors": {"quotes.exact_f1": 0.81, …},
                                      "right": ["q/mixed/01 quotes", …], "wrong": […]}},
     "lowered": [{"day": "…", "corpus": "…", "figure": "…", "from": …, "to": …, "reason": "…"}]}

A floor only ever rises, except with a reason, which is kept. A changed corpus (figure
`digest`) needs one as well: other gold makes other figures.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from readout.evaluation.gold import GoldItem, as_row
from readout.evaluation.meeting_scores import MeetingScores, score_meetings
from readout.evaluation.quote_scores import QuoteScores, score_quotes
from readout.model import Extraction

# Figures are pinned rounded down, and a run may lie this far under its floor: the same
# parser on another processor rounds its sums differently, which moves an item now and then.
TOLERANCE = 0.005


@dataclass(slots=True)
class Run:
    """What one extractor did on one corpus.

    `by_phenomenon` holds the counts of quotes and meetings for each phenomenon, `right`
    the verdict of each item and side (`"<id> quotes": True`), `faults` what was wrong.
    """

    corpus: str
    digest: str
    items: int
    quotes: QuoteScores = field(default_factory=QuoteScores)
    meetings: MeetingScores = field(default_factory=MeetingScores)
    by_phenomenon: dict[str, tuple[QuoteScores, MeetingScores]] = field(default_factory=dict)
    right: dict[str, bool] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)

    def figures(self) -> dict[str, float]:
        """Every figure that has a value, as `quotes.exact_f1`, `meetings.status`, …"""
        sides = (("quotes", self.quotes.figures()), ("meetings", self.meetings.figures()))
        return {f"{s}.{k}": v for s, figures in sides for k, v in figures.items() if v is not None}


def digest_of(items: Sequence[GoldItem]) -> str:
    """sha256 of texts and gold in a canonical form."""
    rows = json.dumps([as_row(i) for i in items], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(rows.encode("utf-8")).hexdigest()


def judge(corpus: str, items: Sequence[GoldItem], told: Mapping[str, Extraction]) -> Run:
    """Score a corpus. An item without an extraction counts as one in which nothing was found."""
    run = Run(corpus=corpus, digest=digest_of(items), items=len(items))
    for item in items:
        found = told.get(item.id, Extraction(article_id=item.id))
        quotes, meetings = run.by_phenomenon.setdefault(
            item.phenomenon, (QuoteScores(), MeetingScores())
        )
        if "quotes" in item.judges:
            of_quotes = score_quotes(item, found.quotes)
            run.quotes.add(of_quotes)
            quotes.add(of_quotes)
            _note(run, f"{item.id} quotes", of_quotes.faults)
        if "meetings" in item.judges:
            of_meetings = score_meetings(item, found.meetings)
            run.meetings.add(of_meetings)
            meetings.add(of_meetings)
            _note(run, f"{item.id} meetings", of_meetings.faults)
    return run


def _note(run: Run, key: str, faults: list[str]) -> None:
    run.right[key] = not faults
    if faults:
        run.faults[key] = list(faults)


def shortfalls(runs: Sequence[Run], pinned: Mapping[str, Any]) -> list[str]:
    """What keeps the gate shut, one sentence each; empty when it opens."""
    found: list[str] = []
    corpora: Mapping[str, Any] = pinned.get("corpora", {})
    told = {run.corpus for run in runs}
    found += [f"{name}: pinned, but not run" for name in corpora if name not in told]
    for run in runs:
        pin = corpora.get(run.corpus)
        if pin is None:
            found.append(f"{run.corpus}: never pinned (readout gate --pin)")
            continue
        if pin["digest"] != run.digest:
            found.append(f"{run.corpus}: the corpus changed since it was pinned (--pin --reason …)")
        figures = run.figures()
        for name, floor in pin["floors"].items():
            value = figures.get(name)
            if value is None or value < floor - TOLERANCE:
                shown = "nothing" if value is None else f"{value:.3f}"
                found.append(f"{run.corpus}: {name} is {shown}, its floor {floor:.3f}")
    return found


def gains_and_losses(run: Run, pinned: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Items (with side) that are right now and were not in the pinned run, and the reverse.
    Items that the pinned corpus did not have are neither."""
    pin = pinned.get("corpora", {}).get(run.corpus)
    if pin is None:
        return [], []
    before = set(pin["right"])
    known = before | set(pin["wrong"])
    gains = [k for k, ok in run.right.items() if ok and k in known and k not in before]
    losses = [k for k, ok in run.right.items() if not ok and k in before]
    return sorted(gains), sorted(losses)


def pin(
    runs: Sequence[Run], pinned: Mapping[str, Any], *, day: str, reason: str | None = None
) -> tuple[dict[str, Any], list[str]]:
    """The pinned file after these runs.

    Floors rise to the runs' figures. A figure under its floor stays where it is unless
    `reason` is given; then the floor follows and the lowering is recorded.

    Returns:
        the new content, and what it refused to lower, one sentence each.
    """
    corpora: dict[str, Any] = dict(pinned.get("corpora", {}))
    lowered: list[dict[str, Any]] = list(pinned.get("lowered", []))
    refused: list[str] = []
    for run in runs:
        before: Mapping[str, Any] = corpora.get(run.corpus, {})
        floors, down = _floors(run, before.get("floors", {}), keep=reason is None)
        if before and before["digest"] != run.digest:
            down.append(("digest", before["digest"][:12], run.digest[:12]))
        if reason is None:
            refused += [f"{run.corpus}: {name} {old} -> {new}" for name, old, new in down]
            if any(name == "digest" for name, _, _ in down):
                continue
        else:
            lowered += [
                {
                    "day": day,
                    "corpus": run.corpus,
                    "figure": n,
                    "from": a,
                    "to": b,
                    "reason": reason,
                }
                for n, a, b in down
            ]
        corpora[run.corpus] = {
            "digest": run.digest,
            "items": run.items,
            "floors": floors,
            "right": sorted(k for k, ok in run.right.items() if ok),
            "wrong": sorted(k for k, ok in run.right.items() if not ok),
        }
    return {**pinned, "corpora": corpora, "lowered": lowered}, refused


def _floors(
    run: Run, old: Mapping[str, float], *, keep: bool
) -> tuple[dict[str, float], list[tuple[str, Any, Any]]]:
    """The floors after a run, and which figures lie under their old one (name, old, new)."""
    figures = {k: int(v * 1000) / 1000 for k, v in run.figures().items()}
    floors: dict[str, float] = {}
    down: list[tuple[str, Any, Any]] = []
    for name in sorted({*old, *figures}):
        now, floor = figures.get(name), old.get(name)
        if floor is not None and (now is None or now < floor):
            down.append((name, floor, now))
            if keep:
                floors[name] = floor
                continue
        if now is not None:
            floors[name] = now
    return floors, down
