"""Which id each meeting bears: for ever valid once anybody was told of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from readout.resolution.idents import ident
from readout.resolution.meetings import Meeting, founder


@dataclass(slots=True)
class Identities:
    """`final`: id that `meetings.resolve` gave → id to use. `redirects`: id no longer in
    use → where its mentions are now. `before`: id to use → the meeting as which most of its
    mentions were known, None when they were not."""

    final: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    before: dict[str, str | None] = field(default_factory=dict)


def identify(
    meetings: Sequence[Meeting], links: Mapping[str, str], told: Collection[str]
) -> Identities:
    """Give each meeting its id.

    An id that somebody was told of (in a mail) stays with the meeting that has most of its
    mentions. Every other meeting bears the hash of the mention that was published first, so
    that it doesn't depend on what arrived when.

    Args:
        links: mention id → meeting id so far. told: ids that somebody was told of.
    """
    made = Identities()
    shares: dict[str, Counter[str]] = defaultdict(Counter)
    own: dict[str, Counter[str]] = {}
    for meeting in meetings:
        known = Counter(links[r.mention_id] for r in meeting.readings if r.mention_id in links)
        own[meeting.meeting_id] = known
        for old, count in known.items():
            shares[old][meeting.meeting_id] = count
    heir = {old: min(c, key=lambda m: (-c[m], m)) for old, c in shares.items()}
    for meeting in meetings:
        mine = [o for o in own[meeting.meeting_id] if o in told and heir[o] == meeting.meeting_id]
        if mine:
            made.final[meeting.meeting_id] = min(
                mine, key=lambda o: (-own[meeting.meeting_id][o], o)
            )
    kept = set(made.final.values())
    for meeting in meetings:
        given = meeting.meeting_id
        if given not in made.final:
            # The first mention may have left a meeting that keeps the id made of it.
            free = given not in kept
            made.final[given] = (
                given if free else ident("meeting", founder(meeting.readings).mention_id, "apart")
            )
    used = set(made.final.values())
    for old, new in heir.items():
        if old not in used:
            made.redirects[old] = made.final[new]
    for meeting in meetings:
        known = own[meeting.meeting_id]
        final = made.final[meeting.meeting_id]
        # A meeting that only split off was not known before as itself.
        mine = [o for o in known if heir[o] == meeting.meeting_id or o == final]
        made.before[final] = min(mine, key=lambda o: (o != final, -known[o], o)) if mine else None
    return made
