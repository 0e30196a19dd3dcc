"""Putting assertions together: meetings, links, redirects and what was learned, as rows.

Only what the touched assertions can touch is looked at (resolution/nearby.py), and only
rows that changed are written.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from readout.resolution import resolver_version
from readout.resolution.current import Current, current_of
from readout.resolution.decisions import NO_DECISIONS, fixed
from readout.resolution.groups import RUMOUR_DAYS
from readout.resolution.history import (
    NOTHING,
    Before,
    Change,
    Versions,
    changes_of,
    read_state,
    reported_after,
)
from readout.resolution.identity import Identities, identify
from readout.resolution.likeness import SLACK_DAYS, stand_ins
from readout.resolution.linking import TALK_DAYS
from readout.resolution.meetings import Meeting, group_meetings
from readout.resolution.nearby import JUDGED, SEEN, judged, there, unsettled
from readout.resolution.proposals import Proposal, is_vague, propose
from readout.resolution.readings import Places, Reading
from readout.resolution.replay import in_order_told, state_after
from readout.resolution.successions import MOVED_DAYS
from readout.steps.decided import decisions_in
from readout.steps.handing import Given
from readout.steps.resolved_rows import attendance, meeting_row, reading_of
from readout.storage.loader import Load
from readout.storage.rows import MeetingChangesRow

if TYPE_CHECKING:
    from readout.storage.results import (
        ResolveAttendingRow,
        ResolveOldMeetingsRow,
        ResolveOldParticipantsRow,
    )
    from readout.storage.rows import MeetingLinksRow, MeetingParticipantsRow, MergeLogRow

_REACH = {"slack": SLACK_DAYS, "rumour": RUMOUR_DAYS, "moved": MOVED_DAYS, "talk": TALK_DAYS}
_NEAR = {"slack": SLACK_DAYS, "talk": TALK_DAYS}
# The longest of these: around what was put off, and around all else.
_HOOD = {"moved": MOVED_DAYS, "talk": TALK_DAYS}
# What is no value of a meeting but of the resolution that wrote its row.
_MARKS = frozenset({"updated_at", "run_id", "resolver_version", "told"})


@dataclass(slots=True)
class Known:
    """The warehouse's state of what is looked at."""

    readings: dict[str, Reading] = field(default_factory=dict)
    people: dict[str, list[ResolveAttendingRow]] = field(default_factory=lambda: defaultdict(list))
    links: dict[str, str] = field(default_factory=dict)
    proposed: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    meetings: dict[str, ResolveOldMeetingsRow] = field(default_factory=dict)
    participants: dict[str, list[ResolveOldParticipantsRow]] = field(
        default_factory=lambda: defaultdict(list)
    )


