"""How right feed parsing is: entries, titles, links and dates against a labelled folder.

    python bench/eval_feeds.py FEEDS.json FOLDER [--show]

FEEDS.json is a list of {"file","expect":{"n_entries","titles","links","dates"}}. A title is
right when it is the same but for white space, a date when it is the same second.
"""

from __future__ import annotations

import argparse
import json
import time
from datetime import UTC, datetime
from pathlib import Path

from readout.sources.feeds.parsing import parse_feed


def squash(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def moment(text: str | None) -> datetime | None:
    if not text:
        return None
    found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).replace(microsecond=0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="print what differs")
    options = parser.parse_args()
    right = {"entries": 0, "titles": 0, "links": 0, "dates": 0}
    of = dict.fromkeys(right, 0)
    seconds = 0.0
    for row in json.loads(options.gold.read_text(encoding="utf-8")):
        content = (options.folder / row["file"]).read_bytes()
        started = time.process_time()
        found = parse_feed(content, None, "")
        seconds += time.process_time() - started
        expect = row["expect"]
        of["entries"] += 1
        same = len(found.entries) == expect["n_entries"]
        right["entries"] += same
        if options.show and not same:
            print(
                "entries",
                row["file"],
                len(found.entries),
                "for",
                expect["n_entries"],
                found.problem,
            )
        ours = {
            "titles": [squash(e.title) for e in found.entries],
            "links": [e.link for e in found.entries],
            "dates": [
                e.published.replace(microsecond=0) if e.published else None for e in found.entries
            ],
        }
        gold = {
            "titles": [squash(t) for t in expect["titles"]],
            "links": expect["links"],
            "dates": [moment(d) for d in expect["dates"]],
        }
        for name, values in gold.items():
            for mine, theirs in zip(ours[name], values, strict=False):
                if theirs is None:
                    continue
                of[name] += 1
                right[name] += mine == theirs
                if options.show and mine != theirs:
                    print(name, row["file"], "|", mine, "| for |", theirs)
    for name, count in right.items():
        print(f"{name:8} {count:6} of {of[name]:6}  {count / max(1, of[name]):.4f}")
    print(f"{of['entries'] / seconds:.1f} feeds per CPU-s")


if __name__ == "__main__":
    main()
