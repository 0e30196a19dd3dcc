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


def resolve_meetings(settings: Settings, run_id: str | None = None) -> Counts:
    """Resolve what is pending, write alerts for what was learned, publish the snapshot.

    Returns:
        `mentions` taken in, `meetings` new, `changes` learned, `withdrawn` assertions,
        `alerts` to be sent, `new`: all of these that are a reason to go on.
    """
    from readout.watching.outbox import queue_alerts

    with loading(settings, STEP) as load:
        counts = resolve_into(load, run_id or uuid.uuid4().hex)
        counts.add(alerts=queue_alerts(load, settings))
    publish(settings)
    return counts


def resolve_into(load: Load, run_id: str) -> Counts:
    """Resolve what is pending inside an open load; see `resolve_meetings`."""
    gazetteer = load_gazetteer()
    places = Places(gazetteer)
    taking = TakingIn(load, gazetteer, places, run_id)
    taking.take_in()
    putting = PuttingTogether(load, places, run_id)
    putting.put_together(taking.new, taking.changed, taking.gone)
    hearing = Hearing(load, gazetteer, taking.edits, run_id)
    hearing.group()
    counts = Counts().add(mentions=len(taking.new), meetings=putting.new_meetings)
    return counts.add(changes=putting.changes, withdrawn=len(taking.gone))
