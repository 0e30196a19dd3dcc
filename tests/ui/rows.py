"""Rows of articles, quotes, mentions and meetings; spans are found in the text by their words,
so that the loader's checks hold."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

Row = dict[str, Any]
Relations = dict[str, list[Row]]


def at(body: str, words: str) -> tuple[int, int]:
    start = body.index(words)
    return start, start + len(words)


def nearest(body: str, words: str, home: int) -> int:
    """Where `words` begin nearest to `home`."""
    places = [m.start() for m in re.finditer(re.escape(words), body)]
    return min(places, key=lambda place: abs(place - home))


def article(
    key: str, outlet: str, published: datetime, texts: list[str], *, kind: str = "press"
) -> dict[str, list[Row]]:
    revisions = [
        {
            "revision_id": f"{key}r{number}",
            "article_id": key,
            "revision_no": number,
            "title": text.split("\n")[0],
            "authors": ["Mia Sørland"],
            "published_at": published,
            "language": "en",
            "page_kind": "article",
            "body": text,
            "text_hash": f"h{key}{number}",
            "fetched_at": published,
            "body_version": "1",
            "loaded_at": published,
        }
        for number, text in enumerate(texts, 1)
    ]
    return {
        "articles": [
            {
                "article_id": key,
                "url": f"http://127.0.0.1:9/{key}.html",
                "feed_id": f"f-{outlet}",
                "outlet": outlet,
                "source_kind": kind,
                "first_seen_at": published,
                "last_fetched_at": published,
                "looks": 1,
                "updated_at": published,
            }
        ],
        "revisions": revisions,
        "extractions": [
            {
                "revision_id": r["revision_id"],
                "article_id": key,
                "extractor_version": "1",
                "run_id": "run-of-test",
                "subject": "politics" if kind == "official" else "conflict",
                "quotes": 1,
                "mentions": 1,
                "extracted_at": published,
            }
            for r in revisions
        ],
    }


def quote(
    revision: str, body: str, position: int, parts: dict[str, str], **values: Any
) -> dict[str, list[Row]]:
    key = f"q-{revision}-{position}"
    row = {
        "quote_id": key,
        "revision_id": revision,
        "article_id": revision.split("r", 1)[0],
        "position": position,
        "type": "direct",
        "cue_kind": "speech",
        "content": parts["content"],
        "speaker_kind": "person",
        "confidence": 0.9,
        "extractor_version": "1",
        "loaded_at": datetime(2023, 6, 19),
    }
    if isinstance(name := values.get("speaker_name"), str):
        row["speaker_id"] = f"p-{name.split()[0]}"  # as the world's people are called
    home = at(body, parts["content"])[0]
    spans = [
        {
            "quote_id": key,
            "revision_id": revision,
            "part": part,
            "position": 0,
            "start_char": nearest(body, words, home),
            "end_char": nearest(body, words, home) + len(words),
            "text": words,
        }
        for part, words in parts.items()
    ]
    return {"quotes": [row | values], "quote_spans": spans}


def mention(
    key: str,
    revision: str,
    body: str,
    trigger: str,
    evidence: list[str],
    people: list[Row],
    **values: Any,
) -> dict[str, list[Row]]:
    start, end = at(body, trigger)
    row = {
        "mention_id": key,
        "revision_id": revision,
        "article_id": revision.split("r", 1)[0],
        "position": 0,
        "status": "held",
        "format": "in_person",
        "time_precision": "unknown",
        "trigger_start": start,
        "trigger_end": end,
        "trigger_text": trigger,
        "confidence": 0.9,
        "extractor_version": "1",
        "loaded_at": datetime(2023, 6, 19),
    }
    participants = []
    for position, person in enumerate(people):
        words = person.get("words", person["name"])
        span = at(body, words) if words in body else (None, None)
        participants.append(
            {
                "mention_id": key,
                "revision_id": revision,
                "position": position,
                "type": "person",
                "resolution": "named",
                "start_char": span[0],
                "end_char": span[1],
            }
            | {k: v for k, v in person.items() if k != "words"}
        )
    proofs = [
        {
            "mention_id": key,
            "revision_id": revision,
            "position": position,
            "start_char": at(body, words)[0],
            "end_char": at(body, words)[1],
            "text": words,
        }
        for position, words in enumerate(evidence)
    ]
    return {
        "meeting_mentions": [row | values],
        "mention_participants": participants,
        "mention_evidence": proofs,
    }


def meeting(key: str, names: list[str], mentions: list[str], **values: Any) -> dict[str, Any]:
    seen = values.get("first_seen_at", datetime(2023, 6, 14, 9))
    row = {
        "meeting_id": key,
        "participants": names,
        "status": "held",
        "format": "in_person",
        "time_precision": "day",
        "confidence": 0.9,
        "contradicted": False,
        "mentions": len(mentions),
        "outlets": len(mentions),
        "stories": len(mentions),
        "first_seen_at": seen,
        "resolver_version": "1",
        "updated_at": seen,
    }
    return {
        "meetings": [row | values],
        "meeting_participants": [
            {
                "meeting_id": key,
                "position": position,
                "person_id": f"p-{name.split()[0]}",
                "name": name,
                "type": "person",
            }
            for position, name in enumerate(names)
        ],
        "meeting_links": [
            {
                "mention_id": mention,
                "meeting_id": key,
                "kind": "linked",
                "score": 1.0,
                "resolver_version": "1",
                "linked_at": seen,
            }
            for mention in mentions
        ],
    }


def change(key: str, meeting: str, kind: str, when: datetime, **values: Any) -> Row:
    return {
        "change_id": key,
        "meeting_id": meeting,
        "kind": kind,
        "asserted_at": when,
        "changed_at": when,
        "resolver_version": "1",
    } | values


def utterance(key: str, speaker: str, wording: str, when: datetime) -> Row:
    """One that two outlets carry in two wordings."""
    return {
        "utterance_id": key,
        "speaker_name": speaker,
        "wording": wording,
        "quote_id": f"{key}-longest",
        "quotes": 2,
        "wordings": 2,
        "outlets": 2,
        "stories": 2,
        "first_outlet": "The Harbour Post",
        "first_said_at": when,
        "resolver_version": "1",
        "updated_at": when,
    }
