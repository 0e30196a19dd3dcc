"""Alerts: what matching, queueing and sending cost.

python -m bench alerts
python -m bench.alerts docs/img/alert_matching.png    also draws how matching grows
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from readout.config import Settings
from readout.delivery.smtp import SmtpServer
from readout.sample.mailbox import Mailbox
from readout.steps import alerting
from readout.storage.loader import loading
from readout.watching.matching import Change, Match, Matcher
from readout.watching.outbox import queue_alerts
from readout.watching.parties import Participant
from readout.watching.telling import Alerts
from readout.watching.watches import Watch

from bench.figures import Figure, cpu_time

CHANGES, WATCHES, RECIPIENTS, MAILS = 10_000, 50, 200, 1_000
NOW = datetime(2023, 6, 19, 12, 0, tzinfo=UTC)
_GIVEN = ["Ana", "Bo", "Carl", "Dina", "Erik", "Fay", "Gus", "Hana", "Ivo", "Jana", "Kurt", "Lena"]
_FAMILY = [a + b for a in ("Berg", "Lind", "Stor", "Hav", "Nord", "Gran") for b in
           ("man", "strom", "dal", "vik", "holm", "quist", "gren", "sen")]  # fmt: skip
_ROLES = ["foreign minister", "president", "prime minister", "chief executive", None, None]
_PLACES = ["Oslo", "Geneva", "Paris", "Beijing", "Vienna", None]
_KINDS = ["new", "status", "date", "place", "participant"]


def changes(count: int, people: int = 2_000, seed: int = 1) -> list[Change]:
    """Changes of meetings between people of a made-up world."""
    dice = random.Random(seed)
    world = [
        Participant(f"{dice.choice(_GIVEN)} {dice.choice(_FAMILY)}{n}", dice.choice(_ROLES))
        for n in range(people)
    ]
    return [
        Change(
            change_id=f"c{n}",
            meeting_id=f"m{n}",
            kind=dice.choice(_KINDS),
            old_value=None,
            new_value="held",
            status="held",
            confidence=dice.random(),
            participants=tuple(dice.sample(world, dice.choice((2, 2, 2, 3, 5)))),
            place=dice.choice(_PLACES),
            topic="trade and the prices of fish",
            evidence="They met for an hour, the ministry said, and spoke of trade and of fish.",
            outlets=("The Ledger",),
            languages=("en",),
        )
        for n in range(count)
    ]


def watches(count: int, recipients: int, known: list[Change], seed: int = 2) -> list[Watch]:
    """Watches as people write them: some persons, a country's or a role's people, a topic;
    every recipient is on some of them."""
    dice = random.Random(seed)
    people = [p.name for c in known for p in c.participants]
    addresses = [f"desk{n}@readout.example" for n in range(recipients)]
    made = []
    for n in range(count):
        given: dict[str, Any] = {"who": dice.sample(people, 20)}
        if n % 10 == 0:
            given = {"who": [{"role": dice.choice(("foreign minister", "president"))}]}
        if n % 7 == 0:
            given |= {"where": dice.choice([p for p in _PLACES if p])}
        if n % 5 == 0:
            given |= {"topic": ["trade", "oil"], "confidence_at_least": 0.5}
        share = max(1, recipients // 10)
        made.append(
            Watch.model_validate(
                {"name": f"Watch {n}", "recipients": dice.sample(addresses, share), **given}
            )
        )
    return made


def match_cost(count: int, many: int, recipients: int) -> tuple[float, list[Match], int]:
    """CPU-seconds of matching and of making the alert rows; the matches; how many rows."""
    found = changes(count)
    asked = watches(many, recipients, found)
    with cpu_time() as spent:
        matches = Matcher(asked).match_all(found)
        rows = Alerts().of(matches, NOW)
    return spent.seconds, matches, len(rows)


def _queue_cost(folder: Path) -> float:
    """CPU-seconds of `queue_alerts` in a real load of 10,000 changes."""
    found = changes(CHANGES)
    asked = watches(WATCHES, RECIPIENTS, found)
    source = folder / "watches.yaml"
    source.write_text(
        json.dumps({"watches": [w.model_dump(mode="json", by_alias=True) for w in asked]})
    )
    settings = Settings(home=folder / "home", feeds=folder, watches=source)
    stamp = NOW.replace(tzinfo=None)
    with loading(settings, "bench") as load:
        load.stage("meetings", [_meeting(c, stamp) for c in found])
        load.stage("meeting_participants", [p for c in found for p in _parties(c)])
        for table in ("meetings", "meeting_participants"):
            load.connection.execute(f"INSERT INTO {table} BY NAME FROM stg_{table}")
        load.stage("meeting_changes", [_change(c, stamp) for c in found])
        with cpu_time() as spent:
            queue_alerts(load, settings)
    return spent.seconds


def _meeting(c: Change, stamp: datetime) -> dict[str, Any]:
    return {
        "meeting_id": c.meeting_id, "participants": [p.name for p in c.participants],
        "status": c.status, "format": "in_person", "time_precision": "unknown", "place": c.place,
        "topic": c.topic, "confidence": c.confidence, "contradicted": False, "mentions": 1,
        "outlets": 1, "stories": 1, "first_seen_at": stamp, "evidence": c.evidence,
        "evidence_article": "a", "resolver_version": "1", "updated_at": stamp,
    }  # fmt: skip


def _parties(c: Change) -> list[dict[str, Any]]:
    return [
        {"meeting_id": c.meeting_id, "position": i, "person_id": p.name, "name": p.name,
         "role": p.role, "type": p.type}
        for i, p in enumerate(c.participants)
    ]  # fmt: skip


def _change(c: Change, stamp: datetime) -> dict[str, Any]:
    return {
        "change_id": c.change_id, "meeting_id": c.meeting_id, "kind": c.kind,
        "new_value": c.new_value, "evidence": c.evidence, "outlet": "The Ledger",
        "asserted_at": stamp, "resolver_version": "1", "changed_at": stamp,
    }  # fmt: skip


def _mail_cost(folder: Path) -> tuple[float, int]:
    """CPU-seconds of claiming, sending and recording 1,000 mails, the catcher's included."""
    lines = "\n".join(f"      - desk{n}@readout.example" for n in range(MAILS))
    source = folder / "mails.yaml"
    source.write_text(f"watches:\n  - name: All\n    recipients:\n{lines}\n")
    settings = Settings(home=folder / "mails", feeds=folder, watches=source)
    (found,) = changes(1)
    stamp = NOW.replace(tzinfo=None)
    with loading(settings, "bench") as load:
        load.stage("meetings", [_meeting(found, stamp)])
        load.stage("meeting_participants", _parties(found))
        load.stage("meeting_changes", [_change(found, stamp)])
        for table in ("meetings", "meeting_participants", "meeting_changes"):
            load.connection.execute(f"INSERT INTO {table} BY NAME FROM stg_{table}")
        queue_alerts(load, settings)
    with Mailbox(folder / "mail") as mailbox, cpu_time() as spent:
        server = SmtpServer("127.0.0.1", mailbox.port)
        later = datetime.now(UTC) + timedelta(minutes=1)
        for path in alerting.claim_alerts(settings, now=later).paths:
            alerting.send_batch(settings, path, server, now=later)
        alerting.load_deliveries(settings)
        kept = len(mailbox.kept)
    return spent.seconds, kept


