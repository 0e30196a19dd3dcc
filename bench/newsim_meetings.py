"""The whole chain against the simulator: is every meeting found, once, however many carry it?

    python bench/newsim_meetings.py PATH/newsim.py [--outlets 12] [--articles 15] [--syndicate 0.4]

Truth is the simulator's: which story each page is a copy of, and who met whom. A meeting of
ours is right when its two people are those of the story. Pairs are pairs of pages.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent))

from newsim_server import running
from readout.config import Settings
from readout.names.reading import read_name
from readout.steps.chain import run_chain
from readout.storage.snapshot import open_snapshot

LINKED = """
SELECT a.url, l.meeting_id, m.participants, m.stories, m.outlets
FROM meeting_links AS l
JOIN assertions AS x ON x.mention_id = l.mention_id
JOIN articles AS a ON a.article_id = x.article_id
JOIN meetings AS m ON m.meeting_id = l.meeting_id
WHERE l.kind = 'linked'
"""
Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("newsim", type=Path)
    parser.add_argument("--outlets", type=int, default=12)
    parser.add_argument("--articles", type=int, default=15)
    parser.add_argument("--syndicate", type=float, default=0.4)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        options = (
            *("--outlets", str(given.outlets), "--articles", str(given.articles)),
            *("--initial", str(given.articles), "--window", str(given.articles)),
            *("--syndicate", str(given.syndicate), "--clean"),
        )
        with running(given.newsim, home / "requests.jsonl", *options) as newsim:
            feeds = "".join(
                f'<outline type="rss" text="Outlet {n}" xmlUrl="http://{newsim.host}/o/{n}/feed.xml"/>'
                for n in range(given.outlets)
            )
            (home / "feeds.opml").write_text(f"<opml version='2.0'><body>{feeds}</body></opml>")
            (home / "watches.yaml").write_text("watches: []\n")
            settings = Settings(
                home=home / "home",
                feeds=home / "feeds.opml",
                watches=home / "watches.yaml",
                allow_hosts=frozenset({newsim.host}),
                host_gap_seconds=0.0,
            )
            for step, line in run_chain(settings):
                print(f"{step}: {line}", flush=True)
            truth = newsim.control("truth")
        with open_snapshot(settings) as snapshot:
            rows = snapshot.connection.execute(LINKED).fetchall()
    print(json.dumps(figures(truth, rows), indent=1, ensure_ascii=False))


def figures(truth: list[Row], rows: list[tuple[Any, ...]]) -> Row:
    """Counts and shares over stories (meetings) and pairs of pages."""
    pages = {urlsplit(t["path"]).path: t for t in truth if "meeting" in t}
    of_page: dict[str, set[str]] = defaultdict(set)
    outlets: dict[str, tuple[int, int]] = {}
    for url, meeting, participants, stories, seen in rows:
        page = pages.get(urlsplit(url).path)
        if page and _keys(page["meeting"]["people"]) <= _keys(participants):
            of_page[urlsplit(url).path].add(meeting)
            outlets[meeting] = (stories, seen)
    clusters: dict[str, list[str]] = defaultdict(list)
    for path, page in pages.items():
        clusters[page["cluster"]].append(path)
    found = {c: {m for p in ps for m in of_page.get(p, ())} for c, ps in clusters.items()}
    together = together_right = apart = 0
    for a, b in combinations(sorted(pages), 2):
        same = bool(of_page.get(a, set()) & of_page.get(b, set()))
        copy = pages[a]["cluster"] == pages[b]["cluster"]
        together += same
        together_right += same and copy
        apart += copy
    copied = [c for c, ps in clusters.items() if len(ps) > 1]
    return {
        "pages": len(pages),
        "stories": len(clusters),
        "stories in several outlets": len(copied),
        "stories found": sum(bool(m) for m in found.values()),
        "found once": sum(len(m) == 1 for m in found.values()),
        "pairwise precision": round(together_right / together, 4) if together else None,
        "pairwise recall": round(together_right / apart, 4) if apart else None,
        "pages without their meeting": sum(not of_page.get(p) for p in pages),
        "copies counted as one story": sum(
            any(outlets[m][0] == 1 for m in found[c]) for c in copied if found[c]
        ),
        "found twice or more": [
            {"people": pages[clusters[c][0]]["meeting"]["people"], "meetings": len(m)}
            for c, m in found.items()
            if len(m) > 1
        ][:5],
    }


def _keys(names: list[str]) -> set[str]:
    return {read_name(n).key for n in names}


if __name__ == "__main__":
    main()
