"""A small warehouse as a week of news would leave it. The texts are ours."""

from __future__ import annotations

from datetime import date, datetime

from readout.config import Settings
from readout.storage.loader import loading
from readout.storage.publish import publish

from tests.ui.rows import Relations, Row, article, change, meeting, mention, quote, utterance

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

HELD = TALKS.split("\n")[1]
TOLD = TALKS.split("\n")[2]
ANNOUNCEMENT = ANNOUNCED.split("\n")[1]
NO_CALL = DENIAL.split("\n")[1]
BAD_MEETING = HOSTILE.split("\n")[1]
MONDAY, BEFORE = datetime(2023, 6, 19, 16, 5), datetime(2023, 6, 14, 9, 0)
FRIDAY, TUESDAY = datetime(2023, 6, 16, 18, 30), datetime(2023, 6, 13, 8, 0)


def _told() -> list[Relations]:
    lima, berg = {"name": "Ana Lima", "role": "Foreign Minister"}, {"name": "Jo Berg"}
    held: Row = {"start_day": date(2023, 6, 19), "end_day": date(2023, 6, 19)}
    return [
        article("talks", "The Harbour Post", MONDAY, [TALKS]),
        article("announced", "Ministry of Tarvos", BEFORE, [ANNOUNCED, EDITED], kind="official"),
        article("denial", "Okafor Press Office", FRIDAY, [DENIAL], kind="official"),
        article("hostile", "Daily <Bad> & Co", TUESDAY, [HOSTILE]),
        quote(
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
        quote(
            "talksr1",
            TALKS,
            1,
            {"content": "the road would open in July", "source": "Berg", "cue": "said"},
            type="indirect",
            speaker_name="Jo Berg",
            confidence=0.6,
        ),
        quote(
            "talksr1",
            TALKS,
            2,
            {"content": "that “no fence will be built”", "source": "he", "cue": "also said"},
            type="mixed",
            speaker_name="Jo Berg",
            via="Norpress",
        ),
        quote(
            "talksr1",
            TALKS,
            3,
            {"content": "the tone had been cold", "source": "An official who was in the room"},
            type="indirect",
            speaker_kind="anonymous",
            speaker_desc="official who was in the room",
            confidence=0.75,
        ),
        quote(
            "announcedr1",
            ANNOUNCED,
            0,
            {"content": "“It is time to talk,”", "source": "Lima", "cue": "said"},
            speaker_name="Ana Lima",
        ),
        quote(
            "announcedr2",
            EDITED,
            0,
            {"content": "“It is time to talk,”", "source": "Lima", "cue": "said"},
            speaker_name="Ana Lima",
        ),
        quote(
            "denialr1",
            DENIAL,
            0,
            {"content": "“There was no call,”", "source": "the presidency"},
            speaker_kind="org",
            speaker_name="Presidency",
        ),
        quote(
            "hostiler1",
            HOSTILE,
            0,
            {"content": HOSTILE.split("\n")[2][:-11], "source": "Eve", "cue": "said"},
            speaker_name="Eve <img src=x onerror=alert(2)>",
            confidence=0.3,
        ),
        mention(
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
        mention(
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
        mention(
            "m-denial",
            "denialr1",
            DENIAL,
            "speak",
            [NO_CALL],
            [{"name": "Idris Okafor", "role": "President"}, lima],
            status="denied",
            format="call",
        ),
        mention(
            "m-hostile",
            "hostiler1",
            HOSTILE,
            "met",
            [BAD_MEETING],
            [{"name": "Eve <script>", "words": "Eve"}, {"name": "Bob", "words": "Bob"}],
        ),
        meeting(
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
        meeting(
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
        meeting(
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
    ]


def _kept() -> Relations:
    """What the house keeps beside the facts."""
    return {
        "meeting_redirects": [
            {"old_meeting_id": "meet-0", "meeting_id": "meet-1", "merged_at": MONDAY}
        ],
        "meeting_changes": [
            change(
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
            change(
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
            change(
                "c5",
                "meet-1",
                "duration",
                MONDAY,
                new_value="180",
                article_id="talks",
                outlet="The Harbour Post",
            ),
            change(
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
            change(
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
            change(
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
        "audit": [
            {
                "audit_id": f"a{number}",
                "made_at": MONDAY,
                "made_by": by,
                "way": way,
                "action": action,
                "subject": subject,
                "object": object_,
            }
            for number, (by, way, action, subject, object_) in enumerate(
                [
                    ("mara", "page", "meeting apart", "meet-1", "meet-2"),
                    (None, "earlier", "mails end", "desk@readout.example", None),
                ]
            )
        ],
        "meeting_decisions": [
            {
                "decision_id": "d1-000",
                "kind": "apart",
                "subject": "m-talks",
                "object": "m-denial",
                "verdict": "d1",
                "score": 0.61,
                "made_by": "mara",
                "made_at": MONDAY,
                "applied_at": MONDAY,
            },
            {
                "decision_id": "d2-000",
                "kind": "right",
                "subject": "m-talks",
                "object": "",
                "verdict": "d2",
                "score": 0.9,
                "extractor_version": "1",
                "made_by": "mara",
                "made_at": MONDAY,
                "applied_at": MONDAY,
            },
        ],
        # As resolved: what the page Review and the Required Actions ask about.
        "assertions": [
            {
                "mention_id": "m-hostile",
                "article_id": "hostile",
                "revision_id": "hostiler1",
                "parties": ["p-Bob", "p-Eve"],
                "groups": [],
                "maybe": [],
                "sides": [],
                "status": "possible",
                "format": "in_person",
                "time_precision": "unknown",
                "confidence": 0.4,
                "evidence": BAD_MEETING,
                "outlet": "Daily <Bad> & Co",
                "source_kind": "press",
                "story_id": "hostile",
                "published_at": TUESDAY,
                "active": True,
                "extractor_version": "1",
                "resolver_version": "1",
                "asserted_at": TUESDAY,
            }
        ],
        "utterances": [utterance("u-fish", "Ana Lima", "We talked about fish.", MONDAY)],
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
    }


def build(settings: Settings) -> None:
    """Load the world into an empty warehouse and publish it."""
    relations: Relations = {}
    for facts in (*_told(), _kept()):
        for table, records in facts.items():
            relations.setdefault(table, []).extend(records)
    with loading(settings, "test") as load:
        for table, records in relations.items():
            load.stage(table, records)
            load.connection.execute(f"INSERT INTO {table} BY NAME FROM temp.stg_{table}")
    publish(settings)
