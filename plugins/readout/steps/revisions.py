"""The rows of one page that was read: its revision, its sketch, its site's lines."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from readout.sources.pages.item import BODY_VERSION
from readout.sources.pages.readings import Reading
from readout.storage.keys import key


def revision_rows(
    reading: Reading, *, article_id: str, fetched_at: datetime
) -> dict[str, list[dict[str, Any]]]:
    """Relations (`revisions`, `shingles`, `page_lines`) to stage for a page.

    A text that is stored already gives no row; neither does a page that could not be read,
    nor one that holds no text of an article (a consent form, an error page): those are
    outcomes of the entry, with `page_kind` as the reason.

    Args:
        article_id: key of the article, made from the body's canonical URL.
        fetched_at: aware, or naive UTC.
    """
    body = reading.body
    if body is None or not body.text:
        return {}
    moment = utc(fetched_at)
    relations: dict[str, list[dict[str, Any]]] = {
        "page_lines": [
            {
                "site": reading.site,
                "article_id": article_id,
                "hash": line,
                "is_sentence": sentence,
                "seen_at": moment,
            }
            for line, sentence in sorted(reading.lines.items())
        ]
    }
    if not reading.changed:
        return relations
    revision = key(article_id, reading.text_hash)
    relations["revisions"] = [
        {
            "revision_id": revision,
            "article_id": article_id,
            "revision_no": 0,  # the loader numbers
            "title": body.title,
            "authors": list(body.authors),
            "published_at": utc(body.published),
            "published_offset": offset_of(body.published),
            "modified_at": utc(body.modified),
            "language": body.language,
            "page_kind": body.page_kind,
            "body": body.text,
            "text_hash": reading.text_hash,
            "why": json.dumps(body.why, ensure_ascii=False, sort_keys=True),
            "fetched_at": moment,
            "body_version": BODY_VERSION,
        }
    ]
    relations["shingles"] = [
        {"revision_id": revision, "article_id": article_id, "hash": value}
        for value in sorted(reading.shingles)
    ]
    return relations


def offset_of(moment: datetime | None) -> int | None:
    """The zone a moment is stated in, in minutes east of UTC."""
    shift = moment.utcoffset() if moment is not None else None
    return int(shift.total_seconds()) // 60 if shift is not None else None


def utc(moment: datetime | None) -> datetime | None:
    """As the warehouse stores times: UTC without a zone."""
    if moment is None or moment.tzinfo is None:
        return moment
    return moment.astimezone(UTC).replace(tzinfo=None)
