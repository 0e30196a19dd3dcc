"""Times of day: "at 4:30 this afternoon", "at 10 a.m. (0800 GMT)", "16:30 local time", "noon"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

from readout.model import Span

_HALF: Final = r"(?P<half>[ap])\.?\s?m\b\.?"
_PART: Final = (
    r"(?P<part>(?:this|that|in\s+the|on\s+\w+day|\w+day|tomorrow|yesterday)\s+"
    r"(?:morning|afternoon|evening|night)|tonight)"
)
_CLOCK: Final = re.compile(
    r"(?<![\w.:,$€£-])(?:(?P<word>noon|midday|midnight)\b"
    r"|(?P<hour>[01]?\d|2[0-4])(?:(?P<sign>[.:])(?P<minute>[0-5]\d))?(?![\d%])"
    r"(?:\s*[-–]\s*\d{1,2}(?:[.:]\d\d)?(?=\s*[ap]\.?m))?"
    rf"(?:\s?{_HALF}|\s?(?P<hrs>hrs\b|hours\b(?=\s+(?:local|GMT|on|[A-Z]))|o[’']clock))?"
    r"|(?P<four>[0-2]\d[0-5]\d)(?=\s*(?:hrs|hours|GMT|UTC|local)\b))"
    rf"(?:,?\s+{_PART})?"
    r"(?:,?\s+(?P<zone>[A-Z]{2,4}\b|local\s+time))?"
    r"(?:\s+\((?P<gmt>\d{1,2}[.:]?\d\d)\s*(?:GMT|UTC)\))?",
)
_BEFORE: Final = re.compile(r"\b(?:at|by|from|around|about|for|until|before|after|since)\s+$", re.I)
_PART_BEFORE: Final = re.compile(rf"{_PART},?\s+(?:at|by|from|around|about)\s+$", re.I)
_EVENING: Final = re.compile(r"afternoon|evening|night", re.I)
_NOON, _LATEST_BARE, _DAY = 12, 8, 24 * 60


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day. `zone` as it is named ("ET", "local time"), empty where it is not; `offset`
    in minutes east of UTC where the text gives both clocks ("10 a.m. (0800 GMT)")."""

    at: time
    span: Span
    zone: str = ""
    offset: int | None = None


def find_clocks(text: str, offset: int = 0) -> list[ClockTime]:
    """The times of day of a sentence, in order. A figure counts as one with a.m. or p.m., with
    "o'clock" or a zone, or behind *at* with its minutes or a part of the day; "at 4:30" alone,
    which may be of either half, is none.

    Args:
        offset: added to every span.
    """
    found: list[ClockTime] = []
    for match in _CLOCK.finditer(text):
        at = _read(match, text)
        if at is not None:
            zone = " ".join((match["zone"] or "").split())
            span = (match.start() + offset, match.end() + offset)
            found.append(ClockTime(at, span, zone, _shift(at, match["gmt"])))
    return found


def _read(match: re.Match[str], text: str) -> time | None:
    if match["word"]:
        return time(0) if match["word"] == "midnight" else time(_NOON)
    if match["four"]:
        return _time(int(match["four"][:2]), int(match["four"][2:]))
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= _NOON:
            return None
        return _time(hour % _NOON + (_NOON if match["half"].lower() == "p" else 0), minute)
    led = _BEFORE.search(text, 0, match.start()) is not None
    before = _PART_BEFORE.search(text, 0, match.start())
    part = match["part"] or (before["part"] if before else None)
    if part and (led or match["sign"]):
        late = _EVENING.search(part) is not None or part.lower() == "tonight"
        return _time(hour + _NOON if late and hour < _NOON else hour, minute)
    told = match["hrs"] or match["zone"] or match["gmt"]
    if told and (match["sign"] or match["hrs"] or led):
        return _time(hour, minute)
    full = match["minute"] and (hour >= _LATEST_BARE or match["hour"].startswith("0"))
    return _time(hour, minute) if led and full else None


def _time(hour: int, minute: int) -> time | None:
    return time(hour % 24, minute) if hour <= 24 else None


def _shift(at: time, gmt: str | None) -> int | None:
    """Minutes between the local clock and the one in brackets, the nearer way round."""
    if gmt is None:
        return None
    figures = re.sub(r"\D", "", gmt).zfill(4)
    there = 60 * int(figures[:2]) + int(figures[2:])
    shift = (60 * at.hour + at.minute - there) % _DAY
    return shift - _DAY if shift > _DAY // 2 + 120 else shift
