"""Makes a fresh installation ready, once before the other containers start; again does no harm.

Airflow's own tables; the roles of a newsroom and the first user; the pools; and where the data lie
in S3, the bucket.
"""

from __future__ import annotations

import os
import subprocess
import sys

COMMANDS = (
    ["airflow", "db", "migrate"],
    # The password: READOUT_ADMIN_PASSWORD.
    [sys.executable, "-m", "readout.ui.fab", "--user", "admin"],
    ["airflow", "pools", "set", "warehouse", "1", "one loader at a time"],
)
# Tasks that wait for other hosts leave a slot to those that don't: of the scheduler's four, or of
# what all workers do at once.
NETWORK = ["airflow", "pools", "set", "network"]
WHY = "tasks that wait for other hosts"
# `--concurrency` of the service `worker`.
WORKER_SLOTS = 2


def network_slots() -> int:
    """How many tasks may fetch at once."""
    if os.environ.get("AIRFLOW__CORE__EXECUTOR") != "CeleryExecutor":
        return 3
    return max(3, int(os.environ.get("WORKERS") or 2) * WORKER_SLOTS - 1)


def make_bucket(data: str) -> None:
    """Make the bucket of an `s3://bucket/folder` unless it is there.

    Raises:
        OSError: the store refuses, or doesn't answer.
    """
    from pyarrow import fs

    address = os.environ.get("AWS_ENDPOINT_URL", "")
    scheme, _, host = address.partition("://")
    store = fs.S3FileSystem(
        access_key=os.environ["AWS_ACCESS_KEY_ID"],
        secret_key=os.environ["AWS_SECRET_ACCESS_KEY"],
        region=os.environ.get("AWS_REGION") or "us-east-1",
        allow_bucket_creation=True,
        **({"endpoint_override": host, "scheme": scheme} if host else {}),
    )
    bucket = data.removeprefix("s3://").partition("/")[0]
    if store.get_file_info(bucket).type == fs.FileType.NotFound:
        store.create_dir(bucket)


def main() -> int:
    """Returns the exit code of the first command that failed, else 0."""
    data = os.environ.get("READOUT_DATA") or ""
    if data.startswith("s3://"):
        make_bucket(data)
    for command in (*COMMANDS, [*NETWORK, str(network_slots()), WHY]):
        if code := subprocess.run(command, check=False).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
