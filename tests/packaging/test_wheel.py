"""What `pip install .` puts on a machine: the code with the SQL and the seeds that it reads."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from readout.config import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_every_statement_ships(names: set[str]) -> None:
    told = {str(p.relative_to(ROOT / "sql")) for p in (ROOT / "sql").rglob("*.sql")}
    shipped = {n.removeprefix("readout/data/sql/") for n in names if n.endswith(".sql")}
    assert shipped == told


def test_every_word_list_and_template_ships(names: set[str]) -> None:
    package = ROOT / "plugins" / "readout"
    for folder in ("lexicon", "rendering/templates"):
        for path in (package / folder).rglob("*"):
            if path.is_file() and path.suffix not in {".py", ".pyc"}:
                assert f"readout/{path.relative_to(package)}" in names


def test_seeds_ship_and_no_corpus_and_no_test(names: set[str]) -> None:
    seeds = {n.removeprefix("readout/data/seeds/") for n in names if "/data/seeds/" in n}
    assert {"feeds.opml", "watches.yaml", "people/heads.toml"} <= seeds
    assert any(n.startswith("newsroom/") for n in seeds)
    assert not any(n.startswith("corpus") for n in seeds)
    assert not any("tests" in Path(n).parts or "gate" in Path(n).parts for n in names)


def test_the_installed_package_finds_what_it_ships(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = (
        "import readout; from readout.storage.statements import names, statement\n"
        "from readout.resolution.gazetteer import load_gazetteer\n"
        "from readout.sample.stories import NEWSROOM; from readout.home import HOME\n"
        "assert 'site' in readout.__file__, readout.__file__\n"
        "assert names('migrations') and statement(names('reports')[0])\n"
        "assert load_gazetteer().people and NEWSROOM.is_dir()\n"
        "print(HOME)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert Path(done.stdout.strip()) == tmp_path / "var" / "live"
