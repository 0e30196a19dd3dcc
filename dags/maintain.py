"""Tidies up once a week: old pages in the archive, holes in the warehouse file, old task
logs.

Sunday night. Archived pages are deleted after `READOUT_ARCHIVE_DAYS` days, the warehouse is
rewritten without the space of deleted rows, and task logs older than 90 days are
deleted.

**When it fails**: nothing is at stake but disk space; the next week tries again.
"""

from airflow.sdk import dag, task
from wiring import COMMON, POOL, prune_airflow, settings, told


@dag(schedule="30 3 * * 0", tags=["readout", "maintenance"], doc_md=__doc__, **COMMON)
def maintain():
    @task(pool=POOL)
    def load_tidied() -> None:
        from readout.steps import maintaining

        told(maintaining.tidy(settings()))

    @task
    def prune_logs() -> None:
        print(f"{prune_airflow(days=90):,} log files deleted")

    load_tidied() >> prune_logs()


maintain()
