"""What all Dags of Readout share: assets, pools, priorities, retries, what a failure does.

Not a Dag file itself (see .airflowignore); the Dags import it from the Dag folder.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

from airflow.configuration import conf
from airflow.sdk import Asset, ExceptionRetryPolicy, RetryAction, RetryRule
from airflow.sdk.exceptions import AirflowSkipException
from readout.steps import Counts

ENTRIES = Asset("entries", uri="duckdb://readout/entries", group="readout")
ARTICLES = Asset("articles", uri="duckdb://readout/articles", group="readout")
MENTIONS = Asset("mentions", uri="duckdb://readout/mentions", group="readout")
MEETINGS = Asset("meetings", uri="duckdb://readout/meetings", group="readout")

# One slot: DuckDB has one writer, and every task that opens the warehouse takes this pool.
POOL = "warehouse"
# Three of the four slots: tasks that wait for other hosts, up to minutes, leave one to those that
# don't. (docs/decisions/0013 has what was measured with two, three and four.)
NETWORK = "network"
# A load ends a chain's step, and a mail its last: both are short, and somebody waits for them. A
# poll takes seconds and goes before a fetch that may take minutes.
LAST, USUAL, POLL, LOAD, MAIL = 1, 5, 7, 10, 20

# Of a task that loads what others did: also when some of them failed, but not when there was
# nothing to do, which then costs one task and not two.
WHEN_TRIED = "none_skipped"

# Where tasks may run when there is more than one worker (docs/scale.md); one machine takes no
# notice. `load` is of the machine with the home: the warehouse, mails, what pages read. The
# others need only what all machines see.
ON_DESK, FETCH, NLP = "load", "fetch", "nlp"

# How many batches may be read at once where LocalExecutor runs them: one on each core; more would
# take 200 MB each and end no sooner. Celery's workers have slots of their own, on their machines.
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
READERS = None if "Celery" in conf.get("core", "executor") else CORES

POLL_CRON = os.environ.get("READOUT_POLL_CRON") or "*/2 * * * *"
# Whether doubtful meetings become Required Actions by themselves.
_REVIEW = os.environ.get("READOUT_REVIEW_IN_AIRFLOW", "")
REVIEW = _REVIEW.lower() in ("1", "true", "t", "yes", "y", "on")


def _again(error: str, delay: timedelta, reason: str) -> RetryRule:
    return RetryRule(
        exception=f"readout.errors.{error}",
        action=RetryAction.RETRY,
        retry_delay=delay,
        reason=reason,
    )


def _never(error: str, reason: str) -> RetryRule:
    return RetryRule(exception=f"readout.errors.{error}", action=RetryAction.FAIL, reason=reason)


# The first rule that matches wins; a rule of a base class also matches its subclasses.
RETRIES = ExceptionRetryPolicy(
    rules=[
        _again("TemporaryError", timedelta(seconds=30), "temporary: again in 30 seconds"),
        _again("WarehouseLocked", timedelta(seconds=20), "another process holds the warehouse"),
        _again("SoftError", timedelta(minutes=5), "soft: again in 5 minutes"),
        _never("HardError", "hard: trying again changes nothing"),
        _never("ConfigError", "a setting must be mended first"),
        _never("MigrationError", "the schema must be mended first"),
        _never("CheckFailed", "a data check refused the rows"),
    ]
)


def _failed(context: Any) -> None:
    """A task failed at its last try: noted for the operator, who gets one mail (`watch_over`)."""
    from readout.steps.overseeing import note_failure

    ti = context["ti"]
    why = context.get("exception")
    note_failure(
        settings(),
        f"{ti.dag_id}.{ti.task_id}",
        f"{type(why).__name__}: {why}" if why else "failed",
        ti.log_url,
    )


def _succeeded(context: Any) -> None:
    from readout.steps.overseeing import note_success

    note_success(settings(), f"{context['ti'].dag_id}.{context['ti'].task_id}")


COMMON: dict[str, Any] = {
    "catchup": False,
    "max_active_runs": 1,
    "default_args": {
        "owner": "readout",
        "retries": 3,
        "retry_delay": timedelta(seconds=15),
        "retry_policy": RETRIES,
        "on_failure_callback": [_failed],
        "on_success_callback": [_succeeded],
        # Of what waits for a slot, what has news to load or to tell goes before what looks for
        # more; see `NETWORK`.
        "weight_rule": "absolute",
        "priority_weight": USUAL,
        "execution_timeout": timedelta(minutes=20),
        "queue": ON_DESK,
    },
}


def settings() -> Any:
    """The settings, read inside the task, where a wrong one is that task's failure."""
    from readout.config import load_settings

    return load_settings()