def run() -> list[Figure]:
    seconds, matches, rows = match_cost(CHANGES, WATCHES, RECIPIENTS)
    with tempfile.TemporaryDirectory() as folder:
        queue = _queue_cost(Path(folder))
        mail, kept = _mail_cost(Path(folder))
    size = f"{CHANGES:,} changes, {WATCHES} watches, {RECIPIENTS} recipients"
    return [
        Figure(
            "alerts: matched", seconds, "CPU-s", 10, "less",
            f"{size}: {len(matches):,} matches, {rows:,} alert rows",
        ),
        Figure(
            "alerts: queued in a load", queue, "CPU-s", 10, "less", "the same with a real DuckDB"
        ),
        Figure("alerts: sent", mail, "CPU-s", 15, "less", f"{kept:,}, server included"),
    ]  # fmt: skip


def growth(path: Path) -> list[dict[str, Any]]:
    """Draw how matching grows with changes and with watches.

    Returns:
        The points drawn.
    """
    import altair
    import vl_convert

    points: list[dict[str, Any]] = []
    for count in (1_000, 2_500, 5_000, 10_000, 20_000):
        spent, _, rows = match_cost(count, WATCHES, RECIPIENTS)
        about = {"by": "changes (50 watches)", "x": count / 10_000}
        points.append({**about, "seconds": spent, "n": count, "rows": rows})
    for many in (5, 12, 25, 50, 100):
        spent, _, rows = match_cost(CHANGES, many, RECIPIENTS)
        about = {"by": "watches (10,000 changes)", "x": many / 50}
        points.append({**about, "seconds": spent, "n": many, "rows": rows})
    title = "Matching changes with watches, 200 recipients"
    chart = (
        altair.Chart({"values": points}, width=520, height=260, title=title)
        .mark_line(point=True)
        .encode(
            x=altair.X("x:Q", title="share of 10,000 changes, or of 50 watches"),
            y=altair.Y("seconds:Q", title="CPU-seconds"),
            color=altair.Color("by:N", title=None),
        )
        .configure(font="Liberation Sans", background="white")
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(vl_convert.vegalite_to_png(chart.to_json(), scale=2))
    return points


if __name__ == "__main__":
    for point in growth(Path(sys.argv[1])):
        print(point)
