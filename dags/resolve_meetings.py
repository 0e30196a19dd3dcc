"""Joins what articles say into people and meetings with a history, and publishes.

Woken by new mentions, and every half hour for what a failed run left. One transaction:
mentions find their meeting, changes are appended to its history, and the alerts that a change
causes are written beside it. Then the snapshot is published, the file that the pages, the
reports and analysts read.

**When it fails**: nothing of the transaction was kept; the next run takes the same mentions.
"""

from airflow.sdk import AssetOrTimeSchedule, CronTriggerTimetable, dag, task
from wiring import COMMON, LOAD, MEETINGS, MENTIONS, POOL, settings, skip_unless


@dag(
    schedule=AssetOrTimeSchedule(
        timetable=CronTriggerTimetable("*/30 * * * *", timezone="UTC"), assets=[MENTIONS]
    ),
    tags=["readout", "resolution"],
    doc_md=__doc__,
    **COMMON,
)
def resolve_meetings():
    @task(pool=POOL, outlets=[MEETINGS], priority_weight=LOAD)
    def resolve(run_id: str | None = None) -> dict[str, int]:
        from readout.steps import resolving

        counts = resolving.resolve_meetings(settings(), run_id=run_id)
        return skip_unless(counts, "changes", "alerts")

    resolve(run_id="{{ run_id }}")


resolve_meetings()
