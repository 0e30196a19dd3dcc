"""Which meetings, and who in them, a name means: for reports, by what decides for watches.

`readout report meetings --person China` and a watch with `who: [China]` ask the same, of the
same participants, so both ask `PartyIndex.meant`. SQL only takes the ids that come out.
"""

from __future__ import annotations

from dataclasses import replace

from readout.storage.reports import Filters, narrows
from readout.storage.snapshot import Snapshot
from readout.watching.parties import Participant, PartyIndex, aliases_of
from readout.watching.watches import Party


def who_is_meant(snapshot: Snapshot, report: str, filters: Filters) -> Filters:
    """The filters with `parties` and `meetings` for the name in `person`, where there is one and
    the report asks for them; the same filters otherwise."""
    if not filters.person or not narrows(report):
        return filters
    # Whatever was typed, also what no watch file may hold, like a blank.
    party = Party.model_construct(name=filters.person)
    index = PartyIndex([party], aliases_of(snapshot, [party]))
    parties: list[str] = []
    for row in snapshot.rows("meetings/sides"):
        for told in row["participants"] or ():
            if index.meant(Participant.of_row(told)):
                parties.append(f"{row['meeting_id']} {told['person_id']}")
    meetings = dict.fromkeys(party.split(" ")[0] for party in parties)
    return replace(filters, parties=tuple(parties), meetings=tuple(meetings))
