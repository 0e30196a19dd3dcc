"""YAML by the rules of 1.2, with lines."""

from __future__ import annotations

from typing import Any

import pytest
from readout.errors import ConfigError
from readout.watching.yamllines import parse

READ: list[tuple[str, Any]] = [
    ("", None),
    ("a: no", {"a": "no"}),
    ("a: [no, off, yes]", {"a": ["no", "off", "yes"]}),
    ("a: 22:00", {"a": "22:00"}),
    ("a: 010", {"a": 10}),
    ("a: true", {"a": True}),
    ("a: 0.5", {"a": 0.5}),
    ("a: 2023-06-19", {"a": "2023-06-19"}),
    ("a: ~", {"a": None}),
    ("a:", {"a": None}),
    ("a: 😀 “x”", {"a": "😀 “x”"}),
    ("base: &b [1]\nuse: *b", {"base": [1], "use": [1]}),
]


@pytest.mark.parametrize("text, value", READ)
def test_values(text: str, value: Any) -> None:
    assert parse(text, "w.yaml")[0] == value


def test_every_value_knows_its_line() -> None:
    _, lines = parse("# head\nwatches:\n  - name: A\n    who:\n      - B\n", "w.yaml")
    assert lines["watches",] == 2
    assert lines["watches", 0] == 3
    assert lines["watches", 0, "who"] == 4
    assert lines["watches", 0, "who", 0] == 5


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9)
)
REFUSED = [
    ("a: 1\nb: [1, 2\n", "line 3"),
    ("a: 1\na: 2\n", "line 2.*twice.*line 1|twice.*line 2"),
    ("a: \t- x", "line 1"),
    ("a: !!python/object/apply:os.system ['true']", "tag"),
    ("a: !!python/name:os.system x", "tag"),
    ("a: &a [*a]", "contains itself"),
    ("? [1, 2]\n: x", "key"),
    (BOMB, "too many values"),
    ("a: x\x00y", "no YAML"),
    ("x" * 1_000_001, "too large"),
]


@pytest.mark.parametrize("text, told", REFUSED)
def test_refused_with_the_line(text: str, told: str) -> None:
    with pytest.raises(ConfigError, match=f"(?s){told}"):
        parse(text, "w.yaml")
