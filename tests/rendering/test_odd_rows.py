"""Whatever stands in a row: every renderer and the matcher give something, and never an error."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from readout.rendering.atom_feed import atom_of, json_of
from readout.rendering.calendar_feed import calendar_of, upcoming
from readout.rendering.exports import as_csv, as_json
from readout.rendering.mail import compose
from readout.rendering.tables import report_table
from readout.watching.matching import Change, Matcher
from readout.watching.parties import Participant
from readout.watching.telling import Alerts
from readout.watching.watches import Watch
from rich.console import Console

from tests.rendering.mails_for_tests import ENVELOPE, LINKS, NOW, change, evidence, mail, meeting

ODD = st.one_of(
    st.sampled_from(
        ["", " ", "\n", "a\r\nBcc: x@y", "\x00", "\ud83d", "<b>&amp;", "[bold]", "[/]", "{{ x }}",
         "x" * 3000, "A " * 1500, "=1+1", "10²", "İ", "\u202e", "%", "'", "é" * 300]
    ),
    st.text(max_size=25),
)  # fmt: skip
MAYBE = st.one_of(st.none(), ODD)
DAYS = st.one_of(st.none(), st.sampled_from([date.min, date.max, date(2023, 6, 19)]))
MOMENTS = st.sampled_from(
    [datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59), datetime(2023, 6, 19, 12)]
)
STATUSES = st.sampled_from(
    ["possible", "likely", "scheduled", "under_way", "held", "postponed", "cancelled", "denied"]
)
KINDS = st.sampled_from(
    ["new", "status", "date", "place", "participant", "duration", "denied", "contradicted",
     "withdrawn"]
)  # fmt: skip
PARTIES = st.lists(
    st.fixed_dictionaries(
        {"name": ODD, "role": MAYBE, "type": st.sampled_from(["person", "org", "country", "group"])}
    ),
    max_size=30,
)
MEETINGS = st.fixed_dictionaries(
    {
        "parties": PARTIES,
        "status": STATUSES,
        "format": st.sampled_from(["in_person", "call", "video", "mixed"]),
        "start_day": DAYS,
        "end_day": DAYS,
        "time_precision": st.sampled_from(["minute", "day", "week", "month", "year", "unknown"]),
        "place": MAYBE,
        "duration_minutes": st.sampled_from([None, 0, -3, 2**31 - 1]),
        "topic": MAYBE,
        "confidence": st.sampled_from([0.0, 1.0, -1.0, 7.0]),
        "evidence": ODD,
        "outlets": st.sampled_from([0, 1, 10**9]),
        "stories": st.sampled_from([0, 1]),
        "first_outlet": MAYBE,
        "first_seen_at": MOMENTS,
        "updated_at": MOMENTS,
    }
)
CHANGES = st.fixed_dictionaries(
    {
        "kind": KINDS,
        "old_value": MAYBE,
        "new_value": MAYBE,
        "evidence": ODD,
        "outlet": ODD,
        "asserted_at": MOMENTS,
        "url": MAYBE,
        "watch": ODD,
        "rule": ODD,
    }
)
SLOW = [HealthCheck.too_slow]


@examples(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(MEETINGS, st.lists(CHANGES, min_size=1, max_size=3), ODD, MAYBE)
def test_any_mail_is_worded(told: Any, changes: list[Any], sentence: str, url: str | None) -> None:
    rows = [
        change(f"c{n}", kind=c["kind"], **{k: v for k, v in c.items() if k != "kind"})
        for n, c in enumerate(changes)
    ]
    proof = [evidence(sentence, sentence, url=url, title=url, published_at=told["updated_at"])]
    made = mail(rows, [meeting(**told)], evidence={"m1": proof}, history={"m1": rows})
    message = compose(made, ENVELOPE)
    read = message_from_bytes(message.as_bytes(), policy=policy.default)
    assert read["To"] == "asia-desk@readout.example"
    assert read["Bcc"] is None
    assert read["Subject"].strip()


@examples(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(st.lists(MEETINGS, max_size=4))
def test_any_meetings_are_fed_and_exported(told: list[Any]) -> None:
    rows = [
        meeting(f"m{n}", **m, withdrawn=False, participants=[p["name"] for p in m["parties"]])
        for n, m in enumerate(told)
    ]
    atom_of(rows, LINKS, name="x", address="http://127.0.0.1/x", ident="x")
    json_of(rows, LINKS, name="x")
    calendar_of(upcoming(rows, date(2023, 6, 1)), LINKS, name="x", now=NOW)
    as_csv(rows).encode()
    as_json(rows).encode()
    for width in (40, 140):
        console = Console(file=io.TextIOWrapper(io.BytesIO(), "utf-8"), width=width)
        console.print(report_table("meetings", rows))


@examples(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(st.lists(st.tuples(MEETINGS, CHANGES), max_size=4), st.lists(ODD, max_size=3))
def test_any_change_is_matched_and_told(found: list[Any], words: list[str]) -> None:
    said = [" ".join(w.split()) for w in words]
    said = [w for w in said if w and w.isprintable() and len(w) < 200]
    watches = [
        Watch(name="all", recipients=("a@b.example",)),
        Watch(name="some", who=("China", *said), where=("Beijing", *said), topic=("tax*", *said),
              recipients=("a@b.example",), mentioned=True),
    ]  # fmt: skip
    changes = [
        Change(
            f"c{n}", f"m{n}", c["kind"], c["old_value"], c["new_value"], m["status"],
            m["confidence"],
            tuple(Participant(p["name"], p["role"], p["type"]) for p in m["parties"]),
            m["place"], m["topic"], c["evidence"], (c["outlet"],), ("en",), None,
        )
        for n, (m, c) in enumerate(found)
    ]  # fmt: skip
    matches = Matcher(watches).match_all(changes)
    rows = Alerts().of(matches, datetime(2023, 6, 19, tzinfo=UTC))
    assert {r["change_id"] for r in rows} == {c.change_id for c in changes}
