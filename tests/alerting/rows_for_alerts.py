"""A small world of meetings, written straight into a warehouse as the resolver would."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from readout.config import Settings
from readout.storage.loader import Load, loading
from readout.watching.outbox import queue_alerts

NOW = datetime(2023, 6, 19, 12, 0)
WATCHES = """\
watches:
  - name: Ports and fish
    who: [Marit Holm]
    with: [Ewan Baird]
    recipients: [desk@readout.example]
"""
SENTENCE = "Marit Holm met Ewan Baird for two hours in Stornoway on Monday."

Row = dict[str, Any]


def meeting(ident: str = "m1", **given: Any) -> Row:
    """A row of `meetings`; `parties` are (name, role, type)."""
    parties = given.pop("parties", None) or [
        ("Marit Holm", "fisheries minister", "person"),
        ("Ewan Baird", None, "person"),
    ]
    return {
        "meeting_id": ident,
        "participants": [p[0] for p in parties],
        "status": "held",
        "format": "in_person",
        "start_day": date(2023, 6, 19),
        "end_day": date(2023, 6, 19),
        "time_precision": "day",
        "start_time": None,
        "utc_offset": None,
        "place": "Stornoway",
        "duration_minutes": 120,
        "topic": "quotas",
        "confidence": 0.9,
        "contradicted": False,
        "mentions": 1,
        "outlets": 1,
        "stories": 1,
        "first_outlet": "The Ledger",
        "first_seen_at": NOW,
        "evidence": SENTENCE,
        "evidence_article": "a1",
        "resolver_version": "1",
        "updated_at": NOW,
        "parties": parties,
        **given,
    }


def change(ident: str, meeting_id: str = "m1", kind: str = "new", **given: Any) -> Row:
    return {
        "change_id": ident,
        "meeting_id": meeting_id,
        "kind": kind,
        "old_value": None,
        "new_value": "held" if kind in ("new", "status") else None,
        "mention_id": "n1",
        "article_id": "a1",
        "outlet": "The Ledger",
        "evidence": SENTENCE,
        "asserted_at": NOW,
        "resolver_version": "1",
        "changed_at": NOW,
        **given,
    }


def store(load: Load, meetings: list[Row], changes: list[Row]) -> None:
    """Put meetings and changes into the tables and the staging table, as resolving does."""
    con = load.connection
    for row in meetings:
        ident = row["meeting_id"]
        con.execute("DELETE FROM meetings WHERE meeting_id = ?", [ident])
        con.execute("DELETE FROM meeting_participants WHERE meeting_id = ?", [ident])
        load.stage("meetings", [{k: v for k, v in row.items() if k != "parties"}])
        load.stage(
            "meeting_participants",
            [
                {"meeting_id": ident, "position": i, "person_id": p[0], "name": p[0],
                 "role": p[1], "type": p[2]}
                for i, p in enumerate(row["parties"])
            ],
        )  # fmt: skip
    con.execute("INSERT INTO meetings BY NAME FROM stg_meetings")
    con.execute("INSERT INTO meeting_participants BY NAME FROM stg_meeting_participants")
    load.stage("meeting_changes", changes)
    con.execute(
        "INSERT INTO meeting_changes BY NAME FROM stg_meeting_changes AS s "
        "ANTI JOIN meeting_changes AS c ON c.change_id = s.change_id"
    )


def resolve(
    settings: Settings,
    meetings: list[Row],
    changes: list[Row],
    now: datetime = NOW,
    proof: str | None = None,
) -> int:
    """One run of the resolver.

    Args:
        proof: the body of an article that proves meeting m1; see `article`.

    Returns:
        The number of alerts queued.
    """
    with loading(settings, "resolve_meetings") as load:
        load.now = now
        store(load, meetings, changes)
        if proof:
            article(load, proof)
        return queue_alerts(load, settings)


BODY = SENTENCE + " “We agree,” she said."


def article(load: Load, body: str) -> None:
    """An article that begins with SENTENCE and holds a quote of its participant."""
    start = body.index("“")
    end = body.index("”") + 1
    con = load.connection
    for table, row in {
        "articles": {
            "article_id": "a1", "url": "https://ledger.example/1?a=1&b=2", "outlet": "The Ledger",
            "source_kind": "press", "first_seen_at": NOW, "looks": 1, "updated_at": NOW,
        },
        "revisions": {
            "revision_id": "r1", "article_id": "a1", "revision_no": 1, "title": "Fish & quotas",
            "published_at": NOW, "language": "en", "page_kind": "article", "body": body,
            "text_hash": "h", "fetched_at": NOW, "body_version": "1", "loaded_at": NOW,
        },
        "meeting_mentions": {
            "mention_id": "n1", "revision_id": "r1", "article_id": "a1", "position": 0,
            "status": "held", "format": "in_person", "time_precision": "day",
            "trigger_start": 11, "trigger_end": 14, "trigger_text": "met", "confidence": 0.9,
            "extractor_version": "1", "loaded_at": NOW,
        },
        "mention_participants": {
            "mention_id": "n1", "revision_id": "r1", "position": 0, "name": "Marit Holm",
            "type": "person", "resolution": "named",
        },
        "mention_evidence": {
            "mention_id": "n1", "revision_id": "r1", "position": 0, "start_char": 0,
            "end_char": len(SENTENCE), "text": SENTENCE,
        },
        "meeting_links": {
            "mention_id": "n1", "meeting_id": "m1", "kind": "linked", "score": 1.0,
            "resolver_version": "1", "linked_at": NOW,
        },
        "quotes": {
            "quote_id": "q1", "revision_id": "r1", "article_id": "a1", "position": 0,
            "type": "direct", "cue_kind": "speech", "content": body[start:end],
            "speaker_name": "Marit Holm", "speaker_kind": "person",
            "speaker_role": "fisheries minister", "confidence": 0.9, "extractor_version": "1",
            "loaded_at": NOW,
        },
        "quote_spans": {
            "quote_id": "q1", "revision_id": "r1", "part": "content", "position": 0,
            "start_char": start, "end_char": end, "text": body[start:end],
        },
    }.items():  # fmt: skip
        load.stage(table, [row])
        con.execute(f"INSERT INTO {table} BY NAME FROM stg_{table}")
