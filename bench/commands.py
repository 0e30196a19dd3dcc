"""CPU-seconds of one command, from the shell to its end: what a light one loads, and what reading
one article costs beside a script that does no more than load spaCy's model and parse it.

    python -m bench commands
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.figures import Figure

TEXT = (
    "Mayor Ulla Kjaer met Karim Nassar in Lund on Monday. “We agreed on nothing,” she said. "
    "The two will meet again in Malmo on 3 April, a spokesman for Nassar said."
)
MAIN = [sys.executable, "-c", "from readout.cli import main; main()"]
BARE = (
    "import spacy\nfrom readout.config import load_settings\n"
    f"nlp = spacy.load(load_settings().spacy_model)\nprint(len(nlp({TEXT!r})))"
)


def cpu(command: list[str]) -> float:
    """The least of three runs."""
    found = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return min(found)


def run() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "one.jsonl"
        row = {"id": 1, "published": "2024-03-13", "text": TEXT}
        article.write_text(json.dumps(row) + "\n", encoding="utf-8")
        bare = cpu([sys.executable, "-c", BARE])
        one = cpu([*MAIN, "extract", str(article)])
    helped = cpu([*MAIN, "--help"])
    return [
        Figure("command: a script that loads spaCy's model and parses", bare, "CPU-s"),
        Figure("command: readout extract, one article", one, "CPU-s", 3.0, "less"),
        Figure("command: readout --help", helped, "CPU-s", 0.6, "less"),
    ]
