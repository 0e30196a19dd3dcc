"""`readout report NAME`: the published tables, as the screen shows them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readout.cli.exporting import Csv, Json, Out, form_of, give
from readout.cli.words import in_order, known, one_of
from readout.errors import ConfigError, did_you_mean

if TYPE_CHECKING:
    from readout.storage.reports import Filters
    from readout.storage.snapshot import Snapshot

QUOTE_TYPES = ("direct", "mixed", "indirect")
SPEAKER_KINDS = ("person", "org", "country", "group", "anonymous", "unknown")
Day = Annotated[str | None, typer.Option(help="A day, like 2023-06-19.", metavar="DAY")]


def attach(app: typer.Typer) -> None:
    @app.command()
    def report(
        name: Annotated[
            str | None, typer.Argument(help="Which report; without one, what there is.")
        ] = None,
        as_json: Json = False,
        as_csv: Csv = False,
        out: Out = None,
        since: Day = None,
        until: Day = None,
        person: Annotated[
            str | None,
            typer.Option(
                help="A name or a word of one; a country is also who acts for it; or an id."
            ),
        ] = None,
        country: Annotated[
            str | None, typer.Option(help="Exact name of the country that somebody acts for.")
        ] = None,
        status: Annotated[str | None, typer.Option(help="A meeting's status, like held.")] = None,
        contradicted: Annotated[
            bool | None, typer.Option(help="Where reports disagree, or where they don't.")
        ] = None,
        kind: Annotated[
            str | None, typer.Option(help="Of a speaker or participant, like person, anonymous.")
        ] = None,
        subject: Annotated[
            str | None, typer.Option(help="Of the article, like politics, economy, labour.")
        ] = None,
        type: Annotated[  # the option's name is the column's
            str | None, typer.Option(help="direct, mixed or indirect (quotes).")
        ] = None,
        via: Annotated[str | None, typer.Option(help="Part of the relaying medium's name.")] = None,
        outlet: Annotated[str | None, typer.Option(help="An outlet's exact name.")] = None,
        sort: Annotated[
            str | None, typer.Option(help="A column; -COLUMN from the greatest down.")
        ] = None,
        limit: Annotated[
            int | None, typer.Option(min=1, help="Most rows; a table shows 50, exports all.")
        ] = None,
        snapshot: Annotated[
            Path | None,
            typer.Option(metavar="FILE", help="Another file than the published one: a frozen one."),
        ] = None,
    ) -> None:
        """Print a report of the published snapshot: meetings, quotes, feeds, people …"""
        from readout.lexicon.subjects import SUBJECTS
        from readout.rendering.words import STATUS_WORDS
        from readout.storage.reports import Filters

        form = form_of(as_json, as_csv, out)
        if name is None:
            _list(as_json)
            return
        first, last = in_order(day_of("--since", since), day_of("--until", until))
        filters = Filters(
            person=person or None,
            status=one_of(status, tuple(STATUS_WORDS), "--status"),
            type=one_of(type, QUOTE_TYPES, "--type"),
            country=country or None,
            contradicted=contradicted,
            subject=one_of(subject, tuple(SUBJECTS), "--subject"),
            kind=one_of(kind, SPEAKER_KINDS, "--kind"),
            sort=sort or None,
            via=via or None,
            outlet=outlet or None,
            since=first,
            until=last,
            limit=limit if limit is not None or form != "table" else 50,
        )
        _print(name, filters, form, out, snapshot)


def day_of(option: str, text: str | None) -> date | None:
    """A day as it is typed.

    Raises:
        ConfigError: it is none.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as cause:
        raise ConfigError(
            "That is no day", resource=f"{option} {text}", mend="write it like 2023-06-19"
        ) from cause


def _list(as_json: bool) -> None:
    from readout.rendering.exports import as_json as dumps
    from readout.storage.reports import about, filters_of, report_names

    if as_json:
        rows = [
            {"name": n, "about": about(n), "filters": sorted(filters_of(n))} for n in report_names()
        ]
        sys.stdout.write(dumps(rows))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, show_header=False)
    for name in report_names():
        table.add_row(f"[bold]{name}[/]", about(name).split(": ")[0].split(". ")[0].rstrip("."))
    Console().print(table)


def _strangers(snapshot: Snapshot, report: str, filters: Filters) -> list[str]:
    """Why nothing came: names that nobody bears, with the nearest that somebody does."""
    names = [row["name"] for row in snapshot.rows("alerting/known_names")]
    told = []
    if filters.person and not _within(filters.person, names):
        words = [*names, *(name.split()[-1] for name in names if name.split())]
        told.append(
            f"nobody known is called “{filters.person}”{did_you_mean(filters.person, words)}"
        )
    if filters.country:
        from readout.lexicon.countries import countries_and_unions

        known_ones = {*names, *(one.name for one in countries_and_unions())}
        if filters.country not in known_ones:
            hint = did_you_mean(filters.country, known_ones)
            told.append(f"no country is called “{filters.country}”{hint}")
    if filters.via:
        from readout.storage.reports import run_report

        rows = run_report(snapshot, report, replace(filters, via=None, limit=100_000)).rows
        relays = {row["via"] for row in rows if row["via"]}
        if not _within(filters.via, relays):
            hint = did_you_mean(filters.via, relays)
            told.append(f"nothing known came through “{filters.via}”{hint}")
    return told


def _within(part: str, names: Iterable[str]) -> bool:
    return any(part.casefold() in name.casefold() for name in names)


def _print(name: str, filters: Filters, form: str, out: Path | None, file: Path | None) -> None:
    from rich.console import Console

    from readout.rendering.tables import caption, report_table
    from readout.storage.reports import run_report
    from readout.storage.snapshot import open_snapshot

    with open_snapshot(path=file) as snapshot:
        if filters.outlet:
            outlets = (row["outlet"] for row in snapshot.rows("pages/outlets"))
            listing = "readout report feeds lists them"
            filters = replace(filters, outlet=known(filters.outlet, outlets, "--outlet", listing))
        if filters.person:
            from readout.watching.meant import who_is_meant

            filters = who_is_meant(snapshot, name, filters)
        report = run_report(snapshot, name, filters)
        strangers = _strangers(snapshot, name, filters) if not report.rows else []
    for line in strangers:
        print(f"readout: {line}", file=sys.stderr)
    if form != "table":
        give(form, out, report.rows, report.columns, report.types)
    else:
        console = Console()
        if report.rows:
            console.print(report_table(name, report.rows))
        console.print(caption(name, len(report.rows), report.total))
