"""How many cores for how many feeds and articles: queues of a day, simulated with measured times.

    python -m bench.capacity            the table
    python -m bench.capacity --plot     and docs/img/capacity.png

A day in steps of a minute. Feeds publish by the hour of the day (`HOURS`, a newsroom's: three
times the mean at the busiest); polls, fetches and readings are done by cores in that order of what
waits, the loader is one process however many cores there are. The number of cores is the least
with which 95 of 100 articles are read within `WITHIN` minutes of being published. All times are
CPU-seconds on this project's two-core machine; waiting for other hosts costs no core.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace

import numpy as np
from readout.config import ROOT


@dataclass(frozen=True, slots=True)
class Costs:
    """CPU-seconds. Where each comes from stands in docs/scale.md."""

    poll: float = 0.020  # one feed: bytes to entries, most polls bring nothing
    fetch: float = 0.013  # one article: page, body, archive
    read: float = 0.121  # one article: quotes and meetings, rules and reader
    task: float = 0.66  # a Celery task's own, empty
    feeds_a_task: int = 25
    pages_a_task: int = 50
    texts_a_task: int = 100
    load: float = 1.3  # one load into a lake whatever its size; a file: 0.3
    loads_a_round: int = 6  # polls, pages, facts, meetings, mails
    load_article: float = 0.0002  # per article, all its rows
    resolve_article: float = 0.0123  # 2.5 mentions into a million


POLLS_A_DAY = 96  # a feed each quarter of an hour
WITHIN = 10.0
HOURS = np.array([.3, .2, .2, .2, .3, .5, .9, 1.3, 1.6, 1.7, 1.6, 1.5,
                  1.5, 1.6, 1.6, 1.5, 1.4, 1.3, 1.1, .9, .8, .7, .6, .5])  # fmt: skip
FEEDS = (1_000, 5_000, 50_000)
ARTICLES = (10_000, 100_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class Day:
    """What a day came to.

    Attributes:
        minutes: 95 of 100 articles were read within so many.
        cores: busy on the average, of the workers. loader: share of the busiest hour in which the
            one loader works.
    """

    minutes: float
    cores: float
    loader: float


def worker_seconds(costs: Costs, feeds: int) -> tuple[float, float]:
    """CPU-seconds of the workers: a minute of polling, and one article."""
    poll = costs.poll + costs.task / costs.feeds_a_task
    article = (
        costs.fetch + costs.task / costs.pages_a_task + costs.read + costs.task / costs.texts_a_task
    )
    return feeds * POLLS_A_DAY / 1440 * poll, article


def loader_load(costs: Costs, articles_a_minute: float, round_minutes: float = 2.0) -> float:
    """The share of time in which the loader works; above 1 it falls behind."""
    fixed = costs.load * costs.loads_a_round / (round_minutes * 60)
    return fixed + articles_a_minute * (costs.load_article + costs.resolve_article) / 60


def simulate(feeds: int, articles: int, cores: float, costs: Costs) -> Day:
    """One day, the queue empty at its begin."""
    shape = HOURS / HOURS.sum()
    polling, each = worker_seconds(costs, feeds)
    capacity = cores * 60 - polling
    waiting, busy = 0.0, 0.0
    arrivals = np.repeat(shape * articles / 60, 60)
    delays = np.empty(len(arrivals))
    for minute, new in enumerate(arrivals):
        waiting += new
        done = min(waiting, max(capacity, 0.0) / each)
        waiting -= done
        busy += done * each + min(polling, cores * 60)
        # What comes now waits for what is before it; half an interval passes before its poll.
        delays[minute] = waiting / max(capacity / each, 1e-9)
    order = np.argsort(delays)
    share = np.cumsum(arrivals[order]) / arrivals.sum()
    slow = float(delays[order][np.searchsorted(share, 0.95)])
    peak = float(arrivals.max())
    return Day(slow, busy / 60 / 1440, loader_load(costs, peak))


def cores_for(feeds: int, articles: int, costs: Costs) -> tuple[float, Day]:
    """The least cores, to a tenth of what is needed, and the day with them."""
    polling, each = worker_seconds(costs, feeds)
    cores = max((polling + articles / 1440 * each) / 60, 0.1)
    while (day := simulate(feeds, articles, cores, costs)).minutes > WITHIN:
        cores *= 1.05
    return cores, day


def most_articles(costs: Costs) -> int:
    """Articles a day at which the loader is busy all through the busiest hour."""
    peak = HOURS.max() / HOURS.sum() / 60
    return int(
        (1 - loader_load(costs, 0)) * 60 / (costs.load_article + costs.resolve_article) / peak
    )


def table(costs: Costs) -> list[str]:
    """As docs/scale.md has it."""
    heads = ("feeds", "articles a day", "cores for workers", "busy on average", "loader at noon")
    lines = [f"| {' | '.join(heads)} |", "|---:" * len(heads) + "|"]
    for feeds in FEEDS:
        for articles in ARTICLES:
            cores, day = cores_for(feeds, articles, costs)
            told = f"{day.loader:.0%}" + (" (too much)" if day.loader > 1 else "")
            lines.append(
                f"| {feeds:,} | {articles:,} | {cores:.1f} | {day.cores / cores:.0%} | {told} |"
            )
    return lines


def plot(costs: Costs) -> None:
    import altair as alt
    import vl_convert

    marks = np.unique(np.geomspace(3_000, 2_000_000, 40).astype(int))
    values = [
        {
            "articles": int(n),
            "what": f"workers, {f:,} feeds",
            "cores": cores_for(f, int(n), costs)[0],
        }
        for f in FEEDS
        for n in marks
    ]
    peak = HOURS.max() / HOURS.sum() / 60
    for name, given in (("loader, lake", costs), ("loader, file", replace(costs, load=0.3))):
        values += [
            {"articles": int(n), "what": name, "cores": loader_load(given, n * peak)} for n in marks
        ]
    chart = (
        alt.Chart(alt.Data(values=values), width=520, height=320)
        .mark_line()
        .encode(
            x=alt.X("articles:Q", scale=alt.Scale(type="log"), title="articles a day"),
            y=alt.Y("cores:Q", scale=alt.Scale(type="log"), title="cores (the loader has one)"),
            color=alt.Color("what:N", title=None),
        )
    )
    limit = alt.Chart(alt.Data(values=[{"one": 1}])).mark_rule(strokeDash=[4, 4]).encode(y="one:Q")
    png = vl_convert.vegalite_to_png((chart + limit).to_json(), scale=2)
    (ROOT / "docs" / "img" / "capacity.png").write_bytes(png)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.capacity")
    parser.add_argument("--plot", action="store_true", help="write docs/img/capacity.png")
    given = parser.parse_args()
    costs = Costs()
    print("\n".join(table(costs)))
    print(f"the loader is full at {most_articles(costs):,} articles a day (lake), "
          f"{most_articles(replace(costs, load=0.3)):,} (file)")  # fmt: skip
    if given.plot:
        plot(costs)


if __name__ == "__main__":
    main()
