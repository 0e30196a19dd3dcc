"""The outbox: alert rows, written in the loader's transaction with their changes.

A change and the fact that somebody must hear of it are committed together or not at all;
sending comes later and can be repeated (docs/decisions/0006-outbox.md). Here is decided who
hears of what, and what is held back and why:

* one change tells one recipient once: of several watches of his that match, the first that
  may tell now does, the others are held and name it;
* a value that he was last told is not told again. Re-extraction and re-clustering append
  changes with new ids that say nothing new; what counts is the value, per aspect;
* a new meeting is not told by a sentence that told him of one before;
* what he muted or unsubscribed from is held.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from readout.config import Settings
from readout.watching.matching import Change, Match, Matcher
from readout.watching.parties import Aliases, Participant
from readout.watching.timing import due_at
from readout.watching.watches import Watch
from readout.watching.watchfiles import watches_in_force

Row = dict[str, Any]
# What a change says something about; other kinds are their own aspect.
ASPECTS = {"new": "status", "status": "status"}
# Of these a meeting has one value at a time, and a former one that comes back is news. Of
# the other aspects (who denied it, who took part) values add up, and none is news twice.
CURRENT = frozenset({"status", "date", "place", "duration"})


class Transaction(Protocol):
    """The loader's open transaction (readout.storage.loader.Load)."""

    now: datetime

    def rows(self, name: str, **params: Any) -> list[Row]: ...
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
    watches, _ = watches_in_force(settings.watches, kept_watches(settings))
    aliases = aliases_of(load, watches)
    now = load.now.replace(tzinfo=UTC)
    released = released_now(watches, held, aliases, now)
    load.stage("alert_states", released)
    load.merge(["alert_states"])
    alerts = Alerts(
        told=load.rows("alerting/told"),
        sentences=load.rows("alerting/sentences_told"),
        mutes=load.rows("alerting/mutes"),
    ).of(Matcher(watches, aliases).match_all(change_of(row) for row in rows), now)
    load.stage("alerts", alerts)
    load.merge(["alerts"])
    return len(released) + sum(1 for alert in alerts if alert["state"] == "pending")


def released_now(
    watches: Sequence[Watch], held: Iterable[Row], aliases: Aliases, now: datetime
) -> list[Row]:
    """States of alerts that were held because the meeting was not sure enough, or not yet
    in an outlet or language asked for, and now it is.

    No change comes of that (the status is what it was), so without this nobody would ever
    be told. The statement gives only changes that are still true.
    """
    by_name = {watch.name: watch for watch in watches}
    states: list[Row] = []
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


class Reader(Protocol):
    """Whatever can run our statements: a load or a snapshot."""

    def rows(self, name: str, **params: Any) -> list[Row]: ...


def aliases_of(reader: Reader, watches: Sequence[Watch]) -> dict[str, list[str]]:
    """The canonical names behind the spellings that watches use."""
    names = {
        name
        for watch in watches
        for party in (*watch.who, *watch.with_)
        for name in (party.name, party.person, party.body)
        if name
    }
    found: dict[str, list[str]] = {}
    for row in reader.rows("alerting/aliases", names=sorted(names)) if names else ():
        found.setdefault(row["alias"], []).append(row["name"])
    return found


def change_of(row: Row) -> Change:
    """A row of `alerting/changes` as matching wants it."""
    return Change(
        change_id=row["change_id"],
        meeting_id=row["meeting_id"],
        kind=row["kind"],
        old_value=row["old_value"],
        new_value=row["new_value"],
        status=row["status"],
        confidence=row["confidence"],
        participants=tuple(
            Participant(p["name"], p["role"], p["type"]) for p in row["participants"]
        ),
        place=row["place"],
        topic=row["topic"],
        evidence=row["evidence"],
        outlets=tuple(o for o in dict.fromkeys((row["outlet"], *(row["outlets"] or ()))) if o),
        languages=tuple(row["languages"] or ()),
        article_id=row["article_id"],
    )


def alert_id(change_id: str, watch: str, recipient: str) -> str:
    """20 hex digits; the same for the same change, watch and recipient."""
    text = "\x1f".join((change_id, watch, recipient)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=10).hexdigest()


class Mutes:
    """Who doesn't want what."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._reasons: dict[tuple[str, str | None, str | None], str] = {
            (m["recipient"], m["watch"], m["meeting_id"]): m["reason"] for m in rows
        }

    def reason(self, recipient: str, watch: str, meeting_id: str) -> str | None:
        """Why this isn't told him; None when it may be."""
        if not self._reasons:
            return None
        for asked in (
            (recipient, watch, None),
            (recipient, None, meeting_id),
            (recipient, watch, meeting_id),
            (recipient, None, None),
        ):
            if asked in self._reasons:
                return self._reasons[asked]
        return None


