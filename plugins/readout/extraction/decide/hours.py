"""By which clock the hour of a meeting is told: the zone that the text names, else the place's,
else that of the outlet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from readout.lexicon.zones import offset_at, zone_of_name, zone_of_place
from readout.model import MeetingMention, When


def by_its_clock(
    mention: MeetingMention, outlet: int | None, published: datetime | None = None
) -> MeetingMention:
    """A mention whose hour has its offset from UTC, where anything tells it.

    Args:
        outlet: the offset that the article's moment of publication was stated with. published:
        that moment: what was held didn't begin after it was told, so the hour of one that would
        have by the outlet's clock is by another, which nobody tells.
    """
    time = mention.time
    if time is None or time.at is None or time.start is None or time.offset is not None:
        return mention
    zone = zone_of_name(time.zone)
    if zone is None and mention.place is not None:
        zone = zone_of_place(mention.place.name)
    offset = outlet if zone is None else offset_at(zone, time.start, time.at)
    if zone is None and mention.status == "held" and _begins_after(time, outlet, published):
        offset = None
    return replace(mention, time=replace(time, offset=offset))


def _begins_after(time: When, outlet: int | None, published: datetime | None) -> bool:
    if published is None or published.tzinfo is None or outlet is None:
        return False
    if time.start is None or time.at is None:
        return False
    clock = timezone(timedelta(minutes=outlet))
    return datetime.combine(time.start, time.at, clock) > published
