"""docs/settings.md, from the fields of `Settings`."""

from __future__ import annotations

from typing import Any

from annotated_types import Ge, Le
from readout.config import Settings, variable
from written import ROOT, WRITTEN

HEAD = """# Settings

All settings are environment variables; none is needed for `make run`. A wrong value or a
misspelt name stops the command with a sentence that names it. Secrets are never written to a
file of the project: the mail password comes from here or from Airflow's connection
`smtp_default`.

| variable | meaning | allowed | default |
|---|---|---|---|"""

FOOT = """
In containers only (see [docker.md](docker.md)): `READOUT_CONFIG`, the folder with feeds and
watches; `READOUT_ADMIN_PASSWORD`, the password of the web pages.

Not for you: `READOUT_START`, by which the launcher knows its own processes again,
`READOUT_AIRFLOW_DB`, the database that `maintain` tidies up, and names that begin
with `READOUT_TEST_` or `READOUT_BENCH_`.
"""


def settings_page() -> str:
    """One row for each setting: what it means, what is allowed, and its default."""
    rows = [
        f"| `{variable(name)}` | {field.description} | {_allowed(field)} | {_default(field)} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join([WRITTEN, HEAD, *rows, FOOT])


def _allowed(field: Any) -> str:
    least = next((f"{m.ge:g}" for m in field.metadata if isinstance(m, Ge)), None)
    most = next(
        (f"{m.le:,g}" if m.le < 1e6 else f"{m.le:,}" for m in field.metadata if isinstance(m, Le)),
        None,
    )
    return f"{least} to {most}" if least and most else ""


def _default(field: Any) -> str:
    value = field.default
    if value is None or value == frozenset():
        return "none"
    text = str(value).replace(f"{ROOT}/", "")
    return f"`{text.removesuffix('.0')}`"
