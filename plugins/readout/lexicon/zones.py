"""Which time zone a place keeps: by the name of a city that a zone is called by, by a capital, or
by a country that has one zone only. The data are those of the standard library and of babel (CLDR).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global

from readout.lexicon.countries import states

_AREAS: Final = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Pacific/")
# What papers call a zone, where it follows a place's clock; with an offset of its own below.
_OF_NAMES: Final = {
    "et": "America/New_York", "est": "America/New_York", "edt": "America/New_York",
    "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "cet": "Europe/Berlin",
    "cest": "Europe/Berlin", "eet": "Europe/Helsinki", "bst": "Europe/London",
    "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "msk": "Europe/Moscow", "gmt": "UTC", "utc": "UTC",
}  # fmt: skip
# Seats of governments whose country has several zones, none of them called by the town.
_SEATS: Final = {
    "washington": "America/New_York", "white house": "America/New_York",
    "pentagon": "America/New_York", "new york": "America/New_York", "ottawa": "America/Toronto",
    "beijing": "Asia/Shanghai", "brasília": "America/Sao_Paulo", "brasilia": "America/Sao_Paulo",
    "wellington": "Pacific/Auckland", "quito": "America/Guayaquil", "astana": "Asia/Almaty",
    "kremlin": "Europe/Moscow", "kyiv": "Europe/Kyiv", "new delhi": "Asia/Kolkata",
    "geneva": "Europe/Zurich", "munich": "Europe/Berlin", "davos": "Europe/Zurich",
}  # fmt: skip
# Parts of zones' names that are no town, or a word before they are one.
_NO_CITIES: Final = frozenset(
    ("act", "easter", "lhi", "midway", "nsw", "north", "south", "troll", "virgin", "west")
)


@cache
def _zones() -> dict[str, str]:
    """Lower-case name of a place → IANA zone."""
    found = {
        name: zone
        for zone in sorted(available_timezones())
        if zone.startswith(_AREAS)
        and zone.count("/") == 1
        and (name := zone.rpartition("/")[2].replace("_", " ").lower()) not in _NO_CITIES
    } | _SEATS
    by_territory: Mapping[str, list[str]] = get_global("territory_zones")
    for state in states():
        zones = by_territory.get(state.code, [])
        if len(zones) != 1:
            continue
        for name in (state.name, *state.names, state.capital, *state.cities):
            if name:
                found.setdefault(name.lower(), zones[0])
    return found


def zone_of_place(place: str) -> str | None:
    """The IANA zone of a place as an article names it ("State House in Entebbe"); None where
    nothing in it is known, or two of its words lie in different zones."""
    words = [w.strip(",.’'") for w in place.lower().split()]
    zones = _zones()
    found = {
        zones[name]
        for size in (3, 2, 1)
        for i in range(len(words) - size + 1)
        if (name := " ".join(words[i : i + size])) in zones
    }
    return found.pop() if len(found) == 1 else None


def zone_of_name(name: str) -> str | None:
    """The zone that papers mean by an abbreviation ("ET", "GMT")."""
    return _OF_NAMES.get(name.lower())


def offset_at(zone: str, day: date, clock: time) -> int:
    """Minutes east of UTC at a local time of a zone."""
    shift = datetime.combine(day, clock, ZoneInfo(zone)).utcoffset()
    assert shift is not None
    return int(shift.total_seconds()) // 60
