"""`readout gate`: quality on text whose answer we know, held against the pinned run."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from readout.cli.words import one_of
from readout.errors import ConfigError
from readout.model import Article, Extraction

if TYPE_CHECKING:
    from rich.console import Console

    from readout.evaluation.gate import Run
    from readout.evaluation.gold import GoldItem

FOLDER = Path(__file__).resolve().parents[3] / "tests" / "gate"
_SHOWN = 40  # gains, losses and faults listed before --verbose is needed

Extractor = Callable[[Article], Extraction]


def attach(app: typer.Typer) -> None:
    @app.command()
    def gate(
        corpus: Annotated[
            list[str] | None,
            typer.Option(
                help="Only this one; may be given again. A wrong one is answered with all."
            ),
        ] = None,
        peer: Annotated[
            str, typer.Option(help="A peer measured in the same run: regex, or none.")
        ] = "regex",
        pin: Annotated[bool, typer.Option("--pin", help="Make this run the pinned one.")] = False,
        reason: Annotated[
            str | None, typer.Option(help="Why a floor may sink or a corpus changed.")
        ] = None,
        verbose: Annotated[
            bool, typer.Option("--verbose", "-v", help="List every fault and every phenomenon.")
        ] = False,
        folder: Annotated[Path, typer.Option(help="Where the corpora lie.")] = FOLDER,
        chart: Annotated[
            Path | None, typer.Option(help="Draw confidence against what was right: PNG or SVG.")
        ] = None,
        perturb: Annotated[
            bool, typer.Option("--perturb", help="The same texts told otherwise; plain sentences.")
        ] = False,
        seed: Annotated[
            int | None, typer.Option(help="Draws what --perturb changes; the pinned one's else.")
        ] = None,
        heldout: Annotated[
            bool, typer.Option("--heldout", help="Only log the figures of the held-out articles.")
        ] = False,
        by_rule: Annotated[
            bool,
            typer.Option("--by-rule", help="What each rule makes, and what is lost without it."),
        ] = False,
        area: Annotated[
            list[str] | None, typer.Option(help="With --by-rule: only rules of these areas.")
        ] = None,
    ) -> None:
        """Run the extraction over the gate's corpora; exit 1 when a floor is missed."""
        from readout.cli.gate_otherwise import run_heldout, run_perturbed
        from readout.cli.gate_rules import tell_rules
        from readout.evaluation.corpora import CORPORA
        from readout.evaluation.robustness import SEED

        if by_rule:
            tell_rules(corpus or list(CORPORA), folder, area or [])
            raise typer.Exit(0)
        if heldout:
            raise typer.Exit(run_heldout(folder))
        if perturb:
            drawn = SEED if seed is None else seed
            raise typer.Exit(
                run_perturbed(folder, read_pinned(folder), pin, reason, verbose, drawn)
            )
        raise typer.Exit(
            run_gate(corpus or list(CORPORA), folder, peer, pin, reason, verbose, chart)
        )


def measure(items: list[GoldItem], extract: Extractor) -> dict[str, Extraction]:
    """What an extractor finds in each item, by id."""
    articles = (Article(id=i.id, text=i.text, published=i.published) for i in items)
    return {article.id: extract(article) for article in articles}


def read_pinned(folder: Path) -> dict[str, Any]:
    """The pinned run, empty when there is none yet.

    Raises:
        ConfigError: the file is no JSON.
    """
    path = folder / "pinned.json"
    if not path.is_file():
        return {}
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as cause:
        raise ConfigError(
            "The pinned run can't be read",
            resource=str(path),
            why=cause,
            mend="git checkout tests/gate/pinned.json",
        ) from cause
    return content


def run_gate(
    names: list[str],
    folder: Path,
    peer: str,
    pinning: bool,
    reason: str | None,
    loud: bool,
    chart: Path | None = None,
) -> int:
    """Measure, print, and pin when asked. Returns the exit code.

    Raises:
        ConfigError: an unknown corpus or peer.
    """
    from rich.console import Console

    from readout.evaluation.corpora import CORPORA, load_corpus
    from readout.evaluation.gate import judge, shortfalls
    from readout.evaluation.peers import regex_quotes
    from readout.evaluation.reliability_chart import write_chart
    from readout.evaluation.tables import figures_table, phenomena_table
    from readout.extraction import extract

    peer = one_of(peer, ("regex", "none"), "--peer") or "none"
    names = [one_of(name, CORPORA, "--corpus") or name for name in names]
    console = Console(soft_wrap=True)
    pinned = read_pinned(folder)
    runs: list[Run] = []
    for name in names:
        items = load_corpus(name, folder)
        run = judge(name, items, measure(items, extract))
        other = judge(name, items, measure(items, regex_quotes)) if peer == "regex" else None
        runs.append(run)
        console.print(figures_table(run, pinned, other))
        if loud:
            console.print(phenomena_table(run))
        _tell_changes(console, run, pinned, loud)
    if chart:
        write_chart(runs, chart)
    if pinning:
        return _pin(console, runs, pinned, folder, reason)
    chosen = {k: v for k, v in pinned.get("corpora", {}).items() if k in names}
    faults = shortfalls(runs, {"corpora": chosen})
    for fault in faults:
        console.print(f"shut: {fault}", style="red", markup=False)
    if not faults:
        console.print("open: no figure lies under its floor", style="green")
    return 1 if faults else 0


def _tell_changes(console: Console, run: Run, pinned: dict[str, Any], loud: bool) -> None:
    from readout.evaluation.gate import gains_and_losses

    gains, losses = gains_and_losses(run, pinned)
    if gains or losses:
        console.print(f"against the pinned run: {len(gains)} gained, {len(losses)} lost")
    limit = None if loud else _SHOWN
    for sign, keys in (("+", gains), ("-", losses)):
        for key in keys[:limit]:
            console.print(f"  {sign} {key}", markup=False, highlight=False)
    if loud:
        for key, faults in run.faults.items():
            for fault in faults:
                console.print(f"  {key}: {fault}", markup=False, highlight=False)


def _pin(
    console: Console, runs: list[Run], pinned: dict[str, Any], folder: Path, reason: str | None
) -> int:
    from readout.evaluation.gate import pin

    content, refused = pin(runs, pinned, day=f"{datetime.now(UTC):%Y-%m-%d}", reason=reason)
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / "pinned.json").write_text(text, encoding="utf-8")
    for line in refused:
        print(f"not lowered without --reason: {line}", file=sys.stderr)
    console.print(f"pinned {len(runs)} corpora")
    return 1 if refused else 0
