"""`readout watch`: check, rehearse and describe watches before they are switched on."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from readout.cli.words import known

File = Annotated[Path | None, typer.Argument(help="watches.yaml or a folder of such files")]
_FIGURES = ("alerts", "mails", "a day", "most on one day", "held back")
AsJson = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]


def attach(app: typer.Typer) -> None:
    watch = typer.Typer(no_args_is_help=True, help="Check watches and try them out.")
    app.add_typer(watch, name="watch")

    @watch.command()
    def check(file: File = None) -> None:
        """Is the file right? Names that nobody in the warehouse bears are pointed out."""
        _check(file)

    @watch.command()
    def test(
        file: File = None,
        days: Annotated[int, typer.Option(min=1, max=3650, help="How far back.")] = 30,
        name: Annotated[str | None, typer.Option(help="Only this watch.")] = None,
        show: Annotated[int, typer.Option(min=0, help="How many subjects to show.")] = 10,
        json_: AsJson = False,
    ) -> None:
        """What would have been sent, and how many mails a day. Exit code 1: too many."""
        _test(file, days, name, show, as_json=json_)

    @watch.command()
    def schema(
        out: Annotated[Path | None, typer.Option(help="Write it to this file.")] = None,
    ) -> None:
        """The JSON Schema of a watch file, for editors."""
        from readout.watching.watches import schema as made

        text = json.dumps(made(), indent=2, ensure_ascii=False) + "\n"
        if out is None:
            typer.echo(text, nl=False)
        else:
            out.write_text(text, encoding="utf-8")


def _check(file: Path | None) -> None:
    from readout.config import load_settings
    from readout.errors import WarehouseError
    from readout.rendering.words import counted
    from readout.storage.snapshot import open_snapshot
    from readout.watching.parties import aliases_of
    from readout.watching.rehearsal import strangers
    from readout.watching.watchfiles import load_watches

    settings = load_settings()
    source = file or settings.watches
    watches = load_watches(source, None if file else settings.own_watches)
    typer.echo(f"{source}: {counted(len(watches), 'watch', 'watches')}, all right")
    try:
        with open_snapshot(settings) as snapshot:
            known = snapshot.rows("alerting/known_names")
            aliases = aliases_of(snapshot, (p for w in watches for p in w.parties()))
    except WarehouseError as error:
        typer.echo(f"names were not looked up: {error.why or error.what}")
        return
    for watch, name, near in strangers(watches, known, aliases):
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        typer.echo(f"{watch}: nobody known as “{name}” so far{hint}")


def _test(file: Path | None, days: int, name: str | None, show: int, *, as_json: bool) -> None:
    from readout.config import load_settings
    from readout.storage.snapshot import open_snapshot
    from readout.watching.parties import aliases_of
    from readout.watching.rehearsal import rehearse
    from readout.watching.watchfiles import load_watches

    settings = load_settings()
    source = file or settings.watches
    watches = list(load_watches(source, None if file else settings.own_watches))
    name = known(name, (w.name for w in watches), "--name", f"the watches are in {source}")
    watches = [w for w in watches if name in (None, w.name)]
    until = datetime.now(UTC).replace(tzinfo=None)
    with open_snapshot(settings) as snapshot:
        rows = snapshot.rows(
            "alerting/past_changes", since=until - timedelta(days=days), until=until
        )
        aliases = aliases_of(snapshot, (p for w in watches for p in w.parties()))
    done = rehearse(watches, rows, aliases)
    changes = {row["change_id"]: row for row in rows}
    report = [_row(r, changes, days, show) for r in done]
    if as_json:
        typer.echo(json.dumps(report, indent=2, ensure_ascii=False, default=str))
    else:
        _print(report, len(rows), days)
    refused = [r for r in done if r.too_many()]
    for rehearsal in refused:
        day, most = rehearsal.busiest()
        typer.echo(
            f"refused: “{rehearsal.watch.name}” would have sent {most} mails to one recipient on "
            f"{day}, and it allows {rehearsal.watch.mails_a_day}. Narrow it, choose a digest "
            f"(when: daily), or write mails_a_day: {most} if that is meant.",
            err=True,
        )
    if refused:
        raise typer.Exit(1)


def _row(rehearsal: Any, changes: dict[str, Any], days: int, show: int) -> dict[str, Any]:
    from readout.rendering.mail_wording import rehearsed

    told = rehearsal.told()
    mails = sum(len(m) for m in rehearsal.mails.values())
    day, most = rehearsal.busiest()
    held: dict[str, int] = {}
    for alert in rehearsal.alerts:
        if alert["state"] == "held":
            held[alert["reason"]] = held.get(alert["reason"], 0) + 1
    last = list({a["change_id"]: a for a in told}.values())[-show:] if show else []
    return {
        "watch": rehearsal.watch.name,
        "alerts": len(told),
        "mails": mails,
        "mails_a_day": round(mails / days, 2),
        "busiest_day": day,
        "most_mails_a_day_to_one": most,
        "held": held,
        "would_say": [
            {
                "at": alert["due_at"],
                "to": alert["recipient"],
                "subject": rehearsed(changes[alert["change_id"]], alert),
                "because": alert["rule"],
            }
            for alert in last
        ],
    }


def _print(report: list[dict[str, Any]], changes: int, days: int) -> None:
    from rich.console import Console

    from readout.rendering.fitting import Column, Fitted
    from readout.rendering.words import counted

    columns = [Column("watch"), *(Column(name, numeric=True) for name in _FIGURES)]
    cells = [
        [
            row["watch"],
            f"{row['alerts']:,}",
            f"{row['mails']:,}",
            f"{row['mails_a_day']:g}",
            f"{row['most_mails_a_day_to_one']}"
            + (f" ({row['busiest_day']})" if row["busiest_day"] else ""),
            f"{sum(row['held'].values()):,}",
        ]
        for row in report
    ]
    console = Console()
    title = f"{counted(changes, 'change')} in {counted(days, 'day')}"
    console.print(Fitted(columns, cells, title))
    for row in report:
        for said in row["would_say"]:
            console.print(f"{said['at']:%d %b %H:%M}  {said['subject']}", markup=False)
        for reason, count in sorted(row["held"].items(), key=lambda item: -item[1])[:5]:
            console.print(f"held back {count}: {reason}", markup=False, style="dim")