def told(counts: Counts) -> list[str]:
    """Say in the log what a step did, and hand its batch files on."""
    print(counts.line())
    return counts.paths


def skip_unless(counts: Counts, *names: str) -> dict[str, int]:
    """Say what a step did; without any of `names` there is no news: skip, so that no asset
    event wakes the next Dag.

    Raises:
        AirflowSkipException: nothing new.
    """
    print(counts.line())
    if not any(counts[name] for name in names):
        raise AirflowSkipException(f"nothing new: {counts.line()}")
    return counts.counts


def smtp_server() -> Any:
    """The mail server of the Airflow connection `smtp_default`; where there is no such connection,
    that of the settings; None when there is none either.
    """
    from airflow.sdk import Connection
    from airflow.sdk.exceptions import AirflowNotFoundException
    from readout.steps.chain import mail_server, server_of_connection

    try:
        found = Connection.get("smtp_default")
    except AirflowNotFoundException:
        server = mail_server(settings())
        if server is None:
            print("no mail server is set: mails wait as files in the home's mail folder")
        return server
    return server_of_connection(found, settings().sender)


def prune_logs(days: int) -> int:
    """Delete task logs older than `days`, and the folders that are empty then.

    Returns:
        How many files went.
    """
    import time
    from pathlib import Path

    from airflow.configuration import conf

    folder = Path(conf.get_mandatory_value("logging", "base_log_folder"))
    limit = time.time() - days * 86400
    gone = 0
    # What lies deepest first, so that a folder is seen after what was in it.
    for path in sorted(folder.rglob("*"), key=lambda p: len(p.parts), reverse=True):
        try:
            if path.lstat().st_mtime >= limit:
                continue
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink()
                gone += 1
        except OSError:  # not empty, or just gone
            continue
    return gone


# Airflow's tables that grow with every run. Not `dag` and `dag_version`: few rows, and others hold
# on to them, so that cleaning them fails.
GROWING = (
    "asset_event",
    "callback",
    "dag_run",
    "import_error",
    "job",
    "log",
    "revoked_token",
    "task_instance",
    "task_instance_history",
    "task_reschedule",
    "trigger",
    "xcom",
)


def clean_airflow(days: int) -> None:
    """Delete what Airflow remembers of runs and tasks older than `days`, with `airflow db clean`.

    Tasks may not touch Airflow's database, and Airflow hides its address from them; whoever
    started it (the launcher, docker/compose.yaml) tells it in `READOUT_AIRFLOW_DB`.

    Raises:
        RuntimeError: the command failed; what it said is in the log.
    """
    import subprocess
    import sys
    from datetime import UTC, datetime

    database = os.environ.get("READOUT_AIRFLOW_DB")
    if not database:
        print("READOUT_AIRFLOW_DB is not set: Airflow's rows are left (docs/operate.md)")
        return
    before = datetime.now(UTC) - timedelta(days=days)
    command = [sys.executable, "-m", "airflow", "db", "clean", "--yes", "--skip-archive"]
    command += ["--clean-before-timestamp", before.isoformat(timespec="seconds")]
    command += ["--tables", ",".join(GROWING)]
    # In small transactions: SQLite has one writer, and the scheduler is another.
    command += ["--batch-size", "2000", "--error-on-cleanup-failure"]
    done = subprocess.run(
        command, env={**os.environ, "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": database}, check=False
    )
    if done.returncode:
        raise RuntimeError(f"airflow db clean failed ({done.returncode})")
