"""Measures the extraction on the gate's corpora: figures into the README, a chart into docs/img.

usage: python docs/figures.py
"""

from __future__ import annotations

import re

from readout.cli.gate import FOLDER, measure
from readout.evaluation.corpora import CORPORA, load_corpus
from readout.evaluation.gate import Run, judge
from readout.evaluation.peers import regex_quotes
from readout.evaluation.reliability_chart import write_chart
from readout.extraction import extract
from written import ROOT

README = ROOT / "README.md"
BLOCK = re.compile(r"(<!-- figures:[^>]*-->\n).*?(<!-- /figures -->)", re.DOTALL)
COLUMNS = {
    "quotes_sentences": "quote passages",
    "meetings_sentences": "meeting passages",
    "articles": "articles",
    "unseen": "later articles",
    "seed": "seed article",
}
ROWS = {
    "quotes.exact_f1": "quotes, exact words (F1)",
    "quotes.attributed_f1": "quotes, attributed (F1)",
    "quotes.speaker": "speaker right, of quotes found",
    "quotes.via": "relay right, where there is one",
    "quotes.sure": "quotes right, of those told with confidence .9 or more",
    "quotes.quiet": "passages without a quote left alone",
    "meetings.meeting_f1": "meetings found (F1)",
    "meetings.participants_f1": "meetings, exact participants (F1)",
    "meetings.full_f1": "meetings, right in full (F1)",
    "meetings.date": "day right, where stated",
    "meetings.place": "place right, where stated",
    "meetings.status": "status right",
    "meetings.quiet": "texts without a meeting left alone",
}


def figures(runs: dict[str, Run], peers: dict[str, Run]) -> str:
    """A Markdown table: a row a figure, a column a corpus, the plain peer in brackets."""
    lines = [
        f"| | {' | '.join(COLUMNS.values())} |",
        f"|---|{'---|' * len(COLUMNS)}",
    ]
    for key, name in ROWS.items():
        cells = []
        for corpus in COLUMNS:
            ours, peer = runs[corpus].figures().get(key), peers[corpus].figures().get(key)
            cell = "" if ours is None else f"{ours:.2f}"
            if ours is not None and peer is not None and key.startswith("quotes."):
                cell += f" ({peer:.2f})"
            cells.append(cell)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    lines.append(
        "\nIn brackets: a regular expression that takes what stands in quotation marks and the"
    )
    lines.append("name beside *said*.")
    return "\n".join(lines) + "\n"


def main() -> None:
    runs, peers = {}, {}
    for corpus in CORPORA:
        items = load_corpus(corpus, FOLDER)
        runs[corpus] = judge(corpus, items, measure(items, extract))
        peers[corpus] = judge(corpus, items, measure(items, regex_quotes))
    write_chart(list(runs.values()), ROOT / "docs" / "img" / "reliability.png")
    told = figures(runs, peers)
    readme = README.read_text(encoding="utf-8")
    README.write_text(BLOCK.sub(lambda m: f"{m[1]}{told}{m[2]}", readme), encoding="utf-8")
    print(told)


if __name__ == "__main__":
    main()
