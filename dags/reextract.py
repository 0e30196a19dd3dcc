"""Reads stored articles again with the current extractor, and tells what it finds otherwise.

By hand (▶ Trigger). `since` and `until` are days of publication; without `apply` the facts
stay as they are and only the differences are told: gained, lost, changed, each a row in
`reextractions`. With `apply` the new facts take the old ones' place in one transaction, the
meetings are resolved again; what a new version reads otherwise stands in their history and alerts
nobody.

**When it fails**: nothing was taken over; trigger it again.
"""

from airflow.sdk import Param, dag, task
from wiring import COMMON, MENTIONS, NLP, POOL, READERS, WHEN_TRIED, settings, skip_unless, told


@dag(
    schedule=None,
    tags=["readout", "extraction", "by hand"],
    doc_md=__doc__,
    params={
        "since": Param("2023-06-01", type="string", format="date"),
        "until": Param("2100-01-01", type="string", format="date"),
        "apply": Param(False, type="boolean", description="take the new facts over"),
    },
    **COMMON,
)
def reextract():
    @task(pool=POOL)
    def choose_again(params: dict | None = None) -> list[str]:
        from datetime import date

        from readout.steps import reextracting

        since, until = (date.fromisoformat(params[name]) for name in ("since", "until"))
        return told(reextracting.choose_again(settings(), since, until))

    @task(queue=NLP, max_active_tis_per_dag=READERS)
    def read(path: str, run_id: str | None = None) -> None:
        from readout.steps import reextracting

        told(reextracting.read_again(settings(), path, run_id))

    @task(pool=POOL, outlets=[MENTIONS], trigger_rule=WHEN_TRIED)
    def load_again(params: dict | None = None, run_id: str | None = None) -> dict[str, int]:
        from readout.steps import reextracting

        counts = reextracting.compare_again(settings(), apply=params["apply"], run_id=run_id)
        return skip_unless(counts, "new")

    read.expand(path=choose_again()) >> load_again()


reextract()
