"""Who hears of which change, and what is held back and why.

* one change tells one recipient once: of several watches of his that match, the first that
  may tell now does, the others are held and name it;
* a value that he was last told is not told again. Re-extraction and re-clustering append
  changes with new ids that say nothing new; what counts is the value, per aspect;
* a new meeting is not told by a sentence that told him of one before;
* once he was told of a meeting, no threshold of his watch holds a change of it back;
* a new report without a day is not told when it may be a meeting that he is told of, takes
  nothing back and is no firmer; that meeting's mail shows the report as maybe the same;
* a contradiction is not told beside the denial that makes it;
* what he muted or unsubscribed from is held.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from readout.lexicon.statuses import TAKEN_BACK, rank
from readout.watching.matching import Change, Match
from readout.watching.timing import due_at

if TYPE_CHECKING:
    from readout.storage.results import (
        AlertingLikelySameRow,
        AlertingMutesRow,
        AlertingSentencesToldRow,
        AlertingToldRow,
    )
    from readout.storage.rows import AlertsRow

# What a change says something about; other kinds are their own aspect.
ASPECTS = {"new": "status", "status": "status"}
# Of these a meeting has one value at a time, and a former one that comes back is news. Of
# the other aspects (who denied it, who took part) values add up, and none is news twice.
CURRENT = frozenset({"status", "date", "place", "duration"})
# From this score on (the resolver's) two meetings may be one for who reads of both.
LIKELY_SAME = 0.55


def alert_id(change_id: str, watch: str, recipient: str) -> str:
    """20 hex digits; the same for the same change, watch and recipient."""
    text = "\x1f".join((change_id, watch, recipient)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=10).hexdigest()


class Mutes:
    """Who doesn't want what."""

    def __init__(self, rows: Iterable[AlertingMutesRow]) -> None:
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
        self,
        *,
        told: Iterable[AlertingToldRow] = (),
        sentences: Iterable[AlertingSentencesToldRow] = (),
        mutes: Iterable[AlertingMutesRow] = (),
        likely_same: Iterable[AlertingLikelySameRow] = (),
    ) -> None:
        self._likely: dict[str, list[AlertingLikelySameRow]] = {}
        for row in likely_same:
            self._likely.setdefault(row["meeting_id"], []).append(row)
        self._told = {(t["recipient"], t["meeting_id"], t["aspect"]): t for t in told}
        self._sentences = {(s["recipient"], s["evidence"]) for s in sentences}
        self._mutes = Mutes(mutes)

    def of(self, matches: Sequence[Match], now: datetime) -> list[AlertsRow]:
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
        told_now: set[tuple[str, str]] = set()
        denied = {
            (m.watch.name, m.change.meeting_id, m.change.evidence)
            for m in matches
            if m.change.kind == "denied" and m.held is None
        }
        rows: list[AlertsRow] = []
        for match in sorted_by_haste(matches):
            change, watch = match.change, match.watch
            aspect, value = about(change)
            schedule, moment = due[watch.name, match.digest]
            for recipient in watch.recipients:
                held = self._threshold(match, recipient, told_now)
                held = held or self._held(match, recipient, last, teller)
                if held is None and change.kind == "contradicted":
                    held = _denial_told(match, denied)
                if held is None:
                    teller[change.change_id, recipient] = watch.name
                    told_now.add((recipient, change.meeting_id))
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
        self._hold_likely_doubles(rows)
        return rows

    def _hold_likely_doubles(self, rows: Sequence[AlertsRow]) -> None:
        """Hold new reports that may be a meeting of which the same recipient is told anyway.

        Of two that may each be the other and are equally firm, the first is told. What takes
        something back, or is firmer, adds to what was told and is never held.
        """
        if not self._likely:
            return
        going = {(r["recipient"], r["meeting_id"]) for r in rows if r["state"] == "pending"}
        for row in rows:
            if row["state"] != "pending" or row["aspect"] != "status":
                continue
            for other in self._likely.get(row["meeting_id"], ()):
                adds = row["value"] in TAKEN_BACK or rank(row["value"]) > rank(
                    other["other_status"]
                )
                before = row["recipient"] in other["recipients"]
                now = (row["recipient"], other["other_id"]) in going
                if not adds and (before or now):
                    row["state"] = "held"
                    row["reason"] = f"maybe the same as a meeting told: {other['other_id']}"
                    going.discard((row["recipient"], row["meeting_id"]))
                    break

    def remember(self, rows: Iterable[AlertsRow]) -> None:
        """Take in rows that `of` made, as if they had been told."""
        for row in rows:
            if row["state"] != "pending":
                continue
            asked = (row["recipient"], row["meeting_id"], row.get("aspect"))
            value, before = row.get("value"), self._told.get(asked)
            values = [*((before and before["all_values"]) or ()), *([value] if value else ())]
            self._told[asked] = {
                "recipient": row["recipient"],
                "meeting_id": row["meeting_id"],
                "aspect": row.get("aspect"),
                "value": value,
                "all_values": values,
            }

    def _threshold(
        self, match: Match, recipient: str, told_now: Collection[tuple[str, str]]
    ) -> str | None:
        """Why the watch doesn't want this; who was told of the meeting hears all that is asked
        for, whatever the threshold."""
        meeting = match.change.meeting_id
        told = (recipient, meeting) in told_now or (recipient, meeting, "status") in self._told
        return None if match.unless_told and told else match.held

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
            else value in (told["all_values"] or ())
        ):
            return f"told already: {aspect} {value or ''}".rstrip()
        if change.kind == "new" and (recipient, change.evidence) in self._sentences:
            return "told already: this sentence told of a meeting before"
        return None


def _denial_told(match: Match, denied: Collection[tuple[str, str, str | None]]) -> str | None:
    change = match.change
    if (match.watch.name, change.meeting_id, change.evidence) in denied:
        return "told already: the denial says it"
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
