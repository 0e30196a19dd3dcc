"""Watch files: every problem with its line and the nearest right word."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from readout.config import ROOT
from readout.errors import ConfigError
from readout.watching.watches import Watch, schema
from readout.watching.watchfiles import load_watches, watches_in_force

GOOD = """\
watches:
  - name: A
    who: [Ana Lima, {role: foreign minister}, {country: Norway}]
    with: Jo Berg
    quiet_hours: {from: "22:00", to: 7:00}
    language: no
    recipients: a@b.example
"""


def wrong(tmp_path: Path, text: str) -> str:
    path = tmp_path / "w.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_watches(path)
    return str(caught.value)


def test_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "w.yaml"
    path.write_text(GOOD)
    (watch,) = load_watches(path)
    assert [p.told() for p in watch.who] == ["Ana Lima", "any foreign minister", "Norway"]
    assert watch.with_[0].name == "Jo Berg"
    assert watch.language == ("no",)
    assert watch.quiet_hours is not None
    assert watch.quiet_hours.end.hour == 7


ONE = "watches:\n  - name: A\n    recipients: [a@b.example]\n    "
TABLE = [
    (ONE + "whoo: X", "line 4: unknown field “whoo”: did you mean “who”?"),
    (ONE + "recipient: a@b.c", "line 4: unknown field “recipient”: did you mean “recipients”?"),
    (ONE + "who: {persn: X}", "line 4: unknown field “persn”: did you mean “person”?"),
    (ONE + "who: {}", "names nobody"),
    (ONE + "changes: [statsu]", "did you mean “status”?"),
    (ONE + "when: dayly", "did you mean “daily”?"),
    (ONE + "status_at_least: helt", "did you mean “held”?"),
    (ONE + "timezone: Europe/Berln", "no time zone"),
    (ONE + "timezone: ../../etc/passwd", "no time zone"),
    (ONE + "at: 7:77", "no time of day"),
    (ONE + "confidence_at_least: 3", "line 4: “confidence_at_least”"),
    (ONE + "quiet_hours: {frm: 22:00, to: 7:00}", "did you mean “from”?"),
    (ONE + "enabled: perhaps", "line 4: “enabled”"),
    ("watches:\n  - who: X\n    recipients: [a@b.c]\n", "line 2: “name” is missing"),
    ("watches:\n  - name: X\n", "line 2: “recipients” is missing"),
    ("watches:\n  - name: X\n    recipients: []\n", "line 3: “recipients”"),
    ('watches:\n  - name: "A\\nBcc: x@y"\n    recipients: [a@b.c]\n', "line 2: “name”: must be one line"),
    ('watches:\n  - name: A\n    recipients: ["a@b.c\\nBcc: x@y.z"]\n', "line 3: “recipients”"),
    ('watches:\n  - name: A\n    recipients: ["a@b.c\\r\\nX: y"]\n', "line 3"),
    ("watches:\n  - name: A\n    recipients: ['A B <a.b.c>']\n", "is no mail address"),
    ("watches:\n  - name: A\n    recipients: [nobody]\n", "is no mail address"),
    ("watch:\n  - name: A\n", "must begin with `watches:`"),
    ("watches: {}\n", "must begin with `watches:`"),
    ("watches:\n  - just text\n", "line 2"),
    ("watches: []\nextra: 1\n", "line 2: unknown field “extra”"),
    ("- a\n", "must begin with `watches:`"),
    (GOOD + GOOD.partition("\n")[2], "second watch named “A”"),
]  # fmt: skip


@pytest.mark.parametrize("text, told", TABLE)
def test_wrong_files_say_where_and_what(tmp_path: Path, text: str, told: str) -> None:
    assert told in wrong(tmp_path, text)


def test_all_problems_at_once_in_the_order_of_lines(tmp_path: Path) -> None:
    said = wrong(tmp_path, ONE + "whoo: X\n    when: dayly\n    timezone: Mars\n")
    places = [said.index(f"line {n}:") for n in (4, 5, 6)]
    assert places == sorted(places)


def test_a_folder_and_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD)
    (tmp_path / "b.yml").write_text(GOOD.replace("name: A", "name: B"))
    assert [w.name for w in load_watches(tmp_path)] == ["A", "B"]
    (tmp_path / "c.yaml").write_bytes(b"watches: \xff\xfe")
    with pytest.raises(ConfigError, match="c.yaml: is no UTF-8"):
        load_watches(tmp_path)


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="seeds/watches.yaml"):
        load_watches(tmp_path / "none.yaml")


def test_the_last_right_version_stays_in_force(tmp_path: Path) -> None:
    source, kept = tmp_path / "w.yaml", tmp_path / "kept.json"
    source.write_text("watches: [")
    with pytest.raises(ConfigError):
        watches_in_force(source, kept)
    source.write_text(GOOD)
    right, problem = watches_in_force(source, kept)
    assert problem is None
    source.write_text("watches: [")
    still, problem = watches_in_force(source, kept)
    assert still == right
    assert problem is not None


def test_the_sample_watches_and_the_schema_agree() -> None:
    source = ROOT / "seeds" / "watches.yaml"
    assert load_watches(source)
    jsonschema.validate(yaml.safe_load(source.read_text()), schema())


def test_the_schema_file_is_fresh() -> None:
    """`readout watch schema --out seeds/watches.schema.json` writes it anew."""
    stored = json.loads((ROOT / "seeds" / "watches.schema.json").read_text())
    assert stored == schema()
    jsonschema.Draft202012Validator.check_schema(stored)


@pytest.mark.parametrize(
    "value, good",
    [
        ({"watches": [{"name": "A", "recipients": ["a@b.c"], "who": "X", "where": "Y"}]}, True),
        ({"watches": [{"name": "A", "recipients": "a@b.c", "who": [{"role": "x"}]}]}, True),
        ({"watches": [{"name": "A", "recipients": ["a@b.c"], "at": "7:30"}]}, True),
        ({"watches": [{"name": "A", "recipients": ["a@b.c"], "whoo": "X"}]}, False),
        ({"watches": [{"recipients": ["a@b.c"]}]}, False),
        ({"watches": [{"name": "A", "recipients": ["a@b.c"], "when": "dayly"}]}, False),
    ],
)
def test_the_schema_judges_as_the_reader_does(value: object, good: bool) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    assert validator.is_valid(value) == good


def test_every_field_is_in_the_schema() -> None:
    fields = {f.alias or n for n, f in Watch.model_fields.items()}
    assert fields == set(schema()["$defs"]["Watch"]["properties"])


def test_a_recipient_may_have_a_name_before_the_address(tmp_path: Path) -> None:
    path = tmp_path / "w.yaml"
    text = "watches:\n  - name: A\n    recipients: ['Müller, Redaktion <desk@paper.example>']\n"
    path.write_text(text, encoding="utf-8")
    (watch,) = load_watches(path)
    assert watch.recipients == ("desk@paper.example",)
