"""`extract_facts`: article revisions → quotes and meeting mentions."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from readout.config import Settings
from readout.model import Article, Extraction, MeetingMention, Quote, Span
from readout.steps import Counts
from readout.steps.batches import local, read_batch, write_batches
from readout.storage.keys import key
from readout.storage.loader import load_bundles, loading
from readout.storage.staging import write_bundle

STEP = "extract_facts"
# Loading the language model costs as much as reading about 20 articles.
BATCH = 100
Row = dict[str, Any]
Relations = dict[str, list[Row]]


def choose_revisions(settings: Settings, *, limit: int = 20_000) -> Counts:
    """Write batch files of the revisions that no extractor has read yet.

    Returns:
        `revisions`; `paths` are the batch files.
    """
    with loading(settings, STEP) as load:
        rows = load.rows("extracting/pending", limit=limit)
    paths = write_batches(settings, STEP, rows, size=BATCH)
    return Counts(paths=paths).add(revisions=len(rows), batches=len(paths))


def extract_batch(settings: Settings, path: str | Path, run_id: str | None = None) -> Counts:
    """Read the articles of one batch file and stage what was found.

    Returns:
        `articles`, `quotes`, `meetings`, and `unreadable` for those with a problem.
    """
    relations, counts = facts_of(read_batch(path), run_id=run_id)
    write_bundle(settings.staging, STEP, relations)
    return counts


def load_facts(settings: Settings) -> Counts:
    """Load every staged extraction.

    Returns:
        `new`: revisions read for the first time; `quotes` and `meetings` gained.
    """
    gained = load_bundles(settings, STEP)
    return Counts().add(
        new=gained.get("extractions", 0),
        quotes=gained.get("quotes", 0),
        meetings=gained.get("meeting_mentions", 0),
    )


def facts_of(rows: Iterable[Row], *, run_id: str | None = None) -> tuple[Relations, Counts]:
    """Extract from rows of `extracting/pending` (or any rows with its columns).

    Returns:
        Relations ready for staging, and `articles`, `quotes`, `meetings`, `unreadable`.
    """
    relations: Relations = {
        name: []
        for name in (
            "extractions",
            "quotes",
            "quote_spans",
            "meeting_mentions",
            "mention_participants",
            "mention_evidence",
        )
    }
    counts = Counts().add(articles=0, quotes=0, meetings=0)
    for row in rows:
        try:
            made = _facts_of_one(row, run_id)
        except Exception as cause:  # one article never costs the others theirs
            problem = f"{type(cause).__name__}: {cause}"[:500]
            made = {"extractions": [_extraction_row(row, Extraction("", problem=problem), run_id)]}
        for name, found in made.items():
            relations[name].extend(found)
        told = made["extractions"][0]
        counts.add(articles=1, quotes=told["quotes"], meetings=told["mentions"])
        if told["problem"]:
            counts.add(unreadable=1)
    return relations, counts


def _facts_of_one(row: Row, run_id: str | None) -> Relations:
    from readout.extraction import extract, extractor_version  # the model loads here, in the task

    article = Article(
        id=row["article_id"],
        text=row["body"],
        published=local(row.get("published_at"), row.get("published_offset")),
        title=row.get("title"),
        url=row.get("url"),
    )
    found = extract(article)
    relations: Relations = defaultdict(list)
    relations["extractions"].append(_extraction_row(row, found, run_id))
    common = {
        "revision_id": row["revision_id"],
        "article_id": article.id,
        "extractor_version": extractor_version(),
    }
    for position, quote in enumerate(found.quotes):
        _quote_rows(relations, common, article.text, position, quote)
    for position, meeting in enumerate(found.meetings):
        _mention_rows(relations, common, article.text, position, meeting)
    return relations


def _extraction_row(row: Row, found: Extraction, run_id: str | None) -> Row:
    from readout.extraction import extractor_version

    return {
        "revision_id": row["revision_id"],
        "article_id": row["article_id"],
        "extractor_version": extractor_version(),
        "run_id": run_id,
        "quotes": len(found.quotes),
        "mentions": len(found.meetings),
        "problem": found.problem,
        "extracted_at": datetime.now(UTC).replace(tzinfo=None),
    }


def _quote_rows(relations: Relations, common: Row, text: str, position: int, quote: Quote) -> None:
    ident = key(common["revision_id"], "quote", quote.content)
    relations["quotes"].append(
        {
            **common,
            "quote_id": ident,
            "position": position,
            "type": quote.type,
            "cue_kind": quote.cue_kind,
            "content": " … ".join(text[s:e] for s, e in quote.content),
            "speaker_name": quote.speaker_name,
            "speaker_kind": quote.speaker_kind,
            "speaker_role": quote.speaker_role,
            "speaker_desc": quote.speaker_desc,
            "candidates": list(quote.candidates),
            "via": quote.via,
            "addressee": quote.addressee,
            "confidence": quote.confidence,
            "why": json.dumps(quote.why),
        }
    )
    for part, spans in (("content", quote.content), ("cue", quote.cue), ("source", quote.source)):
        relations["quote_spans"].extend(
            {
                "quote_id": ident,
                "revision_id": common["revision_id"],
                "part": part,
                **_spanned(text, number, span),
            }
            for number, span in enumerate(spans)
        )


def _mention_rows(
    relations: Relations, common: Row, text: str, position: int, meeting: MeetingMention
) -> None:
    names = sorted(p.name for p in meeting.participants)
    ident = key(common["revision_id"], "mention", meeting.trigger, names)
    revision = common["revision_id"]
    time = meeting.time
    relations["meeting_mentions"].append(
        {
            **common,
            "mention_id": ident,
            "position": position,
            "status": meeting.status,
            "format": meeting.format,
            "start_day": time.start if time else None,
            "end_day": time.end if time else None,
            "time_precision": time.precision if time else "unknown",
            "time_basis": time.basis if time else None,
            "start_time": time.at if time else None,
            "utc_offset": time.offset if time else None,
            "place": meeting.place.name if meeting.place else None,
            "duration_minutes": meeting.duration_minutes,
            "change": meeting.change,
            "planned_day": _planned_day(meeting),
            "topic": meeting.topic,
            "trigger_start": meeting.trigger[0],
            "trigger_end": meeting.trigger[1],
            "trigger_text": text[slice(*meeting.trigger)],
            "confidence": meeting.confidence,
            "why": json.dumps(meeting.why),
        }
    )
    for number, party in enumerate(meeting.participants):
        start, end = party.span or (None, None)
        relations["mention_participants"].append(
            {
                "mention_id": ident,
                "revision_id": revision,
                "position": number,
                "name": party.name,
                "role": party.role,
                "type": party.type,
                "on_behalf_of": party.on_behalf_of,
                "resolution": party.resolution,
                "start_char": start,
                "end_char": end,
            }
        )
    relations["mention_evidence"].extend(
        {"mention_id": ident, "revision_id": revision, **_spanned(text, number, span)}
        for number, span in enumerate(meeting.evidence)
    )


def _planned_day(meeting: MeetingMention) -> date | None:
    """The one day that had been planned; a week or month is none."""
    planned = meeting.planned
    if planned is None or planned.start is None or planned.precision not in ("day", "minute"):
        return None
    return planned.start


def _spanned(text: str, position: int, span: Span) -> Row:
    start, end = span
    return {"position": position, "start_char": start, "end_char": end, "text": text[start:end]}
