"""What `readout up` prints when the first chain of runs is through: tables short enough that what
one needs next, the address, comes last and stays on the screen."""

from __future__ import annotations

import os
from pathlib import Path

from rich.console import Console

from readout.config import ROOT, Settings
from readout.home import HOME
from readout.rendering.tables import caption, meetings_table, quotes_table
from readout.rendering.words import counted
from readout.storage.reports import Filters, run_report
from readout.storage.snapshot import open_snapshot, published_at

MEETINGS, QUOTES = 6, 4


def print_summary(
    console: Console,
    settings: Settings,
    *,
    url: str,
    password: str,
    sample: bool,
    mail_server: bool,
    once: bool,
    seconds: float,
    peak_bytes: int,
) -> None:
    """Some meetings and quotes as tables, where everything lies, what to do next, the address.

    Args:
        mail_server: whether Airflow's connection to one was given; of the sample the catcher.
        once: the product ends now, and nothing answers at the address any more.
    """
    if published_at(settings) is not None:
        _tables(console, settings)
    else:
        console.print("Nothing was read yet; it comes with the next runs.")
    console.print(f"\nReady after {seconds:.0f} s, memory at most {peak_bytes / 1e6:,.0f} MB.\n")

    def line(name: str, told: str) -> None:
        console.print(f"  {name:<9} {told}", highlight=False, markup=False, soft_wrap=True)

    mail = settings.home / "mail"
    # A lake's packages lie in an environment of their own.
    typed = f"{'.venv' if settings.lake is None else '.venv-scale'}/bin/readout"
    scale = "" if settings.lake is None else " --scale"
    if settings.lake is not None:
        line("Data", f"{settings.lake}, tables in {settings.lake.data}")
    else:
        line("Data", f"{_shown(settings.snapshot)}   (DuckDB, read-only snapshot)")
    if sample:
        line("Mail", f"{_shown(mail)}   ({counted(len(list(mail.glob('*.eml'))), 'message')})")
    elif not mail_server:
        line("Mail", "no mail server is set: alerts wait, and what they would say lies in")
        line("", f"{_shown(mail)}; give one in {_shown(settings.home / 'settings.env')}")
    if not settings.watches.exists():
        line("Watches", f"none in {_shown(settings.watches)}: nobody is told (docs/alerts.md)")
    if sample:
        line("Yours", f"{typed} up{scale} --feeds my.opml   watches your own feeds")
    console.print(f"\nNext, in {ROOT}:", highlight=False, soft_wrap=True)
    home = "" if settings.home == HOME else f"READOUT_HOME={_shown(settings.home)} "
    commands = ["report meetings --csv", "report quotes --person Blinken", "doctor"]
    if not sample:
        commands = ["report meetings", "report feeds", "doctor"]
    if once:
        commands.remove("doctor")  # it would say that nothing runs
    for command in commands:
        console.print(f"  {home}{typed} {command}", highlight=False, soft_wrap=True)
    if once:
        own = f"{home}{typed} up{scale}"
        again = own if not sample else f"{typed} up{scale} --sample" if scale else "make run"
        told = f"Ended, as --once asked. The pages, and new texts, come with: {again}"
    else:
        told = f"Open {url}/   (admin / {password}), menu entry Readout"
    console.print(f"\n{told}", highlight=False, markup=False, soft_wrap=True)


def _tables(console: Console, settings: Settings) -> None:
    with open_snapshot(settings) as snapshot:
        meetings = run_report(snapshot, "meetings", Filters(limit=MEETINGS))
        quotes = run_report(snapshot, "quotes", Filters(limit=QUOTES))
    console.print(meetings_table(meetings.rows))
    console.print(caption("meetings", len(meetings.rows), meetings.total))
    console.print(quotes_table(quotes.rows))
    console.print(caption("quotes", len(quotes.rows), quotes.total))


def _shown(path: Path) -> str:
    """A path as a command typed in the project's folder takes it."""
    return os.path.relpath(path, ROOT) if path.is_relative_to(ROOT) else str(path)
