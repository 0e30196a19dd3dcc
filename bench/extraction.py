"""Reading articles, as a share of what spaCy's bare pipeline costs on the same texts and run.

    python -m bench extraction        the sample newsroom's stories, whole articles
    READOUT_BENCH_TEXTS=FILE.jsonl    others: lines with "text"

*Rules* is the whole extraction with READOUT_READER=rules (parse, quotes, meetings); *learned* is
the product's default, the trained reader beside the rules; both as the task reads them, in batches.
*Bare* is `spacy.load` and its components, text by text. A peer that finds direct quotations alone
is textacy, whose cost is told where it is installed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from itertools import repeat
from pathlib import Path

from bench.figures import Figure, cpu_time
from bench.peers import peer

ROUNDS = 3
Reading = Callable[[list[str]], object]
WORDS = int(os.environ.get("READOUT_BENCH_WORDS", "12000"))


def texts() -> list[str]:
    """Whole articles, as many as `WORDS` words hold."""
    if given := os.environ.get("READOUT_BENCH_TEXTS"):
        lines = Path(given).read_text(encoding="utf-8").splitlines()
        every = [json.loads(line)["text"] for line in lines if line.strip()]
    else:
        from readout.sample.stories import NEWSROOM, load_stories

        every = ["\n".join(story.paragraphs) for story in load_stories(NEWSROOM)]
    found: list[str] = []
    words = 0
    for text in every:
        if words >= WORDS:
            break
        found.append(text)
        words += len(text.split())
    return found


def run() -> list[Figure]:
    # Ours first: it asks for one thread before NumPy is loaded.
    from readout.config import load_settings  # isort: split
    import spacy
    from readout.extraction.article import chosen_encoder, extract, parsed_ahead
    from readout.extraction.decide.quotes import find_quotes
    from readout.extraction.document import Document
    from readout.extraction.resolve.references import References
    from readout.model import Article

    material = texts()
    words = sum(len(text.split()) for text in material)
    bare = spacy.load(load_settings().spacy_model)

    def with_reader(name: str, *, ahead: bool = True) -> Reading:
        def read(texts: list[str]) -> None:
            os.environ["READOUT_READER"] = name
            chosen_encoder.cache_clear()
            docs = parsed_ahead(texts) if ahead else repeat(None)
            for text, doc in zip(texts, docs, strict=False):
                extract(Article("x", text), doc=doc)

        return read

    def quotes_alone(texts: list[str]) -> None:
        for text in texts:
            document = Document.read(text, None)
            find_quotes(document, References(document))

    kinds: dict[str, Reading] = {
        "bare spaCy": lambda texts: [bare(text) for text in texts],
        "quotes alone, one by one": quotes_alone,
        "rules, one by one": with_reader("rules", ahead=False),
        "rules": with_reader("rules"),
        "learned, one by one": with_reader("learned", ahead=False),
        "learned": with_reader("learned"),
    }
    if textacy := peer("textacy.extract"):
        kinds["bare spaCy and textacy's quotations"] = lambda texts: [
            list(textacy.direct_quotations(bare(text))) for text in texts
        ]
    for read in kinds.values():
        read(material[:3])  # what is loaded once
    least = dict.fromkeys(kinds, float("inf"))
    for _ in range(ROUNDS):  # in turns: the machine is shared
        for name, read in kinds.items():
            with cpu_time() as cost:
                read(material)
            least[name] = min(least[name], cost.seconds)
    base = least["bare spaCy"]
    targets = {"rules": 0.9, "learned": 2.0}
    return [
        Figure(
            f"extraction: {name}",
            seconds / base,
            "× bare spaCy",
            targets.get(name),
            "less",
            f"{words / seconds:,.0f} words per CPU-s; {len(material)} texts, {words:,} words",
        )
        for name, seconds in least.items()
    ]
