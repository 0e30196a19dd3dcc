"""Rows as CSV and as JSON, the same for the screen's download and the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

Row = Mapping[str, Any]


def plain(value: Any) -> Any:
    """A value as JSON knows it: moments as `2023-06-19T12:25:00Z`, days as `2023-06-19`."""
    if isinstance(value, datetime):
        return value.isoformat() + ("Z" if value.tzinfo is None else "")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)


def as_json(rows: Sequence[Row]) -> str:
    """A JSON array, one object a row, columns in the report's order."""
    text = json.dumps([plain(row) for row in rows], ensure_ascii=False, indent=1)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate can only be written as an escape
        text = json.dumps([plain(row) for row in rows], indent=1)
    return text + "\n"


def _cell(value: Any) -> str:
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(_cell(item) for item in value)
    text = str(value)
    # A spreadsheet takes such a cell for a formula; the words come from the web (OWASP,
    # CSV injection). Numbers keep their sign.
    if isinstance(value, str) and text[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + text
    return text


def as_csv(rows: Sequence[Row], columns: Sequence[str] | None = None) -> str:
    """CSV as RFC 4180 has it, with a header line; lists are joined with `; `.

    Args:
        columns: the header of an empty report; else the first row's keys are taken.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    header = list(rows[0]) if rows else list(columns or [])
    if header:
        writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in header])
    return out.getvalue().encode("utf-8", "replace").decode("utf-8")
