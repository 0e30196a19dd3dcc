"""Loading the plugin folder by Airflow's rules must shadow nothing.

Airflow runs every Python file below the plugin folder that `.airflowignore` does not
name, and registers it in `sys.modules` under its bare stem: a library module called
`html.py` would replace the standard library's (measured).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from airflow._shared.module_loading.file_discovery import find_path_from_directory
from readout.config import ROOT

PLUGINS = ROOT / "plugins"


def python_files_that_airflow_runs() -> list[Path]:
    found = find_path_from_directory(str(PLUGINS), ".airflowignore", "glob")
    return [Path(path) for path in found if Path(path).suffix == ".py"]


def test_airflow_runs_the_plugin_and_nothing_else() -> None:
    assert [path.name for path in python_files_that_airflow_runs()] == ["readout_plugin.py"]


def test_no_module_bears_the_name_of_a_stdlib_module() -> None:
    # Inside the package a name like `calendar` is safe; at the top of the folder it is not.
    top = {path.stem for path in PLUGINS.glob("*.py")}
    assert top & set(sys.stdlib_module_names) == set()


def test_standard_library_survives_the_plugin_manager(tmp_path: Path) -> None:
    code = (
        "import html, json, calendar; before = [m.__file__ for m in (html, json, calendar)]\n"
        "from airflow import plugins_manager\n"
        "names = [p.name for p in plugins_manager._get_plugins()[0]]\n"
        "import sys; after = [sys.modules[n].__file__ for n in ('html', 'json', 'calendar')]\n"
        "assert before == after, after\n"
        "assert 'readout' in names, names\n"
        "assert 'trafilatura' not in sys.modules and 'spacy' not in sys.modules\n"
    )
    env = {
        "PATH": "/usr/bin:/bin",
        "AIRFLOW_HOME": str(tmp_path),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PLUGINS),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "READOUT_HOME": str(tmp_path / "readout"),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
