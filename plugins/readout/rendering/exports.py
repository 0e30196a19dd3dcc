"""Rows as CSV, JSON, Parquet and XLSX, the same for the screen's download and the command line."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from readout.errors import ConfigError

# Form → media type; the form is also the file's suffix.
FORMS: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_LINE_ENDS: Final = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
# What a worksheet and one of its cells hold at most (ECMA-376, Excel's specifications).
_MOST_ROWS, _MOST_CHARS = 1_048_575, 32_767
_EARLIEST: Final = date(
    1900, 3, 1
)  # a worksheet counts days from 1900, and February that year wrong


def exported(
    form: str,
    rows: Sequence[Mapping[str, object]],
    columns: Sequence[str] | None = None,
    types: Mapping[str, str] | None = None,
) -> bytes:
    """The rows as a file of one of `FORMS`.

    Args:
        columns: their names, of a report without rows.
        types: column → DuckDB's type, which Parquet keeps; a column without one is read off its
            values.

    Raises:
        ConfigError: there is no such form, or it doesn't hold so many rows.
    """
    header = list(columns or (rows[0] if rows else ()))
    if form == "csv":
        return as_csv(rows, header).encode("utf-8")
    if form == "json":
        return as_json(rows).encode("utf-8")
    if form == "parquet":
        return as_parquet(rows, header, types or {})
    if form == "xlsx":
        return as_xlsx(rows, header)
    raise ConfigError(
        "There is no such form of export", resource=form, mend=f"one of: {', '.join(FORMS)}"
    )


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


def as_json(rows: Sequence[Mapping[str, object]]) -> str:
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
    # Line ends inside a cell are allowed, and break every reader that goes by lines.
    text = _LINE_ENDS.sub(" ", str(value))
    # A spreadsheet takes such a cell for a formula; the words come from the web (OWASP,
    # CSV injection). Numbers keep their sign.
    if isinstance(value, str) and text[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + text
    return text


def as_csv(rows: Sequence[Mapping[str, object]], columns: Sequence[str] | None = None) -> str:
    """CSV as RFC 4180 has it, with a header line; lists are joined with `; `, line ends inside a
    cell become blanks, so that a row is a line.

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


def as_parquet(
    rows: Sequence[Mapping[str, object]], columns: Sequence[str], types: Mapping[str, str]
) -> bytes:
    """A Parquet file: moments and days as such (UTC), lists as lists."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays = []
    for name in columns:
        values = [_whole(row[name]) for row in rows]
        arrays.append(_array(pa, values, types.get(name, "")))
    out = io.BytesIO()
    pq.write_table(pa.table(dict(zip(columns, arrays, strict=True))), out, compression="zstd")
    return out.getvalue()


def _array(pa: Any, values: list[Any], type_: str) -> Any:
    of = {
        "BOOLEAN": pa.bool_(),
        "INTEGER": pa.int32(),
        "BIGINT": pa.int64(),
        "HUGEINT": pa.int64(),
        "DOUBLE": pa.float64(),
        "DATE": pa.date32(),
        "TIMESTAMP": pa.timestamp("us", tz="UTC"),
        "VARCHAR": pa.string(),
    }
    wanted = of.get(type_.removesuffix("[]"))
    if wanted is not None and type_.endswith("[]"):
        wanted = pa.list_(wanted)
    try:
        found = pa.array(values, wanted)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        # A column of structures of different shape, or a number that its type doesn't hold: told
        # as words, so that one value costs neither the file nor the others of its column.
        found = pa.array([None if v is None else str(plain(v)) for v in values], pa.string())
    return found.cast(pa.string()) if found.type == pa.null() else found


def as_xlsx(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> bytes:
    """A workbook of one sheet: the header stays in view, moments (UTC) and days are dates, no text
    is taken for a formula or a link.

    Raises:
        ConfigError: a sheet doesn't hold so many rows.
    """
    from xlsxwriter import Workbook

    if len(rows) > _MOST_ROWS:
        raise ConfigError(
            "A worksheet doesn't hold so many rows",
            resource=f"{len(rows):,} rows",
            why=f"it holds {_MOST_ROWS:,}",
            mend="write CSV or Parquet, or narrow the report down",
        )
    out = io.BytesIO()
    book = Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    sheet = book.add_worksheet("Readout")
    bold = book.add_format({"bold": True})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, name in enumerate(columns):
        sheet.write_string(0, number, name, bold)
        sheet.set_column(number, number, 40 if name in ("content", "evidence", "snippet") else 16)
    for line, row in enumerate(rows, 1):
        for number, name in enumerate(columns):
            value = row[name]
            if value is None:
                continue
            if isinstance(value, bool):
                sheet.write_boolean(line, number, value)
            elif isinstance(value, int | float):
                sheet.write_number(line, number, value)
            elif isinstance(value, datetime) and value.date() >= _EARLIEST:
                sheet.write_datetime(line, number, value.replace(tzinfo=None), moment)
            elif isinstance(value, date) and not isinstance(value, datetime) and value >= _EARLIEST:
                sheet.write_datetime(line, number, datetime(*value.timetuple()[:3]), day)
            else:
                text = _whole(_joined(plain(value)))
                if len(text) > _MOST_CHARS:
                    text = text[: _MOST_CHARS - 1] + "…"
                sheet.write_string(line, number, text)
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    book.close()
    return out.getvalue()


def _joined(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_joined(item) for item in value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def _whole(value: Any) -> Any:
    """A text without halves of characters, which no file can hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list | tuple):
        return [_whole(item) for item in value]
    return value
