"""Sends the alerts that are due, one mail per recipient and run.

Woken by changed meetings, and every quarter of an hour for what had to wait: quiet hours,
hourly watches, a mail server that was down. An alert is claimed in the warehouse before
it is sent and its outcome loaded afterwards, so that no crash sends it twice.

**When it fails**: the alerts stay queued; when the mail server is back, one mail tells the
operator how long it was away.
"""

from airflow.sdk import AssetOrTimeSchedule, CronTriggerTimetable, dag, task
from wiring import COMMON, MAIL, MEETINGS, POOL, settings, skip_unless, smtp_server, told


@dag(
    schedule=AssetOrTimeSchedule(
        timetable=CronTriggerTimetable("*/15 * * * *", timezone="UTC"), assets=[MEETINGS]
    ),
    tags=["readout", "alerts"],
    doc_md=__doc__,
    **COMMON,
)
def send_alerts():
    @task(pool=POOL, priority_weight=MAIL)
    def claim_alerts() -> list[str]:
        from readout.steps import alerting

        return told(alerting.claim_alerts(settings(), server=smtp_server() is not None))

    @task(priority_weight=MAIL)
    def send(path: str) -> None:
        from readout.steps import alerting

        told(alerting.send_batch(settings(), path, smtp_server()))

    # Always: it writes the watches' calendars and feeds, too.
    @task(pool=POOL, trigger_rule="all_done", priority_weight=MAIL)
    def load_deliveries() -> dict[str, int]:
        from readout.steps import alerting

        return skip_unless(alerting.load_deliveries(settings()), "sent", "failed", "held")

    send.expand(path=claim_alerts()) >> load_deliveries()


send_alerts()
