"""Quotes across outlets: new quotes find the utterance that they are a wording of.

Incremental like the meetings (resolution/nearby.py), and simpler: longest first, each joins the
utterance that it is most like. So what lies within one step of the new quotes (`JUDGED`) is
grouped anew, with what lies within two (`SEEN`) beside it; should one of these join others than
before, it is a start like the new ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from readout.names.reading import read_name
from readout.resolution import resolver_version
from readout.resolution.edits import Edits
from readout.resolution.gazetteer import Gazetteer
from readout.resolution.idents import ident
from readout.resolution.people import Claim, Party, edited, fixed_party
from readout.resolution.utterances import SAID_DAYS, Said, Utterance, group_quotes, telling_words
from readout.steps.handing import Given
from readout.storage.loader import Load

if TYPE_CHECKING:
    from readout.storage.results import ResolveQuotesRow
    from readout.storage.rows import UtteranceQuotesRow, UtterancesRow

JUDGED, SEEN = 1, 2


class Hearing:
    """One round of grouping quotes, inside one load."""

    def __init__(self, load: Load, gazetteer: Gazetteer, edits: Edits, run_id: str) -> None:
        self.load = load
        self.gazetteer = gazetteer
        self.edits = edits
        self.run_id = run_id
        self.taken = 0

    def group(self, limit: int, only: Collection[str] | None = None) -> None:
        """Group what is new, at most `limit` quotes (of them `only` these), and what it
        touches, anew."""
        gone = self.load.rows("resolve/quotes_gone")
        rows = self.load.rows("resolve/quotes_pending", version=resolver_version(), limit=limit)
        pending = {r["quote_id"] for r in rows if only is None or r["quote_id"] in only}
        self.taken = len(pending)
        left = {r["utterance_id"] for r in gone}
        Given(self.load, {"id": [r["quote_id"] for r in gone]}).rows("resolve/quotes_out")
        if not pending and not left:
            return
        self._note(pending)
        found, known = self._grouped(pending, left)
        left |= known
        Given(self.load, {"id": sorted(left)}).rows("resolve/utterances_out")
        self.load.stage("utterances", (self._row(u) for u in found))
        self.load.stage("utterance_quotes", (w for u in found for w in self._wordings(u)))
        self.load.merge(["utterances", "utterance_quotes"])

    def _work(self, ids: Collection[str]) -> None:
        Given(self.load, {"id": sorted(ids)}).rows("resolve/work")

    def _note(self, pending: set[str]) -> None:
        """Put new quotes beside the others, each an utterance of its own so far."""
        self._work(pending)
        alone = [group_quotes([self._said(r)])[0] for r in self.load.rows("resolve/quotes")]
        self.load.stage("utterance_quotes", (w for u in alone for w in self._wordings(u)))
        self.load.merge(["utterance_quotes"])
        self.load.connection.execute("DELETE FROM temp.stg_utterance_quotes").fetchall()

    def _grouped(self, pending: set[str], left: set[str]) -> tuple[list[Utterance], set[str]]:
        """The utterances that may be others now, and the ids of those that they were."""
        mates = Given(self.load, {"id": sorted(left)}).rows("resolve/quotes_of")
        roots = pending | {r["quote_id"] for r in mates}
        while True:
            steps = self._near(roots)
            self._work(steps.keys())
            rows = self.load.rows("resolve/old_utterances")
            was = {r["quote_id"]: r["utterance_id"] for r in rows}
            every = group_quotes(self._said(r) for r in self.load.rows("resolve/quotes"))
            more = _moved(every, was, steps, roots)
            if not more:
                break
            roots |= more
        found = [u for u in every if any(steps[w.said.quote_id] <= JUDGED for w in u.wordings)]
        return found, {was[w.said.quote_id] for u in found for w in u.wordings}

    def _near(self, roots: Collection[str]) -> dict[str, int]:
        """The quotes to be looked at, each with its steps from the nearest root."""
        self._work(roots)
        self.load.rows("resolve/quotes_touched")
        for number in range(SEEN + 1):
            if number:
                self.load.rows("resolve/quotes_reach", round=number, said=SAID_DAYS)
            self.load.rows("resolve/quotes_whole", round=number)
        return {r["mention_id"]: r["round"] for r in self.load.rows("resolve/scope")}

    def _said(self, row: ResolveQuotesRow) -> Said:
        speaker = self._speaker(row)
        return Said(
            quote_id=row["quote_id"],
            article_id=row["article_id"],
            story=row["story_id"],
            outlet=row["outlet"],
            published=row["published_at"],
            speaker_id=speaker.party_id if speaker else None,
            speaker_name=speaker.name if speaker else None,
            text=row["content"],
            via=row["via"],
        )

    def _speaker(self, row: ResolveQuotesRow) -> Party | None:
        """Who spoke, as far as name, role and seeds tell it by themselves."""
        name = row["speaker_name"]
        if not name or row["speaker_kind"] not in ("person", "org"):
            return None
        type_ = "person" if row["speaker_kind"] == "person" else "org"
        said: datetime = row["published_at"]
        claim = Claim("", row["article_id"], name, row["speaker_role"], type_, said.date())  # type: ignore[arg-type]
        read = read_name(name)
        party = fixed_party(claim, read, self.gazetteer, self.edits)
        party = party or Party(ident("person", read.key), name, "person")
        return edited(party, self.edits)

    def _row(self, utterance: Utterance) -> UtterancesRow:
        every = [w.said for w in utterance.wordings]
        longest, first = utterance.longest, utterance.first
        return {
            "utterance_id": utterance.utterance_id,
            "speaker_id": longest.speaker_id,
            "speaker_name": longest.speaker_name,
            "wording": longest.text,
            "quote_id": longest.quote_id,
            "quotes": len(every),
            "wordings": len({s.text for s in every}),
            "outlets": len({s.outlet for s in every}),
            "stories": len({s.story for s in every}),
            "first_outlet": first.outlet,
            "first_said_at": first.published,
            "resolver_version": resolver_version(),
            "run_id": self.run_id,
            "updated_at": self.load.now,
        }

    def _wordings(self, utterance: Utterance) -> list[UtteranceQuotesRow]:
        return [
            {
                "quote_id": w.said.quote_id,
                "utterance_id": utterance.utterance_id,
                "article_id": w.said.article_id,
                "speaker_id": w.said.speaker_id,
                "kind": w.kind,
                "cut": w.cut,
                "via": w.said.via,
                "words": sorted(telling_words(w.said.text)),
                "said_at": w.said.published,
            }
            for w in utterance.wordings
        ]


def _moved(
    found: Iterable[Utterance],
    was: Mapping[str, str],
    steps: Mapping[str, int],
    roots: Collection[str],
) -> set[str]:
    """The known quotes that joined others than before, too far from the roots for all that is near
    them to have been grouped."""
    before: dict[str, set[str]] = defaultdict(set)
    for quote, former in was.items():
        if quote not in roots:
            before[former].add(quote)
    moved: set[str] = set()
    for utterance in found:
        now = {w.said.quote_id for w in utterance.wordings}.difference(roots)
        moved |= {q for q in now if steps[q] > JUDGED and before[was[q]] != now}
    return moved
