"""`readout snapshot` and `readout diff`: a state to cite, and what came since; `readout move`:
another place for all of it."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readout.cli.exporting import Csv, Json, Out, form_of, give

if TYPE_CHECKING:
    from readout.config import Settings

Named = Annotated[
    str, typer.Argument(help="A frozen snapshot: id, its beginning, a file; now: the published.")
]


def attach(app: typer.Typer) -> None:
    @app.command()
    def snapshot(
        note: Annotated[str | None, typer.Option(help="What it is kept for.")] = None,
        folder: Annotated[
            Path | None, typer.Option(metavar="FOLDER", help="Where; else the home's snapshots.")
        ] = None,
        listed: Annotated[bool, typer.Option("--list", help="List those there are.")] = False,
        verify: Annotated[
            str | None, typer.Option(metavar="SNAPSHOT", help="Check one against its hashes.")
        ] = None,
        as_json: Json = False,
    ) -> None:
        """Freeze the published snapshot: a copy with id, versions and hash, to be cited."""
        from rich.console import Console

        from readout.config import load_settings
        from readout.rendering.exports import as_json as dumps
        from readout.storage import frozen

        settings = load_settings()
        if verify:
            wrong = frozen.verify(settings, verify)
            for line in wrong:
                print(f"readout: {line}", file=sys.stderr)
            if wrong:
                raise typer.Exit(1)
            print("as its manifest says")
            return
        made = (
            frozen.frozen(settings)
            if listed
            else [frozen.freeze(settings, note=note, folder=folder)]
        )
        if as_json:
            sys.stdout.write(dumps(made))
            return
        console = Console()
        for one in made:
            console.print(f"{one['id']}  {one['bytes']:,} bytes", highlight=False)
            console.print(f"  {one['cite']}", highlight=False, soft_wrap=True)
            if one["note"]:
                console.print(f"  {one['note']}", highlight=False, markup=False)
            console.print(f"  {one['path']}", highlight=False, soft_wrap=True)
        if listed and not made:
            console.print("None was frozen yet: readout snapshot")

    @app.command()
    def diff(
        earlier: Named,
        later: Named = "now",
        as_json: Json = False,
        as_csv: Csv = False,
        out: Out = None,
    ) -> None:
        """Tell what two snapshots say otherwise of meetings, quotes, articles and people."""
        from rich.console import Console
        from rich.table import Table

        from readout.config import load_settings
        from readout.storage import frozen

        form = form_of(as_json, as_csv, out)
        rows = frozen.diff(load_settings(), earlier, later)
        columns = ["what", "kind", "id", "about", "field", "before", "after"]
        if form != "table":
            give(form, out, rows, columns, dict.fromkeys(columns, "VARCHAR"))
            return
        counts = Counter((row["what"], row["kind"]) for row in rows)
        table = Table(box=None)
        for name in ("what", "kind", "rows"):
            table.add_column(name, justify="right" if name == "rows" else "left")
        for (what, kind), many in sorted(counts.items()):
            table.add_row(what, kind, f"{many:,}")
        Console().print(table if rows else "They say the same.")

    @app.command()
    def move(
        warehouse: Annotated[
            str, typer.Argument(help="`ducklake:postgres:…`, or `file` for one in the home.")
        ],
        data: Annotated[
            str | None, typer.Option(help="Of a lake: the folder or s3:// address of its files.")
        ] = None,
    ) -> None:
        """Copy the warehouse into an empty lake, or a lake into a file, row for row."""
        from readout.config import load_settings
        from readout.storage.moving import move as moved

        settings = load_settings()
        lake = None if warehouse == "file" else warehouse
        target = changed_by_hand(settings, warehouse=lake, data=data if lake else None)
        tables = moved(settings, target)
        for name, size in sorted(tables.items()):
            print(f"{size:>12,}  {name}")
        print(f"\n{len(tables)} tables, {sum(tables.values()):,} rows: counts and hashes agree.")
        print(f"To use it from now on, in {settings.home / 'settings.env'}:")
        told = {"READOUT_WAREHOUSE": warehouse, "READOUT_DATA": data} if lake else {}
        for name, value in told.items():
            print(f'  {name}="{value}"')
        if not told:
            print("  remove READOUT_WAREHOUSE and READOUT_DATA")


def changed_by_hand(settings: Settings, **values: str | None) -> Settings:
    """The settings with other values that were given on a command line.

    Raises:
        ConfigError: one of them is refused.
    """
    from pydantic import ValidationError

    from readout.errors import ConfigError

    try:
        return settings.changed(**values)
    except ValidationError as error:
        told = "; ".join(str(e["msg"]).removeprefix("Value error, ") for e in error.errors())
        raise ConfigError("That is no place for a warehouse", why=told) from None
