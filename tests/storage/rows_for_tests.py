"""Rows of one small article, as a task would stage them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

NOW = datetime(2023, 6, 19, 12, 0)
BODY = "Ana Lima met Jo Berg in Oslo on Monday.\n“We agree – fully 😀,” she said."


def article(number: int = 1, body: str = BODY) -> dict[str, list[dict[str, Any]]]:
    """Relations of one article with one revision, one quote and one mention."""
    art, rev = f"a{number}", f"r{number}"
    start = body.index("“")
    end = body.index("”") + 1
    return {
        "articles": [
            {
                "article_id": art,
                "url": f"http://127.0.0.1/{number}",
                "outlet": "The Test",
                "source_kind": "press",
                "first_seen_at": NOW,
                "last_fetched_at": NOW,
                "looks": 1,
            }
        ],
        "revisions": [
            {
                "revision_id": rev,
                "article_id": art,
                "body": body,
                "text_hash": f"h{number}",
                "page_kind": "article",
                "fetched_at": NOW,
                "body_version": "1",
            }
        ],
        "extractions": [
            {
                "revision_id": rev,
                "article_id": art,
                "extractor_version": "1",
                "quotes": 1,
                "mentions": 1,
                "extracted_at": NOW,
            }
        ],
        "quotes": [
            {
                "quote_id": f"q{number}",
                "revision_id": rev,
                "article_id": art,
                "position": 0,
                "type": "direct",
                "cue_kind": "speech",
                "content": body[start:end],
                "speaker_name": "Ana Lima",
                "speaker_kind": "person",
                "confidence": 0.9,
                "extractor_version": "1",
            }
        ],
        "quote_spans": [
            {
                "quote_id": f"q{number}",
                "revision_id": rev,
                "part": "content",
                "position": 0,
                "start_char": start,
                "end_char": end,
                "text": body[start:end],
            }
        ],
        "meeting_mentions": [
            {
                "mention_id": f"m{number}",
                "revision_id": rev,
                "article_id": art,
                "position": 0,
                "status": "held",
                "format": "in_person",
                "time_precision": "day",
                "trigger_start": 9,
                "trigger_end": 12,
                "trigger_text": "met",
                "confidence": 0.9,
                "extractor_version": "1",
            }
        ],
        "mention_participants": [
            {
                "mention_id": f"m{number}",
                "revision_id": rev,
                "position": position,
                "name": name,
                "type": "person",
                "resolution": "named",
            }
            for position, name in enumerate(("Ana Lima", "Jo Berg"))
        ],
        "mention_evidence": [
            {
                "mention_id": f"m{number}",
                "revision_id": rev,
                "position": 0,
                "start_char": 0,
                "end_char": 39,
                "text": body[0:39],
            }
        ],
    }
