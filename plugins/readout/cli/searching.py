"""`readout search`: quotes and article texts in words."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from readout.cli.exporting import Csv, Json, Out, form_of, give
from readout.cli.reports import Day, day_of
from readout.cli.words import known, one_of

if TYPE_CHECKING:
    from readout.storage.search import Found


def attach(app: typer.Typer) -> None:
    @app.command()
    def search(
        words: Annotated[
            list[str] | None,
            typer.Argument(help='Words, "a phrase", -not, begin*, one OR other.'),
        ] = None,
        as_json: Json = False,
        as_csv: Csv = False,
        out: Out = None,
        only: Annotated[
            str | None, typer.Option("--in", help="quotes or articles; without it both.")
        ] = None,
        person: Annotated[str | None, typer.Option(help="Words of the speaker's name.")] = None,
        outlet: Annotated[str | None, typer.Option(help="An outlet's exact name.")] = None,
        since: Day = None,
        until: Day = None,
        limit: Annotated[
            int | None, typer.Option(min=1, help="Most rows; a table shows 20, exports all.")
        ] = None,
        refresh: Annotated[
            bool, typer.Option("--refresh", help="First bring the index to the snapshot.")
        ] = False,
    ) -> None:
        """Search what was said and written, by stems and phrases, the best first."""
        from readout.config import load_settings
        from readout.storage.search import Query, search
        from readout.storage.searchindex import refresh as bring_up
        from readout.storage.snapshot import open_snapshot

        settings = load_settings()
        if refresh:
            from readout.rendering.words import counted

            counts = bring_up(settings)
            print(
                f"{counted(counts['articles'], 'article')} and "
                f"{counted(counts['quotes'], 'quote')} indexed",
                file=sys.stderr,
            )
            if not words:
                return
        form = form_of(as_json, as_csv, out)
        kind = one_of(only, ("quotes", "articles"), "--in")
        query = Query(
            " ".join(_as_typed(word) for word in words or ()),
            kind="quote" if kind == "quotes" else "article" if kind else None,
            person=person or None,
            outlet=outlet or None,
            since=day_of("--since", since),
            until=day_of("--until", until),
            limit=limit if limit is not None or form != "table" else 20,
        )
        with open_snapshot(settings) as snapshot:
            if query.outlet:
                outlets = (row["outlet"] for row in snapshot.rows("pages/outlets"))
                listing = "readout report feeds lists them"
                query = replace(query, outlet=known(query.outlet, outlets, "--outlet", listing))
            found = search(settings, snapshot, query)
        if form == "table":
            _show(found)
        else:
            give(form, out, found.rows, found.columns)


def _as_typed(word: str) -> str:
    """An argument with blanks was a phrase before the shell took its marks."""
    if " " not in word.strip() or '"' in word:
        return word
    return f'-"{word[1:]}"' if word.startswith("-") else f'"{word}"'


def _show(found: Found) -> None:
    from rich.console import Console
    from rich.text import Text

    from readout.rendering.words import counted

    console = Console()
    for row in found.rows:
        said = row["said_at"].strftime("%-d %b %Y")
        who = row["speaker_name"] or row["speaker_desc"]
        head = [who, row["outlet"], said] if row["kind"] == "quote" else [row["outlet"], said]
        console.print(Text(" · ".join(part for part in head if part), style="dim"))
        if row["kind"] == "article" and row["title"]:
            console.print(Text(row["title"], style="bold"))
        text = Text(row["snippet"])
        for start, end in row["lit"]:
            text.stylize("bold yellow", start, end)
        console.print(text)
        console.print()
    told = " and ".join(counted(many, kind) for kind, many in found.totals.items())
    shown = f", the best {len(found.rows)} shown" if len(found.rows) < found.total else ""
    console.print(f"{told}{shown}")
