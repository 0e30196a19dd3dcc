"""The outbox: alert rows, written in the loader's transaction with their changes.

A change and the fact that somebody must hear of it are committed together or not at all;
sending comes later and can be repeated (docs/decisions/0006-outbox.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from readout import __version__
from readout.config import Settings
from readout.watching.matching import Change, Match, Matcher
from readout.watching.parties import Aliases, Participant, Reader, aliases_of
from readout.watching.telling import LIKELY_SAME, Alerts
from readout.watching.timing import due_at
from readout.watching.watches import Watch
from readout.watching.watchfiles import watches_in_force

if TYPE_CHECKING:
    from readout.storage.results import (
        AlertingChangesRow,
        AlertingHeldNotYetRow,
        AlertingPastChangesRow,
    )
    from readout.storage.rows import SetAsideRow


class Transaction(Reader, Protocol):
    """The loader's open transaction (readout.storage.loader.Load)."""

    now: datetime

    def stage(self, relation: str, records: Iterable[Mapping[str, Any]]) -> int: ...
    def merge(self, relations: Iterable[str]) -> None: ...


def kept_watches(settings: Settings) -> Path:
    return settings.home / "outbox" / "watches.json"


def queue_alerts(load: Transaction, settings: Settings) -> int:
    """Write the alerts of the changes staged in this transaction (`stg_meeting_changes`,
    already merged into `meeting_changes`, as are the meetings).

    Returns:
        How many will be sent; those held back are rows too.

    Raises:
        ConfigError: the watches are wrong and never were right.
    """
    rows = load.rows("alerting/changes")
    held = load.rows("alerting/held_not_yet")
    if not rows and not held:
        return 0
    watches, _ = watches_in_force(settings.watches, kept_watches(settings), settings.own_watches)
    aliases = aliases_of(load, (p for w in watches for p in w.parties()))
    now = load.now.replace(tzinfo=UTC)
    released = released_now(watches, held, aliases, now)
    load.stage("alert_states", released)
    load.merge(["alert_states"])
    matches = matches_of(load, Matcher(watches, aliases), rows)
    alerts = Alerts(
        told=load.rows("alerting/told"),
        sentences=load.rows("alerting/sentences_told"),
        mutes=load.rows("alerting/mutes"),
        likely_same=load.rows("alerting/likely_same", least=LIKELY_SAME),
    ).of(matches, now)
    load.stage("alerts", alerts)
    load.merge(["alerts"])
    return len(released) + sum(1 for alert in alerts if alert["state"] == "pending")


def matches_of(
    load: Transaction, matcher: Matcher, rows: Iterable[AlertingChangesRow]
) -> list[Match]:
    """What the watches say to each change. A change that can't be matched is set aside with
    the reason, and the others are told."""
    matches: list[Match] = []
    bad: list[SetAsideRow] = []
    for row in rows:
        try:
            matches.extend(matcher.match(change_of(row)))
        except Exception as cause:  # a fault of ours or an odd row, never the others' loss
            bad.append(
                {
                    "item_id": row["change_id"],
                    "kind": "change",
                    "step": "resolve_meetings",
                    "version": __version__,
                    "article_id": row["article_id"],
                    "problem": f"{type(cause).__name__}: {cause}"[:1000],
                    "set_aside_at": load.now,
                }
            )
    if bad:
        load.stage("set_aside", bad)
        load.merge(["set_aside"])
    return matches


def released_now(
    watches: Sequence[Watch], held: Iterable[AlertingHeldNotYetRow], aliases: Aliases, now: datetime
) -> list[dict[str, object]]:
    """States of alerts that were held because the meeting was not sure enough, or not yet
    in an outlet or language asked for, and now it is.

    No change comes of that (the status is what it was), so without this nobody would ever
    be told. The statement gives only changes that are still true.
    """
    by_name = {watch.name: watch for watch in watches}
    states: list[dict[str, object]] = []
    for row in held:
        watch = by_name.get(row["watch"])
        if watch is None or row["recipient"] not in watch.recipients:
            continue
        matches = Matcher([watch], aliases).match(change_of(row))
        if not matches or matches[0].held is not None:
            continue
        schedule, due = due_at(watch, now, digest=matches[0].digest)
        states.append(
            {
                "alert_id": row["alert_id"],
                "attempts": 0,
                "state": "pending",
                "reason": f"was held: {row['reason']}",
                "schedule": schedule,
                "due_at": due.replace(tzinfo=None),
                "updated_at": now.replace(tzinfo=None),
            }
        )
    return states


def change_of(
    row: AlertingChangesRow | AlertingHeldNotYetRow | AlertingPastChangesRow,
) -> Change:
    """A row of `alerting/changes` as matching wants it."""
    return Change(
        change_id=row["change_id"],
        meeting_id=row["meeting_id"],
        kind=row["kind"],
        old_value=row["old_value"],
        new_value=row["new_value"],
        status=row["status"],
        confidence=row["confidence"],
        participants=tuple(Participant.of_row(p) for p in row["participants"]),
        place=row["place"],
        topic=row["topic"],
        evidence=row["evidence"],
        outlets=tuple(o for o in dict.fromkeys((row["outlet"], *(row["outlets"] or ()))) if o),
        languages=tuple(row["languages"] or ()),
        article_id=row["article_id"],
    )
