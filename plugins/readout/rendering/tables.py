"""Reports as tables for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from readout.rendering.exports import plain
from readout.rendering.fitting import Column, Fitted
from readout.rendering.words import (
    change_words,
    confidence_words,
    counted,
    duration_words,
    format_words,
    moment_words,
    status_words,
    when_words,
    who_words,
)

if TYPE_CHECKING:
    from readout.storage.results import ReportsMeetingsRow, ReportsQuotesRow


_STATUS_STYLE = {
    "held": "green",
    "under_way": "green",
    "scheduled": "cyan",
    "likely": "cyan",
    "possible": "yellow",
    "postponed": "magenta",
    "cancelled": "red",
    "denied": "red",
}
# What fits a terminal and a page; the exports have every column.
SHOWN = {
    "feeds": ("feed", "outlet", "health", "reason", "entries", "new_7_days", "given_up",
        "last_success_at", "next_poll_at"),
    "articles": ("published_at", "outlet", "title", "quotes", "mentions", "revisions", "page_kind",
        "problem"),
    "changes": ("asserted_at", "participants", "kind", "old_value", "new_value", "outlet",
        "evidence"),
    "alerts": ("created_at", "state", "reason", "recipient", "watch", "rule", "participants",
        "kind", "new_value"),
    "sides": ("participants", "status", "official_status", "press_status", "denied_by",
        "first_outlet", "start_day", "place"),
    "utterances": ("speaker", "wording", "outlets", "stories", "first_outlet", "first_said_at",
        "via", "cut_by"),
    "participants": ("name", "role", "type", "participants", "status", "start_day", "place"),
    "people": ("name", "role", "type", "country", "meetings", "quotes", "last_day"),
    "problems": ("seen_at", "what", "name", "outlet", "kind", "reason"),
}  # fmt: skip


def cell(text: str, most: int | None = None) -> str:
    """Text of the web as a table cell: no control character, one line, shortened."""
    clean = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if most is not None and len(clean) > most:
        clean = clean[: most - 1].rstrip() + "…"
    return clean


def meetings_table(rows: Sequence[ReportsMeetingsRow], title: str | None = "Meetings") -> Fitted:
    """The rows of `sql/reports/meetings.sql` for the terminal."""
    names = ("Who", "When", "Where", "Status", "Outlets", "Evidence")
    columns = [Column(name, numeric=name == "Outlets") for name in names]
    return Fitted(columns, [_meeting_cells(row) for row in rows], title)


def _meeting_cells(row: ReportsMeetingsRow) -> list[str | Text]:
    status = Text(status_words(row["status"]), style=_STATUS_STYLE.get(row["status"], ""))
    for doubt in ("withdrawn", "contradicted"):
        if row[doubt]:
            status.append(f"\n{doubt}", style="red")
    if row.get("not_heard_of"):
        status.append("\nnot heard of since", style="dim")
    if row.get("maybe_same"):
        status.append("\nmay be the same as another", style="dim")
    place = [row["place"] or ""]
    if row["format"] != "in_person":
        status.append(f"\n{format_words(row['format'])}")
    if row["duration_minutes"]:
        place.append(duration_words(row["duration_minutes"]))
    return [
        cell(who_words(row["participants"])),
        when_words(
            row["start_day"],
            row["end_day"],
            row["time_precision"],
            row.get("start_time"),
            row.get("utc_offset"),
        ),
        cell(", ".join(part for part in place if part)),
        status,
        str(row["outlets"]),
        cell(row["evidence"], 220),
    ]


def speaker_words(row: ReportsQuotesRow) -> str:
    """Who spoke: a name, else a description, else the names it may have been."""
    if row["speaker_name"]:
        return str(row["speaker_name"])
    if row["candidates"]:
        return " or ".join(row["candidates"])
    return str(row["speaker_desc"] or "speaker not known")


def quotes_table(rows: Sequence[ReportsQuotesRow], title: str | None = "Quotes") -> Fitted:
    """The rows of `sql/reports/quotes.sql` for the terminal."""
    cells: list[list[str | Text]] = []
    for row in rows:
        speaker = Text(cell(speaker_words(row)))
        if row["via"]:
            speaker.append(f"\nvia {cell(row['via'])}", style="dim")
        sure = confidence_words(row["confidence"])
        cells.append([speaker, cell(row["content"], 240), row["type"], sure, cell(row["outlet"])])
    names = ("Speaker", "Said", "Type", "Reading", "Outlet")
    return Fitted([Column(name) for name in names], cells, title)


def plain_table(
    name: str, rows: Sequence[Mapping[str, object]], title: str | None = None
) -> Fitted:
    """Any other report: the columns that fit a screen, else all as they are."""
    have = list(rows[0]) if rows else []
    columns = [c for c in SHOWN.get(name, have) if c in have]
    return Fitted(
        [
            Column(
                column.replace("_", " "),
                numeric=all(isinstance(row[column], int | float | None) for row in rows),
            )
            for column in columns
        ],
        [[_said(column, row[column]) for column in columns] for row in rows],
        title if title is not None else name.capitalize(),
    )


def _said(column: str, value: Any) -> str:
    if value is None:
        return ""
    if column == "status":
        return status_words(value)
    if column == "kind" and isinstance(value, str):
        return cell(change_words(value))
    if column == "participants":
        return cell(who_words(value))
    if column.endswith("_at"):
        return moment_words(value)
    if isinstance(value, list):
        return cell("; ".join(map(str, value)))
    if isinstance(value, float):
        return f"{value:.2f}"
    return cell(str(plain(value)), 200)


def report_table(name: str, rows: Sequence[Any]) -> Fitted:
    """The table of a report: its own layout where it has one."""
    if name == "meetings":
        return meetings_table(rows)
    if name == "quotes":
        return quotes_table(rows)
    return plain_table(name, rows)


def caption(name: str, shown: int, total: int) -> str:
    """What stands below a table: `12 meetings`, `50 of 312 meetings (--limit)`."""
    one = {"people": "person", "summary": "row"}.get(name, name.removesuffix("s"))
    many = {"summary": "rows"}.get(name, name)
    if shown < total:
        return f"{shown:,} of {counted(total, one, many)} (--limit)"
    return counted(shown, one, many)
