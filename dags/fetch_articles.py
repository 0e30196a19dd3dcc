"""Fetches the pages of new entries, and looks again at recent articles.

Woken by new entries, and every ten minutes for what waits for another try or another look.
Pages are fetched politely (robots.txt, a gap between requests to one
host, no private addresses), kept in the archive, read by trafilatura in processes of their
own, and loaded as article revisions: the same text again is nothing, a changed text a new
revision. A page that can't be had stays a row with the reason and is tried again later.

**When it fails**: see the entry's `problem` in `readout report feeds`, or the task's log.
"""

from airflow.sdk import AssetOrTimeSchedule, CronTriggerTimetable, dag, task
from wiring import (
    ARTICLES,
    COMMON,
    ENTRIES,
    FETCH,
    LOAD,
    NETWORK,
    POOL,
    WHEN_TRIED,
    settings,
    skip_unless,
    told,
)


@dag(
    schedule=AssetOrTimeSchedule(
        timetable=CronTriggerTimetable("*/10 * * * *", timezone="UTC"), assets=[ENTRIES]
    ),
    tags=["readout", "ingest"],
    doc_md=__doc__,
    **COMMON,
)
def fetch_articles():
    @task(pool=POOL)
    def choose_pages() -> list[str]:
        from readout.steps import fetching

        return told(fetching.choose_pages(settings()))

    @task(pool=NETWORK, queue=FETCH)
    def fetch(path: str) -> None:
        from readout.steps import fetching

        told(fetching.fetch_batch(settings(), path))

    @task(pool=POOL, outlets=[ARTICLES], trigger_rule=WHEN_TRIED, priority_weight=LOAD)
    def load_articles() -> dict[str, int]:
        from readout.steps import fetching

        return skip_unless(fetching.load_pages(settings()), "new", "withdrawn")

    fetch.expand(path=choose_pages()) >> load_articles()


fetch_articles()
