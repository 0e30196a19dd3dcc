"""Compare predicted quotes with gold.

Content is compared as sets of word positions, so that marks, commas and a leading “that”
never decide (as PolNeAR's scorers do). Attitude cues (*wants*, *believes*) are no speech:
predictions with `cue_kind` "attitude" are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from readout.evaluation.gold import GoldItem, GoldQuote
from readout.evaluation.names import same_body, same_party
from readout.evaluation.pairing import Reliability, Share, Tally, pair_up
from readout.model import Quote, Span

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_PAIRED = 0.5  # word overlap (Jaccard) from which two contents are about the same quote


@dataclass(slots=True)
class QuoteScores:
    """Counts of one text, or of many added up."""

    overlap: Tally = field(default_factory=Tally)
    exact: Tally = field(default_factory=Tally)
    attributed: Tally = field(default_factory=Tally)
    speaker: Share = field(default_factory=Share)
    via: Share = field(default_factory=Share)
    no_via: Share = field(default_factory=Share)
    type: Share = field(default_factory=Share)
    quiet: Share = field(default_factory=Share)
    reliability: Reliability = field(default_factory=Reliability)
    faults: list[str] = field(default_factory=list)

    def add(self, other: QuoteScores) -> None:
        for name in ("overlap", "exact", "attributed"):
            getattr(self, name).add(getattr(other, name))
        for name in ("speaker", "via", "no_via", "type", "quiet", "reliability"):
            getattr(self, name).add(getattr(other, name))
        self.faults.extend(other.faults)

    def figures(self) -> dict[str, float | None]:
        """All between 0 and 1, more is better; None where nothing was asked.

        `exact_f1`: content word for word; `attributed_f1`: that and the right speaker;
        `content_f1`: half of the words overlap; `speaker`, `type`, `via` are shares of
        the paired ones; `no_via`: none told where gold has none; `quiet`: texts without
        a quote in which none was found; `sure`: attributed right, of those told with a
        confidence of .9 or more.
        """
        return {
            "content_f1": self.overlap.f1,
            "exact_f1": self.exact.f1,
            "attributed_f1": self.attributed.f1,
            "speaker": self.speaker.value,
            "type": self.type.value,
            "via": self.via.value,
            "no_via": self.no_via.value,
            "quiet": self.quiet.value,
            "sure": self.reliability.sure,
        }


def words_of(text: str, spans: Sequence[Span]) -> frozenset[int]:
    """Start offsets of the words inside the spans, a leading “that” dropped."""
    starts = [m for s, e in sorted(spans) for m in _WORD.finditer(text, s, e)]
    if starts and starts[0].group().lower() == "that" and len(starts) > 1:
        starts = starts[1:]
    return frozenset(m.start() for m in starts)


def right_speaker(gold: GoldQuote, told: Quote) -> bool:
    """The same speaker, or rightly none: an anonymous one may also be told by description."""
    if gold.speaker_name is None:
        if told.speaker_name is None:
            return True
        described = [x for x in (gold.speaker_desc, *gold.also) if x]
        return any(same_body(x, told.speaker_name) for x in described)
    person = gold.speaker_kind == "person"
    if same_party(gold.speaker_name, told.speaker_name, person=person):
        return True
    return any(
        same_party(x, told.speaker_name, person=person) or same_body(x, told.speaker_name)
        for x in gold.also
    )


def _overlap(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def _shown(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(text[s:e] for s, e in spans).replace("\n", " ¶ ")


def score_quotes(item: GoldItem, told: Sequence[Quote]) -> QuoteScores:
    """Score one text. `faults` of the result says in words what was wrong."""
    scores = QuoteScores()
    text = item.text
    told = [q for q in told if q.cue_kind == "speech"]
    gold_words = [words_of(text, g.content) for g in item.quotes]
    told_words = [words_of(text, q.content) for q in told]
    weights = [
        [_weight(g, a, b) for b in told_words] for g, a in zip(item.quotes, gold_words, strict=True)
    ]
    pairs = dict(pair_up(weights)) if weights else {}
    taken = set(pairs.values())
    if not item.quotes:
        scores.quiet.note(not told)
    for index, gold in enumerate(item.quotes):
        if gold.optional:
            continue
        tallies = (scores.overlap, scores.exact, scores.attributed)
        for tally in tallies:
            tally.gold += 1
        if index not in pairs:
            scores.faults.append(f"missed: {_shown(text, gold.content)}")
            continue
        guess = told[pairs[index]]
        for tally in tallies:
            tally.told += 1
        _compare(scores, text, gold, guess, gold_words[index] == told_words[pairs[index]])
    for index, guess in enumerate(told):
        if index in taken or _absorbed(item.quotes, gold_words, told_words[index]):
            continue
        for tally in (scores.overlap, scores.exact, scores.attributed):
            tally.told += 1
        scores.reliability.note(guess.confidence, False)
        scores.faults.append(f"extra: {_shown(text, guess.content)}")
    return scores


def right_quotes(item: GoldItem, told: Sequence[Quote]) -> list[bool | None]:
    """For each quote told whether it is right in everything; None where gold leaves it open."""
    gold_words = [words_of(item.text, g.content) for g in item.quotes]
    told_words = [words_of(item.text, q.content) for q in told]
    weights = [
        [_weight(g, a, b) for b in told_words] for g, a in zip(item.quotes, gold_words, strict=True)
    ]
    pairs = {t: g for g, t in pair_up(weights)} if weights else {}
    verdicts: list[bool | None] = []
    for index, quote in enumerate(told):
        scores = QuoteScores()
        if index not in pairs:
            absorbed = _absorbed(item.quotes, gold_words, told_words[index])
            verdicts.append(None if absorbed or quote.cue_kind != "speech" else False)
            continue
        gold = item.quotes[pairs[index]]
        _compare(scores, item.text, gold, quote, gold_words[pairs[index]] == told_words[index])
        verdicts.append(None if gold.optional else not scores.faults)
    return verdicts


def _weight(gold: GoldQuote, a: frozenset[int], b: frozenset[int]) -> float:
    share = _overlap(a, b)
    # A required record wins a tie against a borderline one.
    return (share + (0.0 if gold.optional else 0.01)) if share >= _PAIRED else 0.0


def _absorbed(
    quotes: Sequence[GoldQuote], gold_words: Sequence[frozenset[int]], told: frozenset[int]
) -> bool:
    """Lies (nearly) inside a borderline record: neither right nor wrong."""
    return any(
        gold.optional and told and len(told & words) >= 0.8 * len(told)
        for gold, words in zip(quotes, gold_words, strict=True)
    )


def _compare(scores: QuoteScores, text: str, gold: GoldQuote, told: Quote, exact: bool) -> None:
    speaker = right_speaker(gold, told)
    scores.overlap.right += 1
    scores.exact.right += exact
    scores.attributed.right += exact and speaker
    scores.speaker.note(speaker)
    scores.reliability.note(told.confidence, exact and speaker)
    kind = told.type == gold.type or told.type in gold.type_alts
    scores.type.note(kind)
    shown = _shown(text, gold.content)
    if not exact:
        scores.faults.append(f"content: {shown} <- {_shown(text, told.content)}")
    if not speaker:
        wanted = gold.speaker_name or f"nobody by name ({gold.speaker_desc})"
        scores.faults.append(f"speaker: {wanted} <- {told.speaker_name}: {shown}")
    if not kind:
        scores.faults.append(f"type: {gold.type} <- {told.type}: {shown}")
    if gold.via_optional:
        return
    if gold.via is None:
        scores.no_via.note(told.via is None)
        via = told.via is None
    else:
        via = any(same_party(gold.via, told.via, person=p) for p in (True, False))
        scores.via.note(via)
    if not via:
        scores.faults.append(f"via: {gold.via} <- {told.via}: {shown}")
