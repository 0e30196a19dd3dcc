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
    """The filters, with `meant` where there is a name in `person` and the report asks whom it
    means: the snapshot's connection then has the table of those participants.

    Whether a name means somebody is decided by each text that is told of him alone (`means` asks
    whether any does), so texts are compared, each once, and not the many who bear them.
    """
    if not filters.person or not narrows(report):
        return filters
    # Whatever was typed, also what no watch file may hold, like a blank.
    party = Party.model_construct(name=filters.person)
    index = PartyIndex([party], aliases_of(snapshot, [party]))
    found = snapshot.rows("meetings/near_texts", near=may_hold(index.words()))
    texts = [row for row in found if index.meant(_bearing(row["part"], row["text"], row["type"]))]
    snapshot.give("given", {key: [row[key] for row in texts] for key in ("part", "text", "type")})
    snapshot.rows("meetings/told_so")
    snapshot.rows("meetings/meant")
    return replace(filters, meant=True)


def _bearing(part: str, text: str, kind: str) -> Participant:
    """Somebody of whom nothing is told but this."""
    if part == "role":
        return Participant("", role=text)
    if part == "country":
        return Participant("", country=text)
    if part == "behalf":
        return Participant("", behalf=(text,))
    return Participant(text, type=kind) if part == "name" else Participant("", names=(text,))


def may_hold(words: Collection[str]) -> str:
    """A regular expression (RE2) for every text of which one of these folded words may be a word,
    and for few others. What folding takes out may stand between letters; of letters beyond ASCII
    only folding itself knows what they become, so every text with one matches.
    """
    spelled = ["['.]*".join(map(re.escape, word)) for word in sorted(words) if word.isascii()]
    return "(?i)" + "|".join([*spelled, r"[^\x00-\x7f]"])
