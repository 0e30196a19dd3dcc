"""`readout reextract`: read stored articles again and tell what comes out otherwise."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from readout.cli.words import in_order

if TYPE_CHECKING:
    from readout.storage.results import ReextractToldRow

Day = Annotated[
    datetime,
    typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="A day or a moment, UTC."),
]


def attach(app: typer.Typer) -> None:
    @app.command()
    def reextract(
        since: Day,
        until: Day,
        apply: Annotated[
            bool, typer.Option("--apply", help="take over what is found, and resolve again")
        ] = False,
        most: Annotated[int, typer.Option(min=0, help="differences to show")] = 40,
    ) -> None:
        """Run the current extractor over articles published in [SINCE, UNTIL) and compare.

        Without --apply nothing but the report changes; its rows are in `reextractions`.
        """
        in_order(since, until)
        run(since, until, apply=apply, most=most)


def run(since: datetime, until: datetime, *, apply: bool, most: int) -> None:
    from readout.config import load_settings
    from readout.steps import reextracting, resolving
    from readout.storage.loader import loading

    settings = load_settings()
    run_id = uuid.uuid4().hex
    chosen = reextracting.choose_again(settings, since, until)
    print(chosen.line())
    console = Console(stderr=True)
    for path in track(chosen.paths, "reading again", console=console, transient=True):
        print(reextracting.read_again(settings, path, run_id).line())
    counts = reextracting.compare_again(settings, apply=apply, run_id=run_id)
    with loading(settings, "reextract_report") as load:
        rows = load.rows("reextract/told", run_id=run_id)
    _show(rows[:most])
    print(counts.line() + ("" if apply else " (only told; --apply takes it over)"))
    if apply and counts["new"]:
        print(resolving.resolve_meetings(settings, run_id).line())


def _show(rows: Sequence[ReextractToldRow]) -> None:
    if not rows:
        return
    table = Table(box=None)
    for column in ("fact", "kind", "article", "what"):
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(row["fact"], row["kind"], row["article_id"], row["what"])
    Console().print(table)
