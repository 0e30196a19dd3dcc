"""docs/notebook.ipynb, from docs/notebook.py: a cell for each `# %%`."""

from __future__ import annotations

import json
import re
from typing import Any

from written import ROOT


def notebook_file() -> str:
    """The notebook as Jupyter reads it (nbformat 4.5), without outputs."""
    made: dict[str, Any] = {
        "cells": [_cell(kind, text, number) for number, (kind, text) in enumerate(cells())],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def cells() -> list[tuple[str, str]]:
    """`markdown` or `code`, and the text, of each cell of docs/notebook.py."""
    source = (ROOT / "docs" / "notebook.py").read_text(encoding="utf-8")
    found = []
    for head, text in re.findall(r"^# %%(.*)\n((?:(?!# %%).*\n?)*)", source, re.MULTILINE):
        if "[markdown]" in head:
            found.append(("markdown", re.sub(r"^# ?", "", text.strip(), flags=re.MULTILINE)))
        else:
            found.append(("code", text.strip()))
    return found


def _cell(kind: str, text: str, number: int) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": f"cell-{number}",
        "metadata": {},
        "source": text.splitlines(keepends=True),
    }
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})
