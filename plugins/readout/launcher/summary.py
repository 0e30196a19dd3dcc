"""What `readout up` prints when the first chain of runs is through."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from readout.config import ROOT, Settings
from readout.rendering.tables import meetings_table, quotes_table
from readout.storage.reports import Filters, run_report
from readout.storage.snapshot import open_snapshot


def print_summary(
    console: Console,
    settings: Settings,
    *,
    url: str,
    password: str,
    mail: Path | None,
    seconds: float,
    peak_bytes: int,
) -> None:
    """The meetings and quotes found as tables, where everything lies, and what to do next."""
    with open_snapshot(settings) as snapshot:
        meetings = run_report(snapshot, "meetings", Filters(limit=1000)).rows
        quotes = run_report(snapshot, "quotes", Filters(limit=12)).rows
    console.print(meetings_table(meetings))
    console.print(quotes_table(quotes))
    console.print(f"\nReady after {seconds:.0f} s, memory at most {peak_bytes / 1e6:,.0f} MB.\n")
    console.print(f"  UI        {url}/   (admin / {password}), menu entry Readout", highlight=False)
    if mail:
        console.print(
            f"  Mail      {mail}   ({len(list(mail.glob('*.eml')))} messages)", highlight=False
        )
    console.print(
        f"  Data      {settings.snapshot}   (DuckDB, read-only snapshot)", highlight=False
    )
    home = "" if settings.home == ROOT / "var" else f"READOUT_HOME={settings.home} "
    console.print("\nNext:")
    for command in (
        f"{home}.venv/bin/readout report meetings --csv",
        f"{home}.venv/bin/readout report quotes --person Blinken",
        f"{home}.venv/bin/readout doctor",
    ):
        console.print(f"  {command}", highlight=False)
