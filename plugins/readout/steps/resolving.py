"""`resolve_meetings`: mentions → people, meetings, their history, alerts; the snapshot.

One loader transaction. Incremental: only the mentions that are new, that changed their
people, or whose article took them back, and what shares parties and time with them, are
looked at; the result is the same as if all were resolved at once.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence

from readout.config import Settings
from readout.resolution import RESOLVER_VERSION
from readout.resolution.current import current_of
from readout.resolution.edits import Edit, Edits, read_edits
from readout.resolution.gazetteer import Gazetteer, load_gazetteer
from readout.resolution.history import Before, Change, changes_of
from readout.resolution.identity import Identities, identify
from readout.resolution.meetings import Meeting, Resolved, resolve
from readout.resolution.names import read_name
from readout.resolution.people import (
    Claim,
    Party,
    family_words,
    fixed_party,
    resolve_parties,
)
from readout.resolution.readings import Places, Reading
from readout.steps import Counts
from readout.steps.resolved_rows import (
    Row,
    assertion_row,
    attendance,
    claims_of,
    meeting_row,
    pair_rows,
    party_of,
    party_row,
    reading_of,
)
from readout.storage.loader import Load, loading
from readout.storage.publish import publish

STEP = "resolve_meetings"


def resolve_meetings(settings: Settings, run_id: str | None = None) -> Counts:
    """Resolve what is pending, write alerts for what was learned, publish the snapshot.

    Returns:
        `mentions` taken in, `meetings` new, `changes`, `withdrawn` assertions, `alerts`.
    """
    run_id = run_id or uuid.uuid4().hex
    counts = Counts().add(mentions=0, meetings=0, changes=0)
    with loading(settings, STEP) as load:
        work = Resolving(load, load_gazetteer(), run_id)
        work.take_in(counts)
        work.put_together(counts)
        counts.add(alerts=_queue(load, settings))
    publish(settings)
    return counts


def _queue(load: Load, settings: Settings) -> int:
    try:
        from readout.watching.outbox import queue_alerts
    except ModuleNotFoundError as cause:
        if cause.name not in ("readout.watching.outbox", "readout.watching"):
            raise
        return 0
    return int(queue_alerts(load, settings))


class Resolving:
    """One resolution inside one load."""

    def __init__(self, load: Load, gazetteer: Gazetteer, run_id: str) -> None:
        self.load = load
        self.gazetteer = gazetteer
        self.places = Places(gazetteer)
        self.run_id = run_id
        self.touched: set[str] = set()
        self.news: set[str] = set()
        self.gone: set[str] = set()
        self.parties: set[str] = set()

    def _work(self, ids: Collection[str]) -> None:
        self.load.rows("resolve/work", ids=sorted(ids))

    # -- people and assertions

    def take_in(self, counts: Counts) -> None:
        """New mentions become assertions; people that they change are resolved again."""
        edits = self._edits()
        pending = {r["mention_id"] for r in self.load.rows("resolve/pending", version=RESOLVER_VERSION)}
        self.gone = {r["mention_id"] for r in self.load.rows("resolve/gone")}
        self._work(pending)
        mentions = {r["mention_id"]: r for r in self.load.rows("resolve/mentions")}
        stated: dict[str, list[Row]] = defaultdict(list)
        for row in self.load.rows("resolve/participants"):
            stated[row["mention_id"]].append(row)
        claims = [
            c for i, m in mentions.items() for c in claims_of(stated[i], m, self.gazetteer)
        ]
        self.news = set(mentions)
        changed = self._resolve_people(claims, edits)
        self._take_back(mentions)
        self._assert_again(changed - set(mentions))
        for m in mentions.values():
            self._stage_assertion(m)
        self.load.merge(["assertions", "assertion_parties", "assertion_pairs", "role_claims"])
        self.touched = set(mentions) | changed | self.gone
        counts.add(mentions=len(mentions), withdrawn=len(self.gone))
        self._refresh_people()

    def _edits(self) -> Edits:
        rows = self.load.rows("resolve/edits")
        edits, _ = read_edits(Edit(r["kind"], r["subject"], r["object"]) for r in rows)
        return edits

    def _resolve_people(self, claims: Sequence[Claim], edits: Edits) -> set[str]:
        """Resolve the new claims and the earlier ones that share a name with them.

        Returns:
            Mentions of earlier resolutions whose parties are others now.
        """
        open_ = [
            c
            for c in claims
            if fixed_party(c, read_name(c.name), self.gazetteer, edits) is None
        ]
        names = [read_name(c.name) for c in open_]
        keys = sorted({n.key for n in names})
        families = sorted({w for n in names for w in family_words(n, self.gazetteer)})
        new = {c.claim_id for c in claims}
        earlier: list[Claim] = []
        was: dict[str, tuple[str, bool]] = {}
        for row in self.load.rows("resolve/known_claims", keys=keys, families=families):
            claim_id = f"{row['mention_id']}/{row['position']}"
            if claim_id in new:
                continue
            earlier.append(
                Claim(
                    claim_id,
                    row["article_id"],
                    row["name"],
                    row["role"],
                    row["stated"],
                    row["day"],
                    frozenset(row["partners"] or ()),
                )
            )
            was[claim_id] = (row["party_id"], row["firm"])
        found = resolve_parties([*claims, *earlier], self.gazetteer, edits)
        undecided = {c.claim_id for c in open_}
        self._resolved: dict[str, list[Row]] = defaultdict(list)
        changed: set[str] = set()
        for claim in claims:
            self._keep(claim, found[claim.claim_id], claim.claim_id in undecided)
        for claim in earlier:
            party = found[claim.claim_id]
            old, _ = was[claim.claim_id]
            if party.party_id != old:
                changed.add(claim.claim_id.rpartition("/")[0])
                self.parties.add(old)
                self._keep(claim, party, True)
        return changed

    def _keep(self, claim: Claim, party: Party, open_: bool) -> None:
        mention, _, position = claim.claim_id.rpartition("/")
        row = party_row(claim, party, int(position), self.gazetteer, open_)
        self._resolved[mention].append(row)
        self.parties.add(party.party_id)

    def _stage_assertion(self, mention: Row) -> None:
        rows = self._resolved[mention["mention_id"]]
        parties: list[Party] = [party_of(r) for r in rows]
        row = assertion_row(mention, parties, self.gazetteer, self.load.now, self.run_id)
        self.load.stage("assertions", [row])
        self.load.stage("assertion_parties", rows)
        self.load.stage("assertion_pairs", pair_rows(reading_of(row, self.places)))

    def _take_back(self, mentions: dict[str, Row]) -> None:
        del mentions
        self._work(self.gone)
        rows = self.load.rows("resolve/assertions")
        self.load.stage("assertions", ({**r, "active": False} for r in rows))

    def _assert_again(self, changed: set[str]) -> None:
        """Assertions whose people are others now; what they say stays."""
        self._work(changed)
        rows = self.load.rows("resolve/assertions")
        for row in self.load.rows("resolve/assertion_parties"):
            mine = self._resolved[row["mention_id"]]
            if all(r["position"] != row["position"] for r in mine):
                mine.append(row)
        for row in rows:
            self._resolved[row["mention_id"]].sort(key=lambda r: r["position"])
            self._stage_assertion(row)

    def _refresh_people(self) -> None:
        self.load.rows("resolve/touched_people", ids=sorted(self.parties))
        for name in ("people_out", "people_in", "aliases_out", "aliases_in", "edits_applied"):
            self.load.rows(f"resolve/{name}")

    # -- meetings

    def put_together(self, counts: Counts) -> None:
        """Group the touched assertions with what they can touch, and write what came of it."""
        if not self.touched:
            return
        self._work(self.touched)
        scope = {r["mention_id"] for r in self.load.rows("resolve/touched")}
        self._work(scope)
        readings = [reading_of(r, self.places) for r in self.load.rows("resolve/assertions")]
        people: dict[str, list[Row]] = defaultdict(list)
        for row in self.load.rows("resolve/assertion_parties"):
            people[row["mention_id"]].append(row)
        links = {r["mention_id"]: r["meeting_id"] for r in self.load.rows("resolve/links")}
        old = {
            r["meeting_id"]: r
            for r in self.load.rows("resolve/old_meetings", ids=sorted(set(links.values())))
        }
        resolved = resolve(readings)
        ids = identify(resolved.meetings, links, {i for i, r in old.items() if r["told"]})
        for meeting in resolved.meetings:
            before = ids.before[ids.final[meeting.meeting_id]]
            self._stage_meeting(meeting, ids, old.get(before or ""), people, counts)
        self._stage_links(resolved, ids, links)
        self.load.stage(
            "meeting_redirects",
            (
                {"old_meeting_id": o, "meeting_id": m, "merged_at": self.load.now}
                for o, m in sorted(ids.redirects.items())
            ),
        )
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

    def _stage_meeting(
        self,
        meeting: Meeting,
        ids: Identities,
        old: Row | None,
        people: dict[str, list[Row]],
        counts: Counts,
    ) -> None:
        final = ids.final[meeting.meeting_id]
        current = current_of(meeting)
        told = [r for r in meeting.readings if r.active] or meeting.readings
        stories = {r.mention_id: r.story for r in told}
        present = attendance((row for i in stories for row in people[i]), stories)
        names = {p["person_id"]: p["name"] for p in present}
        row = meeting_row(current, final, list(names.values()), self.run_id, self.load.now)
        self.load.stage("meetings", [row])
        self.load.stage("meeting_participants", ({**p, "meeting_id": final} for p in present))
        news = [r for r in meeting.readings if r.mention_id in self.news]
        gone = [r for r in meeting.readings if r.mention_id in self.gone]
        changes = changes_of(
            _before(old), current, names, news, gone, meeting.readings, self.places
        )
        self.load.stage("meeting_changes", (self._change(final, c) for c in changes))
        counts.add(meetings=int(old is None), changes=len(changes))

    def _change(self, meeting_id: str, change: Change) -> Row:
        source: Reading = change.source
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
            "resolver_version": RESOLVER_VERSION,
            "changed_at": self.load.now,
        }

    def _stage_links(self, resolved: Resolved, ids: Identities, links: dict[str, str]) -> None:
        rows: list[Row] = []
        log: list[Row] = []
        common = {"resolver_version": RESOLVER_VERSION}
        for meeting in resolved.meetings:
            final = ids.final[meeting.meeting_id]
            for reading in meeting.readings:
                mention = reading.mention_id
                link = {"mention_id": mention, "linked_at": self.load.now, **common}
                rows.append({**link, "meeting_id": final, "kind": "linked", "score": 1.0})
                rows.extend(
                    {
                        **link,
                        "meeting_id": ids.final[p.meeting_id],
                        "kind": "proposed",
                        "score": p.score,
                    }
                    for p in resolved.proposals.get(mention, ())
                )
                if (was := links.get(mention)) != final:
                    log.append(self._logged(mention, was, final, ids))
        self.load.stage("meeting_links", rows)
        self.load.stage("merge_log", log)

    def _logged(self, mention: str, was: str | None, final: str, ids: Identities) -> Row:
        kind = "linked"
        if was is not None:
            kind = "merged" if ids.redirects.get(was) == final else "split"
        return {
            "log_id": uuid.uuid4().hex,
            "kind": kind,
            "mention_id": mention,
            "old_meeting_id": was,
            "meeting_id": final,
            "resolver_version": RESOLVER_VERSION,
            "run_id": self.run_id,
            "logged_at": self.load.now,
        }


def _before(row: Row | None) -> Before | None:
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
        participants=frozenset(row["participants"] or ()),
    )
