"""Mails as the outbox would put them together, for tests and for looking at."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from readout.rendering.mail import Envelope
from readout.rendering.mail_content import Mail
from readout.rendering.mail_links import Links

NOW = datetime(2023, 6, 19, 15, 30, tzinfo=UTC)
LINKS = Links("https://news.example", b"a secret of tests")
ENVELOPE = Envelope("readout@readout.example", LINKS, NOW)
POSSIBLE = "Antony Blinken may be received by Xi Jinping in Beijing, two officials said."
HELD = "Antony Blinken sat down with Xi Jinping in Beijing on Monday for 35 minutes."
DENIED = "No such conversation took place, the foreign ministry told reporters."

Row = dict[str, Any]


def meeting(ident: str = "m1", **given: Any) -> Row:
    parties = given.pop("parties", None) or [
        {"name": "Antony Blinken", "role": "U.S. Secretary of State", "type": "person"},
        {"name": "Xi Jinping", "role": "Chinese President", "type": "person"},
    ]
    return {
        "meeting_id": ident,
        "participants": [p["name"] for p in parties],
        "parties": parties,
        "status": "held",
        "format": "in_person",
        "start_day": date(2023, 6, 19),
        "end_day": date(2023, 6, 19),
        "time_precision": "day",
        "start_time": None,
        "utc_offset": None,
        "place": "Beijing",
        "duration_minutes": 35,
        "topic": "relations between the two countries",
        "confidence": 0.91,
        "contradicted": False,
        "outlets": 4,
        "stories": 3,
        "first_outlet": "Quillon Wire",
        "evidence": HELD,
        "evidence_article": "a2",
        "first_seen_at": datetime(2023, 6, 16, 8, 0),
        "updated_at": datetime(2023, 6, 19, 15, 0),
        "sequence": 2,
        **given,
    }


def change(ident: str, meeting_id: str = "m1", kind: str = "status", **given: Any) -> Row:
    return {
        "alert_id": f"alert-{ident}",
        "change_id": ident,
        "meeting_id": meeting_id,
        "recipient": "asia-desk@readout.example",
        "message_id": None,
        "watch": "Blinken and the Chinese leadership",
        "rule": "Antony Blinken with Xi Jinping, in Beijing; a change of status",
        "zone": "Europe/Berlin",
        "schedule": "immediate",
        "aspect": "status" if kind in ("new", "status") else kind,
        "value": given.get("new_value", "held"),
        "kind": kind,
        "old_value": "possible",
        "new_value": "held",
        "evidence": HELD,
        "asserted_at": datetime(2023, 6, 19, 14, 5),
        "outlet": "The Daily Meridian",
        "article_id": "a2",
        "url": "https://meridian.example/xi-receives-blinken",
        **given,
    }


def mail(changes: list[Row], meetings: list[Row], **given: Any) -> Mail:
    return Mail(
        **{
            "message_id": "<1@readout.example>",
            "kind": "alert",
            "recipient": "asia-desk@readout.example",
            "changes": changes,
            "meetings": {m["meeting_id"]: m for m in meetings},
            **given,
        }
    )


def evidence(sentence: str, outlet: str, **given: Any) -> Row:
    return {
        "meeting_id": "m1",
        "mention_id": "n1",
        "status": "held",
        "confidence": 0.9,
        "sentence": sentence,
        "article_id": "a1",
        "outlet": outlet,
        "source_kind": "press",
        "url": "https://meridian.example/xi-receives-blinken",
        "title": "Xi receives Blinken",
        "published_at": datetime(2023, 6, 19, 14, 5),
        "copy": False,
        **given,
    }


def rich() -> Mail:
    """Everything that a mail about one meeting can hold, and a second meeting to come."""
    first = meeting(contradicted=True)
    second = meeting(
        "m2",
        status="scheduled",
        start_day=date(2023, 6, 21),
        end_day=date(2023, 6, 21),
        place="Kirkwall",
        duration_minutes=None,
        topic="mackerel quotas",
        outlets=1,
        stories=1,
        confidence=0.6,
        evidence="The two ministers now hope to sit down in Kirkwall on Wednesday.",
        parties=[
            {"name": "Marjun Dalsgaard", "role": "Faroese fisheries minister", "type": "person"},
            {"name": "Alasdair Rendall", "role": None, "type": "person"},
        ],
    )
    return mail(
        [
            change("c2"),
            change("c4", "m1", "denied", old_value=None, new_value="Ministry bulletin", evidence=DENIED),
            change(
                "c3", "m2", "date",
                watch="Fish for the islands",
                rule="Marjun Dalsgaard with Alasdair Rendall, in Kirkwall, scheduled or firmer; "
                "a change of date",
                old_value="2023-06-15", new_value="2023-06-21", outlet="Quillon Wire",
                evidence="The two ministers now hope to sit down in Kirkwall on Wednesday.",
            ),
        ],
        [first, second],
        history={
            "m1": [
                {"kind": "new", "old_value": None, "new_value": "possible", "outlet": "Quillon Wire",
                 "asserted_at": datetime(2023, 6, 16, 8, 0), "evidence": POSSIBLE},
                {"kind": "status", "old_value": "possible", "new_value": "held",
                 "outlet": "The Daily Meridian", "asserted_at": datetime(2023, 6, 19, 14, 5),
                 "evidence": HELD},
                {"kind": "denied", "old_value": None, "new_value": "Ministry bulletin",
                 "outlet": "Ministry bulletin", "asserted_at": datetime(2023, 6, 19, 15, 0),
                 "evidence": DENIED},
            ]
        },
        evidence={
            "m1": [
                evidence("The President met the Secretary of State at the Great Hall.",
                         "Press office", source_kind="official", mention_id="n3"),
                evidence(HELD, "The Daily Meridian"),
                evidence(POSSIBLE, "Quillon Wire", status="possible", mention_id="n2",
                         url="javascript:alert(1)"),
                evidence(DENIED, "Ministry bulletin", status="denied", mention_id="n4",
                         source_kind="official"),
                evidence("They spoke for half an hour.", "Eastgate Post", mention_id="n5"),
            ]
        },
        quotes={
            "m1": [
                {"speaker_name": "Antony Blinken", "speaker_role": "Secretary of State",
                 "content": "“It was a candid conversation,”", "type": "direct", "via": None,
                 "outlet": "The Daily Meridian"},
                {"speaker_name": "Xi Jinping", "speaker_role": None,
                 "content": "the two sides had agreed to follow through on their promises", "type": "indirect",
                 "via": "CCTV", "outlet": "Eastgate Post"},
            ]
        },
        held={
            "m1": [
                {"kind": "duration", "old_value": None, "new_value": "90",
                 "reason": "confidence 0.41, and the watch asks for 0.60 at least"},
            ]
        },
        also=[
            {"change_id": "c2", "watch": "All of China", "rule": "China; a change of status"},
        ],
        thread={"m1": ["<0@readout.example>"]},
    )  # fmt: skip


def digest() -> Mail:
    """A daily digest with its picture."""
    from readout.rendering import charts

    first, last = date(2023, 6, 9), date(2023, 6, 29)
    days = [
        {"day": date(2023, 6, d), "state": state, "meetings": count}
        for d, state, count in (
            (12, "held", 2), (13, "held", 1), (13, "called off or denied", 1), (15, "held", 3),
            (16, "held", 2), (18, "held", 4), (19, "held", 3), (19, "expected", 1),
            (20, "expected", 2), (21, "expected", 2), (24, "expected", 1),
        )
    ]  # fmt: skip
    made = rich()
    return mail(
        [change("c1", "m2", "new", new_value="scheduled", value="scheduled", old_value=None), *made.changes],
        list(made.meetings.values()),
        kind="digest",
        digest={
            "span": "daily",
            "subject": "Meetings, 19 June 2023",
            "picture": {
                "png": charts.meetings_per_day(days, first, last),
                "alt": charts.in_words(days, first, last),
            },
            "quoted": [
                {"name": "Antony Blinken", "role": "Secretary of State", "count": "7 quotes in 3 outlets",
                 "words": "It was a candid conversation", "outlet": "The Daily Meridian"},
                {"name": "Grigor Halas", "role": "spokesman", "count": "3 quotes in 2 outlets",
                 "words": "", "outlet": ""},
            ],
            "feeds": ["Eastgate Post: ailing, 503 for two hours"],
        },
    )  # fmt: skip
