"""Labelled pairs of mentions through `readout resolve`: are those of one meeting one, others two?

    python -m bench.clusters CLUSTERS.json GOLD.jsonl

GOLD has articles with their meetings as an annotator read them, CLUSTERS says which of these
mentions are one meeting (`must_link`, groups) and which are not (`cannot_link`, pairs). All
mentions of GOLD are resolved together, so that each may find a wrong partner among all others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from readout.resolution.gazetteer import load_gazetteer
from readout.resolution.loose import read_mention, resolve_loose

Row = dict[str, Any]


def rows_of(article: Row) -> Iterator[Row]:
    """The meetings of an annotated article as lines of `readout resolve`."""
    for meeting in article["meetings"]:
        time = meeting["time"] or {}
        yield {
            "mention_id": meeting["meeting_id"],
            "article_id": article["id"],
            "published": f"{article['publish_date']}T12:00:00+00:00",
            "outlet": article["outlet"] or "",
            "participants": [
                {k: party[k] for k in ("name", "role", "type")} for party in meeting["participants"]
            ],
            "time": {k: time.get(k) for k in ("start", "end", "precision")} if time else None,
            "place": (meeting["place"] or {}).get("name"),
            "status": meeting["status"],
            "format": meeting["format"],
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clusters", type=Path)
    parser.add_argument("gold", type=Path)
    given = parser.parse_args()
    articles = [json.loads(line) for line in given.gold.read_text(encoding="utf-8").splitlines()]
    rows = [row for article in articles for row in rows_of(article)]
    answers = resolve_loose([read_mention(row) for row in rows], load_gazetteer())
    told = json.loads(given.clusters.read_text(encoding="utf-8"))
    count = {"must_link": [0, 0, 0], "cannot_link": [0, 0, 0]}
    must = [
        (a[0], b[0], cluster["what"])
        for cluster in told["must_link"]
        for a, b in combinations(cluster["mentions"], 2)
    ]
    for kind, pairs in (("must_link", must), ("cannot_link", told["cannot_link"])):
        for one, other, what in pairs:
            a, b = answers[one], answers[other]
            same = a.meeting_id == b.meeting_id
            ids = {p.meeting_id for p in (*a.proposed, *b.proposed)}
            maybe = not same and bool(ids & {a.meeting_id, b.meeting_id})
            count[kind][0] += 1
            count[kind][1] += same
            count[kind][2] += maybe
            verdict = "one" if same else "proposed" if maybe else "apart"
            print(f"{kind} {one} {other}: {verdict} ({what})")
    meetings = len({a.meeting_id for a in answers.values()})
    print(f"{len(rows)} mentions of {len(articles)} articles: {meetings} meetings")
    for kind, (pairs_, one_, maybe_) in count.items():
        print(f"{kind}: {pairs_} pairs, {one_} one meeting, {maybe_} proposed")


if __name__ == "__main__":
    main()