class Alerts:
    """Turns matches into alert rows, knowing what was told before."""

    def __init__(
        self, *, told: Iterable[Row] = (), sentences: Iterable[Row] = (), mutes: Iterable[Row] = ()
    ) -> None:
        self._told = {(t["recipient"], t["meeting_id"], t["aspect"]): t for t in told}
        self._sentences = {(s["recipient"], s["evidence"]) for s in sentences}
        self._mutes = Mutes(mutes)

    def of(self, matches: Sequence[Match], now: datetime) -> list[Row]:
        """The rows of one load, in the order of the matches.

        Args:
            matches: grouped by change, changes in the order in which they were asserted.
            now: aware, UTC.
        """
        last = _last_values(matches)
        due = {
            (watch.name, digest): due_at(watch, now, digest=digest)
            for watch in {m.watch.name: m.watch for m in matches}.values()
            for digest in (True, False)
        }
        stamp = now.replace(tzinfo=None)
        teller: dict[tuple[str, str], str] = {}
        rows: list[Row] = []
        for match in sorted_by_haste(matches):
            change, watch = match.change, match.watch
            aspect, value = about(change)
            schedule, moment = due[watch.name, match.digest]
            for recipient in watch.recipients:
                held = match.held or self._held(match, recipient, last, teller)
                if held is None:
                    teller[change.change_id, recipient] = watch.name
                rows.append(
                    {
                        "alert_id": alert_id(change.change_id, watch.name, recipient),
                        "change_id": change.change_id,
                        "meeting_id": change.meeting_id,
                        "watch": watch.name,
                        "rule": match.rule,
                        "recipient": recipient,
                        "state": "held" if held else "pending",
                        "reason": held,
                        "schedule": schedule,
                        "zone": watch.timezone,
                        "aspect": aspect,
                        "value": value,
                        "attempts": 0,
                        "due_at": moment.replace(tzinfo=None),
                        "created_at": stamp,
                        "updated_at": stamp,
                    }
                )
        return rows

    def remember(self, rows: Iterable[Row]) -> None:
        """Take in rows that `of` made, as if they had been told."""
        for row in rows:
            if row["state"] != "pending":
                continue
            asked = (row["recipient"], row["meeting_id"], row["aspect"])
            before = self._told.get(asked, {"all_values": []})
            values = [*before["all_values"], row["value"]]
            self._told[asked] = {"value": row["value"], "all_values": values}

    def _held(
        self,
        match: Match,
        recipient: str,
        last: Mapping[tuple[str, str], str | None],
        teller: Mapping[tuple[str, str], str],
    ) -> str | None:
        change, watch = match.change, match.watch
        muted = self._mutes.reason(recipient, watch.name, change.meeting_id)
        if muted:
            return muted
        other = teller.get((change.change_id, recipient))
        if other:
            return f"told by the watch “{other}”"
        aspect, value = about(change)
        told = self._told.get((recipient, change.meeting_id, aspect))
        if told is not None and (
            told["value"] == last[change.meeting_id, aspect]
            if aspect in CURRENT
            else value in told["all_values"]
        ):
            return f"told already: {aspect} {value or ''}".rstrip()
        if change.kind == "new" and (recipient, change.evidence) in self._sentences:
            return "told already: this sentence told of a meeting before"
        return None


def about(change: Change) -> tuple[str, str | None]:
    """The aspect of the meeting that a change speaks of, and what it says of it."""
    aspect = ASPECTS.get(change.kind, change.kind)
    if aspect == "status":
        return aspect, change.says()
    return aspect, change.article_id if change.kind == "withdrawn" else change.new_value


def _last_values(matches: Sequence[Match]) -> dict[tuple[str, str], str | None]:
    """Meeting and aspect -> the value that this load leaves it with. A history that is
    derived anew (possible, scheduled, held) ends where the recipient already is."""
    last: dict[tuple[str, str], str | None] = {}
    for match in matches:
        change = match.change
        aspect, value = about(change)
        last[change.meeting_id, aspect] = value
    return last


def sorted_by_haste(matches: Sequence[Match]) -> list[Match]:
    """Within each change, watches that tell at once before those that wait for a digest:
    the first that may tell a recipient tells him."""
    haste = {"immediate": 0, "hourly": 1, "daily": 2, "weekly": 3}
    order = {match.change.change_id: i for i, match in reversed(list(enumerate(matches)))}
    return sorted(
        matches,
        key=lambda m: (order[m.change.change_id], m.digest, haste[m.watch.when]),
    )
