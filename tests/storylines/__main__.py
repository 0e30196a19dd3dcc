"""`python -m tests.storylines FILE…`: how many storylines come out right, by kind, and why not."""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from pathlib import Path

from tests.storylines.judging import judge
from tests.storylines.running import load_stories, run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--why", action="store_true", help="the faults of each")
    given = parser.parse_args()
    for path in given.files:
        stories = load_stories(path)
        with tempfile.TemporaryDirectory() as folder:
            outcome = run(stories, Path(folder))
        made = [judge(story, outcome) for story in stories]
        kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for one in made:
            kinds[one.kind][0] += not one.faults
            kinds[one.kind][1] += 1
            if one.faults and given.why:
                print(one.ident, one.kind, *one.faults, sep="\n    ")
        total = {
            key: sum(getattr(one, key) for one in made)
            for key in ("meetings", "right", "extra", "merged", "due", "told", "false")
        }
        right = sum(not one.faults for one in made)
        print(f"{path.name}: {right} of {len(made)} right in full; {total}")
        print("  " + ", ".join(f"{kind} {a}/{b}" for kind, (a, b) in sorted(kinds.items())))


if __name__ == "__main__":
    main()
