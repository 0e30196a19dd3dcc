"""Makes a fresh installation ready, once before the other containers start; again does no harm.

Airflow's own tables; the roles of a newsroom and the first user; the pools.
"""

from __future__ import annotations

import subprocess
import sys

COMMANDS = (
    ["airflow", "db", "migrate"],
    # The password: READOUT_ADMIN_PASSWORD.
    [sys.executable, "-m", "readout.ui.fab", "--user", "admin"],
    ["airflow", "pools", "set", "warehouse", "1", "one loader at a time"],
    ["airflow", "pools", "set", "network", "3", "tasks that wait for other hosts"],
)


def main() -> int:
    """Returns the exit code of the first command that failed, else 0."""
    for command in COMMANDS:
        if code := subprocess.run(command, check=False).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
