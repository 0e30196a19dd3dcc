"""The made-up fortnight of newsweek.yaml as rows of a warehouse, as loose mentions, as truth."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

Row = dict[str, Any]
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Story:
    """One article of the fortnight."""

    article: str
    outlet: str
    published: datetime
    mentions: tuple[Row, ...]
    story: str | None = None
    kind: str = "press"
    revision: int = 1


def load_week(path: Path = HERE / "newsweek.yaml") -> list[Story]:
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Story(
            r["article"],
            r["outlet"],
            _moment(r["published"]),
            tuple(r["mentions"]),
            r.get("story"),
            r.get("kind", "press"),
        )
        for r in rows
    ]


def _moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def participants(mention: Row) -> list[tuple[str, str | None, str]]:
    """(name, role, type) of `name | role | type`."""
    made = []
    for text in mention["with"]:
        name, role, type_ = (*(p.strip() for p in text.split("|")), "", "")[:3]
        generic = name == name.lower() and name != ""
        made.append((name, role or None, type_ or ("group" if generic else "person")))
    return made


def interval(mention: Row) -> tuple[date | None, date | None, str]:
    if "day" in mention:
        day = date.fromisoformat(str(mention["day"]))
        return day, day, "day"
    if "week" in mention:
        monday = date.fromisoformat(str(mention["week"]))
        return monday, monday + timedelta(days=6), "week"
    if "month" in mention:
        year, month = (int(x) for x in str(mention["month"]).split("-"))
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month"
    return None, None, "unknown"


def loose_rows(stories: Iterable[Story]) -> list[Row]:
    """Input rows of `readout resolve`."""
    return [
        {
            "mention_id": m["id"],
            "article_id": s.article,
            "published": s.published.isoformat(),
            "outlet": s.outlet,
            "participants": [{"name": n, "role": r, "type": t} for n, r, t in participants(m)],
            "time": _time(m),
            "place": m.get("place"),
            "status": m["status"],
            "format": m.get("format", "in_person"),
            "replaced": m.get("replaced", []),
        }
        for s in stories
        for m in s.mentions
    ]


def _time(mention: Row) -> Row | None:
    start, end, precision = interval(mention)
    if start is None or end is None:
        return None
    return {"start": start.isoformat(), "end": end.isoformat(), "precision": precision}


def truth(stories: Iterable[Story]) -> dict[str, str]:
    """Mention → the name of its meeting; undated ones have one of their own."""
    return {m["id"]: str(m["is"]) for s in stories for m in s.mentions}


def relations(story: Story) -> dict[str, list[Row]]:
    """One article with its revision and mentions, as tasks would stage them."""
    revision = f"{story.article}-r{story.revision}"
    sentences = [f"{' and '.join(m['with'])}: {m['status']}." for m in story.mentions]
    body = "\n".join(sentences)
    made: dict[str, list[Row]] = {
        "articles": [
            {
                "article_id": story.article,
                "url": f"http://127.0.0.1/{story.article}",
                "outlet": story.outlet,
                "source_kind": story.kind,
                "story_id": story.story or story.article,
                "first_seen_at": story.published,
                "last_fetched_at": story.published + timedelta(hours=story.revision),
                "looks": 1,
            }
        ],
        "revisions": [
            {
                "revision_id": revision,
                "article_id": story.article,
                "body": body,
                "published_at": story.published,
                "text_hash": revision,
                "page_kind": "article",
                "fetched_at": story.published + timedelta(hours=story.revision),
                "body_version": "1",
            }
        ],
        "extractions": [
            {
                "revision_id": revision,
                "article_id": story.article,
                "extractor_version": "1",
                "quotes": 0,
                "mentions": len(story.mentions),
                "extracted_at": story.published,
            }
        ],
        "meeting_mentions": [],
        "mention_participants": [],
        "mention_evidence": [],
    }
    start = 0
    for position, (mention, sentence) in enumerate(zip(story.mentions, sentences, strict=True)):
        first, last, precision = interval(mention)
        ident = mention["id"] if story.revision == 1 else f"{mention['id']}-r{story.revision}"
        common = {"mention_id": ident, "revision_id": revision}
        made["meeting_mentions"].append(
            {
                **common,
                "article_id": story.article,
                "position": position,
                "status": mention["status"],
                "format": mention.get("format", "in_person"),
                "start_day": first,
                "end_day": last,
                "time_precision": precision,
                "place": mention.get("place"),
                "replaced": mention.get("replaced", []),
                "duration_minutes": mention.get("minutes"),
                "trigger_start": start,
                "trigger_end": start + 3,
                "trigger_text": body[start : start + 3],
                "confidence": 0.8,
                "extractor_version": "1",
            }
        )
        made["mention_participants"].extend(
            {**common, "position": i, "name": n, "role": r, "type": t, "resolution": "named"}
            for i, (n, r, t) in enumerate(participants(mention))
        )
        made["mention_evidence"].append(
            {
                **common,
                "position": 0,
                "start_char": start,
                "end_char": start + len(sentence),
                "text": sentence,
            }
        )
        start += len(sentence) + 1
    return made
