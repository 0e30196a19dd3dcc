"""Sends the daily and weekly digests whose hour has come.

Every quarter of an hour; each watch names its hour and time zone, so each digest goes out
once, at its own hour. It tells the changes that waited for it, the most quoted people, a
picture of meetings by day, and feeds in trouble. Nobody with nothing new gets one.

**When it fails**: the changes stay queued for the next quarter of an hour.
"""

from airflow.sdk import dag, task
from wiring import COMMON, MAIL, POOL, WHEN_TRIED, settings, skip_unless, smtp_server, told


@dag(schedule="*/15 * * * *", tags=["readout", "alerts"], doc_md=__doc__, **COMMON)
def send_digest():
    @task(pool=POOL, priority_weight=MAIL)
    def claim_digests() -> list[str]:
        from readout.steps import digesting

        return told(digesting.claim_digests(settings(), server=smtp_server() is not None))

    @task(priority_weight=MAIL)
    def send(path: str) -> None:
        from readout.steps import alerting

        told(alerting.send_batch(settings(), path, smtp_server()))

    @task(pool=POOL, trigger_rule=WHEN_TRIED, priority_weight=MAIL)
    def load_deliveries() -> dict[str, int]:
        from readout.steps import alerting

        return skip_unless(alerting.load_deliveries(settings()), "sent", "failed", "held")

    send.expand(path=claim_digests()) >> load_deliveries()


send_digest()
