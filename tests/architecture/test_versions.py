"""The versions that rows carry move when the code, the words or the model do, and only then."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from readout import resolution
from readout.extraction import article, extractor_version
from readout.fingerprint import fingerprint
from readout.resolution import resolver_version

from tests.architecture.imports import LIBRARY, graph

RULE = '''"""What it does."""

WORDS = {"a", "b"}  # why


def rule(word: str) -> bool:
    """Whether it is one."""
    return word in WORDS
'''
TABLE = '[one]\nwords = ["a", "b"]\n\n[two]\nwords = ["c"]\n'


def mark(folder: Path, rule: str = RULE, table: str = TABLE, weights: bytes = b"\1") -> str:
    room = folder / "room"
    room.mkdir(exist_ok=True)
    (room / "rule.py").write_text(rule, encoding="utf-8")
    (room / "words.toml").write_text(table, encoding="utf-8")
    (room / "weights.bin").write_bytes(weights)
    return fingerprint([room], "model 1")


@pytest.mark.parametrize(
    "rule",
    [
        RULE.replace("  # why", ""),
        RULE.replace("What it does", "Something else"),
        RULE.replace('    """Whether it is one."""\n', ""),
        RULE.replace("\n\n\n", "\n\n# a line\n\n"),
    ],
)
def test_what_has_no_effect_moves_nothing(rule: str, tmp_path: Path) -> None:
    assert rule != RULE
    assert mark(tmp_path, rule=rule) == mark(tmp_path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Strings that stand alone on a line and are no statement.
        ('told = (\n    "a"\n    "b"\n)', 'told = (\n    "a"\n    "c"\n)'),
        ('told = [\n    """a\n    b"""\n]', 'told = [\n    """a\n    c"""\n]'),
        ('told = \\\n    "a"', 'told = \\\n    "b"'),
        # What looks like a comment, a string, a bracket.
        ("told = '# a'", "told = '# b'"),
        ("told = f\"it's\"  # it's\nrule = 1", "told = f\"it's\"  # it's\nrule = 2"),
        ('told = "("\n"""Whether."""\nrule = "a"', 'told = "("\n"""Whether."""\nrule = "b"'),
    ],
)
def test_a_string_that_means_something_moves_it(old: str, new: str, tmp_path: Path) -> None:
    compile(old, "old", "exec")
    compile(new, "new", "exec")
    assert mark(tmp_path, rule=old) != mark(tmp_path, rule=new)


def test_the_order_of_tables_and_their_comments_move_nothing(tmp_path: Path) -> None:
    turned = '# new\n[two]\nwords = ["c"]\n[one]\nwords = ["a", "b"]\n'
    assert mark(tmp_path, table=turned) == mark(tmp_path)


def test_code_words_and_weights_move_it(tmp_path: Path) -> None:
    marks = {
        mark(tmp_path),
        mark(tmp_path, rule=RULE.replace('"b"', '"c"')),
        mark(tmp_path, rule=RULE.replace("    return", "    if word:\n        return")),
        mark(tmp_path, rule=RULE.replace("word in WORDS", "word not in WORDS")),
        mark(tmp_path, table=TABLE.replace('"c"', '"d"')),
        mark(tmp_path, weights=b"\2"),
        fingerprint([tmp_path / "room"], "model 2"),
    }
    assert len(marks) == 7


@pytest.mark.parametrize(
    ("room", "file", "old", "new"),
    [
        ("names", "same.py", "suffixes", "endings"),
        ("lexicon", "meeting_verbs.toml", '"meet"', '"encounter"'),
        ("text", "lemmas.py", '"say"', '"speak"'),
    ],
)
def test_a_rule_changed_in_any_room_of_ours_shows(
    room: str, file: str, old: str, new: str, tmp_path: Path
) -> None:
    copy = tmp_path / room
    shutil.copytree(LIBRARY / room, copy, ignore=shutil.ignore_patterns("__pycache__"))
    assert fingerprint([copy]) == fingerprint([LIBRARY / room])
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert fingerprint([copy]) != fingerprint([LIBRARY / room])


@pytest.mark.parametrize(
    ("room", "rooms"), [("extraction", article.ROOMS), ("resolution", resolution.ROOMS)]
)
def test_no_rule_stands_outside_of_what_is_looked_at(room: str, rooms: Iterable[str]) -> None:
    edges = graph(types=False)
    seen: set[str] = set()
    waiting = [name for name in edges if name.startswith(f"readout.{room}")]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(edges[name])
    told = {name.split(".")[1] for name in seen if "." in name}
    # Values, errors and settings decide nothing by themselves; the model's name is looked at.
    silent = {
        "model",
        "errors",
        "config",
        "home",
        "places",
        "settingtypes",
        "addresses",
        "fingerprint",
    }
    assert told - silent <= set(rooms)


def test_the_versions_are_short_and_stay_the_same() -> None:
    assert extractor_version() == extractor_version()
    assert {len(extractor_version()), len(resolver_version())} == {12}
