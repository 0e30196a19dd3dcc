"""Nothing that a user can set or call is left out of the documents, and no link is dead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from readout.config import ROOT, Settings, variable

SETTING = re.compile(r"READOUT_[A-Z]+(?:_[A-Z]+)*\b(?!_)")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _sources() -> Iterator[Path]:
    for folder in ("plugins", "dags", "docker"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in {".py", ".yaml", ".sh", ""}:
                yield path


def test_every_setting_is_documented() -> None:
    told = set(SETTING.findall((ROOT / "docs" / "settings.md").read_text(encoding="utf-8")))
    used = {
        name
        for path in _sources()
        for name in SETTING.findall(path.read_text(encoding="utf-8", errors="ignore"))
    }
    assert "READOUT_HOME" in used
    assert sorted(used - told) == [], "add them to docs/settings.md"


def test_no_setting_is_documented_that_nothing_reads() -> None:
    told = set(SETTING.findall((ROOT / "docs" / "settings.md").read_text(encoding="utf-8")))
    code = "\n".join(p.read_text(encoding="utf-8", errors="ignore") for p in _sources())
    read = {variable(field) for field in Settings.model_fields}
    assert sorted(name for name in told - read if name not in code) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_link_is_dead(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [t for t in LINK.findall(text) if not re.match(r"[a-z]+:", t)]
    dead = [t for t in targets if not (page.parent / t).exists()]
    assert dead == []


def test_documents_that_the_code_refers_to_exist() -> None:
    told = {
        found
        for folder in ("plugins", "sql", "dags", "seeds", "docker")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".sql", ".yaml", ".toml"}
        for found in re.findall(r"\bdocs/[\w/-]+\.\w+", path.read_text(encoding="utf-8"))
    }
    assert "docs/glossary.md" in told
    assert sorted(name for name in told if not (ROOT / name).is_file()) == []


def test_every_command_and_option_says_what_it_does() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    sections = page.split("\n## ")[1:]
    assert len(sections) >= 8
    for section in sections:
        name, _, rest = section.partition("\n")
        assert rest.strip(" \n|"), f"{name} has no help"
        assert not rest.strip().startswith("|"), f"{name} has no help"
        for row in re.findall(r"^\| (`.*?) \| (.*?) \|", rest, re.M):
            assert row[1], f"{name} {row[0]} has no help"
