"""Tables that fit the terminal: no word is broken, and where the columns have no room for
their words each row becomes a short list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

# Longer words are addresses and the like, which no column could hold: these may be broken.
LONGEST_WORD: Final = 26
# Below this a column of running text is a ladder of single words.
_LEAST_PROSE: Final = 18
_PROSE: Final = 40  # characters from which a cell is running text


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading; `numeric` ones stand to the right."""

    name: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Fitted:
    """Rows under columns, printed by rich in whatever room there is.

    Attributes:
        rows: cells in the order of the columns; `Text` keeps its style, `str` is no markup.
        title: above the table.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str | Text]]
    title: str | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if self.title:
            yield Text(self.title, style="italic")
        widths = self.widths(options.max_width)
        yield self._table(widths) if widths else self._lists()

    def widths(self, room: int) -> list[int] | None:
        """The width of each column, None when their words don't fit into `room` cells."""
        room -= 3 * len(self.columns) + 1  # borders and padding
        texts = [
            [Text(column.name), *(_text(row[n]) for row in self.rows)]
            for n, column in enumerate(self.columns)
        ]
        most = [max(_longest(cell.plain.split("\n")) for cell in column) for column in texts]
        least = [
            max(min(_longest(cell.plain.split()), LONGEST_WORD) for cell in column)
            for column in texts
        ]
        least = [
            max(low, min(_LEAST_PROSE, high)) if high > _PROSE else low
            for low, high in zip(least, most, strict=True)
        ]
        free = room - sum(least)
        if free < 0:
            return None
        widths = list(least)
        # Short cells stand on one line while running text keeps a readable width.
        kept = sum(
            max(0, _PROSE - low) for low, high in zip(least, most, strict=True) if high > _PROSE
        )
        for n in sorted(range(len(widths)), key=lambda n: most[n]):
            if most[n] <= _PROSE and most[n] - widths[n] <= free - kept:
                free -= most[n] - widths[n]
                widths[n] = most[n]
        while free > 0:
            wanting = [n for n, width in enumerate(widths) if width < most[n]]
            if not wanting:
                break
            # The tallest column gets the next cell: what counts is how many lines a row takes. A
            # name over two lines is as hard to read as a sentence over four.
            tallest = max(wanting, key=lambda n: (1 + (most[n] <= _PROSE)) * most[n] / widths[n])
            widths[tallest] += 1
            free -= 1
        return widths

    def _table(self, widths: Sequence[int]) -> Table:
        table = Table(row_styles=("", "dim"))
        for column, width in zip(self.columns, widths, strict=True):
            table.add_column(
                column.name,
                width=width,
                justify="right" if column.numeric else "left",
                overflow="fold",
            )
        for row in self.rows:
            table.add_row(*(_text(cell) for cell in row))
        return table

    def _lists(self) -> Table:
        """Each row as its first cell and a line for every other that says something."""
        grid = Table.grid(padding=(0, 1))
        grid.add_column(no_wrap=True, style="dim")
        grid.add_column(overflow="fold")
        for number, row in enumerate(self.rows):
            if number:
                grid.add_row("", "")
            for column, cell in zip(self.columns, row, strict=True):
                text = _text(cell)
                if text.plain.strip():
                    grid.add_row(column.name, text)
        return grid


def _text(cell: str | Text) -> Text:
    return cell if isinstance(cell, Text) else Text(cell)


def _longest(parts: Sequence[str]) -> int:
    return max((cell_len(part) for part in parts), default=0)
