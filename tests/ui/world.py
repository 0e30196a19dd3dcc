"""A small warehouse as a week of news would leave it: the texts are ours, the spans are found
in them by their words, so that the loader's checks hold."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from readout.config import Settings
from readout.storage.loader import loading
from readout.storage.publish import publish

Row = dict[str, Any]

TALKS = (
    "Foreign ministers open border talks in Tarvos\n"
    "Foreign Minister Ana Lima met her counterpart Jo Berg in Tarvos on Monday for three hours, "
    "the first such talks since the bridge was closed.\n"
    "“We agreed on the bridge, and on nothing else,” Lima told reporters after she received Berg "
    "at the harbour.\n"
    "Berg said the road would open in July. According to the agency Norpress, he also said that "
    "“no fence will be built”.\n"
    "An official who was in the room said the tone had been cold."
)
ANNOUNCED = (
    "Lima and Berg to meet next week\n"
    "Ana Lima will meet Jo Berg in Tarvos on Monday, her office announced.\n"
    "“It is time to talk,” Lima said."
)
EDITED = ANNOUNCED + "\nBerg’s office has not confirmed the date."
DENIAL = (
    "Statement on reports of a call\n"
    "President Idris Okafor did not speak with Ana Lima by telephone on Friday, the presidency "
    "said.\n“There was no call,” the presidency said."
)
HOSTILE = (
    "<script>document.title='owned'</script> Minister <b>Eve\u202eLive</b> & “Bob”\n"
    "Eve <img src=x onerror=alert(1)> met Bob\u2028in <i>Oslo</i> on Tuesday.\n"
    "“<script>alert('quote')</script> \u200fשלום, it's done,” said Eve."
)
# What the hostile words must never become in a page.
HOSTILE_MARKUP = ("<script>document", "<script>alert", "<img src=x", "<b>Eve", "<i>Oslo")


def at(body: str, words: str) -> tuple[int, int]:
    start = body.index(words)
    return start, start + len(words)


def nearest(body: str, words: str, home: int) -> int:
    """Where `words` begin nearest to `home`."""
    places = [m.start() for m in re.finditer(re.escape(words), body)]
    return min(places, key=lambda place: abs(place - home))


def _article(
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
                "quotes": 1,
                "mentions": 1,
                "extracted_at": published,
            }
            for r in revisions
        ],
    }


def _quote(
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


def _mention(
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


def _meeting(key: str, names: list[str], mentions: list[str], **values: Any) -> dict[str, Any]:
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


def _change(key: str, meeting: str, kind: str, when: datetime, **values: Any) -> Row:
    return {
        "change_id": key,
        "meeting_id": meeting,
        "kind": kind,
        "asserted_at": when,
        "changed_at": when,
        "resolver_version": "1",
    } | values


HELD = TALKS.split("\n")[1]
TOLD = TALKS.split("\n")[2]
ANNOUNCEMENT = ANNOUNCED.split("\n")[1]
NO_CALL = DENIAL.split("\n")[1]
BAD_MEETING = HOSTILE.split("\n")[1]
MONDAY, BEFORE = datetime(2023, 6, 19, 16, 5), datetime(2023, 6, 14, 9, 0)
FRIDAY, TUESDAY = datetime(2023, 6, 16, 18, 30), datetime(2023, 6, 13, 8, 0)


def _facts() -> list[dict[str, list[Row]]]:
    lima, berg = {"name": "Ana Lima", "role": "Foreign Minister"}, {"name": "Jo Berg"}
    held: Row = {"start_day": date(2023, 6, 19), "end_day": date(2023, 6, 19)}
    return [
        _article("talks", "The Harbour Post", MONDAY, [TALKS]),
        _article("announced", "Ministry of Tarvos", BEFORE, [ANNOUNCED, EDITED], kind="official"),
        _article("denial", "Okafor Press Office", FRIDAY, [DENIAL], kind="official"),
        _article("hostile", "Daily <Bad> & Co", TUESDAY, [HOSTILE]),
        _quote(
            "talksr1",
            TALKS,
            0,
            {
                "content": "“We agreed on the bridge, and on nothing else,”",
                "source": "Lima",
                "cue": "told",
            },
            speaker_name="Ana Lima",
            addressee="reporters",
        ),
        _quote(
            "talksr1",
            TALKS,
            1,
            {"content": "the road would open in July", "source": "Berg", "cue": "said"},
            type="indirect",
            speaker_name="Jo Berg",
            confidence=0.6,
        ),
        _quote(
            "talksr1",
            TALKS,
            2,
            {"content": "that “no fence will be built”", "source": "he", "cue": "also said"},
            type="mixed",
            speaker_name="Jo Berg",
            via="Norpress",
        ),
        _quote(
            "talksr1",
            TALKS,
            3,
            {"content": "the tone had been cold", "source": "An official who was in the room"},
            type="indirect",
            speaker_kind="anonymous",
            speaker_desc="official who was in the room",
            confidence=0.75,
        ),
        _quote(
            "announcedr1",
            ANNOUNCED,
            0,
            {"content": "“It is time to talk,”", "source": "Lima", "cue": "said"},
            speaker_name="Ana Lima",
        ),
        _quote(
            "announcedr2",
            EDITED,
            0,
            {"content": "“It is time to talk,”", "source": "Lima", "cue": "said"},
            speaker_name="Ana Lima",
        ),
        _quote(
            "denialr1",
            DENIAL,
            0,
            {"content": "“There was no call,”", "source": "the presidency"},
            speaker_kind="org",
            speaker_name="Presidency",
        ),
        _quote(
            "hostiler1",
            HOSTILE,
            0,
            {"content": HOSTILE.split("\n")[2][:-11], "source": "Eve", "cue": "said"},
            speaker_name="Eve <img src=x onerror=alert(2)>",
            confidence=0.3,
        ),
        _mention(
            "m-talks",
            "talksr1",
            TALKS,
            "met",
            [HELD, TOLD],
            [lima, berg],
            duration_minutes=180,
            place="Tarvos",
            time_precision="day",
            topic="the bridge",
            **held,
        ),
        _mention(
            "m-announced",
            "announcedr2",
            EDITED,
            "will meet",
            [ANNOUNCEMENT],
            [lima, berg],
            status="scheduled",
            time_precision="day",
            **held,
        ),
        _mention(
            "m-denial",
            "denialr1",
            DENIAL,
            "speak",
            [NO_CALL],
            [{"name": "Idris Okafor", "role": "President"}, lima],
            status="denied",
            format="call",
        ),
        _mention(
            "m-hostile",
            "hostiler1",
            HOSTILE,
            "met",
            [BAD_MEETING],
            [{"name": "Eve <script>", "words": "Eve"}, {"name": "Bob", "words": "Bob"}],
        ),
        _meeting(
            "meet-1",
            ["Ana Lima", "Jo Berg"],
            ["m-talks", "m-announced"],
            evidence=HELD,
            evidence_article="talks",
            first_outlet="Ministry of Tarvos",
            place="Tarvos",
            duration_minutes=180,
            **held,
        ),
        _meeting(
            "meet-2",
            ["Idris Okafor", "Ana Lima"],
            ["m-denial"],
            evidence=NO_CALL,
            evidence_article="denial",
            status="denied",
            contradicted=True,
            format="call",
            start_day=date(2023, 6, 16),
            end_day=date(2023, 6, 16),
            first_seen_at=FRIDAY,
        ),
        _meeting(
            "meet-3",
            ["Eve <script>alert(3)</script>", "Bob"],
            ["m-hostile"],
            evidence=BAD_MEETING,
            evidence_article="hostile",
            time_precision="unknown",
            status="possible",
            confidence=0.4,
            topic="<b>topic</b>",
            first_seen_at=TUESDAY,
        ),
        {
            "meeting_redirects": [
                {"old_meeting_id": "meet-0", "meeting_id": "meet-1", "merged_at": MONDAY}
            ],
            "meeting_changes": [
                _change(
                    "c1",
                    "meet-1",
                    "new",
                    BEFORE,
                    new_value="scheduled",
                    mention_id="m-announced",
                    article_id="announced",
                    outlet="Ministry of Tarvos",
                    evidence=ANNOUNCEMENT,
                ),
                _change(
                    "c2",
                    "meet-1",
                    "status",
                    MONDAY,
                    old_value="scheduled",
                    new_value="held",
                    mention_id="m-talks",
                    article_id="talks",
                    outlet="The Harbour Post",
                    evidence=HELD,
                ),
                _change(
                    "c5",
                    "meet-1",
                    "duration",
                    MONDAY,
                    new_value="180",
                    article_id="talks",
                    outlet="The Harbour Post",
                ),
                _change(
                    "c6",
                    "meet-1",
                    "date",
                    MONDAY,
                    old_value="2023-06-12/2023-06-18",
                    new_value="2023-06-19",
                    mention_id="m-gone",
                    article_id="talks",
                    outlet="The Harbour Post",
                ),
                _change(
                    "c3",
                    "meet-2",
                    "denied",
                    FRIDAY,
                    new_value="denied",
                    mention_id="m-denial",
                    article_id="denial",
                    outlet="Okafor Press Office",
                    evidence=NO_CALL,
                ),
                _change(
                    "c4",
                    "meet-3",
                    "new",
                    TUESDAY,
                    new_value="possible",
                    mention_id="m-hostile",
                    article_id="hostile",
                    outlet="Daily <Bad> & Co",
                    evidence=BAD_MEETING,
                ),
            ],
            "merge_log": [
                {
                    "log_id": f"log-{mention}",
                    "kind": "linked",
                    "mention_id": mention,
                    "meeting_id": "meet-1",
                    "resolver_version": "1",
                    "run_id": "resolving-run",
                    "logged_at": MONDAY,
                }
                for mention in ("m-talks", "m-announced")
            ],
            "people": [
                {
                    "person_id": "p-Ana",
                    "name": "Ana Lima",
                    "type": "person",
                    "country": "Tarvia",
                    "seeded": False,
                    "first_seen_at": BEFORE,
                    "updated_at": BEFORE,
                }
            ],
            "people_aliases": [
                {
                    "alias_id": f"al-{alias}",
                    "person_id": "p-Ana",
                    "alias": alias,
                    "source": "article",
                    "first_seen_at": BEFORE,
                }
                for alias in ("Ana Lima", "Ana de Lima e Sousa")
            ],
            "role_claims": [
                {
                    "claim_id": "m-talks/0",
                    "person_id": "p-Ana",
                    "role": "Foreign Minister",
                    "mention_id": "m-talks",
                    "article_id": "talks",
                    "outlet": "The Harbour Post",
                    "asserted_at": MONDAY,
                    "evidence": HELD,
                    "resolver_version": "1",
                }
            ],
            "feeds": [
                {
                    "feed_id": "f-The Harbour Post",
                    "url": "http://127.0.0.1:9/rss.xml",
                    "title": "The Harbour Post",
                    "outlet": "The Harbour Post",
                    "source_kind": "press",
                    "active": True,
                    "added_at": BEFORE,
                    "interval_seconds": 900,
                    "next_poll_at": MONDAY,
                    "last_polled_at": MONDAY,
                    "failures": 3,
                    "moved_polls": 0,
                    "health": "ailing",
                    "reason": "the server said 503",
                    "updated_at": MONDAY,
                }
            ],
            "entries": [
                {
                    "entry_id": "e1",
                    "feed_id": "f-The Harbour Post",
                    "entry_key": "k1",
                    "url": "http://127.0.0.1:9/gone.html",
                    "title": "A page that is gone",
                    "first_seen_at": BEFORE,
                    "last_seen_at": BEFORE,
                    "state": "gone",
                    "attempts": 1,
                    "problem_kind": "hard",
                    "problem": "the server said 410",
                    "updated_at": BEFORE,
                }
            ],
            "alerts": [
                {
                    "alert_id": "al1",
                    "change_id": "c2",
                    "meeting_id": "meet-1",
                    "watch": "ministers",
                    "rule": "person Ana Lima",
                    "recipient": "desk@readout.example",
                    "state": "sent",
                    "attempts": 1,
                    "created_at": MONDAY,
                    "updated_at": MONDAY,
                }
            ],
        },
    ]


def build(settings: Settings) -> None:
    """Load the world into an empty warehouse and publish it."""
    relations: dict[str, list[Row]] = {}
    for facts in _facts():
        for table, records in facts.items():
            relations.setdefault(table, []).extend(records)
    with loading(settings, "test") as load:
        for table, records in relations.items():
            load.stage(table, records)
            load.connection.execute(f"INSERT INTO {table} BY NAME FROM temp.stg_{table}")
    publish(settings)
