"""Makes a fresh installation ready, once before the other containers start; again does no harm.

The password of the web pages into the file that Airflow reads, Airflow's own tables, and the
pool through which one task at a time opens the warehouse.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Returns the exit code of the first command that failed, else 0."""
    path = Path(os.environ["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps({"admin": os.environ["READOUT_ADMIN_PASSWORD"]}), encoding="utf-8")
    for command in (
        ["airflow", "db", "migrate"],
        ["airflow", "pools", "set", "warehouse", "1", "DuckDB has one writer"],
        ["airflow", "pools", "set", "network", "3", "tasks that wait for other hosts"],
    ):
        if code := subprocess.run(command, check=False).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
