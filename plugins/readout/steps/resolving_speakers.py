"""Quotes get the id of who speaks, the same as in meetings, so that all quotes of a person can be
listed by id.

A name means whom the meetings of the same article take it for; else whom the seeds and the
decisions by hand know by it; else the bearer of the whole name. Where several bear that, or
the name is bare, and nothing decides, the quote has no id. Incremental, and the same in whatever
order articles arrive.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from readout.names.reading import read_name
from readout.resolution import resolver_version
from readout.resolution.edits import Edits, spelled
from readout.resolution.gazetteer import Gazetteer
from readout.resolution.idents import ident
from readout.resolution.people import Claim, Party, bare_party, edited, fixed_party
from readout.steps.handing import Given
from readout.storage.loader import Load

if TYPE_CHECKING:
    from readout.storage.results import ResolveSpeakersRow


class Speaking:
    """One round of telling who speaks, inside one load, after its mentions were taken in."""

    def __init__(self, load: Load, gazetteer: Gazetteer, edits: Edits) -> None:
        self.load = load
        self.gazetteer = gazetteer
        self.edits = edits

    def tell(
        self, limit: int, decided: Collection[str] = (), only: Collection[str] | None = None
    ) -> int:
        """Seek the speaker of at most `limit` quotes not yet sought (of them `only` these), and of
        those for which this load or a decision by hand changes the answer.

        Args:
            decided: ids and spellings that the decisions taken in by this load are about.

        Returns:
            Of how many quotes the speaker was sought.
        """
        Given(self.load, {"id": sorted(self._touched(decided))}).rows(
            "resolve/speakers_asked",
            version=resolver_version(),
            limit=limit,
            only=None if only is None else sorted(only),
        )
        rows = self.load.rows("resolve/speakers")
        told = {r["quote_id"]: self._speaker(r) for r in rows}
        if told:
            Given(self.load, {"id": list(told), "speaker": list(told.values())}).rows(
                "resolve/speakers_told", version=resolver_version()
            )
        moved = {r["speaker_id"] for r in rows} | set(told.values())
        Given(self.load, {"id": sorted(i for i in moved if i)}).rows("resolve/speakers_out")
        Given(self.load, self._faces()).rows("resolve/speakers_in")
        return len(rows)

    def _touched(self, decided: Collection[str]) -> set[str]:
        """Ids and names of speakers that decisions are about."""
        if not decided:
            return set()
        words = {spelled(text) for text in decided}
        names = (r["name"] for r in self.load.rows("resolve/speaker_names"))
        return {*decided, *(name for name in names if spelled(name) in words)}

    def _speaker(self, row: ResolveSpeakersRow) -> str | None:
        name = read_name(row["speaker_name"])
        said: datetime = row["said_at"]
        claim = Claim(
            row["quote_id"],
            row["article_id"],
            row["speaker_name"],
            row["speaker_role"],
            "person" if row["speaker_kind"] == "person" else "org",
            said.date(),
        )
        if len(row["parties"]) == 1 and not self.edits.aliased(claim.name):
            return self.edits.final(row["parties"][0])
        party = fixed_party(claim, name, self.gazetteer, self.edits)
        if party is None and not name.whole:
            party = bare_party(claim, (), self.gazetteer)
        if party is None and row["bearers"] < 2:
            party = Party(ident("person", name.key), claim.name, "person")
        if party is None or not party.firm or party.generic:
            return None
        return edited(party, self.edits).party_id

    def _faces(self) -> dict[str, list[Any]]:
        """How people show themselves of whom the seeds or decisions know more than quotes do."""
        seeds = self.gazetteer.people
        faces: dict[str, tuple[Any, ...]] = {
            i: (s.name, "person", s.country, True) for i, s in seeds.items()
        }
        for who, face in self.edits.faces.items():
            faces.setdefault(who, (face.name, face.type, None, False))
        for who, name in self.edits.names.items():
            faces[who] = (name, *faces.get(who, (None, None, None, False))[1:])
        columns = ("name", "type", "country", "seeded")
        told = {c: [face[i] for face in faces.values()] for i, c in enumerate(columns)}
        return {"id": list(faces), **told}
