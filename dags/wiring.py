"""What all Dags of Readout share: assets, the pool, retries and the failure mail.

Not a Dag file itself (see .airflowignore); the Dags import it from the Dag folder.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

from airflow.providers.smtp.notifications.smtp import SmtpNotifier
from airflow.sdk import Asset, ExceptionRetryPolicy, RetryAction, RetryRule
from airflow.sdk.exceptions import AirflowSkipException
from readout.steps import Counts

ENTRIES = Asset("entries", uri="duckdb://readout/entries", group="readout")
ARTICLES = Asset("articles", uri="duckdb://readout/articles", group="readout")
MENTIONS = Asset("mentions", uri="duckdb://readout/mentions", group="readout")
MEETINGS = Asset("meetings", uri="duckdb://readout/meetings", group="readout")

# One slot: DuckDB has one writer, and every task that opens the warehouse takes this pool.
POOL = "warehouse"

POLL_CRON = os.environ.get("READOUT_POLL_CRON") or "*/2 * * * *"


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

FAILURE_MAIL = SmtpNotifier(
    from_email=os.environ.get("READOUT_FROM") or "readout@localhost",
    to=os.environ.get("READOUT_OPERATOR") or "operator@localhost",
    subject="Readout: {{ ti.dag_id }}.{{ ti.task_id }} failed",
    html_content=(
        "<p><b>{{ ti.dag_id }}.{{ ti.task_id }}</b> failed at try {{ ti.try_number }}.</p>"
        "<p>{{ exception | string | e }}</p>"
        "<p><a href='{{ ti.log_url }}'>Log</a> · run {{ run_id | e }}</p>"
    ),
)

COMMON: dict[str, Any] = {
    "catchup": False,
    "max_active_runs": 1,
    "default_args": {
        "owner": "readout",
        "retries": 3,
        "retry_delay": timedelta(seconds=15),
        "retry_policy": RETRIES,
        "on_failure_callback": [FAILURE_MAIL],
        "execution_timeout": timedelta(minutes=20),
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
    """The mail server, from the Airflow connection `smtp_default`, read as Airflow's own mails
    read it: TLS from the first byte unless `disable_ssl`, then STARTTLS unless `disable_tls`.
    """
    from airflow.sdk import Connection
    from readout.delivery.smtp import SmtpServer

    found = Connection.get("smtp_default")
    extra = found.extra_dejson
    plain = "none" if extra.get("disable_tls") else "starttls"
    return SmtpServer(
        host=found.host or "127.0.0.1",
        port=found.port or 25,
        login=found.login or None,
        password=found.password or None,
        from_email=extra.get("from_email") or settings().sender,
        tls=plain if extra.get("disable_ssl") else "tls",
    )


def prune_airflow(days: int) -> int:
    """Delete task logs older than `days`; tasks may not touch Airflow's database, so its rows are
    left to `airflow db clean` (docs/operate.md).

    Returns:
        How many files went.
    """
    import time
    from pathlib import Path

    from airflow.configuration import conf

    folder = Path(conf.get_mandatory_value("logging", "base_log_folder"))
    limit = time.time() - days * 86400
    old = [p for p in folder.rglob("*.log") if p.is_file() and p.stat().st_mtime < limit]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
