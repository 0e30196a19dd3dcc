"""What the product's confidences mean, fitted on articles that training held out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from readout.evaluation.corpus import CorpusArticle
from readout.evaluation.meeting_scores import right_meetings
from readout.evaluation.quote_scores import right_quotes, score_quotes
from readout.extraction import extract
from readout.extraction.decide.calibration import Calibration, Source, log_odds, signs_of
from readout.learned.encoder import Encoder
from readout.model import Article, MeetingMention

Signs = dict[str, float]
_RIDGE = 2.0  # pulls a weight that few articles bear towards nothing


@dataclass(slots=True)
class _Recorder(Calibration):
    """Tells scores as they are, and keeps the signs of each meeting."""

    seen: dict[tuple[object, ...], Signs] = field(default_factory=dict)

    def of_meeting(self, mention: MeetingMention, source: Source, likely: float) -> float:
        self.seen[_key(mention)] = signs_of(mention, source, likely)
        return Calibration.of_meeting(self, mention, source, likely)


def _key(mention: MeetingMention) -> tuple[object, ...]:
    return mention.trigger, *sorted(p.name for p in mention.participants)


@dataclass(slots=True)
class Verdicts:
    """Meetings by their signs and quotes by their score, each with whether it was right."""

    meetings: list[tuple[Signs, bool]] = field(default_factory=list)
    quotes: list[tuple[Signs, bool]] = field(default_factory=list)


def verdicts(articles: Sequence[CorpusArticle], encoder: Encoder) -> Verdicts:
    """What the product tells of each article, judged: a meeting is right with its parties and
    status, a quote with its words and speaker."""
    found = Verdicts()
    before = encoder.calibration
    try:
        for article in articles:
            encoder.calibration = recorder = _Recorder()
            item = article.item
            told = extract(Article(item.id, item.text, article.published), encoder)
            right = right_meetings(item, told.meetings, parties_and_status=True)
            found.meetings.extend(
                (recorder.seen[_key(m)], ok)
                for m, ok in zip(told.meetings, right, strict=True)
                if ok is not None and _key(m) in recorder.seen
            )
            for quote, ok in zip(told.quotes, right_quotes(item, told.quotes), strict=True):
                if ok is None or quote.cue_kind != "speech":
                    continue
                attributed = score_quotes(item, [quote]).attributed.right > 0
                signs = {"slope": log_odds(quote.confidence), "shift": 1.0}
                found.quotes.append((signs, attributed))
    finally:
        encoder.calibration = before
    return found


def logistic(rows: Sequence[tuple[Signs, bool]], ridge: float = _RIDGE) -> dict[str, float]:
    """Weights of a logistic regression with a ridge, by Newton's method."""
    names = sorted({name for signs, _ in rows for name in signs})
    x = np.array([[signs.get(name, 0.0) for name in names] for signs, _ in rows])
    y = np.array([float(right) for _, right in rows])
    w = np.zeros(len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-(x @ w)))
        slope = x.T @ (p - y) + ridge * w
        bend = (x.T * (p * (1 - p))) @ x + ridge * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        w -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    return {name: round(float(value), 3) for name, value in zip(names, w, strict=True)}


def told_odds(rows: Sequence[tuple[Signs, bool]], weights: Mapping[str, float]) -> list[float]:
    """The confidence of each by these weights."""
    return [
        1 / (1 + math.exp(-sum(weights.get(n, 0.0) * v for n, v in signs.items())))
        for signs, _ in rows
    ]


def calibration_error(shares: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """The expected calibration error: the mean gap between what was told and what was right, over
    tenths, weighed by how many are in each (Naeini et al. 2015)."""
    total = 0.0
    for number in range(bins):
        inside = [k for k, s in enumerate(shares) if min(int(s * bins), bins - 1) == number]
        if inside:
            told = sum(shares[k] for k in inside) / len(inside)
            seen = sum(right[k] for k in inside) / len(inside)
            total += abs(told - seen) * len(inside) / len(shares)
    return total


def fit(found: Verdicts) -> dict[str, Any]:
    """What `meta.json` keeps of it."""
    quote = logistic(found.quotes, ridge=0.5) if found.quotes else {"slope": 1.0, "shift": 0.0}
    return {
        "meeting": logistic(found.meetings) if found.meetings else {},
        "quote": [quote["slope"], quote["shift"]],
    }


def report(found: Verdicts, calibration: Mapping[str, Any]) -> dict[str, float | int]:
    """Figures of a calibration on these verdicts: the calibration error of meetings and quotes,
    and of meetings told at .9 or more how many there are and the share that is right."""
    slope, shift = calibration["quote"]
    told = told_odds(found.meetings, calibration["meeting"])
    quotes = told_odds(found.quotes, {"slope": slope, "shift": shift})
    sure = [right for share, (_, right) in zip(told, found.meetings, strict=True) if share >= 0.9]
    return {
        "meetings": len(told),
        "meeting_ece": round(calibration_error(told, [r for _, r in found.meetings]), 3),
        "sure": len(sure),
        "sure_right": round(sum(sure) / len(sure), 3) if sure else 0.0,
        "quotes": len(quotes),
        "quote_ece": round(calibration_error(quotes, [r for _, r in found.quotes]), 3),
    }
