"""How long a meeting took, in minutes, as the article states it."""

from __future__ import annotations

import re

_UNITS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_UNITS |= {"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15}
_UNITS |= {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_UNITS |= {"a": 1, "an": 1, "a couple of": 2, "thirteen": 13, "fourteen": 14, "sixteen": 16}
_WORDS = "|".join(sorted(_UNITS, key=len, reverse=True))
_NUMBER = (
    rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|(?:twenty|thirty|forty|fifty)[- ](?:one|two|five)|{_WORDS})"
)

_PATTERN = re.compile(
    rf"""(?ix)\b(?:
      (?P<quarters>three)[\s-]quarters\s+of\s+an\s+hour
    | (?P<half>half\s+an\s+hour|half[\s-]hour|half-an-hour)
    | (?P<n>{_NUMBER})(?P<and>\s+and\s+a\s+half|½)?[\s-]+(?P<unit>hour|minute)s?\b
      (?:\s+and\s+(?P<tail>a\s+half|a\s+quarter|{_NUMBER}\s+minutes))?
    | (?P<long>hour)[\s-]?long
    )(?!\s*(?:ago|later|earlier|before|after|away|drive|flight|walk|north|south|east|west|from))"""
)
_LED_IN = re.compile(r"(?i)\b(?:within|in|every|next|past|last|after|under)\s+(?:the\s+)?$")


def find_durations(text: str) -> list[tuple[int, int, int]]:
    """(start, end, minutes) of every stated duration; linear in the text's length."""
    found = []
    for match in _PATTERN.finditer(text):
        if _LED_IN.search(text, max(0, match.start() - 16), match.start()):
            continue
        minutes = _minutes(match)
        if 0 < minutes <= 3 * 24 * 60:
            found.append((match.start(), match.end(), minutes))
    return found


def _minutes(match: re.Match[str]) -> int:
    if match["quarters"]:
        return 45
    if match["half"]:
        return 30
    if match["long"]:
        return 60
    number = _value(match["n"]) + (0.5 if match["and"] else 0.0)
    minutes = number * (60 if match["unit"].lower() == "hour" else 1)
    tail = (match["tail"] or "").lower()
    if "half" in tail:
        minutes += 30
    elif "quarter" in tail:
        minutes += 15
    elif tail:
        minutes += _value(tail.split()[0])
    return round(minutes)


def _value(word: str) -> float:
    low = word.lower()
    if low[0].isdecimal():
        return float(low)
    if low in _UNITS:
        return _UNITS[low]
    tens, _, ones = re.sub(r"[\s-]+", " ", low).partition(" ")
    return _UNITS.get(tens, 0) + _UNITS.get(ones, 0)
