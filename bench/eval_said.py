"""Who said what, in mini-articles that are put together at random: what is missed, cut or given to
another, by each factor.

    python -m bench.eval_said --count 1500 --seed 1
    python -m bench.eval_said --pairs 15 --show form=surname      # faults of one level
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable

from readout.evaluation.gold import GoldQuote
from readout.evaluation.quote_scores import right_speaker, words_of
from readout.extraction import extract
from readout.model import Article, Quote

from bench.mini_news import Mini, Told, minis, trap

KINDS = ("missed", "start", "end", "speaker")
_SAME = 0.2  # share of common words from which two are the same quote


def _gold(one: Told) -> GoldQuote:
    return GoldQuote(one.content, (), (), one.name, one.kind, "indirect", also=one.also)


def faults(one: Mini) -> tuple[list[tuple[Told, str, str]], list[Quote]]:
    """What is wrong with each quote ("" for nothing) and what is told instead; and what is told and
    no quote."""
    told = [q for q in extract(Article("m", one.text)).quotes if q.cue_kind == "speech"]
    free = list(range(len(told)))
    words = [words_of(one.text, q.content) for q in told]
    found: list[tuple[Told, str, str]] = []
    for gold in one.quotes:
        own = words_of(one.text, gold.content)
        best = max(free, key=lambda k: len(own & words[k]) / len(own | words[k]), default=None)
        if best is None or len(own & words[best]) < _SAME * len(own | words[best]):
            found.append((gold, "missed", "-"))
            continue
        free.remove(best)
        told_words, quote = words[best], told[best]
        kind = ""
        if min(told_words) != min(own):
            kind = "start"
        elif told_words != own:
            kind = "end"
        elif not right_speaker(_gold(gold), quote):
            kind = "speaker"
        shown = " … ".join(one.text[s:e] for s, e in quote.content)
        found.append(
            (
                gold,
                kind,
                f"{quote.speaker_name or quote.speaker_desc} {quote.speaker_kind}: {shown}",
            )
        )
    return found, [told[k] for k in free]


def table(counts: Counter[tuple[str, ...]], least: int) -> Iterable[str]:
    """Lines by level: how many, the share that is right, what is wrong."""
    levels = sorted({key[:-1] for key in counts})
    rows = []
    for level in levels:
        n = sum(v for k, v in counts.items() if k[:-1] == level)
        wrong = {kind: counts[(*level, kind)] for kind in KINDS}
        if n >= least and sum(wrong.values()):
            rows.append((sum(wrong.values()), n, level, wrong))
    for bad, n, level, wrong in sorted(rows, key=lambda r: (r[2][0], -r[0])):
        kinds = "  ".join(f"{k} {v}" for k, v in wrong.items() if v)
        yield f"{bad:4} of {n:4} ({bad / n:.2f})  {' | '.join(level):52} {kinds}"


def main(argv: list[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--traps", type=int, default=100)
    parser.add_argument("--pairs", type=int, default=0, help="so many pairs of levels")
    parser.add_argument("--show", default="", help="factor=level, or all")
    args = parser.parse_args(argv)
    by: Counter[tuple[str, ...]] = Counter()
    pairs: Counter[tuple[str, ...]] = Counter()
    total: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for one in minis(args.count, args.seed):
        found, more = faults(one)
        total["extra"] += len(more)
        for quote in more:
            extra[one.text[quote.content[0][0] : quote.content[0][1]][:70]] += 1
        wanted = args.show == "all" or any(f"{k}={v}" == args.show for k, v in one.factors.items())
        for gold, kind, shown in found:
            where = list(one.factors.items()) if gold.target else [("around", "another")]
            total[kind or "right"] += 1
            for k, v in where:
                by[(k, v, kind)] += 1
            if gold.target:
                pairs[(one.factors["form"], one.factors["how"], kind)] += 1
            if wanted and kind:
                words = " … ".join(one.text[s:e] for s, e in gold.content)
                made = " | ".join(one.factors.get(f, "") for f in ("form", "how", "before"))
                print(f"{kind} | {made}\n   {one.text!r}\n   {gold.name}: {words}\n   <- {shown}")
        for quote in more if wanted else ():
            words = one.text[quote.content[0][0] : quote.content[-1][1]]
            print(f"extra | {one.text!r}\n   <- {quote.speaker_name}: {words}")
    for line in table(by, 3):
        print(line)
    ranked = sorted(table(pairs, 1), key=lambda line: -int(line.split()[0]))
    for line in ranked[: args.pairs]:
        print(line)
    rnd = random.Random(args.seed)
    loud = 0
    for _ in range(args.traps):
        one = trap(rnd)
        _, more = faults(one)
        loud += bool(more)
        for quote in more:
            extra[one.text[quote.content[0][0] : quote.content[0][1]][:70]] += 1
    print("told and no quote:", dict(extra.most_common(20)))
    n = sum(v for k, v in total.items() if k != "extra")
    print(f"quotes {n}: right {total['right'] / n:.3f}", dict(total))
    print(f"articles without a quote that tell one: {loud} of {args.traps}")


if __name__ == "__main__":
    main()
