"""docs/jobs.md: what people come for, and in how many steps it is done (docs/jobs.toml)."""

from __future__ import annotations

import tomllib

from written import ROOT, WRITTEN

_HEAD = """\
# Twenty-four jobs

What an editor, an analyst and a researcher come for, each done in a real browser or shell by
[a test](../tests/jobs/test_jobs.py) that counts the steps: a click, a field filled in, a choice, a
key, or one command or query. Jobs in the browser begin on the Overview.
"""


def jobs_page() -> str:
    """A table for each kind of reader."""
    rooms = tomllib.loads((ROOT / "docs" / "jobs.toml").read_text(encoding="utf-8"))
    lines = [WRITTEN, _HEAD]
    for who, jobs in rooms.items():
        lines += [f"## {who.capitalize()}", "", "| job | how | steps |", "|---|---|---:|"]
        lines += [f"| {row['job']} | {row['how']} | {row['steps']} |" for row in jobs.values()]
        lines.append("")
    return "\n".join(lines)
