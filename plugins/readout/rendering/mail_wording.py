"""How a mail says what changed: short names, subjects, one line for each change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, Any, TypedDict

from readout.names.same import family_part
from readout.rendering import words

if TYPE_CHECKING:
    from readout.storage.results import AlertingMailRelatedRow, AlertingPastChangesRow
    from readout.storage.rows import AlertsRow

MOST_SENTENCE = 600
MOST_TOPIC = 160
MOST_SUBJECT = 150

_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Marks that turn the reading direction of what follows: in a subject they could hide it.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


_DAYS = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:\s*(?:/|–|\.\.|to)\s*(\d{4}-\d\d-\d\d))?(?:\s*\(?(\w+)\)?)?"
)


class Change(TypedDict):
    """What a line says of a change; rows of several statements have it."""

    kind: str
    old_value: str | None
    new_value: str | None


class Told(Change):
    """A change as a watch tells it."""

    aspect: str | None
    value: str | None


class Meeting(TypedDict):
    """What a headline says of a meeting; rows of several statements have it."""

    participants: list[str]
    parties: list[Mapping[str, Any]]
    status: str
    format: str
    place: str | None
    start_day: date | None
    end_day: date | None
    time_precision: str
    start_time: time | None
    utc_offset: int | None


def one_line(text: object, most: int = 500) -> str:
    """A text as one line without control or direction marks, cut at a word with … ."""
    line = _SPACE.sub(" ", _INVISIBLE.sub("", str(text))).strip()
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > most // 2 else cut).rstrip(" ,;:–") + "…"


def short_name(name: str, kind: str = "person") -> str:
    """What headlines call a person: the family name. Bodies and countries whole."""
    whole = one_line(name, 80)
    family = family_part(whole)
    return one_line(whole, 50) if kind not in ("person", "") or not family else family


def who(meeting: Meeting, most: int = 3) -> str:
    """“Blinken – Xi”, from the fourth on “and 37 more”. Two of one family keep their
    given names."""
    parties = meeting["parties"] or [{"name": n, "type": "person"} for n in meeting["participants"]]
    short = [short_name(p["name"], p["type"]) for p in parties]
    told = [
        one_line(p["name"], 60) if short.count(s) > 1 else s
        for s, p in zip(short, parties, strict=True)
    ]
    if not told:
        return "A meeting"
    if len(told) <= most:
        return " – ".join(told)
    return " – ".join(told[:most]) + f" and {len(told) - most} more"


def value(kind: str, text: str | None) -> str:
    """A change's old or new value as people say it; days as days."""
    if text is None or text == "":
        return "not known"
    if text in words.STATUS_WORDS:
        return words.status_words(text)
    if kind == "duration" and text.isascii() and text.isdigit():
        return words.duration_words(int(text))
    days = re.fullmatch(
        r"(\d{4}-\d\d-\d\d)(?:\s*(?:/|–|\.\.|to)\s*(\d{4}-\d\d-\d\d))?(?:\s*\(?(\w+)\)?)?", text
    )
    if days:
        try:
            first = date.fromisoformat(days[1])
            last = date.fromisoformat(days[2]) if days[2] else first
        except ValueError:
            return one_line(text, 120)
        return words.when_words(first, last, days[3] or "day")
    return one_line(text, 120)


def brief(changes: Sequence[Told], rumoured: str | None = None) -> str:
    """All changes of one meeting in a few words for the subject: “possible → held”.

    Args:
        rumoured: status of an earlier report that was told and may be this meeting.
    """
    told: list[str] = []
    firmness = [c for c in changes if c["aspect"] == "status"]
    if firmness:
        first, last = firmness[0], firmness[-1]
        now = value("status", last["value"])
        before = value("status", first["old_value"]) if first["old_value"] else None
        if any(c["kind"] == "new" for c in firmness):
            # Of what may be a meeting told before, nothing is "new".
            maybe = f"{words.status_words(rumoured)}? → {now}" if rumoured else f"{now} (new)"
            told.append(maybe)
        elif before and before != now:
            told.append(f"{before} → {now}")
        else:
            told.append(now)
    for change in changes:
        if change["aspect"] == "status":
            continue
        label = words.change_words(change["kind"])
        if change["kind"] in ("date", "place", "duration") and change["new_value"]:
            label = f"{change['kind']} {value(change['kind'], change['new_value'])}"
        if replaces(change):
            new, old = (one_line(change[c], 40) for c in ("new_value", "old_value"))
            label = f"{new} instead of {old}"
        if label not in told:
            told.append(label)
    return ", ".join(told[:3])


