"""Tidies up: old pages in the archive, holes in the warehouse file, Airflow's old rows and logs.

Every night. Archived pages are deleted after `READOUT_ARCHIVE_DAYS` days, what each poll and load
did after `READOUT_JOURNAL_DAYS`, task logs after 14, what Airflow remembers of runs and tasks after
30 (with `airflow db clean`). On Sundays the warehouse is rewritten without the space of deleted
rows, if it has grown by a quarter since the last time or a quarter of it is free.

**When it fails**: nothing is at stake but disk space; the next night tries again.
"""

from airflow.sdk import dag, task
from wiring import COMMON, LAST, POOL, clean_airflow, prune_logs, settings, told

LOG_DAYS, RUN_DAYS = 14, 30


@dag(schedule="30 3 * * *", tags=["readout", "maintenance"], doc_md=__doc__, **COMMON)
def maintain():
    @task(pool=POOL, priority_weight=LAST)
    def load_tidied() -> None:
        from readout.steps import maintaining

        told(maintaining.tidy(settings()))

    @task(priority_weight=LAST, trigger_rule="all_done")
    def prune_task_logs() -> None:
        print(f"{prune_logs(days=LOG_DAYS):,} log files deleted")

    @task(priority_weight=LAST, trigger_rule="all_done")
    def clean_airflow_rows() -> None:
        clean_airflow(days=RUN_DAYS)

    load_tidied() >> prune_task_logs() >> clean_airflow_rows()


maintain()
