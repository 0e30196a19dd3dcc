"""The day, and the hour, on which something happened there: from the page to the meeting's row,
and to what people read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from readout.config import Settings
from readout.rendering.tables import meetings_table
from readout.steps import extracting, resolving
from readout.storage.reports import Filters, run_report
from readout.storage.snapshot import open_snapshot

from tests.sources.serving import Page, Server, answer
from tests.steps.ingesting import Ingest, article, ingest, page, serving

NOW = datetime.now(UTC).replace(tzinfo=None, microsecond=0)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def _story(number: int, sentence: str, published: str | None, shown: str = "") -> Page:
    told = {"@type": "NewsArticle", "headline": f"Talks {number}", "datePublished": published}
    stamp = f"<time datetime='{shown}'>then</time>" if shown else ""
    head = f"<script type='application/ld+json'>{json.dumps(told)}</script>" if published else ""
    return page(article(f"Talks {number}", number, extra=f"<p>{sentence}</p>{stamp}", head=head))


STORIES = {
    # Whose day is another one by UTC, in either direction.
    "/evening": (
        "President Joan Calder met Chancellor Olaf Brandt at the White House today.",
        "2023-06-19T21:30:00-04:00",
        "",
        None,
        (date(2023, 6, 19), None, None),
    ),
    "/morning": (
        "Prime Minister Kenji Mori met Foreign Minister Astrid Lindqvist in Tokyo today.",
        "2023-06-20T07:15:00+09:00",
        "",
        None,
        (date(2023, 6, 20), None, None),
    ),
    # The program wrote UTC, the reader's stamp says what time it was there.
    "/stamped": (
        "President Luca Conti met Minister Nina Kovac in Halvik today.",
        "2023-06-20T01:30:00Z",
        "2023-06-19T21:30:00-04:00",
        None,
        (date(2023, 6, 19), None, None),
    ),
    # Only the feed has a date.
    "/undated": (
        "Minister Paula Ortiz met Minister Grant Bell in Halvik today.",
        None,
        "",
        "Mon, 19 Jun 2023 21:30:00 -0400",
        (date(2023, 6, 19), None, None),
    ),
    "/hour": (
        "Prime Minister Irena Vasko will meet President Marek Dol in Oslo on Friday at 4:30 p.m.",
        "2023-06-19T21:30:00-04:00",
        "",
        None,
        (date(2023, 6, 23), time(16, 30), 120),
    ),
}


@pytest.fixture
def read(settings: Settings, server: Server) -> Ingest:
    items = "".join(
        f"<item><title>Talks {n}</title><link>{server.base}{path}</link>"
        + (f"<pubDate>{told[3]}</pubDate>" if told[3] else "")
        + "</item>"
        for n, (path, told) in enumerate(STORIES.items())
    )
    content = f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>".encode()
    server.pages["/feed"] = answer(content, Content_Type="application/rss+xml")
    for n, (path, told) in enumerate(STORIES.items()):
        server.pages[path] = _story(n, *told[:3])
    chain = ingest(settings, server)
    chain.listed("/feed")
    chain.poll(NOW)
    chain.fetch(NOW)
    for path in extracting.choose_revisions(chain.settings).paths:
        extracting.extract_batch(chain.settings, path)
    extracting.load_facts(chain.settings)
    resolving.resolve_meetings(chain.settings)
    return chain


def test_the_local_day_and_hour_stand_in_the_warehouse(read: Ingest) -> None:
    told = read.rows(
        "SELECT e.url, m.start_day, m.start_time, m.utc_offset FROM meetings AS m "
        "JOIN entries AS e ON e.article_id = m.evidence_article"
    )
    found = {url.removeprefix(read.server.base): tuple(rest) for url, *rest in told}
    assert found == {path: want for path, (*_, want) in STORIES.items()}


def test_the_hour_is_shown(read: Ingest) -> None:
    with open_snapshot(read.settings) as snapshot:
        found = run_report(snapshot, "meetings", Filters())
    shown = [str(cells[1]) for cells in meetings_table(found.rows).rows]
    assert "Fri 23 Jun 2023, 16:30 (UTC+2)" in shown