class PuttingTogether:
    """One regrouping, inside one load."""

    def __init__(self, load: Load, places: Places, run_id: str) -> None:
        self.load = load
        self.places = places
        self.run_id = run_id
        self.new_meetings = 0
        self.changes = 0
        self.looked_at = 0
        self.decisions = NO_DECISIONS
        self.reread: Versions | None = None

    def put_together(
        self, new: set[str], changed: set[str], gone: set[str], reread: Versions | None = None
    ) -> None:
        """Group the closure of these mentions anew and write what came of it.

        Args:
            reread: by which versions, where these are known reports read again: then what
                comes of them is no news.
        """
        self.reread = reread
        self.decisions, decided = decisions_in(self.load)
        touched = new | changed | gone | decided
        if not touched:
            return
        meetings, known = self._grouped(touched)
        self.load.rows("resolve/meeting_decisions_applied")
        told = {i for i, r in known.meetings.items() if r["told"]}
        ids = identify(meetings, known.links, told)
        staged: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for meeting in meetings:
            for relation, made in self._meeting_rows(meeting, ids, known, new, gone).items():
                staged[relation].extend(made)
        for relation, rows in staged.items():
            self.load.stage(relation, rows)
        self._stage_links(meetings, ids, known, touched)
        self._stage_redirects(ids)
        self.load.merge(
            [
                "meetings",
                "meeting_participants",
                "meeting_links",
                "meeting_redirects",
                "meeting_changes",
                "merge_log",
            ]
        )

    def _work(self, ids: Collection[str]) -> None:
        Given(self.load, {"id": sorted(ids)}).rows("resolve/work")

    def _grouped(self, touched: set[str]) -> tuple[list[Meeting], Known]:
        """The meetings of all that is judged anew, and what is known of these."""
        roots, known = set(touched), Known()
        self.load.rows("resolve/hood")
        while True:
            steps = self._near(roots)
            self._read(known, steps.keys() - known.readings.keys())
            found = group_meetings(
                there((known.readings[m] for m in steps if m in known.readings), steps),
                self.decisions,
            )
            more = unsettled(found, known.links, steps, roots) - roots
            if not more:
                break
            roots |= more
        self.looked_at = len(steps)
        self._read_around(known, {m for m, step in steps.items() if step <= JUDGED})
        return judged(found, steps), known

    def _near(self, roots: Collection[str]) -> dict[str, int]:
        """The mentions to be looked at, each with its steps from the nearest root."""
        self._work(roots)
        self.load.rows("resolve/touched")
        for number in range(SEEN + 1):
            if number:
                self.load.rows("resolve/span_scope", round=number - 1)
                self.load.rows("resolve/hood_more", **_HOOD)
                self.load.rows("resolve/reach", round=number, **_REACH)
            self.load.rows("resolve/whole", round=number)
            if self.decisions:
                self.load.rows("resolve/reach_decided", round=number)
                self.load.rows("resolve/whole", round=number)
        return {r["mention_id"]: r["round"] for r in self.load.rows("resolve/scope")}

    def _read(self, known: Known, mentions: Collection[str]) -> None:
        self._work(mentions)
        for row in self.load.rows("resolve/assertions"):
            reading = reading_of(row, self.places)
            judged_void = reading.mention_id in self.decisions.void
            known.readings[reading.mention_id] = (
                replace(reading, active=False) if judged_void else reading
            )
        self._read_links(known, mentions)

    def _read_around(self, known: Known, scope: Collection[str]) -> None:
        """Who takes part in these mentions' meetings, and the meetings as they stand."""
        self._work(scope)
        for party in self.load.rows("resolve/attending"):
            known.people[party["mention_id"]].append(party)
        known.links = {m: i for m, i in known.links.items() if m in scope}
        ids = sorted(set(known.links.values()))
        for old in Given(self.load, {"id": ids}).rows("resolve/old_meetings"):
            known.meetings[old["meeting_id"]] = old
        for one in Given(self.load, {"id": ids}).rows("resolve/old_participants"):
            known.participants[one["meeting_id"]].append(one)

    def _read_links(self, known: Known, mentions: Collection[str]) -> None:
        self._work(mentions)
        for row in self.load.rows("resolve/links"):
            if row["kind"] == "linked":
                known.links[row["mention_id"]] = row["meeting_id"]
            else:
                known.proposed[row["mention_id"]][row["meeting_id"]] = row["score"]

    # -- meetings and their history

    def _meeting_rows(
        self, meeting: Meeting, ids: Identities, known: Known, new: set[str], gone: set[str]
    ) -> dict[str, Sequence[Mapping[str, Any]]]:
        """What the load must write of one meeting, by relation."""
        final = ids.final[meeting.meeting_id]
        current = self._current(meeting)
        present = self._present(meeting, final, known)
        names = [p["name"] for p in present]
        row = meeting_row(current, final, names, self.run_id, self.load.now)
        was = ids.before[final] or (self._split_off(meeting, known) if self.reread else None)
        old = known.meetings.get(was or "")
        if self.reread:
            apart = ids.before[final] is None
            changes, reported = self._changes_reread(meeting, final, old, known, gone, apart=apart)
        else:
            changes, reported = self._changes(meeting, final, old, known, new, gone)
        row = {**row, "reported": reported}
        self.new_meetings += ids.before[final] is None
        self.changes += len(changes)
        return {
            "meetings": [] if _same(row, known.meetings.get(final)) else [row],
            "meeting_participants": present if present != known.participants.get(final, []) else [],
            "meeting_changes": [self._change_row(final, c) for c in changes],
        }

    def _current(self, meeting: Meeting) -> Current:
        """The values of a meeting, those set by hand over all others."""
        current = current_of(meeting)
        for reading in meeting.readings if self.decisions.fixes else ():
            if (values := self.decisions.fixes.get(reading.mention_id)) is not None:
                current = replace(current, **fixed(values))
        return current

    def _present(self, meeting: Meeting, final: str, known: Known) -> list[MeetingParticipantsRow]:
        """The participants of a meeting, by those of its readings that are in force."""
        told = [r for r in meeting.readings if r.active] or meeting.readings
        stories = {r.mention_id: r.story for r in told}
        absent = stand_ins(told)
        rows = (row for i in stories for row in known.people[i] if row["party_id"] not in absent)
        return attendance(final, rows, stories)

    def _changes(
        self,
        meeting: Meeting,
        final: str,
        old: ResolveOldMeetingsRow | None,
        known: Known,
        new: set[str],
        gone: set[str],
    ) -> tuple[list[Change], str | None]:
        """What was learned, article by article in order of publication; and the reported
        state, as `meetings.reported` has it, where it is not the present one."""
        changes: list[Change] = []
        silent = _before(old, known.participants)
        before = reported = silent
        if old is not None and old["reported"] is not None:
            before = reported = read_state(old["reported"])
        else:
            silent = None
        steps = in_order_told(meeting, new)
        for stage, came in steps:
            current = self._current(stage)
            names = self._names(stage, final, known)
            last = stage is steps[-1][0]
            back = [r for r in meeting.readings if r.mention_id in gone] if last else []
            unknown = silent is not None and before is None  # found, and not reported as such
            made = changes_of(
                before,
                current,
                names,
                came,
                back,
                came if unknown else stage.readings,
                self.places,
                _named(stage, known),
                unreported=silent if before else None,
            )
            changes += made
            after = state_after(current, names)
            if unknown and not came:
                continue
            if unknown:
                silent = None
            reported = after
            if silent is not None and before is not None:
                reported = reported_after(before, after, silent, made)
            before = reported
        if silent is None or reported == after:
            return changes, None
        return changes, reported.text() if reported else NOTHING

    def _changes_reread(
        self,
        meeting: Meeting,
        final: str,
        old: ResolveOldMeetingsRow | None,
        known: Known,
        gone: set[str],
        *,
        apart: bool,
    ) -> tuple[list[Change], str | None]:
        """What a new version makes of a meeting that was known, in one step; `apart`: of one
        that it finds anew or takes out of `old`, whose state is what was reported of it."""
        before = _before(old, known.participants)
        current = self._current(meeting)
        names = self._names(meeting, final, known)
        back = [r for r in meeting.readings if r.mention_id in gone]
        changes = changes_of(
            None if apart else before,
            current,
            names,
            [],
            back,
            meeting.readings,
            self.places,
            _named(meeting, known),
            versions=self.reread,
        )
        if old is None:
            return changes, NOTHING
        reported = read_state(old["reported"]) if old["reported"] is not None else before
        if reported is None:
            return changes, NOTHING
        same = reported == state_after(current, names)
        return changes, None if same else reported.text()

    def _names(self, meeting: Meeting, final: str, known: Known) -> dict[str, str]:
        return {p["person_id"]: p["name"] for p in self._present(meeting, final, known)}

    def _split_off(self, meeting: Meeting, known: Known) -> str | None:
        """The meeting as a part of which most of these mentions were known."""
        was = Counter(
            known.links[r.mention_id] for r in meeting.readings if r.mention_id in known.links
        )
        return min(was, key=lambda m: (-was[m], m)) if was else None

    def _change_row(self, meeting_id: str, change: Change) -> MeetingChangesRow:
        source = change.source
        return {
            "change_id": change.change_id,
            "meeting_id": meeting_id,
            "kind": change.kind,
            "old_value": change.old,
            "new_value": change.new,
            "mention_id": source.mention_id,
            "article_id": source.article_id,
            "outlet": source.outlet,
            "evidence": source.evidence,
            "asserted_at": source.published,
            "resolver_version": resolver_version(),
            "reason": "version" if change.versions else None,
            "old_version": change.versions.old if change.versions else None,
            "new_version": change.versions.new if change.versions else None,
            "changed_at": self.load.now,
        }

    # -- links

    def _stage_links(
        self, meetings: Iterable[Meeting], ids: Identities, known: Known, roots: Collection[str]
    ) -> None:
        """Links and proposals of the meetings that changed, and proposals of what may mean them."""
        meetings = list(meetings)
        was = dict(known.links)
        had = Counter(was.values())
        grouped: dict[str, list[Reading]] = {}
        doubtful = set()
        for meeting in meetings:
            final, readings = ids.final[meeting.meeting_id], meeting.readings
            same = had[final] == len(readings) and all(
                was.get(r.mention_id) == final and r.mention_id not in roots for r in readings
            )
            if meeting.doubtful:
                doubtful.add(final)
            if meeting.doubtful or not same:
                grouped[final] = readings
        own = {r.mention_id: i for i, readings in grouped.items() for r in readings}
        proposals = self._propose(grouped, own, known, doubtful)
        rows: list[MeetingLinksRow] = []
        for mention in sorted(own.keys() | proposals.keys()):
            now = own.get(mention) or known.links[mention]
            told = {p.meeting_id: p.score for p in proposals.get(mention, ())}
            if was.get(mention) != now or known.proposed.get(mention, {}) != told:
                rows.append(self._link_row(mention, now, "linked", 1.0))
                rows.extend(self._link_row(mention, i, "proposed", told[i]) for i in sorted(told))
        self.load.stage("meeting_links", rows)
        self.load.stage(
            "merge_log",
            (
                self._logged(mention, was.get(mention), meeting, ids)
                for mention, meeting in sorted(own.items())
                if was.get(mention) != meeting
            ),
        )

    def _propose(
        self,
        grouped: Mapping[str, list[Reading]],
        own: Mapping[str, str],
        known: Known,
        doubtful: set[str],
    ) -> dict[str, tuple[Proposal, ...]]:
        """Proposals of the vague mentions in these meetings and near them; the latter get an entry
        even when they have none left."""
        self._work(own.keys())
        self.load.rows("resolve/touched")
        outside = {r["mention_id"] for r in self.load.rows("resolve/vague_near", **_NEAR)}
        self._read_links(known, outside - known.links.keys())
        asked = {m for m in own if own[m] in doubtful or is_vague(known.readings[m])} | outside
        self._work(asked)
        self.load.rows("resolve/span_work")
        self.load.rows("resolve/hood_more", **_HOOD)
        near = {
            r["mention_id"]: r["meeting_id"]
            for r in self.load.rows("resolve/meetings_near", **_NEAR)
        }
        self._read(known, (outside | near.keys()) - known.readings.keys())
        faces: dict[str, list[Reading]] = defaultdict(list)
        for mention, meeting in near.items():
            faces[meeting].append(known.readings[mention])
        subjects = [(own[m], known.readings[m]) for m in sorted(own)]
        subjects += [(known.links[m], known.readings[m]) for m in sorted(outside)]
        found = propose(subjects, [*grouped.items(), *faces.items()], doubtful)
        return {**dict.fromkeys(outside, ()), **found}

    def _link_row(self, mention: str, meeting: str, kind: str, score: float) -> MeetingLinksRow:
        return {
            "mention_id": mention,
            "meeting_id": meeting,
            "kind": kind,
            "score": score,
            "resolver_version": resolver_version(),
            "linked_at": self.load.now,
        }

    def _logged(self, mention: str, was: str | None, now: str, ids: Identities) -> MergeLogRow:
        kind = "linked"
        if was is not None:
            kind = "merged" if ids.redirects.get(was) == now else "split"
        return {
            "log_id": uuid.uuid4().hex,
            "kind": kind,
            "mention_id": mention,
            "old_meeting_id": was,
            "meeting_id": now,
            "resolver_version": resolver_version(),
            "run_id": self.run_id,
            "logged_at": self.load.now,
        }

    def _stage_redirects(self, ids: Identities) -> None:
        self.load.stage(
            "meeting_redirects",
            (
                {"old_meeting_id": old, "meeting_id": new, "merged_at": self.load.now}
                for old, new in sorted(ids.redirects.items())
            ),
        )


def _named(meeting: Meeting, known: Known) -> dict[str, str]:
    """Everybody whom its mentions name, also those who don't come any more."""
    return {
        p["party_id"]: p["party_name"] for r in meeting.readings for p in known.people[r.mention_id]
    }


def _same(row: Mapping[str, Any], old: ResolveOldMeetingsRow | None) -> bool:
    """Whether a meeting's row says nothing new."""
    known: Mapping[str, object] = old or {}
    return old is not None and all(known[c] == v for c, v in row.items() if c not in _MARKS)


def _before(
    row: ResolveOldMeetingsRow | None,
    participants: Mapping[str, list[ResolveOldParticipantsRow]],
) -> Before | None:
    if row is None:
        return None
    return Before(
        status=row["status"],
        start=row["start_day"],
        end=row["end_day"],
        place=row["place"],
        duration_minutes=row["duration_minutes"],
        contradicted=row["contradicted"],
        denied_by=frozenset(row["denied_by"] or ()),
        participants=frozenset(p["person_id"] for p in participants.get(row["meeting_id"], ())),
    )