def replaces(change: Change) -> bool:
    """Whether somebody comes in another's place."""
    return bool(change["kind"] == "participant" and change["old_value"] and change["new_value"])


def line(change: Change) -> str:
    """One change as a line: “status changed: possible → held”."""
    old, new = change["old_value"], change["new_value"]
    label = "participant replaced" if replaces(change) else words.change_words(change["kind"], old)
    if change["kind"] == "new":
        return f"{label}: {value('status', new)}" if new else label
    if old and new:
        return f"{label}: {value(change['kind'], old)} → {value(change['kind'], new)}"
    return f"{label}: {value(change['kind'], new or old)}" if new or old else label


def headline(meeting: Meeting, changes: Sequence[Told], rumoured: str | None = None) -> str:
    """“Blinken – Xi, Beijing, Mon 19 Jun 2023: possible → held”: who, where or by what means,
    which day, what changed; for `rumoured` see `brief`."""
    told = brief(changes, rumoured) or words.status_words(meeting["status"])
    where = one_line(meeting["place"] or "", 40)
    if not where and meeting["format"] in ("call", "video"):
        where = words.format_words(meeting["format"])
    parts = [who(meeting), where, "" if _tells_day(changes) else _day(meeting)]
    return f"{', '.join(p for p in parts if p)}: {told}"


def rehearsed(change: AlertingPastChangesRow, alert: AlertsRow) -> str:
    """The headline that an alert about a past change would have had."""
    parties = change["participants"]
    meeting: Meeting = {
        "participants": [p["name"] for p in parties],
        "parties": parties,
        "status": change["status"],
        "format": change["format"],
        "place": change["place"],
        "start_day": change["start_day"],
        "end_day": change["end_day"],
        "time_precision": change["time_precision"],
        "start_time": change["start_time"],
        "utc_offset": change["utc_offset"],
    }
    told: Told = {
        "kind": change["kind"],
        "old_value": change["old_value"],
        "new_value": change["new_value"],
        "aspect": alert.get("aspect"),
        "value": alert.get("value"),
    }
    return headline(meeting, [told])


def _tells_day(changes: Sequence[Told]) -> bool:
    return any(c["kind"] == "date" and c["new_value"] for c in changes)


def _day(meeting: Meeting) -> str:
    """The meeting's day or stretch of days; nothing where none is known."""
    if meeting["start_day"] is None or meeting["time_precision"] in (None, "unknown"):
        return ""
    return when(meeting)


def when(meeting: Meeting) -> str:
    """A meeting's time, with its hour where one is told."""
    return words.when_words(
        _as_day(meeting["start_day"]),
        _as_day(meeting["end_day"]),
        meeting["time_precision"],
        meeting["start_time"],
        meeting["utc_offset"],
    )


def days(meeting: AlertingMailRelatedRow) -> str:
    """The day or days of a meeting of which no more is asked."""
    first, last = _as_day(meeting["start_day"]), _as_day(meeting["end_day"])
    return words.when_words(first, last, meeting["time_precision"])


def _as_day(value: Any) -> date | None:
    """A day as a batch file (text) or the warehouse gives it."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def subject(headlines: Sequence[str]) -> str:
    """The first headline, and how many more there are."""
    more = len(headlines) - 1
    tail = f", and {words.counted(more, 'more meeting')}" if more > 0 else ""
    return one_line(headlines[0], MOST_SUBJECT - len(tail)) + tail
