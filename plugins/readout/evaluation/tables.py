"""A run as tables for the terminal: figures beside their floors and a peer, phenomena."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.table import Table

from readout.evaluation.gate import Run
from readout.evaluation.pairing import Tally
from readout.evaluation.robustness import FIGURES, Drop, Losses


def figures_table(run: Run, pinned: Mapping[str, Any], peer: Run | None = None) -> Table:
    """Each figure of a corpus, its floor, and the peer's value where there is a peer."""
    floors: Mapping[str, float] = pinned.get("corpora", {}).get(run.corpus, {}).get("floors", {})
    table = Table(title=f"{run.corpus} · {run.items} texts", title_justify="left")
    table.add_column("figure")
    for head in ("Readout", "floor", *(("regex",) if peer else ())):
        table.add_column(head, justify="right")
    others = peer.figures() if peer else {}
    ours = run.figures()
    # The peer tells no meetings: a row of zeros for it would say nothing.
    told = {name: value for name, value in others.items() if name.startswith("quotes.")}
    for name in dict.fromkeys((*ours, *told)):
        cells = [name, _number(ours.get(name)), _number(floors.get(name))]
        table.add_row(*cells, *((_number(told.get(name)),) if peer else ()))
    return table


def phenomena_table(run: Run) -> Table:
    """Right, told and wanted by phenomenon: quotes with speaker, meetings in full."""
    table = Table(title=f"{run.corpus} by phenomenon", title_justify="left")
    table.add_column("phenomenon")
    for head in ("quotes right", "told", "gold", "F1", "meetings right", "told", "gold", "F1"):
        table.add_column(head, justify="right")
    for name, (quotes, meetings) in run.by_phenomenon.items():
        table.add_row(name, *_tally(quotes.attributed), *_tally(meetings.full))
    return table


def _tally(tally: Tally) -> list[str]:
    if not tally.gold + tally.told:
        return ["–", "–", "–", "–"]
    return [str(tally.right), str(tally.told), str(tally.gold), _number(tally.f1)]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def drops_table(drops: Sequence[Drop]) -> Table:
    """For each kind of perturbation: items changed, and each figure before and after."""
    table = Table(title="the gate told otherwise", title_justify="left")
    table.add_column("changed")
    table.add_column("items", justify="right")
    for head in ("quotes", "meetings", "parties", "in full"):
        table.add_column(head, justify="right")
    for drop in drops:
        figures = drop.figures()
        cells = [
            f"{figures[f][0]:.3f}→{figures[f][1]:.3f}" if f in figures else "–" for f in FIGURES
        ]
        table.add_row(drop.kind, str(drop.after.items), *cells)
    return table


def losses_table(losses: Losses, loud: bool) -> Table:
    """Plain sentences: parties lost by culture; all cultures and every sentence when `loud`."""
    table = Table(
        title=f"plain sentences · {losses.share:.1%} of parties lost", title_justify="left"
    )
    table.add_column("culture")
    table.add_column("parties", justify="right")
    table.add_column("lost", justify="right")
    table.add_column("as in")
    for culture, lost in sorted(losses.lost.items(), key=lambda row: -len(row[1])):
        for number, (name, sentence) in enumerate(lost if loud else lost[:1]):
            told = (culture, str(losses.parties[culture]), str(len(lost)))
            table.add_row(*(("", "", "") if number else told), f"{name}: {sentence}")
    return table
