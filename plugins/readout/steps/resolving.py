"""`resolve_meetings`: mentions → people, meetings, their history, alerts; the snapshot.

One loader transaction. Incremental: only the mentions that are new, whose people changed or
whose article took them back, and what shares parties and time with them, are looked at. The
result is the same as if all were resolved at once, in whatever order they arrived.
"""

from __future__ import annotations

import uuid

from readout.config import Settings
from readout.resolution.gazetteer import load_gazetteer
from readout.resolution.readings import Places
from readout.steps import Counts
from readout.steps.resolving_meetings import PuttingTogether
from readout.steps.resolving_people import TakingIn
from readout.steps.resolving_quotes import Hearing
from readout.storage.loader import Load, loading
from readout.storage.publish import publish

STEP = "resolve_meetings"
CHUNK = 20_000


def resolve_meetings(settings: Settings, run_id: str | None = None) -> Counts:
    """Resolve what is pending, write alerts for what was learned, publish the snapshot.

    A backlog of more than `CHUNK` mentions or quotes is worked off in several transactions:
    the outcome is the same, and memory stays bounded when a new version of the resolver takes
    all in again.

    Returns:
        `mentions` taken in, `meetings` new, `changes` learned, `withdrawn` assertions,
        `alerts` to be sent.
    """
    from readout.watching.outbox import queue_alerts

    counts = Counts()
    more = True
    while more:
        with loading(settings, STEP) as load:
            part, more = resolve_into(load, run_id or uuid.uuid4().hex)
            part.add(alerts=queue_alerts(load, settings))
        counts.add(**part.counts)
    publish(settings)
    return counts


def resolve_into(load: Load, run_id: str, limit: int = CHUNK) -> tuple[Counts, bool]:
    """Resolve at most `limit` mentions and quotes inside an open load.

    Returns:
        What `resolve_meetings` counts, and whether more may be pending.
    """
    gazetteer = load_gazetteer()
    places = Places(gazetteer)
    taking = TakingIn(load, gazetteer, places, run_id)
    taking.take_in(limit)
    putting = PuttingTogether(load, places, run_id)
    putting.put_together(taking.new, taking.changed, taking.gone)
    hearing = Hearing(load, gazetteer, taking.edits, run_id)
    hearing.group(limit)
    counts = Counts().add(mentions=len(taking.new), meetings=putting.new_meetings)
    counts.add(changes=putting.changes, withdrawn=len(taking.gone))
    return counts, len(taking.new) >= limit or hearing.taken >= limit
