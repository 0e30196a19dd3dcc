"""Which runs carried an article from its feed to its mail, and where the time went, from
Airflow's own record of runs and tasks."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from readout.launcher.airflow_api import AirflowApi
from readout.launcher.chain import CHAIN

DAGS = tuple(CHAIN)
KINDS = ("run", "wait", "work")


@dataclass(frozen=True)
class Ran:
    """One task of a run; of a mapped task one of its instances. Times are epoch seconds."""

    task: str
    queued: float
    start: float
    end: float


@dataclass(frozen=True)
class Run:
    """One run of a Dag: `due` when it should have begun, `begun` when the scheduler took it."""

    dag: str
    due: float
    begun: float
    tasks: tuple[Ran, ...]

    @property
    def end(self) -> float:
        return max((t.end for t in self.tasks), default=self.begun)

    def has(self, task: str, moment: float) -> bool:
        """Whether the task was at work then (a second's grace: clocks are read apart)."""
        return any(t.task == task and t.start - 1 <= moment <= t.end + 1 for t in self.tasks)


@dataclass(frozen=True)
class Part:
    """A piece of the way: `kind` is `run` (from the cause to the run's begin), `wait` (for
    a task to start) or `work` (the task itself, from its start)."""

    dag: str
    task: str
    kind: str
    seconds: float


def runs_of(api: AirflowApi, dag: str, *, most: int = 100) -> list[Run]:
    """The newest runs of a Dag with their tasks, oldest first."""
    found = api.get(f"/dags/{dag}/dagRuns?limit={most}&order_by=-run_after")["dag_runs"]
    runs = []
    for row in found:
        if not row["start_date"]:
            continue
        path = f"/dags/{dag}/dagRuns/{row['dag_run_id']}/taskInstances?limit=100"
        tasks = [
            Ran(t["task_id"], moment(t["queued_when"] or t["start_date"]),
                moment(t["start_date"]), moment(t["end_date"]))
            for t in api.get(path)["task_instances"] if t["start_date"] and t["end_date"]
        ]  # fmt: skip
        tasks.sort(key=lambda t: t.start)
        runs.append(Run(dag, moment(row["run_after"]), moment(row["start_date"]), tuple(tasks)))
    return sorted(runs, key=lambda run: run.begun)


def moment(text: str) -> float:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def way(
    runs: dict[str, list[Run]], polled: float, fetched: float, mailed: float
) -> list[Run] | None:
    """The five runs that carried an article whose feed was polled, page fetched and mail
    taken at these moments; None when the record does not show them."""
    last = _at(runs["send_alerts"], "send", mailed)
    first = _at(runs["poll_feeds"], "poll", polled)
    second = _at(runs["fetch_articles"], "fetch", fetched)
    if not (first and second and last):
        return None
    resolve = _before(runs["resolve_meetings"], last.tasks[0].start)
    extract = _before(runs["extract_facts"], resolve.tasks[0].start) if resolve else None
    return [first, second, extract, resolve, last] if resolve and extract else None


def _at(runs: Iterable[Run], task: str, when: float) -> Run | None:
    return next((run for run in runs if run.has(task, when)), None)


def _before(runs: Sequence[Run], when: float) -> Run | None:
    """The last run that had done its work by then."""
    return next((r for r in reversed(runs) if r.tasks and r.tasks[-1].end <= when + 0.5), None)


def parts(runs: Sequence[Run], mailed: float) -> list[Part]:
    """The way cut into pieces: together they are the time from the poll's due moment to the
    mail."""
    found: list[Part] = []
    clock = runs[0].due
    for run in runs:
        found.append(Part(run.dag, "", "run", run.begun - clock))
        clock = run.begun
        for task in run.tasks:
            start, end = task.start, min(task.end, mailed)
            if start > mailed:
                break
            found.append(Part(run.dag, task.task, "wait", start - clock))
            found.append(Part(run.dag, task.task, "work", end - start))
            clock = end
    return found


def table(ways: Sequence[Sequence[Part]]) -> list[str]:
    """Medians in seconds: a line a Dag, then a line a task of it."""
    lines = [f"{'':34}" + "".join(f"{kind:>7}" for kind in KINDS)]
    totals = [0.0] * len(KINDS)
    for dag in DAGS:
        mine = [[part for part in way if part.dag == dag] for way in ways]
        row = [_median(mine, kind) for kind in KINDS]
        totals = [total + value for total, value in zip(totals, row, strict=True)]
        lines.append(f"{dag:34}" + "".join(f"{value:7.1f}" for value in row))
        for task in dict.fromkeys(p.task for way in mine for p in way if p.task):
            its = [[part for part in way if part.task == task] for way in mine]
            wait, work = _median(its, "wait"), _median(its, "work")
            lines.append(f"  {task:32}{'':7}{wait:7.1f}{work:7.1f}")
    lines.append(f"{'together':34}" + "".join(f"{total:7.1f}" for total in totals))
    return lines


def _median(ways: Sequence[Sequence[Part]], kind: str) -> float:
    sums = [sum(part.seconds for part in way if part.kind == kind) for way in ways]
    return statistics.median(sums) if sums else 0.0
