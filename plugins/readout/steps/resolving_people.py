"""Taking mentions in: whom their participants mean, as rows of the warehouse.

Incremental: of the earlier claims only those are read again that bear a name that several
people bear or that is spelled otherwise here, and those without a full name that a new one may
explain. The result is that of
`resolution.people.resolve_parties` over all claims at once (a test proves it).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from readout.names.reading import read_name
from readout.resolution import resolver_version
from readout.resolution.edits import NO_EDITS, Edit, Edits, read_edits, spelled
from readout.resolution.gazetteer import Gazetteer
from readout.resolution.history import Versions
from readout.resolution.idents import ident
from readout.resolution.namesakes import Profile, any_clash, profile_of
from readout.resolution.offices import office_key
from readout.resolution.people import (
    NEAR_DAYS,
    Claim,
    Party,
    Told,
    company_key,
    edited,
    explained,
    family_word,
    fixed_party,
    is_full,
    part_full_names,
    respelled,
    second_look,
)
from readout.resolution.readings import Places, ids_of_names
from readout.steps.handing import Given
from readout.steps.resolved_rows import (
    assertion_row,
    claim_of,
    claims_of,
    pair_rows,
    party_of,
    party_row,
    reading_of,
    role_rows,
)
from readout.storage.loader import Load
from readout.storage.rows import AssertionPairsRow, RoleClaimsRow

if TYPE_CHECKING:
    from readout.storage.results import (
        ResolveAssertionsRow,
        ResolveGoneRow,
        ResolveMentionsRow,
        ResolveNamesakeClaimsRow,
        ResolveParticipantsRow,
        ResolvePendingRow,
    )

# Rounds of looking for other spellings of the spellings found.
MOST_SPELLINGS = 4


class TakingIn:
    """One round of taking in, inside one load.

    After `take_in`: `new`, `gone` and `changed` are mention ids; `decided` are the ids and
    spellings that decisions not taken in before are about. `reread` tells by which versions,
    where nothing but a new version makes this round: `new` and `gone` are then known reports,
    and what outlets reported since waits for the next round.
    """

    def __init__(self, load: Load, gazetteer: Gazetteer, places: Places, run_id: str) -> None:
        self.load = load
        self.gazetteer = gazetteer
        self.places = places
        self.run_id = run_id
        self.new: set[str] = set()
        self.gone: set[str] = set()
        self.changed: set[str] = set()
        self.lost: set[str] = set()
        self.reread: Versions | None = None
        self.edits = NO_EDITS
        self.decided: set[str] = set()
        self._rows: dict[str, dict[int, Mapping[str, Any]]] = defaultdict(dict)
        self._was: dict[str, Mapping[str, Any]] = {}
        self._known: set[str] = set()
        self._near = _around(())

    def take_in(self, limit: int, only: Collection[str] | None = None) -> None:
        """Make assertions of what is pending, end those that are gone, and resolve anew
        whom both change. What is beyond `limit` mentions, or not among `only`, stays
        pending."""
        edits, edited = self._read_edits()
        self.edits = edits
        look(self.load)
        pending, gone = self._due(limit)
        pending &= pending if only is None else set(only)
        self.gone = gone
        if known := pending & self._known:
            # Those read or resolved before give up whom they were taken to mean.
            self._work(known)
            self.lost = {r["party_id"] for r in self.load.rows("resolve/assertion_parties")}
        self._work(pending)
        mentions = {r["mention_id"]: r for r in self.load.rows("resolve/mentions")}
        stated: dict[str, list[ResolveParticipantsRow]] = defaultdict(list)
        for row in self.load.rows("resolve/participants"):
            stated[row["mention_id"]].append(row)
        self.new = set(mentions)
        claims = [c for i, m in mentions.items() for c in claims_of(stated[i], m, self.gazetteer)]
        claims.extend(self._known_claims(edited - self.new))
        self._resolve(claims, edits)
        kept = self._earlier(self.changed | self.gone)
        self._stage(mentions.values(), kept)
        self.load.merge(["assertions", "assertion_parties", "assertion_pairs", "role_claims"])
        self._refresh_people()

    def _due(self, limit: int) -> tuple[set[str], set[str]]:
        """Ids of the mentions that come in, and of those that go: of one kind only, those of
        known reports first."""
        waiting = self.load.rows("resolve/pending", version=resolver_version(), limit=limit)
        self._known = {r["mention_id"] for r in waiting if r["known"]}
        leaving = self.load.rows("resolve/gone")
        known = [r for r in waiting if r["again"]]
        left = [r for r in leaving if r["again"]]
        if not known and not left:
            return _ids(waiting), _ids(leaving)
        self.reread = versions_of([*known, *left])
        return _ids(known), _ids(left)

    def _work(self, ids: Collection[str]) -> None:
        Given(self.load, {"id": sorted(ids)}).rows("resolve/work")

    # -- decisions by hand

    def _read_edits(self) -> tuple[Edits, set[str]]:
        """All decisions, and the mentions that those not yet taken in can touch."""
        rows = self.load.rows("resolve/edits")
        edits, _ = read_edits(map(Edit.of_row, rows))
        fresh = [r for r in rows if r["applied_at"] is None]
        if not fresh:
            return edits, set()
        ids = {r["subject"] for r in fresh} | {r["object"] for r in fresh if r["kind"] == "merge"}
        # What an `undo` took back may be any earlier decision about the same person.
        undone = {r["subject"] for r in fresh if r["kind"] == "undo"}
        fresh += [r for r in rows if undone & {r["subject"], r["object"]}]
        ids |= {r[c] for r in fresh for c in ("subject", "object") if r["kind"] == "merge"}
        ids |= {edits.final(i) for i in ids}
        given = {spelled(r["object"]) for r in fresh if r["kind"] in ("split", "alias")}
        self.decided = {*ids, *(r["object"] for r in fresh if r["kind"] in ("split", "alias"))}
        names = [r["name"] for r in self.load.rows("resolve/spellings")] if given else []
        names = [name for name in names if spelled(name) in given]
        asked = Given(self.load, {"id": sorted({*ids, *names})})
        return edits, {r["mention_id"] for r in asked.rows("resolve/edited")}

    def _known_claims(self, mentions: Collection[str]) -> list[Claim]:
        """Claims of earlier resolutions that are judged anew."""
        if not mentions:
            return []
        self._work(mentions)
        made = []
        for row in self.load.rows("resolve/claims_again"):
            claim = claim_of(row)
            self._was[claim.claim_id] = row
            made.append(claim)
        return made

    # -- whom claims mean

    def _resolve(self, claims: Sequence[Claim], edits: Edits) -> None:
        full: dict[str, list[Claim]] = defaultdict(list)
        waiting: list[Claim] = []
        told: list[tuple[Claim, Party]] = []
        for claim in claims:
            name = read_name(claim.name)
            if fixed := fixed_party(claim, name, self.gazetteer, edits):
                self._keep(claim, fixed, edits, open_=False)
                told.append((claim, fixed))
            elif is_full(claim):
                full[name.key].append(claim)
            else:
                waiting.append(claim)
        self._earlier_full_names(full, edits)
        own = [
            pair
            for key, same in full.items()
            for pair in part_full_names(key, same, self.gazetteer)
        ]
        sounds = Told(own, self.gazetteer)
        for claim, plain in own:
            party = respelled(claim, plain, sounds.alike(claim), self.gazetteer)
            self._keep(claim, party, edits, open_=True)
            told.append((claim, party))
        self._explain(waiting, told, edits)

    def _earlier_full_names(self, full: dict[str, list[Claim]], edits: Edits) -> None:
        """Add to these names the earlier claims on which their parties depend: all of a name
        that several people bear, and other spellings in the same company."""
        asked: set[str] = set()
        for _ in range(MOST_SPELLINGS):
            keys = sorted(full.keys() - asked)
            if not keys:
                return
            asked |= set(keys)
            self._compare_with([c for key in keys for c in full[key]])
            rows = [
                *self._namesakes({key: full[key] for key in keys}),
                *self.load.rows("resolve/respelled_claims", **self._near),
            ]
            here = {c.claim_id for same in full.values() for c in same}
            for row in rows:
                claim = claim_of(row)
                if claim.claim_id in here or fixed_party(
                    claim, read_name(claim.name), self.gazetteer, edits
                ):
                    continue
                self._was.setdefault(claim.claim_id, row)
                here.add(claim.claim_id)
                full[row["name_key"]].append(claim)

    def _namesakes(self, full: dict[str, list[Claim]]) -> Sequence[ResolveNamesakeClaimsRow]:
        """Earlier claims of those of these names that several people bear."""
        known = {
            r["name_key"]: r["profiles"]
            for r in Given(self.load, {"id": sorted(full)}).rows("resolve/known_profiles")
        }
        shared = [
            key
            for key, same in full.items()
            if ident("person", key) in self.gazetteer.people
            or any_clash(
                [Profile.of_label(label) for label in known.get(key, ())]
                + [profile_of(c.role, read_name(c.name), self.gazetteer) for c in same]
            )
        ]
        if not shared:
            return []
        return Given(self.load, {"id": shared}).rows("resolve/namesake_claims")

    def _explain(self, waiting: list[Claim], told: list[tuple[Claim, Party]], edits: Edits) -> None:
        """What doesn't name its person in full: new claims, and those earlier ones that the
        new full names may explain."""
        self._compare_with([c for c, _ in told])
        here = {c.claim_id for c in waiting}
        Given(self.load, {"id": sorted(self.lost)}).rows("resolve/bare_found", **self._near)
        for row in self.load.rows("resolve/bare_claims"):
            claim = claim_of(row)
            if claim.claim_id not in here and claim.claim_id not in self._kept():
                self._was.setdefault(claim.claim_id, row)
                here.add(claim.claim_id)
                waiting.append(claim)
        if not waiting:
            return
        known = {c.claim_id for c, _ in told}
        self._compare_with(waiting)
        earlier = self._explaining()
        every = Told(
            [*told, *((c, p) for c, p in earlier if c.claim_id not in known)], self.gazetteer
        )
        found = {c.claim_id: explained(c, every, self.gazetteer) for c in waiting}
        again = second_look(waiting, found, self.gazetteer)
        if again:
            self._compare_with(again)
            earlier = self._explaining()
            more = Told(
                [*told, *((c, p) for c, p in earlier if c.claim_id not in known)], self.gazetteer
            )
            found |= {c.claim_id: explained(c, more, self.gazetteer) for c in again}
        for claim in waiting:
            self._keep(claim, found[claim.claim_id], edits, open_=True)

    def _explaining(self) -> list[tuple[Claim, Party]]:
        """Earlier full names that may explain the claims compared with."""
        self.load.rows("resolve/explaining", **self._near)
        rows = self.load.rows("resolve/explaining_claims")
        return [(claim_of(row), party_of(row)) for row in rows]

    def _compare_with(self, claims: Sequence[Claim]) -> None:
        named = [
            (*self._looked_up_by(c), c.article_id, c.day, partner)
            for c in claims
            for partner in sorted(c.company) or [""]
        ]
        self._near = _around(c.day for c in claims)
        columns = ("family", "sound", "key", "kind", "office", "article_id", "day", "partner")
        Given(
            self.load, {column: [row[i] for row in named] for i, column in enumerate(columns)}
        ).rows("resolve/new_claims")

    def _looked_up_by(self, claim: Claim) -> tuple[str, str, str, str, str]:
        """Family word, sound, key of a full name, kind, and office, as `resolve/new_claims`
        says."""
        word = family_word(claim, self.gazetteer)
        sound = company_key(claim.name, claim.type, self.gazetteer)
        if is_full(claim):
            office = office_key(claim.role, self.gazetteer)
            return word, sound, read_name(claim.name).key, "role" if claim.role else "", office
        office = "" if word else office_key(claim.name, self.gazetteer)
        return word, sound, "", "" if word else "office", office

    def _kept(self) -> set[str]:
        return {f"{m}/{p}" for m, rows in self._rows.items() for p in rows}

    def _keep(self, claim: Claim, party: Party, edits: Edits, *, open_: bool) -> None:
        mention, _, position = claim.claim_id.rpartition("/")
        last = edited(party, edits)
        was = self._was.get(claim.claim_id)
        row = party_row(claim, last, int(position), self.gazetteer, open_)
        self._rows[mention][int(position)] = row
        if was is None:
            return
        if any(row[c] != was[c] for c in ("party_id", "party_name", "firm", "candidates")):
            self.changed.add(mention)
            self.lost |= {was["party_id"]}

    # -- rows

    def _earlier(self, ids: set[str]) -> list[ResolveAssertionsRow]:
        """Assertions of earlier resolutions that change: what they say stays as it was."""
        if not ids:
            return []
        self._work(ids)
        rows = self.load.rows("resolve/assertions")
        for row in self.load.rows("resolve/assertion_parties"):
            self._rows[row["mention_id"]].setdefault(row["position"], row)
        return [{**r, "active": r["active"] and r["mention_id"] not in self.gone} for r in rows]

    def _stage(
        self, came: Iterable[ResolveMentionsRow], known: Iterable[ResolveAssertionsRow]
    ) -> None:
        """The assertions of mentions that came, and those of known ones that change."""
        assertions = [
            assertion_row(
                m,
                [party_of(r) for r in self._in_order(m["mention_id"])],
                self.gazetteer,
                self.run_id,
                replaced=sorted(ids_of_names(m["replaced"] or (), self.gazetteer)),
                asserted_at=max(self.load.now, m["loaded_at"]),
            )
            for m in came
        ]
        assertions += [
            assertion_row(
                a,
                [party_of(r) for r in self._in_order(a["mention_id"])],
                self.gazetteer,
                self.run_id,
                replaced=a["replaced"] or (),
                asserted_at=a["asserted_at"],
                active=a["active"],
            )
            for a in known
        ]
        parties: list[Mapping[str, Any]] = []
        pairs: list[AssertionPairsRow] = []
        roles: list[RoleClaimsRow] = []
        for row in assertions:
            rows = self._in_order(row["mention_id"])
            parties.extend(rows)
            pairs.extend(pair_rows(reading_of(row, self.places)))
            roles.extend(role_rows(row, rows))
        self.load.stage("assertions", assertions)
        self.load.stage("assertion_parties", parties)
        self.load.stage("assertion_pairs", pairs)
        self.load.stage("role_claims", roles)

    def _in_order(self, mention: str) -> list[Mapping[str, Any]]:
        kept = self._rows[mention]
        return [kept[position] for position in sorted(kept)]

    def _refresh_people(self) -> None:
        Given(self.load, {"id": sorted(self.lost)}).rows("resolve/touched_people")
        for part in ("out", "in", "more") if self.lost else ("more",):
            self.load.rows(f"resolve/people_{part}")
            self.load.rows(f"resolve/aliases_{part}")
        self.load.rows("resolve/edits_applied")


def look(load: Load) -> None:
    """Make the temp tables of what is new and what is gone: `looked`, `in_force` and `due`."""
    load.rows("resolve/looked", version=resolver_version())
    load.rows("resolve/current")
    load.rows("resolve/due", version=resolver_version())


def _around(days: Iterable[date | None]) -> dict[str, Any]:
    """What statements that look `near` days around each of these are asked with: `first` and
    `last` of all such days, None where there is none."""
    told = [day.toordinal() for day in days if day is not None]
    most = date.max.toordinal()
    first = date.fromordinal(max(1, min(told) - NEAR_DAYS)) if told else None
    last = date.fromordinal(min(most, max(told) + NEAR_DAYS)) if told else None
    return {"near": NEAR_DAYS, "first": first, "last": last}


def versions_of(rows: Iterable[ResolvePendingRow | ResolveGoneRow]) -> Versions:
    """By which versions reports were read and resolved, and by which they now are: rows of
    `resolve/pending` and `resolve/gone`."""
    old: dict[str, set[str | None]] = {"extractor": set(), "resolver": set()}
    new: dict[str, set[str | None]] = {"extractor": set(), "resolver": {resolver_version()}}
    for row in rows:
        old["extractor"].add(row["old_extractor"])
        new["extractor"].add(row["new_extractor"])
        old["resolver"].add(row["old_resolver"] or resolver_version())
    parts = [p for p in old if old[p] != new[p]]

    def told(by: Mapping[str, set[str | None]]) -> str:
        return ", ".join(f"{p} {'/'.join(sorted(filter(None, by[p])))}" for p in parts)

    return Versions(told(old), told(new))


def _ids(rows: Iterable[ResolvePendingRow | ResolveGoneRow]) -> set[str]:
    return {r["mention_id"] for r in rows}
