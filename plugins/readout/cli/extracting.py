"""`readout extract`: quotes and meetings of texts, JSONL in and out."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from readout.cli.jsonlines import transform
from readout.model import Article, Extraction, MeetingMention, Quote, Row, When

Source = Annotated[Path | None, typer.Argument(help="JSONL file; stdin when absent or -")]


def attach(app: typer.Typer) -> None:
    @app.command()
    def extract(
        file: Source = None,
        why: Annotated[
            bool, typer.Option("--why", help="Tell of each fact which rules made it.")
        ] = False,
    ) -> None:
        """Find quotes and meetings: in {"id","text","published","title"?,"url"?}."""
        from readout.extraction import extract as read

        transform(file, lambda row: as_row(read(article_of(row)), why=why))


def moment(value: Any) -> datetime | date | None:
    """A publication date as JSON gives it: a day stays a day, a moment keeps its zone.

    Raises:
        ValueError: a text that is neither.
    """
    if value is None or value == "":
        return None
    text = str(value).strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text.replace("Z", "+00:00"))


def article_of(row: Row) -> Article:
    """The input row as an article.

    Raises:
        KeyError, ValueError: `id` or `text` is missing, a value can't be read.
    """
    text = row["text"]
    if not isinstance(text, str):
        raise ValueError("text is no string")
    return Article(
        id=str(row["id"]),
        text=text,
        published=moment(row.get("published")),
        title=row.get("title"),
        url=row.get("url"),
    )


def quote_row(quote: Quote) -> Row:
    return {
        "content": [list(s) for s in quote.content],
        "cue": [list(s) for s in quote.cue],
        "source": [list(s) for s in quote.source],
        "speaker_name": quote.speaker_name,
        "speaker_kind": quote.speaker_kind,
        "speaker_role": quote.speaker_role,
        "speaker_desc": quote.speaker_desc,
        "speaker_sex": quote.speaker_sex,
        "candidates": list(quote.candidates),
        "type": quote.type,
        "cue_kind": quote.cue_kind,
        "via": quote.via,
        "addressee": quote.addressee,
        "confidence": round(quote.confidence, 3),
    }


def _time_row(time: When | None) -> Row | None:
    if time is None:
        return None
    return {
        "start": time.start.isoformat() if time.start else None,
        "end": time.end.isoformat() if time.end else None,
        "precision": time.precision,
        "basis": time.basis,
        "hour": f"{time.at:%H:%M}" if time.at is not None else None,
        "utc_offset": time.offset,
    }


def meeting_row(meeting: MeetingMention) -> Row:
    place = meeting.place
    return {
        "participants": [
            {
                "name": p.name,
                "role": p.role,
                "type": p.type,
                "span": list(p.span) if p.span else None,
                "on_behalf_of": p.on_behalf_of,
                "resolution": p.resolution,
            }
            for p in meeting.participants
        ],
        "time": _time_row(meeting.time),
        "place": {"name": place.name, "span": list(place.span) if place.span else None}
        if place
        else None,
        "status": meeting.status,
        "status_cues": [list(s) for s in meeting.status_cues],
        "format": meeting.format,
        "duration_minutes": meeting.duration_minutes,
        "change": meeting.change,
        "planned": _time_row(meeting.planned),
        "replaced": list(meeting.replaced),
        "topic": meeting.topic,
        "evidence": [list(s) for s in meeting.evidence],
        "trigger": list(meeting.trigger),
        "confidence": round(meeting.confidence, 3),
    }


def as_row(found: Extraction, *, why: bool = False) -> Row:
    """The output row of the contract; with `why` each fact says which rules made it."""
    row: dict[str, Any] = {
        "id": found.article_id,
        "quotes": [quote_row(q) for q in found.quotes],
        "meetings": [meeting_row(m) for m in found.meetings],
    }
    if why:
        told = [*row["quotes"], *row["meetings"]]
        reasons = [*(q.why for q in found.quotes), *(m.why for m in found.meetings)]
        for one, reason in zip(told, reasons, strict=True):
            one["why"] = reason
    if found.problem:
        row["problem"] = found.problem
    return row
