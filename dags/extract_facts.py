"""Reads new article revisions: who said what, who met whom.

Woken by new revisions, and every half hour for what a failed run left. Articles are read in
batches of a hundred, since loading the language model costs as much as reading twenty. Each
quote and meeting mention is loaded with its spans in the stored text and the version of the
extractor; a check in the loader proves that every span is the words it claims to be, or
refuses the load.

**When it fails**: `CheckFailed` is a fault of ours; the text stays queued for the next run.
"""

from airflow.sdk import AssetOrTimeSchedule, CronTriggerTimetable, dag, task
from wiring import (
    ARTICLES,
    COMMON,
    LOAD,
    MENTIONS,
    NLP,
    POOL,
    READERS,
    WHEN_TRIED,
    settings,
    skip_unless,
    told,
)


@dag(
    schedule=AssetOrTimeSchedule(
        timetable=CronTriggerTimetable("*/30 * * * *", timezone="UTC"), assets=[ARTICLES]
    ),
    tags=["readout", "extraction"],
    doc_md=__doc__,
    **COMMON,
)
def extract_facts():
    @task(pool=POOL)
    def choose_revisions() -> list[str]:
        from readout.steps import extracting

        return told(extracting.choose_revisions(settings()))

    @task(queue=NLP, max_active_tis_per_dag=READERS)
    def extract(path: str, run_id: str | None = None) -> None:
        from readout.steps import extracting

        told(extracting.extract_batch(settings(), path, run_id=run_id))

    @task(pool=POOL, outlets=[MENTIONS], trigger_rule=WHEN_TRIED, priority_weight=LOAD)
    def load_facts() -> dict[str, int]:
        from readout.steps import extracting

        return skip_unless(extracting.load_facts(settings()), "new")

    extract.expand(path=choose_revisions()) >> load_facts()


extract_facts()
