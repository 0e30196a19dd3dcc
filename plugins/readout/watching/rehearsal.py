"""Trying watches out on what has happened: what would have been sent, and how much of it."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from readout.names.spelling import words_of as words
from readout.watching.matching import Matcher
from readout.watching.outbox import change_of
from readout.watching.parties import Aliases, Participant, means
from readout.watching.telling import Alerts
from readout.watching.watches import Watch

if TYPE_CHECKING:
    from readout.storage.results import AlertingKnownNamesRow, AlertingPastChangesRow
    from readout.storage.rows import AlertsRow


@dataclass
class Rehearsal:
    """What one watch would have done.

    Attributes:
        alerts: rows as the outbox would have written them, held ones too.
        mails: recipient -> moments at which a mail would have gone out (UTC).
    """

    watch: Watch
    alerts: list[AlertsRow] = field(default_factory=list)
    mails: dict[str, set[datetime]] = field(default_factory=lambda: defaultdict(set))

    def told(self) -> list[AlertsRow]:
        return [a for a in self.alerts if a["state"] == "pending"]

    def busiest(self) -> tuple[date | None, int]:
        """The day on which one recipient would have got most mails, and how many."""
        days: dict[tuple[str, date], int] = defaultdict(int)
        zone = self.watch.zone()
        for recipient, moments in self.mails.items():
            for moment in moments:
                days[recipient, moment.replace(tzinfo=UTC).astimezone(zone).date()] += 1
        if not days:
            return None, 0
        (_, day), most = max(days.items(), key=lambda item: (item[1], item[0][1]))
        return day, most

    def too_many(self) -> bool:
        return self.busiest()[1] > self.watch.mails_a_day


def rehearse(
    watches: Sequence[Watch], rows: Sequence[AlertingPastChangesRow], aliases: Aliases | None = None
) -> list[Rehearsal]:
    """Run the watches over past changes, load by load, each watch for itself.

    Args:
        rows: of `alerting/past_changes`, in its order; `changed_at` tells the loads apart.
    """
    found = []
    for watch in watches:
        matcher = Matcher([watch.model_copy(update={"enabled": True})], aliases or {})
        alerts = Alerts()
        rehearsal = Rehearsal(watch)
        for changed, group in groupby(rows, key=lambda r: r["changed_at"]):
            matches = matcher.match_all(change_of(row) for row in group)
            made = alerts.of(matches, changed.replace(tzinfo=UTC))
            alerts.remember(made)
            rehearsal.alerts += made
            for alert in made:
                if alert["state"] == "pending" and (due := alert.get("due_at")) is not None:
                    rehearsal.mails[alert["recipient"]].add(due)
        found.append(rehearsal)
    return found


def strangers(
    watches: Iterable[Watch], known: Sequence[AlertingKnownNamesRow], aliases: Aliases | None = None
) -> list[tuple[str, str, list[str]]]:
    """Names in watches that mean nobody whom the warehouse knows.

    Args:
        known: rows `name`, `type` of everybody known.

    Returns:
        Watch, name, and up to three known names near to it. A stranger is no error: he may
        be in the news tomorrow.
    """
    people = [Participant(row["name"], None, row["type"]) for row in known]
    by_word: dict[str, list[Participant]] = defaultdict(list)
    for person in people:
        for word in words(person.name):
            by_word[word].append(person)
    folded = {" ".join(words(p.name)): p.name for p in people}
    found = []
    for watch in watches:
        for party in watch.parties():
            name = party.name or party.person or party.body
            if not name:
                continue
            near = [p for w in words(name) for p in by_word.get(w, ())]
            # Another spelling, or a word that stands for a country, has no word in common.
            other = (aliases or {}).get(name, ())
            near += [p for p in people if p.type == "country" or p.name in other]
            nameless = party.model_copy(update={"role": None})
            if not any(means(nameless, p, aliases or {}) for p in near):
                close = difflib.get_close_matches(
                    " ".join(words(name)), list(folded), n=3, cutoff=0.6
                )
                found.append((watch.name, name, [folded[c] for c in close]))
    return found
