"""What became of one page: rows for the loader, from the answer and its reading.

Two kinds of pages: one that entries lead to (the first time), and an article looked at
again. A failure of the first is an entry's row with a reason and the next attempt; of the
second a note at the article. Nothing is ever lost for want of an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NotRequired, TypedDict

import ada_url

from readout.errors import ReadoutError, SoftError
from readout.model import Entry
from readout.sources.feeds.markuproot import is_feed
from readout.sources.http.answers import Answer
from readout.sources.http.statuses import GONE
from readout.sources.pages.readings import Reading
from readout.sources.pages.schedule import next_look, next_try
from readout.sources.urls import canonical_url
from readout.steps.batches import local, moment
from readout.steps.revisions import revision_rows, utc
from readout.storage.keys import key

Relations = dict[str, list[dict[str, Any]]]

_NO_ARTICLE: Final = {
    "consent": "a consent form stands where the article should be",
    "error": "the page says that it is not there",
    "empty": "the page has no text (it may need JavaScript)",
}


_WITHDRAWN: Final = frozenset((404, GONE))
_UNASKED: Final = timedelta(minutes=5)


class Page(TypedDict):
    """A row of a batch of pages, as its file has it: one of `fetching/pending` (a page that entries
    of feeds lead to) or of `fetching/looks` (a later look at an article)."""

    url: str
    outlet: str
    source_kind: str
    first_seen_at: str
    feed_id: NotRequired[str | None]
    language: NotRequired[str | None]
    title: NotRequired[str | None]
    summary: NotRequired[str | None]
    authors: NotRequired[list[str] | None]
    published_at: NotRequired[str | None]
    published_offset: NotRequired[int | None]
    entry_ids: NotRequired[list[str]]
    attempts: NotRequired[int]
    article_id: NotRequired[str]
    looks: NotRequired[int]
    withdrawn_at: NotRequired[str | None]
    etag: NotRequired[str | None]
    last_modified: NotRequired[str | None]
    text_hash: NotRequired[str | None]
    body: NotRequired[str | None]
    page_kind: NotRequired[str | None]


@dataclass(frozen=True, slots=True)
class Fetched:
    """One row of a batch with what the network said. `at` is UTC without zone."""

    row: Page
    answer: Answer
    at: datetime

    @property
    def ident(self) -> str:
        return page_id(self.row)


def page_id(row: Page) -> str:
    """A name for a row of a batch that is the same in every run: the article's key or the
    address'."""
    return str(row.get("article_id") or key("page", row["url"]))


def hint_of(row: Page) -> Entry:
    """The feed entry that leads to a page, as the feed has it now."""
    return Entry(
        key=row["url"],
        guid=None,
        link=row["url"],
        title=row.get("title"),
        published=local(row.get("published_at"), row.get("published_offset")),
        authors=tuple(row.get("authors") or ()),
        summary=row.get("summary"),
    )


def unfit(asked: str, answer: Answer) -> ReadoutError | None:
    """Why an answer is no page of an article, as far as that shows without reading it."""
    if answer.problem is not None:
        return answer.problem
    if is_feed(answer.content, answer.content_type):
        return SoftError("The page is a feed, not an article", resource=answer.url)
    if answer.url != asked and _path(answer.url) == "/" and _path(asked) != "/":
        return SoftError("The link leads to a front page", resource=answer.url)
    return None


def _path(url: str) -> str:
    return str(ada_url.URL(url).pathname)


def problem_of(fetched: Fetched, reading: Reading | None) -> ReadoutError | None:
    """Why there is no article in what was fetched, None when there is one."""
    if fetched.answer.problem is not None:
        return fetched.answer.problem
    if reading is None:
        return None  # not modified
    if isinstance(reading.result, ReadoutError):
        return reading.result
    body = reading.result
    if body.text and body.page_kind not in _NO_ARTICLE:
        return None
    why = _NO_ARTICLE.get(body.page_kind, "there is no text in it")
    return SoftError("The page holds no article", resource=fetched.answer.url, why=why)


