"""What a light command may load: seconds of imports are what makes a command feel slow."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from readout.cli.app import ROOMS
from readout.config import ROOT, Settings
from readout.sources.feeds.listfile import save_list
from readout.sources.feeds.opml import Listing

from tests.ui.world import build

# Packages of others, by the name that is imported.
ALWAYS = {
    "annotated_doc",
    "click",
    "markdown_it",
    "mdurl",
    "linkify_it",
    "pygments",
    "readout",
    "rich",
    "shellingham",
    "typer",
    "typing_extensions",
}
# Typer looks at the types of a command's options with it.
PYDANTIC = {"annotated_types", "pydantic", "pydantic_core", "typing_inspection"}
SETTINGS = PYDANTIC | {"dotenv", "packaging", "pydantic_settings"}
LIGHT = {
    "--help": ALWAYS | {"attr"},
    "feeds --help": ALWAYS | PYDANTIC | {"attr"},
    "report": ALWAYS | SETTINGS | {"duckdb"},
    "report meetings": ALWAYS | SETTINGS | {"duckdb"},
    "alerts list": ALWAYS | SETTINGS | {"duckdb"},
    "people list": ALWAYS | SETTINGS | {"duckdb"},
    "feeds list": ALWAYS | SETTINGS | {"ada_url", "duckdb"},
}
# Of our own: what brings a parser, a fetcher or a language model with it.
HEAVY = (
    "readout.extraction",
    "readout.launcher",
    "readout.resolution",
    "readout.sources.http",
    "readout.sources.pages",
    "readout.steps",
    "readout.text",
    "readout.ui",
)
PROGRAM = """
import sys
from readout.cli import main
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


def test_every_module_with_commands_is_attached() -> None:
    folder = ROOT / "plugins" / "readout" / "cli"
    carrying = {p.stem for p in folder.glob("*.py") if "\ndef attach(app" in p.read_text("utf-8")}
    assert carrying == set(ROOMS)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("light")
    build(Settings(home=folder / "home", memory_limit="512MB"))
    save_list(folder / "home" / "feeds.opml", [Listing("https://x.example/feed", outlet="X")])
    return folder / "home"


@pytest.mark.parametrize("line", LIGHT)
def test_a_light_command_loads_little(home: Path, line: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *line.split()],
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith("READOUT_")},
            "READOUT_HOME": str(home),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=ROOT,
    )
    loaded = set(done.stderr.split())
    packages = {name.partition(".")[0] for name in loaded} - sys.stdlib_module_names
    packages = {name for name in packages if not name.startswith("_")} - {"cython_runtime"}
    assert packages - LIGHT[line] == set()
    assert sorted(name for name in loaded if name.startswith(HEAVY)) == []
