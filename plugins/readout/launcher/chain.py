"""Following one chain of runs, from a poll to the mail.

The Dags wake each other through assets, and the clock wakes some of them besides, so work
may be done by either run. A link of the chain is therefore all runs of a Dag since the
chain began: it is through when an expected run is among them and none is under way; it had
news when the last task of any of them was not skipped. Where a link had none, the next Dag
is woken by hand: an earlier start may have been ended with work still waiting there.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from readout.errors import ReadoutError
from readout.launcher.airflow_api import AirflowApi

# Dag → the task that tells the next one.
CHAIN = {
    "poll_feeds": "load_entries",
    "fetch_articles": "load_articles",
    "extract_facts": "load_facts",
    "resolve_meetings": "resolve",
    "send_alerts": "load_deliveries",
}
_OVER = ("success", "failed")


@dataclass(frozen=True, slots=True)
class Link:
    """One Dag of the chain: the runs it took, and whether they had news."""

    dag: str
    runs: tuple[str, ...]
    news: bool


def follow(
    api: AirflowApi,
    run: str,
    since: datetime,
    *,
    beat: Callable[[], None],
    told: Callable[[Link], None] = lambda link: None,
    timeout: float = 900.0,
) -> list[Link]:
    """Wait until the chain that the run `run` of `poll_feeds` began is through.

    Args:
        since: when it began, by this machine's clock; runs before that do not count.
        beat: called between looks; may raise to end the waiting.
        told: called with each link when it is done.

    Raises:
        ReadoutError: a task failed, or the time is up.
    """
    began = time.monotonic()
    deadline = began + timeout
    links: list[Link] = []
    expected: str | None = run
    for dag, last in CHAIN.items():
        if links and not links[-1].news:
            expected = api.trigger(dag)
        while (runs := _through(api, dag, expected, since)) is None:
            beat()
            if time.monotonic() > deadline:
                raise ReadoutError(
                    "The chain of runs did not end in time",
                    resource=dag,
                    why=f"{timeout:.0f} seconds are over",
                    mend="look at the Dag's grid in the Airflow UI, then: readout doctor",
                )
            # A look costs the API server 40 ms: a chain of minutes is looked at each five seconds.
            time.sleep(min(max(1.0, (time.monotonic() - began) / 10), 5.0))
        news = [_had_news(api, dag, one, last) for one in runs]  # every run is looked at
        link = Link(dag, runs, any(news))
        links.append(link)
        told(link)
        expected = None
    return links


def _through(
    api: AirflowApi, dag: str, expected: str | None, since: datetime
) -> tuple[str, ...] | None:
    """The ids of a Dag's runs since then, once they are all over and the expected one (None: one
    that an asset woke) is among them."""
    rows = [row for row in api.runs(dag) if _moment(row["queued_at"] or row["run_after"]) >= since]
    if any(row["state"] not in _OVER for row in rows):
        return None
    if not any(
        row["dag_run_id"] == expected if expected else row["run_type"] == "asset_triggered"
        for row in rows
    ):
        return None
    return tuple(row["dag_run_id"] for row in rows)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def _had_news(api: AirflowApi, dag: str, run: str, last: str) -> bool:
    states = api.task_states(dag, run)
    bad = [task for task, value in states.items() if value in ("failed", "upstream_failed")]
    if bad:
        raise ReadoutError(
            "A task failed",
            resource=f"{dag}.{bad[0]}",
            why=api.task_error(dag, run, bad[0]),
            mend=f"see its log in the Airflow UI, run {run}; then: readout doctor",
        )
    return states.get(last) == "success"
