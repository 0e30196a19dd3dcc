"""The gate on what the rules don't know: `readout gate --perturb` and `readout gate --heldout`."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from readout.config import ROOT
from readout.errors import ConfigError
from readout.evaluation.corpora import CORPORA, HELD_OUT, load_blocks, load_corpus, load_swaps
from readout.evaluation.gate import judge
from readout.evaluation.robustness import (
    FIGURES,
    SEED,
    drops,
    plain_losses,
    robustness_row,
    worse,
)
from readout.evaluation.tables import drops_table, losses_table
from readout.model import Article


def run_perturbed(
    folder: Path, pinned: dict[str, Any], pinning: bool, reason: str | None, loud: bool, seed: int
) -> int:
    """Measure the perturbed gate and the plain sentences; 1 when either got worse.

    Raises:
        GoldError: an item can't be read.
    """
    from readout.extraction import extract

    swaps = load_swaps(folder)
    blocks = [block for name in CORPORA for block in load_blocks(name, folder)]
    found = drops(blocks, swaps, extract, seed)
    losses = plain_losses(swaps.cultures, extract, seed)
    console = Console(soft_wrap=True)
    console.print(drops_table(found))
    console.print(losses_table(losses, loud))
    if loud:
        for drop in found:
            for key in drop.lost():
                why = "; ".join(drop.after.faults[key])
                console.print(f"  {drop.kind} - {key}: {why}", markup=False, highlight=False)
    row = robustness_row(found, losses)
    before = pinned.get("robustness", {})
    faults = worse(row, before) if seed == SEED else []
    if pinning and (reason or not faults):
        lowered = [{"figure": f, "reason": reason} for f in faults]
        content = pinned | {"robustness": row, "lowered": [*pinned.get("lowered", []), *lowered]}
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        (folder / "pinned.json").write_text(text, encoding="utf-8")
        console.print("pinned the drops and the losses")
        return 0
    if not before and seed == SEED:
        faults.append("never pinned (readout gate --perturb --pin)")
    for fault in faults:
        console.print(f"shut: {fault}", style="red", markup=False)
    if not faults:
        console.print("open: nothing got worse", style="green")
    return 1 if faults else 0


def run_heldout(folder: Path) -> int:
    """Open the held-out articles, append date, commit and figures to their log, and tell no more.

    Raises:
        ConfigError: there is no held-out article.
    """
    from readout.extraction import extract

    items = load_corpus(HELD_OUT, folder)
    if not items:
        raise ConfigError(
            "There is no held-out article",
            resource=str(folder / HELD_OUT),
            mend="write one that no rule has seen (docs/gate.md)",
        )
    told = {i.id: extract(Article(id=i.id, text=i.text, published=i.published)) for i in items}
    figures = judge(HELD_OUT, items, told).figures()
    shown = " ".join(f"{name}={figures[name]:.3f}" for name in FIGURES if name in figures)
    line = f"{datetime.now(UTC):%Y-%m-%d %H:%M} {_commit()} articles={len(items)} {shown}"
    with (folder / HELD_OUT / "log.tsv").open("a", encoding="utf-8") as log:
        log.write(line + "\n")
    print(line)
    return 0


def _commit() -> str:
    """The commit that was measured; `+` where files differ from it."""
    try:
        told = subprocess.run(
            ["git", "describe", "--always", "--dirty=+", "--exclude=*"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as cause:
        print(f"readout: no commit is told in the log: {cause}", file=sys.stderr)
        return "-"
    return told.stdout.strip()
