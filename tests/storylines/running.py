"""Storylines through the real extraction, resolution and telling, in a warehouse in memory.

What feeds and pages do to the articles is tested elsewhere; here each step's articles are
loaded as fetching would leave them, with the clock at the step's last publication.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from readout.config import Settings
from readout.steps.extracting import facts_of
from readout.watching.outbox import queue_alerts

from tests.resolution.loads import Warehouse, warehouse

Row = dict[str, Any]
FOLDER = Path(__file__).parent
WATCH = """\
watches:
  - name: Everything
    changes: [new, status, date, place, participant, denied, contradicted, withdrawn]
    mails_a_day: 500
    recipients: [desk@example.org]
"""


def load_stories(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def run(stories: Iterable[Row], folder: Path) -> dict[str, list[Row]]:
    """Every step of these storylines.

    Returns:
        `meetings` (with `who` and `pages`, the ids of their articles) and `tellings`, in
        the order in which they were told, those held back as well.
    """
    (folder / "watches.yaml").write_text(WATCH, encoding="utf-8")
    settings = Settings(home=folder, feeds=folder, watches=folder / "watches.yaml")
    with warehouse() as into:
        for now, articles in _steps(list(stories)):
            into.now = now
            into.load(*(_relations(a) for a in articles))
            into.load(facts_of([_to_read(a) for a in articles])[0])
            into.resolve(limit=100_000, then=lambda load: queue_alerts(load, settings))
        return _outcome(into)


def _steps(stories: list[Row]) -> Iterator[tuple[datetime, list[Row]]]:
    every = [a for s in stories for a in s["articles"]]
    first: dict[str, str] = {}
    for article in every:
        # A wire copy has the words of an earlier article: one story.
        article["story"] = first.setdefault(" ".join(article["text"][1:]), _slug(article))
    for step in sorted({a["step"] for a in every}):
        articles = [a for a in every if a["step"] == step]
        now = max(_moment(a.get("modified") or a["published"]) for a in articles)
        yield now + timedelta(minutes=10), articles


def _slug(article: Row) -> str:
    return str(article.get("edit_of") or article["id"])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)


def _to_read(article: Row) -> Row:
    return {
        "article_id": _slug(article),
        "revision_id": article["id"],
        "body": "\n\n".join(article["text"]),
        "published_at": datetime.fromisoformat(article["published"]),
        "title": article["title"],
    }


def _relations(article: Row) -> dict[str, list[Row]]:
    seen = _moment(article.get("modified") or article["published"])
    return {
        "articles": [
            {
                "article_id": _slug(article),
                "url": f"http://127.0.0.1/{_slug(article)}",
                "outlet": article["outlet"],
                "source_kind": article["source"],
                "story_id": article["story"],
                "first_seen_at": seen,
                "last_fetched_at": seen,
                "looks": 1,
            }
        ],
        "revisions": [
            {
                "revision_id": article["id"],
                "article_id": _slug(article),
                "body": "\n\n".join(article["text"]),
                "published_at": _moment(article["published"]),
                "text_hash": article["id"],
                "page_kind": "article",
                "fetched_at": seen,
                "body_version": "1",
            }
        ],
    }


def _outcome(into: Warehouse) -> dict[str, list[Row]]:
    meetings = into.rows(
        "SELECT m.*, (SELECT list(p.name ORDER BY p.position) FROM meeting_participants AS p "
        "WHERE p.meeting_id = m.meeting_id) AS who, (SELECT list(DISTINCT a.article_id) FROM "
        "meeting_links AS l JOIN assertions AS a ON a.mention_id = l.mention_id "
        "WHERE l.meeting_id = m.meeting_id AND l.kind = 'linked') AS pages FROM meetings AS m"
    )
    tellings = into.rows(
        "SELECT coalesce(r.meeting_id, a.meeting_id) AS meeting_id, a.state, a.reason, c.kind, "
        "c.old_value, c.new_value, c.article_id, a.created_at FROM alerts AS a "
        "JOIN meeting_changes AS c ON c.change_id = a.change_id "
        "LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = a.meeting_id "
        "ORDER BY a.created_at, c.asserted_at, c.kind <> 'new', a.alert_id"
    )
    return {"meetings": meetings, "tellings": tellings}
