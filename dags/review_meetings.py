"""Asks people whether doubtful meetings and links were read rightly, as Required Actions.

Off unless `READOUT_REVIEW_IN_AIRFLOW` is set; a run by hand asks at any time. Woken by changed
meetings, one run at a time: what it asks waits in Airflow's *Required Actions* without holding a
slot (no triggerer is needed), and after a week without an answer it is skipped. Each answer is
kept at once as a claim with the name of who gave it; the next resolution takes it in. The same is
asked on the page `/readout/review`, by keys; what was judged there is not asked here.

**When it fails**: nothing is lost, the next run asks again.
"""

from datetime import timedelta

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.sdk import Param, dag, task, task_group
from wiring import COMMON, MEETINGS, REVIEW, settings

ASKED = {
    "meetings": ["Right", "Not a meeting", "Wrong who", "Wrong day", "Skip"],
    "links": ["Same meeting", "Not the same", "Skip"],
}
ITEM = "{{{{ ti.xcom_pull(task_ids='pick_{0}')[ti.map_index]['{1}'] }}}}"


@dag(
    schedule=[MEETINGS] if REVIEW else None,
    tags=["readout", "review"],
    doc_md=__doc__,
    **COMMON,
)
def review_meetings():
    for queue, options in ASKED.items():

        @task(task_id=f"pick_{queue}")
        def pick(kind: str) -> list[dict[str, str]]:
            from readout.steps import asking_people

            return asking_people.questions(settings(), kind)

        @task_group(group_id=queue)
        def judged(question, queue=queue, options=options):
            ask = HITLOperator(
                task_id="ask",
                subject=ITEM.format(queue, "subject"),
                body=ITEM.format(queue, "body"),
                options=options,
                defaults="Skip",
                params={"right": Param("", type="string", title="What would be right, if known")},
                response_timeout=timedelta(days=7),
                execution_timeout=None,
            )

            @task
            def keep(question: dict[str, str], answer: dict) -> str:
                from readout.steps import asking_people

                return asking_people.answered(settings(), question, answer)

            keep(question, ask.output)

        judged.expand(question=pick(queue))


review_meetings()
