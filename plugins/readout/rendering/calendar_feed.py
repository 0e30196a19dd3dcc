"""Meetings as a calendar (RFC 5545, METHOD:PUBLISH).

A meeting keeps its UID for ever; SEQUENCE is the number of its changes, so it only grows.
A meeting whose hour is told begins at it, in UTC where its clock is known and else by the
reader's (RFC 5545 3.3.5, form 1); any other is a whole day or stretch of days. None blocks time.
Where only the week, month or year is known the title says so, for a
calendar would else claim every day of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from icalendar import Calendar, Event

from readout.lexicon.statuses import standing
from readout.rendering import mail_wording as wording
from readout.rendering import words
from readout.rendering.mail_links import Links

if TYPE_CHECKING:
    from readout.storage.results import AlertingFeedMeetingsRow, AlertingMailMeetingsRow

    Meeting = AlertingMailMeetingsRow | AlertingFeedMeetingsRow

# Below this confidence a calendar entry is no more than tentative.
UNCERTAIN = 0.5
# A stretch longer than this is no appointment.
MOST_DAYS = 366


def day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def upcoming(
    meetings: Sequence[AlertingMailMeetingsRow], today: date
) -> list[AlertingMailMeetingsRow]:
    """Those that lie ahead, with a day or stretch of days; cancelled ones too, so that a
    calendar that has them takes them out."""
    return [
        m
        for m in meetings
        if dated(m) and (day(m["end_day"]) or day(m["start_day"]) or today) >= today
        and m["status"] not in ("held", "under_way")
    ]  # fmt: skip


def dated(meeting: Meeting) -> bool:
    """Whether it can stand in a calendar at all."""
    start, end = day(meeting["start_day"]), day(meeting["end_day"])
    if start is None or meeting["time_precision"] == "unknown":
        return False
    return end is None or 0 <= (end - start).days <= MOST_DAYS


def calendar_of(meetings: Iterable[Meeting], links: Links, *, name: str, now: datetime) -> bytes:
    """A calendar of those meetings that have a time.

    Args:
        meetings: rows with the columns of `sql/alerting/mail_meetings.sql`.
        now: for DTSTAMP where a meeting has no time of change.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Readout//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", wording.one_line(name, 100))
    for meeting in meetings:
        if dated(meeting):
            calendar.add_component(_event(meeting, links, now))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, links: Links, now: datetime) -> Event:
    event = Event()
    start = day(meeting["start_day"])
    assert start is not None
    end = max(day(meeting["end_day"]) or start, start)
    changed = meeting["updated_at"]
    if isinstance(changed, str):
        changed = datetime.fromisoformat(changed)
    stamp = (changed or now).replace(tzinfo=UTC)
    event.add("uid", f"{meeting['meeting_id']}@readout")
    event.add("sequence", max(int(meeting["sequence"] or 1) - 1, 0))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("summary", title(meeting))
    begin = _begin(meeting, start) if start == end else None
    if begin is not None:
        event.add("dtstart", begin)
        if meeting["duration_minutes"]:
            event.add("dtend", begin + timedelta(minutes=meeting["duration_minutes"]))
    else:
        event.add("dtstart", start)
        event.add("dtend", min(end, date.max - timedelta(days=1)) + timedelta(days=1))
    event.add("status", calendar_status(meeting))
    event.add("transp", "TRANSPARENT")
    if meeting["place"]:
        event.add("location", wording.one_line(meeting["place"], 200))
    event.add("url", links.meeting(meeting["meeting_id"]))
    event.add("description", _description(meeting, links))
    return event


def _begin(meeting: Meeting, start: date) -> datetime | None:
    """The moment at which a meeting begins, if its hour is told."""
    at = words.clock_text(meeting.get("start_time"))
    if at is None:
        return None
    local = datetime.combine(start, time.fromisoformat(at))
    offset = meeting.get("utc_offset")
    return local if offset is None else (local - timedelta(minutes=offset)).replace(tzinfo=UTC)


def calendar_status(meeting: Meeting) -> str:
    """CONFIRMED, TENTATIVE or CANCELLED (RFC 5545 3.8.1.11). What one side denies, what only
    doubtful sentences say and what has no day is tentative, however firmly it was announced; what
    no article says any more is off."""
    if meeting.get("withdrawn"):
        return "CANCELLED"
    found = standing(meeting["status"])
    told = found.calendar if found is not None else "TENTATIVE"
    open_ = meeting["contradicted"] or meeting["confidence"] < UNCERTAIN
    return "TENTATIVE" if told == "CONFIRMED" and open_ else told


def title(meeting: Meeting) -> str:
    """“Blinken – Xi (likely)”, “[some day in June 2023] Blinken – Xi”."""
    start, end = day(meeting["start_day"]), day(meeting["end_day"])
    told = wording.who(meeting)
    if meeting.get("withdrawn"):
        told += " (withdrawn)"
    elif meeting["status"] not in ("scheduled", "held", "under_way"):
        told += f" ({words.status_words(meeting['status'])})"
    precision = meeting["time_precision"]
    if precision in ("week", "month", "year"):
        return f"[some day in {_stretch(start, end, precision)}] {told}"
    if precision == "unknown" or start is None:
        return f"[day not known] {told}"
    return told


def _stretch(start: date | None, end: date | None, precision: str) -> str:
    told = words.when_words(start, end, precision)
    return f"the {told}" if told.startswith("week") else told


def _description(meeting: Meeting, links: Links) -> str:
    parties = meeting["parties"] or [{"name": n, "role": None} for n in meeting["participants"]]
    lines = [
        wording.one_line(p["name"], 120)
        + (f", {wording.one_line(p['role'], 120)}" if p.get("role") else "")
        for p in parties[:40]
    ]
    lines += [
        "",
        f"“{wording.one_line(meeting['evidence'], 600)}”",
        f"Status: {'withdrawn, ' if meeting.get('withdrawn') else ''}"
        f"{words.status_words(meeting['status'])}, "
        f"reading {words.confidence_words(meeting['confidence'])}; "
        f"{words.counted(meeting['outlets'], 'outlet')}",
        links.meeting(meeting["meeting_id"]),
    ]
    return "\n".join(lines)
