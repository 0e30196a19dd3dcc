"""Fetching through the real steps: outcomes, looks, edits, withdrawals, twins, hostile pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from readout.config import Settings
from readout.sources.archive import read_archive
from readout.steps.fetching import choose_pages, fetch_batch, load_pages

from tests.sources.serving import Page, Server, answer, raw
from tests.steps.ingesting import Ingest, article, feed, ingest, page, serving

NOW = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
HOUR = timedelta(hours=1)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


@pytest.fixture
def run(settings: Settings, server: Server) -> Ingest:
    return ingest(settings, server)


def listed(run: Ingest, *paths: str) -> None:
    """A feed with an entry for each of these paths, polled."""
    run.listed("/feed")
    links = ((path, run.server.base + path, "") for path in paths)
    run.server.pages["/feed"] = feed(*links)
    run.poll(NOW)


OUTCOMES: dict[str, tuple[Page, str, str | None, str]] = {
    "article": (page(article("A plan is approved", 1)), "fetched", None, ""),
    "gone": (answer(status=410), "gone", "hard", "gone for good"),
    "missing": (answer(status=404), "failed", "soft", "no such page"),
    "forbidden": (page(b"<p>Checking your browser</p>", 403), "failed", "soft", "forbids"),
    "broken": (answer(status=500), "failed", "temporary", "500"),
    "silent": (raw(b""), "failed", "temporary", "broke"),
    "pdf": (
        answer(b"%PDF-1.4\n%\xe2\xe3", Content_Type="application/pdf"),
        "failed",
        "soft",
        "%PDF",
    ),
    "empty": (page(b""), "failed", "soft", "empty"),
    "a feed": (feed(("g", "http://x.example/", "t")), "failed", "soft", "feed"),
    "javascript": (
        page(b"<html><body><noscript>Enable JavaScript to run this app.</noscript></body></html>"),
        "failed",
        "soft",
        "no text",
    ),
    "consent": (
        page(
            b"<html><head><title>Before you continue</title></head><body><p>We and our 842 partners "
            b"store and access personal data, like browsing data, on your device. Select I Accept to "
            b"continue to the site.</p><button>Accept all</button></body></html>"
        ),
        "failed",
        "soft",
        "consent",
    ),
    "soft 404": (
        page(
            b"<html><head><title>Page not found</title></head><body><h1>Page not found</h1>"
            b"<p>Sorry, the page you are looking for could not be found.</p></body></html>"
        ),
        "failed",
        "soft",
        "not there",
    ),
}


def test_every_page_has_an_outcome_and_a_reason(run: Ingest) -> None:
    for name, (what, *_) in OUTCOMES.items():
        run.server.pages[f"/{name.replace(' ', '-')}"] = what
    listed(run, *(f"/{name.replace(' ', '-')}" for name in OUTCOMES))
    run.fetch(NOW)
    found = {
        guid: rest
        for guid, *rest in run.rows(
            "SELECT guid, state, problem_kind, coalesce(problem, ''), next_try_at, attempts FROM entries"
        )
    }
    for name, (_, state, kind, told) in OUTCOMES.items():
        ours = found[f"/{name.replace(' ', '-')}"]
        assert (ours[0], ours[1]) == (state, kind), name
        assert told in ours[2], name
        assert (ours[3] is not None) == (state == "failed"), name
        assert ours[4] == 1, name


def test_a_failed_page_is_tried_again_later_and_later_and_then_given_up(run: Ingest) -> None:
    listed(run, "/a")
    run.server.pages["/a"] = answer(status=404)
    asked = []
    for hour in (0, 0.5, 1, 4, 5, 20, 21, 60, 69, 100, 1000):
        before = len(run.server.asked("/a"))
        run.fetch(NOW + hour * HOUR)
        if len(run.server.asked("/a")) > before:
            asked.append(hour)
    assert asked == [0, 1, 5, 21, 69]
    assert run.rows("SELECT state, next_try_at FROM entries") == [("failed", None)]


def test_a_page_that_comes_back_is_fetched(run: Ingest) -> None:
    listed(run, "/a")
    run.server.pages["/a"] = answer(status=503)
    run.fetch(NOW)
    run.server.pages["/a"] = page(article("Back", 1))
    assert run.fetch(NOW + HOUR)["new"] == 1
    assert run.rows("SELECT state, attempts, problem FROM entries") == [("fetched", 2, None)]


def test_an_edit_is_a_revision_and_an_unchanged_page_is_none(run: Ingest) -> None:
    listed(run, "/a", "/b")
    run.server.pages["/a"] = page(article("First", 1), ETag='"1"')
    run.server.pages["/b"] = page(article("Steady", 2), ETag='"b"')
    assert run.fetch(NOW)["new"] == 2
    edit = "<p>An earlier version of this article gave a wrong name of the harbour road.</p>"
    run.server.pages["/a"] = page(article("First, corrected", 1, extra=edit), ETag='"2"')
    run.server.pages["/b"] = answer(status=304, ETag='"b"')
    done = run.fetch(NOW + HOUR)
    assert (done["looks"], done["new"]) == (2, 1)
    assert [r.headers.get("if-none-match") for r in run.server.asked("/a")] == [None, '"1"']
    assert run.rows(
        "SELECT r.revision_no, r.title FROM revisions r JOIN articles a USING (article_id) "
        "WHERE a.url LIKE '%/a' ORDER BY revision_no"
    ) == [(1, "First"), (2, "First, corrected")]
    # Looks get rarer, and come to an end.
    for hour in (3, 8, 24, 72, 168, 400, 800):
        run.fetch(NOW + hour * HOUR)
    assert len(run.server.asked("/a")) == len(run.server.asked("/b")) == 7


def test_a_new_title_in_the_feed_brings_the_next_look_forward(run: Ingest) -> None:
    for minute, title in ((0, "A plan"), (20, "A plan"), (40, "A plan, corrected")):
        run.listed("/feed")
        run.server.pages["/feed"] = feed(("g", run.server.base + "/a", title))
        run.server.pages["/a"] = page(article(title, 1))
        run.poll(NOW + timedelta(minutes=minute))
        run.fetch(NOW + timedelta(minutes=minute + 1))
    # After an hour it would have been due anyway.
    assert len(run.server.asked("/a")) == 2


def test_what_surrounds_an_article_makes_no_revision(run: Ingest) -> None:
    listed(run, "/a")
    run.server.pages["/a"] = page(article("Same", 1, extra="<p>Updated 3 minutes ago</p>"))
    run.fetch(NOW)
    more = "<p>Updated 2 hours ago</p>"
    run.server.pages["/a"] = page(article("Same", 1, extra=more))
    assert run.fetch(NOW + HOUR)["new"] == 0


@pytest.mark.parametrize("status", [404, 410])
def test_a_withdrawn_article_is_marked_and_its_text_stays(run: Ingest, status: int) -> None:
    listed(run, "/a")
    run.server.pages["/a"] = page(article("Here today", 1))
    run.fetch(NOW)
    run.server.pages["/a"] = answer(status=status)
    assert run.fetch(NOW + HOUR)["withdrawn"] == 1
    ((withdrawn, problem),) = run.rows("SELECT withdrawn_at, look_problem FROM articles")
    assert withdrawn == NOW + HOUR
    assert str(status) in problem
    assert run.rows("SELECT count(*) FROM revisions") == [1]
    run.server.pages["/a"] = page(article("Here today", 1))
    run.fetch(NOW + 4 * HOUR)
    expected = None if status == 404 else NOW + HOUR
    assert run.rows("SELECT withdrawn_at FROM articles") == [expected]


def test_a_look_that_fails_withdraws_nothing(run: Ingest) -> None:
    listed(run, "/a")
    run.server.pages["/a"] = page(article("Here", 1), ETag='"1"')
    run.fetch(NOW)
    run.server.pages["/a"] = answer(status=503)
    run.fetch(NOW + HOUR)
    assert run.rows("SELECT withdrawn_at, etag FROM articles") == [(None, '"1"')]


def test_twins_are_one_article_with_one_text(run: Ingest) -> None:
    head = f"<link rel=canonical href='{run.server.base}/story/1'>"
    for path, extra in (("/story/1", ""), ("/amp/1", "<p>Read this on our app instead.</p>")):
        run.server.pages[path] = page(article("Twins", 1, head=head, extra=extra))
    run.server.pages["/story/1?utm_source=rss"] = run.server.pages["/story/1"]
    listed(run, "/story/1", "/story/1?utm_source=rss&fbclid=x", "/amp/1")
    run.fetch(NOW)
    assert run.rows("SELECT url FROM articles") == [run.server.base + "/story/1"]
    assert run.rows("SELECT count(*) FROM revisions") == [1]
    assert run.rows("SELECT DISTINCT state FROM entries") == ["fetched"]
    assert len(run.server.asked("/story/1")) == 1, "one address is asked once"


def test_another_feed_with_the_same_link_fetches_nothing(run: Ingest) -> None:
    listed(run, "/a")
    run.server.pages["/a"] = page(article("Once", 1))
    run.fetch(NOW)
    run.listed("/feed", "/other")
    run.server.pages["/other"] = feed(("x", run.server.base + "/a", "Once"))
    run.poll(NOW + timedelta(days=1))
    done = run.fetch(NOW + timedelta(minutes=1))
    assert done["pages"] == 0
    assert len(run.server.asked("/a")) == 1
    assert run.rows("SELECT count(DISTINCT article_id), count(*) FROM entries") == [(1, 2)]


def test_a_hostile_page_costs_only_itself(run: Ingest) -> None:
    tags = b"<html><body>" + b"<i>a</i> " * 300_000 + b"</body></html>"
    nested = b"<html><body>" + b"<div>" * 50_000 + b"deep" + b"</div>" * 50_000
    run.server.pages |= {"/tags": page(tags), "/nested": page(nested)}
    run.server.pages |= {f"/{n}": page(article(f"Good {n}", n)) for n in range(3)}
    listed(run, "/tags", "/nested", *(f"/{n}" for n in range(3)))
    run.fetch(NOW)
    good = run.rows(
        "SELECT guid FROM entries WHERE state = 'fetched' AND guid IN ('/0', '/1', '/2')"
    )
    assert len(good) == 3
    assert run.rows("SELECT count(*) FROM entries WHERE state = 'pending'") == [0]


def test_what_robots_txt_forbids_is_not_asked(run: Ingest) -> None:
    run.server.pages["/robots.txt"] = answer(b"User-agent: *\nDisallow: /private/")
    listed(run, "/private/1")
    run.server.pages["/private/1"] = page(article("Private", 1))
    run.fetch(NOW)
    assert run.server.asked("/private/1") == []
    ((state, problem),) = run.rows("SELECT state, problem FROM entries")
    assert state == "failed"
    assert "robots.txt" in problem


def test_a_host_that_asked_for_rest_loses_nothing(run: Ingest) -> None:
    listed(run, "/a", "/b")
    run.server.pages |= dict.fromkeys(("/a", "/b"), answer(status=429, Retry_After="5000"))
    run.fetch(NOW)
    assert len(run.server.requests) == 3, "robots.txt, the feed, and one page"
    attempts = run.rows("SELECT attempts FROM entries ORDER BY attempts")
    assert attempts == [0, 1], "a page that was not asked for has not failed"
    assert run.rows("SELECT count(*) FROM entries WHERE next_try_at > now()") == [2]


def test_an_entry_without_a_link_says_so(run: Ingest) -> None:
    run.listed("/feed")
    run.server.pages["/feed"] = feed(("g", "javascript:alert(1)", "t"))
    run.poll(NOW)
    assert run.fetch(NOW)["pages"] == 0
    ((state, problem),) = run.rows("SELECT state, problem FROM entries")
    assert state == "failed"
    assert "no link" in problem


def test_a_link_that_is_corrected_is_tried_again(run: Ingest) -> None:
    run.listed("/feed")
    run.server.pages["/feed"] = feed(
        ("g", "javascript:void(0)", "t"), ("h", run.server.base + "/gone-wrong", "u")
    )
    run.server.pages["/a"] = page(article("Right", 1))
    run.server.pages["/b"] = page(article("Right too", 2))
    run.poll(NOW)
    run.fetch(NOW)
    right = (("g", run.server.base + "/a", "t"), ("h", run.server.base + "/b", "u"))
    run.server.pages["/feed"] = feed(*right)
    run.poll(NOW + timedelta(minutes=30))
    assert run.fetch(NOW + timedelta(minutes=31))["new"] == 2


def test_running_a_batch_again_changes_nothing(run: Ingest) -> None:
    listed(run, "/a", "/b")
    run.server.pages |= {p: page(article(p, n)) for n, p in enumerate(("/a", "/b"))}
    (batch,) = choose_pages(run.settings, now=NOW).paths
    for _ in range(2):
        fetch_batch(run.settings, batch, now=NOW)
    load_pages(run.settings)
    fetch_batch(run.settings, batch, now=NOW)
    load_pages(run.settings)
    assert run.rows("SELECT count(*) FROM articles") == [2]
    assert run.rows("SELECT count(*) FROM revisions") == [2]


def test_pages_are_archived_as_they_came(run: Ingest) -> None:
    listed(run, "/a")
    content = article("Kept", 1)
    run.server.pages["/a"] = page(content)
    run.fetch(NOW)
    (kept,) = read_archive(run.settings.archive)
    assert (kept.url, kept.html) == (run.server.base + "/a", content)


def test_a_page_is_archived_as_often_as_its_text_changes(run: Ingest) -> None:
    listed(run, "/a")
    run.server.pages["/a"] = page(article("First", 1))
    run.fetch(NOW)
    for hours in range(1, 8):  # markup alone
        more = b"<!-- %d -->" % hours
        run.server.pages["/a"] = page(article("First", 1) + more)
        run.fetch(NOW + hours * HOUR)
    assert run.rows("SELECT looks FROM articles")[0] > 2
    assert len(list(read_archive(run.settings.archive))) == 1
    run.server.pages["/a"] = page(article("First", 1) + b"<!-- x -->")
    changed = article("Second", 2)
    run.server.pages["/a"] = page(changed)
    assert run.fetch(NOW + 30 * HOUR)["new"] == 1
    kept = list(read_archive(run.settings.archive))
    assert [each.html for each in kept][1:] == [changed]
    # What waited has no name, and leaves nothing behind.
    assert all(path.name.startswith("pages-") for path in run.settings.archive.iterdir())


def test_a_look_that_is_sent_to_another_article_makes_no_revision(run: Ingest) -> None:
    listed(run, "/a", "/b")
    run.server.pages["/a"] = page(article("The first", 1))
    run.server.pages["/b"] = page(article("The other", 2))
    run.fetch(NOW)
    run.server.pages["/a"] = answer(status=301, Location="/b")
    assert run.fetch(NOW + HOUR)["new"] == 0
    problems = run.rows("SELECT look_problem FROM articles WHERE url LIKE '%/a'")
    assert "another page" in problems[0]


def test_a_link_to_a_front_page_is_no_article(run: Ingest) -> None:
    run.server.pages |= {"/old": answer(status=302, Location="/"), "/": page(article("Home", 1))}
    listed(run, "/old")
    run.fetch(NOW)
    ((state, problem),) = run.rows("SELECT state, problem FROM entries")
    assert state == "failed"
    assert "front page" in problem


def test_what_no_file_can_hold_costs_a_character(run: Ingest) -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Half a pair \\ud83d here"}</script>'
    run.server.pages["/a"] = page(article("x", 1, head=head), ETag="caf\udce9")
    run.server.pages["/b"] = answer(status=302, Location="ftp://caf\udce9/")
    listed(run, "/a", "/b")
    assert run.fetch(NOW)["new"] == 1
    assert run.rows("SELECT state FROM entries ORDER BY guid") == ["fetched", "failed"]
