"""`readout resolve`: mentions → meetings as JSONL; `readout people`: decisions by hand."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from readout.cli.jsonlines import Row, _dumps, _lines

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
            sys.stdout.write(_dumps(row) + "\n")


def resolve_lines(file: Path | None) -> list[Row]:
    """Read all lines of `file`, resolve them together, one answer for each line in order."""
    from readout.resolution.gazetteer import load_gazetteer
    from readout.resolution.loose import LooseMention, resolve_loose

    console = Console(stderr=True)
    asked: list[LooseMention | Row] = []
    seen: set[str] = set()
    with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("reading", total=None)
        for number, line in _lines(file):
            asked.append(_one(number, line, seen))
            progress.advance(task)
        answers = resolve_loose([m for m in asked if isinstance(m, LooseMention)], load_gazetteer())
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


def _one(number: int, line: str, seen: set[str]) -> LooseMention | Row:
    """One line as a mention, or as the row that says what is wrong with it."""
    from readout.resolution.loose import read_mention

    row: Any = None
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError("the line is no JSON object")
        mention = read_mention(row)
        if mention.mention_id in seen:
            raise ValueError(f"mention_id {mention.mention_id!r} stands in the input twice")
        seen.add(mention.mention_id)
        return mention
    except (ValueError, KeyError, TypeError, RecursionError) as cause:
        told = f"missing key {cause}" if isinstance(cause, KeyError) else str(cause)
        ident = row.get("mention_id") if isinstance(row, dict) else None
        return {"mention_id": ident, "error": f"line {number}: {told}"}
