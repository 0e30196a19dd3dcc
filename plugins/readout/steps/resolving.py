"""`resolve_meetings`: mentions → people, meetings, their history, alerts; the snapshot.

One loader transaction. Incremental: only the mentions that are new, whose people changed or
whose article took them back, and what shares parties and time with them, are looked at. The
result is the same as if all were resolved at once, in whatever order they arrived.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from typing import NamedTuple

from readout.config import Settings
from readout.errors import is_of_rows
from readout.names.reading import read_name
from readout.names.sounding import sound_of
from readout.names.spelling import words_of
from readout.resolution import resolver_version
from readout.resolution.gazetteer import load_gazetteer
from readout.resolution.likeness import sign_of
from readout.resolution.readings import Places
from readout.resolution.utterances import telling_words
from readout.steps import Counts
from readout.steps.resolving_meetings import PuttingTogether
from readout.steps.resolving_people import TakingIn, look
from readout.steps.resolving_quotes import Hearing
from readout.steps.resolving_speakers import Speaking
from readout.steps.sifting import Item, in_words, note_refused, sift
from readout.storage.loader import Load, load_bundles, loading
from readout.storage.publish import publish_if_due
from readout.storage.staging import ready_bundles

STEP = "resolve_meetings"
CHUNK = 20_000

log = logging.getLogger("readout.resolving")


class Resolved(NamedTuple):
    """What a resolution counts, whether more may be pending, and whether outlets reported
    what it learned: not when a new version only read known reports otherwise."""

    counts: Counts
    more: bool
    news: bool


def resolve_meetings(settings: Settings, run_id: str | None = None) -> Counts:
    """Resolve what is pending, write alerts for what was learned, publish the snapshot.

    A backlog of more than `CHUNK` mentions or quotes is worked off in several transactions:
    the outcome is the same, and memory stays bounded when a new version of the resolver takes
    all in again. A mention or quote that can't be resolved is set aside with the reason, and
    the others go on.

    Returns:
        `mentions` taken in, `meetings` new, `changes` learned, `withdrawn` assertions,
        `alerts` to be sent; `set_aside` if any. What a new version makes of known reports
        counts with the others and alerts nobody.
    """
    run = run_id or uuid.uuid4().hex
    if ready_bundles(settings.staging, STEP):  # decided on a page since
        load_bundles(settings, STEP)
    counts = Counts()
    more = True
    while more:
        try:
            part, more = _resolve(settings, run, None)
        except Exception as cause:
            if not is_of_rows(cause):
                raise
            log.warning("in parts, since all at once failed: %s", in_words(cause))
            part, more = _resolve_in_parts(settings, run)
        counts.add(**part.counts)
    publish_if_due(settings)
    _forget()
    return counts


def _forget() -> None:
    """Names and texts come up a hundred times while they are put together, and hardly again: what
    was worked out of them goes with the step, or a process that goes on would hold ever more."""
    for remembered in (read_name, words_of, sound_of, sign_of, telling_words):
        remembered.cache_clear()


def _resolve(settings: Settings, run_id: str, only: Sequence[Item] | None) -> tuple[Counts, bool]:
    from readout.watching.outbox import queue_alerts

    with loading(settings, STEP) as load:
        part, more, news = resolve_into(load, run_id, only=only)
        part.add(alerts=queue_alerts(load, settings) if news else 0)
    return part, more


def _resolve_in_parts(settings: Settings, run_id: str) -> tuple[Counts, bool]:
    with loading(settings, STEP) as load:
        waiting, more = pending_items(load, CHUNK)
    counts, refused = sift(waiting, lambda part: _resolve(settings, run_id, part)[0])
    if refused:
        with loading(settings, STEP) as load:
            note_refused(load, refused, step=STEP, version=resolver_version())
        counts.add(set_aside=len(refused))
    # Until nothing is left waiting: what was done or set aside doesn't wait any more.
    return counts, more


def pending_items(load: Load, limit: int) -> tuple[list[Item], bool]:
    """What the next round resolves: at most `limit` mentions, and as many quotes; and
    whether more may wait behind. Known reports come in a round of their own."""
    look(load)
    asked = {"version": resolver_version(), "limit": limit}
    mentions = load.rows("resolve/pending", **asked)
    again = [r for r in mentions if r["again"]]
    quotes = load.rows("resolve/quotes_pending", **asked)
    items = [Item("mention", r["mention_id"], r["article_id"]) for r in again or mentions] + [
        Item("quote", r["quote_id"], r["article_id"]) for r in quotes
    ]
    return items, bool(again) or len(items) >= limit


def resolve_into(
    load: Load, run_id: str, limit: int = CHUNK, only: Sequence[Item] | None = None
) -> Resolved:
    """Resolve at most `limit` mentions and quotes inside an open load. Known reports that a
    new version takes in again make a round of their own, before what was reported since.

    Args:
        only: of what is pending, take in these alone; all when None.
    """
    gazetteer = load_gazetteer()
    places = Places(gazetteer)
    taking = TakingIn(load, gazetteer, places, run_id)
    taking.take_in(limit, _of_kind(only, "mention"))
    putting = PuttingTogether(load, places, run_id)
    putting.put_together(taking.new, taking.changed, taking.gone, taking.reread)
    speaking = Speaking(load, gazetteer, taking.edits)
    told = speaking.tell(limit, taking.decided, _of_kind(only, "quote"))
    hearing = Hearing(load, gazetteer, taking.edits, run_id)
    hearing.group(limit, _of_kind(only, "quote"))
    counts = Counts().add(mentions=len(taking.new), meetings=putting.new_meetings)
    counts.add(changes=putting.changes, withdrawn=len(taking.gone))
    more = max(len(taking.new), hearing.taken, told) >= limit
    behind = taking.reread is not None and bool(taking.new or taking.gone)
    if only is None and not (more or behind):
        load.rows("resolve/all_looked")
    return Resolved(counts, more or behind, taking.reread is None)


def _of_kind(items: Sequence[Item] | None, kind: str) -> set[str] | None:
    return None if items is None else {i.ident for i in items if i.kind == kind}
