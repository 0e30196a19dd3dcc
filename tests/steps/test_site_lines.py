"""What the warehouse remembers of a site's lines agrees with what a batch learns."""

from datetime import UTC, datetime, timedelta

import pytest
from readout.config import Settings
from readout.sources.pages.sitelines import pages_needed
from readout.storage.loader import load_bundles, loading
from readout.storage.staging import write_bundle

NOW = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
SITE = "outlet.test"


def remember(
    settings: Settings, pages: int, on: int, *, sentence: bool, seen_at: datetime = NOW
) -> None:
    """Line 7 on `on` of a site's `pages`, each of which has a line of its own too."""
    rows = []
    for page in range(pages):
        common = {"site": SITE, "article_id": f"a{page}", "seen_at": seen_at}
        rows.append({**common, "hash": 1000 + page, "is_sentence": True})
        if page < on:
            rows.append({**common, "hash": 7, "is_sentence": sentence})
    write_bundle(settings.staging, "fetch_articles", {"page_lines": rows})
    load_bundles(settings, "fetch_articles")


def known(settings: Settings) -> list[int]:
    with loading(settings, "look") as load:
        rows = load.rows("stories/site_lines", sites=[SITE, "other.test"])
    return [value for row in rows for value in row["hashes"]]


@pytest.mark.parametrize("sentence", [True, False])
@pytest.mark.parametrize("pages", [2, 5, 6, 30, 64])
def test_as_many_pages_are_needed_as_in_a_batch(
    settings: Settings, pages: int, sentence: bool
) -> None:
    pages = max(pages, 5) if sentence else pages  # a sentence needs five pages at least
    needed = pages_needed(pages, sentence=sentence)
    remember(settings, pages, needed - 1, sentence=sentence)
    assert known(settings) == []
    with loading(settings, "clear") as load:
        load.connection.execute("DELETE FROM page_lines")
        load.staged += 1
    remember(settings, pages, needed, sentence=sentence)
    assert known(settings) == [7]


def test_a_page_counts_once_however_often_it_is_loaded(settings: Settings) -> None:
    for _ in range(3):
        remember(settings, 1, 1, sentence=False)
    assert known(settings) == []


def test_copies_of_one_story_count_once(settings: Settings) -> None:
    articles = [
        {
            "article_id": f"a{n}",
            "url": f"http://{SITE}/{n}",
            "outlet": "Outlet",
            "source_kind": "press",
            "story_id": "a0",
            "first_seen_at": NOW,
            "last_fetched_at": NOW,
            "looks": 1,
        }
        for n in range(3)
    ]
    write_bundle(settings.staging, "fetch_articles", {"articles": articles})
    remember(settings, 3, 3, sentence=False)
    assert known(settings) == []


def test_what_a_site_no_longer_prints_is_forgotten(settings: Settings) -> None:
    remember(settings, 5, 5, sentence=False, seen_at=NOW - timedelta(days=40))
    assert known(settings) == [7]
    later(settings, NOW)
    assert known(settings) == [], "a month later it no longer counts"
    assert count(settings) > 1
    later(settings, NOW + timedelta(days=40))
    assert count(settings) == 2, "two months later the table has dropped it"


def later(settings: Settings, seen_at: datetime) -> None:
    row = {"site": SITE, "article_id": str(seen_at), "hash": 1, "is_sentence": True}
    write_bundle(settings.staging, "fetch_articles", {"page_lines": [{**row, "seen_at": seen_at}]})
    load_bundles(settings, "fetch_articles")


def count(settings: Settings) -> int:
    with loading(settings, "look") as load:
        return len(load.connection.execute("SELECT hash FROM page_lines").fetchall())
