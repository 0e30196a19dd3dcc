"""`extract_facts`: article revisions → quotes and meeting mentions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

from readout.config import Settings
from readout.model import Article, Extraction, MeetingMention, Quote
from readout.steps import Counts
from readout.steps.batches import local, read_batch, write_batches
from readout.storage.keys import key
from readout.storage.loader import load_bundles, loading
from readout.storage.rows import (
    ExtractionsRow,
    MeetingMentionsRow,
    MentionEvidenceRow,
    MentionParticipantsRow,
    QuoteSpansRow,
    QuotesRow,
)
from readout.storage.staging import write_bundle

if TYPE_CHECKING:
    from spacy.tokens import Doc

STEP = "extract_facts"
# Loading the language model costs as much as reading about 20 articles.
BATCH = 100
Relations = Mapping[str, Sequence[Mapping[str, Any]]]


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


class Text(TypedDict):
    """A row of `extracting/pending` or `reextract/chosen`: a text to read."""

    revision_id: str
    article_id: str
    body: str
    title: NotRequired[str | None]
    url: NotRequired[str | None]
    published_at: NotRequired[datetime | str | None]
    published_offset: NotRequired[int | None]


def facts_of(rows: Iterable[Text], *, run_id: str | None = None) -> tuple[Relations, Counts]:
    """Extract from rows of `extracting/pending` (or any rows with its columns).

    Returns:
        Relations ready for staging, and `articles`, `quotes`, `meetings`, `unreadable`.
    """
    from readout.extraction import parsed_ahead  # the model loads here, in the task

    facts = Facts()
    counts = Counts().add(articles=0, quotes=0, meetings=0)
    every = list(rows)
    docs = parsed_ahead(row["body"] or "" for row in every)
    for row, doc in zip(every, docs, strict=True):
        try:
            made = _facts_of_one(row, run_id, doc)
        except Exception as cause:  # one article never costs the others theirs
            problem = f"{type(cause).__name__}: {cause}"[:500]
            made = Facts([_extraction_row(row, Extraction("", problem=problem), run_id)])
        facts.extend(made)
        told = made.extractions[0]
        counts.add(articles=1, quotes=told["quotes"], meetings=told["mentions"])
        if told.get("problem"):
            counts.add(unreadable=1)
    return facts.relations(), counts


@dataclass(slots=True)
class Facts:
    """The rows that extraction makes, by table."""

    extractions: list[ExtractionsRow] = field(default_factory=list)
    quotes: list[QuotesRow] = field(default_factory=list)
    quote_spans: list[QuoteSpansRow] = field(default_factory=list)
    meeting_mentions: list[MeetingMentionsRow] = field(default_factory=list)
    mention_participants: list[MentionParticipantsRow] = field(default_factory=list)
    mention_evidence: list[MentionEvidenceRow] = field(default_factory=list)

    def extend(self, more: Facts) -> None:
        self.extractions += more.extractions
        self.quotes += more.quotes
        self.quote_spans += more.quote_spans
        self.meeting_mentions += more.meeting_mentions
        self.mention_participants += more.mention_participants
        self.mention_evidence += more.mention_evidence

    def relations(self) -> Relations:
        """By relation, as staging takes them."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def _facts_of_one(row: Text, run_id: str | None, doc: Doc | None) -> Facts:
    from readout.extraction import extract

    article = Article(
        id=row["article_id"],
        text=row["body"],
        published=local(row.get("published_at"), row.get("published_offset")),
        title=row.get("title"),
        url=row.get("url"),
    )
    found = extract(article, doc=doc)
    facts = Facts([_extraction_row(row, found, run_id)])
    revision = row["revision_id"]
    for position, quote in enumerate(found.quotes):
        quoted = _quote_row(article, revision, position, quote)
        facts.quotes.append(quoted)
        facts.quote_spans += _span_rows(article.text, quoted, quote)
    for position, meeting in enumerate(found.meetings):
        mention = _mention_row(article, revision, position, meeting)
        facts.meeting_mentions.append(mention)
        facts.mention_participants += _participant_rows(mention, meeting)
        facts.mention_evidence += _evidence_rows(article.text, mention, meeting)
    return facts