def first_rows(fetched: Fetched, reading: Reading | None) -> Relations:
    """Rows of a page that was fetched for its entries."""
    problem = problem_of(fetched, reading)
    body = reading.body if reading else None
    if problem is not None or reading is None or body is None:
        return {"entry_outcomes": _failed_entries(fetched, problem)}
    row, at = fetched.row, fetched.at
    address = canonical_url(body.url or fetched.answer.url) or fetched.answer.url
    article_id = key(address)
    first_seen = datetime.fromisoformat(row["first_seen_at"])
    relations = _revisions(fetched, reading, article_id)
    relations["articles"] = [
        {
            "article_id": article_id,
            "url": address,
            "feed_id": row["feed_id"],
            "outlet": row["outlet"],
            "source_kind": row["source_kind"],
            "first_seen_at": first_seen,
            "last_fetched_at": at,
            "looks": 1,
            "next_look_at": next_look(first_seen, utc(body.published), 1, at),
            "fetch_url": fetched.answer.url,
            "etag": fetched.answer.etag,
            "last_modified": fetched.answer.last_modified,
        }
    ]
    relations["entry_outcomes"] = [
        {
            "entry_id": entry_id,
            "state": "fetched",
            "attempts": int(row["attempts"]) + 1,
            "article_id": article_id,
            "updated_at": at,
        }
        for entry_id in row["entry_ids"]
    ]
    return relations


def _revisions(fetched: Fetched, reading: Reading, article_id: str) -> Relations:
    relations = revision_rows(reading, article_id=article_id, fetched_at=fetched.at)
    for revision in relations.get("revisions", ()):
        revision["source_url"] = fetched.answer.url
        if fetched.row.get("language"):  # what the feed list says goes before any guess
            revision["language"] = fetched.row["language"]
    return relations


def _failed_entries(fetched: Fetched, problem: ReadoutError | None) -> list[dict[str, Any]]:
    answer, at = fetched.answer, fetched.at
    problem = problem or SoftError("Nothing came", resource=answer.url)
    made = int(fetched.row["attempts"])
    if answer.asked or problem.kind == "hard":
        attempts = made + 1
        read_and_died = answer.problem is None and problem.kind == "hard"
        kind = "reader" if read_and_died else problem.kind
        again = _no_sooner(next_try(kind, attempts, at), answer)
    else:  # nobody was asked: not an attempt
        attempts, again = made, _no_sooner(at + _UNASKED, answer)
    return [
        {
            "entry_id": entry_id,
            "state": "gone" if answer.status == GONE else "failed",
            "attempts": attempts,
            "next_try_at": again,
            "problem_kind": problem.kind,
            "problem": str(problem)[:1000],
            "updated_at": at,
        }
        for entry_id in fetched.row["entry_ids"]
    ]


def _no_sooner(again: datetime | None, answer: Answer) -> datetime | None:
    if again is None or answer.retry_at is None:
        return again
    return max(again, datetime.fromtimestamp(answer.retry_at, UTC).replace(tzinfo=None))


def _elsewhere(fetched: Fetched, reading: Reading | None) -> SoftError | None:
    """On a further look: the address was redirected to a page of another article (or to the
    front page), whose text is no revision of this one."""
    if reading is None or reading.body is None or fetched.answer.url == fetched.row["url"]:
        return None
    address = canonical_url(reading.body.url or fetched.answer.url)
    if address is None or key(address) == fetched.row["article_id"]:
        return None
    return SoftError("The address leads to another page now", resource=fetched.answer.url)


def look_rows(fetched: Fetched, reading: Reading | None) -> Relations:
    """Rows of an article that was looked at again: a revision if its text changed, and the
    note when to look next. 404 and 410 mark it as withdrawn, and an article that is back
    is withdrawn no more."""
    row, answer, at = fetched.row, fetched.answer, fetched.at
    problem = problem_of(fetched, reading) or _elsewhere(fetched, reading)
    gone = answer.status in _WITHDRAWN
    withdrawn = moment(row["withdrawn_at"])
    relations: Relations = {}
    if problem is None and reading is not None:
        relations = _revisions(fetched, reading, row["article_id"])
    looks = int(row["looks"]) + (1 if answer.asked else 0)
    published = utc(reading.body.published) if reading and reading.body else None
    again = next_look(
        datetime.fromisoformat(row["first_seen_at"]),
        published or utc(moment(row["published_at"])),
        looks,
        at,
    )
    if not answer.asked:
        again = at + _UNASKED
    fresh = answer.problem is None and not answer.not_modified
    relations["article_looks"] = [
        {
            "article_id": row["article_id"],
            "last_fetched_at": at,
            "looks": looks,
            "next_look_at": None if answer.status == GONE else _no_sooner(again, answer),
            "withdrawn_at": (utc(withdrawn) or at)
            if gone
            else None
            if answer.asked and problem is None
            else utc(withdrawn),
            "etag": answer.etag if fresh else answer.etag or row["etag"],
            "last_modified": answer.last_modified
            if fresh
            else answer.last_modified or row["last_modified"],
            "look_problem": str(problem)[:1000] if problem else None,
        }
    ]
    return relations
