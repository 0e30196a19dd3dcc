"""Rows as files: the same rows in every form, no line broken, no text taken for something else."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from readout.errors import ConfigError
from readout.rendering.exports import FORMS, exported

HARD = [
    "two\nlines",
    "two\r\nlines",
    "a line\u2028separator",
    "a \x0bform\x0c",
    "=SUM(A1:A9)",
    "+49 30",
    "@home",
    "https://paper.example/a",
    "0012",
    'a "quoted", word',
    "half \ud83d of a sign",
    "\x00nul",
    "_x0041_",
    "long " * 8000,
    "",
    None,
]
COLUMNS = ["text", "names", "said_at", "day", "sure", "count", "held"]
TYPES = {
    "text": "VARCHAR",
    "names": "VARCHAR[]",
    "said_at": "TIMESTAMP",
    "day": "DATE",
    "sure": "DOUBLE",
    "count": "BIGINT",
    "held": "BOOLEAN",
}
ROWS: list[dict[str, Any]] = [
    {
        "text": text,
        "names": [text, "Ana"] if text else [],
        "said_at": datetime(2023, 6, 19, 12, 30),
        "day": date(1815, 6, 18) if number % 2 else date(2023, 6, 19),
        "sure": 0.5,
        "count": number,
        "held": None if number % 2 else True,
    }
    for number, text in enumerate(HARD)
]


def sheet(made: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        assert book.testzip() is None
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_csv_has_a_line_for_each_row() -> None:
    text = exported("csv", ROWS, COLUMNS, TYPES).decode()
    assert len(text.splitlines()) == len(ROWS) + 1
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [list(row) for row in rows] == [COLUMNS] * len(ROWS)
    assert rows[0]["text"] == "two lines"
    assert rows[4]["text"] == "'=SUM(A1:A9)"


def test_json_keeps_every_sign() -> None:
    rows = json.loads(exported("json", ROWS, COLUMNS, TYPES))
    assert [row["text"] for row in rows] == HARD


def test_parquet_keeps_types() -> None:
    table = pq.read_table(io.BytesIO(exported("parquet", ROWS, COLUMNS, TYPES)))
    assert table.num_rows == len(ROWS)
    assert table.schema.field("said_at").type == pa.timestamp("us", tz="UTC")
    assert table.schema.field("day").type == pa.date32()
    assert table.schema.field("names").type == pa.list_(pa.string())
    assert table["text"].to_pylist()[0] == "two\nlines"
    assert table["day"].to_pylist() == [row["day"] for row in ROWS]


@pytest.mark.parametrize("form", FORMS)
def test_no_rows_still_have_columns(form: str) -> None:
    made = exported(form, [], COLUMNS, TYPES)
    if form == "csv":
        assert made.decode().split() == [",".join(COLUMNS)]
    elif form == "json":
        assert json.loads(made) == []
    elif form == "parquet":
        table = pq.read_table(io.BytesIO(made))
        assert table.column_names == COLUMNS
        assert table.schema.field("count").type == pa.int64()
    else:
        assert sheet(made).count("<row ") == 1


def test_a_sheet_holds_texts_as_texts_and_days_as_days() -> None:
    made = exported("xlsx", ROWS, COLUMNS, TYPES)
    xml = sheet(made)
    assert xml.count("<row ") == len(ROWS) + 1
    assert "<f>" not in xml
    assert "<hyperlink" not in xml
    assert re.search(r'<c r="D2" s="\d+"><v>45096</v>', xml)  # 19 June 2023
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "=SUM(A1:A9)" in strings
    assert "0012" in strings
    assert "1815-06-18" in strings  # before the sheet's calendar
    assert max(len(s) for s in re.findall(r"<t[^>]*>([^<]*)", strings)) <= 32_767


def test_too_many_rows_for_a_sheet_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readout.rendering.exports._MOST_ROWS", 3)
    with pytest.raises(ConfigError, match="CSV or Parquet"):
        exported("xlsx", ROWS, COLUMNS, TYPES)


def test_an_unknown_form_is_told() -> None:
    with pytest.raises(ConfigError, match="csv, json, parquet, xlsx"):
        exported("ods", ROWS, COLUMNS)
