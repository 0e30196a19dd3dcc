"""The README's questions run on the real schema, and its answers can be renewed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from readout.config import ROOT
from readout.storage.migrations import migrate
from readout.storage.warehouse import Connection, memory

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """docs/answers.py, which lies in no package."""
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import answers

    yield answers
    for name in ("answers", "written"):
        sys.modules.pop(name, None)


@pytest.fixture
def con() -> Iterator[Connection]:
    with memory() as connection:
        migrate(connection)
        yield connection


def test_five_questions_run_on_the_schema(answers: ModuleType, con: Connection) -> None:
    asked = answers.questions(README)
    assert len(asked) == 5
    for sql in asked:
        head, rule, *rows = answers.answer(con, sql).splitlines()
        assert head.split()
        assert set(rule) <= {"─", " "}
        assert rows == []


def test_answers_are_put_below_their_question(answers: ModuleType) -> None:
    filled = answers.filled(README, lambda sql: f"answer to {len(sql)}")
    asked = answers.questions(README)
    for sql in asked:
        assert f"```text\nanswer to {len(sql)}\n```" in filled
    assert answers.questions(filled) == asked
    assert answers.filled(filled, lambda sql: f"answer to {len(sql)}") == filled


def test_a_table_is_aligned_and_cut(answers: ModuleType) -> None:
    told = answers.table(["who", "n"], [["Anna", 1.0], ["x" * 80, None]]).splitlines()
    assert told[0].startswith("who ")
    assert told[2].endswith(" 1")
    assert told[3] == "x" * 51 + "…"


def test_the_readme_says_what_it_must() -> None:
    for heading in (
        "## See it work", "## What it does", "## What it doesn't do", "## Ask it",
        "## Configure", "## How good is it?", "## Licence",
    ):  # fmt: skip
        assert heading in README
