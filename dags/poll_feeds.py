"""Polls the feeds that are due and loads their new entries.

Every two minutes (`READOUT_POLL_CRON`). Each feed has an interval of its own, learnt from
how often it publishes, so most runs ask few feeds or none. A feed that fails is asked
again later and later; its health says why, in words, on the Feeds page. Nothing new: the
run ends skipped and no other Dag wakes.

**When it fails**: a whole poll task failing means that the machine or the settings are at
fault, not a feed. `readout doctor` names the fault and the command that mends it.
"""

from airflow.sdk import dag, task
from wiring import (
    COMMON,
    ENTRIES,
    FETCH,
    LOAD,
    NETWORK,
    POLL,
    POLL_CRON,
    POOL,
    WHEN_TRIED,
    settings,
    skip_unless,
    told,
)


@dag(schedule=POLL_CRON, tags=["readout", "ingest"], doc_md=__doc__, **COMMON)
def poll_feeds():
    @task(pool=POOL)
    def choose_feeds() -> list[str]:
        from readout.steps import polling

        return told(polling.choose_feeds(settings()))

    @task(pool=NETWORK, priority_weight=POLL, queue=FETCH)
    def poll(path: str) -> None:
        from readout.steps import polling

        told(polling.poll_batch(settings(), path))

    @task(pool=POOL, outlets=[ENTRIES], trigger_rule=WHEN_TRIED, priority_weight=LOAD)
    def load_entries() -> dict[str, int]:
        from readout.steps import polling

        return skip_unless(polling.load_polls(settings()), "new", "due")

    poll.expand(path=choose_feeds()) >> load_entries()


poll_feeds()
