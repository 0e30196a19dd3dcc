"""Which meetings, and who in them, a name means: for reports, by what decides for watches.

`readout report meetings --person China` and a watch with `who: [China]` ask the same, of the
same participants, so both ask `PartyIndex.meant`. SQL leaves out who bears no word of the name,
and takes the ids that come out.
"""

from __future__ import annotations

import re
from collections.abc import Collection
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
    for row in snapshot.rows("meetings/sides", near=may_hold(index.words())):
        if index.meant(Participant.of_row({**row, "names": row["names"] + row["aliases"]})):
            parties.extend(row["pairs"] or ())
    meetings = dict.fromkeys(party.split(" ")[0] for party in parties)
    return replace(filters, parties=tuple(parties), meetings=tuple(meetings))


def may_hold(words: Collection[str]) -> str:
    """A regular expression (RE2) for every text of which one of these folded words may be a word,
    and for few others. What folding takes out may stand between letters; of letters beyond ASCII
    only folding itself knows what they become, so every text with one matches.
    """
    spelled = ["['.]*".join(map(re.escape, word)) for word in sorted(words) if word.isascii()]
    return "(?i)" + "|".join([*spelled, r"[^\x00-\x7f]"])
