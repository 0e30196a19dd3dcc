"""Looks after the product itself and tells the operator, once, what is wrong.

Every five minutes: which feeds fail, which queue is older than an hour, whether the disk is
nearly full or the clock was ahead, which tasks of other Dags failed for good. `READOUT_OPERATOR`
gets one mail when a trouble begins and one when it is over; what begins together is one mail.

**When it fails**: only these mails are late. `readout doctor` tells the same at any time.
"""

from airflow.sdk import dag, task
from wiring import COMMON, POOL, WHEN_TRIED, settings, skip_unless, smtp_server, told


@dag(schedule="*/5 * * * *", tags=["readout", "maintenance"], doc_md=__doc__, **COMMON)
def watch_over():
    @task(pool=POOL)
    def look() -> dict[str, int]:
        from readout.steps import overseeing

        return skip_unless(overseeing.look(settings()), "noted")

    @task(trigger_rule=WHEN_TRIED)
    def tell() -> None:
        from readout.steps import overseeing

        told(overseeing.tell(settings(), smtp_server()))

    look() >> tell()


watch_over()
