"""Writes the pages of docs/ that are taken from the code: architecture, dags, cli, tables, alerts,
settings, api, the notebook; and the types of the tables' rows and of what the statements give.

usage: python docs/generate.py [FOLDER]

tests/docs compares what it writes with what lies here, so that a stale page fails the build.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pages_api import api_page, openapi_file
from pages_architecture import architecture_page
from pages_cli import cli_page
from pages_dags import dags_page
from pages_jobs import jobs_page
from pages_notebook import notebook_file
from pages_settings import settings_page
from pages_tables import tables_page
from pages_watches import alerts_page
from results_typed import results_module
from rows_typed import rows_module
from written import ROOT

STORAGE = ROOT / "plugins" / "readout" / "storage"


def main(folder: Path) -> None:
    """Write every page into `folder`."""
    pages = {
        "architecture.md": architecture_page(),
        "dags.md": dags_page(),
        "cli.md": cli_page(),
        "tables.md": tables_page(),
        "alerts.md": alerts_page(),
        "jobs.md": jobs_page(),
        "settings.md": settings_page(),
        "api.md": api_page(),
        "openapi.json": openapi_file(),
        "notebook.ipynb": notebook_file(),
    }
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    types = STORAGE if folder == ROOT / "docs" else folder
    (types / "rows.py").write_text(rows_module(), encoding="utf-8")
    (types / "results.pyi").write_text(results_module(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs")
