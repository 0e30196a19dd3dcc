"""`readout gate --by-rule`: fires, right, wrong and the loss without it, rule by rule."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from readout.evaluation.by_rule import Facts, worth_of_rules
from readout.evaluation.corpora import load_corpus
from readout.evaluation.gold import GoldItem

_FOREVER = 86_400.0  # seconds; one text at a time is given all it takes


def tell_rules(corpora: list[str], folder: Path, areas: list[str]) -> None:
    """Print a table of the rules that fire in the corpora, those that lose most first."""
    from rich.console import Console
    from rich.table import Table
    from spacy.tokens import Doc

    from readout.extraction.article import parsed, read_facts
    from readout.extraction.limits import Clock
    from readout.text.normalise import same_length

    @cache
    def doc_of(text: str) -> Doc:
        return parsed(same_length(text), Clock(_FOREVER))

    def read(item: GoldItem) -> Facts:
        return read_facts(doc_of(item.text), item.published, Clock(_FOREVER))

    items = [item for name in corpora for item in load_corpus(name, folder)]
    table = Table("rule", *("fires", "texts", "right", "wrong", "lost", "gained", "own text"))
    found = sorted(worth_of_rules(items, read, areas), key=lambda w: (-w.lost, w.rule))
    for worth in found:
        figures = (worth.fires, worth.texts, worth.right, worth.wrong, worth.lost, worth.gained)
        table.add_row(worth.rule, *map(str, figures), "only" if worth.own else "")
    Console(soft_wrap=True).print(table)
