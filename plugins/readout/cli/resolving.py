"""`readout resolve`: mentions → meetings, JSONL in and out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from readout.cli.jsonlines import read_rows, write_row
from readout.model import Row

if TYPE_CHECKING:
    from readout.resolution.loose import LooseMention

Source = Annotated[Path | None, typer.Argument(help="JSONL file; stdin when absent or -")]


def attach(app: typer.Typer) -> None:
    @app.command()
    def resolve(file: Source = None) -> None:
        """Group mentions into meetings: in {"mention_id","article_id","participants",…}.

        Out, in the order of the input: {"mention_id","meeting_id","proposed"}. All lines are
        read first, since which mentions are one meeting depends on all of them.
        """
        for row in resolve_lines(file):
            write_row(row)


def resolve_lines(file: Path | None) -> list[Row]:
    """Read all lines of `file`, resolve them together, one answer for each line in order.

    Raises:
        ConfigError: the file can't be read.
    """
    from readout.resolution.gazetteer import load_gazetteer
    from readout.resolution.loose import LooseMention, resolve_loose

    console = Console(stderr=True)
    asked: list[LooseMention | Row] = []
    seen: set[str] = set()
    with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("reading", total=None)
        for number, row in enumerate(read_rows(file), 1):
            asked.append(_one(number, row, seen))
            progress.advance(task)
        mentions = [m for m in asked if isinstance(m, LooseMention)]
        answers = resolve_loose(mentions, load_gazetteer())
    rows: list[Row] = []
    for mention in asked:
        if not isinstance(mention, LooseMention):
            rows.append(mention)
            continue
        answer = answers[mention.mention_id]
        rows.append(
            {
                "mention_id": mention.mention_id,
                "meeting_id": answer.meeting_id,
                "proposed": [
                    {"meeting_id": p.meeting_id, "score": p.score} for p in answer.proposed
                ],
            }
        )
    return rows


def _one(number: int, row: Row, seen: set[str]) -> LooseMention | Row:
    """One line as a mention, or as the row that says what is wrong with it."""
    from readout.resolution.loose import read_mention

    if row.keys() == {"id", "error"}:
        return {"mention_id": None, "error": row["error"]}
    try:
        mention = read_mention(row)
        if mention.mention_id in seen:
            raise ValueError(f"mention_id {mention.mention_id!r} stands in the input twice")
        seen.add(mention.mention_id)
        return mention
    except (ValueError, KeyError, TypeError) as cause:
        told = f"missing key {cause}" if isinstance(cause, KeyError) else str(cause)
        return {"mention_id": row.get("mention_id"), "error": f"line {number}: {told}"}