def _extraction_row(row: Text, found: Extraction, run_id: str | None) -> ExtractionsRow:
    from readout.extraction import extractor_version
    from readout.learned.topics import topic_of

    topic = None if found.problem else topic_of(row["body"] or "", row.get("title"))
    return {
        "revision_id": row["revision_id"],
        "article_id": row["article_id"],
        "subject": topic.name if topic else None,
        "subject_share": topic.share if topic else None,
        "extractor_version": extractor_version(),
        "run_id": run_id,
        "quotes": len(found.quotes),
        "mentions": len(found.meetings),
        "problem": found.problem,
        "extracted_at": datetime.now(UTC).replace(tzinfo=None),
    }


def _quote_row(article: Article, revision: str, position: int, quote: Quote) -> QuotesRow:
    from readout.extraction import extractor_version

    return {
        "quote_id": key(revision, "quote", quote.content),
        "revision_id": revision,
        "article_id": article.id,
        "extractor_version": extractor_version(),
        "position": position,
        "type": quote.type,
        "cue_kind": quote.cue_kind,
        "content": " … ".join(article.text[s:e] for s, e in quote.content),
        "speaker_name": quote.speaker_name,
        "speaker_kind": quote.speaker_kind,
        "speaker_role": quote.speaker_role,
        "speaker_desc": quote.speaker_desc,
        "speaker_sex": quote.speaker_sex,
        "candidates": list(quote.candidates),
        "via": quote.via,
        "addressee": quote.addressee,
        "confidence": quote.confidence,
        "why": json.dumps(quote.why),
    }


def _span_rows(text: str, quoted: QuotesRow, quote: Quote) -> list[QuoteSpansRow]:
    parts = (("content", quote.content), ("cue", quote.cue), ("source", quote.source))
    return [
        {
            "quote_id": quoted["quote_id"],
            "revision_id": quoted["revision_id"],
            "part": part,
            "position": number,
            "start_char": start,
            "end_char": end,
            "text": text[start:end],
        }
        for part, spans in parts
        for number, (start, end) in enumerate(spans)
    ]


def _mention_row(
    article: Article, revision: str, position: int, meeting: MeetingMention
) -> MeetingMentionsRow:
    from readout.extraction import extractor_version

    names = sorted(p.name for p in meeting.participants)
    time = meeting.time
    return {
        "mention_id": key(revision, "mention", meeting.trigger, names),
        "revision_id": revision,
        "article_id": article.id,
        "extractor_version": extractor_version(),
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
        "replaced": list(meeting.replaced),
        "topic": meeting.topic,
        "trigger_start": meeting.trigger[0],
        "trigger_end": meeting.trigger[1],
        "trigger_text": article.text[slice(*meeting.trigger)],
        "confidence": meeting.confidence,
        "why": json.dumps(meeting.why),
    }


def _participant_rows(
    mention: MeetingMentionsRow, meeting: MeetingMention
) -> list[MentionParticipantsRow]:
    return [
        {
            "mention_id": mention["mention_id"],
            "revision_id": mention["revision_id"],
            "position": number,
            "name": party.name,
            "role": party.role,
            "type": party.type,
            "on_behalf_of": party.on_behalf_of,
            "resolution": party.resolution,
            "start_char": party.span[0] if party.span else None,
            "end_char": party.span[1] if party.span else None,
        }
        for number, party in enumerate(meeting.participants)
    ]


def _evidence_rows(
    text: str, mention: MeetingMentionsRow, meeting: MeetingMention
) -> list[MentionEvidenceRow]:
    return [
        {
            "mention_id": mention["mention_id"],
            "revision_id": mention["revision_id"],
            "position": number,
            "start_char": start,
            "end_char": end,
            "text": text[start:end],
        }
        for number, (start, end) in enumerate(meeting.evidence)
    ]


def _planned_day(meeting: MeetingMention) -> date | None:
    """The one day that had been planned; a week or month is none."""
    planned = meeting.planned
    if planned is None or planned.start is None or planned.precision not in ("day", "minute"):
        return None
    return planned.start
