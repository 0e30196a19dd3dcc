"""By which clock the hour of a meeting is told: the zone that the text names, else the place's,
else that of the outlet."""

from __future__ import annotations

from dataclasses import replace

from readout.lexicon.zones import offset_at, zone_of_name, zone_of_place
from readout.model import MeetingMention


def by_its_clock(mention: MeetingMention, outlet: int | None) -> MeetingMention:
    """A mention whose hour has its offset from UTC, where anything tells it.

    Args:
        outlet: the offset that the article's moment of publication was stated with.
    """
    time = mention.time
    if time is None or time.at is None or time.start is None or time.offset is not None:
        return mention
    zone = zone_of_name(time.zone)
    if zone is None and mention.place is not None:
        zone = zone_of_place(mention.place.name)
    offset = outlet if zone is None else offset_at(zone, time.start, time.at)
    return replace(mention, time=replace(time, offset=offset))
